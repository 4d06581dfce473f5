/*
 * Refiner: Servalcat (REFMAC5's successor), reciprocal space against the map or the half maps.
 * The contract of every refiner: one model in, the refined model with B factors, a log and refinement.json out.
 */
process REFINE_SERVALCAT {
    tag "${meta.id} ${model.baseName}"
    label 'engines'
    label 'refine'
    label 'one_of_many'
    publishDir path: { "${params.outdir}/${meta.id}/refined" }, mode: 'copy', pattern: 'refined/*', saveAs: { name -> name.tokenize('/').last() }

    input:
    tuple val(meta), path(model), path(map), path(halves), path(symmetry)
    path monlib, stageAs: 'monomers' // or []: the library of the environment

    output:
    tuple val(meta), path("refined/${model.name}", arity: '0..*'), path('refined/*.refinement.json', arity: '0..*'), path('refined/*.dropped.csv', arity: '0..*'), emit: refined
    path 'refined/*.log', optional: true
    path 'versions.yml', topic: versions

    script:
    def maps = halves ? "--halfmaps ${halves.join(' ')}" : "--map ${map}"
    """
    refine_servalcat.py --model ${model} ${maps} --resolution ${meta.resolution} --symmetry ${symmetry} --cycles ${params.cycles} ${monlib ? '--monlib monomers' : ''} \\
        --out refined --name ${model.baseName}
    ${Shell.versions(task.process, 'refine_servalcat.py --versions')}
    """

    stub:
    """
    mkdir refined
    cp ${model} refined/${model.name}
    touch refined/${model.baseName}.refinement.json refined/${model.baseName}.log versions.yml
    """
}
