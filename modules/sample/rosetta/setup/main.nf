// Once per entry: the protocol, the flags, and the model and map as Rosetta reads them.
process ROSETTA_SETUP {
    tag "${meta.id}"
    label 'tools'

    input:
    tuple val(meta), path(model), path(map), path(symmetry), path(found)

    output:
    tuple val(meta), path('setup'), emit: setup
    path 'versions.yml', topic: versions

    script:
    """
    emtools rosetta-setup --model ${model} --map ${map} --resolution ${meta.resolution} --density-weight ${params.rosetta_weight} \\
        --symmetry ${symmetry} ${Shell.option('--options', params.rosetta_options)} --rosetta-version "\$(sed -n 's/^rosetta //p' ${found})" --out-dir setup
    ${Shell.versions(task.process, 'emtools --version')}
    """

    stub:
    """
    mkdir setup
    touch setup/setup.json setup/input.pdb versions.yml
    """
}
