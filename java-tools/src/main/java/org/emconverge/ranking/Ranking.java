package org.emconverge.ranking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.hipparchus.stat.ranking.NaNStrategy;
import org.hipparchus.stat.ranking.NaturalRanking;
import org.hipparchus.stat.ranking.TiesStrategy;

/**
 * Puts models in the order of their rank sums. Each is ranked by each of the four criteria; the sum decides, then the
 * last criterion, then the name (Herzik, Fraser and Lander 2019). Equal values share the mean of their ranks, so that a
 * criterion in which many models tie (no Ramachandran outlier at all, say) says nothing about them and takes nothing
 * away from the others. A criterion that a model lacks ranks it last; one that all lack ranks all alike.
 */
public final class Ranking {
    /**
     * A model in its place.
     *
     * @param rank 1 for the best
     * @param ranks by each criterion, in the order of {@link RankingCandidate#criteria}
     */
    public record RankedModel(int rank, RankingCandidate candidate, double[] ranks) {
        public double rankSum() {
            return Arrays.stream(ranks).sum();
        }
    }

    /** The criterion that decides between equal sums. */
    private static final int LAST = 3;

    private Ranking() {}

    public static List<RankedModel> of(List<RankingCandidate> candidates) {
        NaturalRanking ranking = new NaturalRanking(NaNStrategy.MAXIMAL, TiesStrategy.AVERAGE);
        int criteria = candidates.isEmpty() ? 0 : candidates.get(0).criteria().length;
        double[][] ranks = new double[candidates.size()][criteria];
        for (int c = 0; c < criteria; c++) {
            int criterion = c;
            double[] byThis = ranking.rank(candidates.stream()
                    .map(candidate -> candidate.criteria()[criterion])
                    .mapToDouble(value -> value == null ? Double.NaN : value)
                    .toArray());
            for (int i = 0; i < byThis.length; i++) {
                ranks[i][c] = byThis[i];
            }
        }
        List<RankedModel> models = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            models.add(new RankedModel(0, candidates.get(i), ranks[i]));
        }
        models.sort(Comparator.comparingDouble(RankedModel::rankSum)
                .thenComparing(
                        model -> model.candidate().criteria()[LAST], Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(model -> model.candidate().model()));
        List<RankedModel> ordered = new ArrayList<>();
        for (RankedModel model : models) {
            ordered.add(new RankedModel(ordered.size() + 1, model.candidate(), model.ranks()));
        }
        return List.copyOf(ordered);
    }
}
