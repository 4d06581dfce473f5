package org.emconverge.structure;

import java.util.Objects;
import org.biojava.nbio.structure.Element;

/**
 * What one coordinate line of a file says of an atom, whatever the file's format.
 *
 * @param row number of the line in a PDB file, of the row in the table of an mmCIF file; from 1
 * @param residue the residue it is told to belong to; lines of one residue may share the object
 * @param name of the atom
 * @param conformer label of the alternate conformer, a blank where there is none
 * @param x position, Å, as y and z
 * @param occupancy NaN where the line has none
 * @param b temperature factor, Å²; NaN where the line has none
 */
record CoordinateLine(
        int row,
        Label residue,
        String name,
        char conformer,
        Element element,
        double x,
        double y,
        double z,
        double occupancy,
        double b) {
    static final char NO_CONFORMER = ' ';

    /**
     * A residue as a coordinate line names it.
     *
     * @param chain author's chain id; empty where the line has none
     * @param part what else tells molecules apart: the segment id of a PDB file, the label_asym_id of an mmCIF file;
     *     empty where the line has none
     * @param stretch number of TER records before the line in its model
     * @param number author's residue number; null where the line has none that can be read
     * @param insertionCode or the empty string
     * @param name of the chemical component
     * @param hetero whether the line is a HETATM record; null where it does not say
     * @param sequenced whether the file tells that the residue has a place in a polymer's sequence
     */
    record Label(
            String chain,
            String part,
            int stretch,
            Integer number,
            String insertionCode,
            String name,
            Boolean hetero,
            boolean sequenced) {
        /**
         * Whether another label is of the same residue, as far as names tell; a part counts where the chain has no id.
         */
        boolean names(Label other) {
            return molecule().equals(other.molecule())
                    && Objects.equals(number, other.number)
                    && insertionCode.equals(other.insertionCode)
                    && name.equals(other.name);
        }

        /** The chain, or the part where the chain has no id: programs leave out the part of some atoms of a residue. */
        String molecule() {
            return chain.isEmpty() ? part : chain;
        }

        /** In another chain. */
        Label in(String otherChain) {
            return new Label(otherChain, part, stretch, number, insertionCode, name, hetero, sequenced);
        }

        /** With another number, and no insertion code. */
        Label numbered(int other) {
            return new Label(chain, part, stretch, other, "", name, hetero, sequenced);
        }

        /** As users write it, with the name: {@code A 27B GLY}. */
        @Override
        public String toString() {
            return (chain + " " + (number == null ? "?" : number) + insertionCode + " " + name).strip();
        }
    }

    boolean isHydrogen() {
        return element == Element.H || element == Element.D || element == Element.T;
    }

    CoordinateLine in(Label otherResidue) {
        return new CoordinateLine(row, otherResidue, name, conformer, element, x, y, z, occupancy, b);
    }

    CoordinateLine with(double otherOccupancy, double otherB) {
        return new CoordinateLine(row, residue, name, conformer, element, x, y, z, otherOccupancy, otherB);
    }

    CoordinateLine named(String otherName, Element otherElement) {
        return new CoordinateLine(row, residue, otherName, conformer, otherElement, x, y, z, occupancy, b);
    }

    double squaredDistance(CoordinateLine other) {
        double dx = x - other.x;
        double dy = y - other.y;
        double dz = z - other.z;
        return dx * dx + dy * dy + dz * dz;
    }
}
