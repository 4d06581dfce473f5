package org.emconverge.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.emconverge.entry.EntryFile;
import org.emconverge.metrics.ResidueMetric;

/** The box that says what to do now: what to look at, what the findings suggest, what to open, what to deposit. */
final class NextSteps {
    /** This many residues are named; the others are counted. */
    private static final int NAMED = 10;
    /** Register shifts, likewise. */
    private static final int REGISTERS = 4;
    /** A local resolution that is worse by this factor at its ninth decile than at its first is uneven. */
    private static final double UNEVEN = 1.5;
    /** Residual standard deviations above the trend that are far from it. */
    private static final double FAR = 2;

    private final EntryResults results;
    private final BesidePage beside;
    private final List<Suspect> suspects;

    private NextSteps(EntryResults results, BesidePage beside) {
        this.results = results;
        this.beside = beside;
        this.suspects = Suspect.of(results);
    }

    /** The values for the template. */
    static Map<String, Object> of(EntryResults results, BesidePage beside) {
        NextSteps steps = new NextSteps(results, beside);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("suspects", steps.suspects.isEmpty() ? null : steps.named());
        values.put("nothing", steps.suspects.isEmpty() ? steps.nothing() : "");
        List<String> findings = steps.findings();
        values.put("anyFindings", !findings.isEmpty());
        values.put("findings", findings);
        values.put("viewers", steps.viewers());
        values.put("deposit", steps.deposit());
        return values;
    }

    private Map<String, Object> named() {
        int others = suspects.size() - NAMED;
        return Map.of(
                "rows",
                suspects.stream()
                        .limit(NAMED)
                        .map(suspect -> Map.of(
                                "id",
                                suspect.id(),
                                "residue",
                                suspect.residue().name() + " "
                                        + suspect.residue().chain() + " "
                                        + suspect.residue().label(),
                                "stretch",
                                suspect.stretch().length() > 1
                                        ? "in " + suspect.stretch().range()
                                        : "",
                                "reasons",
                                String.join("; ", suspect.reasons())))
                        .toList(),
                "others",
                others > 0
                        ? (others == 1 ? "1 more stretch is" : others + " more stretches are")
                                + " listed under Stretches to look at."
                        : "");
    }

    private String nothing() {
        return ConfidenceClass.isKnown(results.residues())
                ? "No residue is in doubt."
                : "No residue stands out: the models agree to within 1 Å everywhere, and where the start is known, with it.";
    }

    /** What a bad refinement, an uneven map, a wrong register, a wrong start or the wrong resolution suggest. */
    private List<String> findings() {
        List<String> findings = new ArrayList<>();
        RegisterStretch.of(results.residues()).stream()
                .limit(REGISTERS)
                .map(register -> register.stretch().range() + " " + register.words()
                        + ": move the sequence there by as many places, refine, and compare again.")
                .forEach(findings::add);
        List<ResidueStretch> unlike = SpreadFindings.of(results.residues()).unlikeStart();
        if (!unlike.isEmpty()) {
            findings.add("The models agree away from the " + results.start() + " at "
                    + ReadableText.list(unlike.stream()
                            .limit(REGISTERS)
                            .map(ResidueStretch::range)
                            .toList())
                    + (unlike.size() > REGISTERS ? " and elsewhere" : "")
                    + ": take their place of the chain, and check it against the density.");
        }
        String worsened = ValidationSection.worsened(results);
        if (!worsened.isEmpty()) {
            findings.add(
                    "Refinement left the geometry worse than it found it: go through the outliers before you deposit"
                            + " a refined model, or refine again with fewer cycles (--cycles) or another refiner.");
        }
        if (isUneven()) {
            findings.add("The map is uneven: over most of the model it says more than in a few parts. For those parts a"
                    + " locally sharpened or filtered map, or a focused refinement of the images, helps more than"
                    + " building again.");
        }
        if (results.number("/trend/z") > FAR) {
            findings.add(
                    "The models differ much more than is typical at this resolution: check that the stated resolution"
                            + " is right, that the map has the right hand and is not sharpened too far, and that the model"
                            + " belongs to this map.");
        }
        if (results.given()) {
            findings.add(
                    "To learn what the map determines, let emconverge make models from one of yours (emconverge run"
                            + " --map … --model …): only for those there is a confidence.");
        }
        return findings;
    }

    private boolean isUneven() {
        double[] local = results.residues().stream()
                .filter(ResidueRow::isDefined)
                .mapToDouble(row -> row.value(ResidueMetric.LOCAL_RESOLUTION))
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        boolean byLocal = local.length > 0 && local[local.length * 9 / 10] > UNEVEN * local[local.length / 10];
        return byLocal || !SpreadSections.skew(results).isEmpty();
    }

    /** The commands that open the results, to be given in the folder of the page; null without their scripts. */
    private Map<String, Object> viewers() {
        if (!beside.has(EntryFile.CHIMERAX_SCRIPT) || !beside.has(EntryFile.PYMOL_SCRIPT)) {
            return null;
        }
        return Map.of(
                "commands",
                List.of(command("chimerax", EntryFile.CHIMERAX_SCRIPT), command("pymol", EntryFile.PYMOL_SCRIPT)));
    }

    private static Map<String, Object> command(String program, EntryFile script) {
        return Map.of("program", program, "name", script.path(), "address", BesidePage.address(script.path()));
    }

    /** Which file to deposit and how much of it is cut; null without the files. */
    private Map<String, Object> deposit() {
        if (!beside.has(EntryFile.DEPOSIT_CA_TRACE)) {
            return null;
        }
        Map<String, Object> values = new LinkedHashMap<>();
        long wrong = results.residues().stream()
                .filter(row -> row.confidence() < ConfidenceClass.IN_DOUBT.from)
                .count();
        values.put(
                "first",
                wrong == 0
                        ? ""
                        : "Not yet: first mend the " + ReadableText.count(wrong, "residue")
                                + (wrong == 1 ? " that is" : " that are") + " probably wrong, and run again. Then:");
        values.put("trace", BesidePage.values(EntryFile.DEPOSIT_CA_TRACE));
        long cut = cut();
        String model = results.summary().at("/models/names/0").asText("");
        values.put(
                "whole",
                cut > 0
                        ? ""
                        : "the best model" + (model.isEmpty() ? "" : ", " + model)
                                + (results.given() ? " of those given" : "")
                                + ", whole: nothing is cut, because no residue is above "
                                + ReadableText.shortest(SpreadClass.OMIT) + "\u00a0Å.");
        if (cut > 0) {
            values.put(
                    "cut",
                    Map.of(
                            "model",
                            "the best model" + (model.isEmpty() ? "" : ", " + model)
                                    + (results.given() ? " of those given" : ""),
                            "residues",
                            ReadableText.count(cut, "residue"),
                            "limit",
                            ReadableText.shortest(SpreadClass.OMIT),
                            "keeps",
                            cut == 1 ? "keeps only its Cα" : "keep only their Cα",
                            "them",
                            cut == 1 ? "it" : "them"));
            values.put(
                    "without",
                    beside.has(EntryFile.DEPOSIT_WITHOUT_UNDETERMINED)
                            ? BesidePage.values(EntryFile.DEPOSIT_WITHOUT_UNDETERMINED)
                            : null);
        }
        return values;
    }

    /** By deposit.json, which counts the copies of a symmetric model too; or else by the spread. */
    private long cut() {
        return beside.deposition().path("undetermined").isArray()
                ? beside.deposition().get("undetermined").size()
                : results.residues().stream()
                        .filter(row -> row.rmsd() > SpreadClass.OMIT)
                        .count();
    }
}
