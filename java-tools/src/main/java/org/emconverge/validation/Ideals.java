package org.emconverge.validation;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.emconverge.validation.Ideal.AtomKey;

/**
 * The ideal bond lengths, bond angles, chiral centres and planes of a residue, of a link between two, or of a
 * modification.
 */
record Ideals(List<Ideal> bonds, List<Ideal> angles, List<Centre> centres, List<Plane> planes) {
    /**
     * A chiral centre.
     *
     * @param atoms the centre and three of its neighbours
     * @param volume ideal triple product of the bonds to them, Å³, with its sign
     * @param bothSigns whether either hand will do, because only the names of two neighbours differ
     */
    record Centre(List<AtomKey> atoms, double volume, boolean bothSigns) {
        private Centre with(double size) {
            return new Centre(atoms, Math.copySign(size, volume), bothSigns);
        }
    }

    /**
     * Atoms that lie in one plane.
     *
     * @param sigma standard deviation of their distances from it, Å
     */
    record Plane(List<AtomKey> atoms, double sigma) {
        Plane only(Predicate<AtomKey> wanted) {
            return new Plane(atoms.stream().filter(wanted).toList(), sigma);
        }
    }

    /**
     * With a modification's bonds and angles in place of those about the same atoms, and volumes to match; nothing is
     * added.
     */
    Ideals changedBy(Ideals modification) {
        Ideals changed = new Ideals(
                changed(bonds, modification.bonds()), changed(angles, modification.angles()), centres, planes);
        return new Ideals(
                changed.bonds,
                changed.angles,
                centres.stream()
                        .map(centre ->
                                centre.with(changed.volume(centre.atoms()).orElse(centre.volume())))
                        .toList(),
                planes);
    }

    /**
     * Ideal triple product of the bonds from a centre to three neighbours, Å³, from their lengths and angles; positive.
     *
     * @param atoms the centre and the three
     * @return empty when a length or an angle has no ideal
     */
    Optional<Double> volume(List<AtomKey> atoms) {
        double product = 1;
        double sumOfSquares = 0;
        double cosines = 1;
        for (int i = 1; i <= 3; i++) {
            Optional<Ideal> bond = find(bonds, List.of(atoms.get(0), atoms.get(i)));
            Optional<Ideal> angle = find(angles, List.of(atoms.get(i), atoms.get(0), atoms.get(i % 3 + 1)));
            if (bond.isEmpty() || angle.isEmpty()) {
                return Optional.empty();
            }
            double cosine = Math.cos(Math.toRadians(angle.get().value()));
            product *= bond.get().value();
            sumOfSquares += cosine * cosine;
            cosines *= cosine;
        }
        return Optional.of(product * Math.sqrt(Math.max(0, 1 - sumOfSquares + 2 * cosines)));
    }

    private static Optional<Ideal> find(List<Ideal> ideals, List<AtomKey> atoms) {
        return ideals.stream().filter(ideal -> ideal.isAbout(atoms)).findFirst();
    }

    private static List<Ideal> changed(List<Ideal> ideals, List<Ideal> changes) {
        return ideals.stream()
                .map(ideal -> find(changes, ideal.atoms()).orElse(ideal))
                .toList();
    }
}
