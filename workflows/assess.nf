/*
 * Assess entries: one map and one model each, in; a convergence report each, out.
 * Every channel is tuple(meta, files...); no step knows which step comes before or after it.
 */
include { FETCH            } from '../modules/fetch/main.nf'
include { ASSESS_MODELS    } from '../modules/assess_models/main.nf'
include { PREPARE_MODEL    } from '../modules/prepare/model/main.nf'
include { SYMMETRY         } from '../modules/prepare/symmetry/main.nf'
include { COMPLETE_MODEL   } from '../modules/prepare/complete/main.nf'
include { PREPARE_MAP; PREPARE_MAP as PREPARE_SURROUNDINGS } from '../modules/prepare/map/main.nf'
include { SAMPLE_OPENMM    } from '../modules/sample/openmm/main.nf'
include { SAMPLE_ROSETTA   } from '../modules/sample/rosetta/main.nf'
include { VALIDATE as VALIDATE_START; VALIDATE as VALIDATE_SAMPLED; VALIDATE as VALIDATE_REFINED } from '../modules/validate/main.nf'
include { RANK             } from '../modules/rank/main.nf'
include { REFINE_SERVALCAT } from '../modules/refine/servalcat/main.nf'
include { REFINE_PHENIX    } from '../modules/refine/phenix/main.nf'
include { CONVERGE         } from '../modules/converge/main.nf'
include { REPORT           } from '../modules/report/main.nf'
include { INDEX            } from '../modules/index/main.nf'
include { METHODS          } from '../modules/methods/main.nf'

