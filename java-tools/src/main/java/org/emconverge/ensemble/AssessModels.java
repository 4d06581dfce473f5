package org.emconverge.ensemble;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.biojava.nbio.structure.Structure;
import org.emconverge.InputException;
import org.emconverge.ParameterSchema;
import org.emconverge.convergence.ConvergeInputs;
import org.emconverge.convergence.Convergence;
import org.emconverge.convergence.ValidationRecords;
import org.emconverge.density.MapPlacement;
import org.emconverge.density.MapPreparation;
import org.emconverge.ensemble.ModelAligner.Aligned;
import org.emconverge.ranking.RankStep;
import org.emconverge.report.Report;
import org.emconverge.report.ReportInputs;
import org.emconverge.structure.EnsembleFile;
import org.emconverge.structure.HeavyAtoms;
import org.emconverge.structure.ModelFile;
import org.emconverge.validation.ValidateStep;
import org.emconverge.validation.Validator.Verdicts;

/**
 * Models of any program as an entry: numbered alike, put through the steps of the pipeline that need no engine, and
 * written as the pipeline writes an entry.
 */
public final class AssessModels {
    private static final int FEWEST_MODELS = 2;
    private static final String REFERENCE = "reference";

    /**
     * What the step is given.
     *
     * @param id of the entry
     * @param title or null
     * @param models files, PDB or mmCIF; every model of a file is one of the ensemble
     * @param reference model whose chain ids and residue numbers count, or null: those of the first model do
     * @param map null when there are half maps, whose mean then is the map
     * @param halves none or two
     * @param resolution Å
     * @param contour recommended level in the map's units, or null
     * @param margin of map kept round the models, Å
     * @param monomerLibrary folder of the monomer library
     * @param threads models validated at a time
     * @param emtools version of this program
     * @param renderer of the figures, or null for the one on the PATH
     */
    public record Inputs(
            String id,
            String title,
            List<Path> models,
            Path reference,
            Path map,
            List<Path> halves,
            double resolution,
            Double contour,
            double margin,
            Path monomerLibrary,
            int threads,
            String emtools,
            Path renderer) {}

    private final Inputs inputs;
    private final Path work;
    private final List<Lost> lost = new ArrayList<>();

    private AssessModels(Inputs inputs, Path work) {
        this.inputs = inputs;
        this.work = work;
    }

    /**
     * Writes the files of an entry, all of them or none.
     *
     * @throws InputException when an input cannot be used or fewer than two models can be compared
     */
    public static void run(Inputs inputs, Path folder) throws IOException {
        ParameterSchema.requireResolution(inputs.resolution());
        if (inputs.map() == null && inputs.halves().size() != 2) {
            throw new InputException("There is no map: give a map, or two half maps.");
        }
        Path target = folder.toAbsolutePath();
        Path place = Files.isDirectory(target) ? target : Files.createDirectories(target.getParent());
        Path work = Files.createTempDirectory(place, ".assess-models-");
        try {
            new AssessModels(inputs, work).run();
            moveInto(target, work.resolve("entry"));
        } finally {
            delete(work);
        }
    }

