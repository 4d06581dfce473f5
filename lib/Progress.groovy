import groovy.transform.CompileStatic

/**
 * How far a run is: takes what happens to its tasks and entries, from several threads, and has it told. One entry more or less at work
 * costs nothing: what is told is worked out when it is told.
 */
@CompileStatic
class Progress {
    private static final long RECKONED = 10_000 // ms for which the time left of the whole run stands

    final List<EntryProgress> entries
    private final Map<String, EntryProgress> byId
    private final int models
    private final int batch
    private final ProgressView view
    private long begun = -1 // when the first task of this run started
    private long busy = 0 // ms, of the tasks of this run
    private Long reckoned
    private Long left

    /**
     * @param models that are sampled of an entry at most
     * @param batch how many of them a task samples
     */
    Progress(List<EntryProgress> entries, int models, int batch, ProgressView view) {
        this.entries = entries
        this.byId = entries.collectEntries { entry -> [entry.id, entry] } as Map<String, EntryProgress>
        this.models = models
        this.batch = batch
        this.view = view
    }

    int getFinished() {
        return entries.count { entry -> entry.finished } as int
    }

    int getFailed() {
        return entries.count { entry -> entry.failed } as int
    }

    synchronized void begin(long now) {
        view.begin(this, now)
    }

    /**
     * Something has happened to a task.
     *
     * @param what submitted, started, ended, cached, failed, retried or stopped
     * @param key of the task in this run
     * @param took its own time, ms, or null
     */
    synchronized void task(String what, Object key, String process, String tag, Long took, long now) {
        EntryProgress entry = byId[tag ? tag.tokenize(' ').first() : '']
        if (entry == null || entry.over) {
            return
        }
        Stage before = entry.stage
        int units = Stage.of(process)?.counted ? Tag.models(tag, models, batch) : 1
        switch (what) {
            case 'submitted':
                entry.submitted(process)
                break
            case 'started':
                begun = begun < 0 ? now : begun
                entry.started(key, process, units, now)
                break
            case 'ended':
                long spent = entry.spent[process] ?: 0L
                entry.ended(key, process, units, took, now)
                busy += entry.spent[process] - spent
                break
            case 'cached':
                entry.cached(process, units, took)
                break
            default:
                entry.gone(key, process, units, what != 'failed')
        }
        tell(entry, before, now)
    }

    /** So many models of an entry are to be sampled, or refined, as far as is known, and whether more may follow. */
    synchronized void asked(String id, Stage stage, int models, boolean more) {
        byId[id].asked(stage, models, more)
    }

    synchronized void finished(String id, String report, long now) {
        EntryProgress entry = byId[id]
        if (!entry.over) {
            Stage before = entry.stage
            entry.finished = true
            reckoned = null
            view.stage(this, entry, before, true, now)
            view.finished(this, entry, report, now)
        }
    }

    /** An entry will have no report; the first reason counts. */
    synchronized void failed(String id, String process, String reason, long now) {
        EntryProgress entry = byId[id]
        if (entry != null && !entry.over) {
            entry.failed = true
            reckoned = null
            view.failed(this, entry, process, reason, now)
        }
    }

    synchronized void tick(long now) {
        view.tick(this, now)
    }

    synchronized void end(boolean success, long now) {
        view.end(this, success, now)
    }

    /**
     * Time until the last entry is finished (ms). Known as soon as there is a finished entry of every kind: each entry to come is taken to
     * need what the finished ones of its kind took, process by process, and the tasks to go on as many at a time as they did.
     */
    Long left(long now) {
        if (reckoned == null || now - reckoned >= RECKONED) {
            reckoned = now
            left = reckon(now)
        }
        return left
    }

    private Long reckon(long now) {
        List<EntryProgress> open = entries.findAll { entry -> !entry.over }
        if (!open) {
            return 0
        }
        Map<String, Map<String, Double>> usual = [:]
        for (String kind : open*.kind.unique()) {
            usual[kind] = meanTimes(kind)
            if (usual[kind] == null) {
                return null
            }
        }
        long atWork = open.sum(0L) { EntryProgress entry -> entry.atWork(now) } as long
        double parallel = begun >= 0 && now > begun ? (busy + atWork) / (double) (now - begun) : 0d
        double work = -atWork as double
        for (EntryProgress entry : open) {
            for (Map.Entry<String, Double> process : usual[entry.kind].entrySet()) {
                work += Math.max(0d, process.value - (entry.spent[process.key] ?: 0L))
            }
        }
        return parallel > 0 ? Math.round(Math.max(0d, work) / parallel) : null
    }

    /** Mean time of the finished entries of a kind by process (ms); null when there is none. */
    private Map<String, Double> meanTimes(String kind) {
        List<EntryProgress> done = entries.findAll { entry -> entry.finished && entry.kind == kind && entry.spent }
        Map<String, Double> sums = [:]
        done.each { entry -> entry.spent.each { process, time -> sums[process] = (sums[process] ?: 0d) + time / (double) done.size() } }
        return done ? sums : null
    }

    private void tell(EntryProgress entry, Stage before, long now) {
        Stage stage = entry.stage
        if (stage == null) {
            return
        }
        if (before != null && before != stage) {
            view.stage(this, entry, before, true, now)
        }
        view.stage(this, entry, stage, false, now)
    }
}
