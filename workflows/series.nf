/*
 * Series: the maps of a resolution series, made of an entry's half maps or of its particles. Each is an entry of its own from here on.
 */
include { SERIES_MAP         } from '../modules/series/map/main.nf'
include { RECONSTRUCT_RELION } from '../modules/reconstruct/relion/main.nf'

workflow SERIES {
    take:
    asked  // tuple(meta, given), given.series what map it is
    relion // version of the RELION that was found

    main:
    SERIES_MAP(asked.filter { _meta, given -> !given.particles }
        .map { meta, given -> tuple(meta, given.series, given.symmetry, given.source1, given.source2) })
    RECONSTRUCT_RELION(asked.filter { _meta, given -> given.particles }
        .map { meta, given ->
            tuple(meta, given.series, given.particles, Particles.stamp(given.particles), given.particles_dir, Particles.symmetry(given))
        }, relion)
    def made = SERIES_MAP.out.maps.mix(RECONSTRUCT_RELION.out.maps)
    def described = SERIES_MAP.out.record.mix(RECONSTRUCT_RELION.out.records)

    // particles have given half maps, too, once they are reconstructed as they are
    def sources = asked.filter { _meta, given -> given.particles }
        .map { meta, given -> tuple(Series.shared(given.series.name), meta, given) }
        .combine(RECONSTRUCT_RELION.out.sources, by: 0)
        .map { _shared, meta, given, half1, half2 -> tuple(meta, given + [source1: half1, source2: half2]) }
        .mix(asked.filter { _meta, given -> !given.particles })

    emit:
    entries = sources.join(made).join(described) // tuple(meta, given) with its maps, and how they were made
        .map { meta, given, map, half1, half2, record -> Series.made(meta, given + [record: record], map, half1, half2) }
    records = described // tuple(meta, series_map.json)
}
