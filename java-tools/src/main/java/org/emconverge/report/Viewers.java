package org.emconverge.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.emconverge.AtomicOutput;

/**
 * Scripts that open the results in ChimeraX and PyMOL. They lie one folder below the files they open and name them
 * relative to themselves, so that the results can be moved; no text of users stands in them but chain ids, which only
 * the attribute file needs.
 */
final class Viewers {
    private Viewers() {}

    /**
     * Writes viewers/: open.cxc and ca_rmsd.defattr (ChimeraX), open.pml (PyMOL).
     *
     * @param level of the map, in its units
     */
    static void write(List<ResidueRow> residues, OptionalDouble level, Path folder) throws IOException {
        AtomicOutput.write(folder.resolve(ChimeraX.ATTRIBUTES), ChimeraX.attributes(residues));
        AtomicOutput.write(folder.resolve("open.cxc"), ChimeraX.script(level));
        AtomicOutput.write(folder.resolve("open.pml"), PyMol.script(level));
    }
}
