/*
 * Refiner: Servalcat (REFMAC5's successor), reciprocal space against the map or the half maps.
 * The contract of every refiner: models in; of each the refined model with B factors, a log and refinement.json out, or dropped.csv.
 */
process REFINE_SERVALCAT {
    tag "${Tag.of(meta, models.size() == 1 ? models[0].baseName : "${models[0].baseName} and ${models.size() - 1} more")}"
    label 'engines'
    label 'refine'
    label 'one_of_many'
    ext runs: Code.of('engines', 'monomers')
    publishDir path: { "${params.outdir}/${meta.id}" }, mode: 'copy', pattern: 'refined/*'

    input:
    tuple val(meta), path(models, arity: '1..*'), path(map), path(halves), path(symmetry), path(ligand, stageAs: 'dictionary?.cif')
    path monlib, stageAs: 'monomers' // or []: the library of the environment

    output:
    tuple val(meta), path('refined/*.cif', arity: '0..*'), path('refined/*.{refinement.json,dropped.csv}', arity: '0..*'), emit: refined
    path 'refined/*.log', optional: true
    path 'versions.yml', topic: versions

    script:
    def maps = halves ? "--halfmaps ${halves.join(' ')}" : "--map ${map}"
    """
    # ${task.ext.runs}
    refine_servalcat.py --model ${models.join(' ')} ${maps} --resolution ${meta.resolution} --symmetry ${symmetry} \\
        --cycles ${params.cycles} ${Shell.dictionaries(monlib, ligand)} --out refined
    ${Shell.versions(task.process, 'refine_servalcat.py --versions')}
    """

    stub:
    """
    # ${task.ext.runs}
    mkdir refined
    for model in ${models.join(' ')}; do
        cp \$model refined/\$model
        touch refined/\${model%.cif}.refinement.json refined/\${model%.cif}.log
    done
    touch versions.yml
    """
}
