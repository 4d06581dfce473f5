import groovy.json.JsonOutput

/** What somebody needs, beside params.json and inputs.csv, to repeat a run: pipeline_info/run.json. */
class Provenance {
    static final List<String> INPUT_COLUMNS = ['id', 'role', 'path', 'sha256']

    /** What is known of the run; {@code trace} has the tasks done so far. Times and success are null until it has ended. */
    static String json(workflow, Map params, List<Map> trace) {
        Map run = [
            emconverge      : [version: workflow.manifest.version, revision: revision(workflow)],
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
            seeds           : [first: 1, last: Rounds.mostSampled(params), batch: params.batch as int],
            container_engine: workflow.containerEngine,
            containers      : containers(workflow.containerEngine, trace),
            started         : workflow.start.toString(),
            completed       : workflow.complete?.toString(),
            success         : workflow.complete ? workflow.success : null]
        return JsonOutput.prettyPrint(JsonOutput.toJson(run)) + '\n'
    }

    private static String revision(workflow) {
        return workflow.commitId ?: Shell.said(['git', '-C', workflow.projectDir.toString(), 'rev-parse', 'HEAD'])
    }

    /**
     * Rows of inputs.csv for the files that one task has read: {@code sums} is what sha256sum said of them. Processes stage each file of a
     * user as {@code input/<role>/<name>}, or {@code input/<role>/<number>/<name>} where a role has several.
     *
     * @param given what the entry gives, see {@link Entries}; of a series also what was made for it ({@link Series}), which is no input
     */
    static List<Map> inputs(Map meta, Map given, String sums) {
        return sums.readLines().collect { line ->
            def (String _line, String sum, String role, String number) = (line =~ /([0-9a-f]{64}) [ *]input\/(\w+)\/(?:(\d+)\/)?/)[0]
            if (role in given.made) {
                return null
            }
            def path = number ? given[role][(number as int) - 1] : given[role]
            [id: meta.id, role: role, path: given.sources?.get(role) ?: path.toUriString(), sha256: sum]
        }.findAll()
    }

    /** Images the tasks ran in, with their digests where this machine's container engine knows them. */
    private static List<Map> containers(String engine, List<Map> trace) {
        return trace*.container.findAll { image -> image && image != '-' }.unique().sort().collect { image ->
            String digest = image.contains('@sha256:') ? image.replaceFirst(/.*@/, '')
                : engine in ['docker', 'podman'] ? Shell.said([engine, 'image', 'inspect', '--format', '{{.Id}}', image]) : null
            [image: image, digest: digest]
        }
    }
}
