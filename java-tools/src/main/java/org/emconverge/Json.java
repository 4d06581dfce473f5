package org.emconverge;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes and reads records as the JSON files the pipeline's steps and its users read: names in snake case, fields in
 * the order of the record. What is wrong with a file is told with its name and, where it is no JSON, the line and the
 * column.
 */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final ObjectWriter WRITER =
            MAPPER.writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
    private static final String ADVICE = ": give the file that the step before wrote.";

    private Json() {}

    /**
     * A JSON file that the jar carries beside a class.
     *
     * @throws IllegalStateException when it is not there, which is a fault of the build
     */
    public static JsonNode resource(Class<?> owner, String name) {
        try (InputStream in = owner.getResourceAsStream(name)) {
            return MAPPER.readTree(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException("The program lacks its file " + name + ": build it anew.", e);
        }
    }

    /**
     * A record in a JSON file that the jar carries beside a class.
     *
     * @throws IllegalStateException when it is not there or is no such record, which is a fault of the build
     */
    public static <T> T resource(Class<?> owner, String name, Class<T> type) {
        try {
            return MAPPER.treeToValue(resource(owner, name), type);
        } catch (IOException e) {
            throw new IllegalStateException("The program's file " + name + " is no such record: build it anew.", e);
        }
    }

    /**
     * A list of records in a JSON file that the jar carries beside a class.
     *
     * @throws IllegalStateException when it is not there or is no such list, which is a fault of the build
     */
    public static <T> List<T> resourceList(Class<?> owner, String name, Class<T> type) {
        try {
            return MAPPER.readerForListOf(type).readValue(resource(owner, name));
        } catch (IOException e) {
            throw new IllegalStateException("The program's file " + name + " is no such list: build it anew.", e);
        }
    }

    public static String text(Object value) throws IOException {
        return WRITER.writeValueAsString(value);
    }

    public static void write(Object value, Path file) throws IOException {
        byte[] text = WRITER.writeValueAsBytes(value);
        AtomicOutput.write(file, out -> {
            out.write(text);
            out.write('\n');
        });
    }

    /** An empty object, to be filled and written. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** A value as it would be written. */
    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /**
     * A text as JSON.
     *
     * @throws IOException when it is none
     */
    public static JsonNode parse(byte[] text) throws IOException {
        return MAPPER.readTree(text);
    }

    /**
     * An object that an earlier step wrote.
     *
     * @throws InputException when the file is not there or holds no object
     */
    public static ObjectNode read(Path file) {
        try {
            if (MAPPER.readTree(file.toFile()) instanceof ObjectNode object) {
                return object;
            }
            throw new InputException("The file " + file + " is not a JSON object" + ADVICE);
        } catch (IOException e) {
            throw unreadable(file, "JSON", e);
        }
    }

    /**
     * Likewise, and a missing node where there is no such file, whose fields are missing too.
     *
     * @throws InputException when the file holds no object
     */
    public static JsonNode readOrMissing(Path file) {
        return Files.isRegularFile(file) ? read(file) : MissingNode.getInstance();
    }

    /**
     * A record that an earlier step wrote; fields it does not know are passed over.
     *
     * @throws InputException when the file is not there or is no such record
     */
    public static <T> T read(Path file, Class<T> type) {
        try {
            T value = MAPPER.readValue(file.toFile(), type);
            if (value == null) {
                throw new InputException("The file " + file + " is not a JSON object" + ADVICE);
            }
            return value;
        } catch (IOException e) {
            throw unreadable(file, "JSON", e);
        }
    }

    /**
     * A list of records that an earlier step wrote; fields it does not know are passed over.
     *
     * @throws InputException when the file is not there or is no such list
     */
    public static <T> List<T> readList(Path file, Class<T> type) {
        try {
            List<T> values = MAPPER.readerForListOf(type).readValue(file.toFile());
            if (values.contains(null)) {
                throw new InputException("The list in " + file + " has an empty place" + ADVICE);
            }
            return values;
        } catch (IOException e) {
            throw unreadable(file, "a JSON list", e);
        }
    }

    private static InputException unreadable(Path file, String what, IOException cause) {
        if (cause instanceof FileNotFoundException) {
            return new InputException("There is no file " + file + ": check the path.", cause);
        }
        JsonLocation place = cause instanceof JsonProcessingException wrong ? wrong.getLocation() : null;
        String where = place == null ? "" : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
        return new InputException("The file " + file + " cannot be read as " + what + where + ADVICE, cause);
    }
}
