package org.emconverge.structure;

import java.util.regex.Pattern;

/**
 * What a file of several models for deposition says of them, in the items that the PDBx/mmCIF dictionary has for a map
 * of electron microscopy. Its items of an ensemble ({@code pdbx_nmr_ensemble}) are defined for NMR alone, so the choice
 * and the weights of the models stand in the free texts that it has for methods.
 *
 * @param ofModels how the models came about, what each weighs, and what their occupancies mean
 * @param ofFitting how their weights were fitted to the map
 */
public record ModelNotes(String ofModels, String ofFitting) {
    /** A line that would end a text. */
    private static final Pattern ENDS_TEXT = Pattern.compile("(?m)^;");

    void append(StringBuilder text, String entry) {
        text.append("_entry.id ").append(CifAtoms.quoted(entry)).append("\n#\n_exptl.entry_id ");
        text.append(CifAtoms.quoted(entry)).append("\n_exptl.method 'ELECTRON MICROSCOPY'\n#\n_struct.entry_id ");
        text.append(CifAtoms.quoted(entry)).append("\n_struct.pdbx_model_details\n");
        appendText(text, ofModels);
        text.append("#\n_em_3d_fitting.id 1\n_em_3d_fitting.entry_id ").append(CifAtoms.quoted(entry));
        text.append("\n_em_3d_fitting.ref_space REAL\n_em_3d_fitting.details\n");
        appendText(text, ofFitting);
        text.append("#\n");
    }

    private static void appendText(StringBuilder text, String value) {
        text.append(';').append(ENDS_TEXT.matcher(value).replaceAll(" ;")).append("\n;\n");
    }
}
