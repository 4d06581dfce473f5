// This makes, once per series, the mask within which the resolution of its maps is measured.
process RELION_MASK {
    tag "${Tag.of(meta)}"
    label 'relion'

    input:
    tuple val(meta), path(contour), val(version)

    output:
    tuple val(meta), path('mask.mrc'), emit: mask

    script:
    """
    # relion ${version}
    run_relion.sh mask ${contour} mask.mrc
    """

    stub:
    """
    touch mask.mrc
    """
}
