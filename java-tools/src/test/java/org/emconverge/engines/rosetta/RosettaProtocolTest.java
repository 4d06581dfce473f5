package org.emconverge.engines.rosetta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.emconverge.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class RosettaProtocolTest {
    private static final double LOW = 4.8;

    private static RosettaProtocol protocol(double resolution, boolean symmetric, int residues, String... options) {
        return new RosettaProtocol(resolution, DensityWeight.STEPS, symmetric, residues, List.of(options));
    }

    static String resource(String name) throws IOException {
        try (var in = RosettaProtocolTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** C4 and D7 differ in their symmetry definition files alone. */
    @ParameterizedTest
    @CsvSource({"C1, 2.4", "C1, 3.4", "C1, 4.8", "symmetric, 2.4", "symmetric, 3.4", "symmetric, 4.8"})
    void flagsAreThoseReviewed(String group, double resolution) throws IOException {
        assertEquals(
                resource("expected/flags-" + group + "-" + resolution),
                protocol(resolution, !group.equals("C1"), 400).flags());
    }

    @ParameterizedTest
    @CsvSource({
        "protocol-C1.xml, false, 1000",
        "protocol-symmetric.xml, true, 1000",
        "protocol-symmetric-local.xml, true, 1001"
    })
    void protocolIsTheOneReviewed(String expected, boolean symmetric, int residues) throws IOException {
        assertEquals(
                resource("expected/" + expected),
                protocol(LOW, symmetric, residues).xml());
    }

    @ParameterizedTest
    @CsvSource({
        "STEPS, 2.4, 65",
        "STEPS, 2.5, 50",
        "STEPS, 3.5, 50",
        "STEPS, 3.6, 35",
        "CONTINUOUS, 2.5, 70",
        "CONTINUOUS, 3.4, 33.59",
        "CONTINUOUS, 4.8, 10.84"
    })
    void densityCountsLessTheLowerTheResolution(DensityWeight rule, double resolution, double weight) {
        assertEquals(weight, rule.at(resolution));
    }

    @Test
    void optionsStandOneALine() throws IOException {
        assertEquals(
                List.of("-mute core.pack basic", "-default_max_cycles 50", "-a:b -1.5"),
                RosettaSetup.options(" -mute core.pack basic  -default_max_cycles 50 -a:b -1.5"));
        assertTrue(protocol(LOW, false, 10, "-mute core").flags().endsWith("-nstruct 1\n-mute core\n"));
        for (String bad : List.of(
                "mute core",
                "-mute 'core'",
                "-mute $(id)",
                "-mute core; id",
                "-mute core\n@other",
                "-a b ".repeat(500) + ";")) {
            assertThrows(InputException.class, () -> RosettaSetup.options(bad), bad);
        }
    }

    /** What Rosetta's own documentation lists, by kind and name, with the attributes of tags. */
    private static Map<String, Map<String, Set<String>>> names() throws IOException {
        Map<String, Map<String, Set<String>>> names = new HashMap<>();
        resource("rosetta-names.csv")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(",", -1))
                .forEach(row -> names.computeIfAbsent(row[0], kind -> new HashMap<>())
                        .put(row[1], new HashSet<>(Arrays.asList(row[2].split(" ")))));
        return names;
    }

    @ParameterizedTest
    @CsvSource({"false, 10", "true, 10", "true, 2000"})
    void everyNameIsRosettas(boolean symmetric, int residues) throws Exception {
        Map<String, Map<String, Set<String>>> names = names();
        RosettaProtocol protocol = protocol(LOW, symmetric, residues);
        Document xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(protocol.xml().getBytes(StandardCharsets.UTF_8)));
        NodeList elements = xml.getElementsByTagName("*");
        Set<String> movers = new HashSet<>();
        Set<String> functions = new HashSet<>();
        for (int i = 0; i < elements.getLength(); i++) {
            Element element = (Element) elements.item(i);
            Set<String> known = names.get("tag").get(element.getTagName());
            assertTrue(known != null, "Rosetta has no tag " + element.getTagName());
            for (int j = 0; j < element.getAttributes().getLength(); j++) {
                String attribute = element.getAttributes().item(j).getNodeName();
                assertTrue(known.contains(attribute), element.getTagName() + " has no attribute " + attribute);
            }
            switch (element.getTagName()) {
                case "Reweight" -> assertTrue(names.get("score").containsKey(element.getAttribute("scoretype")));
                case "ScoreFunction" -> {
                    functions.add(element.getAttribute("name"));
                    assertTrue(names.get("weights").containsKey(element.getAttribute("weights")));
                    assertEquals(symmetric ? "1" : "", element.getAttribute("symmetric"));
                }
                case "Add" ->
                    assertTrue(
                            movers.contains(element.getAttribute("mover")),
                            element.getAttribute("mover") + " is not defined");
                default -> movers.add(element.getAttribute("name"));
            }
            if (element.hasAttribute("scorefxn")) {
                assertTrue(
                        functions.contains(element.getAttribute("scorefxn")),
                        element.getAttribute("scorefxn") + " is not defined");
            }
        }
    }

    @Test
    void everyFlagIsRosettas() throws IOException {
        Set<String> options = names().get("option").keySet();
        for (String line : protocol(LOW, true, 10).flags().lines().toList()) {
            String name = line.split(" ")[0].substring(1).replace("::", ":");
            assertTrue(
                    options.stream().anyMatch(option -> option.equals(name) || option.endsWith(":" + name)),
                    "Rosetta has no option " + name);
        }
    }

    /** Every variable of the protocol has its value in the flags, and the other way round. */
    @Test
    void variablesAndTheirValuesMatch() throws IOException {
        for (boolean symmetric : List.of(true, false)) {
            RosettaProtocol protocol = protocol(LOW, symmetric, 10);
            Set<String> used = new HashSet<>();
            var matcher = java.util.regex.Pattern.compile("%%(\\w+)%%").matcher(protocol.xml());
            while (matcher.find()) {
                used.add(matcher.group(1));
            }
            String variables = protocol.flags()
                    .lines()
                    .filter(line -> line.startsWith("-parser::script_vars"))
                    .findFirst()
                    .orElseThrow();
            Set<String> given = new HashSet<>();
            Arrays.stream(variables.split(" ")).skip(1).forEach(pair -> given.add(pair.split("=")[0]));
            assertEquals(used, given);
            assertFalse(given.isEmpty());
        }
    }
}
