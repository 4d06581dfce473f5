package org.emconverge.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.emconverge.InputException;
import org.emconverge.entry.EntryFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MethodsTest {
    @TempDir
    Path folder;

    private Path versions;
    private Path params;

    @BeforeEach
    void prepare() throws IOException {
        versions = Files.writeString(
                folder.resolve("versions.yml"),
                "'Workflow':\n  emconverge: 1.2.3\n  nextflow: 25.04.4\n\"A:B\":\n  openmm: 8.6.1\n  servalcat: 0.4.142\n");
        params = Files.writeString(folder.resolve("params.json"), "{\"cycles\": 7}");
    }

    private EntryFolder summary(String name, String sampler, String refiner, int refined, String more)
            throws IOException {
        return entry(name, """
                {"engines": {"sampler": "%s", "refiner": "%s"}, "models": {"requested": 100, "sampled": 98, "selected": 10,
                 "refined": %d}%s}""".formatted(sampler, refiner, refined, more));
    }

    private EntryFolder entry(String name, String summary) throws IOException {
        Path file = folder.resolve(name).resolve("summary.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, summary);
        return new EntryFolder(file.getParent());
    }

    private String written(EntryFolder... entries) throws IOException {
        Methods.write(List.of(entries), versions, params, folder.resolve("out"));
        return Files.readString(folder.resolve("out/methods.md"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "none, by simulated annealing",
                "regrow, by simulated annealing",
                "all, `by moves (shifts of stretches along the chain, rebuilt loops, turned peptides, accepted by their"
                        + " score) and simulated annealing`",
                "`loop,flip`, `by moves (rebuilt loops, turned peptides, accepted by their score) and simulated annealing`"
            })
    void namesTheMovesThatWereTried(String moves, String words) throws IOException {
        Files.writeString(params, "{\"cycles\": 7, \"moves\": \"" + moves + "\"}");
        String text = written(summary("a", "openmm", "servalcat", 10, ""));
        assertTrue(text.contains("models were sampled " + words + " in the density with OpenMM"), text);
    }

    @Test
    void namesTheForceFieldsOfWhatIsKeptBesideProtein() throws IOException {
        String more = ", \"kinds\": {\"protein\": {}, \"ligand\": {}}";
        String text = written(summary("a", "openmm", "servalcat", 10, more));
        assertTrue(text.contains("restraints to the ideal geometry of its dictionary"), text);
        Files.writeString(params, "{\"cycles\": 7, \"moves\": \"flip,regrow\"}");
        String moved = written(summary("a", "openmm", "servalcat", 10, more));
        assertTrue(moved.contains("turned peptides, regrown arms of what is not protein, accepted"), moved);
        assertFalse(Files.readString(folder.resolve("out/references.bib")).contains("zgarbova2011"), "without RNA");
        String nucleic = ", \"kinds\": {\"protein\": {}, \"nucleic\": {}, \"ion\": {}}";
        String acids = written(summary("a", "openmm", "servalcat", 10, nucleic));
        assertTrue(acids.contains("of nucleic acids OL21") && !acids.contains("restraints to the ideal"), acids);
        assertTrue(Files.readString(folder.resolve("out/references.bib")).contains("zgarbova2011"));
        String alone = ", \"kinds\": {\"protein\": {}}";
        assertFalse(written(summary("a", "openmm", "servalcat", 10, alone)).contains("OL21"));
        assertFalse(written(summary("a", "rosetta", "servalcat", 10, more)).contains("OL21"));
    }

    @Test
    void saysWhichMapsWereLaidIntoOneAndWhichWereAssessedByThemselves() throws IOException {
        String part = "{\"role\": \"%s\", \"resolution\": 3, \"share\": 0.5, \"by_local_resolution\": %s}";
        String focused =
                ", \"composite\": [%s, %s]".formatted(part.formatted("main", false), part.formatted("focused", true));
        String text = written(summary("a", "openmm", "servalcat", 10, focused));
        assertTrue(
                text.contains("The map is a composite: 1 focused map, brought to the density scale of the main map, was"
                        + " laid into it with weights that are continuous and sum to 1, within its mask and by the"
                        + " local resolution."),
                text);
        String halves = ", \"half_map_models\": {\"models\": [5, 4]}, \"family\": \"a\"";
        String several = written(
                summary("a", "openmm", "servalcat", 10, halves),
                summary("a_focused1", "openmm", "servalcat", 10, focused + ", \"family\": \"a\""));
        assertTrue(several.contains(" 1 map is a composite: 1 focused map, brought"), several);
        assertTrue(
                several.contains(
                        "The maps of the molecule were assessed each by itself, from one prepared model; models of"
                                + " two maps were said to differ at a residue where their mean positions lie apart by more than"
                                + " 1 Å and more than 3 times what their spread lets expect."),
                several);
        assertTrue(
                several.contains("4 to 5 models were also sampled in either half map alone of 1 map, and residues"),
                several);
        String plain = written(summary("a", "openmm", "servalcat", 10, ", \"half_map_models\": null"));
        assertFalse(
                plain.contains("composite") || plain.contains("half map alone") || plain.contains("by itself"), plain);
    }

    @Test
    void saysThatTheRefinedDecidedTheirNumber() throws IOException {
        Files.writeString(params, "{\"best\": \"auto\", \"best_max\": 20}");
        String adaptive = written(summary("a", "openmm", "servalcat", 8, ""));
        assertTrue(
                adaptive.contains("8 came through. Their number was raised likewise, to at most 20, until"), adaptive);
        Files.writeString(params, "{\"best\": 10, \"best_max\": 20}");
        assertFalse(written(summary("a", "openmm", "servalcat", 8, "")).contains("raised"));
    }

    @Test
    void namesTheConfidenceWhereThereIsOne() throws IOException {
        String judged = ", \"confidence\": {\"determined\": 0.9, \"probably_wrong\": 0.1}";
        assertTrue(written(summary("a", "openmm", "servalcat", 10, judged)).contains("within 2 Å of its right place."));
        String unjudged = ", \"confidence\": null";
        assertFalse(written(summary("a", "openmm", "servalcat", 10, unjudged)).contains("probability"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`{\"cycles\": 7, \"jellybody_sigma\": 0.03}`, true",
                "`{\"cycles\": 7, \"jellybody_sigma\": null}`, false",
                "`{\"cycles\": 7}`, false"
            })
    void namesTheRestraintsOfTheRefinementWhereThereWereAny(String settings, boolean named) throws IOException {
        String text =
                written(summary("a", "openmm", "servalcat", 10, ", \"refinement\": {\"settings\": " + settings + "}"));
        assertTrue(text.contains("7 cycles" + (named ? " with jelly-body restraints; 10 came" : "; 10 came")), text);
    }

    @Test
    void saysWhatWasRunAndCitesNothingElse() throws IOException {
        String text = written(summary("a", "openmm", "servalcat", 10, ", \"validation\": {}, \"half_maps\": null"));
        assertTrue(
                text.contains("of one cryo-EM map was assessed by the multi-model approach"
                        + " (Herzik et al., 2019) with emconverge 1.2.3, run by Nextflow"
                        + " 25.04.4 (Di Tommaso et al., 2017)."),
                text);
        assertTrue(
                text.contains(
                        "100 models were sampled by simulated annealing in the density with OpenMM 8.6.1 (Eastman et al., 2024)"),
                text);
        assertTrue(
                text.contains(
                        "The best 10 were refined against the map with Servalcat 0.4.142 (Yamashita et al., 2021), 7 cycles; 10 came"),
                text);
        assertFalse(
                text.contains("Rosetta")
                        || text.contains("Phenix")
                        || text.contains("phase randomisation")
                        || text.contains("null"),
                text);
        assertTrue(text.contains("- M. A. Herzik Jr, J. S. Fraser, G. C. Lander. A multi-model approach"), text);
        String bibtex = Files.readString(folder.resolve("out/references.bib"));
        assertTrue(
                bibtex.contains(
                        "@article{herzik2019,\n  author = {Herzik Jr, M. A. and Fraser, J. S. and Lander, G. C.},"),
                bibtex);
        assertTrue(bibtex.contains("pages = {344--358}"), bibtex);
        assertEquals(
                text.lines().filter(line -> line.startsWith("- ")).count(),
                bibtex.lines().filter(line -> line.startsWith("@")).count());
    }

    @Test
    void entriesThatDifferAreTold() throws IOException {
        String text = written(
                summary("a", "openmm", "servalcat", 10, ", \"half_maps\": {}"),
                summary("b", "rosetta", "phenix", 8, ""));
        assertTrue(text.contains("of 2 cryo-EM maps was"), text);
        assertTrue(
                text.contains("(Tian et al., 2020), or by rebuilding and refinement with Rosetta (Wang et al., 2016)"),
                text);
        assertTrue(
                text.contains("against the half maps where there were any (1 of 2) with Phenix"
                        + " (Afonine et al., 2018), or with Servalcat 0.4.142"),
                text);
        assertTrue(text.contains("8 to 10 came through") && text.contains("(Chen et al., 2013)"), text);
    }

    @Test
    void modelsOfAnotherProgramWereNotSampled() throws IOException {
        EntryFolder given =
                entry("given", "{\"engines\": {\"sampler\": null, \"refiner\": null}, \"models\": {\"refined\": 4}}");
        String text = written(given);
        assertTrue(
                text.contains("The models came from another program")
                        && !text.contains("sampled")
                        && !text.contains("OpenMM"),
                text);
        assertTrue(written(given, summary("a", "openmm", "servalcat", 10, ""))
                .contains("The models of 1 of the maps came from another program"));
    }

    @Test
    void everyReferenceOfTheTextIsListed() throws IOException {
        String text = written(summary("a", "openmm", "servalcat", 10, ", \"validation\": {}, \"half_maps\": {}"));
        String references = text.substring(text.indexOf("# References"));
        List<MatchResult> cited = Pattern.compile("\\(([A-Z][A-Za-z ]+?)(?: et al\\.)?, (\\d{4})\\)")
                .matcher(text)
                .results()
                .toList();
        assertTrue(cited.size() >= 12, text);
        for (MatchResult match : cited) {
            assertTrue(
                    references
                            .lines()
                            .anyMatch(
                                    line -> line.contains(match.group(1)) && line.contains("(" + match.group(2) + ")")),
                    match.group());
        }
    }

    @Test
    void citationsAreWhole() throws IOException {
        for (Citation citation :
                Citation.of(Set.of("openmm", "rosetta", "servalcat", "phenix", "validation", "half_maps"))) {
            assertTrue(
                    citation.doi().startsWith("10.")
                            && citation.year().matches("\\d{4}")
                            && !citation.title().endsWith("."),
                    citation.toString());
        }
    }

    @Test
    void badFilesAreTold() throws IOException {
        EntryFolder list = entry("list", "[]");
        assertTrue(assertThrows(InputException.class, () -> written(list))
                .getMessage()
                .contains("is not a JSON object"));
        EntryFolder text = entry("text", "none");
        assertTrue(assertThrows(InputException.class, () -> written(text))
                .getMessage()
                .contains("cannot be read as JSON"));
        assertTrue(assertThrows(InputException.class, () -> written(new EntryFolder(folder)))
                .getMessage()
                .contains("has no summary.json"));
    }

    @Test
    void aSeriesSaysHowItsMapsWereMade() throws IOException {
        EntryFolder fine = summary("x_4.00", "openmm", "servalcat", 10, "");
        EntryFolder coarse = summary("x_5.00", "openmm", "servalcat", 10, "");
        assertFalse(written(fine, coarse).contains("shifted at random"));
        for (EntryFolder entry : List.of(fine, coarse)) {
            int nominal = entry.equals(fine) ? 4 : 5;
            Files.writeString(
                    entry.folder().resolve("series_map.json"),
                    "{\"series\": \"x\", \"nominal\": " + nominal + ", \"measured\": " + (nominal + 0.25)
                            + ", \"seed\": 3}");
        }
        String text = written(fine, coarse);
        assertTrue(
                text.contains("The maps were made from the half maps of 1 data set at 2 nominal resolutions"
                        + " (4 to 5 Å, measured 4.25 to 5.25 Å), as if every particle had been shifted at random"),
                text);
        assertTrue(text.contains("with 1 seed of the noise."), text);

        Files.writeString(versions, "'RELION_HALF':\n  relion: 3.1.3\n");
        Files.writeString(coarse.folder().resolve("series_map.json"), """
                {"series": "x", "nominal": 5, "measured": 5.25, "seed": 3, "reconstruction": {"engine": "relion"}}""");
        text = written(fine, coarse);
        assertTrue(text.contains("1 map was made from the half maps of 1 data set at 1 nominal resolution (4 Å"), text);
        assertTrue(
                text.contains("1 map was reconstructed by RELION 3.1.3 (Scheres, 2012) (Zivanov et al., 2018)"
                        + " from the particles of 1 data set at 1 nominal resolution (5 Å, measured"),
                text);
    }
}
