package org.emconverge.survey;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.emconverge.InputException;

/**
 * Which file of a folder is the map, which are the half maps and which is the model, by their names: half maps as EMDB
 * ({@code emd_1234_half_map_1.map.gz}), RELION ({@code run_half1_class001_unfil.mrc}) and cryoSPARC
 * ({@code …_volume_map_half_A.mrc}) call them. Masks and EMDB's additional maps are no maps of the entry. Where several
 * files could be the map, nothing is chosen.
 */
final class FolderRoles {
    private static final Pattern HALF = Pattern.compile("half[_-]?(?:map)?[_-]?([12ab])(?![a-z0-9])");
    private static final Pattern OTHER = Pattern.compile("mask(?!ed)|(^|_)additional(_|$)");

    private FolderRoles() {}

    /**
     * The files by the columns of a samplesheet.
     *
     * @param told what {@code entry.csv} names, whose place nothing else takes
     * @throws InputException when they make no entry; its sentence is without the folder's name
     */
    static Map<String, String> of(FolderFiles.Folder folder, Map<String, String> told) {
        Map<String, List<Path>> found = new LinkedHashMap<>();
        List.of("map", "half1", "half2", "model").forEach(column -> found.put(column, new ArrayList<>()));
        for (Path file : folder.maps()) {
            String role = role(file);
            if (!role.isEmpty()) {
                found.get(role).add(file);
            }
        }
        found.get("model").addAll(folder.models());
        Map<String, String> files = new LinkedHashMap<>();
        found.forEach((column, paths) -> {
            if (told.getOrDefault(column, "").isEmpty() && !paths.isEmpty()) {
                files.put(column, only(column, paths).toString());
            }
        });
        require(files, told);
        return files;
    }

    /** Of a map, by its name: {@code map}, {@code half1}, {@code half2}, or empty where it is none of them. */
    private static String role(Path file) {
        String name = file.getFileName()
                .toString()
                .toLowerCase(Locale.ROOT)
                .replaceFirst("\\.gz$", "")
                .replaceFirst("\\.[^.]+$", "");
        Matcher half = HALF.matcher(name);
        if (OTHER.matcher(name).find()) {
            return "";
        }
        if (half.find()) {
            return "1a".contains(half.group(1)) ? "half1" : "half2";
        }
        return "map";
    }

    private static Path only(String column, List<Path> paths) {
        if (paths.size() > 1) {
            String names =
                    paths.stream().map(path -> path.getFileName().toString()).collect(Collectors.joining(", "));
            throw new InputException("There are " + paths.size() + " files that could be the " + word(column) + " ("
                    + names + "): name one in " + FolderSource.ENTRY + ", column " + column + ", or leave one there.");
        }
        return paths.get(0);
    }

    private static void require(Map<String, String> files, Map<String, String> told) {
        boolean isFetched = has("emdb", files, told);
        boolean half1 = has("half1", files, told);
        if (half1 != has("half2", files, told)) {
            throw new InputException("There is one half map without the other: put both there, or none.");
        }
        if (!isFetched && !half1 && !has("map", files, told)) {
            throw new InputException("There is no map: put it (.mrc, .map, .ccp4, also .gz) beside the model.");
        }
        if (!isFetched && !has("model", files, told) && !has("ensemble", files, told)) {
            throw new InputException("There is no model: put it (.cif, .pdb, also .gz) beside the map.");
        }
    }

    private static boolean has(String column, Map<String, String> files, Map<String, String> told) {
        return files.containsKey(column) || !told.getOrDefault(column, "").isEmpty();
    }

    private static String word(String column) {
        return switch (column) {
            case "half1" -> "first half map";
            case "half2" -> "second half map";
            default -> column;
        };
    }
}
