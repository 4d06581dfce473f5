package org.emconverge.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.emconverge.Json;
import org.emconverge.entry.EntryFile;
import org.emconverge.entry.EntryFolder;

/**
 * What lies beside the page, to which it links by relative addresses: the entry's files, and of a run its index and its
 * record.
 *
 * @param files that are there and are kept, one of its role each
 * @param deposition content of deposit.json, or a missing node
 * @param run links to files of the run, for the template; none where the page is of no run
 */
record BesidePage(Set<EntryFile> files, JsonNode deposition, List<Map<String, Object>> run) {
    private static final String INDEX = "index.html";
    private static final String INDEX_TABLE = "index.csv";
    private static final String SERIES = "series.html";
    private static final Map<String, String> RECORD = Map.of(
            "pipeline_info/run.json", "date, command, versions",
            "pipeline_info/methods.md", "the methods paragraph for a publication");

    /**
     * @param entry files that it has, of which the page's folder will have the kept ones too
     * @param page folder of the page, into which all but the page is written
     */
    static BesidePage of(EntryFolder entry, EntryFolder page, PageContext context) {
        Set<EntryFile> files = EnumSet.noneOf(EntryFile.class);
        Arrays.stream(EntryFile.values())
                .filter(role -> role.isKept() && !role.isPattern() && role != EntryFile.REPORT)
                .filter(role -> entry.find(role).isPresent() || page.find(role).isPresent())
                .forEach(files::add);
        return new BesidePage(
                files, Json.readOrMissing(entry.path(EntryFile.DEPOSITION)), run(page.folder(), context, entry));
    }

    private static boolean ofSeries(EntryFolder entry) {
        return Json.readOrMissing(entry.path(EntryFile.SERIES_MAP))
                .path("series")
                .isTextual();
    }

    /**
     * The entry whose page of its maps leads here, as told or as the summary has it where that page is there; or null.
     */
    private static String family(EntryFolder entry, Path parent, String told) {
        String family = SeveralMaps.family(Json.readOrMissing(entry.path(EntryFile.SUMMARY)));
        boolean isThere = family != null
                && parent != null
                && Files.isRegularFile(parent.resolve(family).resolve(EntryFile.MAPS_PAGE.path()));
        return told == null && isThere ? family : told;
    }

    private static List<Map<String, Object>> run(Path page, PageContext context, EntryFolder entry) {
        Path parent = page.toAbsolutePath().normalize().getParent();
        String told = context.run();
        boolean found = parent != null
                && Files.isRegularFile(parent.resolve(INDEX))
                && Files.isRegularFile(parent.resolve(INDEX_TABLE));
        String family = family(entry, parent, context.family());
        String folder = told == null ? ".." : told;
        List<Map<String, Object>> links = new ArrayList<>();
        if (told != null || found) {
            links.add(link("all entries of the run", folder + "/" + INDEX, true, ""));
        }
        if (family != null) {
            String address = folder + "/" + family + "/" + EntryFile.MAPS_PAGE.path();
            links.add(link("the maps of " + family + " side by side", address, true, links.isEmpty() ? "" : ", "));
        }
        if (told == null && !found) {
            return links;
        }
        if (ofSeries(entry) && (told != null || Files.isRegularFile(parent.resolve(SERIES)))) {
            links.add(link("the resolution series", folder + "/" + SERIES, true, ", "));
        }
        RECORD.entrySet().stream()
                .sorted(Map.Entry.<String, String>comparingByKey().reversed())
                .filter(file -> told != null || Files.isRegularFile(parent.resolve(file.getKey())))
                .forEach(file -> links.add(link(file.getValue(), folder + "/" + file.getKey(), false, ", ")));
        return links;
    }

    /** @param page whether it is a page of several entries, and not a record */
    private static Map<String, Object> link(String what, String path, boolean page, String separator) {
        return Map.of("what", what, "address", address(path), "index", page, "separator", separator);
    }

    /** Whether it links to the record of a run. */
    boolean knowsRecord() {
        return run.stream().anyMatch(link -> !(boolean) link.get("index"));
    }

    boolean has(EntryFile role) {
        return files.contains(role);
    }

    /**
     * Name, address and description of each file, for the template.
     *
     * @param given whether another program made the models, of which none is refined
     */
    List<Map<String, Object>> list(boolean given) {
        return files.stream()
                .map(role -> {
                    Map<String, Object> values = new LinkedHashMap<>(values(role));
                    String words = role.description().replace("`", "");
                    values.put("description", given ? words.replace("refined models", "models") : words);
                    return values;
                })
                .toList();
    }

    /** Name and address of one file. */
    static Map<String, Object> values(EntryFile role) {
        return Map.of("name", role.path(), "address", address(role.path()));
    }

    /** A relative path as an address: each of its names escaped. */
    static String address(String path) {
        return Arrays.stream(path.split("/"))
                .map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }
}
