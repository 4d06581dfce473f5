package org.emconverge.symmetry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.vecmath.Matrix3d;
import javax.vecmath.Matrix4d;
import javax.vecmath.Point3d;
import org.biojava.nbio.structure.Structure;
import org.emconverge.InputException;
import org.emconverge.Json;
import org.emconverge.ParameterSchema;
import org.emconverge.density.DensityMap;
import org.emconverge.density.MapPlacement;
import org.emconverge.density.MapSymmetry;
import org.emconverge.structure.Assembly;
import org.emconverge.structure.DepositedAssembly;
import org.emconverge.structure.HeavyAtoms;
import org.emconverge.structure.Mates;
import org.emconverge.structure.ModelFile;
import org.emconverge.structure.ModelFile.LoadedModel;
import org.emconverge.structure.ModelSymmetry;
import org.emconverge.structure.PointGroup;
import org.emconverge.structure.Symmetry;
import org.emconverge.structure.SymmetryName;
import org.emconverge.structure.UnitLigands;

/** Finds the symmetry of an entry, checks it against model and map, and writes it with the asymmetric unit. */
public final class SymmetryStep {
    /** The map does not have a symmetry when its correlation with itself, turned, is lower (as in Servalcat). */
    static final double LEAST_CORRELATION = 0.9;
    /** The same limit for a helix, which ends and whose outer subunits are worse resolved (as in Servalcat). */
    static final double LEAST_HELICAL_CORRELATION = 0.7;
    /** A mate that comes nearer to the asymmetric unit than this counts as its neighbour, Å. */
    static final double REACH = 12;
    /**
     * The resolution where none is given, Å. It only decides how far a model is displaced for the test whether ORIGIN
     * or NSTART places the map.
     */
    private static final double USUAL_RESOLUTION = 4;

    /**
     * What the step is given.
     *
     * @param model in the frame of the map
     * @param deposited the file whose listed assembly counts, when not the model itself; or null
     * @param map null: nothing is checked, unless there are half maps, whose mean then is the map
     * @param resolution Å, or null
     * @param name as a user or EMDB gives it, or null: then it is found
     */
    public record Inputs(
            Path model, Path deposited, Path map, Path half1, Path half2, Double resolution, String name) {}

    /**
     * Where the step writes; a path is null for what is not wanted.
     *
     * @param json {@link SymmetryReport}
     * @param unit the asymmetric unit; without a symmetry that can be used the whole model
     * @param surroundings the asymmetric unit and the mates near it; not written without such a symmetry
     */
    public record Outputs(Path json, Path unit, Path surroundings) {}

    /**
     * @param near the operators, by index, whose mates come near the asymmetric unit and, as far as there is a map, lie
     *     in it
     */
    private record SymmetryCandidate(
            Symmetry symmetry, String source, Double correlation, Assembly assembly, List<Integer> near) {
        static final Comparator<SymmetryCandidate> BY_CORRELATION =
                Comparator.comparingDouble(c -> c.correlation == null ? 0 : c.correlation);

        double least() {
            return symmetry.helix() == null ? LEAST_CORRELATION : LEAST_HELICAL_CORRELATION;
        }

        boolean agrees() {
            return assembly.obstacle().isEmpty() && (correlation == null || correlation >= least());
        }
    }

    private SymmetryStep() {}

    /** @throws InputException when a file or the name is bad */
    public static SymmetryReport run(Inputs inputs, Outputs outputs) throws IOException {
        if (inputs.resolution() != null) {
            ParameterSchema.requireResolution(inputs.resolution());
        }
        LoadedModel loaded = ModelFile.load(inputs.model());
        Structure structure = loaded.structure();
        SymmetryName name = inputs.name() == null ? null : SymmetryName.parse(inputs.name());
        boolean off = name != null && name.none();
        Optional<SymmetryCandidate> best = off
                ? ModelSymmetry.find(structure).map(s -> candidate(s, "model", structure, null))
                : best(inputs, structure, name);
        boolean used = !off && best.map(SymmetryCandidate::agrees).orElse(false);
        Symmetry symmetry = best.map(SymmetryCandidate::symmetry).orElse(Symmetry.NONE);
        UnitLigands ligands =
                used ? UnitLigands.of(structure, best.get().assembly().unit(), symmetry) : null;
        Structure unit = used ? ligands.unit() : structure;
        List<Integer> near = used ? best.get().near() : List.of();
        SymmetryReport report = SymmetryReport.of(
                symmetry,
                best.map(SymmetryCandidate::source).orElse("none"),
                used,
                best.map(SymmetryCandidate::assembly).orElseGet(() -> Assembly.of(structure, Symmetry.NONE)),
                best.map(SymmetryCandidate::correlation).orElse(null),
                near,
                Stream.concat((off ? List.<String>of() : notes(best, name)).stream(), onAxis(ligands))
                        .toList(),
                loaded.reading());
        report = used ? report.withUnit(ligands.chains()) : report;
        if (outputs.unit() != null) {
            ModelFile.writeCif(unit, outputs.unit());
        }
        if (outputs.surroundings() != null && used) {
            ModelFile.writeCif(Mates.surrounded(unit, symmetry, near), outputs.surroundings());
        }
        if (outputs.json() != null) {
            Json.write(report, outputs.json());
        }
        return report;
    }

