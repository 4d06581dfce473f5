package org.emconverge.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.emconverge.Json;

/** Reads an answer of EMDB's REST interface ({@code /entry/EMD-…}; EMDB data model 3.0 as JSON). */
final class EmdbJson {
    private EmdbJson() {}

    /** @throws BadContentException when the file is not such an answer */
    static EmdbEntry read(Path file) throws IOException {
        JsonNode root;
        try {
            root = Json.parse(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            throw new BadContentException("the answer is not JSON");
        }
        if (root.path("emdb_id").asText().isEmpty()) {
            throw new BadContentException("the answer is not an EMDB entry");
        }
        List<JsonNode> reconstructions = each(root.at("/structure_determination_list/structure_determination"))
                .flatMap(method -> each(method.path("image_processing")))
                .map(image -> image.path("final_reconstruction"))
                .toList();
        JsonNode applied = first(reconstructions, "/applied_symmetry");
        JsonNode helix = applied.path("helical_parameters");
        return new EmdbEntry(
                root.path("emdb_id").asText(),
                EmdbEntry.text(string(root.at("/admin/title"))),
                EmdbEntry.number(string(first(reconstructions, "/resolution"))),
                EmdbEntry.text(string(applied.path("point_group"))),
                EmdbEntry.Helix.of(
                        EmdbEntry.number(string(helix.path("delta_z"))),
                        EmdbEntry.number(string(helix.path("delta_phi"))),
                        EmdbEntry.text(string(helix.path("axial_symmetry")))),
                contour(root),
                fitted(root),
                halfMaps(root));
    }

    private static Double contour(JsonNode root) {
        List<JsonNode> contours = each(root.at("/map/contour_list/contour"))
                .filter(c -> c.has("level"))
                .toList();
        return contours.stream()
                .filter(c -> c.path("primary").asBoolean())
                .findFirst()
                .or(() -> contours.stream().findFirst())
                .map(c -> EmdbEntry.number(string(c.path("level"))))
                .orElse(null);
    }

    private static List<PdbId> fitted(JsonNode root) {
        return each(root.at("/crossreferences/pdb_list/pdb_reference"))
                .filter(r -> !EmdbEntry.NO_OVERLAP.equals(
                        r.at("/relationship/in_frame").asText()))
                .map(r -> EmdbEntry.pdb(string(r.path("pdb_id"))))
                .filter(Objects::nonNull)
                .toList();
    }

    private static List<String> halfMaps(JsonNode root) {
        return each(root.at("/interpretation/half_map_list/half_map"))
                .map(h -> string(h.path("file")))
                .filter(Objects::nonNull)
                .toList();
    }

    private static JsonNode first(List<JsonNode> nodes, String pointer) {
        return nodes.stream()
                .map(n -> n.at(pointer))
                .filter(n -> !n.isMissingNode() && !n.isNull())
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    /** The members of a list; a lone object counts as a list of one, as in XML turned into JSON. */
    private static Stream<JsonNode> each(JsonNode node) {
        return node.isArray()
                ? StreamSupport.stream(node.spliterator(), false)
                : node.isObject() ? Stream.of(node) : Stream.empty();
    }

    /**
     * A plain value, or the value of an element that also has attributes ({@code {"units": "Å", "valueOf_": "3.2"}}).
     */
    private static String string(JsonNode node) {
        JsonNode value = node.isObject() ? node.path("valueOf_") : node;
        return value.isValueNode() && !value.isNull() ? value.asText() : null;
    }
}
