import groovy.json.JsonSlurper
import java.nio.file.Path

/**
 * How many models each round asks for. Sampling and refinement go on in rounds, and with {@code auto} a round begins only when the models
 * of the rounds before do not yet tell enough (modules/precision). Nextflow has no loop that -resume and job arrays survive: there
 * are so many rounds at most, of which the last takes all that is left, and a process of each round.
 */
class Rounds {
    static final String AUTO = 'auto'
    static final int SAMPLING = 7 // workflows/sample.nf has as many
    static final int REFINING = 4 // workflows/refine.nf has as many
    // of the models there are, from one round to the next
    private static final double SAMPLED_GROWTH = 1.3
    private static final double REFINED_GROWTH = 1.5

    /** Whether the models decide themselves how many of them it takes. */
    static boolean isAuto(value) {
        return value.toString() == AUTO
    }

    /** As many models of an entry are sampled at most. */
    static int mostSampled(Map params) {
        return (isAuto(params.models) ? params.models_max : params.models) as int
    }

    /** As many models of an entry are sampled at least, so that there are those that are refined. */
    static int leastSampled(Map params) {
        return (isAuto(params.best) ? params.best_min : params.best) as int
    }

    /** As many models of an entry are refined at most. */
    static int mostRefined(Map params) {
        return isAuto(params.best) ? Math.min(params.best_max as int, mostSampled(params)) : params.best as int
    }

    /**
     * Batches of seeds by round, [[first, last], ...]; none in a round that is not reached. A batch is of the same round however many
     * models are asked for, and so a later run with more of them, or with {@code auto}, takes the batches that are there already.
     */
    static List<List<List<Integer>>> seeds(Map params) {
        List<List<Integer>> batches = (1..mostSampled(params)).collate(params.batch as int)
            .collect { seeds -> [seeds.first(), seeds.last()] }
        List<Integer> ends = ends(params.models_min as int, SAMPLED_GROWTH, params.batch as int, SAMPLING)
        return (0..<SAMPLING).collect { round ->
            batches.findAll { batch -> batch[0] > (round ? ends[round - 1] : 0) && batch[0] <= ends[round] }
        }
    }

    /** How many of the best models are refined when each round is over; fixed numbers are refined in the first, all at once. */
    static List<Integer> refined(Map params) {
        int most = mostRefined(params)
        List<Integer> ends = isAuto(params.best) ? ends(params.best_min as int, REFINED_GROWTH, 2, REFINING) : [most] * REFINING
        return ends.collect { end -> Math.min(end, most) }
    }

    /** Models that are known to be sampled and refined when an entry begins, and whether more of them may be. */
    static Map<Stage, List> firstAsked(Map params) {
        List<Integer> rounds = seeds(params).findAll().collect { batches -> batches.last()[1] }
        int sampled = isAuto(params.models) ? rounds.first() : rounds.last()
        return [(Stage.SAMPLE): [sampled, sampled < mostSampled(params)],
                (Stage.REFINE): [refined(params).first(), refined(params).first() < mostRefined(params)]]
    }

    /** Of rounds that grow, in whole steps and by one of them at least; the last has no end. */
    private static List<Integer> ends(int least, double growth, int step, int rounds) {
        List<Integer> found = []
        (0..<rounds - 1).each { round ->
            int end = Math.ceil(least * growth**round / step) as int * step
            found << (found ? Math.max(end, found.last() + step) : end)
        }
        return found + Integer.MAX_VALUE
    }

    /** Whether the verdict of modules/precision, or [] where it was lost, asks for more models. */
    static boolean isMore(verdict) {
        return verdict instanceof Path && !verdict.empty && !new JsonSlurper().parseText(verdict.text).enough
    }
}
