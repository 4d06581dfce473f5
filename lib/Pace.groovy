import groovy.transform.CompileStatic

/** How fast the tasks of one stage of an entry go, and when the rest of them will be done. Times are milliseconds. */
@CompileStatic
class Pace {
    private long begun = -1 // when the first task of this run started
    private long busy = 0 // of the tasks of this run that have ended
    private int units = 0
    private long earlierBusy = 0 // of tasks that an earlier run did
    private int earlierUnits = 0
    private final Map<Object, List<Long>> running = [:] // start and units by task

    void started(Object task, int units, long now) {
        begun = begun < 0 ? now : begun
        running[task] = [now, units as long]
    }

    /** @param took what the task itself says, or null */
    void ended(Object task, int units, Long took, long now) {
        List<Long> start = running.remove(task)
        this.busy += took ?: start ? now - start[0] : 0L
        this.units += units
    }

    /** Takes a task that has ended without its models: its time tells nothing of theirs. */
    void lost(Object task) {
        running.remove(task)
    }

    void cached(int units, Long took) {
        if (took) {
            earlierBusy += took
            earlierUnits += units
        }
    }

    /**
     * The time until so many models, those in work among them, are done; null as long as no task has told how long one takes. What waits
     * is shared by as many tasks as were at work on average.
     */
    Long left(int models, long now) {
        long spent = units ? busy : earlierBusy
        int ended = units ?: earlierUnits
        if (!ended || begun < 0) {
            return null
        }
        double each = spent / (double) ended
        long waiting = models
        double working = 0
        double longest = 0
        long atWork = busy
        for (List<Long> task : running.values()) {
            long since = now - task[0]
            double rest = Math.max(0d, each * task[1] - since)
            waiting -= task[1]
            working += rest
            longest = Math.max(longest, rest)
            atWork += since
        }
        double parallel = units && now > begun ? Math.min(atWork / (double) (now - begun), (double) Integer.MAX_VALUE) : running.size()
        return parallel > 0 ? Math.round(Math.max(longest, (Math.max(0L, waiting) * each + working) / parallel)) : null
    }
}
