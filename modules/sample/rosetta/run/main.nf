// This runs Rosetta's trajectories of a batch of seeds, one after the other.
process ROSETTA {
    tag "${Tag.of(meta, "${first}-${last}")}"
    label 'rosetta'
    label 'batch'
    label 'one_of_many'
    cache 'deep' // what was prepared anew with the same bytes is not sampled anew

    input:
    tuple val(meta), path(setup, stageAs: 'setup/*'), val(first), val(last)

    output:
    tuple val(meta), path('runs'), val(first), val(last), emit: runs

    script:
    """
    run_rosetta.sh setup ${first} ${last} ${Math.round((params.rosetta_hours as double) * 3600)} runs
    """

    stub:
    """
    mkdir runs
    """
}
