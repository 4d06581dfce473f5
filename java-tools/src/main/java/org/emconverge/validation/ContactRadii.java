package org.emconverge.validation;

import java.util.stream.IntStream;
import org.biojava.nbio.structure.Element;

/**
 * Van der Waals radii of all-atom contact analysis, Å: those of Probe 2.25 (method: Word et al. 1999, J Mol Biol 285:1711; values after
 * Gavezzotti 1983, J Am Chem Soc 105:5220): carbon 1.70, in aromatic rings 1.75, of C=O 1.65, nitrogen 1.55, oxygen 1.40, phosphorus and
 * sulphur 1.80. Those of hydrogen depend on where the program that placed it puts it: at the nucleus (1.17; polar and aromatic 1.00) or
 * at the centre of the electron cloud (1.22; 1.05; Deis et al. 2013, Comput Cryst Newsl 4:9). The C-H bond lengths tell which.
 */
enum ContactRadii {
    NUCLEAR(1.17, 1.00), ELECTRON_CLOUD(1.22, 1.05);

    /** Half way between the C-H bond lengths of neutron (1.09) and X-ray (0.97) distances, Å. */
    private static final double BETWEEN = 1.03;

    private final double hydrogen;
    private final double smallHydrogen;

    ContactRadii(double hydrogen, double smallHydrogen) {
        this.hydrogen = hydrogen;
        this.smallHydrogen = smallHydrogen;
    }

    static ContactRadii of(ContactAtoms atoms) {
        double mean = IntStream.range(0, atoms.atoms.size())
                .filter(i -> atoms.hydrogen[i] && atoms.bonded[i].length > 0 && atoms.isElement(atoms.bonded[i][0], Element.C))
                .mapToDouble(i -> atoms.distance(i, atoms.bonded[i][0])).average().orElse(0);
        return mean < BETWEEN ? ELECTRON_CLOUD : NUCLEAR;
    }

    double radius(ContactAtoms atoms, int i) {
        if (atoms.hydrogen[i]) {
            boolean aromatic = atoms.bonded[i].length > 0 && isRingCarbon(atoms, atoms.bonded[i][0]);
            return atoms.donor[i] || aromatic ? smallHydrogen : hydrogen;
        }
        return switch (atoms.atoms.get(i).getElement()) {
            case C -> isCarbonyl(atoms, i) ? 1.65 : isRingCarbon(atoms, i) ? 1.75 : 1.70;
            case N -> 1.55;
            case O -> 1.40;
            case S, P -> 1.80;
            case Se -> 1.90;
            default -> 1.70;
        };
    }

    private static boolean isRingCarbon(ContactAtoms atoms, int i) {
        String name = atoms.atoms.get(i).getName();
        return atoms.isAromaticCarbon(i) || switch (atoms.residueName(i)) {
            case "TRP" -> name.equals("CG") || name.equals("CD1");
            case "HIS" -> name.equals("CG") || name.equals("CD2") || name.equals("CE1");
            default -> false;
        };
    }

    private static boolean isCarbonyl(ContactAtoms atoms, int i) {
        String name = atoms.atoms.get(i).getName();
        return name.equals("C") || switch (atoms.residueName(i)) {
            case "ASP", "ASN" -> name.equals("CG");
            case "GLU", "GLN" -> name.equals("CD");
            default -> false;
        };
    }
}
