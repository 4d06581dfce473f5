package org.emconverge.report;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.emconverge.entry.EntryFile;

/** What PyMOL (2.0 and later) opens. */
final class PyMol {
    private static final String MODELS = """
        # emconverge: open this file in PyMOL.
        # convergence: the best model, as thick as its models differ (B = RMSD)
        # ensemble: all models
        # density: the map
        set normalize_ccp4_maps, off
        python
        import os, pymol
        from pymol import cmd
        here = os.path.dirname(os.path.abspath(getattr(pymol, "__script__", "")))
        cmd.load(os.path.join(here, %1$s), "convergence")
        cmd.load(os.path.join(here, %2$s), "ensemble")
        cmd.load(os.path.join(here, %3$s), "density", format="mrc")
        python end
        bg_color white
        """;

    private static final String SPREAD = """
        color emconverge_undefined, convergence or ensemble
        color emconverge_between, (convergence and not b<%1$s and not b>%2$s) or (ensemble in (convergence and not b<%1$s and not b>%2$s))
        color emconverge_well, (convergence and b<%1$s) or (ensemble in (convergence and b<%1$s))
        color emconverge_uncertain, (convergence and b>%2$s) or (ensemble in (convergence and b>%2$s))
        """;

    private static final String LOOK = """
        show_as cartoon, convergence
        cartoon putty, convergence
        set cartoon_putty_transform, 7, convergence
        set cartoon_putty_radius, 0.5, convergence
        set cartoon_putty_scale_min, 0.5, convergence
        set cartoon_putty_scale_max, 8, convergence
        show_as ribbon, ensemble
        set ribbon_width, 1.5, ensemble
        set all_states, on, ensemble
        %s""";

    /**
     * PyMOL has no attributes of one's own for residues, so the confidence is the partial charge, which nothing else
     * uses.
     */
    private static final String CONFIDENCE = """
        scene spread, store, The best model in the colours of the spread
        # confidence, read from the table; -1: none
        python
        import csv
        from pymol import stored
        with open(os.path.join(here, %1$s), encoding="utf-8", newline="") as table:
            rows = [row for row in csv.DictReader(table) if row["confidence"]]
        stored.confidence = {(row["chain"], row["resnum"] + row["icode"]): float(row["confidence"]) for row in rows}
        cmd.alter("convergence or ensemble", "partial_charge = stored.confidence.get((chain, resi), -1)")
        python end
        color emconverge_undefined, convergence or ensemble
        color emconverge_determined, partial_charge>-0.5 and (convergence or ensemble)
        color emconverge_in_doubt, partial_charge>-0.5 and partial_charge<%2$s and (convergence or ensemble)
        color emconverge_probably_wrong, partial_charge>-0.5 and partial_charge<%3$s and (convergence or ensemble)
        """;

    private static final String SCENES = """
        zoom convergence, 5
        disable convergence
        scene ensemble, store, All models
        enable convergence
        disable ensemble
        scene worm, store, The best model as thick as the models differ
        """;

    private PyMol() {}

    /**
     * The script. PyMOL does not run it in its own folder, so it looks for itself. The putty's radius is RMSD / 2, at
     * least 0.25 and at most 4 Å; the models of the ensemble take their colours from the residues of the same names in
     * {@code convergence}, whose B is the RMSD. Where residues have a confidence its colours come last, and those of
     * the spread are the scene {@code spread}.
     */
    static String script(List<ResidueRow> residues, OptionalDouble level) {
        boolean byConfidence = ConfidenceClass.isKnown(residues);
        String models = MODELS.formatted(steps(EntryFile.CONVERGENCE), steps(EntryFile.ENSEMBLE), steps(EntryFile.MAP));
        String spread = SPREAD.formatted(
                ReadableText.shortest(SpreadClass.WELL), ReadableText.shortest(SpreadClass.REGISTER_UNCERTAIN));
        String confidence = CONFIDENCE.formatted(
                steps(EntryFile.RESIDUES),
                ReadableText.shortest(ConfidenceClass.DETERMINED.from),
                ReadableText.shortest(ConfidenceClass.IN_DOUBT.from));
        return models + colours() + spread + LOOK.formatted(mesh(level)) + (byConfidence ? confidence : "") + SCENES;
    }

    /** The way to a file as arguments of Python's os.path.join. */
    private static String steps(EntryFile file) {
        return Arrays.stream(file.seenFrom(EntryFile.PYMOL_SCRIPT).split("/"))
                .map(step -> '"' + step + '"')
                .collect(Collectors.joining(", "));
    }

    private static String colours() {
        return colour("well", SpreadClass.WELL_DETERMINED.colour)
                + colour("between", SpreadClass.VARIABLE.colour)
                + colour("uncertain", SpreadClass.UNCERTAIN.colour)
                + colour("undefined", SpreadClass.UNDEFINED_COLOUR)
                + Arrays.stream(ConfidenceClass.values())
                        .map(of -> colour(of.style().replace('-', '_'), of.colour))
                        .collect(Collectors.joining());
    }

    private static String colour(String name, String colour) {
        int rgb = Integer.parseInt(colour.substring(1), 16);
        return "set_color emconverge_%s, [%d, %d, %d]%n"
                .formatted(name, rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff)
                .replace("\r", "");
    }

    private static String mesh(OptionalDouble level) {
        if (level.isEmpty()) {
            return "";
        }
        return """
                isomesh density_mesh, density, %s
                color gray50, density_mesh
                set mesh_width, 0.4, density_mesh
                """.formatted(level.getAsDouble());
    }
}
