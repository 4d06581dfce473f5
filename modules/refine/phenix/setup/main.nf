// This puts the model and the map into one box, and writes the parameters for Phenix.
process PHENIX_SETUP {
    tag "${Tag.of(meta, model.baseName)}"
    label 'tools'
    label 'one_of_many'
    ext runs: Code.of('emtools')

    input:
    tuple val(meta), path(model), path(map), path(symmetry)

    output:
    tuple val(meta), path(model), path('setup'), emit: setup
    path 'versions.yml', topic: versions

    script:
    """
    # ${task.ext.runs}
    emtools phenix-setup --model ${model} --map ${map} --resolution ${meta.resolution} --symmetry ${symmetry} \\
        --steps '${params.phenix_run}' --cycles ${params.macro_cycles} --out-dir setup
    ${Shell.versions(task.process, 'emtools --version')}
    """

    stub:
    """
    # ${task.ext.runs}
    mkdir setup
    touch versions.yml
    """
}
