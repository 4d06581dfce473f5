package org.emconverge.ranking;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.emconverge.AtomicOutput;
import org.emconverge.Csv;
import org.emconverge.Json;
import org.emconverge.entry.EntryFile;
import org.emconverge.entry.EntryFolder;
import org.emconverge.ranking.RankStep.Outcome;
import org.emconverge.ranking.RankStep.UnrankedModel;
import org.emconverge.ranking.Ranking.RankedModel;

/** Writes the files of the rank step: ranking.csv, ranking.json and selected.txt. */
final class RankFiles {
    private static final List<String> COLUMNS = List.of(
            "rank",
            "model",
            "seed",
            "rank_sum",
            "ramachandran_outliers_percent",
            "geometry_violations_percent",
            "clashscore",
            "engine_score",
            "ramachandran_outliers_rank",
            "geometry_violations_rank",
            "clashscore_rank",
            "engine_score_rank",
            "ramachandran_favoured_percent",
            "selected",
            "cc_mask",
            "cc_mask_rank");

    /** The content of ranking.json. */
    private record RankingRecord(
            Integer requested, Integer sampled, List<UnrankedModel> dropped, List<String> selected) {}

    private RankFiles() {}

    static void write(Outcome outcome, EntryFolder entry) throws IOException {
        List<String> selected = outcome.selected().stream()
                .map(model -> model.candidate().model())
                .toList();
        AtomicOutput.write(
                entry.path(EntryFile.SELECTED),
                selected.stream().map(model -> model + "\n").collect(Collectors.joining()));
        writeTable(outcome, entry.path(EntryFile.RANKING_TABLE));
        Integer sampled = outcome.requested() == null ? null : outcome.models().size();
        Json.write(
                new RankingRecord(outcome.requested(), sampled, outcome.dropped(), selected),
                entry.path(EntryFile.RANKING));
    }

    private static void writeTable(Outcome outcome, Path file) throws IOException {
        Csv.write(file, COLUMNS, printer -> {
            for (RankedModel model : outcome.models()) {
                RankingCandidate candidate = model.candidate();
                boolean scored = candidate.engineScore() != null;
                double[] ranks = model.ranks();
                List<Object> row = new ArrayList<>(
                        Arrays.asList(model.rank(), candidate.model(), candidate.seed(), model.rankSum()));
                row.addAll(Arrays.asList(candidate.criteria()).subList(0, ranks.length - 1));
                row.add(candidate.engineScore());
                row.addAll(Arrays.asList(ranks[0], ranks[1], ranks[2], scored ? ranks[3] : null));
                row.add(candidate.validation().ramachandran().favouredPercent());
                row.add(model.rank() <= outcome.best() ? "yes" : "no");
                row.addAll(Arrays.asList(candidate.ccMask(), scored ? null : ranks[3]));
                printer.printRecord(row);
            }
        });
    }
}
