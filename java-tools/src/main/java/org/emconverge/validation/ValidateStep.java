package org.emconverge.validation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.emconverge.InputException;
import org.emconverge.Json;
import org.emconverge.ParameterSchema;
import org.emconverge.ProgramFault;
import org.emconverge.density.DensityMap;
import org.emconverge.density.FitTarget;
import org.emconverge.density.HalfMapPair;
import org.emconverge.density.HalfMaps;
import org.emconverge.density.LocalResolution;
import org.emconverge.density.MapPlacement;
import org.emconverge.density.MrcFile;
import org.emconverge.density.SoftMask;
import org.emconverge.metrics.MeasuredResidue;
import org.emconverge.register.RegisterTarget;
import org.emconverge.structure.ModelFile;
import org.emconverge.structure.ModelReading;
import org.emconverge.validation.Validator.Verdicts;

/**
 * Validates models, with or without a map and its half maps: validation.json, a table of residues, the resolution of
 * the half maps.
 */
public final class ValidateStep {
    /**
     * What the step is given.
     *
     * @param models at least one
     * @param stages what the models are, which their records then carry: one name for all, or one per model in their
     *     order; none: the records carry none
     * @param map null: geometry alone, or the mean of the half maps
     * @param half1 null when there are no half maps
     * @param half2 likewise
     * @param resolution Å; null without a map
     * @param contour recommended contour level in the map's units, or null
     * @param monomerLibrary folder of the monomer library
     * @param threads models validated at a time
     * @param dictionaries of components, which go before the library's
     * @param waters whether waters are residues, too, as in models of emconverge's own, which hold them only where they
     *     were asked for
     */
    public record Inputs(
            List<Path> models,
            List<String> stages,
            Path map,
            Path half1,
            Path half2,
            Double resolution,
            Double contour,
            Path monomerLibrary,
            int threads,
            List<Path> dictionaries,
            boolean waters) {
        /** By the library alone, and without waters. */
        public Inputs(
                List<Path> models,
                List<String> stages,
                Path map,
                Path half1,
                Path half2,
                Double resolution,
                Double contour,
                Path monomerLibrary,
                int threads) {
            this(models, stages, map, half1, half2, resolution, contour, monomerLibrary, threads, List.of(), false);
        }
    }

    /**
     * Where to write; null for what is not wanted.
     *
     * @param json list of {@link ModelSummary}, each with its stage where the stages are given
     * @param residues table of {@link MeasuredResidue}; with a map it has the register of each, which nothing else
     *     shows
     * @param atoms table of {@link AtomScores}
     * @param outliers table of {@link OutlierRow}
     * @param curves table of the Fourier shell correlation of map and model
     * @param halfMaps {@link HalfMapSummary}
     * @param localResolution map of the local resolution, Å
     */
    public record Outputs(
            Path json, Path residues, Path atoms, Path outliers, Path curves, Path halfMaps, Path localResolution) {}

    private ValidateStep() {}

    /**
     * @return what was found, by model name, in the order given; a model that cannot be read has its reason in its
     *     summary
     */
    public static Map<String, Verdicts> run(Inputs inputs, Outputs outputs) throws IOException {
        return run(inputs, outputs, note -> {});
    }

    /**
     * As {@link #run(Inputs, Outputs)}.
     *
     * @param notes told what was guessed of the maps, or moved; sentences
     */
    public static Map<String, Verdicts> run(Inputs inputs, Outputs outputs, Consumer<String> notes) throws IOException {
        check(inputs, outputs);
        Map<String, Path> files = ModelFile.byName(inputs.models());
        MonomerLibrary library = MonomerLibrary.open(inputs.monomerLibrary(), inputs.dictionaries());
        DensityMap local = null;
        FitTarget target = null;
        RegisterTarget register = null;
        if (inputs.resolution() != null) {
            double[][] atoms = positions(inputs);
            Stream.of(inputs.map(), inputs.half1(), inputs.half2())
                    .filter(Objects::nonNull)
                    .forEach(file -> MrcFile.header(file).guesses().forEach(notes));
            DensityMap given =
                    inputs.map() == null ? null : MapPlacement.placed(inputs.map(), atoms, inputs.resolution());
            HalfMapPair halves = inputs.half1() == null ? null : halves(inputs, given, atoms);
            if (halves != null) {
                halves.notes().forEach(notes);
            }
            local = halves == null ? null : localResolution(halves, atoms, inputs, outputs);
            DensityMap map = given == null ? halves.mean() : given;
            target = new FitTarget(map, inputs.resolution(), inputs.contour());
            register = outputs.residues() == null ? null : new RegisterTarget(map, inputs.resolution());
        }
        Map<String, Verdicts> verdicts =
                judgeAll(files, new Validator(library, target, register, local, inputs.waters()), inputs.threads());
        write(inputs, verdicts, outputs);
        return verdicts;
    }

    /** A model's numbers, the reading of its file where that is a user's, and its stage. */
    private record JudgedModel(
            @JsonUnwrapped ModelSummary summary,
            @JsonInclude(Include.NON_NULL) ModelReading reading,
            @JsonInclude(Include.NON_NULL) String stage) {}

