import groovy.json.JsonSlurper
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardCopyOption

/** What a run has done so far, and how it is told. Channels of several threads report to it. */
class RunRecord {
    private static final int LISTED = 20

    private final Collection<String> ids
    private final Set<String> reported = Collections.synchronizedSet(new TreeSet<String>())
    private final Map<String, Map> models = Collections.synchronizedMap(new TreeMap<String, Map>())

    RunRecord(Collection<String> ids) {
        this.ids = ids
    }

    void reported(String id) {
        reported << id
    }

    /** Takes the counts of models from an entry's summary.json. */
    void summarised(String id, Path summary) {
        models[id] = new JsonSlurper().parse(summary).models ?: [:]
    }

    List<String> unreported() {
        return ids - reported
    }

    /** The sentences at the end of a run: what was done, how long, where, what failed and why, how to go on. */
    String text(workflow, String results, List<Map> failed) {
        Closure<Integer> total = { key -> models.values().sum(0) { counts -> counts[key] instanceof List ? counts[key].size() : counts[key] ?: 0 } }
        List<String> without = failed*.id.unique()
        List<String> lines = [
            "${reported.size()} of ${entries(ids.size())} a report: ${total('sampled')} models sampled, ${total('refined')} refined, ${total('dropped')} dropped, in ${workflow.duration}.",
            "Results: $results"]
        if (!workflow.success && !failed.any { row -> row.process }) {
            lines << "The run was stopped: ${(workflow.errorMessage ?: 'see .nextflow.log').readLines().first()}"
        }
        if (failed) {
            lines << "${without.size()} of ${entries(ids.size())} no report: ${without.take(LISTED).join(', ')}${without.size() > LISTED ? ', ...' : ''}. Why (pipeline_info/failed.csv):"
            lines.addAll(failed.take(LISTED).collect { row -> "  ${[row.id, row.process].findAll().join(' ')}: ${row.reason}" })
        }
        if (failed || !workflow.success) {
            lines << "Mend it and go on, computing nothing twice:\n  ${resume(workflow)}"
        }
        return lines.join('\n')
    }

    private static String entries(int number) {
        return number == 1 ? '1 entry has' : "$number entries have"
    }

    /** The command that goes on: the launcher knows its own. */
    private static String resume(workflow) {
        String command = workflow.commandLine
        return System.getenv('EMCONVERGE_RESUME') ?: command =~ /(^| )-resume( |$)/ ? command : "$command -resume"
    }

    /** Writes a file whole or not at all; one that holds the text already keeps its time, so that what was made from it counts as up to date. */
    static Path write(Path file, String text) {
        if (!Files.exists(file) || file.getText('UTF-8') != text) {
            Path temporary = file.resolveSibling('.' + file.fileName + '.tmp')
            temporary.setText(text, 'UTF-8')
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING)
        }
        return file
    }
}
