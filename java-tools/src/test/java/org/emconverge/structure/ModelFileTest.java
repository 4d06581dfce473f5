package org.emconverge.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Structure;
import org.emconverge.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {
    @TempDir
    Path folder;

    @Test
    void cifRoundTripKeepsResiduesAndPositions() throws Exception {
        Structure first = ModelFile.read(SharedData.file("data/emd2566_mrpl_chain9/model.pdb"));
        Path copy = folder.resolve("copy.cif");
        ModelFile.writeCif(first, copy);
        Structure second = ModelFile.read(copy);
        assertEquals(names(first), names(second));
    }

    private static List<String> names(Structure structure) {
        return structure.getChains().stream().map(Chain::getAtomGroups).flatMap(List::stream)
                .flatMap(g -> g.getAtoms().stream().map(a -> ResidueId.of(g) + " " + g.getPDBName() + " " + describe(a))).toList();
    }

    private static String describe(Atom a) {
        return a.getName() + " %.3f %.3f %.3f %.2f".formatted(a.getX(), a.getY(), a.getZ(), a.getTempFactor());
    }
}
