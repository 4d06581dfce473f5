package org.emconverge.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.emconverge.AtomicOutput;
import org.emconverge.InputException;
import org.emconverge.Json;
import org.emconverge.entry.EntryFile;
import org.emconverge.entry.EntryFolder;

/** Writes what a publication says of a run: methods.md, a paragraph with its references, and references.bib. */
public final class Methods {
    /** It has a version where maps of a series were reconstructed, and only there. */
    private static final String RELION = "relion";

    private static final Pattern VERSION = Pattern.compile("^ +([A-Za-z0-9_.-]+): +(.+)$");

    private final List<JsonNode> summaries;
    private final List<JsonNode> series; // series_map.json of the maps that are of one
    private final List<JsonNode> own; // of the models that emconverge sampled
    private final Map<String, String> versions;
    private final JsonNode params;
    private final Map<String, Citation> citations;

    /** In citations.csv, what is cited where nucleic acids were kept. */
    private static final String KEPT = "kept";

    private static final String NUCLEIC = "nucleic";

    /** Kinds of which dictionaries are used. */
    private static final Set<String> DESCRIBED = Set.of("ligand", "glycan");

    private Methods(List<JsonNode> summaries, List<JsonNode> series, Map<String, String> versions, JsonNode params) {
        this.summaries = summaries;
        this.series = series;
        this.own = summaries.stream()
                .filter(s -> s.at("/engines/sampler").isTextual())
                .toList();
        this.versions = versions;
        this.params = params;
        Set<String> used = used(summaries);
        if (series.stream().anyMatch(Methods::isReconstructed)) {
            used.add(RELION);
        }
        if (keeps(NUCLEIC::equals)) {
            used.add(KEPT);
        }
        this.citations = Citation.of(used).stream()
                .collect(Collectors.toMap(Citation::key, Function.identity(), (a, b) -> a, TreeMap::new));
    }

    /**
     * Writes methods.md and references.bib for exactly what was run.
     *
     * @param entries of the run
     * @param versions software_versions.yml of the run
     * @param params params.json of the run
     * @throws InputException when one of them cannot be used
     */
    public static void write(List<EntryFolder> entries, Path versions, Path params, Path folder) throws IOException {
        List<JsonNode> summaries = entries.stream()
                .<JsonNode>map(entry -> Json.read(entry.require(EntryFile.SUMMARY)))
                .toList();
        List<JsonNode> series = entries.stream()
                .map(entry -> Json.readOrMissing(entry.path(EntryFile.SERIES_MAP)))
                .filter(map -> map.path("series").isTextual())
                .toList();
        Methods methods = new Methods(summaries, series, versions(versions), Json.read(params));
        AtomicOutput.write(folder.resolve("methods.md"), methods.text());
        AtomicOutput.write(
                folder.resolve("references.bib"),
                methods.citations.values().stream().map(Citation::bibtex).collect(Collectors.joining("\n")));
    }

    /** The programs and measures that entries rest on, as citations.csv names them. */
    static Set<String> used(List<JsonNode> summaries) {
        Set<String> used = new TreeSet<>(values(summaries, "/engines/sampler"));
        used.addAll(values(summaries, "/engines/refiner"));
        Stream.of("validation", "half_maps")
                .filter(part -> summaries.stream().anyMatch(s -> s.path(part).isObject()))
                .forEach(used::add);
        if (summaries.stream().anyMatch(s -> s.at("/kinds/nucleic").isObject())) {
            used.add(NUCLEIC);
        }
        if (summaries.stream().anyMatch(s -> s.at("/kinds/glycan").isObject())) {
            used.add("glycan");
        }
        return used;
    }

