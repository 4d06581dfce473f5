package org.emconverge.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.emconverge.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntryFolderTest {
    @TempDir
    Path folder;

    private EntryFolder entry;

    @BeforeEach
    void open() {
        entry = new EntryFolder(folder);
    }

    private void write(String... paths) throws IOException {
        for (String path : paths) {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, path);
        }
    }

    private List<String> names(EntryFile role) {
        return entry.all(role).stream()
                .map(file -> file.getFileName().toString())
                .toList();
    }

    @Test
    void aFileThatIsThereIsFoundAndOthersAreNot() throws IOException {
        assertEquals(Optional.empty(), entry.find(EntryFile.MAP));
        write("prepared/map.mrc");
        Files.createDirectories(folder.resolve("summary.json"));
        assertEquals(Optional.of(folder.resolve("prepared/map.mrc")), entry.find(EntryFile.MAP));
        assertEquals(Optional.empty(), entry.find(EntryFile.SUMMARY), "a folder of that name is no such file");
        assertEquals(folder.resolve("prepared/map.mrc"), entry.require(EntryFile.MAP));
    }

    @Test
    void whatIsMissingIsNamedWithTheStepThatWritesIt() {
        String message = assertThrows(InputException.class, () -> entry.require(EntryFile.RANKING))
                .getMessage();
        assertTrue(
                message.contains(folder.toString()) && message.contains("ranking.json") && message.contains("'rank'"),
                message);
    }

    @Test
    void severalFilesOfARoleComeByName() throws IOException {
        write(
                "refined/model_0010.cif",
                "refined/model_0002.cif",
                "refined/model_0002.refinement.json",
                "refined/model_0002.log",
                "refined/model_0003.dropped.csv",
                "refined/.model_0002.cif.7.tmp",
                "refined/.model_0004.cif");
        assertEquals(List.of("model_0002.cif", "model_0010.cif"), names(EntryFile.REFINED_MODEL));
        assertEquals(List.of("model_0002.refinement.json"), names(EntryFile.REFINEMENT));
        assertEquals(List.of("model_0003.dropped.csv"), names(EntryFile.REFINEMENT_LOSS));
        assertEquals(List.of(), names(EntryFile.SAMPLED_MODEL));
        assertEquals(List.of(), names(EntryFile.SUMMARY));
    }

    @Test
    void thePartThatVariesMayBeEmpty() throws IOException {
        write("sampled/scores.csv", "sampled/scores2.csv", "sampled/model_0001.cif", "prepared/half.mrc");
        write("sampled/dropped1.csv", "half1.mrc");
        assertEquals(List.of("scores.csv", "scores2.csv"), names(EntryFile.SAMPLING_SCORES));
        assertEquals(List.of("dropped1.csv"), names(EntryFile.SAMPLING_LOSSES));
        assertEquals(List.of("half.mrc"), names(EntryFile.HALF_MAP));
    }

    @Test
    void onlyResultsAreKept() throws IOException {
        write("summary.json", "selected.txt", "lost.csv", "prepared/map.mrc", "prepared/half1.mrc", "other.txt");
        write("aligned/a.cif");
        assertEquals(
                List.of("summary.json", "prepared/map.mrc", "aligned/a.cif"),
                entry.kept().stream()
                        .map(file -> folder.relativize(file).toString())
                        .toList());
    }

    @Test
    void alignedModelsAreThoseOfAnotherProgram() throws IOException {
        write("refined/a.cif");
        assertFalse(entry.isOfGivenModels());
        write("aligned/a.cif");
        assertTrue(entry.isOfGivenModels());
    }
}
