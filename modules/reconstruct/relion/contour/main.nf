// This finds, once per series, how the map of its particles is to be cut for a mask.
process RELION_CONTOUR {
    tag "${Tag.of(meta)}"
    label 'tools'
    ext runs: Code.of('emtools')

    input:
    tuple val(meta), path(half1), path(half2)

    output:
    tuple val(meta), path('contour'), emit: contour
    path 'versions.yml', topic: versions

    script:
    """
    # ${task.ext.runs}
    emtools mask-contour --half1 ${half1} --half2 ${half2} --out-dir contour
    ${Shell.versions(task.process, 'emtools --version')}
    """

    stub:
    """
    # ${task.ext.runs}
    mkdir contour
    touch versions.yml
    """
}
