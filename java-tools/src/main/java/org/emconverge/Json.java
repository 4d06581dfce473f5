package org.emconverge;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;

/** Writes records as the JSON files the pipeline's steps and its users read: names in snake case, fields in the order of the record. */
public final class Json {
    private static final ObjectWriter WRITER = JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build()
            .writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

    private Json() {
    }

    public static void write(Object value, Path file) throws IOException {
        byte[] text = WRITER.writeValueAsBytes(value);
        AtomicOutput.write(file, out -> {
            out.write(text);
            out.write('\n');
        });
    }
}
