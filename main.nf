/*
 * emconverge: how far do independent models of a cryo-EM map agree?
 * Herzik, Fraser & Lander, Structure 27, 344-358 (2019).
 */
include { ASSESS } from './workflows/assess.nf'

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
        def rows = params.input ? file(params.input).splitCsv(header: true, strip: true) : [Entries.single(params)]
        def folder = params.input ? file(params.input).toAbsolutePath().parent : null
        def mistakes = Entries.problems(rows, params.input)
        if (mistakes) {
            error(mistakes.join('\n'))
        }
        def entries = rows.collect { row -> Entries.entry(row, { name -> locate(name, folder) }) }
        def missing = entries.collectMany { entry -> Entries.missingFiles(entry) }
        if (missing) {
            error(missing.join('\n'))
        }
        file("${params.outdir}/pipeline_info").mkdirs()
        file("${params.outdir}/pipeline_info/params.json").text = Parameters.json(params)
        ASSESS(entries)

        def ids = entries.collect { entry -> entry[0].id }
        ASSESS.out.reports.map { meta, _page -> meta.id }.toList().subscribe { done ->
            def without = ids - done
            if (without) {
                log.warn("${without.size()} of ${ids.size()} entries have no report: ${without.join(', ')}. What stopped each stands above and in .nextflow.log; mend it and run again with -resume.")
            }
        }
    }
}

// A path in a samplesheet is relative to the sheet, or else to the folder the run was started in.
def locate(name, folder) {
    def beside = folder != null && !name.contains('://') ? folder.resolve(name) : null
    return beside != null && beside.exists() ? beside : file(name, glob: false)
}
