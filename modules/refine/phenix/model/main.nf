// The refined model under the names of the one that went in, its log and its statistics; or why there is none.
process PHENIX_MODEL {
    tag "${meta.id} ${model.baseName}"
    label 'tools'
    label 'one_of_many'
    publishDir path: { "${params.outdir}/${meta.id}/refined" }, mode: 'copy', pattern: 'refined/*', saveAs: { name -> name.tokenize('/').last() }

    input:
    tuple val(meta), path(model), path(setup), path(run), path(found)

    output:
    tuple val(meta), path("refined/${model.name}", arity: '0..*'), path('refined/*.refinement.json', arity: '0..*'), path('refined/*.dropped.csv', arity: '0..*'), emit: refined
    path 'refined/*.log', optional: true

    script:
    """
    emtools phenix-model --model ${model} --setup ${setup} --run ${run} --resolution ${meta.resolution} \\
        --steps '${params.phenix_run}' --cycles ${params.macro_cycles} ${Shell.option('--options', params.phenix_options)} --phenix-version "\$(sed -n 's/^phenix //p' ${found})" --out-dir refined
    """

    stub:
    """
    mkdir refined
    cp ${model} refined/${model.name}
    touch refined/${model.baseName}.refinement.json refined/${model.baseName}.log
    """
}
