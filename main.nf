/*
 * emconverge: how far do independent models of a cryo-EM map agree?
 * Herzik, Fraser & Lander, Structure 27, 344-358 (2019).
 */
include { ASSESS } from './workflows/assess.nf'
include { STRICT } from './modules/strict/main.nf'

workflow {
    main:
    def problems = Parameters.problems(params, file("${projectDir}/nextflow_schema.json"))
    if (problems) {
        error(problems.join('\n') + "\nEvery parameter is described in docs/usage.md; 'bin/emconverge run --help' lists them.")
    }
    if (params.help) {
        log.info(Parameters.help(file("${projectDir}/nextflow_schema.json")))
    }
    else {
        def rows = params.input ? file(params.input, glob: false).splitCsv(header: true, strip: true) : [Entries.single(params)]
        def folder = params.input ? file(params.input, glob: false).toAbsolutePath().parent : null
        def mistakes = Entries.problems(rows, params.input, Parameters.choices(Entries.ENGINES, file("${projectDir}/nextflow_schema.json")))
        if (mistakes) {
            error(mistakes.join('\n'))
        }
        def entries = rows.collect { row -> Entries.entry(row, { name -> locate(name, folder) }, { name -> locateAll(name, folder) }) }
        def missing = entries.collectMany { entry -> Entries.missingFiles(entry) }
        if (missing) {
            error(missing.join('\n'))
        }
        def info = file("${params.outdir}/pipeline_info", glob: false)
        info.mkdirs()
        RunRecord.write(info.resolve('params.json'), Parameters.json(params))
        ASSESS(entries, Entries.engines(rows, params))
        if (params.strict) {
            STRICT(ASSESS.out.failed.map { table -> table.readLines().size() - 1 }.filter { failed -> failed > 0 })
        }

        def run = workflow
        def record = new RunRecord(entries.collect { entry -> entry[0].id })
        ASSESS.out.summaries.subscribe { meta, summary -> record.summarised(meta.id, summary) }
        ASSESS.out.reports.subscribe { meta, _page -> record.reported(meta.id) }
        workflow.onComplete {
            if (!run.preview) {
                def failed = Failures.of(record.unreported(), 1000)
                RunRecord.write(info.resolve('failed.csv'), Failures.csv(failed))
                log.info(record.text(run, info.parent.toUriString(), failed))
            }
        }
    }
}

// A path in a samplesheet is relative to the sheet, or else to the folder the run was started in.
def locate(name, folder) {
    def beside = folder != null && !name.contains('://') ? folder.resolve(name) : null
    return beside != null && beside.exists() ? beside : file(name, glob: false)
}

// The models of an ensemble: those of a folder, one file (which may hold several), or what a pattern finds; in the order of their paths.
def locateAll(name, folder) {
    def path = locate(name, folder)
    if (path.isDirectory()) {
        return path.listFiles().findAll { file -> file.name ==~ Entries.MODEL_NAME }.sort { file -> file.name }
    }
    if (path.exists()) {
        return [path]
    }
    def beside = folder != null && !name.contains('://') ? files("${folder}/${name}") : []
    return (beside ?: files(name)).sort { file -> file.toString() }
}
