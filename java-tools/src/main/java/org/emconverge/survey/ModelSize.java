package org.emconverge.survey;

import java.nio.file.Files;
import java.nio.file.Path;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Group;
import org.emconverge.InputException;
import org.emconverge.structure.ModelFile;

/** The size of an entry's own model file. */
final class ModelSize {
    private ModelSize() {}

    /** How many residues of a protein a model has; null where there is no such file here, or it cannot be read. */
    static Long residues(String path) {
        if (path.isEmpty() || path.contains("://") || !Files.isRegularFile(Path.of(path))) {
            return null;
        }
        try {
            long residues = 0;
            for (Chain chain : ModelFile.read(Path.of(path)).getChains()) {
                residues += chain.getAtomGroups().stream()
                        .filter(ModelSize::isResidue)
                        .count();
            }
            return residues == 0 ? null : residues;
        } catch (InputException e) {
            return null; // the run tells what is wrong with it
        }
    }

    private static boolean isResidue(Group group) {
        return group.hasAtom("CA") && group.hasAtom("N") && group.hasAtom("C");
    }
}
