package org.emconverge.structure;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.emconverge.InputException;
import org.rcsb.cif.CifIO;
import org.rcsb.cif.model.Block;
import org.rcsb.cif.model.Column;

/**
 * The resolution of the map that a model's own record names: {@code _em_3d_reconstruction.resolution} of mmCIF, REMARK
 * 2 or the effective resolution of REMARK 3 of PDB. A PDB file whose EXPDTA names another method than electron
 * microscopy tells that of a crystal, which says nothing of the map that the model was fitted into.
 */
public final class DeclaredResolution {
    private static final String NUMBER = "(\\d{1,3}(?:\\.\\d{1,4})?)";
    private static final Pattern REMARK_2 = Pattern.compile("REMARK   2 RESOLUTION\\. +" + NUMBER + " +ANGSTROMS\\..*");
    private static final Pattern REMARK_3 =
            Pattern.compile("REMARK   3 +EFFECTIVE RESOLUTION \\(ANGSTROMS\\) *: *" + NUMBER + "\\s*");

    private DeclaredResolution() {}

    /**
     * Reads what a file names.
     *
     * @param model PDB or mmCIF, plain or gzipped
     * @return Å, or nothing
     * @throws InputException when the file cannot be read
     */
    public static OptionalDouble of(Path model) {
        try {
            byte[] content = ModelBytes.content(model);
            String text = ModelBytes.text(content);
            return ModelBytes.isCif(text) ? ofCif(text) : ofPdb(text);
        } catch (IOException | RuntimeException e) {
            throw new InputException("The model " + model + " cannot be read (" + e.getMessage() + ").", e);
        }
    }

    private static OptionalDouble ofCif(String text) throws IOException {
        if (!text.contains("_em_3d_reconstruction.")) {
            return OptionalDouble.empty(); // spares the whole table of atoms
        }
        ByteArrayInputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        for (Block block : CifIO.readFromInputStream(in).getBlocks()) {
            Column<?> column = block.getCategory("em_3d_reconstruction").getColumn("resolution");
            if (column.isDefined() && column.getRowCount() > 0) {
                String value = column.getStringData(0).strip();
                if (value.matches(NUMBER)) {
                    return OptionalDouble.of(Double.parseDouble(value));
                }
            }
        }
        return OptionalDouble.empty();
    }

    private static OptionalDouble ofPdb(String text) {
        OptionalDouble found = OptionalDouble.empty();
        for (String line :
                text.lines().takeWhile(line -> !PdbText.isCoordinate(line)).toList()) {
            if (line.startsWith("EXPDTA") && !line.contains("ELECTRON MICROSCOPY")) {
                return OptionalDouble.empty();
            }
            for (Pattern pattern : new Pattern[] {REMARK_2, REMARK_3}) {
                Matcher matcher = pattern.matcher(line);
                if (found.isEmpty() && matcher.matches()) {
                    found = OptionalDouble.of(Double.parseDouble(matcher.group(1)));
                }
            }
        }
        return found;
    }
}