    private void run() throws IOException {
        Path entry = work.resolve("entry");
        Structure reference = reference();
        List<Aligned> models = align(inBox(read()), reference);
        MapPreparation.Request request = request(models, reference);
        MapPreparation.Prepared prepared = MapPreparation.prepare(request);
        models = inDensity(models, request, prepared);
        prepared.write(work.resolve("prepared"));
        Map<String, Path> files = new LinkedHashMap<>();
        for (Aligned model : models) {
            Path file = entry.resolve("aligned").resolve(model.member().name() + ".cif");
            ModelFile.writeCif(model.member().structure(), file);
            files.put(model.member().name(), file);
        }
        Stretch.write(
                models.stream().flatMap(model -> model.stretches().stream()).toList(), entry.resolve("alignment.csv"));
        boolean halves = !inputs.halves().isEmpty();
        Path start = reference == null ? null : validateReference(reference, entry, halves);
        validate(files, entry, halves && reference == null);
        RankStep.run(
                new RankStep.Inputs(
                        List.copyOf(files.values()),
                        List.of(),
                        List.of(),
                        List.of(work.resolve("given.json")),
                        null,
                        files.size(),
                        FEWEST_MODELS),
                work.resolve("ranking"));
        Files.createDirectories(entry.resolve("prepared"));
        for (Map.Entry<String, String> file : Map.of(
                        "ranking/ranking.csv",
                        "ranking.csv",
                        "ranking/ranking.json",
                        "ranking.json",
                        "prepared/map.mrc",
                        "prepared/map.mrc",
                        "prepared/map.json",
                        "prepared/map.json")
                .entrySet()) {
            Files.move(work.resolve(file.getKey()), entry.resolve(file.getValue()));
        }
        converge(files, start, entry, halves);
        Report.run(
                new ReportInputs(
                        entry.resolve("summary.json"),
                        entry.resolve("residues.csv"),
                        entry.resolve("ranking.csv"),
                        entry.resolve("ranking.json"),
                        null,
                        null,
                        entry.resolve("prepared/map.json"),
                        null,
                        entry.resolve("ensemble.cif"),
                        entry.resolve("prepared/map.mrc"),
                        entry.resolve("alignment.csv"),
                        inputs.contour(),
                        inputs.renderer()),
                entry);
    }

    private List<Member> read() {
        Members members = Members.read(inputs.models());
        lost.addAll(members.lost());
        return enough(members.members(), "can be read");
    }

    private List<Member> inBox(List<Member> members) {
        List<Member> inside = new ArrayList<>();
        for (Member member : members) {
            double[][] atoms = HeavyAtoms.positions(member.structure());
            Optional<String> obstacle = atoms.length == 0
                    ? Optional.of("it holds no heavy atoms")
                    : MapPlacement.obstacleToBox(mapFile(), atoms);
            obstacle.ifPresentOrElse(
                    reason -> lost.add(new Lost(member.name(), "placement", "it lies outside the map: " + reason)),
                    () -> inside.add(member));
        }
        return enough(inside, "lie in the map");
    }

    private List<Aligned> align(List<Member> members, Structure reference) {
        ModelAligner aligner =
                new ModelAligner(reference == null ? members.get(0).structure() : reference);
        List<Aligned> aligned = new ArrayList<>();
        String name = reference == null
                ? "the first model"
                : inputs.reference().getFileName().toString();
        for (Member member : members) {
            aligner.align(member)
                    .ifPresentOrElse(
                            aligned::add,
                            () -> lost.add(new Lost(
                                    member.name(),
                                    "alignment",
                                    "it has no chain with the sequence of one in " + name)));
        }
        return enough(aligned, "have residues in common");
    }

    private List<Aligned> inDensity(
            List<Aligned> models, MapPreparation.Request request, MapPreparation.Prepared prepared) {
        List<Aligned> inside = new ArrayList<>();
        for (Aligned model : models) {
            MapPlacement.obstacleToDensity(
                            request,
                            prepared,
                            HeavyAtoms.positions(model.member().structure()))
                    .ifPresentOrElse(
                            reason -> lost.add(new Lost(
                                    model.member().name(),
                                    "placement",
                                    "it does not lie in the density of the map: " + reason)),
                            () -> inside.add(model));
        }
        return enough(inside, "lie in the density of the map");
    }

    private <T> List<T> enough(List<T> models, String what) {
        if (models.size() < FEWEST_MODELS) {
            throw new InputException("Only " + models.size() + " of " + (models.size() + lost.size()) + " models "
                    + what + ", and at least " + FEWEST_MODELS + " are needed to compare" + Lost.sentence(lost)
                    + ". Give more models of the molecule in this map.");
        }
        return models;
    }

    private Path mapFile() {
        return inputs.map() == null ? inputs.halves().get(0) : inputs.map();
    }

