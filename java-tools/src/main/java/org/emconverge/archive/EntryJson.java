package org.emconverge.archive;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.emconverge.Json;

/**
 * {@code entry.json}: {@code emdb, title, resolution} (Å), {@code symmetry} (point group), {@code helical{rise, twist,
 * axial}} (Å, degrees, point group), {@code contour} (map units), {@code pdb[]} (fitted models), {@code map, half1,
 * half2, model} (file names beside it), {@code model_pdb, sources{role: address}, sizes{role: bytes}, notes[]}
 * (sentences for the reader). What is not known is null.
 */
final class EntryJson {
    static final String NAME = "entry.json";

    private EntryJson() {}

    /**
     * What was fetched.
     *
     * @param map name of the map file
     * @param halves names of the two half maps, or empty
     * @param model name of the model file, or null
     * @param pdb PDB id of the model, or null
     */
    record Files(String map, List<String> halves, String model, String pdb) {}

    static void write(
            Path file,
            EmdbEntry entry,
            Files files,
            Map<String, String> sources,
            Map<String, Long> sizes,
            List<String> notes)
            throws IOException {
        ObjectNode root = Json.object();
        root.put("emdb", entry.id())
                .put("title", entry.title())
                .put("resolution", entry.resolution())
                .put("symmetry", entry.symmetry());
        root.set("helical", Json.tree(entry.helical()));
        root.put("contour", entry.contour());
        root.set("pdb", Json.tree(entry.pdb().stream().map(PdbId::code).toList()));
        root.put("map", files.map())
                .put("half1", files.halves().isEmpty() ? null : files.halves().get(0))
                .put("half2", files.halves().isEmpty() ? null : files.halves().get(1))
                .put("model", files.model())
                .put("model_pdb", files.pdb());
        root.set("sources", Json.tree(sources));
        root.set("sizes", Json.tree(sizes));
        root.set("notes", Json.tree(notes));
        Json.write(root, file);
    }
}
