import groovy.json.JsonOutput
import java.util.concurrent.TimeUnit

/** What somebody needs, beside params.json and inputs.csv, to repeat a run: pipeline_info/run.json. */
class Provenance {
    static final List<String> INPUT_COLUMNS = ['id', 'role', 'path', 'sha256']
    private static final int PATIENCE = 20 // s, for programs that may not be there

    /** What is known of the run; {@code trace} has the tasks done so far. Times and success are null until it has ended. */
    static String json(workflow, Map params, List<Map> trace) {
        Map run = [
            emconverge      : [version: workflow.manifest.version, revision: workflow.commitId ?: said(['git', '-C', workflow.projectDir.toString(), 'rev-parse', 'HEAD'])],
            nextflow        : workflow.nextflow.version.toString(),
            java            : System.getProperty('java.version'),
            command         : workflow.commandLine,
            launch_folder   : workflow.launchDir.toString(),
            work_folder     : workflow.workDir.toUriString(),
            profile         : workflow.profile,
            config_files    : workflow.configFiles*.toString(),
            session         : workflow.sessionId.toString(),
            run_name        : workflow.runName,
            resumed         : workflow.resume,
            stub_run        : workflow.stubRun,
            seeds           : [first: 1, last: params.models as int, batch: params.batch as int],
            container_engine: workflow.containerEngine,
            containers      : containers(workflow.containerEngine, trace),
            started         : workflow.start.toString(),
            completed       : workflow.complete?.toString(),
            success         : workflow.complete ? workflow.success : null]
        return JsonOutput.prettyPrint(JsonOutput.toJson(run)) + '\n'
    }

    /** Rows of inputs.csv for the files that one task has read: {@code sums} is what sha256sum said of {@code role/name} or {@code role/number/name}. */
    static List<Map> inputs(Map meta, Map files, String sums) {
        return sums.readLines().collect { line ->
            def (String _line, String sum, String folder, String number) = (line =~ /([0-9a-f]{64}) [ *](\w+)\/(?:(\d+)\/)?/)[0]
            String role = [models: 'ensemble', reference: 'model'][folder] ?: folder
            def path = number ? files[role][(number as int) - 1] : files[role]
            [id: meta.id, role: role, path: files.sources?.get(role) ?: path.toUriString(), sha256: sum]
        }
    }

    /** Images the tasks ran in, with their digests where this machine's container engine knows them. */
    private static List<Map> containers(String engine, List<Map> trace) {
        return trace*.container.findAll { image -> image && image != '-' }.unique().sort().collect { image ->
            String digest = image.contains('@sha256:') ? image.replaceFirst(/.*@/, '')
                : engine in ['docker', 'podman'] ? said([engine, 'image', 'inspect', '--format', '{{.Id}}', image]) : null
            [image: image, digest: digest]
        }
    }

    /** The first line of a command's output; null when it is not there or fails. */
    private static String said(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start()
            return process.waitFor(PATIENCE, TimeUnit.SECONDS) && process.exitValue() == 0 ? process.inputStream.readLines().find() : null
        }
        catch (IOException _absent) {
            return null
        }
    }
}
