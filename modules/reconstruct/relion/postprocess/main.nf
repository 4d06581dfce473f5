// This makes the map of two half maps, and measures its resolution, by RELION.
process RELION_POSTPROCESS {
    tag "${Tag.of(meta)}"
    label 'relion'

    input:
    tuple val(meta), path(half1), path(half2), path(mask), path(options), val(version)

    output:
    tuple val(meta), path('map.mrc'), emit: map
    tuple val(meta), path('map.star'), emit: measured

    script:
    """
    # relion ${version}
    run_relion.sh postprocess ${half1} ${half2} ${mask} ${options} map
    """

    stub:
    """
    touch map.mrc map.star
    """
}
