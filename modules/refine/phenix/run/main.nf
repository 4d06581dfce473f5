// This refines one model by Phenix.
process PHENIX {
    tag "${Tag.of(meta, model.baseName)}"
    label 'phenix'
    label 'one_of_many'

    input:
    tuple val(meta), path(model), path(setup), val(version)

    output:
    tuple val(meta), path(model), path(setup), path('run'), val(version), emit: run

    script:
    """
    run_phenix.sh ${setup} run nproc=${task.cpus} ${params.phenix_options ?: ''}
    """

    stub:
    """
    mkdir run
    """
}