workflow ASSESS {
    take:
    entries // list of [meta, [map:, half1:, half2:, model:, ensemble:, contour:]]
    engines // id of each entry -> [sampler:, refiner:]; not in meta, so that another refiner leaves the sampled models as they are

    main:
    def monlib = params.monlib ? file(params.monlib, checkIfExists: true) : []

    // fetch what the entry names but does not give
    def (remote, given) = entries.split { entry -> Entries.isFetched(entry) }
    FETCH(channel.fromList(remote).map { meta, files -> tuple(meta, !(files.model || files.ensemble)) })
    def fetched = FETCH.out.entry
        .join(channel.fromList(remote))
        .map { meta, folder, files -> Entries.fetched(meta, files, folder) }
    def complete = channel.fromList(given).mix(fetched)
    def inputs = complete.filter { entry -> !Entries.isEnsemble(entry) }
    def contours = inputs.map { meta, files -> tuple(meta, files.contour) }

    // models that are there already need neither sampler nor refiner
    ASSESS_MODELS(complete.filter { entry -> Entries.isEnsemble(entry) }.map { meta, files ->
        tuple(meta, files.ensemble, files.model ?: [], files.map ?: [], files.half1 ?: [], files.half2 ?: [], files.contour)
    }, monlib)

    // prepare
    PREPARE_MODEL(inputs.map { meta, files -> tuple(meta, files.model) })
    SYMMETRY(PREPARE_MODEL.out.model.join(inputs).map { meta, model, _changes, files ->
        tuple(meta, model, files.model, files.map ?: [], files.half1 ?: [], files.half2 ?: [])
    })
    def unit = SYMMETRY.out.unit.map { meta, model, _symmetry, _surroundings -> tuple(meta, model) }
    def symmetry = SYMMETRY.out.unit.map { meta, _model, symmetry, _surroundings -> tuple(meta, symmetry) }
    def surrounded = SYMMETRY.out.unit.filter { _meta, _model, _symmetry, surroundings -> surroundings }
    COMPLETE_MODEL(unit)
    PREPARE_MAP(withMaps(unit, inputs))
    PREPARE_SURROUNDINGS(withMaps(surrounded.map { meta, _model, _symmetry, surroundings -> tuple(meta, surroundings.first()) }, inputs))
    def models = COMPLETE_MODEL.out.model.map { meta, model, _added -> tuple(meta, model) }
    def maps = PREPARE_MAP.out.map.map { meta, map, _halves, _info -> tuple(meta, map) }

    // sample: batches start at fixed seeds, so that more models later leave the finished batches as they are
    def seeds = (1..params.models).collate(params.batch).collect { batch -> [batch.first(), batch.last()] }
    def prepared = models.join(maps).join(symmetry)
    SAMPLE_OPENMM(prepared.filter { meta, _model, _map, _symmetry -> engines[meta.id].sampler == 'openmm' }, seeds)
    SAMPLE_ROSETTA(prepared.filter { meta, _model, _map, _symmetry -> engines[meta.id].sampler == 'rosetta' }, seeds)
    def start = SAMPLE_OPENMM.out.start.mix(SAMPLE_ROSETTA.out.start)
    def batches = SAMPLE_OPENMM.out.batches.mix(SAMPLE_ROSETTA.out.batches)
    def sampled = batches
        .map { meta, batch, scores, dropped -> tuple(groupKey(meta, seeds.size()), batch, scores, dropped) }
        .groupTuple(remainder: true)
        .map { key, ensembles, scores, dropped -> tuple(key.target, byName(ensembles.flatten()), byContent(scores), byContent(dropped)) }

    // validate what was sampled, batch by batch while others are still sampled, and what it started from
    def contoured = maps.join(contours)
    VALIDATE_START(models.join(start).join(PREPARE_MAP.out.map).join(contours).map { meta, model, relaxed, _setup, map, halves, _info, contour ->
        tuple(meta, 'start', [model, relaxed].flatten(), map, halves, contour)
    }, monlib)
    VALIDATE_SAMPLED(batches.filter { _meta, batch, _scores, _dropped -> batch }.combine(contoured, by: 0)
        .map { meta, batch, _scores, _dropped, map, contour -> tuple(meta, 'sampled', batch, map, [], contour) }, monlib)
    def validated = VALIDATE_SAMPLED.out.validation
        .map { meta, table, _residues -> tuple(groupKey(meta, seeds.size()), table) }
        .groupTuple(remainder: true)
        .map { key, validations -> tuple(key.target, byContent(validations)) }

    // rank, refine the best
    RANK(start.join(sampled.join(validated, remainder: true), remainder: true).map { row ->
        def (meta, relaxed, _setup, ensemble, scores, dropped, validations) = row // shorter where no batch came through
        tuple(meta, ensemble ?: [], scores ?: [], dropped ?: [], validations ?: [])
    })
    def chosen = RANK.out.selected.join(sampled) // the sampler's own files, so that a refinement is not done again when another ranking chooses its model too
        .map { meta, order, ensemble, _scores, _dropped -> tuple(meta, named(order.readLines(), ensemble)) }
    // an asymmetric unit is refined with its mates, in a map that holds them too
    def alone = SYMMETRY.out.unit.filter { _meta, _model, _symmetry, surroundings -> !surroundings }
    def target = alone.join(PREPARE_MAP.out.map).mix(surrounded.join(PREPARE_SURROUNDINGS.out.map))
        .map { meta, _model, found, _surroundings, map, halves, _info -> tuple(meta, map, halves, found) }
    def unrefined = chosen.join(target)
        .flatMap { meta, ensemble, map, halves, found -> ensemble.collect { model -> tuple(meta, model, map, halves, found) } }
    REFINE_SERVALCAT(unrefined.filter { meta, _model, _map, _halves, _symmetry -> engines[meta.id].refiner == 'servalcat' }, monlib)
    REFINE_PHENIX(unrefined.filter { meta, _model, _map, _halves, _symmetry -> engines[meta.id].refiner == 'phenix' })
    def refined = REFINE_SERVALCAT.out.refined.mix(REFINE_PHENIX.out.refined)
        .combine(chosen.map { meta, ensemble -> tuple(meta, ensemble.size()) }, by: 0)
        .map { meta, model, statistics, failed, size -> tuple(groupKey(meta, size), model, statistics, failed) }
        .groupTuple(remainder: true)
        .map { key, ensemble, statistics, failed -> tuple(key.target, byName(ensemble.flatten()), byName(statistics.flatten()), byName(failed.flatten())) }
    VALIDATE_REFINED(refined.filter { _meta, ensemble, _statistics, _failed -> ensemble }.join(contoured)
        .map { meta, ensemble, _statistics, _failed, map, contour -> tuple(meta, 'refined', ensemble, map, [], contour) }, monlib)

    // converge, report
    def setup = start.map { meta, _relaxed, setup -> tuple(meta, setup) }
    def validations = VALIDATE_START.out.validation.map { meta, table, _residues -> tuple(meta, table) }
        .join(validated)
        .join(VALIDATE_REFINED.out.validation)
    CONVERGE(maps.map { meta, map -> tuple(meta, engines[meta.id], map) }
        .join(RANK.out.selected)
        .join(RANK.out.ranking.map { meta, _table, ranking -> tuple(meta, ranking) })
        .join(setup)
        .join(chosen)
        .join(chosen.join(refined, remainder: true).map { row ->
            def (meta, _chosen, ensemble, statistics, failed) = row // shorter where no refinement came through
            tuple(meta, ensemble ?: [], statistics ?: [], failed ?: [])
        })
        .join(sampled.map { meta, _ensemble, scores, _dropped -> tuple(meta, scores) })
        .join(maps.join(VALIDATE_START.out.half_maps, remainder: true).map { row ->
            def (meta, _map, resolution, curves) = row // shorter where the validation failed
            tuple(meta, resolution ?: [], curves ?: [])
        })
        .join(maps.join(validations, remainder: true).map { row ->
            def (meta, _map, ofStart, ofSampled, ofRefined, residues) = row // shorter where a validation failed
            tuple(meta, ofStart ?: [], ofSampled ?: [], ofRefined ?: [], residues ?: [])
        })
        .join(symmetry))
    REPORT(CONVERGE.out.tables
        .join(RANK.out.ranking)
        .join(PREPARE_MODEL.out.model.map { meta, _model, changes -> tuple(meta, changes) })
        .join(COMPLETE_MODEL.out.model.map { meta, _model, added -> tuple(meta, added) })
        .join(PREPARE_MAP.out.map.map { meta, _map, _halves, info -> tuple(meta, info) })
        .join(setup)
        .join(CONVERGE.out.ensemble)
        .join(maps)
        .join(contours))

    // the whole run
    def tables = CONVERGE.out.tables.mix(ASSESS_MODELS.out.tables)
    def pages = REPORT.out.page.mix(ASSESS_MODELS.out.page)
    def lost = pages.map { meta, _page -> meta.id }.toList().map { reported -> // waits for the trace
        recorded('failed.csv', Csv.text(Failures.COLUMNS, Failures.of(entries.collect { entry -> entry[0].id } - reported, 20_000)))
    }
    def all = tables.toSortedList { a, b -> a[0].id <=> b[0].id }
    INDEX(all.map { rows -> rows.collect { _meta, summary, _residues -> summary } }, all.map { rows -> rows.collect { _meta, _summary, residues -> residues } }, lost)

    // what somebody needs to say it and to repeat it
    def versions = channel.topic('versions')
        .map { file -> file.text }
        .mix(channel.of("'Workflow':\n  emconverge: ${workflow.manifest.version}\n  nextflow: ${workflow.nextflow.version}\n".toString()))
        .unique()
        .toSortedList()
        .map { texts -> recorded('software_versions.yml', texts.join()) }
    channel.topic('checksums')
        .combine(complete, by: 0)
        .flatMap { meta, sums, files -> Provenance.inputs(meta, files, sums.text) }
        .unique() // two tasks may read one map
        .toSortedList { a, b -> "${a.id} ${a.role} ${a.path}" <=> "${b.id} ${b.role} ${b.path}" }
        .subscribe { rows -> recorded('inputs.csv', Csv.text(Provenance.INPUT_COLUMNS, rows)) }
    METHODS(all.filter { rows -> rows }.map { rows -> rows.collect { _meta, summary, _residues -> summary } }, versions,
        file("${params.outdir}/pipeline_info/params.json", glob: false))

    emit:
    // tuple(meta, report.html)
    reports   = pages
    // tuple(meta, summary.json)
    summaries = tables.map { meta, summary, _residues -> tuple(meta, summary) }
    // failed.csv: the entries without a report, and why; known when the last report is there or will never be
    failed    = lost
    // what is made of the whole run, last
    whole     = INDEX.out.page.mix(METHODS.out.methods)
}

// What PREPARE_MAP takes.
def withMaps(models, inputs) {
    return models.join(inputs).map { meta, model, files -> tuple(meta, model, files.map ?: [], files.half1 ?: [], files.half2 ?: []) }
}

// Sorted, because the order in which tasks end must not change what the next step is given.
def byName(files) {
    return files.sort { file -> file.name }
}

def named(names, files) {
    return files.findAll { file -> file.baseName in names }
}

def byContent(files) {
    return files.sort { file -> file.text }
}

// A file of the run as a whole. It stays as it is when it holds the text already: what was made from it is not made again.
def recorded(name, text) {
    return RunRecord.write(file("${params.outdir}/pipeline_info/${name}", glob: false), text)
}
