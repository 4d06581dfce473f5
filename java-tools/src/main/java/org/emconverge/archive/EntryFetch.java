package org.emconverge.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.emconverge.InputException;
import org.emconverge.Json;
import org.emconverge.archive.Downloader.Fetched;
import org.emconverge.archive.Downloader.Wanted;

/**
 * Fetches an EMDB entry into a folder: metadata, fitted model, map, half maps, and {@code entry.json}, which says what
 * is there.
 */
public final class EntryFetch {
    /** Bytes; the longest headers, of ribosomes and viruses, are a hundredth of it. */
    private static final long METADATA_LIMIT = 64_000_000;

    private static final String LATER = "try again later, or give other addresses with %s.";

    private final Mirrors mirrors;
    private final Downloader downloader;
    private final Consumer<String> progress;
    private final Map<String, String> sources = new TreeMap<>();
    private final Map<String, Long> sizes = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();

    /** @param progress takes one line per file */
    public EntryFetch(Mirrors mirrors, Downloader downloader, Consumer<String> progress) {
        this.mirrors = mirrors;
        this.downloader = downloader;
        this.progress = progress;
    }

    /**
     * What is wanted.
     *
     * @param emdb the entry
     * @param pdb the model, or null for the first by id of the fitted ones
     * @param model whether to fetch a model at all
     * @param halfMaps whether to fetch half maps, where there are some
     * @param folder where the files go
     */
    public record Request(EmdbId emdb, PdbId pdb, boolean model, boolean halfMaps, Path folder) {}

    /**
     * Fetches everything; files that are there and complete are not fetched again.
     *
     * @throws InputException when the entry, its map or its model does not exist or cannot be fetched complete
     * @throws IOException when a file cannot be written
     */
    public void run(Request request) throws IOException {
        rememberSources(request.folder().resolve(EntryJson.NAME));
        EmdbEntry entry = metadata(request);
        PdbId pdb = request.model() ? choose(request, entry) : null;
        String model = pdb == null ? null : model(request, pdb);
        String map = map(request);
        List<String> halves = request.halfMaps() ? halfMaps(request, entry) : List.of();
        sources.keySet().retainAll(sizes.keySet());
        EntryJson.write(
                request.folder().resolve(EntryJson.NAME),
                entry,
                new EntryJson.Files(map, halves, model, pdb == null ? null : pdb.code()),
                sources,
                sizes,
                notes);
    }

    /** From the REST interface, or where it does not answer, from the header file in the archive. */
    private EmdbEntry metadata(Request request) throws IOException {
        EmdbId id = request.emdb();
        Path json = request.folder().resolve("emd-" + id.number() + ".json");
        Path xml = request.folder().resolve("emd-" + id.number() + ".xml");
        String remedy = LATER.formatted("--emdb-api-url and --emdb-url");
        Wanted answer = new Wanted(
                "metadata of " + id,
                json,
                mirrors.entry(id),
                (file, limit) -> require(EmdbJson.read(file), id),
                METADATA_LIMIT,
                false,
                remedy);
        Wanted header = new Wanted(
                "header of " + id,
                xml,
                mirrors.header(id),
                (file, limit) -> require(EmdbXml.read(file), id),
                METADATA_LIMIT,
                false,
                remedy);
        InputException failure = null;
        try {
            if (fetch("metadata", answer)) {
                return EmdbJson.read(json);
            }
        } catch (InputException e) {
            failure = e;
        }
        try {
            if (fetch("metadata", header)) {
                return EmdbXml.read(xml);
            }
        } catch (InputException e) {
            throw failure == null ? e : failure;
        }
        if (failure != null) {
            throw failure;
        }
        throw new InputException("EMDB has no released entry " + id + ": check the id.");
    }

    private static void require(EmdbEntry entry, EmdbId id) throws BadContentException {
        if (!id.toString().equalsIgnoreCase(entry.id())) {
            throw new BadContentException("the answer is about another entry");
        }
    }

