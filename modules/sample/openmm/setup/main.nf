// This makes, once per entry, what all its trajectories share: hydrogens, the force field, the grid of the density, and a first
// minimisation.
process SETUP {
    tag "${Tag.of(meta)}"
    label 'engines'
    label 'sample'
    ext runs: Code.of('engines', 'monomers')
    cache 'deep' // what was prepared anew with the same bytes is not sampled anew

    input:
    tuple val(meta), path(model), path(map), path(symmetry), path(ligand, stageAs: 'dictionary?.cif')
    path monlib, stageAs: 'monomers' // or []: the library of the environment

    output:
    tuple val(meta), path('system'), emit: system
    tuple val(meta), path('system/minimised.cif'), emit: relaxed
    tuple val(meta), path('system/setup.json'), emit: record
    path 'versions.yml', topic: versions

    script:
    """
    # ${task.ext.runs}
    sample_openmm.py setup --model ${model} --map ${map} --resolution ${meta.resolution} --symmetry ${symmetry} \\
        ${Shell.dictionaries(monlib, ligand)} --threads ${task.cpus} --out system
    ${Shell.versions(task.process, 'sample_openmm.py --versions')}
    """

    stub:
    """
    # ${task.ext.runs}
    mkdir system
    touch system/setup.json system/minimised.cif versions.yml
    """
}
