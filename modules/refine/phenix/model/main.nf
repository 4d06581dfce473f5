// This reads what Phenix wrote: the refined model, under the names of the one that went in, its log and its statistics, or why there
// is none.
process PHENIX_MODEL {
    tag "${Tag.of(meta, model.baseName)}"
    label 'tools'
    label 'one_of_many'
    ext runs: Code.of('emtools')
    publishDir path: { "${params.outdir}/${meta.id}" }, mode: 'copy', pattern: 'refined/*'

    input:
    tuple val(meta), path(model), path(setup), path(run), val(version)

    output:
    tuple val(meta), path('refined/*.cif', arity: '0..*'), path('refined/*.{refinement.json,dropped.csv}', arity: '0..*'), emit: refined
    path 'refined/*.log', optional: true

    script:
    """
    # ${task.ext.runs}
    emtools phenix-model --model ${model} --setup ${setup} --run ${run} --resolution ${meta.resolution} \\
        --steps '${params.phenix_run}' --cycles ${params.macro_cycles} ${Shell.option('--options', params.phenix_options)} \\
        ${Shell.option('--phenix-version', version)} --out-dir refined
    """

    stub:
    """
    # ${task.ext.runs}
    mkdir refined
    cp ${model} refined/${model.name}
    touch refined/${model.baseName}.refinement.json refined/${model.baseName}.log
    """
}