    /**
     * The models' numbers as {@code outputs.json()} has them.
     *
     * @param verdicts what {@link #run} found with these inputs
     */
    public static List<?> records(Inputs inputs, Map<String, Verdicts> verdicts) {
        List<JudgedModel> records = new ArrayList<>();
        for (Verdicts verdict : verdicts.values()) {
            String stage = inputs.stages().isEmpty()
                    ? null
                    : inputs.stages()
                            .get(Math.min(records.size(), inputs.stages().size() - 1));
            records.add(new JudgedModel(verdict.summary(), stage == null ? verdict.reading() : null, stage));
        }
        return records;
    }

    private static void write(Inputs inputs, Map<String, Verdicts> verdicts, Outputs outputs) throws IOException {
        if (outputs.json() != null) {
            Json.write(records(inputs, verdicts), outputs.json());
        }
        if (outputs.residues() != null) {
            ValidationTables.writeResidues(verdicts, outputs.residues());
        }
        if (outputs.atoms() != null) {
            ValidationTables.writeAtoms(verdicts, outputs.atoms());
        }
        if (outputs.outliers() != null) {
            ValidationTables.writeOutliers(verdicts, outputs.outliers());
        }
        if (outputs.curves() != null) {
            ValidationTables.writeCurves(verdicts, outputs.curves());
        }
    }

    private static void check(Inputs inputs, Outputs outputs) {
        boolean density = inputs.map() != null || inputs.half1() != null;
        int stages = inputs.stages().size();
        if (stages > 1 && stages != inputs.models().size()) {
            throw new InputException("There are " + stages + " stages for "
                    + inputs.models().size() + " models: give one stage for all models, or one per model.");
        }
        if (inputs.half1() == null != (inputs.half2() == null)) {
            throw new InputException("There is one half map without the other: give both, or neither.");
        }
        if (density && inputs.resolution() == null) {
            throw new InputException("There is a map without its resolution: give the resolution in Å.");
        }
        if (inputs.resolution() != null) {
            ParameterSchema.requireResolution(inputs.resolution());
        }
        if (!density && inputs.resolution() != null) {
            throw new InputException("There is a resolution without a map: give the map, or the two half maps.");
        }
        if (!density && inputs.contour() != null) {
            throw new InputException("There is a contour level without a map: give the map, or the two half maps.");
        }
        if (!density && (outputs.atoms() != null || outputs.curves() != null)) {
            throw new InputException(
                    "Numbers of the fit to a map are asked for, but there is none: give the map, or the two half maps.");
        }
        if (inputs.half1() == null && (outputs.halfMaps() != null || outputs.localResolution() != null)) {
            throw new InputException(
                    "The resolution of the half maps is asked for, but there are none: give both half maps.");
        }
    }

    /** Positions of the first model that can be read: they say where the map lies. */
    private static double[][] positions(Inputs inputs) {
        InputException first = null;
        for (Path model : inputs.models()) {
            try {
                return FittedModel.of(ModelFile.read(model), false).positions();
            } catch (InputException e) {
                first = first == null ? e : first;
            } catch (RuntimeException e) {
                first = first == null ? cannotBeJudged(model, e) : first;
            }
        }
        throw first;
    }

    private static HalfMapPair halves(Inputs inputs, DensityMap map, double[][] atoms) {
        return map == null
                ? HalfMapPair.alone(inputs.half1(), inputs.half2(), atoms, inputs.resolution())
                : HalfMapPair.beside(map, inputs.half1(), inputs.half2(), atoms, inputs.resolution());
    }

    /** Measures the half maps as a whole and everywhere around the model, and writes what is wanted of it. */
    private static DensityMap localResolution(HalfMapPair halves, double[][] atoms, Inputs inputs, Outputs outputs)
            throws IOException {
        HalfMaps.Fsc fsc = HalfMaps.fsc(halves.first(), halves.second(), SoftMask.around(halves.first(), atoms));
        if (outputs.halfMaps() != null) {
            Json.write(HalfMapSummary.of(fsc, halves.notes()), outputs.halfMaps());
        }
        LocalResolution.Settings settings =
                LocalResolution.Settings.forResolution(inputs.resolution(), Math.max(1, inputs.threads()));
        DensityMap local = LocalResolution.around(halves.first(), halves.second(), atoms, settings)
                .map();
        if (outputs.localResolution() != null) {
            MrcFile.write(local, outputs.localResolution());
        }
        return local;
    }

    private static Map<String, Verdicts> judgeAll(Map<String, Path> files, Validator validator, int threads) {
        ForkJoinPool pool = new ForkJoinPool(Math.max(1, threads));
        try {
            List<Verdicts> verdicts = pool.submit(() -> files.entrySet().parallelStream()
                            .map(file -> judge(file.getKey(), file.getValue(), validator))
                            .toList())
                    .get();
            Map<String, Verdicts> byName = new LinkedHashMap<>();
            verdicts.forEach(verdict -> byName.put(verdict.summary().model(), verdict));
            return byName;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } finally {
            pool.shutdown();
        }
    }

    static Verdicts judge(String name, Path file, Validator validator) {
        try {
            return validator.judge(name, ModelFile.load(file));
        } catch (InputException e) {
            return Verdicts.failed(name, e.getMessage());
        } catch (RuntimeException | StackOverflowError e) {
            return Verdicts.failed(name, cannotBeJudged(file, e).getMessage());
        }
    }

    private static InputException cannotBeJudged(Path file, Throwable fault) {
        return new InputException("The model " + file + " cannot be judged, " + ProgramFault.sentence(fault), fault);
    }
}
