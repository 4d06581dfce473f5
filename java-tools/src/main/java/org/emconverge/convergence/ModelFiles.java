package org.emconverge.convergence;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.biojava.nbio.structure.Structure;
import org.emconverge.entry.EntryFile;
import org.emconverge.entry.EntryFolder;
import org.emconverge.structure.EnsembleFile;
import org.emconverge.structure.ModelFile;

/**
 * Writes models into an entry, as mmCIF and, where that format can hold them, as PDB.
 *
 * @param notes sentences for the reader, to which those are added that say why a file is not there
 */
record ModelFiles(EntryFolder entry, List<String> notes) {
    /** Writes all models of a structure; a note says why there is no PDB file. */
    void write(Structure structure, EntryFile cif, EntryFile pdb) throws IOException {
        EnsembleFile.writeCif(structure, ModelFile.name(entry.path(cif)), entry.path(cif));
        Optional<String> obstacle = EnsembleFile.obstacleToPdb(structure);
        if (obstacle.isEmpty()) {
            EnsembleFile.writePdb(structure, entry.path(pdb));
        } else {
            notes.add(pdb.path() + " was not written: the PDB format cannot hold it, because " + obstacle.get()
                    + ". Use " + cif.path() + ".");
        }
    }
}
