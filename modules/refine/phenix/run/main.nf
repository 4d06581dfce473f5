// Refinement of one model by Phenix.
process PHENIX {
    tag "${meta.id} ${model.baseName}"
    label 'phenix'
    label 'one_of_many'

    input:
    tuple val(meta), path(model), path(setup), path(found)

    output:
    tuple val(meta), path(model), path(setup), path('run'), path(found), emit: run

    script:
    """
    run_phenix.sh ${setup} run nproc=${task.cpus} ${params.phenix_options ?: ''}
    """

    stub:
    """
    mkdir run
    """
}
