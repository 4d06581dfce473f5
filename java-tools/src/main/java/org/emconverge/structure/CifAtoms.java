package org.emconverge.structure;

import java.util.regex.Pattern;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Group;

/** The atoms of a structure as an mmCIF _atom_site loop. */
final class CifAtoms {
    private static final String[] ITEMS = {
        "group_PDB",
        "id",
        "type_symbol",
        "label_atom_id",
        "label_alt_id",
        "label_comp_id",
        "label_asym_id",
        "label_entity_id",
        "label_seq_id",
        "pdbx_PDB_ins_code",
        "Cartn_x",
        "Cartn_y",
        "Cartn_z",
        "occupancy",
        "B_iso_or_equiv",
        "auth_seq_id",
        "auth_comp_id",
        "auth_asym_id",
        "auth_atom_id",
        "pdbx_PDB_model_num"
    };
    private static final Pattern PLAIN =
            Pattern.compile("(?i)(?!(data_|save_|loop_|stop_|global_))[A-Za-z0-9+*-][!-~]*");

    private CifAtoms() {}

    static void appendHead(StringBuilder text) {
        text.append("#\nloop_\n");
        for (String item : ITEMS) {
            text.append("_atom_site.").append(item).append('\n');
        }
    }

    /**
     * Appends a chain's atoms, alternate conformers included. In a polymer a chain break is a jump in label_seq_id, so
     * that no program takes the residues on its two sides for neighbours.
     *
     * @return the serial number after the last atom's
     */
    static int append(StringBuilder text, Chain chain, int entity, boolean polymer, int firstSerial, int model) {
        int serial = firstSerial;
        int position = 0;
        Group previous = null;
        String label = ' ' + quoted(chain.getId()) + ' ' + entity + ' ';
        String end = ' ' + quoted(chain.getName()) + ' ';
        for (Group group : chain.getAtomGroups()) {
            position += previous != null && Peptide.distance(previous, group) > Peptide.LONGEST_BOND ? 2 : 1;
            previous = group;
            ResidueId id = ResidueId.of(group);
            String place = label
                    + (polymer ? position : ".")
                    + ' '
                    + (id.insertionCode().isEmpty() ? "?" : quoted(id.insertionCode()));
            String record = polymer && !group.isHetAtomInFile() ? "ATOM " : "HETATM ";
            for (Atom atom : Conformers.allAtoms(group)) {
                Group conformer = atom.getGroup() == null ? group : atom.getGroup();
                String name = quoted(atom.getName());
                String residue = quoted(conformer.getPDBName());
                String alternate = Conformers.isCommon(atom)
                        ? "."
                        : quoted(atom.getAltLoc().toString());
                text.append(record)
                        .append(serial++)
                        .append(' ')
                        .append(Elements.symbol(atom))
                        .append(' ');
                text.append(name)
                        .append(' ')
                        .append(alternate)
                        .append(' ')
                        .append(residue)
                        .append(place);
                appendNumbers(text, atom);
                text.append(' ').append(id.number()).append(' ').append(residue).append(end);
                text.append(name).append(' ').append(model).append('\n');
            }
        }
        return serial;
    }

    /** Position (Å), occupancy and B factor (Å²). */
    private static void appendNumbers(StringBuilder text, Atom atom) {
        for (double coordinate : atom.getCoords()) {
            text.append(' ');
            FixedPoint.append(text, coordinate, 3, 0);
        }
        text.append(' ');
        FixedPoint.append(text, atom.getOccupancy(), 2, 0);
        text.append(' ');
        FixedPoint.append(text, atom.getTempFactor(), 3, 0);
    }

    /** A value that CIF could misread stands in quotes. */
    static String quoted(String value) {
        if (PLAIN.matcher(value).matches()) {
            return value;
        }
        return value.contains("'") ? '"' + value + '"' : '\'' + value + '\'';
    }
}
