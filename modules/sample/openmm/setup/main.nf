// Once per entry: hydrogens, force field, density grid, first minimisation.
process SETUP {
    tag "${meta.id}"
    label 'engines'
    label 'sample'

    input:
    tuple val(meta), path(model), path(map), path(symmetry)

    output:
    tuple val(meta), path('system'), emit: system
    path 'versions.yml', topic: versions

    script:
    """
    sample_openmm.py setup --model ${model} --map ${map} --resolution ${meta.resolution} --symmetry ${symmetry} --threads ${task.cpus} --out system
    ${Shell.versions(task.process, 'sample_openmm.py --versions')}
    """

    stub:
    """
    mkdir system
    touch system/setup.json system/minimised.cif versions.yml
    """
}
