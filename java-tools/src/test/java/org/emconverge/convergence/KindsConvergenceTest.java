package org.emconverge.convergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.biojava.nbio.structure.Structure;
import org.emconverge.Csv;
import org.emconverge.Json;
import org.emconverge.density.DensityMap;
import org.emconverge.density.MrcFile;
import org.emconverge.entry.EntryFile;
import org.emconverge.entry.EntryFolder;
import org.emconverge.structure.Mates;
import org.emconverge.structure.ModelFile;
import org.emconverge.structure.TestKinds;
import org.emconverge.trend.Trends;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two models of a residue of every kind, of which the second is another pose. */
class KindsConvergenceTest {
    @TempDir
    Path folder;

    /** All of the second model is 1 Å higher, the ATP 6 Å; its phosphate's oxygens have other names. */
    private static Structure moved() {
        Structure second = TestKinds.with(
                atom -> atom.setZ(atom.getZ() + (atom.getGroup().getPDBName().equals("ATP") ? 6 : 1)));
        TestKinds.exchange(TestKinds.residue(second, "C"), "O1G", "O2G");
        return second;
    }

    private Path converge(Set<String> chains) throws IOException {
        return converge(chains, EntryFile.GIVEN_MODEL, Engines.NONE);
    }

    private Path converge(Set<String> chains, EntryFile role, Engines engines) throws IOException {
        EntryFolder entry = new EntryFolder(folder.resolve("entry"));
        write(entry.path(role, "a"), TestKinds.read(), chains);
        write(entry.path(role, "b"), moved(), chains);
        Files.writeString(entry.path(EntryFile.RANKING), "{\"selected\": [\"a\", \"b\"]}");
        float[] density = new float[20 * 8 * 8];
        for (int i = 0; i < density.length; i++) {
            density[i] = i;
        }
        MrcFile.write(
                new DensityMap(20, 8, 8, new double[] {8, 8, 8}, new double[3], density), entry.path(EntryFile.MAP));
        Path out = folder.resolve("out");
        Convergence.run(
                entry,
                new ConvergenceSettings("k", 3, engines, 2, null, false, "test", Trends.shipped(), List.of()),
                out);
        return out;
    }

    private static void write(Path file, Structure structure, Set<String> chains) throws IOException {
        Files.createDirectories(file.getParent());
        ModelFile.writeCif(Mates.restricted(structure, chains), file);
    }

    private static final Set<String> ALL = Set.of("A", "B", "C", "D", "E", "F", "G");

    @Test
    void everyKindHasItsRows() throws IOException {
        Path out = converge(ALL);
        assertEquals(
                List.of(
                        "A ALA protein 1.000 1.000 1.000 ",
                        "B A nucleic 1.000  1.000 1.000",
                        "B DT nucleic 1.000  1.000 1.000",
                        "C ATP ligand 6.000  6.000 ",
                        "D NAG glycan 1.000  1.000 ",
                        "E MG ion 1.000  1.000 ",
                        "F IPH ligand 1.000  1.000 "),
                Csv.read(out.resolve("residues.csv")).rows().stream()
                        .map(row -> String.join(
                                " ",
                                List.of(
                                        row.text("chain"),
                                        row.text("resname"),
                                        row.text("kind"),
                                        row.text("rmsd"),
                                        row.text("ca_rmsd"),
                                        row.text("all_atom_rmsd"),
                                        row.text("p_rmsd"))))
                        .toList());
    }

    @Test
    void watersThatTheSamplerWasGivenAreResidues() throws IOException {
        Path setup = new EntryFolder(folder.resolve("entry")).path(EntryFile.SAMPLER_SETUP);
        Files.createDirectories(setup.getParent());
        Files.writeString(setup, "{\"kinds\": {\"protein\": 1, \"water\": 1}}");
        Path out = converge(Set.of("A", "G"), EntryFile.REFINED_MODEL, new Engines("openmm", "servalcat"));
        assertEquals(
                List.of("protein 1.000", "water 1.000"),
                Csv.read(out.resolve("residues.csv")).rows().stream()
                        .map(row -> row.text("kind") + " " + row.text("rmsd"))
                        .toList());
        assertEquals(
                1,
                Json.read(out.resolve("summary.json"))
                        .at("/kinds/water/residues")
                        .asInt());
    }

    @Test
    void theSummaryTellsOfEachKindAndProteinIsTheHeadline() throws IOException {
        JsonNode summary = Json.read(converge(ALL).resolve("summary.json"));
        assertEquals("protein", summary.get("headline").asText());
        assertEquals(1, summary.get("residues").asInt());
        assertEquals(1, summary.at("/ca_rmsd/mean").asDouble());
        assertEquals(2, summary.at("/kinds/nucleic/residues").asInt());
        assertEquals(1, summary.at("/kinds/nucleic/p_rmsd/mean").asDouble());
        assertEquals(3.5, summary.at("/kinds/ligand/rmsd/mean").asDouble(), "ATP and phenol");
        assertEquals(
                "[protein, nucleic, glycan, ion, ligand]",
                summary.get("kinds").properties().stream()
                        .map(Map.Entry::getKey)
                        .toList()
                        .toString());
    }

    @Test
    void ofNucleicAcidsAloneTheHeadlineIsC1() throws IOException {
        JsonNode summary = Json.read(converge(Set.of("B")).resolve("summary.json"));
        assertEquals("nucleic", summary.get("headline").asText());
        assertEquals(2, summary.get("residues").asInt());
        assertTrue(summary.at("/ca_rmsd/mean").isNull());
        assertEquals(1, summary.at("/kinds/nucleic/rmsd/mean").asDouble());
        assertTrue(
                summary.at("/trend/z").isMissingNode() || summary.at("/trend/z").isNull());
    }

    @Test
    void aLigandThatIsNotDeterminedIsLeftOutOfWhatIsDeposited() throws IOException {
        Path out = converge(ALL);
        JsonNode changes = Json.read(out.resolve("deposit.json"));
        assertEquals(1, changes.get("undetermined").size());
        assertEquals(
                "{\"chain\":\"C\",\"resnum\":1,\"icode\":\"\",\"resname\":\"ATP\",\"ca_rmsd\":null,"
                        + "\"kind\":\"ligand\",\"rmsd\":6.0}",
                changes.at("/undetermined/0").toString());
        for (String file : List.of("deposit_ca_trace.cif", "deposit_without_undetermined.cif")) {
            String text = Files.readString(out.resolve(file));
            assertFalse(text.contains("ATP") || text.contains("\nC "), file + " has neither the ligand nor its chain");
            assertTrue(text.contains("IPH") && text.contains(" NAG "), file);
        }
    }
}
