// Once per entry: hydrogens, force field, density grid, first minimisation.
process SETUP {
    tag "${Tag.of(meta)}"
    label 'engines'
    label 'sample'
    ext runs: Code.of('engines')

    input:
    tuple val(meta), path(model), path(map), path(symmetry)

    output:
    tuple val(meta), path('system'), emit: system
    path 'versions.yml', topic: versions

    script:
    """
    # ${task.ext.runs}
    sample_openmm.py setup --model ${model} --map ${map} --resolution ${meta.resolution} --symmetry ${symmetry} \\
        --threads ${task.cpus} --out system
    ${Shell.versions(task.process, 'sample_openmm.py --versions')}
    """

    stub:
    """
    # ${task.ext.runs}
    mkdir system
    touch system/setup.json system/minimised.cif versions.yml
    """
}