    private String text() {
        List<String> sentences = new ArrayList<>(List.of(assessed()));
        Map<Boolean, List<JsonNode>> reconstructed =
                series.stream().collect(Collectors.partitioningBy(Methods::isReconstructed));
        if (!reconstructed.get(false).isEmpty()) {
            sentences.add(made(reconstructed.get(false)));
        }
        if (!reconstructed.get(true).isEmpty()) {
            sentences.add(reconstructed(reconstructed.get(true)));
        }
        if (!series.isEmpty()) {
            sentences.add("All models of a series start from one prepared model.");
        }
        sentences.addAll(SeveralMaps.methods(summaries));
        if (!own.isEmpty()) {
            sentences.add(sampled());
            sentences.add("They were ranked by the sum of their ranks in Ramachandran outliers,"
                    + " bond-length and bond-angle outliers, clashscore and"
                    + " the sampler's score, all lower is better.");
            sentences.add(refined());
        }
        if (own.size() < summaries.size()) {
            sentences.add(
                    own.isEmpty()
                            ? "The models came from another program and were compared as they were."
                            : "The models of " + (summaries.size() - own.size())
                                    + " of the maps came from another program and were compared as they were.");
        }
        sentences.add(
                "The spread of a residue is the root mean square distance between its Cα atoms over all pairs of models, which share the"
                        + " frame of the map and were not superposed.");
        if (summaries.stream().anyMatch(s -> s.path("confidence").isObject())) {
            sentences.add("From it, from the distance of the models from their start, and from the start's side-chain"
                    + " register, fit and geometry the probability was estimated that the start has the residue within"
                    + " 2 Å of its right place.");
        }
        sentences.add("Model geometry was judged by the criteria of MolProbity " + cite("williams2018")
                + (citations.containsKey("afonine2018b")
                        ? ", the fit of models to the map by correlation coefficients and Fourier shell correlation "
                                + cite("afonine2018b") + ", Q-scores " + cite("pintilie2020") + " and EMRinger scores "
                                + cite("barad2015")
                        : "")
                + ".");
        if (citations.containsKey("chen2013")) {
            sentences.add(
                    "Resolution was measured from the half maps, the masked Fourier shell correlation corrected by phase randomisation "
                            + cite("chen2013") + ".");
        }
        sentences.add("Models were read and written with BioJava " + cite("lafita2019")
                + (citations.containsKey("wojdyr2022") ? " and gemmi " + cite("wojdyr2022") : "") + ".");
        String references = citations.values().stream()
                .map(c -> "- " + c.reference() + "\n")
                .sorted()
                .collect(Collectors.joining());
        return "# Methods\n" + String.join(" ", sentences) + "\n\n# References\n" + references;
    }

    private String assessed() {
        int number = summaries.size();
        return (number == 1
                        ? "The convergence of models of one cryo-EM map was"
                        : "The convergence of models of " + number + " cryo-EM maps was")
                + " assessed by the multi-model approach " + cite("herzik2019") + " with "
                + program("emconverge", "emconverge") + ", run by "
                + program("nextflow", "Nextflow") + " " + cite("ditommaso2017") + ".";
    }

    /** How maps of resolution series came about that were made from half maps. */
    private String made(List<JsonNode> maps) {
        return which(maps) + " made from the half maps of " + resolutions(maps)
                + ", as if every particle had been shifted at random " + cite("herzik2019")
                + ": at the spatial frequency q the signal was multiplied by exp(−2π²σ²q²), σ being the standard"
                + " deviation of the shift, and new noise of the half maps' own power took the place of what that took"
                + " away, with " + seeds(maps) + " of the noise.";
    }

    /** The same of maps that were made from particles. */
    private String reconstructed(List<JsonNode> maps) {
        return which(maps) + " reconstructed by " + program(RELION, "RELION") + " " + cite("scheres2012") + " "
                + cite("zivanov2018") + " from the particles of " + resolutions(maps) + ", shifted at random "
                + cite("herzik2019") + " as far as made their half maps as coarse as was asked for, with "
                + seeds(maps) + " of the shifts.";
    }

    private static boolean isReconstructed(JsonNode map) {
        return map.path("reconstruction").isObject();
    }

    private String which(List<JsonNode> maps) {
        return (maps.size() == summaries.size() ? "The maps" : ReadableText.count(maps.size(), "map"))
                + (maps.size() == 1 ? " was" : " were");
    }

    /** Of how many data sets, and at which resolutions. */
    private static String resolutions(List<JsonNode> maps) {
        Set<String> sources = new TreeSet<>();
        Set<Double> nominal = new TreeSet<>();
        Set<Double> measured = new TreeSet<>();
        for (JsonNode map : maps) {
            sources.add(map.get("series").asText());
            nominal.add(map.path("nominal").asDouble());
            if (map.path("measured").isNumber()) {
                measured.add(map.get("measured").asDouble());
            }
        }
        return ReadableText.count(sources.size(), "data set") + " at "
                + ReadableText.count(nominal.size(), "nominal resolution") + " (" + range(nominal) + " Å"
                + (measured.isEmpty() ? "" : ", measured " + range(measured) + " Å") + ")";
    }

    private static String seeds(List<JsonNode> maps) {
        return ReadableText.count(
                maps.stream().map(map -> map.path("seed").asLong()).distinct().count(), "seed");
    }

    private static String range(Set<Double> values) {
        List<String> ordered = values.stream().map(ReadableText::shortest).toList();
        return ordered.get(0) + (ordered.size() == 1 ? "" : " to " + ordered.get(ordered.size() - 1));
    }

    private String sampled() {
        String by = values(own, "/engines/sampler").stream()
                .map(sampler -> switch (sampler) {
                    case "openmm" ->
                        moves() + "simulated annealing in the density with " + engine(sampler) + " "
                                + cite("eastman2024") + " and the force field ff19SB " + cite("tian2020")
                                + kept();
                    case "rosetta" -> "rebuilding and refinement with " + engine(sampler) + " " + cite("wang2016");
                    default -> engine(sampler);
                })
                .collect(Collectors.joining(", or by "));
        return "From one starting model " + (own.size() == 1 ? "" : "per map ") + range("/models/requested")
                + " models were sampled by " + by + " (random seeds from 1); " + range("/models/sampled")
                + " came through." + PrecisionWords.method(own);
    }