    private MapPreparation.Request request(List<Aligned> models, Structure reference) {
        Stream<Structure> structures = Stream.concat(
                Stream.ofNullable(reference),
                models.stream().map(model -> model.member().structure()));
        double[][] atoms = structures
                .flatMap(structure -> Arrays.stream(HeavyAtoms.positions(structure)))
                .toArray(double[][]::new);
        return new MapPreparation.Request(inputs.map(), inputs.halves(), inputs.resolution(), inputs.margin(), atoms);
    }

    private Path validateReference(Structure reference, Path entry, boolean halves) throws IOException {
        Path file = work.resolve(REFERENCE + ".cif");
        ModelFile.writeCif(reference, file);
        Path json = work.resolve("start.json");
        ValidateStep.run(
                validation(List.of(file), halves),
                new ValidateStep.Outputs(
                        json, null, null, null, null, halfMaps(entry, halves), localResolution(entry, halves)));
        return json;
    }

    /** Judges the models; those that cannot be judged are taken off {@code files}. */
    private void validate(Map<String, Path> files, Path entry, boolean halves) throws IOException {
        Map<String, Verdicts> verdicts = ValidateStep.run(
                validation(List.copyOf(files.values()), halves),
                new ValidateStep.Outputs(
                        work.resolve("given.json"),
                        work.resolve("given.csv"),
                        null,
                        entry.resolve("outliers.csv"),
                        entry.resolve("fsc.csv"),
                        halfMaps(entry, halves),
                        localResolution(entry, halves)));
        verdicts.forEach((name, verdict) -> {
            if (verdict.summary().error() != null) {
                lost.add(new Lost(name, "validation", verdict.summary().error()));
                files.remove(name);
            }
        });
        enough(List.copyOf(files.values()), "can be validated");
    }

    private ValidateStep.Inputs validation(List<Path> models, boolean halves) {
        Path prepared = work.resolve("prepared");
        return new ValidateStep.Inputs(
                models,
                prepared.resolve("map.mrc"),
                halves ? prepared.resolve("half1.mrc") : null,
                halves ? prepared.resolve("half2.mrc") : null,
                inputs.resolution(),
                inputs.contour(),
                inputs.monomerLibrary(),
                inputs.threads());
    }

    private static Path halfMaps(Path entry, boolean halves) {
        return halves ? entry.resolve("half_maps.json") : null;
    }

    private static Path localResolution(Path entry, boolean halves) {
        return halves ? entry.resolve("local_resolution.mrc") : null;
    }

    private void converge(Map<String, Path> files, Path start, Path entry, boolean halves) throws IOException {
        Path dropped = work.resolve("lost.csv");
        Lost.write(lost, dropped);
        Convergence.run(
                new ConvergeInputs(
                        inputs.id(),
                        inputs.title(),
                        inputs.resolution(),
                        entry.resolve("prepared/map.mrc"),
                        List.copyOf(files.values()),
                        List.of(),
                        work.resolve("ranking/selected.txt"),
                        entry.resolve("ranking.json"),
                        List.of(),
                        List.of(dropped),
                        List.of(),
                        null,
                        null,
                        null,
                        inputs.emtools(),
                        FEWEST_MODELS,
                        localResolution(entry, halves),
                        halfMaps(entry, halves),
                        new ValidationRecords.Files(start, List.of(), null, work.resolve("given.json")),
                        work.resolve("given.csv"),
                        null),
                entry);
    }

    private Structure reference() {
        if (inputs.reference() == null) {
            return null;
        }
        Structure first = EnsembleFile.join(List.of(ModelFile.read(inputs.reference())));
        if (ProteinChain.of(first).isEmpty()) {
            throw new InputException("The model " + inputs.reference()
                    + " holds no protein: give one with amino-acid residues, or none.");
        }
        MapPlacement.obstacleToBox(mapFile(), HeavyAtoms.positions(first)).ifPresent(reason -> {
            throw new InputException("The model " + inputs.reference() + " lies outside the map: " + reason
                    + "; give one in the frame of the map.");
        });
        return first;
    }

    /** Every file under its final name at once; what was there under other names stays. */
    private static void moveInto(Path target, Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            Path place = target.resolve(folder.relativize(file));
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
