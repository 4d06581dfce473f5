package org.emconverge.register;

import java.nio.file.Path;
import java.util.List;
import javax.vecmath.Point3d;
import org.biojava.nbio.structure.Structure;
import org.emconverge.InputException;
import org.emconverge.ParameterSchema;
import org.emconverge.density.DensityMap;
import org.emconverge.density.MapPlacement;
import org.emconverge.structure.ModelFile;
import org.emconverge.structure.ResidueKind;
import org.emconverge.structure.Symmetry;

/** Reads a model and its map, and finds the stretches whose register may be wrong. */
public final class RegisterStep {
    private RegisterStep() {}

    /**
     * Of a model without protein, such as RNA, there is nothing to find.
     *
     * @param resolution Å
     * @throws InputException when a file is unusable, the model's protein has no residue with a backbone, or the map is
     *     elsewhere
     */
    public static RegisterReport run(Path model, Path map, double resolution, Symmetry symmetry) {
        ParameterSchema.requireResolution(resolution);
        Structure structure = ModelFile.read(model);
        double[][] positions = Place.of(structure).stream()
                .flatMap(place -> place.mainChain().stream())
                .map(RegisterStep::row)
                .toArray(double[][]::new);
        if (positions.length == 0 && !hasProtein(structure)) {
            return new RegisterReport(resolution, 0, List.of());
        }
        if (positions.length == 0) {
            throw new InputException("The model " + model
                    + " has no amino acid with N, CA and C, and so no register: give a model with a whole backbone.");
        }
        DensityMap placed = MapPlacement.placed(map, positions, resolution);
        return RegisterReport.of(Register.of(structure, placed, resolution, symmetry), resolution);
    }

    private static boolean hasProtein(Structure structure) {
        return structure.getModel(0).stream()
                .flatMap(chain -> chain.getAtomGroups().stream())
                .anyMatch(group -> ResidueKind.of(group) == ResidueKind.PROTEIN);
    }

    private static double[] row(Point3d p) {
        return new double[] {p.x, p.y, p.z};
    }
}