    /** By what OpenMM samples what is not protein. */
    private String kept() {
        boolean nucleic = keeps(NUCLEIC::equals);
        return (nucleic ? ", of nucleic acids OL21 " + cite("zgarbova2021") + " and OL3 " + cite("zgarbova2011") : "")
                + (keeps(DESCRIBED::contains)
                        ? ", of " + (nucleic ? "what is neither" : "other molecules")
                                + " restraints to the ideal geometry of its dictionary"
                        : "");
    }

    /** Whether OpenMM sampled residues of such kinds. */
    private boolean keeps(Predicate<String> kinds) {
        return own.stream()
                .filter(s -> s.at("/engines/sampler").asText().equals("openmm"))
                .flatMap(s -> s.path("kinds").properties().stream())
                .anyMatch(kind -> kinds.test(kind.getKey()));
    }

    /** What a trajectory of OpenMM tries. */
    private String moves() {
        String kinds = params.path("moves").asText("none");
        if (kinds.equals("none")) {
            return "";
        }
        List<String> tried = Stream.of("register", "loop", "flip", "regrow")
                .filter(kind -> kinds.equals("all") || List.of(kinds.split(",")).contains(kind))
                .filter(kind -> !kind.equals("regrow") || keeps(DESCRIBED::contains))
                .map(kind -> switch (kind) {
                    case "register" -> "shifts of stretches along the chain";
                    case "loop" -> "rebuilt loops";
                    case "regrow" -> "regrown arms of what is not protein";
                    default -> "turned peptides";
                })
                .toList();
        return tried.isEmpty() ? "" : "moves (" + String.join(", ", tried) + ", accepted by their score) and ";
    }

    private String refined() {
        String with = values(own, "/engines/refiner").stream()
                .map(refiner -> switch (refiner) {
                    case "servalcat" ->
                        engine(refiner) + " " + cite("yamashita2021") + ", "
                                + params.path("cycles").asText("?") + " cycles"
                                + (restrained() ? " with jelly-body restraints" : "");
                    case "phenix" -> engine(refiner) + " " + cite("afonine2018a");
                    default -> engine(refiner);
                })
                .collect(Collectors.joining(", or with "));
        long halves = own.stream()
                .filter(s -> s.at("/refinement/settings/half_maps")
                        .asBoolean(s.path("half_maps").isObject()))
                .count();
        String against = halves == own.size()
                ? "the half maps"
                : halves == 0 ? "the map" : "the half maps where there were any (" + halves + " of " + own.size() + ")";
        return "The best " + range("/models/selected") + " were refined against " + against + " with " + with + "; "
                + range("/models/refined") + " came through."
                + (params.path("best").asText().equals("auto")
                        ? " Their number was raised likewise, to at most "
                                + params.path("best_max").asText("?") + ", until the spread of the refined was known."
                        : "");
    }

    /**
     * Whether every entry that tells how Servalcat ran was refined with jelly-body restraints, and at least one was.
     */
    private boolean restrained() {
        List<JsonNode> settings = own.stream()
                .filter(s -> s.at("/engines/refiner").asText("").equals("servalcat"))
                .map(s -> s.at("/refinement/settings"))
                .filter(node -> node.has("cycles"))
                .toList();
        return !settings.isEmpty()
                && settings.stream().allMatch(s -> s.path("jellybody_sigma").isNumber());
    }

    /** {@code 10}, or {@code 8 to 10} over the entries. */
    private String range(String pointer) {
        List<Long> numbers = own.stream()
                .map(s -> s.at(pointer))
                .filter(JsonNode::isNumber)
                .map(JsonNode::asLong)
                .sorted()
                .toList();
        if (numbers.isEmpty()) {
            return "an unknown number of";
        }
        long least = numbers.get(0);
        long most = numbers.get(numbers.size() - 1);
        return least == most ? Long.toString(least) : least + " to " + most;
    }

    private String engine(String name) {
        return program(name, EngineNames.name(name));
    }

    private String program(String key, String name) {
        String version = versions.get(key);
        return version == null ? name : name + " " + version;
    }

    private String cite(String key) {
        return "(" + citations.get(key).inText() + ")";
    }

    private static Set<String> values(List<JsonNode> summaries, String pointer) {
        return summaries.stream()
                .map(s -> s.at(pointer).asText(""))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, String> versions(Path file) {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            return lines.map(VERSION::matcher)
                    .filter(Matcher::matches)
                    .collect(Collectors.toMap(m -> m.group(1), m -> m.group(2), (a, b) -> a, TreeMap::new));
        } catch (IOException e) {
            throw new InputException(
                    "The versions " + file + " cannot be read: give the run's software_versions.yml.", e);
        }
    }
}
