package org.emconverge.validation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.vecmath.Point3d;
import javax.vecmath.Vector3d;
import org.emconverge.CellList;
import org.emconverge.structure.ResidueId;

/**
 * The Watson–Crick pairs (A–T, A–U, G–C) and wobble pairs (G–T, G–U) of a model's bases, told by their hydrogen bonds:
 * two at least whose heavy atoms are 2.4 to 3.5 Å apart, between bases whose planes are within 45°. A base has one
 * pair, that of the most and shortest hydrogen bonds. Other pairs and modified bases are left aside.
 */
final class BasePairs {
    /** Distance of donor and acceptor of a hydrogen bond, Å: nearer ones run through each other. */
    private static final double[] HYDROGEN_BOND = {2.4, 3.5};

    private static final int LEAST_BONDS = 2;
    /** Largest angle between the planes of two bases that are paired, degrees. */
    private static final double LARGEST_ANGLE = 45;
    /** How far apart the C1′ of a pair may be, Å; 10.5 in a helix. */
    private static final double FARTHEST = 14;

    private static final Pattern BASE = Pattern.compile("D?([ACGTU])");
    /** Donor and acceptor of either base, by the bases in the order of the alphabet. */
    private static final Map<String, List<String[]>> BONDS = Map.of(
            "AT", List.of(new String[] {"N6", "O4"}, new String[] {"N1", "N3"}),
            "AU", List.of(new String[] {"N6", "O4"}, new String[] {"N1", "N3"}),
            "CG", List.of(new String[] {"N4", "O6"}, new String[] {"N3", "N1"}, new String[] {"O2", "N2"}),
            "GT", List.of(new String[] {"O6", "N3"}, new String[] {"N1", "O2"}),
            "GU", List.of(new String[] {"O6", "N3"}, new String[] {"N1", "O2"}));

    private static final String RING = "N1 C2 N3 C4 C5 C6";

    /**
     * @param words of which it is, as {@code WC R 40} or {@code wobble R 40}
     * @param distance of the C1′, Å
     * @param angle between the planes of the bases, which propeller and buckle make, degrees
     */
    record Result(ResidueId id, String words, int bonds, double distance, double angle) {}

    private record Pair(Nucleotide first, Nucleotide second, int bonds, double length, double distance, double angle) {
        private static String letter(Nucleotide of) {
            Matcher base = BASE.matcher(of.name());
            return base.matches() ? base.group(1) : "";
        }

        private Result of(Nucleotide one, Nucleotide other) {
            String letters = letter(one) + letter(other);
            boolean wobble = letters.contains("G") && !letters.contains("C");
            return new Result(one.id(), (wobble ? "wobble " : "WC ") + other.id(), bonds, distance, angle);
        }
    }

    private BasePairs() {}

    /** A row for each of the two bases of every pair, in the order given. */
    static List<Result> of(List<Nucleotide> nucleotides) {
        List<Nucleotide> known = nucleotides.stream()
                .filter(of -> !Pair.letter(of).isEmpty() && of.place("C1'") != null)
                .toList();
        List<Pair> pairs = new ArrayList<>();
        CellList cells = new CellList(
                known.stream().mapToDouble(of -> of.place("C1'").x).toArray(),
                known.stream().mapToDouble(of -> of.place("C1'").y).toArray(),
                known.stream().mapToDouble(of -> of.place("C1'").z).toArray(),
                FARTHEST);
        for (int i = 0; i < known.size(); i++) {
            Nucleotide one = known.get(i);
            Point3d c1 = one.place("C1'");
            int number = i;
            cells.near(c1.x, c1.y, c1.z, j -> {
                if (j > number) {
                    add(one, known.get(j), pairs);
                }
            });
        }
        pairs.sort(Comparator.comparingInt((Pair pair) -> -pair.bonds).thenComparingDouble(pair -> pair.length));
        Set<ResidueId> taken = new HashSet<>();
        List<Result> results = new ArrayList<>();
        for (Pair pair : pairs) {
            if (!taken.contains(pair.first.id()) && !taken.contains(pair.second.id())) {
                taken.add(pair.first.id());
                taken.add(pair.second.id());
                results.add(pair.of(pair.first, pair.second));
                results.add(pair.of(pair.second, pair.first));
            }
        }
        List<ResidueId> order = nucleotides.stream().map(Nucleotide::id).toList();
        results.sort(Comparator.comparingInt(result -> order.indexOf(result.id())));
        return results;
    }

    private static void add(Nucleotide one, Nucleotide other, List<Pair> pairs) {
        boolean inOrder = Pair.letter(one).compareTo(Pair.letter(other)) <= 0;
        Nucleotide first = inOrder ? one : other;
        Nucleotide second = inOrder ? other : one;
        double distance = one.place("C1'").distance(other.place("C1'"));
        int bonds = 0;
        double length = 0;
        for (String[] bond : BONDS.getOrDefault(Pair.letter(first) + Pair.letter(second), List.of())) {
            Point3d donor = first.place(bond[0]);
            Point3d acceptor = second.place(bond[1]);
            double apart = donor == null || acceptor == null ? Double.NaN : donor.distance(acceptor);
            if (apart >= HYDROGEN_BOND[0] && apart <= HYDROGEN_BOND[1]) {
                bonds++;
                length += apart;
            }
        }
        if (bonds >= LEAST_BONDS && distance <= FARTHEST) {
            double angle = angle(normal(one), normal(other));
            if (angle <= LARGEST_ANGLE) { // not where an atom is missing
                pairs.add(new Pair(first, second, bonds, length / bonds, distance, angle));
            }
        }
    }

    /** Between planes, degrees, 0 to 90; NaN where one is not known. */
    private static double angle(Vector3d first, Vector3d second) {
        if (first == null || second == null) {
            return Double.NaN;
        }
        double angle = Math.toDegrees(first.angle(second));
        return Math.min(angle, 180 - angle);
    }

    /** Of the six-membered ring, by its area; null where an atom is missing. */
    private static Vector3d normal(Nucleotide of) {
        String[] names = RING.split(" ");
        Vector3d normal = new Vector3d();
        Point3d last = of.place(names[names.length - 1]);
        for (String name : names) {
            Point3d place = of.place(name);
            if (place == null || last == null) {
                return null;
            }
            Vector3d cross = new Vector3d();
            cross.cross(new Vector3d(last), new Vector3d(place));
            normal.add(cross);
            last = place;
        }
        return normal;
    }
}
