// This looks for density that the refined models leave over beside a chain, and makes further models that are led into it.
process SECOND_STATES {
    tag "${Tag.of(meta)}"
    label 'engines'
    label 'refine'
    label 'one_of_many'
    ext runs: Code.of('engines', 'monomers')
    publishDir path: { "${params.outdir}/${meta.id}" }, mode: 'copy', pattern: '{second_states.json,second/*.cif,second/*.dropped.csv}'

    input:
    tuple val(meta), path(system), path(models, stageAs: 'models/*', arity: '1..*'),
        path(map, stageAs: 'sampled/*'), path(halves, stageAs: 'sampled/*'), // what the models were sampled in
        path(target, stageAs: 'target/*'), path(target_halves, stageAs: 'target/*'), path(symmetry), // and are refined against
        path(ligand, stageAs: 'dictionary?.cif')
    path monlib, stageAs: 'monomers' // or []: the library of the environment

    output:
    tuple val(meta), path('second_states.json'), emit: record
    tuple val(meta), path('second/*.cif', arity: '0..*'), emit: models
    path 'second/*.dropped.csv', optional: true

    script:
    def maps = target_halves ? "--halfmaps ${target_halves.join(' ')}" : "--map ${target}"
    """
    # ${task.ext.runs}
    sample_openmm.py second --system ${system} --models ${models.join(' ')} --map ${map} \\
        ${halves ? "--halfmaps ${halves.join(' ')}" : ''} --symmetry ${symmetry} --jobs ${task.cpus} --out made
    mkdir second
    if compgen -G 'made/*.cif' > made/names; then
        refine_servalcat.py --model made/*.cif ${maps} --resolution ${meta.resolution} --symmetry ${symmetry} \\
            --cycles ${params.cycles} ${Shell.dictionaries(monlib, ligand)} --out second
    fi
    mv made/second_states.json .
    """

    stub:
    """
    # ${task.ext.runs}
    mkdir second
    touch second_states.json second/second_0001.cif
    """
}
