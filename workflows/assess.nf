/*
 * Assess entries: one map and one model each, in; a convergence report each, out.
 * Every channel is tuple(meta, files); no step knows which step comes before or after it.
 */
include { ENGINES       } from './engines.nf'
include { SERIES        } from './series.nf'
include { PREPARE       } from './prepare.nf'
include { SAMPLE        } from './sample.nf'
include { REFINE        } from './refine.nf'
include { SECOND        } from './second.nf'
include { HALVES        } from './halves.nf'
include { CONCLUDE      } from './conclude.nf'
include { FETCH         } from '../modules/fetch/main.nf'
include { ASSESS_MODELS } from '../modules/assess_models/main.nf'
include { SERIES_TABLE  } from '../modules/series/table/main.nf'
include { MAP_DIFFERENCES } from '../modules/maps/main.nf'
include { INDEX         } from '../modules/index/main.nf'
include { METHODS       } from '../modules/methods/main.nf'

workflow ASSESS {
    take:
    entries // list of [meta, given]
    engines // id of each entry -> [sampler:, refiner:]; not in meta, so that another refiner leaves the sampled models as they are

    main:
    def trend = params.trend ? file(params.trend, checkIfExists: true) : []
    def monlib = params.monlib ? file(params.monlib, checkIfExists: true) : []
    def reference = params.reference ? file(params.reference, checkIfExists: true) : []
    def symmetries = Parameters.properties(file("${projectDir}/nextflow_schema.json", glob: false)).symmetry.pattern
    ENGINES(entries, engines)

    // fetch what an entry names but does not give
    def remote = ENGINES.out.ready.filter { meta, given -> Entries.isFetched([meta, given]) }
    FETCH(remote.map { meta, given -> tuple(meta, given.emdb, !(given.model || given.ensemble), given.pdb) })
    def fetched = FETCH.out.entry.join(remote).map { meta, folder, given -> Entries.fetched(meta, given, folder, symmetries) }
    // make the maps of a series
    SERIES(ENGINES.out.ready.filter { _meta, given -> given.series }, ENGINES.out.relion)
    def complete = ENGINES.out.ready.filter { meta, given -> !given.series && !Entries.isFetched([meta, given]) }
        .mix(SERIES.out.entries)
        .mix(fetched.filter { meta, _given -> meta.resolution })
    def unresolved = fetched.filter { meta, _given -> !meta.resolution }.map { meta, given -> Entries.unresolved(meta, given) }
    def left = ENGINES.out.refused.mix(unresolved)

    // models that are there already need neither sampler nor refiner
    ASSESS_MODELS(complete.filter { entry -> Entries.isEnsemble(entry) }.map { meta, given ->
        [meta, given.title, given.contour, given.ensemble, given.model ?: [], given.map ?: [], given.half1 ?: [], given.half2 ?: [],
         given.ligand, [given.emdb, given.pdb]]
    }, monlib, reference)

    def sought = complete.filter { entry -> !Entries.isEnsemble(entry) }
    def contours = sought.map { meta, given -> tuple(meta, given.contour) }
    PREPARE(sought, engines, monlib)
    SAMPLE(PREPARE.out.model.join(PREPARE.out.map).join(PREPARE.out.symmetry), PREPARE.out.register, PREPARE.out.halves, contours, engines,
        ENGINES.out.rosetta, monlib, PREPARE.out.ligand)
    REFINE(SAMPLE.out.chosen, PREPARE.out.target, PREPARE.out.map, contours, PREPARE.out.register, engines, ENGINES.out.phenix, monlib,
        PREPARE.out.ligand)
    SECOND(SAMPLE.out.openmm, REFINE.out.refined, PREPARE.out.map.join(PREPARE.out.halves), PREPARE.out.target, engines, monlib,
        PREPARE.out.ligand)
    // of a family, of which all have the half maps of its first, once
    def halves = PREPARE.out.halves.join(sought).filter { meta, _halves, given -> !given.family || given.family == meta.id }
        .map { meta, files, _given -> tuple(meta, files) }
    HALVES(PREPARE.out.model.join(PREPARE.out.symmetry).join(halves), PREPARE.out.register, monlib, PREPARE.out.ligand)
    CONCLUDE(sought, engines,
        PREPARE.out.model.join(PREPARE.out.map).join(PREPARE.out.symmetry).join(SAMPLE.out.setup)
            .map { meta, model, map, symmetry, setup -> tuple(meta, [model, map, symmetry, setup]) },
        PREPARE.out.register,
        PREPARE.out.records,
        SAMPLE.out.chosen.join(SAMPLE.out.scores).map { meta, models, scores -> tuple(meta, models + scores) },
        SAMPLE.out.ranking.join(SAMPLE.out.precision).map { meta, files, precision -> tuple(meta, files + [precision].flatten()) },
        REFINE.out.counts,
        REFINE.out.refined,
        [SAMPLE.out.ofStart, SAMPLE.out.start, SAMPLE.out.ofRelaxed, SAMPLE.out.ofSampled, REFINE.out.ofRefined, REFINE.out.residues],
        SAMPLE.out.half_maps,
        REFINE.out.curves,
        REFINE.out.outliers,
        PREPARE.out.halves,
        [HALVES.out.first, HALVES.out.second],
        [SECOND.out.record, SECOND.out.models],
        trend, reference)

    // the whole run
    def numbers = CONCLUDE.out.summaries.mix(ASSESS_MODELS.out.summary)
    def tables = CONCLUDE.out.residues.mix(ASSESS_MODELS.out.residues)
    def pages = CONCLUDE.out.pages.mix(ASSESS_MODELS.out.page)
    def ids = entries.collect { meta, _given -> meta.id }
    def lost = pages.map { meta, _page -> meta.id }.toList().map { reported -> [reported] }
        .combine(left.toList().map { rows -> [rows] })
        .map { reported, refused -> // waits for the trace
            recorded('failed.csv', Csv.text(Failures.COLUMNS, Failures.of(ids - reported, refused, 20_000)))
        }
    def all = numbers.join(tables).toSortedList { a, b -> a[0].id <=> b[0].id }
    def allSummaries = all.map { rows -> rows.collect { _meta, summary, _residues -> summary } }
    def allResidues = all.map { rows -> rows.collect { _meta, _summary, residues -> residues } }
    INDEX(allSummaries, allResidues, lost, trend, FurtherMaps.families(entries), params.series as boolean)
    def members = numbers.join(tables).join(CONCLUDE.out.ensembles).join(SERIES.out.records)
        .toSortedList { a, b -> a[0].id <=> b[0].id }
        .filter { rows -> rows }
    def ofMembers = (1..4).collect { place -> members.map { rows -> rows.collect { row -> row[place] } } }
    def asked = params.series ? recorded('series_maps.csv', Csv.text(Series.COLUMNS, Series.asked(entries))) : []
    SERIES_TABLE(ofMembers[0], ofMembers[1], ofMembers[2], ofMembers[3], asked, lost)

    // maps of one model that were assessed by themselves: as soon as the last is done, or lost, for their reports lead to this page
    MAP_DIFFERENCES(sought.filter { _meta, given -> given.family }.join(numbers.join(tables).join(CONCLUDE.out.ensembles))
        .map { meta, given, summary, residues, ensemble ->
            tuple(groupKey(given.siblings, given.siblings.size()), [meta, summary, residues, ensemble])
        }
        .groupTuple(remainder: true)
        .map { siblings, made -> FurtherMaps.ofFamily(entries, siblings.target, made) })

    // what somebody needs to say it and to repeat it
    def versions = channel.topic('versions')
        .map { file -> file.text }
        .mix(channel.of("'Workflow':\n  emconverge: ${workflow.manifest.version}\n  nextflow: ${workflow.nextflow.version}\n".toString()))
        .unique()
        .toSortedList()
        .map { texts -> recorded('software_versions.yml', texts.join()) }
    channel.topic('checksums')
        .combine(complete, by: 0)
        .flatMap { meta, sums, given -> Provenance.inputs(meta, given, sums.text) }
        .unique() // two tasks may read one map
        .toSortedList { a, b -> "${a.id} ${a.role} ${a.path}" <=> "${b.id} ${b.role} ${b.path}" }
        .subscribe { rows -> recorded('inputs.csv', Csv.text(Provenance.INPUT_COLUMNS, rows)) }
    METHODS(allSummaries.filter { summaries -> summaries }, params.series ? ofMembers[3] : [], versions,
        file("${params.outdir}/pipeline_info/params.json", glob: false))

    emit:
    sampling  = SAMPLE.out.asked    // tuple(meta, models asked for, whether more may follow), as often as that changes
    refining  = REFINE.out.asked    // likewise
    reports   = pages               // tuple(meta, report.html)
    summaries = numbers             // tuple(meta, summary.json)
    refused   = left                // rows of failed.csv of entries that are left out before anything is computed
    // failed.csv: the entries without a report, and why; known when the last report is there or will never be
    failed    = lost
    whole     = INDEX.out.page.mix(METHODS.out.methods, SERIES_TABLE.out.page, MAP_DIFFERENCES.out.page) // of the whole run, last
}

// A file of the run as a whole. It stays as it is when it holds the text already: what was made from it is not made again.
def recorded(name, text) {
    return RunRecord.write(file("${params.outdir}/pipeline_info/${name}", glob: false), text)
}
