package org.emconverge.validation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.vecmath.Point3d;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Group;
import org.emconverge.structure.BondGraph;
import org.emconverge.structure.ResidueKind;
import org.emconverge.validation.Ideal.AtomKey;
import org.rcsb.cif.model.Block;
import org.rcsb.cif.model.Category;

/**
 * What the monomer library says of a bond between two residues that is no peptide bond: glycosidic and phosphodiester
 * bonds, sugars on side chains, ligands on a component that it names.
 *
 * @param bond the atom of either residue
 * @param ideals across the bond; residue 1 is the first
 * @param hands centres of which the library says the hand, by which α and β are told
 */
record ResidueLink(String id, Side first, Side second, AtomKey[] bond, Ideals ideals, List<Hand> hands) {
    private static final String PEPTIDE = "pept";

    /**
     * One of the two residues.
     *
     * @param component its name; empty for any of the group
     * @param group of components, such as {@code pyranose}, {@code DNA/RNA} or {@code peptide}
     * @param changes what the link makes of its own ideals
     */
    record Side(String component, String group, Ideals changes) {
        private static Side read(Map<String, String> list, Category table, int row, int side) throws IOException {
            return new Side(
                    known(MonomerFile.text(table, "comp_id_" + side, row)),
                    known(MonomerFile.text(table, "group_comp_" + side, row)),
                    MonomerFile.modification(list, MonomerFile.text(table, "mod_id_" + side, row)));
        }

        boolean matches(Group residue) {
            if (!component.isEmpty()) {
                return component.equals(residue.getPDBName());
            }
            return switch (group) {
                case "DNA/RNA" -> ResidueKind.of(residue) == ResidueKind.NUCLEIC;
                case "pyranose" -> hasRing(residue, "C1");
                case "ketopyranose" -> hasRing(residue, "C2");
                default -> group.contains(PEPTIDE) && ResidueKind.of(residue) == ResidueKind.PROTEIN;
            };
        }

        private static boolean hasRing(Group residue, String anomeric) {
            return ResidueKind.of(residue) == ResidueKind.GLYCAN
                    && BondGraph.of(residue)
                            .sugarRing()
                            .filter(ring -> ring.size() == SugarRings.PYRANOSE
                                    && ring.get(1).equals(anomeric))
                            .isPresent();
        }

        private boolean isKnown() {
            return !component.isEmpty() || !group.isEmpty();
        }

        private boolean isPeptide() {
            return component.isEmpty() && group.contains(PEPTIDE);
        }
    }

    /**
     * A centre and three of its neighbours.
     *
     * @param sign of their volume
     */
    record Hand(List<AtomKey> atoms, double sign) {}

    /** Those of a library's list that say which residues they join, without the peptide bonds. */
    static List<ResidueLink> read(Map<String, String> list, Category table) throws IOException {
        List<ResidueLink> links = new ArrayList<>();
        for (int row = 0; row < table.getRowCount(); row++) {
            Side first = Side.read(list, table, row, 1);
            Side second = Side.read(list, table, row, 2);
            if (first.isKnown() && second.isKnown() && !(first.isPeptide() && second.isPeptide())) {
                String id = MonomerFile.text(table, "id", row);
                Block block = MonomerFile.block(list, "link_" + id);
                Ideals ideals = MonomerFile.link(block);
                if (ideals.bonds().size() == 1) {
                    AtomKey[] bond = ideals.bonds().get(0).atoms().toArray(AtomKey[]::new);
                    boolean reversed = bond[0].residue() == 2;
                    links.add(new ResidueLink(
                            id,
                            first,
                            second,
                            new AtomKey[] {bond[reversed ? 1 : 0], bond[reversed ? 0 : 1]},
                            ideals,
                            hands(block.getCategory("chem_link_chir"))));
                }
            }
        }
        return List.copyOf(links);
    }

    private static List<Hand> hands(Category table) {
        List<Hand> hands = new ArrayList<>();
        for (int row = 0; row < table.getRowCount(); row++) {
            List<AtomKey> atoms = new ArrayList<>();
            for (String atom : List.of("centre", "1", "2", "3")) {
                atoms.add(new AtomKey(
                        Integer.parseInt(MonomerFile.text(table, "atom_" + atom + "_comp_id", row)),
                        MonomerFile.text(table, "atom_id_" + atom, row)));
            }
            String sign = MonomerFile.text(table, "volume_sign", row);
            if (!sign.startsWith("both")) {
                hands.add(new Hand(List.copyOf(atoms), sign.startsWith("neg") ? -1 : 1));
            }
        }
        return List.copyOf(hands);
    }

    private static String known(String text) {
        return ".".equals(text) ? "" : text;
    }

    /** Whether it is about the bond between these atoms of these residues, the first and the second. */
    boolean matches(Group one, Atom atom, Group other, Atom otherAtom) {
        return bond[0].name().equals(atom.getName())
                && bond[1].name().equals(otherAtom.getName())
                && first.matches(one)
                && second.matches(other);
    }

    /** Whether the residues have the hands of this link; so has what lacks an atom. */
    boolean hasHands(Group one, Group other) {
        for (Hand hand : hands) {
            Point3d[] places = new Point3d[hand.atoms().size()];
            boolean known = true;
            for (int i = 0; i < places.length && known; i++) {
                AtomKey key = hand.atoms().get(i);
                Atom atom = (key.residue() == 1 ? one : other).getAtom(key.name());
                known = atom != null;
                places[i] = known ? atom.getCoordsAsPoint3d() : null;
            }
            if (known && Chirality.volume(places) * hand.sign() < 0) {
                return false;
            }
        }
        return true;
    }
}
