package org.emconverge.validation;

import org.biojava.nbio.structure.Element;

/**
 * Van der Waals radii of all-atom contact analysis, Å: those of Probe 2.25 (method: Word et al. 1999, J Mol Biol
 * 285:1711; values after Gavezzotti 1983, J Am Chem Soc 105:5220): carbon 1.70, in aromatic rings 1.75, of C=O 1.65,
 * nitrogen 1.55, oxygen 1.40, phosphorus and sulphur 1.80; metals have their ionic radii. Those of hydrogen depend on
 * where the program that placed it puts it: at the nucleus (1.17; polar and aromatic 1.00) or at the centre of the
 * electron cloud (1.22; 1.05; Deis et al. 2013, Comput Cryst Newsl 4:9). The length of its bond tells which.
 */
final class ContactRadii {
    /** Added to a hydrogen's radius where it sits at the centre of its electron cloud, Å. */
    private static final double ELECTRON_CLOUD = 0.05;

    private ContactRadii() {}

    static double radius(ContactAtoms atoms, int i) {
        if (atoms.hydrogen[i]) {
            return hydrogen(atoms, i);
        }
        if (atoms.isElement(i, Element.C)) {
            return isCarbonyl(atoms, i) ? 1.65 : isRingCarbon(atoms, i) ? 1.75 : 1.70;
        }
        return heavy(atoms.atoms.get(i).getElement());
    }

    static double heavy(Element element) {
        return switch (element) {
            case N -> 1.55;
            case O -> 1.40;
            case S, P -> 1.80;
            case Se -> 1.90;
            case F -> 1.30;
            case Cl -> 1.77;
            case Br -> 1.95;
            case I -> 2.10;
            case Na -> 0.95;
            case K -> 1.33;
            case Ca -> 0.99;
            case Mg -> 0.65;
            default -> element.isMetal() ? 0.75 : 1.70;
        };
    }

    private static double hydrogen(ContactAtoms atoms, int i) {
        if (atoms.bonded[i].length == 0) {
            return 1.17;
        }
        int parent = atoms.bonded[i][0];
        double nuclear = atoms.donor[i] || isRingCarbon(atoms, parent) ? 1.00 : 1.17;
        boolean cloud = atoms.distance(i, parent)
                < betweenCloudAndNucleus(atoms.atoms.get(parent).getElement());
        return nuclear + (cloud ? ELECTRON_CLOUD : 0);
    }

    /**
     * Half way between X-ray and neutron bond lengths, Å: C 0.97 and 1.09, N 0.86 and 1.02, O 0.84 and 0.98, S 1.20 and
     * 1.34.
     */
    private static double betweenCloudAndNucleus(Element parent) {
        return switch (parent) {
            case N -> 0.94;
            case O -> 0.91;
            case S -> 1.27;
            default -> 1.03;
        };
    }

    private static boolean isRingCarbon(ContactAtoms atoms, int i) {
        return atoms.isElement(i, Element.C)
                && AromaticAtoms.isRing(atoms.residueName(i), atoms.atoms.get(i).getName());
    }

    private static boolean isCarbonyl(ContactAtoms atoms, int i) {
        String name = atoms.atoms.get(i).getName();
        return name.equals("C")
                || switch (atoms.residueName(i)) {
                    case "ASP", "ASN" -> name.equals("CG");
                    case "GLU", "GLN" -> name.equals("CD");
                    default -> false;
                };
    }
}
