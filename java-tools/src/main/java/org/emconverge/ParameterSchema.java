package org.emconverge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The run's parameters as {@code nextflow_schema.json} describes them: the one place for their limits, patterns,
 * choices and defaults, which the jar carries. It is read when it is first asked for, because few commands need it.
 */
public final class ParameterSchema {
    private static final String RESOURCE = "nextflow_schema.json";

    private ParameterSchema() {}

    private static final class Holder {
        static final List<Group> GROUPS = read();
        static final Map<String, Parameter> PARAMETERS = GROUPS.stream()
                .flatMap(group -> group.parameters().stream())
                .collect(Collectors.toMap(Parameter::name, parameter -> parameter));

        private static List<Group> read() {
            List<Group> groups = new ArrayList<>();
            for (JsonNode group : Json.resource(ParameterSchema.class, RESOURCE).path("$defs")) {
                List<Parameter> parameters = new ArrayList<>();
                group.path("properties")
                        .fields()
                        .forEachRemaining(field -> parameters.add(new Parameter(field.getKey(), field.getValue())));
                groups.add(new Group(group.required("title").textValue(), List.copyOf(parameters)));
            }
            return List.copyOf(groups);
        }
    }

    /**
     * Parameters that belong together.
     *
     * @param title as help texts head them
     * @param parameters in the order of the schema
     */
    public record Group(String title, List<Parameter> parameters) {}

    /** All parameters, in the order of the schema. */
    public static List<Group> groups() {
        return Holder.GROUPS;
    }

    /** @throws IllegalArgumentException when the schema does not describe it, which is a fault of the program */
    public static Parameter of(String name) {
        Parameter parameter = Holder.PARAMETERS.get(name);
        if (parameter == null) {
            throw new IllegalArgumentException(RESOURCE + " does not describe the parameter " + name + ".");
        }
        return parameter;
    }

    /**
     * The map's resolution, when it is one.
     *
     * @param resolution Å
     * @throws InputException when it is outside the range of the schema, or NaN
     */
    public static double requireResolution(double resolution) {
        return of("resolution").require(resolution);
    }

    /** What the schema says of one parameter. */
    public static final class Parameter {
        private final String name;
        private final JsonNode description;
        private Pattern pattern;

        private Parameter(String name, JsonNode description) {
            this.name = name;
            this.description = description;
        }

        /**
         * Whether a number lies between the smallest and the greatest allowed value, both allowed too; NaN does not.
         */
        public boolean allows(double value) {
            return value >= number("minimum") && value <= number("maximum");
        }

        /**
         * The number itself, when it is allowed.
         *
         * @throws InputException in the words of the run's own check, when it is not
         */
        public double require(double value) {
            if (!allows(value)) {
                throw new InputException("--" + name + " " + plain(value) + " is out of range: give a value from "
                        + text("minimum") + " to " + text("maximum") + ".");
            }
            return value;
        }

        /** As it is written behind two dashes. */
        public String name() {
            return name;
        }

        /** What it means, in a sentence. */
        public String description() {
            return text("description");
        }

        /** JSON Schema's word for what it holds: {@code string}, {@code integer}, {@code number} or {@code boolean}. */
        public String type() {
            return text("type");
        }

        /** Of a string that is a path {@code file-path}, {@code directory-path} or {@code path}; else empty. */
        public String format() {
            return description.path("format").asText();
        }

        /** Whether a value stands when none is given. */
        public boolean hasDefault() {
            return description.has("default");
        }

        /** Whether a text as a whole has the form that the schema asks for. */
        public boolean matches(String text) {
            if (pattern == null) {
                pattern = Pattern.compile(text("pattern"));
            }
            return pattern.matcher(text).matches();
        }

        /** The values that it may have, in the order of the schema; empty when they are not listed. */
        public List<String> choices() {
            return list("enum");
        }

        /** The names of the choices as prose has them, such as OpenMM for {@code openmm}, by choice. */
        public Map<String, String> choiceNames() {
            List<String> names = list("enumNames");
            Map<String, String> byChoice = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                byChoice.put(choices().get(i), names.get(i));
            }
            return byChoice;
        }

        /** The value that stands when none is given, as it is written in the schema. */
        public String defaultValue() {
            return text("default");
        }

        private double number(String keyword) {
            return description.required(keyword).doubleValue();
        }

        private String text(String keyword) {
            return description.required(keyword).asText();
        }

        private List<String> list(String keyword) {
            List<String> values = new ArrayList<>();
            description.path(keyword).forEach(value -> values.add(value.textValue()));
            return values;
        }

        /** Without the ".0" that Java adds to a whole number. */
        private static String plain(double value) {
            return value == Math.rint(value) && Math.abs(value) < 1e15
                    ? String.valueOf((long) value)
                    : String.valueOf(value);
        }
    }
}
