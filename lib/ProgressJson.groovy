import groovy.json.JsonGenerator
import java.time.Instant
import java.time.temporal.ChronoUnit

/** Progress for programs: a line of JSON for everything that happens, as docs/schema/progress.schema.json describes it. */
class ProgressJson implements ProgressView {
    private static final JsonGenerator JSON = new JsonGenerator.Options().disableUnicodeEscaping().build()

    private final Appendable out
    private final Map<String, Object> about
    private final Map<EntryProgress, String> told = [:] // what was last said of a stage

    /** @param about what the first line says of the run beside its entries */
    ProgressJson(Appendable out, Map<String, Object> about) {
        this.out = out
        this.about = about
    }

    void begin(Progress run, long now) {
        write('run_started', now, about + [entries: run.entries*.id])
    }

    void stage(Progress run, EntryProgress entry, Stage stage, boolean over, long now) {
        Map counts = [done: entry.done(stage), total: entry.total(stage), cached: entry.cached(stage), lost: entry.lost(stage),
                      open: entry.isOpen(stage)]
        String state = "$stage $counts"
        if (told[entry] != state) {
            told[entry] = state
            write('stage', now, [entry: entry.id, stage: stage.toString()] + counts + [eta_seconds: seconds(entry.left(stage, now))])
        }
    }

    void finished(Progress run, EntryProgress entry, String report, long now) {
        write('entry_finished', now, [entry: entry.id, report: report])
        progress(run, now)
    }

    void failed(Progress run, EntryProgress entry, String process, String reason, long now) {
        write('entry_failed', now, [entry: entry.id, process: process ?: null, reason: reason])
        progress(run, now)
    }

    void tick(Progress run, long now) {
    }

    void end(Progress run, boolean success, long now) {
        write('run_finished', now, [status: success ? 'completed' : 'failed'] + counts(run))
    }

    private void progress(Progress run, long now) {
        write('run_progress', now, counts(run) + [eta_seconds: seconds(run.left(now))])
    }

    private static Map counts(Progress run) {
        return [finished: run.finished, failed: run.failed, total: run.entries.size()]
    }

    private static Long seconds(Long time) {
        return time == null ? null : Math.round(time / 1000d)
    }

    private void write(String event, long now, Map fields) {
        String time = Instant.ofEpochMilli(now).truncatedTo(ChronoUnit.MILLIS)
        out.append(JSON.toJson([event: event, time: time] + fields) + '\n')
    }
}
