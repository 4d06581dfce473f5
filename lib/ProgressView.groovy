/** Tells a run's progress. Called by one thread at a time. */
interface ProgressView {
    void begin(Progress run, long now)

    /** A stage of an entry may have come on, or is over. */
    void stage(Progress run, EntryProgress entry, Stage stage, boolean over, long now)

    void finished(Progress run, EntryProgress entry, String report, long now)

    void failed(Progress run, EntryProgress entry, String process, String reason, long now)

    /** A second or so has passed. */
    void tick(Progress run, long now)

    void end(Progress run, boolean success, long now)
}
