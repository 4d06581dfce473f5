package org.emconverge.structure;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.GroupType;
import org.biojava.nbio.structure.Structure;

/**
 * The atoms of a structure in PDB format (version 3.3), between MODEL records when there are several models. BioJava's
 * writer calls every multi-model file an NMR structure.
 */
final class PdbAtoms {
    private PdbAtoms() {}

    static void write(Structure structure, OutputStream out) throws IOException {
        StringBuilder text = new StringBuilder("EXPDTA    ELECTRON MICROSCOPY\n");
        boolean several = structure.nrModels() > 1;
        for (int model = 0; model < structure.nrModels(); model++) {
            if (several) {
                text.append("MODEL     ");
                FixedPoint.append(text, model + 1, 4);
                text.append('\n');
            }
            int serial = 1;
            for (Chain chain : structure.getModel(model)) {
                serial = append(text, chain, serial);
            }
            text.append(several ? "ENDMDL\n" : "");
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
            text.setLength(0);
        }
        out.write("END\n".getBytes(StandardCharsets.UTF_8));
    }

    private static int append(StringBuilder text, Chain chain, int firstSerial) {
        int serial = firstSerial;
        Group lastOfPolymer = null;
        for (Group group : chain.getAtomGroups()) {
            boolean hetero = group.getType() == GroupType.HETATM;
            lastOfPolymer = hetero ? lastOfPolymer : group;
            for (Atom atom : group.getAtoms()) {
                text.append(hetero ? "HETATM" : "ATOM  ");
                FixedPoint.append(text, serial++, 5);
                text.append(' ')
                        .append(name(atom))
                        .append(' ')
                        .append(residue(group))
                        .append("   ");
                for (double coordinate : atom.getCoords()) {
                    FixedPoint.append(text, coordinate, 3, 8);
                }
                FixedPoint.append(text, atom.getOccupancy(), 2, 6);
                FixedPoint.append(text, atom.getTempFactor(), 2, 6);
                String symbol = Elements.symbol(atom);
                text.append(" ".repeat(12 - symbol.length())).append(symbol).append("  \n");
            }
        }
        if (lastOfPolymer != null) {
            text.append("TER   ");
            FixedPoint.append(text, serial++, 5);
            text.append("      ").append(residue(lastOfPolymer)).append('\n');
        }
        return serial;
    }

    /** Columns 18-27: residue name, chain, number, insertion code. */
    private static String residue(Group group) {
        ResidueId id = ResidueId.of(group);
        StringBuilder text = new StringBuilder();
        text.append(" ".repeat(3 - group.getPDBName().length()))
                .append(group.getPDBName())
                .append(' ')
                .append(id.chain().isBlank() ? " " : id.chain());
        FixedPoint.append(text, id.number(), 4);
        return text.append(id.insertionCode().isEmpty() ? " " : id.insertionCode())
                .toString();
    }

    /** Columns 13-16: one-letter elements stand in the second column, unless the name has four characters. */
    private static String name(Atom atom) {
        String name = atom.getName();
        String placed = name.length() < 4 && Elements.symbol(atom).length() == 1 ? " " + name : name;
        return placed + " ".repeat(4 - placed.length());
    }
}
