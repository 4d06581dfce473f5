import groovy.json.JsonOutput
import java.nio.file.Files
import java.nio.file.Path
import java.time.format.DateTimeFormatter

/**
 * The results as a Workflow Run RO-Crate (https://w3id.org/ro/wfrun/workflow/0.5, of RO-Crate 1.1), for repositories and for programs: what
 * was run, on which files, with which values, and what came of it.
 */
class RunCrate {
    static final String NAME = 'ro-crate-metadata.json'
    private static final String CRATE = 'https://w3id.org/ro/crate/1.1'
    private static final String WORKFLOW_CRATE = 'https://w3id.org/workflowhub/workflow-ro-crate/1.0'
    private static final Map<String, String> PROFILES = [
        'https://w3id.org/ro/wfrun/process/0.5' : 'Process Run Crate',
        'https://w3id.org/ro/wfrun/workflow/0.5': 'Workflow Run Crate',
        (WORKFLOW_CRATE)                        : 'Workflow RO-Crate']
    private static final String WORKFLOW_PROFILE = 'https://bioschemas.org/profiles/ComputationalWorkflow/1.0-RELEASE'
    private static final String PARAMETER_PROFILE = 'https://bioschemas.org/profiles/FormalParameter/1.0-RELEASE'
    private static final Map<String, String> FORMATS = [
        html: 'text/html', json: 'application/json', csv: 'text/csv', tsv: 'text/tab-separated-values', cif: 'chemical/x-cif',
        pdb: 'chemical/x-pdb', yml: 'application/yaml', md: 'text/markdown', bib: 'application/x-bibtex', nf: 'text/plain',
        gz: 'application/gzip']
    private static final Map<String, String> TYPES = [Integer: 'Integer', BigDecimal: 'Float', Boolean: 'Boolean']
    private static final String WORKFLOW = 'pipeline_info/main.nf'
    private static final String LANGUAGE = 'https://w3id.org/workflowhub/workflow-ro-crate#nextflow'

    /**
     * The metadata of the results in {@code folder}, whose pipeline_info/ is complete; {@code schema} describes the parameters. Entities
     * are sorted, and nothing but the action's times changes from run to run.
     */
    static String json(Path folder, workflow, Map params, Collection<String> ids, Map<String, Map> schema) {
        Map used = params.findAll { name, value -> value != null && name != 'help' }.sort()
        List<Map> values = used.collect { name, value -> property(name, value) }
        List<Map> inputs = inputs(folder.resolve('pipeline_info/inputs.csv'))
        List<Map> entries = ids.toSorted().collectMany { id -> dataset(folder, "$id/", "Entry $id") } +
            series(folder).collectMany { name -> dataset(folder, "series/$name/", "Resolution series of $name") }
        List<Map> info = files(folder, '').findAll { file -> file.name =~ /^(index|series)\./ } +
            // Nextflow writes its pages later
            files(folder, 'pipeline_info/').findAll { file -> file.'@id' != WORKFLOW && !file.name.endsWith('.html') }
        Map action = action(workflow, (inputs + values).collect { entity -> ref(entity.'@id') },
            tops(entries) + info.collect { file -> ref(file.'@id') })
        List<Map> graph = [descriptor(), root(workflow, action, tops(entries) + (info + inputs).collect { file -> ref(file.'@id') })] +
            profiles() + [main(workflow, values), language(workflow), action, user(workflow), rights()] +
            values.collect { value -> parameter(value, schema) } + values + inputs + entries + info
        Map context = [sha256: 'https://w3id.org/ro/terms/workflow-run#sha256']
        return JsonOutput.prettyPrint(JsonOutput.toJson(['@context': ["$CRATE/context".toString(), context], '@graph': graph])) + '\n'
    }

    /** The run itself: what it took and what it made. */
    private static Map action(workflow, List<Map> objects, List<Map> results) {
        Map action = ['@id'       : "#run-${workflow.sessionId}".toString(),
                      '@type'     : 'CreateAction',
                      name        : "Run of emconverge: ${workflow.runName}".toString(),
                      description : workflow.commandLine,
                      instrument  : ref(WORKFLOW),
                      agent       : ref('#user'),
                      startTime   : time(workflow.start),
                      endTime     : time(workflow.complete),
                      actionStatus: "http://schema.org/${workflow.success ? 'CompletedActionStatus' : 'FailedActionStatus'}".toString(),
                      object      : objects,
                      result      : results]
        return workflow.success ? action : action + [error: (workflow.errorMessage ?: 'the run was stopped').readLines().first()]
    }

    private static Map descriptor() {
        return ['@id': NAME, '@type': 'CreativeWork', about: ref('./'), conformsTo: [ref(CRATE), ref(WORKFLOW_CRATE)]]
    }

