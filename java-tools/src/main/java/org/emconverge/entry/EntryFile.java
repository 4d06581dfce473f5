package org.emconverge.entry;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.emconverge.Csv;

/**
 * The roles that files have in an entry. What is known of each stands in the resource {@code files.csv} beside this
 * class, one row a role; the role's name there is the constant's in lower case.
 */
public enum EntryFile {
    REPORT,
    RESIDUES,
    SUMMARY,
    RANKING_TABLE,
    RANKING,
    SELECTED,
    SAMPLED_PRECISION,
    VALIDATION,
    OUTLIERS,
    MODEL_MAP_FSC,
    INCLUSION,
    HALF_MAPS,
    LOCAL_RESOLUTION,
    ENSEMBLE,
    ENSEMBLE_PDB,
    CONVERGENCE,
    CONVERGENCE_PDB,
    DEPOSIT_CA_TRACE,
    DEPOSIT_CA_TRACE_PDB,
    DEPOSIT_WITHOUT_UNDETERMINED,
    DEPOSIT_WITHOUT_UNDETERMINED_PDB,
    DEPOSITION,
    SMALLEST_SET,
    DEPOSIT_ENSEMBLE,
    SECOND_STATES,
    SECOND_MODEL,
    SECOND_LOSS,
    FIGURE,
    FIGURE_PDF,
    FIGURE_SPECIFICATION,
    CHIMERAX_SCRIPT,
    CHIMERAX_ATTRIBUTES,
    PYMOL_SCRIPT,
    MULTIQC_NUMBERS,
    MULTIQC_FRACTIONS,
    FETCHED,
    SERIES_MAP,
    MAP_DIFFERENCES,
    MAPS_PAGE,
    MAPS_COMPARISON,
    PREPARED_MODEL,
    PREPARATION,
    COMPLETION,
    COMPONENTS,
    DICTIONARY,
    SYMMETRY,
    REGISTER,
    MAP,
    MAP_REPORT,
    HALF_MAP,
    SHIFTS,
    RELAXED_MODEL,
    SAMPLER_SETUP,
    SAMPLED_MODEL,
    HALF1_MODEL,
    HALF2_MODEL,
    SAMPLING_SCORES,
    SAMPLING_LOSSES,
    START_VALIDATION,
    START_RESIDUES,
    RELAXED_VALIDATION,
    SAMPLED_VALIDATION,
    REFINED_VALIDATION,
    REFINED_RESIDUES,
    GIVEN_VALIDATION,
    GIVEN_RESIDUES,
    REFINED_MODEL,
    REFINEMENT,
    REFINEMENT_LOG,
    REFINEMENT_LOSS,
    GIVEN_MODEL,
    ALIGNMENT,
    GIVEN_LOSSES;

    private static final String ANY_NAME = "*";

    /** The table, read when the first role is asked for its row: an enum's constants are made before its fields. */
    private static final class Rows {
        private static final Map<EntryFile, Csv.Row> ROWS = read();

        private static Map<EntryFile, Csv.Row> read() {
            Map<EntryFile, Csv.Row> rows = new EnumMap<>(EntryFile.class);
            for (Csv.Row row : Csv.resource(EntryFile.class, "files.csv").rows()) {
                rows.put(valueOf(row.text("role").toUpperCase(Locale.ROOT)), row);
            }
            return rows;
        }
    }

    private String column(String name) {
        return Rows.ROWS.get(this).text(name);
    }

    /** Where the file stands below the entry's folder, with {@code /}; {@code *} stands for any name. */
    public String path() {
        return column("path");
    }

    /** Whether an entry may have several files of this role, so that {@code path()} is a pattern. */
    public boolean isPattern() {
        return path().contains(ANY_NAME);
    }

    /**
     * Where the file of one name stands, of a role whose path is a pattern.
     *
     * @param name what stands in the place of {@code *}: of a model its name, of half maps 1 and 2
     */
    public String path(String name) {
        if (!isPattern()) {
            throw new IllegalStateException("the role " + this + " has one file, " + path());
        }
        return path().replace(ANY_NAME, name);
    }

    /** The step of the pipeline that writes the file. */
    public String stage() {
        return column("stage");
    }

    /** File in {@code docs/schema} that describes the file's content. */
    public Optional<String> schema() {
        return Optional.of(column("schema")).filter(name -> !name.isEmpty());
    }

    /** Whether a finished entry may lack the file. */
    public boolean isOptional() {
        return column("presence").equals("optional");
    }

    /** Whether the file is part of the published results; the others only pass between steps. */
    public boolean isKept() {
        return column("kept").equals("yes");
    }

    /** What the file is, for a list of an entry's files. */
    public String description() {
        return column("description");
    }

    /** How a file names this one by a path relative to its own place, with {@code /}. */
    public String seenFrom(EntryFile other) {
        Path folder = Path.of("/" + other.path()).getParent();
        return folder.relativize(Path.of("/" + path())).toString();
    }
}
