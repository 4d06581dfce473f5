package org.emconverge.trend;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.emconverge.InputException;
import org.emconverge.Json;

/**
 * The trends that are known, one for each pair of settings of sampler and refiner: what {@code trend.json} holds, which
 * {@code emtools trend} writes. The jar carries one of the default engines and settings.
 *
 * @param description for a reader of the file
 */
public record Trends(String description, List<Trend> trends) {
    private static final Trends SHIPPED = Json.resource(Trends.class, "trend.json", Trends.class);

    /** Those that the jar carries. */
    public static Trends shipped() {
        return SHIPPED;
    }

    /**
     * Those of a user's file.
     *
     * @throws InputException when it is not a file of {@code emtools trend}, or has no trend
     */
    public static Trends read(Path file) {
        Trends read = Json.read(file, Trends.class);
        if (read.trends == null
                || read.trends.isEmpty()
                || !read.trends.stream().allMatch(Trend::isWhole)) {
            throw new InputException("The file " + file + " holds no trend: give a trend.json of emtools trend, which"
                    + " fits one where it finds enough entries.");
        }
        return read;
    }

    /** That of the models which these settings made. */
    public Optional<Trend> of(Fingerprints settings) {
        return trends.stream()
                .filter(trend -> settings.are(trend.fingerprints()))
                .findFirst();
    }

    /** Whether there is one of these engines; with other settings they too have none. */
    public boolean haveEngines(String sampler, String refiner) {
        return trends.stream()
                .anyMatch(trend ->
                        trend.sampler().equals(sampler) && trend.refiner().equals(refiner));
    }
}
