package org.emconverge.ensemble;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.biojava.nbio.structure.Structure;
import org.emconverge.InputException;
import org.emconverge.ParameterSchema;
import org.emconverge.convergence.Convergence;
import org.emconverge.convergence.ConvergenceSettings;
import org.emconverge.convergence.Engines;
import org.emconverge.convergence.LostModel;
import org.emconverge.density.MapPreparation;
import org.emconverge.ensemble.ModelAligner.AlignedModel;
import org.emconverge.entry.EntryFile;
import org.emconverge.entry.EntryFolder;
import org.emconverge.entry.ModelStage;
import org.emconverge.ranking.RankStep;
import org.emconverge.report.PageContext;
import org.emconverge.report.Report;
import org.emconverge.structure.HeavyAtoms;
import org.emconverge.structure.ModelFile;
import org.emconverge.trend.Trends;
import org.emconverge.validation.ValidateStep;
import org.emconverge.validation.Validator.Verdicts;

/**
 * Models of any program as an entry: numbered alike, put through the steps of the pipeline that need no engine, and
 * written as the pipeline writes an entry.
 */
public final class AssessModels {
    static final int FEWEST_MODELS = 2;
    private static final String REFERENCE = "reference";

    /**
     * What the step is given.
     *
     * @param id of the entry
     * @param title or null
     * @param models files, PDB or mmCIF; every model of a file is one of the ensemble
     * @param reference model whose chain ids and residue numbers count, or null: those of the first model do
     */
    public record Inputs(
            String id, String title, List<Path> models, Path reference, Maps maps, Environment environment) {
        double resolution() {
            return maps.resolution();
        }
    }

    /**
     * The map that the models lie in.
     *
     * @param map null when there are half maps, whose mean then is the map
     * @param halves none or two
     * @param resolution Å
     * @param contour recommended level in the map's units, or null
     * @param margin of map kept round the models, Å
     */
    public record Maps(Path map, List<Path> halves, double resolution, Double contour, double margin) {}

    /**
     * What the step works with.
     *
     * @param monomerLibrary folder of the monomer library
     * @param dictionaries of components, which go before the library's
     * @param threads models validated at a time
     * @param emtools version of this program
     * @param renderer of the figures, or null for the one on the PATH
     * @param page what the page is told of the world around the entry
     */
    public record Environment(
            Path monomerLibrary,
            List<Path> dictionaries,
            int threads,
            String emtools,
            Path renderer,
            PageContext page) {
        /** With nothing that the page is told. */
        public Environment(Path monomerLibrary, int threads, String emtools, Path renderer) {
            this(monomerLibrary, List.of(), threads, emtools, renderer, PageContext.NONE);
        }
    }

    private final Inputs inputs;
    private final Consumer<String> progress;
    private final Set<String> told = new HashSet<>();
    private final Path work;
    private final EntryFolder entry;
    private final ComparableModels comparable;

    private AssessModels(Inputs inputs, Consumer<String> progress, Path work) {
        this.inputs = inputs;
        this.progress = progress;
        this.work = work;
        this.entry = new EntryFolder(work.resolve("entry"));
        this.comparable = new ComparableModels(inputs);
    }

    /**
     * Writes the files of an entry, all of them or none.
     *
     * @param progress told what is being done, and what was guessed of the maps, or moved; a sentence each
     * @return what the readings of the models left out, moved or guessed, as sentences that name the files
     * @throws InputException when an input cannot be used or fewer than two models can be compared
     */
    public static List<String> run(Inputs inputs, Consumer<String> progress, Path folder) throws IOException {
        ParameterSchema.requireResolution(inputs.resolution());
        if (inputs.maps().map() == null && inputs.maps().halves().size() != 2) {
            throw new InputException("There is no map: give a map, or two half maps.");
        }
        Path target = folder.toAbsolutePath();
        Path place = Files.isDirectory(target) ? target : Files.createDirectories(target.getParent());
        Path work = Files.createTempDirectory(place, ".assess-models-");
        try {
            AssessModels step = new AssessModels(inputs, progress, work);
            step.run();
            moveInto(target, step.entry);
            return step.comparable.notes();
        } finally {
            delete(work);
        }
    }

