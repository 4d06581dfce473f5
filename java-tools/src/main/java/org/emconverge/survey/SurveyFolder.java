package org.emconverge.survey;

import java.nio.file.Path;
import java.util.Locale;

/**
 * Where things are in a survey's folder.
 *
 * @param path absolute
 * @param work folder or address below which each chunk has its scratch folder; null: in the chunk's own folder
 */
public record SurveyFolder(Path path, String work) {
    private static final String CHUNKS = "chunks/";

    /** A chunk's number as its folder is called. */
    static String name(int chunk) {
        return String.format(Locale.ROOT, "%04d", chunk);
    }

    /** A chunk's results, seen from the survey's folder. */
    static String results(int chunk) {
        return CHUNKS + name(chunk) + "/results";
    }

    Path chunk(int number) {
        return path.resolve(CHUNKS + name(number));
    }

    Path resultsOf(int number) {
        return path.resolve(results(number));
    }

    Path samplesheet(int number) {
        return chunk(number).resolve("samplesheet.csv");
    }

    /** As Nextflow's {@code -work-dir} takes it: a folder, or an address in an object store. */
    String workOf(int number) {
        return work == null
                ? chunk(number).resolve("work").toString()
                : work.replaceFirst("/+$", "") + "/" + name(number);
    }

    Path site() {
        return path.resolve("site");
    }
}
