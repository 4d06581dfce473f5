package org.emconverge.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.emconverge.Csv;
import org.emconverge.structure.ResidueId;

/**
 * One thing that is out of the ordinary at one residue, in all models that have it: the outlying angle N-CA-C, say, or
 * the clashes with one other residue.
 *
 * @param kind what is out of the ordinary
 * @param residue at which; of a contact the first in outliers.csv
 * @param name of the residue; empty for what is no amino acid
 * @param row of the residue in residues.csv, from 0; −1 where it is none of those
 * @param partner row of the other residue of a contact; −1 without one
 * @param models those that have it, from 0, in their order
 * @param worst the one that is farthest out
 */
record OutlierGroup(
        OutlierKind kind, ResidueId residue, String name, int row, int partner, List<Integer> models, Outlier worst) {
    /** {@code HB2 – A 27B OD1}: an atom of the residue, then the other residue and its atom. */
    private static final Pattern CONTACT = Pattern.compile("\\S+ – (.+) (-?\\d+)(\\p{Alnum}?) \\S+");

    private static final int NONE = -1;

    /**
     * A row of outliers.csv.
     *
     * @param model from 0
     * @param atoms what it is about
     * @param value in the unit of its criterion
     * @param ideal NaN where there is none
     * @param z likewise
     */
    record Outlier(int model, String atoms, double value, double ideal, double z) {}

    /** What of one residue is one thing. */
    private record Key(OutlierKind kind, ResidueId residue, String what) {}

    /**
     * Groups what outliers.csv has. The residues with most come first, then those earlier in the chain; of a residue
     * what most models have, and then the worst.
     *
     * @param places rows of residues.csv by their residues
     * @param models names, best first; what is of another model is left out
     */
    static List<OutlierGroup> of(List<Csv.Row> rows, Map<ResidueId, Integer> places, List<String> models) {
        Map<Key, List<Outlier>> found = new LinkedHashMap<>();
        Map<Key, Csv.Row> first = new HashMap<>();
        for (Csv.Row row : rows) {
            int model = models.indexOf(row.text("model"));
            if (model >= 0) {
                Key key = key(row);
                found.computeIfAbsent(key, of -> new ArrayList<>()).add(outlier(row, model));
                first.putIfAbsent(key, row);
            }
        }
        List<OutlierGroup> groups = new ArrayList<>();
        found.forEach((key, all) -> groups.add(group(key, all, first.get(key).text("resname"), places)));
        Map<ResidueId, Integer> weights = new HashMap<>();
        groups.forEach(group -> weights.merge(group.residue, group.models.size(), Integer::sum));
        groups.sort(Comparator.comparingInt((OutlierGroup group) -> -weights.get(group.residue))
                .thenComparingInt(group -> group.row < 0 ? Integer.MAX_VALUE : group.row)
                .thenComparing(OutlierGroup::residue)
                .thenComparingInt(group -> -group.models.size())
                .thenComparingDouble(group -> -group.kind.severity(group.worst))
                .thenComparing(OutlierGroup::kind));
        return List.copyOf(groups);
    }

    private static Key key(Csv.Row row) {
        OutlierKind kind = OutlierKind.of(row.text("criterion"));
        String atoms = row.text("atoms");
        Matcher contact = CONTACT.matcher(atoms);
        String what = kind.isOfResidue()
                ? ""
                : kind.isContact() && contact.matches()
                        ? contact.group(1) + " " + contact.group(2) + contact.group(3)
                        : atoms;
        ResidueId residue = new ResidueId(row.text("chain"), row.whole("resnum"), row.text("icode"));
        return new Key(kind, residue, what);
    }

    private static Outlier outlier(Csv.Row row, int model) {
        return new Outlier(
                model, row.text("atoms"), row.number("value"), row.numberOrNaN("ideal"), row.numberOrNaN("z"));
    }

    private static OutlierGroup group(Key key, List<Outlier> all, String name, Map<ResidueId, Integer> places) {
        Outlier worst = all.get(0);
        TreeSet<Integer> models = new TreeSet<>();
        for (Outlier outlier : all) {
            models.add(outlier.model());
            worst = key.kind.severity(outlier) > key.kind.severity(worst) ? outlier : worst;
        }
        Matcher contact = CONTACT.matcher(worst.atoms());
        int partner = key.kind.isContact() && contact.matches()
                ? places.getOrDefault(
                        new ResidueId(contact.group(1), Integer.parseInt(contact.group(2)), contact.group(3)), NONE)
                : NONE;
        return new OutlierGroup(
                key.kind,
                key.residue,
                name,
                places.getOrDefault(key.residue, NONE),
                partner,
                List.copyOf(models),
                worst);
    }

    /** {@code 3 of 10}. */
    String share(int of) {
        return models.size() + " of " + of;
    }
}