    private void run() throws IOException {
        progress.accept(
                "Reading and matching the models of " + count(inputs.models().size(), "file") + ".");
        Structure reference = comparable.reference();
        List<AlignedModel> models = comparable.align(comparable.inBox(comparable.read()), reference);
        progress.accept("Cutting the map out around " + count(models.size(), "model") + ".");
        MapPreparation.Request request = request(models, reference);
        MapPreparation.Prepared prepared = MapPreparation.prepare(request);
        models = comparable.inDensity(models, request, prepared);
        prepared.write(entry.path(EntryFile.MAP).getParent());
        for (AlignedModel model : models) {
            ModelFile.writeCif(
                    model.model().structure(),
                    entry.path(EntryFile.GIVEN_MODEL, model.model().name()));
        }
        RenumberedStretch.write(
                models.stream().flatMap(model -> model.stretches().stream()).toList(), entry.path(EntryFile.ALIGNMENT));
        progress.accept("Judging " + count(models.size(), "model") + (reference == null ? "" : " and the reference")
                + ": geometry and fit to the map. This takes the longest.");
        if (reference != null) {
            validateReference(reference);
        }
        int judged = validateModels(models, reference == null);
        LostModel.write(comparable.lost(), entry.path(EntryFile.GIVEN_LOSSES));
        progress.accept("Comparing " + count(judged, "model") + ".");
        RankStep.run(entry, new RankStep.ModelCounts(null, judged, FEWEST_MODELS), entry.folder());
        Convergence.run(
                entry,
                new ConvergenceSettings(
                        inputs.id(),
                        inputs.resolution(),
                        Engines.NONE,
                        FEWEST_MODELS,
                        null,
                        false,
                        inputs.environment().emtools(),
                        Trends.shipped(),
                        comparable.notes()),
                entry.folder());
        progress.accept("Drawing the figures and the page.");
        Report.run(
                entry,
                new Report.Settings(
                        inputs.title(),
                        inputs.maps().contour(),
                        inputs.environment().renderer(),
                        inputs.environment().page()),
                entry.folder());
    }

    /** The map is read once for the reference and once for the models; what is said of it is told once. */
    private void note(String note) {
        if (told.add(note)) {
            progress.accept(note);
        }
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private MapPreparation.Request request(List<AlignedModel> models, Structure reference) {
        Stream<Structure> structures = Stream.concat(
                Stream.ofNullable(reference),
                models.stream().map(model -> model.model().structure()));
        double[][] atoms = structures
                .flatMap(structure -> Arrays.stream(HeavyAtoms.positions(structure)))
                .toArray(double[][]::new);
        return new MapPreparation.Request(
                inputs.maps().map(),
                inputs.maps().halves(),
                inputs.resolution(),
                inputs.maps().margin(),
                atoms);
    }

    private void validateReference(Structure reference) throws IOException {
        Path file = work.resolve(REFERENCE + ".cif"); // its name is that of the model in the tables
        ModelFile.writeCif(reference, file);
        Files.copy(file, entry.path(EntryFile.PREPARED_MODEL));
        boolean halves = !inputs.maps().halves().isEmpty();
        ValidateStep.run(
                validation(List.of(file), ModelStage.START, halves),
                new ValidateStep.Outputs(
                        entry.path(EntryFile.START_VALIDATION),
                        entry.path(EntryFile.START_RESIDUES),
                        null,
                        null,
                        null,
                        halves ? entry.path(EntryFile.HALF_MAPS) : null,
                        halves ? entry.path(EntryFile.LOCAL_RESOLUTION) : null),
                this::note);
    }

    /**
     * Judges the models and takes those that cannot be judged out of the entry.
     *
     * @param first whether nothing was judged yet, so that the half maps are still to be compared
     * @return how many models are left
     */
    private int validateModels(List<AlignedModel> models, boolean first) throws IOException {
        boolean halves = first && !inputs.maps().halves().isEmpty();
        List<Path> files = models.stream()
                .map(model -> entry.path(EntryFile.GIVEN_MODEL, model.model().name()))
                .toList();
        Map<String, Verdicts> verdicts = ValidateStep.run(
                validation(files, ModelStage.GIVEN, halves),
                new ValidateStep.Outputs(
                        entry.path(EntryFile.GIVEN_VALIDATION),
                        entry.path(EntryFile.GIVEN_RESIDUES),
                        null,
                        entry.path(EntryFile.OUTLIERS),
                        entry.path(EntryFile.MODEL_MAP_FSC),
                        halves ? entry.path(EntryFile.HALF_MAPS) : null,
                        halves ? entry.path(EntryFile.LOCAL_RESOLUTION) : null),
                this::note);
        List<String> judged = new ArrayList<>();
        for (Verdicts verdict : verdicts.values()) {
            String name = verdict.summary().model();
            String error = verdict.summary().error();
            if (error == null) {
                judged.add(name);
            } else {
                comparable.leaveOut(name, "validation", error);
                Files.delete(entry.path(EntryFile.GIVEN_MODEL, name));
            }
        }
        return comparable.enough(judged, "can be validated").size();
    }

    private ValidateStep.Inputs validation(List<Path> models, ModelStage stage, boolean halves) {
        return new ValidateStep.Inputs(
                models,
                List.of(stage.label()),
                entry.path(EntryFile.MAP),
                halves ? entry.path(EntryFile.HALF_MAP, "1") : null,
                halves ? entry.path(EntryFile.HALF_MAP, "2") : null,
                inputs.resolution(),
                inputs.maps().contour(),
                inputs.environment().monomerLibrary(),
                inputs.environment().threads(),
                inputs.environment().dictionaries(),
                false);
    }

    /** Every result under its final name at once; what was there under other names stays. */
    private static void moveInto(Path target, EntryFolder entry) throws IOException {
        for (Path file : entry.kept()) {
            Path place = target.resolve(entry.folder().relativize(file));
            Files.createDirectories(place.getParent());
            Files.move(file, place, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
