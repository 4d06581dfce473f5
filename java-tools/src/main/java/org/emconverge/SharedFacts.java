package org.emconverge;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What Java, the pages, the Python programs and the pipeline's scripts share and no user can choose:
 * {@code facts.json}, which the jar carries. It is read when it is first asked for.
 */
public final class SharedFacts {
    private SharedFacts() {}

    /**
     * One of the twenty amino acids.
     *
     * @param letter its one-letter code
     * @param atoms names of its heavy atoms, the backbone's first, without the terminal OXT
     */
    public record AminoAcid(char letter, List<String> atoms) {}

    /**
     * A class of residues by their spread.
     *
     * @param name in snake case
     * @param label the range of Cα RMSD, as figures name it
     * @param colour {@code #rrggbb}
     * @param meaning in a few words
     */
    public record SpreadClass(String name, String label, String colour, String meaning) {}

    /**
     * The classes of residues by their Cα RMSD (Herzik, Fraser & Lander 2019).
     *
     * @param classes well determined, variable, uncertain, as the paper names them
     * @param wellDetermined below it the models agree; the paper calls such a residue well determined, Å
     * @param registerUncertain above it the sequence register is uncertain, Å
     * @param omit above it a residue is better left out or deposited as a Cα trace, Å
     * @param omitLabel the range above {@code omit}, as figures name it
     * @param omitMeaning in a few words
     * @param undefinedColour of residues without an RMSD, {@code #rrggbb}
     */
    public record Spread(
            List<SpreadClass> classes,
            double wellDetermined,
            double registerUncertain,
            double omit,
            String omitLabel,
            String omitMeaning,
            String undefinedColour) {}

    /**
     * A class of residues by their confidence.
     *
     * @param name in snake case
     * @param from the least confidence of the class, 0 to 1; 0 of the last one
     * @param label as figures and texts name it
     * @param colour {@code #rrggbb}
     * @param meaning in a few words
     */
    public record ConfidenceClass(String name, double from, String label, String colour, String meaning) {}

    /** What the Protein Data Bank calls residues, nucleotides and ligands that were not identified. */
    public static Set<String> unidentifiedComponents() {
        Set<String> names = new LinkedHashSet<>();
        Holder.FACTS.path("unidentified_components").forEach(name -> names.add(name.asText()));
        return Collections.unmodifiableSet(names);
    }

    private static final class Holder {
        static final JsonNode FACTS = Json.resource(SharedFacts.class, "facts.json");
    }

    /**
     * The version of emconverge: the file {@code VERSION}, which the jar carries.
     *
     * @throws IllegalStateException when it is not there, which is a fault of the build
     */
    public static String version() {
        try (InputStream in = Objects.requireNonNull(SharedFacts.class.getResourceAsStream("VERSION"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException | NullPointerException e) {
            throw new IllegalStateException("The program lacks its file VERSION: build it anew.", e);
        }
    }

    /**
     * The name of a sampled model.
     *
     * @param number its seed, from 1
     */
    public static String modelName(int number) {
        return Holder.FACTS.required("model_name").textValue().formatted(number);
    }

    /** The longest distance of C and N that is still a (strained) peptide bond, Å; the ideal is 1.33. */
    public static double longestPeptideBond() {
        return Holder.FACTS.required("longest_peptide_bond").doubleValue();
    }

    /** The twenty amino acids by their three-letter codes. */
    public static Map<String, AminoAcid> aminoAcids() {
        JsonNode facts = Holder.FACTS.required("amino_acids");
        Map<String, AminoAcid> aminoAcids = new LinkedHashMap<>();
        facts.required("residues").fields().forEachRemaining(residue -> {
            List<String> atoms = new ArrayList<>();
            facts.required("backbone").forEach(atom -> atoms.add(atom.textValue()));
            residue.getValue().required("side_chain").forEach(atom -> atoms.add(atom.textValue()));
            char letter = residue.getValue().required("letter").textValue().charAt(0);
            aminoAcids.put(residue.getKey(), new AminoAcid(letter, List.copyOf(atoms)));
        });
        return aminoAcids;
    }

    /** The classes of residues by their spread, and what lies beyond them. */
    public static Spread spread() {
        JsonNode facts = Holder.FACTS.required("spread");
        List<SpreadClass> classes = new ArrayList<>();
        for (JsonNode of : facts.required("classes")) {
            classes.add(new SpreadClass(text(of, "name"), text(of, "label"), text(of, "colour"), text(of, "meaning")));
        }
        JsonNode omit = facts.required("omit");
        return new Spread(
                List.copyOf(classes),
                facts.required("classes").required(0).required("below").doubleValue(),
                facts.required("classes").required(1).required("up_to").doubleValue(),
                omit.required("above").doubleValue(),
                text(omit, "label"),
                text(omit, "meaning"),
                text(facts, "undefined_colour"));
    }

    /** The classes of residues by their confidence, the highest first. */
    public static List<ConfidenceClass> confidence() {
        List<ConfidenceClass> classes = new ArrayList<>();
        for (JsonNode of : Holder.FACTS.required("confidence").required("classes")) {
            double from = of.path("from").asDouble();
            classes.add(new ConfidenceClass(
                    text(of, "name"), from, text(of, "label"), text(of, "colour"), text(of, "meaning")));
        }
        return List.copyOf(classes);
    }

    private static String text(JsonNode node, String field) {
        return node.required(field).textValue();
    }
}
