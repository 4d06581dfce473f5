/*
 * Engines that the user brings are looked for before anything else, so that an entry whose engine is missing is not sampled for hours
 * first.
 */
include { ROSETTA_CHECK } from '../modules/sample/rosetta/check/main.nf'
include { PHENIX_CHECK  } from '../modules/refine/phenix/check/main.nf'
include { RELION_CHECK  } from '../modules/reconstruct/relion/check/main.nf'

workflow ENGINES {
    take:
    entries // list of [meta, given]
    engines // id of each entry -> [sampler:, refiner:]

    main:
    ROSETTA_CHECK(channel.fromList(users(entries, engines, 'rosetta') ? ['rosetta'] : []))
    PHENIX_CHECK(channel.fromList(users(entries, engines, 'phenix') ? ['phenix'] : []))
    RELION_CHECK(channel.fromList(users(entries, engines, 'relion') ? ['relion'] : []))
    def answers = ROSETTA_CHECK.out.answer.map { found, missing -> tuple('rosetta', version(found), missing) }
        .mix(PHENIX_CHECK.out.answer.map { found, missing -> tuple('phenix', version(found), missing) })
        .mix(RELION_CHECK.out.answer.map { found, missing -> tuple('relion', version(found), missing) })
    def found = answers.filter { _engine, version, _missing -> version }.map { engine, version, _missing -> tuple(engine, version) }

    // an entry is ready when every engine that it needs has been found
    def free = entries.findAll { meta, given -> !needs(engines[meta.id], given) }
    def waiting = channel.fromList(entries.findAll { meta, given -> needs(engines[meta.id], given) })
        .flatMap { meta, given -> needs(engines[meta.id], given).collect { engine -> tuple(engine, meta, given) } }
        .combine(found, by: 0)
        .map { _engine, meta, given, _version -> tuple(groupKey(meta, needs(engines[meta.id], given).size()), given) }
        .groupTuple(remainder: false)
        .map { key, givens -> tuple(key.target, givens.first()) }

    emit:
    ready   = channel.fromList(free).mix(waiting) // tuple(meta, given)
    rosetta = found.filter { engine, _version -> engine == 'rosetta' }.map { _engine, version -> version }
    phenix  = found.filter { engine, _version -> engine == 'phenix' }.map { _engine, version -> version }
    relion  = found.filter { engine, _version -> engine == 'relion' }.map { _engine, version -> version }
    // rows of failed.csv of the entries whose engine is missing
    refused = answers.filter { _engine, version, _missing -> !version }.flatMap { engine, _version, missing ->
        users(entries, engines, engine).collect { meta, _given ->
            [id: meta.id, process: "${engine.toUpperCase()}_CHECK".toString(), exit: '2', reason: missing.text.trim()]
        }
    }
}

// The entries that an engine is asked for by.
def users(entries, engines, engine) {
    return entries.findAll { meta, given -> engine in needs(engines[meta.id], given) }
}

// Of an entry's engines those that the user brings.
def needs(chosen, given) {
    return ['rosetta', 'phenix'].findAll { engine -> engine in chosen.values() } + (given.particles ? [params.engine] : [])
}

// Of the program, from what its check printed: null where there is none.
def version(found) {
    return found.readLines().find()?.tokenize(' ')?.drop(1)?.join(' ')
}
