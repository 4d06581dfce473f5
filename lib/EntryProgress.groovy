import groovy.transform.CompileStatic

/** How far one entry is. */
@CompileStatic
class EntryProgress {
    final String id
    /** What makes its way like that of others: entries of one kind take alike. */
    final String kind
    /** Time of its tasks by process (ms), those of earlier runs among them. */
    final Map<String, Long> spent = [:]
    boolean finished
    boolean failed
    private final Map<Stage, Integer> totals
    private final Map<Stage, Integer> done = emptyCounts()
    private final Map<Stage, Integer> cached = emptyCounts()
    private final Map<Stage, Integer> lost = emptyCounts()
    private final Map<Stage, Pace> paces = Stage.values().collectEntries { stage -> [stage, new Pace()] } as Map<Stage, Pace>
    private final Map<Object, Long> running = [:]
    private final Set<Stage> open = [] as Set // stages that may ask for more models than are known
    private Stage last

    /** @param asked models that are known to be sampled and refined, and whether more of them may be */
    EntryProgress(String id, String kind, Map<Stage, List> asked) {
        this.id = id
        this.kind = kind
        this.totals = [:]
        asked.each { stage, models -> this.asked(stage, models[0] as int, models[1] as boolean) }
    }

    private static Map<Stage, Integer> emptyCounts() {
        return Stage.values().collectEntries { stage -> [stage, 0] } as Map<Stage, Integer>
    }

    /** What is said of it now: sampling goes on while the first models are judged. Null before its first task. */
    Stage getStage() {
        return last == Stage.VALIDATE && !isComplete(Stage.SAMPLE) ? Stage.SAMPLE : last
    }

    boolean isOver() {
        return finished || failed
    }

    boolean isAtWork() {
        return !running.isEmpty()
    }

    int total(Stage stage) {
        int lostBefore = stage == Stage.VALIDATE ? lost[Stage.SAMPLE] : 0
        return stage.counted ? totals[stage] - lostBefore : 1
    }

    int done(Stage stage) {
        return stage.counted ? done[stage] : stage < last || finished ? 1 : 0
    }

    int lost(Stage stage) {
        return lost[stage]
    }

    /** Of those done the ones that an earlier run did. */
    int cached(Stage stage) {
        return cached[stage]
    }

    /** Whether it may take more models than its total. */
    boolean isOpen(Stage stage) {
        return stage in open
    }

    boolean isComplete(Stage stage) {
        return isOpen(stage) ? false : stage.counted ? done[stage] + lost[stage] >= total(stage) : done(stage) == 1
    }

    /** Time until the stage is over (ms); null when it is not known. */
    Long left(Stage stage, long now) {
        int models = total(stage) - done[stage] - lost[stage]
        return stage.counted && models > 0 && !isOver() ? paces[stage].left(models, now) : null
    }

    /** Time that tasks at work have taken so far (ms). */
    long atWork(long now) {
        return running.values().sum(0L) { Long start -> now - start } as long
    }

    void asked(Stage stage, int models, boolean more) {
        (stage == Stage.SAMPLE ? [Stage.SAMPLE, Stage.VALIDATE] : [stage]).each { counted ->
            totals[counted] = models
            more ? open.add(counted) : open.remove(counted)
        }
    }

    /** A task of it has been given to the executor. */
    void submitted(String process) {
        reached(Stage.of(process))
    }

    void started(Object task, String process, int units, long now) {
        running[task] = now
        if (Stage.works(process)) {
            paces[Stage.of(process)].started(task, units, now)
        }
    }

    /** A task has ended well. {@code took}: its own time (ms) or null. */
    void ended(Object task, String process, int units, Long took, long now) {
        Long start = running.remove(task)
        Stage stage = Stage.of(process)
        add(process, took ?: start ? now - start : 0L)
        if (Stage.works(process)) {
            paces[stage].ended(task, units, took, now)
        }
        if (Stage.counts(process)) {
            done[stage] += units
        }
    }

    /** The results of a task are there already. */
    void cached(String process, int units, Long took) {
        Stage stage = Stage.of(process)
        reached(stage)
        add(process, took ?: 0L)
        if (Stage.works(process)) {
            paces[stage].cached(units, took)
        }
        if (Stage.counts(process)) {
            done[stage] += units
            cached[stage] += units
        }
    }

    /** A task has failed, or was stopped: {@code again} when it is tried once more. */
    void gone(Object task, String process, int units, boolean again) {
        running.remove(task)
        Stage stage = Stage.of(process)
        if (Stage.works(process)) {
            paces[stage].lost(task)
        }
        if (!again && stage?.counted) {
            lost[stage] += units
        }
    }

    private void add(String process, long time) {
        spent[process] = (spent[process] ?: 0L) + time
    }

    private void reached(Stage stage) {
        last = stage != null && (last == null || stage > last) ? stage : last
    }
}
