package org.emconverge.report;

import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import org.emconverge.AtomicOutput;
import org.emconverge.entry.EntryFile;
import org.emconverge.entry.EntryFolder;

/**
 * Writes scripts that open the results in ChimeraX and PyMOL. They lie one folder below the files they open and name
 * them relative to themselves, so that the results can be moved; no text of users stands in them but chain ids, which
 * only the attribute file needs.
 */
final class Viewers {
    private Viewers() {}

    /**
     * Writes the scripts of ChimeraX, with its attribute file, and of PyMOL.
     *
     * @param level of the map, in its units
     */
    static void write(List<ResidueRow> residues, OptionalDouble level, EntryFolder entry) throws IOException {
        AtomicOutput.write(entry.path(EntryFile.CHIMERAX_ATTRIBUTES), ChimeraX.attributes(residues));
        AtomicOutput.write(entry.path(EntryFile.CHIMERAX_SCRIPT), ChimeraX.script(residues, level));
        AtomicOutput.write(entry.path(EntryFile.PYMOL_SCRIPT), PyMol.script(residues, level));
    }
}