    private static Optional<SymmetryCandidate> best(Inputs inputs, Structure structure, SymmetryName name) {
        Supplier<DensityMap> reader = new Supplier<>() {
            private DensityMap map;

            @Override
            public DensityMap get() {
                map = map == null && (inputs.map() != null || inputs.half1() != null) ? map(inputs, structure) : map;
                return map;
            }
        };
        List<SymmetryCandidate> candidates = new ArrayList<>();
        Optional<Symmetry> found = ModelSymmetry.find(structure).filter(s -> name == null || name.names(s));
        Path deposited = inputs.deposited() == null ? inputs.model() : inputs.deposited();
        found.or(() -> DepositedAssembly.symmetry(deposited, structure).filter(s -> name == null || name.names(s)))
                .ifPresent(s -> candidates.add(
                        candidate(s, found.isPresent() ? "model" : "assembly", structure, reader.get())));
        if (name != null && candidates.stream().noneMatch(SymmetryCandidate::agrees)) {
            if (reader.get() == null) {
                if (candidates.isEmpty()) {
                    throw new InputException("The model shows no symmetry " + inputs.name()
                            + ", and without a map nobody knows where its axes" + " are: give the map.");
                }
            } else {
                placed(name, reader.get(), structure)
                        .forEach(s -> candidates.add(candidate(s, "name", structure, reader.get())));
            }
        }
        return candidates.stream()
                .filter(SymmetryCandidate::agrees)
                .max(SymmetryCandidate.BY_CORRELATION)
                .or(() -> candidates.stream()
                        .filter(c -> name != null || c.source().equals("model"))
                        .max(SymmetryCandidate.BY_CORRELATION));
    }

    private static SymmetryCandidate candidate(Symmetry symmetry, String source, Structure structure, DensityMap map) {
        Assembly assembly = Assembly.of(structure, symmetry);
        Structure unit = Mates.restricted(structure, assembly.unit());
        List<Integer> near = Mates.near(unit, symmetry, REACH);
        if (map == null) {
            return new SymmetryCandidate(symmetry, source, null, assembly, near);
        }
        double[][] atoms = HeavyAtoms.positions(unit);
        List<Integer> shown = near.stream()
                .filter(k -> MapSymmetry.holds(map, atoms, symmetry.operators().get(k)))
                .toList();
        // a helix goes on beyond the box
        List<Matrix4d> looked = symmetry.helix() == null
                ? symmetry.mates()
                : shown.stream().map(symmetry.operators()::get).toList();
        return new SymmetryCandidate(symmetry, source, MapSymmetry.correlation(map, atoms, looked), assembly, shown);
    }

    /**
     * The places that a named symmetry has in a map by the conventions of RELION and EMDB: about z and the middle of
     * the box.
     */
    private static Stream<Symmetry> placed(SymmetryName name, DensityMap map, Structure structure) {
        Matrix3d upright = new Matrix3d();
        upright.setIdentity();
        Point3d middle = MapSymmetry.middle(map);
        if (!name.helical()) {
            return PointGroup.settings(name.group()).stream().map(group -> Symmetry.of(group, upright, middle));
        }
        if (name.helix() == null) {
            return Stream.empty();
        }
        int steps = (int) Math.ceil((extent(structure) + REACH) / name.helix().rise());
        return Stream.of(Symmetry.helical(PointGroup.of(name.group()), name.helix(), upright, middle, steps));
    }

    /** The length of a model along z, Å. */
    private static double extent(Structure structure) {
        double[] z = Stream.of(HeavyAtoms.positions(structure))
                .mapToDouble(p -> p[2])
                .sorted()
                .toArray();
        return z[z.length - 1] - z[0];
    }

    private static DensityMap map(Inputs inputs, Structure structure) {
        double resolution = inputs.resolution() == null ? USUAL_RESOLUTION : inputs.resolution();
        double[][] atoms = HeavyAtoms.positions(structure);
        if (inputs.map() != null) {
            return MapPlacement.placed(inputs.map(), atoms, resolution);
        }
        return MapPlacement.placedMean(inputs.half1(), inputs.half2(), atoms, resolution);
    }

    private static Stream<String> onAxis(UnitLigands ligands) {
        return ligands == null || ligands.onAxis().isEmpty()
                ? Stream.empty()
                : Stream.of("Left out, because they lie on an axis of the symmetry, upon their own images: "
                        + String.join(", ", ligands.onAxis()) + ". With --symmetry C1 they are sampled.");
    }

    private static List<String> notes(Optional<SymmetryCandidate> best, SymmetryName name) {
        if (best.isEmpty()) {
            return name == null || name.none()
                    ? List.of()
                    : List.of("The symmetry " + (name.helical() ? "of a helix" : name.group())
                            + " is not used: neither the model nor its file shows"
                            + " where it lies. Every chain is sampled by itself.");
        }
        SymmetryCandidate candidate = best.get();
        String what = "The symmetry " + candidate.symmetry().name()
                + switch (candidate.source()) {
                    case "model" -> ", found in the model,";
                    case "assembly" -> ", of the model's listed assembly,";
                    default -> ", about the middle of the map's box,";
                };
        if (candidate.assembly().obstacle().isPresent()) {
            return List.of(what + " is not used: "
                    + candidate.assembly().obstacle().get() + ". Every chain is sampled by itself.");
        }
        if (candidate.correlation() == null || candidate.correlation() >= LEAST_CORRELATION) {
            return List.of();
        }
        String correlation = String.format(
                Locale.ROOT, "the map's correlation with itself, turned, is %.2f", candidate.correlation());
        return List.of(
                candidate.agrees()
                        ? what + " holds only roughly: " + correlation + "."
                        : what + " is not used: " + correlation
                                + String.format(
                                        Locale.ROOT,
                                        " (needed: %.1f). Every chain is sampled by itself.",
                                        candidate.least()));
    }
}
