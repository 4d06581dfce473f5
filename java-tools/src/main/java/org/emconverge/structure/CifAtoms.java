package org.emconverge.structure;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.GroupType;
import org.biojava.nbio.structure.Structure;

/** The atoms of a structure as an mmCIF _atom_site loop (PDBx/mmCIF dictionary 5). */
final class CifAtoms {
    private static final String[] ITEMS = {"group_PDB", "id", "type_symbol", "label_atom_id", "label_alt_id", "label_comp_id",
        "label_asym_id", "label_entity_id", "label_seq_id", "pdbx_PDB_ins_code", "Cartn_x", "Cartn_y", "Cartn_z", "occupancy",
        "B_iso_or_equiv", "auth_seq_id", "auth_asym_id", "auth_atom_id", "pdbx_PDB_model_num"};
    private static final Pattern PLAIN = Pattern.compile("(?i)(?!(data_|save_|loop_|stop_|global_))[A-Za-z0-9+*-][!-~]*");

    private CifAtoms() {
    }

    static void write(Structure structure, String block, OutputStream out) throws IOException {
        StringBuilder text = new StringBuilder("data_" + block.replaceAll("[^A-Za-z0-9._-]", "_") + "\n#\nloop_\n");
        for (String item : ITEMS) {
            text.append("_atom_site.").append(item).append('\n');
        }
        int serial = 1;
        for (int model = 0; model < structure.nrModels(); model++) {
            for (Chain chain : structure.getModel(model)) {
                serial = append(text, chain, serial, model + 1);
                out.write(text.toString().getBytes(StandardCharsets.UTF_8));
                text.setLength(0);
            }
        }
        out.write("#\n".getBytes(StandardCharsets.UTF_8));
    }

    private static int append(StringBuilder text, Chain chain, int firstSerial, int model) {
        int serial = firstSerial;
        int position = 0;
        String label = quoted(chain.getId());
        String author = quoted(chain.getName());
        for (Group group : chain.getAtomGroups()) {
            position++;
            ResidueId id = ResidueId.of(group);
            boolean hetero = group.getType() == GroupType.HETATM;
            String residue = ' ' + quoted(group.getPDBName()) + ' ' + label + " 1 " + (hetero ? "." : position) + ' '
                    + (id.insertionCode().isEmpty() ? "?" : quoted(id.insertionCode()));
            for (Atom atom : group.getAtoms()) {
                String name = quoted(atom.getName());
                text.append(hetero ? "HETATM " : "ATOM ").append(serial++).append(' ').append(symbol(atom)).append(' ').append(name)
                        .append(" .").append(residue);
                for (double coordinate : atom.getCoords()) {
                    text.append(' ');
                    Decimal.append(text, coordinate, 3, 0);
                }
                text.append(' ');
                Decimal.append(text, atom.getOccupancy(), 2, 0);
                text.append(' ');
                Decimal.append(text, atom.getTempFactor(), 3, 0);
                text.append(' ').append(id.number()).append(' ').append(author).append(' ').append(name).append(' ').append(model)
                        .append('\n');
            }
        }
        return serial;
    }

    static String symbol(Atom atom) {
        return atom.getElement().toString().toUpperCase(Locale.ROOT);
    }

    /** A value that CIF could misread stands in quotes. */
    private static String quoted(String value) {
        if (PLAIN.matcher(value).matches()) {
            return value;
        }
        return value.contains("'") ? '"' + value + '"' : '\'' + value + '\'';
    }
}
