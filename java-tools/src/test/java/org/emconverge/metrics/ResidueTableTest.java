package org.emconverge.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.emconverge.Csv;
import org.emconverge.Json;
import org.emconverge.metrics.ResidueMetric.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The columns as they are written, as docs/schema/residues.table.json has them, and as docs/outputs.md tells of them.
 */
class ResidueTableTest {
    private static final Path DOCS = Path.of("../docs");
    private static final String HEAD = "|column|unit|meaning|";

    @TempDir
    Path folder;

    @Test
    void verdictsAndNumbersAreWrittenByTheirColumns() throws IOException {
        MeasuredResidue residue = TestResidue.at("A", 7)
                .with(ResidueMetric.CA_RMSD, 1.23456)
                .with(ResidueMetric.B_ISO, 1.23456)
                .with(ResidueMetric.DENSITY_CA, 1.23456)
                .with(ResidueMetric.Q_SCORE, 1.23456)
                .with(ResidueMetric.CC, Double.NaN)
                .with(ResidueMetric.ROTAMER, "allowed")
                .build();
        Path file = folder.resolve("residues.csv");
        ResidueTable.OF_ENSEMBLE.write(List.of(residue), file);
        Csv.Row row = Csv.read(file).rows().get(0);
        assertEquals(
                "A 7  GLY 1.235 1.23 1.234560 1.2346  allowed ",
                List.of(
                                "chain",
                                "resnum",
                                "icode",
                                "resname",
                                "ca_rmsd",
                                "b_iso",
                                "density_ca",
                                "q_score",
                                "cc",
                                "rotamer",
                                "ramachandran")
                        .stream()
                        .map(row::text)
                        .collect(Collectors.joining(" ")));
    }

    @Test
    void theTableOfAModelIsReadAsItWasWritten() throws IOException {
        MeasuredResidue residue = TestResidue.at("A", 7)
                .with(ResidueMetric.CA_RMSD, 2)
                .with(ResidueMetric.SMOC, 0.51239)
                .with(ResidueMetric.RAMACHANDRAN, "outlier")
                .build();
        Path file = folder.resolve("validation.csv");
        ResidueTable.OF_A_MODEL.write(List.of(residue), file);
        MeasuredResidue read =
                ResidueTable.OF_A_MODEL.residue(Csv.read(file).rows().get(0));
        assertEquals(residue.id(), read.id());
        assertEquals("GLY", read.name());
        assertEquals(0.5124, read.number(ResidueMetric.SMOC));
        assertEquals("outlier", read.verdict(ResidueMetric.RAMACHANDRAN));
        assertTrue(Double.isNaN(read.number(ResidueMetric.CA_RMSD)), "one model has none");
    }

    @Test
    void theSchemaHasEveryColumn() {
        assertEquals(
                ResidueTable.OF_ENSEMBLE.names(),
                fields().stream().map(field -> field.path("name").asText()).toList());
        for (ResidueMetric metric : ResidueMetric.values()) {
            JsonNode field = fields().stream()
                    .filter(other -> other.path("name").asText().equals(metric.column()))
                    .findFirst()
                    .orElseThrow();
            boolean text = metric.kind().isText();
            assertEquals(text ? "string" : "number", field.path("type").asText(), metric.column());
            boolean listed = metric.kind() == Kind.VERDICT
                    || metric == ResidueMetric.KIND
                    || metric == ResidueMetric.CONFORMATION_KIND;
            assertEquals(listed, field.at("/constraints/enum").isArray(), metric.column());
        }
    }

    /** The table in the document is made of the schema's; after a change of the schema, copy what is expected here. */
    @Test
    void theDocumentSaysWhatTheSchemaSays() throws IOException {
        String expected = fields().stream()
                .map(field -> "|`" + field.path("name").asText() + "`|"
                        + field.path("unit").asText() + "|"
                        + field.path("description").asText() + "|")
                .collect(Collectors.joining("\n"));
        List<String> outputs = Files.readAllLines(DOCS.resolve("outputs.md"));
        int head = outputs.indexOf(HEAD);
        assertTrue(head > 0, "docs/outputs.md has no table with the head " + HEAD);
        assertEquals(
                expected,
                outputs.subList(head + 2, outputs.size()).stream()
                        .takeWhile(line -> line.startsWith("|"))
                        .collect(Collectors.joining("\n")));
    }

    private static List<JsonNode> fields() {
        JsonNode schema = Json.read(DOCS.resolve("schema/residues.table.json"), JsonNode.class);
        return StreamSupport.stream(schema.path("fields").spliterator(), false).toList();
    }
}
