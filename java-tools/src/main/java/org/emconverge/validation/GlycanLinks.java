package org.emconverge.validation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Element;
import org.biojava.nbio.structure.Group;
import org.emconverge.structure.ResidueId;
import org.emconverge.structure.ResidueKind;
import org.emconverge.validation.CovalentLinks.Bond;
import org.emconverge.validation.Ideal.AtomKey;
import org.emconverge.validation.Ideals.Centre;

/**
 * What the anomeric carbons of sugars hang on, and whether they have the hand that the component's name promises. Its
 * dictionary tells the hand by the hydroxyl that the link takes away; the atom that is linked stands in its place.
 */
final class GlycanLinks {
    private static final String ALPHA = "α";
    private static final String BETA = "β";
    private static final Comparator<Bond> NEARNESS = Comparator.comparing(
                    (Bond bond) -> bond.otherAtom().getElement() == Element.C)
            .thenComparingDouble(bond ->
                    bond.atom().getCoordsAsPoint3d().distance(bond.otherAtom().getCoordsAsPoint3d()));

    /** The hand of an anomeric carbon, in the file and in the dictionary. */
    enum Hand {
        RIGHT,
        OTHER,
        /** The dictionary does not tell, or the atoms lie nearly in one plane. */
        UNKNOWN
    }

    /**
     * @param words what it is: {@code β1-4 B 1}, {@code β1-ND2 A 297}; the letter only of pyranoses whose hand is known
     * @param atoms the carbon, and what its volume is of; that of the residue before with a minus sign
     * @param volume Å³, of the carbon
     * @param ideal Å³; NaN where the dictionary does not tell
     */
    record Result(ResidueId id, String name, String words, String atoms, double volume, double ideal, Hand hand) {
        boolean isOutlier() {
            return hand == Hand.OTHER;
        }
    }

    private GlycanLinks() {}

    /**
     * Of every sugar that is linked by its anomeric carbon, in the order of the file's bonds. Where a distorted model
     * has several atoms near enough, it is the nearest, a carbon only where there is nothing else.
     */
    static List<Result> of(CovalentLinks links, List<SugarRings.Result> sugars, MonomerLibrary library) {
        Map<Group, SugarRings.Result> bySugar = sugars.stream()
                .collect(Collectors.toMap(SugarRings.Result::group, Function.identity(), (first, second) -> first));
        Map<Group, Bond> nearest = new LinkedHashMap<>();
        for (Bond bond : links.bonds()) {
            SugarRings.Result sugar = bySugar.get(bond.residue());
            if (sugar != null && sugar.ring().get(1).equals(bond.atom().getName())) {
                nearest.merge(
                        bond.residue(), bond, (first, second) -> NEARNESS.compare(first, second) <= 0 ? first : second);
            }
        }
        List<Result> results = new ArrayList<>();
        nearest.forEach((group, bond) -> results.add(of(bond, bySugar.get(group), library)));
        return results;
    }

    private static Result of(Bond bond, SugarRings.Result sugar, MonomerLibrary library) {
        Centre centre = library.residue(sugar.name(), null, null).stream()
                .flatMap(ideals -> ideals.centres().stream())
                .filter(of -> of.atoms().get(0).name().equals(bond.atom().getName()) && !of.bothSigns())
                .findFirst()
                .orElse(null);
        List<Atom> atoms = centre == null ? List.of() : atoms(centre, bond);
        double volume = atoms.isEmpty()
                ? Double.NaN
                : Chirality.volume(
                        atoms.get(0).getCoordsAsPoint3d(),
                        atoms.get(1).getCoordsAsPoint3d(),
                        atoms.get(2).getCoordsAsPoint3d(),
                        atoms.get(3).getCoordsAsPoint3d());
        double ideal = atoms.isEmpty() ? Double.NaN : centre.volume();
        Hand hand = Double.isNaN(volume) || Math.abs(volume) < Chirality.SIGMA * Chirality.OUTLIER
                ? Hand.UNKNOWN
                : volume * ideal > 0 ? Hand.RIGHT : Hand.OTHER;
        String names = atoms.stream()
                .map(atom -> (atom == bond.otherAtom() ? "-" : "") + atom.getName())
                .collect(Collectors.joining("-"));
        return new Result(sugar.id(), sugar.name(), words(bond, sugar), names, volume, ideal, hand);
    }

    /** The centre and its three neighbours, the linked atom in the place of the one that is gone; empty else. */
    private static List<Atom> atoms(Centre centre, Bond bond) {
        List<Atom> atoms = new ArrayList<>();
        int replaced = 0;
        for (AtomKey key : centre.atoms()) {
            Atom own = bond.residue().getAtom(key.name());
            replaced += own == null ? 1 : 0;
            atoms.add(own == null ? bond.otherAtom() : own);
        }
        return replaced == 1 ? atoms : List.of();
    }

    private static String words(Bond bond, SugarRings.Result sugar) {
        String anomeric = bond.atom().getName().substring(1);
        String on = ResidueKind.of(bond.other()) == ResidueKind.GLYCAN
                        && bond.otherAtom().getName().matches("O\\d")
                ? bond.otherAtom().getName().substring(1)
                : bond.otherAtom().getName();
        return anomer(bond, sugar) + anomeric + "-" + on + " " + ResidueId.of(bond.other());
    }

    /**
     * α where the linked atom and the carbon at the ring's other end lie on opposite sides, β where they lie on one;
     * the other way round of sialic acids, whose name counts from C7. Empty of furanoses and pentoses.
     */
    private static String anomer(Bond bond, SugarRings.Result sugar) {
        int carbon = sugar.ring().size() == SugarRings.PYRANOSE
                ? SugarRings.exocyclicSide(sugar.group(), sugar.ring(), sugar.pucker())
                : 0;
        if (carbon == 0) {
            return "";
        }
        boolean opposite = SugarRings.side(bond.atom(), bond.otherAtom(), sugar.pucker()) != carbon;
        boolean sialic = sugar.ring().contains("C6");
        return opposite != sialic ? ALPHA : BETA;
    }

    static int outliers(List<Result> results) {
        return (int) results.stream().filter(Result::isOutlier).count();
    }
}
