/**
 * Progress for a log: a line at the end of each stage and, between them, at most one a minute. Where there are many entries only those
 * that end badly have a line of their own.
 */
class ProgressLog implements ProgressView {
    private static final int FEW = 10 // entries
    private static final long MINUTE = 60_000

    private final Appendable out
    private long spoken

    ProgressLog(Appendable out) {
        this.out = out
    }

    void begin(Progress run, long now) {
        spoken = now
    }

    void stage(Progress run, EntryProgress entry, Stage stage, boolean over, long now) {
        if (over && !entry.finished && run.entries.size() <= FEW) {
            write(ProgressText.over(entry, stage), now)
        }
    }

    void finished(Progress run, EntryProgress entry, String report, long now) {
        if (run.entries.size() <= FEW) {
            write("$entry.id is finished: $report", now)
        }
    }

    void failed(Progress run, EntryProgress entry, String process, String reason, long now) {
        write("$entry.id has failed: $reason", now)
    }

    void tick(Progress run, long now) {
        List<EntryProgress> working = run.entries.findAll { entry -> entry.stage && !entry.over }
        if (now - spoken >= MINUTE && working) {
            int all = run.entries.size()
            List<String> lines = all > 1 ? [ProgressText.run(run.finished, run.failed, all, run.left(now) ?: null)] : []
            if (all <= FEW) {
                lines.addAll(working.collect { entry -> ProgressText.entry(entry, now) })
            }
            write(lines.join('; '), now)
        }
    }

    void end(Progress run, boolean success, long now) {
    }

    private void write(String line, long now) {
        spoken = now
        out.append(line + '\n')
    }
}
