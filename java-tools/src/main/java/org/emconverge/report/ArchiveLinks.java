package org.emconverge.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.emconverge.archive.EmdbId;
import org.emconverge.archive.PdbId;

/** Which entries of the EMDB and the PDB an entry is of, and where these are found. */
final class ArchiveLinks {
    private static final String EMDB = "emdb";
    private static final String PDB = "pdb";

    private ArchiveLinks() {}

    /**
     * Adds to the summary what is known: what the context says goes before what the summary has, and that before what
     * was fetched; and the notes of the fetching.
     *
     * @param fetched content of entry.json, or a missing node
     * @throws org.emconverge.InputException when the context names no such id
     */
    static void addTo(ObjectNode summary, PageContext context, JsonNode fetched) {
        if (context.emdb() != null) {
            summary.put(EMDB, EmdbId.parse(context.emdb()).toString());
        } else if (!summary.path(EMDB).isTextual() && fetched.path("emdb").isTextual()) {
            summary.put(EMDB, EmdbId.parse(fetched.get("emdb").asText()).toString());
        }
        if (context.pdb() != null) {
            summary.put(PDB, PdbId.parse(context.pdb()).code());
        } else if (!summary.path(PDB).isTextual() && fetched.path("model_pdb").isTextual()) {
            summary.put(PDB, PdbId.parse(fetched.get("model_pdb").asText()).code());
        }
        if (summary.get("notes") instanceof ArrayNode notes) {
            for (JsonNode note : fetched.path("notes")) {
                if (StreamSupport.stream(notes.spliterator(), false).noneMatch(note::equals)) {
                    notes.add(note);
                }
            }
        }
    }

    /** Name and address of each, for the template. */
    static List<Map<String, Object>> of(EntryResults results) {
        List<Map<String, Object>> links = new ArrayList<>();
        String emdb = results.text("/" + EMDB);
        if (!emdb.isEmpty()) {
            links.add(Map.of("what", "map", "name", emdb, "address", "https://www.ebi.ac.uk/emdb/" + emdb));
        }
        String pdb = results.text("/" + PDB);
        if (!pdb.isEmpty()) {
            String name = pdb.length() == 4 ? pdb.toUpperCase(Locale.ROOT) : pdb; // the longer form is in lower case
            links.add(Map.of(
                    "what",
                    "starting model",
                    "name",
                    "PDB " + name,
                    "address",
                    "https://www.rcsb.org/structure/" + name));
        }
        return links;
    }
}
