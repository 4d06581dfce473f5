package org.emconverge.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.emconverge.entry.EntryFile;
import org.emconverge.metrics.ResidueMetric;
import org.emconverge.structure.ResidueId;

/** What UCSF ChimeraX (1.4 and later) opens: a command file and the attribute file that it reads. */
final class ChimeraX {
    /** Chain ids that an atom specification takes as they are; wildcards are not among them. */
    private static final Pattern PLAIN_CHAIN = Pattern.compile("[A-Za-z0-9_]+");

    private ChimeraX() {}

    /**
     * The command file. ChimeraX runs it in its own folder. The worm's radius is 0.25 Å + RMSD / 2 up to an RMSD of 8
     * Å, so that its thickness is the spread itself. The colours are those of confidence where residues have one; those
     * of the spread stand beside them as comments.
     */
    static String script(List<ResidueRow> residues, OptionalDouble level) {
        String models = """
                # emconverge: open this file in UCSF ChimeraX.
                # 1: the best model as a worm, as thick as its models differ; 2: all models; 3: the map
                open %s id 1 name %s
                open %s id 2 name %s
                open %s
                hide #1,2 atoms
                show #1,2 cartoons
                cartoon byattribute ca_rmsd #1 0:0.25 8:4.25 noValueRadius 0.25
                cartoon style #2 modeHelix default arrows false xsection oval width 0.3 thickness 0.3
                color #1,2 %s
                """.formatted(
                        file(EntryFile.CONVERGENCE),
                        quoted("worm of the best model"),
                        file(EntryFile.ENSEMBLE),
                        quoted("all models"),
                        file(EntryFile.CHIMERAX_ATTRIBUTES),
                        SpreadClass.UNDEFINED_COLOUR);
        String map = """
                open %s id 3 name map
                volume #3 style mesh%s color #7f7f7f transparency 0.6
                """.formatted(file(EntryFile.MAP), level.isPresent() ? " level " + level.getAsDouble() : "");
        return models + colours(residues) + map + """
                view #1
                # the histogram, with sliders to colour by; the only line that needs the window
                ui tool show %s
                """.formatted(quoted("Render/Select by Attribute"));
    }

    /**
     * A word of a command that may hold spaces. ChimeraX knows quotes only at the start of a word, and ends the word at
     * the first such quote before a space, a semicolon or the end of the line; so the whole word is quoted, and what
     * would end it early, or cannot stand in a line, is a fault of whoever wrote it.
     */
    static String quoted(String word) {
        if (word.chars().anyMatch(c -> c == '"' || c == '\\' || Character.isISOControl(c))) {
            throw new IllegalArgumentException("not a word of ChimeraX's commands: " + word);
        }
        return '"' + word + '"';
    }

    private static String file(EntryFile file) {
        return quoted(file.seenFrom(EntryFile.CHIMERAX_SCRIPT));
    }

    private static String colours(List<ResidueRow> residues) {
        if (!ConfidenceClass.isKnown(residues)) {
            return bySpread();
        }
        return "# colours: confidence\n" + byConfidence()
                + "# colours: spread, in place of confidence where the '# ' before these commands is removed\n"
                + bySpread().lines().map(line -> "# " + line + "\n").collect(Collectors.joining());
    }

    /** Of commands that fit a residue the last counts. */
    private static String byConfidence() {
        ConfidenceClass[] classes = ConfidenceClass.values();
        StringBuilder text = new StringBuilder();
        for (ConfidenceClass of : classes) {
            String limit = of == classes[0]
                    ? ">=" + ReadableText.shortest(of.from)
                    : "<" + ReadableText.shortest(classes[of.ordinal() - 1].from);
            text.append("color #1,2::confidence%s %s\n".formatted(limit, of.colour));
        }
        return text + key(Stream.of(classes).map(of -> of.colour + ":" + of.label + " (" + of.limits() + ")"));
    }

    private static String bySpread() {
        String uncertain = ReadableText.shortest(SpreadClass.REGISTER_UNCERTAIN);
        return """
                color #1,2::ca_rmsd<=%s %s
                color #1,2::ca_rmsd<%s %s
                color #1,2::ca_rmsd>%s %s
                """.formatted(
                                uncertain,
                                SpreadClass.VARIABLE.colour,
                                ReadableText.shortest(SpreadClass.WELL),
                                SpreadClass.WELL_DETERMINED.colour,
                                uncertain,
                                SpreadClass.UNCERTAIN.colour)
                + key(Stream.of(SpreadClass.values()).map(of -> of.colour + ":" + of.label));
    }

    /** The command takes pairs of colour and label, each one word. */
    private static String key(Stream<String> pairs) {
        return pairs.map(ChimeraX::quoted).collect(Collectors.joining(" ", "key ", " colorTreatment distinct\n"));
    }

    /**
     * The attributes {@code ca_rmsd} and {@code confidence} of every residue that has them, in whatever model holds it.
     */
    static String attributes(List<ResidueRow> residues) {
        return attribute(
                        residues,
                        ResidueMetric.CA_RMSD,
                        "# emconverge: C-alpha RMSD over all pairs of models, in Angstrom")
                + (ConfidenceClass.isKnown(residues)
                        ? attribute(
                                residues,
                                ResidueMetric.CONFIDENCE,
                                "# the probability that the residue lies where it belongs")
                        : "");
    }

    private static String attribute(List<ResidueRow> residues, ResidueMetric metric, String comment) {
        Map<ResidueId, Double> values = new LinkedHashMap<>();
        residues.forEach(
                row -> values.put(new ResidueId(row.chain(), row.number(), row.insertionCode()), row.value(metric)));
        return attribute(metric.column(), values, comment);
    }

    /** An attribute of those residues whose value is not NaN. */
    static String attribute(String name, Map<ResidueId, Double> values, String comment) {
        StringBuilder text = new StringBuilder("""
                %s
                attribute: %s
                recipient: residues
                match mode: any
                """.formatted(comment, name));
        values.forEach((residue, number) -> {
            if (!Double.isNaN(number)) {
                String value = String.format(Locale.ROOT, "%.3f", number);
                chain(residue.chain())
                        .ifPresentOrElse(
                                chain -> text.append("\t%s:%s\t%s\n".formatted(chain, residue.label(), value)),
                                () -> text.append("# left out, because its chain cannot be named: residue ")
                                        .append(residue.label())
                                        .append('\n'));
            }
        });
        return text.toString();
    }

    /**
     * How a chain is specified: {@code /A}, or by a quoted attribute; a chain id with both kinds of quotes, or a
     * control character, cannot be.
     */
    static Optional<String> chain(String id) {
        if (PLAIN_CHAIN.matcher(id).matches()) {
            return Optional.of("/" + id);
        }
        boolean quotable = !id.isEmpty() && id.chars().noneMatch(Character::isISOControl);
        if (quotable && !id.contains("\"")) {
            return Optional.of("//chain_id=\"" + id + '"');
        }
        return quotable && !id.contains("'") ? Optional.of("//chain_id='" + id + '\'') : Optional.empty();
    }
}
