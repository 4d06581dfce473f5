import ch.qos.logback.classic.LoggerContext
import ch.qos.logback.classic.spi.ILoggingEvent
import ch.qos.logback.core.ConsoleAppender
import ch.qos.logback.core.filter.Filter
import ch.qos.logback.core.spi.FilterReply
import java.nio.file.Path
import nextflow.Global
import nextflow.Nextflow
import nextflow.trace.TraceRecord
import org.slf4j.LoggerFactory

/**
 * Watches a run and tells how far it is, where the launcher asks for it: in EMCONVERGE_PROGRESS, as {@code terminal}, {@code plain},
 * {@code json} (into the file EMCONVERGE_PROGRESS_TO, or else the standard output) or {@code none}. Nextflow's lines of single tasks
 * then are in .nextflow.log only. Without the variable nothing is watched, and Nextflow tells what it always tells.
 */
class Watch {
    private static final long TICK = 1000 // ms

    private final workflow
    private final Path results
    private final boolean tellsFailures // at once: one of several entries may fail, and the run goes on
    private boolean forPrograms
    private Progress progress
    private Timer timer

    private Watch(workflow, Path results, boolean tellsFailures) {
        this.workflow = workflow
        this.results = results
        this.tellsFailures = tellsFailures
    }

    /** @param engines id of each entry -> [sampler:, refiner:] */
    static Watch begin(workflow, Map params, List<List> entries, Map<String, Map> engines) {
        Watch watch = new Watch(workflow, Nextflow.file(params.outdir, glob: false), params.input as boolean)
        String wanted = System.getenv('EMCONVERGE_PROGRESS')
        if (wanted && !workflow.preview) {
            watch.follow(wanted, params, entries.collect { entry ->
                String kind = Entries.isEnsemble(entry) ? 'ensemble' : engines[entry[0].id].values().join(' ')
                new EntryProgress(entry[0].id, kind, Rounds.firstAsked(params))
            }, [version: workflow.manifest.version, run_name: workflow.runName, resumed: workflow.resume])
        }
        return watch
    }

    /** So many models of an entry are known to be asked for, and whether more may follow. */
    void asked(String id, Stage stage, int models, boolean more) {
        progress?.asked(id, stage, models, more)
    }

    void finished(String id) {
        progress?.finished(id, "${results.toUriString()}/$id/report.html", now())
    }

    /** Takes a row of failed.csv. */
    void failed(Map row) {
        progress?.failed(row.id, row.process, row.reason, now())
    }

    /** The run has ended, and these rows of failed.csv are all; people read them in the run's last words. */
    void end(List<Map> rows) {
        timer?.cancel()
        if (forPrograms) {
            rows.each { row -> failed(row) }
        }
        progress?.end(workflow.success, now())
    }

    private void follow(String wanted, Map params, List<EntryProgress> entries, Map about) {
        Closure<Void> take = { String what, TraceRecord task ->
            if (Tag.isOfHalf(task.get('tag') as String ?: '')) {
                return
            }
            progress?.task(what, task.get('task_id'), process(task), task.get('tag') as String, took(task), now())
            if (what == 'failed' && tellsFailures && !Stage.isOneOfMany(process(task))) {
                lost(task)
            }
        }
        try {
            // a pipeline has no other way to observe its own run: observers are made from plugins, before its first line
            Global.session.@observersV2 = Global.session.@observersV2 + [new TaskEvents(take)]
        }
        catch (MissingFieldException | LinkageError _changed) {
            return // a Nextflow that is made otherwise tells its own
        }
        hideTasks()
        ProgressView view = view(wanted, about)
        if (view) {
            forPrograms = wanted == 'json'
            progress = new Progress(entries, Rounds.mostSampled(params), params.batch as int, view)
            progress.begin(now())
            timer = new Timer('progress', true)
            timer.schedule({ progress.tick(now()) } as TimerTask, TICK, TICK)
        }
    }

    private static ProgressView view(String wanted, Map about) {
        switch (wanted) {
            case 'terminal':
                return new ProgressTerminal(TerminalBlock.onStandardOutput())
            case 'plain':
                return new ProgressLog(System.out)
            case 'json':
                String to = System.getenv('EMCONVERGE_PROGRESS_TO')
                OutputStream out = to ? new FileOutputStream(to, true) : System.out
                return new ProgressJson(new PrintStream(out, true, 'UTF-8'), about)
            default:
                return null
        }
    }

    private void lost(TraceRecord task) {
        String tag = task.get('tag')
        String exit = task.get('exit') != Integer.MAX_VALUE ? task.get('exit') : ''
        Tag.entries(tag ?: '', progress ? progress.entries*.id : []).each { entry ->
            failed([id: entry, process: process(task), reason: Failures.reason(Nextflow.file(task.workDir, glob: false), exit)])
        }
    }

    /** From its start to its end as the driver saw them: what is staged counts, which is no part of the script's own time. */
    private static Long took(TraceRecord task) {
        return task.get('start') && task.get('complete') ? (task.get('complete') as long) - (task.get('start') as long) : null
    }

    private static String process(TraceRecord task) {
        return task.get('process').tokenize(':').last()
    }

    private static long now() {
        return System.currentTimeMillis()
    }

    /** Leaves the lines of single tasks to .nextflow.log. */
    private static void hideTasks() {
        Filter<ILoggingEvent> filter = new Filter<ILoggingEvent>() {
            FilterReply decide(ILoggingEvent event) {
                boolean ofTask = event.loggerName.startsWith('nextflow.') && event.message ==~ /(?s)\[\w\w\/\w{6}\] .*\w process > .*/
                return ofTask ? FilterReply.DENY : FilterReply.NEUTRAL
            }
        }
        filter.start()
        LoggerContext context = (LoggerContext) LoggerFactory.ILoggerFactory
        context.loggerList.collectMany { logger -> logger.iteratorForAppenders().toList() }.unique().each { appender ->
            if (appender instanceof ConsoleAppender) {
                appender.addFilter(filter)
            }
        }
    }
}
