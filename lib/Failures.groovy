import nextflow.Nextflow
import java.nio.file.Files
import java.nio.file.Path

/** Entries that have no report, and why: from the run's trace and from what the tasks themselves said. */
class Failures {
    static final List<String> COLUMNS = ['id', 'process', 'exit', 'reason']

    /** What stops tasks from outside, by signal number (exit status less 128). */
    private static final Map<Integer, String> SIGNALS = [
        1 : 'SIGHUP: the terminal or the node went away', 2: 'SIGINT: interrupted', 6: 'SIGABRT: the program gave up',
        7 : 'SIGBUS: a file shrank or the disk is full', 9: 'SIGKILL: mostly for lack of memory', 11: 'SIGSEGV: the program crashed',
        12: 'SIGUSR2: the time limit', 14: 'SIGALRM: the time limit', 15: 'SIGTERM: cancelled, or a time or memory limit',
        24: 'SIGXCPU: the time limit', 25: 'SIGXFSZ: a file became too large']
    private static final int LONGEST = 1000

    /**
     * Rows (COLUMNS) for the entries named, sorted; what failed alike in several tasks of a step once.
     * Nextflow writes the trace a moment after the fact: it is read again until every entry is in it, for at most {@code patience} ms.
     *
     * @param refused rows of entries that were never begun, because an engine that they need is not there
     */
    static List<Map> of(Collection<String> ids, List<Map> refused, long patience) {
        List<Map> begun = []
        Collection<String> sought = ids - refused*.id
        Path trace = Trace.file()
        long end = System.currentTimeMillis() + patience
        while ((begun = failedTasks(trace, sought))*.id.toSet().size() < sought.size() && System.currentTimeMillis() < end) {
            sleep(200)
        }
        List<Map> unexplained = (sought - begun*.id).collect { id ->
            [id: id, process: '', exit: '', reason: 'it was not done when the run ended.']
        }
        List<Map> explained = begun.collect { task ->
            [id: task.id, process: task.process, exit: task.exit, reason: reason(Nextflow.file(task.workdir, glob: false), task.exit)]
        }
        return (refused.findAll { row -> row.id in ids } + explained + unexplained)
            .unique().sort { a, b -> COLUMNS.findResult { column -> (a[column] <=> b[column]) ?: null } ?: 0 }
    }

    /** Tasks of the entries whose last attempt failed: id, process, exit, workdir. */
    private static List<Map> failedTasks(Path trace, Collection<String> ids) {
        Map<List, Map> last = [:]
        Trace.rows(trace).each { task -> last[[task.process, task.tag]] = task }
        return last.values().findAll { task -> task.status == 'FAILED' }.collectMany { task ->
            Tag.entries(task.tag, ids).collect { id ->
                [id: id, process: task.process, exit: task.exit.isInteger() ? task.exit : '', workdir: task.workdir]
            }
        }
    }

    /** The last sentence of the program of a task with this folder and exit status, or what its status means. */
    static String reason(Path folder, String exit) {
        String said = ['.command.err', '.command.out', '.command.log'].findResult { name ->
            Path file = folder.resolve(name)
            Files.exists(file) ? file.readLines('UTF-8')*.replaceAll(/\p{Cntrl}/, ' ')*.trim().findAll().reverse().find() : null
        }
        int status = exit ? exit as int : -1
        String signal = SIGNALS[status - 128] ? ", ${SIGNALS[status - 128]}" : ''
        String meaning = status > 128 && status < 160 ? "killed by signal ${status - 128}${signal}."
            : status == 0 ? 'it ended well, but without a file that it should have made.'
            : status < 0 ? 'it could not be started, or its status never came back; .nextflow.log says why.'
            : "status ${status}."
        // a program that is killed has no last word: what stands there is the shell's or the scheduler's
        String reason = said && status in 1..128 ? said : said && status > 128 ? "$meaning $said" : meaning
        return reason.size() > LONGEST ? reason.take(LONGEST) + '…' : reason
    }
}
