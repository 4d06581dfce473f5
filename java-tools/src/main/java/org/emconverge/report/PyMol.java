package org.emconverge.report;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.emconverge.entry.EntryFile;

/** What PyMOL (2.0 and later) opens. */
final class PyMol {
    private static final String SCRIPT = """
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
        %4$sset_color emconverge_undefined, [0.75, 0.75, 0.75]
        color emconverge_undefined, convergence or ensemble
        color emconverge_between, (convergence and not b<%5$s and not b>%6$s) or (ensemble in (convergence and not b<%5$s and not b>%6$s))
        color emconverge_well, (convergence and b<%5$s) or (ensemble in (convergence and b<%5$s))
        color emconverge_uncertain, (convergence and b>%6$s) or (ensemble in (convergence and b>%6$s))
        show_as cartoon, convergence
        cartoon putty, convergence
        set cartoon_putty_transform, 7, convergence
        set cartoon_putty_radius, 0.5, convergence
        set cartoon_putty_scale_min, 0.5, convergence
        set cartoon_putty_scale_max, 8, convergence
        show_as ribbon, ensemble
        set ribbon_width, 1.5, ensemble
        set all_states, on, ensemble
        %7$szoom convergence, 5
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
     * {@code convergence}, whose B is the RMSD.
     */
    static String script(OptionalDouble level) {
        return SCRIPT.formatted(
                steps(EntryFile.CONVERGENCE),
                steps(EntryFile.ENSEMBLE),
                steps(EntryFile.MAP),
                colours(),
                ReadableText.shortest(SpreadClass.WELL),
                ReadableText.shortest(SpreadClass.REGISTER_UNCERTAIN),
                mesh(level));
    }

    /** The way to a file as arguments of Python's os.path.join. */
    private static String steps(EntryFile file) {
        return Arrays.stream(file.seenFrom(EntryFile.PYMOL_SCRIPT).split("/"))
                .map(step -> '"' + step + '"')
                .collect(Collectors.joining(", "));
    }

    private static String colours() {
        return colour("well", SpreadClass.WELL_DETERMINED)
                + colour("between", SpreadClass.VARIABLE)
                + colour("uncertain", SpreadClass.UNCERTAIN);
    }

    private static String colour(String name, SpreadClass spread) {
        int rgb = Integer.parseInt(spread.colour.substring(1), 16);
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
