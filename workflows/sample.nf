/*
 * Sample: many models of each entry, judged batch by batch while others are still sampled, ranked, the best chosen.
 */
include { SAMPLE_OPENMM  } from '../modules/sample/openmm/main.nf'
include { SAMPLE_ROSETTA } from '../modules/sample/rosetta/main.nf'
include { VALIDATE as VALIDATE_START; VALIDATE as VALIDATE_RELAXED } from '../modules/validate/main.nf'
include { SAMPLE_ROUND as SAMPLE_1; SAMPLE_ROUND as SAMPLE_2; SAMPLE_ROUND as SAMPLE_3 } from './sample_round.nf'
include { SAMPLE_ROUND as SAMPLE_4; SAMPLE_ROUND as SAMPLE_5; SAMPLE_ROUND as SAMPLE_6 } from './sample_round.nf'
include { SAMPLE_ROUND as SAMPLE_7 } from './sample_round.nf'
include { RANK           } from '../modules/rank/main.nf'
include { withOptional   } from './entries.nf'

workflow SAMPLE {
    take:
    prepared // tuple(meta, prepared model, map, symmetry.json)
    register // tuple(meta, register.json)
    halves   // tuple(meta, half maps or [])
    contours // tuple(meta, recommended level of the map or null)
    engines  // id of each entry -> [sampler:, refiner:]
    rosetta  // version of the Rosetta that was found
    monlib   // folder of the monomer library, or []
    ligand   // tuple(meta, dictionaries of components that the library lacks)

    main:
    SAMPLE_OPENMM(prepared.filter { meta, _model, _map, _symmetry -> engines[meta.id].sampler == 'openmm' }, register, monlib, ligand)
    SAMPLE_ROSETTA(prepared.filter { meta, _model, _map, _symmetry -> engines[meta.id].sampler == 'rosetta' }, rosetta)
    def relaxed = SAMPLE_OPENMM.out.relaxed.mix(SAMPLE_ROSETTA.out.relaxed)
    def setups = SAMPLE_OPENMM.out.setup.mix(SAMPLE_ROSETTA.out.setup)
    def target = prepared.map { meta, _model, map, _symmetry -> tuple(meta, map) }.join(contours).join(ligand)
    // the prepared model, and the half maps around it, are judged while the sampler's set-up, which has one thread, leaves cores idle
    VALIDATE_START(prepared.join(halves).join(contours).join(ligand).map { meta, model, map, _symmetry, halfMaps, contour, known ->
        tuple(meta, 'start', ['start'], [model], map, halfMaps, contour, known)
    }, monlib)
    VALIDATE_RELAXED(relaxed.filter { _meta, models -> models }.join(target)
        .map { meta, models, map, contour, known -> tuple(meta, 'relaxed', ['relaxed'], models, map, [], contour, known) }, monlib)

    // every entry begins, so that one of which no sampling task comes through is ranked too, and it is said why it ends here
    def all = setups.map { meta, _setup -> tuple(meta, []) }
    SAMPLE_1(0, all, all, all, SAMPLE_OPENMM.out.ready, SAMPLE_ROSETTA.out.ready, target, register, monlib)
    SAMPLE_2(1, asking(SAMPLE_1.out.on, all), SAMPLE_1.out.on, SAMPLE_1.out.checked, SAMPLE_OPENMM.out.ready,
        SAMPLE_ROSETTA.out.ready, target, register, monlib)
    SAMPLE_3(2, asking(SAMPLE_2.out.on, all), SAMPLE_2.out.on, SAMPLE_2.out.checked, SAMPLE_OPENMM.out.ready,
        SAMPLE_ROSETTA.out.ready, target, register, monlib)
    SAMPLE_4(3, asking(SAMPLE_3.out.on, all), SAMPLE_3.out.on, SAMPLE_3.out.checked, SAMPLE_OPENMM.out.ready,
        SAMPLE_ROSETTA.out.ready, target, register, monlib)
    SAMPLE_5(4, asking(SAMPLE_4.out.on, all), SAMPLE_4.out.on, SAMPLE_4.out.checked, SAMPLE_OPENMM.out.ready,
        SAMPLE_ROSETTA.out.ready, target, register, monlib)
    SAMPLE_6(5, asking(SAMPLE_5.out.on, all), SAMPLE_5.out.on, SAMPLE_5.out.checked, SAMPLE_OPENMM.out.ready,
        SAMPLE_ROSETTA.out.ready, target, register, monlib)
    SAMPLE_7(6, asking(SAMPLE_6.out.on, all), SAMPLE_6.out.on, SAMPLE_6.out.checked, SAMPLE_OPENMM.out.ready,
        SAMPLE_ROSETTA.out.ready, target, register, monlib)
    def rounds = [SAMPLE_1.out, SAMPLE_2.out, SAMPLE_3.out, SAMPLE_4.out, SAMPLE_5.out, SAMPLE_6.out, SAMPLE_7.out]
    def over = rounds.collect { round -> round.over }.inject { those, more -> those.mix(more) }

    RANK(over.map { meta, requested, files, _verdict, validations ->
        tuple(meta, requested, Rounds.mostRefined(params), files, validations)
    })
    def selected = RANK.out.selected.join(over).map { meta, order, _requested, files, _verdict, _validations ->
        tuple(meta, named(order.readLines(), files))
    }
    def ends = Rounds.seeds(params).collect { seeds -> seeds ? seeds.last()[1] : 0 }
    def goingOn = rounds.dropRight(1).withIndex().collect { round, i ->
        round.on.filter { Rounds.isAuto(params.models) }.map { meta, _files -> tuple(meta, ends[i + 1], ends[i + 1] < ends.max()) }
    }

    emit:
    openmm      = SAMPLE_OPENMM.out.ready // tuple(meta, system, shifts) of the entries that OpenMM samples
    setup       = setups // tuple(meta, setup.json)
    // tuple(meta, the chosen models, best first): the sampler's own files, so that another ranking that chooses a model too does not
    // refine it again
    chosen      = selected
    // tuple(meta, scores_*.csv)
    scores      = over.map { meta, _requested, files, _verdict, _validations ->
        tuple(meta, files.findAll { file -> file.name.startsWith('scores_') })
    }
    ranking     = RANK.out.ranking // tuple(meta, [ranking.csv, ranking.json])
    // tuple(meta, precision_sampled.json): with --models auto, how well the spread is known
    precision   = over.map { meta, _requested, _files, verdict, _validations -> tuple(meta, verdict) }
    // tuple(meta, models asked for when the round is over that begins now, whether more may follow); at the end those of all rounds
    asked       = goingOn.inject(over.map { meta, requested, _files, _verdict, _validations -> tuple(meta, requested, false) }) {
        those, more -> those.mix(more)
    }
    // tuple(meta, start.json), tuple(meta, start.csv), tuple(meta, relaxed.json), tuple(meta, [sampled_*.json])
    ofStart     = VALIDATE_START.out.validation
    start       = VALIDATE_START.out.residues
    ofRelaxed   = VALIDATE_RELAXED.out.validation
    ofSampled   = over.map { meta, _requested, _files, _verdict, validations -> tuple(meta, validations) }
    half_maps   = VALIDATE_START.out.half_maps // tuple(meta, [half_maps.json, local_resolution.mrc] or [])
}

// The models of these names, in their order.
def named(names, files) {
    return names.collect { name -> files.find { file -> file.name == "${name}.cif".toString() } }
}

// The entries that a round samples: with --models auto those that go on, and of a fixed number all, at once.
def asking(on, all) {
    return Rounds.isAuto(params.models) ? on : all
}
