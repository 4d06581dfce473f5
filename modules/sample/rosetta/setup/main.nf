// This writes, once per entry, Rosetta's protocol and flags, and the model and the map as Rosetta reads them.
process ROSETTA_SETUP {
    tag "${Tag.of(meta)}"
    label 'tools'
    ext runs: Code.of('emtools')

    input:
    tuple val(meta), path(model), path(map), path(symmetry), val(version)

    output:
    tuple val(meta), path('setup/*'), emit: setup
    tuple val(meta), path('setup/setup.json'), emit: record
    path 'versions.yml', topic: versions

    script:
    """
    # ${task.ext.runs}
    emtools rosetta-setup --model ${model} --map ${map} --resolution ${meta.resolution} --density-weight ${params.rosetta_weight} \\
        --symmetry ${symmetry} ${Shell.option('--options', params.rosetta_options)} ${Shell.option('--rosetta-version', version)} \\
        --out-dir setup
    ${Shell.versions(task.process, 'emtools --version')}
    """

    stub:
    """
    # ${task.ext.runs}
    mkdir setup
    touch setup/setup.json setup/input.pdb versions.yml
    """
}
