import groovy.transform.CompileStatic

/** What is told of a run's progress, in words. */
@CompileStatic
class ProgressText {
    private static final long MINUTE = 60_000
    private static final long HOUR = 60 * MINUTE

    /** Of an entry, what goes on now: {@code EMD-1234: sampled 45 of 100, about 12 min left}. */
    static String entry(EntryProgress entry, long now) {
        Stage stage = entry.stage
        String doing = stage.counted ? counts(entry, stage) : stage.doing
        return "${entry.id}: $doing${remaining(entry.left(stage, now), entry.isOpen(stage))}".toString()
    }

    /** Of an entry, that a stage is over. */
    static String over(EntryProgress entry, Stage stage) {
        return "${entry.id}: ${stage.counted ? counts(entry, stage) : stage.done}".toString()
    }

    private static String counts(EntryProgress entry, Stage stage) {
        int lost = entry.lost(stage)
        int earlier = entry.cached(stage)
        return "${stage.doing} ${entry.done(stage)} of ${entry.total(stage)}${entry.isOpen(stage) ? ' or more' : ''}" +
            (earlier ? " ($earlier taken from the earlier run)" : '') + (lost ? ", $lost lost" : '')
    }

    /** Of all entries: {@code 37 of 412 entries finished, 3 failed, about 5 h left}. */
    static String run(int finished, int failed, int all, Long left) {
        return "$finished of $all entries finished${failed ? ", $failed failed" : ''}${remaining(left)}".toString()
    }

    /**
     * {@code , about 12 min left}, or {@code , at least 12 min left} where more may follow; empty when the time (ms) is not known, or
     * tells nothing.
     */
    private static String remaining(Long time, boolean more = false) {
        if (time == null || more && time < MINUTE) {
            return ''
        }
        String about = more ? 'at least' : 'about'
        return time < MINUTE ? ', less than a minute left'
            : time < 90 * MINUTE ? ", $about ${Math.round(time / (double) MINUTE)} min left".toString()
            : time < 48 * HOUR ? ", $about ${Math.round(time / (double) HOUR)} h left".toString()
            : ", $about ${Math.round(time / (double) (24 * HOUR))} days left".toString()
    }
}
