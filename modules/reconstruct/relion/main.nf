/*
 * Reconstruction: RELION, half maps and maps of shifted particles (Herzik, Fraser & Lander 2019).
 * The contract of every reconstruction: particles of a series in; for each of its maps the map, its half maps and series_map.json out.
 * What is of the particles as they are is made once per series: half maps, from which the shifts are solved, and a mask for all.
 */
include { RELION_PARTICLES                 } from './particles/main.nf'
include { RELION_HALF as RELION_GIVEN_HALF } from './half/main.nf'
include { RELION_CONTOUR                   } from './contour/main.nf'
include { RELION_MASK                      } from './mask/main.nf'
include { RELION_SHIFT                     } from './shift/main.nf'
include { RELION_HALF                      } from './half/main.nf'
include { RELION_POSTPROCESS               } from './postprocess/main.nf'
include { RELION_RECORD                    } from './record/main.nf'

workflow RECONSTRUCT_RELION {
    take:
    asked   // tuple(meta, series, particles, stamp of their file, project's folder, symmetry)
    version // of the RELION that was found

    main:
    // the particles as they are
    def given = asked.map { _meta, series, particles, stamp, project, symmetry ->
        tuple(Series.shared(series.name), particles, stamp, project, symmetry)
    }.unique()
    RELION_PARTICLES(given.map { shared, particles, stamp, project, _symmetry -> tuple(shared, particles, stamp, project) })
    RELION_GIVEN_HALF(RELION_PARTICLES.out.particles
        .join(given.map { shared, _particles, _stamp, project, symmetry -> tuple(shared, project, symmetry) })
        .combine(channel.of(1, 2)).combine(version))
    def halves = pairs(RELION_GIVEN_HALF.out.half)
    RELION_CONTOUR(halves)
    RELION_MASK(RELION_CONTOUR.out.contour.combine(version))

    // every map
    RELION_SHIFT(asked.map { meta, series, particles, stamp, project, _symmetry ->
        tuple(Series.shared(series.name), meta, series, particles, stamp, project)
    }.combine(halves.join(RELION_MASK.out.mask), by: 0)
        .map { _shared, meta, series, particles, stamp, project, half1, half2, mask ->
            tuple(meta, series, particles, stamp, project, half1, half2, mask)
        })
    RELION_HALF(RELION_SHIFT.out.shifted
        .join(asked.map { meta, _series, _particles, _stamp, project, symmetry -> tuple(meta, project, symmetry) })
        .combine(channel.of(1, 2)).combine(version))
    def made = pairs(RELION_HALF.out.half)
    RELION_POSTPROCESS(made.join(asked).map { meta, half1, half2, series, _particles, _stamp, _project, _symmetry ->
        tuple(Series.shared(series.name), meta, half1, half2)
    }.combine(RELION_MASK.out.mask, by: 0)
        .map { _shared, meta, half1, half2, mask -> tuple(meta, half1, half2, mask) }
        .join(RELION_SHIFT.out.sharpening).combine(version))
    RELION_RECORD(asked.map { meta, series, _particles, _stamp, _project, symmetry -> tuple(meta, series, symmetry) }
        .join(RELION_SHIFT.out.record).join(RELION_POSTPROCESS.out.measured).combine(version))

    emit:
    maps    = RELION_POSTPROCESS.out.map.join(made) // tuple(meta, map, half1, half2)
    records = RELION_RECORD.out.record              // tuple(meta, series_map.json)
    sources = halves                                // tuple(Series.shared(name), half1, half2) of the particles as they are
}

// tuple(meta, half1, half2) of tuple(meta, 1 or 2, half map)
def pairs(halves) {
    return halves.filter { _meta, half, _map -> half == 1 }.map { meta, _half, map -> tuple(meta, map) }
        .join(halves.filter { _meta, half, _map -> half == 2 }.map { meta, _half, map -> tuple(meta, map) })
}
