package org.emconverge.convergence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.emconverge.entry.EntryFile;
import org.emconverge.entry.EntryFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FurtherModelsTest {
    private static final Engines ENGINES = new Engines("openmm", "servalcat");

    @TempDir
    private Path folder;

    @Test
    void whereNothingWasTriedIsCountedByItsReason() throws IOException {
        EntryFolder entry = new EntryFolder(folder);
        Files.writeString(entry.path(EntryFile.SECOND_STATES), """
                {"compared": 6, "places": [], "places_left_out": 2, "larger": 1, "not_of_chain": 5}""");
        assertEquals(
                List.of(
                        "At 2 more such places, with less density, nothing was tried.",
                        "Density is also left over beside residues that have all of their own (5 places): most likely it"
                                + " is of something that the model lacks, and nothing was tried there."),
                FurtherModels.read(entry, ENGINES, true).notes());
    }

    @Test
    void aRecordThatLacksIsToldOnlyWhereItWasAskedFor() {
        EntryFolder entry = new EntryFolder(folder);
        assertEquals(List.of(), FurtherModels.read(entry, ENGINES, false).notes());
        assertEquals(1, FurtherModels.read(entry, ENGINES, true).notes().size());
    }
}
