package org.emconverge.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.emconverge.entry.EntryFile;

/** What UCSF ChimeraX (1.4 and later) opens: a command file and the attribute file that it reads. */
final class ChimeraX {
    /** Chain ids that an atom specification takes as they are; wildcards are not among them. */
    private static final Pattern PLAIN_CHAIN = Pattern.compile("[A-Za-z0-9_]+");

    private ChimeraX() {}

    /**
     * The command file. ChimeraX runs it in its own folder. The worm's radius is 0.25 Å + RMSD / 2 up to an RMSD of 8
     * Å, so that its thickness is the spread itself.
     */
    static String script(OptionalDouble level) {
        String head = """
                # emconverge: open this file in UCSF ChimeraX.
                # 1: the best model as a worm, as thick as its models differ; 2: all models; 3: the map
                open "%s" id 1 name "worm of the best model"
                open "%s" id 2 name "all models"
                open "%s"
                hide #1,2 atoms
                show #1,2 cartoons
                cartoon byattribute ca_rmsd #1 0:0.25 8:4.25 noValueRadius 0.25
                cartoon style #2 modeHelix default arrows false xsection oval width 0.3 thickness 0.3
                color #1,2 %s
                color #1,2::ca_rmsd<%s %s
                color #1,2::ca_rmsd>%s %s
                key %s colorTreatment distinct
                """.formatted(
                        name(EntryFile.CONVERGENCE),
                        name(EntryFile.ENSEMBLE),
                        name(EntryFile.CHIMERAX_ATTRIBUTES),
                        SpreadClass.VARIABLE.colour,
                        ReadableText.shortest(SpreadClass.WELL),
                        SpreadClass.WELL_DETERMINED.colour,
                        ReadableText.shortest(SpreadClass.REGISTER_UNCERTAIN),
                        SpreadClass.UNCERTAIN.colour,
                        key());
        String map = """
                open "%s" id 3 name "map"
                volume #3 style mesh%s color #7f7f7f transparency 0.6
                """.formatted(name(EntryFile.MAP), level.isPresent() ? " level " + level.getAsDouble() : "");
        return head + map + """
                view #1
                # the histogram, with sliders to colour by; the only line that needs the window
                tool show "Render/Select by Attribute"
                """;
    }

    private static String name(EntryFile file) {
        return file.seenFrom(EntryFile.CHIMERAX_SCRIPT);
    }

    private static String key() {
        StringBuilder text = new StringBuilder();
        for (SpreadClass spread : SpreadClass.values()) {
            text.append(text.isEmpty() ? "" : " ")
                    .append(spread.colour)
                    .append(":\"")
                    .append(spread.label)
                    .append('"');
        }
        return text.toString();
    }

    /** The attribute {@code ca_rmsd} of every residue that has one, in whatever model holds it. */
    static String attributes(List<ResidueRow> residues) {
        StringBuilder text = new StringBuilder("""
                # emconverge: C-alpha RMSD over all pairs of models, in Angstrom
                attribute: ca_rmsd
                recipient: residues
                match mode: any
                """);
        for (ResidueRow row : residues) {
            if (row.isDefined()) {
                String value = String.format(Locale.ROOT, "%.3f", row.rmsd());
                chain(row.chain())
                        .ifPresentOrElse(
                                chain -> text.append('\t')
                                        .append(chain)
                                        .append(':')
                                        .append(row.label())
                                        .append('\t')
                                        .append(value)
                                        .append('\n'),
                                () -> text.append("# left out, because its chain cannot be named: residue ")
                                        .append(row.label())
                                        .append('\n'));
            }
        }
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
