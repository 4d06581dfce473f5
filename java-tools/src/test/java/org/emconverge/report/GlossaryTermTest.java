package org.emconverge.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.emconverge.Json;
import org.emconverge.metrics.ResidueMetric;
import org.junit.jupiter.api.Test;

class GlossaryTermTest {
    private static final Path SCHEMA = Path.of("../docs/schema/residues.table.json");

    @Test
    void everyNumberOfTheProjectIsThere() {
        Stream.of(ResidueMetric.values()).forEach(metric -> GlossaryTerm.of(metric.column()));
        ValidationMeasure.ALL.forEach(measure -> GlossaryTerm.of(measure.term()));
        Stream.of(ReferenceMeasure.values()).forEach(ReferenceMeasure::term);
        assertThrows(IllegalArgumentException.class, () -> GlossaryTerm.of("nothing"));
    }

    @Test
    void unitsAndRangesAreThoseOfTheSchema() {
        for (JsonNode field : Json.read(SCHEMA).required("fields")) {
            String name = field.required("name").asText();
            if (Stream.of(ResidueMetric.values())
                    .noneMatch(metric -> metric.column().equals(name))) {
                continue;
            }
            GlossaryTerm term = GlossaryTerm.of(name);
            boolean places = name.equals("register_shift"); // counted in what is no unit
            assertEquals(places ? "places" : field.path("unit").asText(""), term.unit(), name);
            JsonNode limits = field.path("constraints");
            if (limits.has("maximum")) {
                String range = limits.get("minimum").asText().replace('-', '−') + " to "
                        + limits.get("maximum").asText();
                assertEquals(range, term.range(), name);
            } else if (limits.has("minimum")) {
                assertEquals("from " + limits.get("minimum").asText(), term.range(), name);
            }
        }
    }

    @Test
    void termsAreWhole() {
        for (GlossaryTerm term : GlossaryTerm.all()) {
            assertTrue(term.key().matches("[a-z0-9_]+"), term.key());
            assertTrue(term.definition().endsWith(".") && !term.name().isEmpty(), term.key());
            assertFalse(term.definition().contains("`"), term.key());
        }
        assertEquals("Å · from 0 · lower is better", GlossaryTerm.of("ca_rmsd").facts());
        assertEquals(
                "favoured, allowed, outlier · favoured is good",
                GlossaryTerm.of("rotamer").facts());
        assertEquals(
                "places · −8 to 8 · 0 is best",
                GlossaryTerm.of("register_shift").facts());
        assertEquals("", GlossaryTerm.of("register").facts());
    }

    @Test
    void sourcesAreFoundByTheirDoi() {
        assertEquals(
                List.of("https://doi.org/10.1006/jmbi.1998.2400", "https://doi.org/10.1107/S0907444909042073"),
                GlossaryTerm.of("clashscore").sources().stream()
                        .map(Citation::address)
                        .toList());
        GlossaryTerm.all().stream().flatMap(term -> term.sources().stream()).forEach(source -> {
            assertTrue(source.doi().matches("10\\.\\d{4,5}/\\S+"), source.key());
            assertFalse(source.authors().isEmpty());
        });
    }

    @Test
    void sourcesOfTheGlossaryAreNotCitedByARun() {
        assertTrue(Citation.of(Set.of("openmm", "servalcat", "validation", "half_maps")).stream()
                .noneMatch(citation -> citation.when().equals("glossary")));
    }
}
