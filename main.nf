/*
 * emconverge: how far do models of a cryo-EM map agree, and which residues does it determine?
 * Herzik, Fraser & Lander, Structure 27, 344-358 (2019).
 */
include { ASSESS } from './workflows/assess.nf'
include { STRICT } from './modules/strict/main.nf'

workflow {
    main:
    def schema = file("${projectDir}/nextflow_schema.json", glob: false)
    def problems = Parameters.problems(params, schema)
    if (problems) {
        error(problems.join('\n') + "\nEvery parameter is described in docs/usage.md; 'bin/emconverge run --help' lists them.")
    }
    if (params.help) {
        log.info(Parameters.help(schema))
    }
    else {
        def sheet = params.input ? file(params.input, glob: false).toAbsolutePath() : null
        def samplesheet = sheet ? new Samplesheet(params.input, sheet.bytes) : null
        def all = samplesheet ? samplesheet.rows : [Entries.single(params)]
        def find = [{ name -> locate(name, sheet?.parent) }, { name -> locateAll(name, sheet?.parent) }]
        def faulty = params.lenient ? Entries.faulty(all, Parameters.properties(schema), find) : []
        def rows = all.findAll { row -> !faulty.any { fault -> fault[0].is(row) } }
        def mistakes = samplesheet?.problem ? [samplesheet.problem]
            : Entries.problems(rows, params.input, Parameters.properties(schema), !faulty)
        if (mistakes) {
            error(mistakes.join('\n'))
        }
        def chosen = Entries.engines(rows, params)
        def unable = Series.problems(rows, params) + FurtherMaps.problems(rows, params) +
            FurtherMaps.halfProblems(rows, chosen, params) + Entries.unkept(chosen, params.keep, params.waters)
        if (unable) {
            error(unable.join('\n'))
        }
        def halfless = FurtherMaps.halfless(rows, params)
        if (halfless) {
            log.warn("--half_map_models leaves out ${halfless.join(', ')}: without half maps, or with models that are there already.")
        }
        def ofRun = sheet && params.ligand ? Entries.listed(params.ligand).collect { name -> file(name, glob: false) } : []
        def given = rows.collect { row ->
            Entries.entry(row, find[0], find[1])
        }.collect { meta, files -> [meta, files + [ligand: ofRun + files.ligand]] }
        def missing = given.collectMany { entry -> Entries.missingFiles([entry[0], entry[1] + [ligand: entry[1].ligand - ofRun]]) } +
            (params.trend ? Parameters.trendProblems(file(params.trend, glob: false)) : []) +
            ofRun.collectMany { path -> Parameters.ligandProblems(path) }
        if (missing) {
            error(missing.join('\n'))
        }
        def withImages = given.collect { meta, files ->
            [meta, files.particles ? files + [particles_dir: files.particles_dir ?: Particles.project(files.particles)] : files]
        }
        def unread = withImages.findAll { _meta, files -> files.particles }.collectMany { meta, files -> Particles.problems(meta, files) }
        if (unread) {
            error(unread.join('\n'))
        }
        def unusable = params.reference ? References.problem(file(params.reference, glob: false)) : null
        if (unusable) {
            error(unusable)
        }
        def entries = params.series ? Series.entries(withImages, params) : params.maps == 'separately' ? FurtherMaps.separate(given) : given
        def ids = entries.collect { entry -> entry[0].id } + faulty.collect { row, _reason -> Entries.printable(Entries.id(row)) }
        def record = new RunRecord(workflow, params, file(params.outdir, glob: false), ids)
        record.begin(sheet)
        def engines = params.series ? Series.engines(entries, chosen)
            : entries.collectEntries { meta, files -> [meta.id, chosen[files.family ?: meta.id]] }
        LocalResources.keep()
        def watch = Watch.begin(workflow, params, entries, engines)
        faulty.each { row, reason ->
            def left = Entries.printable(Entries.id(row))
            log.warn("Entry ${left} is left out: ${reason}")
            record.refused([id: left, process: '', exit: '', reason: reason])
        }
        ASSESS(entries, engines)
        if (params.strict) {
            // last: a run that fails starts nothing more
            STRICT(ASSESS.out.failed.combine(ASSESS.out.whole.toList().toList())
                .map { table, _whole -> table.readLines().size() - 1 }
                .filter { failed -> failed > 0 })
        }

        // told at once: an entry alone ends the run with it, of a samplesheet the others go on
        ASSESS.out.refused.subscribe { row ->
            record.refused(row)
            watch.failed(row)
            if (sheet || params.series) {
                log.warn("Entry ${row.id} is left out: ${row.reason}")
            }
            else {
                error(row.reason)
            }
        }
        ASSESS.out.summaries.subscribe { meta, summary -> record.summarised(meta.id, summary) }
        ASSESS.out.sampling.subscribe { meta, models, more -> watch.asked(meta.id, Stage.SAMPLE, models, more) }
        ASSESS.out.refining.subscribe { meta, models, more -> watch.asked(meta.id, Stage.REFINE, models, more) }
        ASSESS.out.reports.subscribe { meta, _page ->
            record.reported(meta.id)
            watch.finished(meta.id)
        }
        def preview = workflow.preview
        workflow.onComplete {
            if (!preview) {
                def words = record.end(schema)
                watch.end(record.failed)
                log.info(words)
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
