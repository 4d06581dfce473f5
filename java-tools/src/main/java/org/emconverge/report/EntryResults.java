package org.emconverge.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.emconverge.Csv;
import org.emconverge.InputException;
import org.emconverge.Json;
import org.emconverge.entry.EntryFile;
import org.emconverge.entry.EntryFolder;
import org.emconverge.structure.ResidueKind;

/**
 * Everything that is known about the entry, read before anything is written. An absent file is a missing node, whose
 * fields are missing too, so that no section has to ask.
 *
 * @param residues rows of residues.csv, those of symmetry copies left out
 * @param ranking rows of ranking.csv; none without it
 * @param components what there is beside protein, what describes it and what was left out; empty without
 *     components.json
 * @param completed list of the residues whose missing atoms were added; empty without completed.json
 * @param seriesMap how the map was made, where it is one of a series
 * @param alignment rows of alignment.csv; empty for models that the pipeline made
 * @param smallestSet content of smallest_set.json
 */
record EntryResults(
        JsonNode summary,
        List<ResidueRow> residues,
        Csv ranking,
        JsonNode rankingJson,
        JsonNode prepare,
        JsonNode components,
        JsonNode completed,
        JsonNode map,
        JsonNode setup,
        JsonNode seriesMap,
        List<Csv.Row> alignment,
        JsonNode smallestSet) {
    /**
     * @param title of the entry, which takes the place of the summary's; null: that of the summary stays
     * @param context what is known of the archives and of other entries, which goes into the summary likewise
     */
    static EntryResults read(EntryFolder entry, String title, PageContext context) {
        ObjectNode summary = Json.read(entry.require(EntryFile.SUMMARY));
        if (title != null) {
            summary.put("title", title);
        }
        ArchiveLinks.addTo(summary, context, Json.readOrMissing(entry.path(EntryFile.FETCHED)));
        SeveralMaps.addTo(summary, context, Json.readOrMissing(entry.path(EntryFile.MAP_REPORT)));
        if (context.reference() != null) {
            summary.set("percentiles", ReferenceSet.read(context.reference()).percentiles(summary));
        }
        Path residues = entry.require(EntryFile.RESIDUES);
        EntryResults results = new EntryResults(
                summary,
                ResidueRow.readUnit(residues, summary),
                table(entry, EntryFile.RANKING_TABLE),
                Json.readOrMissing(entry.path(EntryFile.RANKING)),
                Json.readOrMissing(entry.path(EntryFile.PREPARATION)),
                Json.readOrMissing(entry.path(EntryFile.COMPONENTS)),
                Json.tree(entry.find(EntryFile.COMPLETION)
                        .map(file -> Json.readList(file, JsonNode.class))
                        .orElse(List.of())),
                Json.readOrMissing(entry.path(EntryFile.MAP_REPORT)),
                Json.readOrMissing(entry.path(EntryFile.SAMPLER_SETUP)),
                Json.readOrMissing(entry.path(EntryFile.SERIES_MAP)),
                table(entry, EntryFile.ALIGNMENT).rows(),
                Json.readOrMissing(entry.path(EntryFile.SMALLEST_SET)));
        if (Double.isNaN(results.number("/ca_rmsd/mean"))
                || results.residues.stream().noneMatch(ResidueRow::isDefined)) {
            throw new InputException("The files " + EntryFile.SUMMARY.path() + " and " + EntryFile.RESIDUES.path()
                    + " in " + entry.folder()
                    + " hold no RMSD of protein or nucleic acid: give the two that 'emtools converge' wrote for one"
                    + " entry.");
        }
        return results;
    }

    /** Whether another program made the models, so that nothing is known of how. */
    boolean given() {
        return summary.at("/engines/refiner").isNull();
    }

    /** What the models are compared with beside each other, in words. */
    String start() {
        return given() ? "reference" : "starting model";
    }

    /** How many models are compared; earlier versions wrote only how many were refined. */
    long compared() {
        return summary.at("/models/compared")
                .asLong(summary.at("/models/refined").asLong());
    }

    /** The kind of residue that the headline is about. */
    ResidueKind headline() {
        return headline(summary);
    }

    /** Likewise of any summary; those of earlier versions tell none, and are about protein. */
    static ResidueKind headline(JsonNode summary) {
        ResidueKind kind = ResidueKind.ofLabel(summary.path("headline").asText());
        return kind == null ? ResidueKind.PROTEIN : kind;
    }

    /** The residues that the headline is about. */
    List<ResidueRow> headlineResidues() {
        return residues.stream().filter(row -> row.kind() == headline()).toList();
    }

    /** Where a number of the headline's spread stands, which without protein is that of another kind. */
    static String ofHeadline(String pointer, JsonNode summary) {
        ResidueKind kind = headline(summary);
        return kind == ResidueKind.PROTEIN
                ? pointer
                : pointer.replaceFirst("^/ca_rmsd/", "/kinds/" + kind.label() + "/rmsd/")
                        .replaceFirst("^/ca_rmsd_sampled/", "/kinds/" + kind.label() + "/rmsd_sampled/");
    }

    /** A number of the summary; NaN when it is not defined. */
    double number(String pointer) {
        JsonNode node = summary.at(ofHeadline(pointer, summary));
        return node.isNumber() ? node.asDouble() : Double.NaN;
    }

    String text(String pointer) {
        return summary.at(pointer).asText("");
    }

    private static Csv table(EntryFolder entry, EntryFile role) {
        return entry.find(role).map(Csv::read).orElseGet(Csv::empty);
    }
}