    private static PdbId choose(Request request, EmdbEntry entry) {
        return Optional.ofNullable(request.pdb())
                .or(() -> entry.pdb().stream().findFirst())
                .orElseThrow(() -> new InputException("EMDB lists no fitted model for " + request.emdb()
                        + ": name one with --pdb, or give your own with --model (emtools fetch: --no-model)."));
    }

    private String model(Request request, PdbId pdb) throws IOException {
        String name = pdb + ".cif";
        if (!fetch(
                "model",
                new Wanted(
                        "model " + pdb,
                        request.folder().resolve(name),
                        mirrors.model(pdb),
                        ContentCheck.MODEL,
                        Long.MAX_VALUE,
                        false,
                        LATER.formatted("--pdb-url")))) {
            throw new InputException("The PDB has no released model " + pdb
                    + (pdb.isClassic()
                            ? ": check the id, or name another with --pdb."
                            : ", as far as it is reached: check the id, or give by --pdb-url an archive that is laid out"
                                    + " by entries, which alone have those with ids of twelve characters."));
        }
        return name;
    }

    private String map(Request request) throws IOException {
        EmdbId id = request.emdb();
        if (!fetch(
                "map",
                new Wanted(
                        "map of " + id,
                        request.folder().resolve(id.mapFile()),
                        mirrors.map(id),
                        ContentCheck.MAP,
                        Long.MAX_VALUE,
                        false,
                        LATER.formatted("--emdb-url")))) {
            throw new InputException(
                    "EMDB has no map file for " + id + ": check the id, or give your own map with --map.");
        }
        return id.mapFile();
    }

    /** Both half maps, or none. Names come from the metadata; where it lists none, the usual ones are tried. */
    private List<String> halfMaps(Request request, EmdbEntry entry) throws IOException {
        EmdbId id = request.emdb();
        List<String> listed =
                entry.halfMaps().stream().filter(id::ownsMapFile).limit(2).toList();
        boolean known = listed.size() == 2;
        List<String> names = known ? listed : List.of(id.halfMapFile(1), id.halfMapFile(2));
        for (int i = 0; i < 2; i++) {
            String role = "half" + (i + 1);
            Path target = request.folder().resolve(names.get(i));
            if (!fetch(
                    role,
                    new Wanted(
                            "half map " + (i + 1) + " of " + id,
                            target,
                            mirrors.halfMap(id, names.get(i)),
                            ContentCheck.MAP,
                            Long.MAX_VALUE,
                            !known,
                            "try again later, give other addresses with --emdb-url, or go without (--no-half-maps)."))) {
                Files.deleteIfExists(request.folder().resolve(names.get(0)));
                sizes.remove("half1");
                progress.accept(id + " has no half maps in the archive");
                if (known) {
                    notes.add("EMDB lists half maps of " + id + ", but the archive lacks the file " + names.get(i)
                            + ": it was assessed without half maps.");
                }
                return List.of();
            }
        }
        return names;
    }

    /** Whether the file is there afterwards. */
    private boolean fetch(String role, Wanted wanted) throws IOException {
        Optional<Fetched> fetched = downloader.fetch(wanted);
        fetched.ifPresent(file -> {
            sizes.put(role, file.size());
            if (file.source() != null) {
                sources.put(role, file.source().toString());
            }
            progress.accept(wanted.target().getFileName() + " " + ByteSize.format(file.size()) + " "
                    + (file.source() == null ? "already there" : "from " + file.source()));
        });
        return fetched.isPresent();
    }

    /** A file that is not fetched again keeps the source that an earlier run wrote down. */
    private void rememberSources(Path earlier) {
        try {
            Json.read(earlier)
                    .path("sources")
                    .fields()
                    .forEachRemaining(e -> sources.put(e.getKey(), e.getValue().asText()));
        } catch (InputException e) {
            // no earlier run, or one that cannot be read: then the sources of files already there are not known
        }
    }
}
