import groovy.json.JsonSlurper
import groovy.util.logging.Slf4j
import java.nio.file.FileSystems
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardCopyOption

/** What a run is and has done so far: what pipeline_info/ holds of it, and how it is told. Channels of several threads report to it. */
@Slf4j
class RunRecord {
    private static final int LISTED = 20

    private final workflow
    private final Map params
    private final Path results
    private final Collection<String> ids
    private final Set<String> reported = Collections.synchronizedSet(new TreeSet<String>())
    private final Map<String, Map> models = Collections.synchronizedMap(new TreeMap<String, Map>())
    private final List<Map> refused = Collections.synchronizedList([])
    private List<Map> failed = []

    /** Of a run of entries with these ids, whose results go to a folder. */
    RunRecord(workflow, Map params, Path results, Collection<String> ids) {
        this.workflow = workflow
        this.params = params
        this.results = results
        this.ids = ids
    }

    /** Writes what is known before the first task; the samplesheet, if there is one, and the workflow beside it. */
    void begin(Path sheet) {
        Files.createDirectories(info())
        write(info().resolve('params.json'), Parameters.json(params))
        write(info().resolve('run.json'), Provenance.json(workflow, params, []))
        write(info().resolve('main.nf'), workflow.projectDir.resolve('main.nf').text)
        if (sheet) {
            writeBytes(info().resolve('samplesheet.csv'), sheet.bytes)
        }
    }

    /** Writes what is known after the last task, and tells it: the telling also where nothing can be written any more. */
    String end(Path schemaFile) {
        failed = Failures.of(ids - reported, refused, 1000)
        String text = text(failed)
        Path trace = Trace.file()
        try {
            if (Files.exists(trace) && trace != info().resolve('trace.tsv')) {
                link(info().resolve('trace.tsv'), trace)
            }
            write(info().resolve('failed.csv'), Csv.text(Failures.COLUMNS, failed))
            write(info().resolve('run.json'), Provenance.json(workflow, params, Trace.rows(trace)))
            write(results.resolve(RunCrate.NAME), RunCrate.json(results, workflow, params, ids, Parameters.properties(schemaFile)))
        }
        catch (IOException e) {
            text += "\nThe record of the run in pipeline_info is not whole (${e.message}): see whether the disk of the results has room."
        }
        return text
    }

    /** Rows of failed.csv; known at the end. */
    List<Map> getFailed() {
        return failed
    }

    private Path info() {
        return results.resolve('pipeline_info')
    }

    /** Takes a row of failed.csv of an entry that is not begun. */
    void refused(Map row) {
        refused << row
    }

    void reported(String id) {
        reported << id
    }

    /** Takes the counts of models from an entry's summary.json. */
    void summarised(String id, Path summary) {
        models[id] = new JsonSlurper().parse(summary).models ?: [:]
    }

    /** The sentences at the end of a run: what was done, how long, where, what failed and why, how to go on. */
    private String text(List<Map> failed) {
        Closure<Integer> size = { value -> value instanceof List ? value.size() : value ?: 0 }
        Closure<Integer> total = { key -> models.values().sum(0) { counts -> size(counts[key]) } }
        List<String> without = failed*.id.unique()
        List<String> lines = [
            "${reported.size()} of ${entries(ids.size())} a report: ${total('sampled')} models sampled, ${total('refined')} refined," +
                " ${total('dropped')} dropped, in ${workflow.duration}.",
            "Results: ${results.toUriString()}"]
        Path series = results.resolve('series.html')
        if (params.series && Files.exists(series)) {
            lines << "The maps of the series side by side: ${series.toUriString()}"
        }
        if (!workflow.success && !failed.any { row -> row.process }) {
            lines << "The run was stopped: ${(workflow.errorMessage ?: 'see .nextflow.log').readLines().first()}"
        }
        if (failed) {
            String more = without.size() > LISTED ? ', ...' : ''
            lines << "${without.size()} of ${entries(ids.size())} no report: ${without.take(LISTED).join(', ')}${more}." +
                ' Why (pipeline_info/failed.csv):'
            lines.addAll(failed.take(LISTED).collect { row -> "  ${[row.id, row.process].findAll().join(' ')}: ${row.reason}" })
        }
        if (failed || !workflow.success) {
            lines << "Mend it and go on, computing nothing twice:\n  ${resume()}"
        }
        return lines.join('\n')
    }

    private static String entries(int number) {
        return number == 1 ? '1 entry has' : "$number entries have"
    }

    /** The command that goes on: the launcher knows its own. */
    private String resume() {
        String command = workflow.commandLine
        return System.getenv('EMCONVERGE_RESUME') ?: command =~ /(^| )-resume( |$)/ ? command : "$command -resume"
    }

    /**
     * Writes a file whole or not at all. One that holds the text already keeps its time, so that what was made from it counts as up to
     * date.
     */
    static Path write(Path file, String text) {
        return writeBytes(file, text.getBytes('UTF-8'))
    }

    /** Gives a file another name where one file system holds both: Nextflow writes its last rows after us. Else it is copied as it is. */
    private static void link(Path name, Path file) {
        if ([name, file].every { path -> path.fileSystem == FileSystems.default }) {
            Path temporary = name.resolveSibling('.' + name.fileName + '.tmp')
            try {
                Files.deleteIfExists(temporary)
                Files.createLink(temporary, file)
                Files.move(temporary, name, StandardCopyOption.REPLACE_EXISTING)
                return
            }
            catch (IOException | UnsupportedOperationException e) {
                log.debug("${file} is copied: no other name can be given to it", e)
            }
            finally {
                Files.deleteIfExists(temporary) // also where both were one file before: then a move does nothing
            }
        }
        write(name, file.getText('UTF-8'))
    }

    private static Path writeBytes(Path file, byte[] content) {
        if (!Files.exists(file) || !Arrays.equals(file.bytes, content)) {
            Path temporary = file.resolveSibling('.' + file.fileName + '.tmp')
            try {
                temporary.setBytes(content)
                Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING)
            }
            finally {
                Files.deleteIfExists(temporary)
            }
        }
        return file
    }
}
