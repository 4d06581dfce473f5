package org.emconverge.validation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.emconverge.Csv;
import org.emconverge.validation.Ideal.AtomKey;

/**
 * Ideal bond lengths and angles of the twenty amino acids, of selenomethionine and of peptide bonds as GeoStd, the
 * library of Phenix and so of MolProbity, has them: those of Engh &amp; Huber (1991, Acta Cryst A47:392; beside a cis
 * proline 2001, International Tables F, 18.3). Their standard deviations are wider than the CCP4 monomer library's, by
 * which bonds would be outliers that MolProbity finds nothing wrong with.
 */
final class StandardIdeals {
    private static final String RESOURCE = "geostd-ideals.csv";
    private static final Ideals NONE = new Ideals(List.of(), List.of(), List.of(), List.of());
    private static final Map<String, Ideals> TABLE = read();

    private StandardIdeals() {}

    /** Those among the heavy atoms of a residue inside a chain; none of a residue that is not standard. */
    static Ideals of(String residue) {
        return TABLE.getOrDefault(residue, NONE);
    }

    /** Those that the other oxygen of its end gives a residue with an OXT. */
    static Ideals ofCarboxylate() {
        return TABLE.get("COO");
    }

    /** Those of a peptide bond; residue 1 is the residue before. */
    static Ideals of(MonomerLibrary.Link link) {
        return TABLE.get(link.name());
    }

    private static Map<String, Ideals> read() {
        Map<String, Ideals> table = new HashMap<>();
        for (Csv.Row row : Csv.resource(StandardIdeals.class, RESOURCE).rows()) {
            Ideals ideals = table.computeIfAbsent(
                    row.text("residue"),
                    name -> new Ideals(new ArrayList<>(), new ArrayList<>(), List.of(), List.of()));
            List<String> names = List.of(row.text("atoms").split(" "));
            boolean link = names.stream().anyMatch(name -> name.startsWith("-"));
            List<AtomKey> atoms = names.stream()
                    .map(name ->
                            name.startsWith("-") ? new AtomKey(1, name.substring(1)) : new AtomKey(link ? 2 : 1, name))
                    .toList();
            (atoms.size() == 2 ? ideals.bonds() : ideals.angles())
                    .add(new Ideal(atoms, row.number("ideal"), row.number("sigma")));
        }
        return table;
    }
}