    private static Map root(workflow, Map action, List<Map> parts) {
        return ['@id'        : './',
                '@type'      : 'Dataset',
                name         : 'Convergence of cryo-EM models: results of emconverge',
                description  : 'How well cryo-EM maps determine each residue of their models: many models sampled in each map,' +
                    ' the best refined, their spread.',
                datePublished: time(workflow.complete),
                license      : ref('#rights'),
                conformsTo   : PROFILES.keySet().collect { profile -> ref(profile) },
                mainEntity   : ref(WORKFLOW),
                mentions     : ref(action.'@id'),
                author       : ref('#user'),
                hasPart      : [ref(WORKFLOW)] + parts]
    }

    private static Map user(workflow) {
        return ['@id': '#user', '@type': 'Person', name: workflow.userName]
    }

    private static Map rights() {
        return ['@id': '#rights', '@type': 'CreativeWork', name: 'All rights with the owner of the results',
                description: 'emconverge sets no terms for the results: their owner may.']
    }

    private static List<Map> profiles() {
        return PROFILES.collect { address, name ->
            ['@id': address, '@type': 'CreativeWork', name: name, version: address.tokenize('/').last()]
        }
    }

    private static Map main(workflow, List<Map> values) {
        return ['@id'              : WORKFLOW,
                '@type'            : ['File', 'SoftwareSourceCode', 'ComputationalWorkflow'],
                name               : workflow.manifest.name,
                description        : workflow.manifest.description,
                version            : workflow.manifest.version,
                license            : "https://spdx.org/licenses/${workflow.manifest.license}".toString(),
                programmingLanguage: ref(LANGUAGE),
                encodingFormat     : FORMATS.nf,
                conformsTo         : ref(WORKFLOW_PROFILE),
                input              : values.collect { value -> value.exampleOfWork }]
    }

    private static Map language(workflow) {
        return ['@id': LANGUAGE, '@type': 'ComputerLanguage', name: 'Nextflow', identifier: 'https://www.nextflow.io/',
                url: 'https://www.nextflow.io/', version: workflow.nextflow.version.toString()]
    }

    private static Map property(String name, value) {
        return ['@id': "#value-$name".toString(), '@type': 'PropertyValue', name: name,
                value: value instanceof Number || value instanceof Boolean ? value : value.toString(),
                exampleOfWork: ref("#parameter-$name".toString())]
    }

    private static Map parameter(Map value, Map<String, Map> schema) {
        return ['@id': value.exampleOfWork.'@id', '@type': 'FormalParameter', name: value.name,
                description: schema[value.name]?.description ?: '', additionalType: TYPES[value.value.class.simpleName] ?: 'Text',
                workExample: ref(value.'@id'), conformsTo: ref(PARAMETER_PROFILE)]
    }

    /** Input files, by the address they came from; one that several entries share once. */
    private static List<Map> inputs(Path table) {
        List<Map> rows = Files.exists(table) ? Csv.rows(table.getText('UTF-8')) : []
        return rows.collect { row ->
            ['@id': row.path.contains('://') ? row.path : new URI('file', '', row.path, null).toString(), '@type': 'File',
             name: row.path.tokenize('/').last(), description: row.role, encodingFormat: format(row.path), sha256: row.sha256]
        }.unique { file -> file.'@id' }
    }

    /** The series that there are files of. */
    private static List<String> series(Path folder) {
        Path place = folder.resolve('series')
        List<Path> found = Files.isDirectory(place) ? Files.list(place).withCloseable { paths -> paths.toList() } : []
        return found.findAll { path -> Files.isDirectory(path) }.collect { path -> path.fileName.toString() }.sort()
    }

    /** A folder below the results and the files in it, each with what it is in an entry; nothing for one that has none. */
    private static List<Map> dataset(Path folder, String below, String name) {
        List<Map> content = files(folder, below).collect { file ->
            String what = below.startsWith('series/') ? null : EntryFiles.description(file.name)
            what ? file + [description: what] : file
        }
        Map set = ['@id': below.toString(), '@type': 'Dataset', name: name.toString(), hasPart: content.collect { file -> ref(file.'@id') }]
        return content ? [set] + content : []
    }

    /** The files, not the folders, at a path below the results, which ends with a slash where it is not empty. */
    private static List<Map> files(Path folder, String below) {
        Path place = folder.resolve(below)
        List<Path> found = Files.isDirectory(place) ? Files.list(place).withCloseable { paths -> paths.toList() } : []
        return found.findAll { file -> Files.isRegularFile(file) && !file.fileName.toString().startsWith('.') }
            .sort { file -> file.fileName.toString() }
            .collect { file ->
                String name = file.fileName
                ['@id': "$below$name".toString(), '@type': 'File', name: name, encodingFormat: format(name)]
            }
    }

    private static String format(String name) {
        return FORMATS[name.tokenize('.').last()] ?: 'application/octet-stream'
    }

    private static List<Map> tops(List<Map> entities) {
        return entities.findAll { entity -> entity.'@type' == 'Dataset' }.collect { entity -> ref(entity.'@id') }
    }

    private static Map ref(String id) {
        return ['@id': id]
    }

    private static String time(moment) {
        return moment.format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx"))
    }
}
