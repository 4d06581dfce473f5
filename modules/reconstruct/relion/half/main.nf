// This reconstructs one half map by RELION.
process RELION_HALF {
    tag "${Tag.of(meta, "half ${half}")}"
    label 'relion'
    cpus params.relion_mpi
    cache 'lenient' // a project's folder changes with every job in it

    input:
    tuple val(meta), path(star), path(project, stageAs: 'project'), val(symmetry), val(half), val(version)

    output:
    tuple val(meta), val(half), path("half${half}.mrc"), emit: half

    script:
    """
    # relion ${version}
    run_relion.sh reconstruct ${star} project ${half} ${symmetry} ${task.cpus} half${half}.mrc ${params.relion_options ?: ''}
    """

    stub:
    """
    touch half${half}.mrc
    """
}
