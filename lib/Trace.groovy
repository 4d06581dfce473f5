import java.nio.file.Files
import java.nio.file.Path
import nextflow.Global
import nextflow.Nextflow

/** The run's trace: a row per attempt at a task. */
class Trace {
    static Path file() {
        return Nextflow.file(Global.session.config.trace.file, glob: false)
    }

    /** Rows in the order in which the tasks were made, processes without the workflows around them; none when there is no trace yet. */
    static List<Map<String, String>> rows(Path trace) {
        String text = Files.exists(trace) ? trace.getText('UTF-8') : ''
        List<String> lines = text.take(text.lastIndexOf('\n') + 1).readLines() // the last line may be in the writing
        List<String> header = lines ? lines.first().tokenize('\t') : []
        return lines.drop(1).collect { line -> [header, line.split('\t', -1) as List].transpose().collectEntries() }
            .findAll { task -> task.task_id?.isInteger() }.sort { task -> task.task_id as int }
            .each { task -> task.process = task.process.tokenize(':').last() }
    }
}
