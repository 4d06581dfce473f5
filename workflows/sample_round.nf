/*
 * One round of sampling: so many models more of the entries that need them, judged batch by batch while others are still sampled, and
 * whether they are enough. An entry goes from round to round by itself, whatever becomes of others.
 */
include { ANNEAL         } from '../modules/sample/openmm/anneal/main.nf'
include { ROSETTA        } from '../modules/sample/rosetta/run/main.nf'
include { ROSETTA_MODELS } from '../modules/sample/rosetta/models/main.nf'
include { PRECISION as PRECISION_SAMPLED } from '../modules/precision/main.nf'
include { VALIDATE as VALIDATE_SAMPLED   } from '../modules/validate/main.nf'
include { collected; withOptional; keptOf } from './entries.nf'

workflow SAMPLE_ROUND {
    take:
    number   // of this round, from 0
    asked    // tuple(meta): entries of which it samples
    before   // tuple(meta, what the samplers made of each in earlier rounds)
    judged   // tuple(meta, the validations of these)
    openmm   // tuple(meta, system, shifts)
    rosetta  // tuple(meta, setup)
    target   // tuple(meta, map, contour, dictionaries of components that the library lacks)
    register // tuple(meta, register.json)
    monlib   // folder of the monomer library, or []

    main:
    def seeds = Rounds.seeds(params)[number]
    def last = !seeds || seeds.last()[1] == Rounds.mostSampled(params)
    def auto = Rounds.isAuto(params.models)
    def tasks = channel.fromList(seeds)
    ANNEAL(keptOf(openmm, asked).combine(tasks))
    ROSETTA(keptOf(rosetta, asked).combine(tasks))
    ROSETTA_MODELS(rosetta.combine(ROSETTA.out.runs, by: 0))
    def batches = ANNEAL.out.batch.mix(ROSETTA_MODELS.out.batch)
    VALIDATE_SAMPLED(batches.filter { _meta, _first, found, _scores, _dropped -> found }.combine(target, by: 0)
        .map { meta, first, found, _scores, _dropped, map, contour, ligand ->
            tuple(meta, String.format('sampled_%04d', first), ['sampled'], found, map, [], contour, ligand)
        }, monlib)

    // a round of which no sampling task came through leaves an entry with what it had
    def made = collected(batches.map { meta, _first, found, scores, dropped -> tuple(meta, seeds.size(), found, scores, dropped) })
    def sampled = withOptional(before, made.map { meta, found, scores, dropped -> tuple(meta, found + scores + dropped) })
        .map { meta, earlier, files -> tuple(meta, earlier + files) }
    def validated = withOptional(judged, collected(VALIDATE_SAMPLED.out.validation.map { meta, table -> tuple(meta, seeds.size(), table) }))
        .map { meta, earlier, tables -> tuple(meta, earlier + tables) }
    def models = sampled.map { meta, files -> tuple(meta, files.findAll { file -> file.name.endsWith('.cif') }) }
    PRECISION_SAMPLED(withOptional(models.filter { _meta, found -> auto && found }, register)
        .map { meta, found, evidence -> tuple(meta, found, evidence, 'sampled', Rounds.mostSampled(params)) })
    def verdicts = auto ? withOptional(sampled, PRECISION_SAMPLED.out.precision) : sampled.map { meta, files -> tuple(meta, files, []) }
    def next = verdicts.branch { _meta, _files, verdict ->
        on: !last && (!auto || seeds.last()[1] < Rounds.leastSampled(params) || Rounds.isMore(verdict))
        over: true
    }

    emit:
    on      = next.on.map { meta, files, _verdict -> tuple(meta, files) } // tuple(meta, what the samplers made of each so far)
    checked = keptOf(validated, next.on.map { meta, _files, _verdict -> tuple(meta) }) // tuple(meta, validations of these)
    // tuple(meta, models that were asked for, what the samplers made, verdict or [], validations) of the entries that have enough
    over    = next.over.map { meta, files, verdict -> tuple(meta, seeds ? seeds.last()[1] : 0, files, verdict) }.join(validated)
}
