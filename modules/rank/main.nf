// Four criteria, the sum of ranks, the best go on.
process RANK {
    tag "${meta.id}"
    label 'tools'
    publishDir path: { "${params.outdir}/${meta.id}" }, mode: 'copy', pattern: 'ranking/*.{csv,json}', saveAs: { name -> name.tokenize('/').last() }

    input:
    tuple val(meta), path(models, stageAs: 'models/*'), path(scores, stageAs: 'scores/?/*'), path(dropped, stageAs: 'dropped/?/*'),
        path(validations, stageAs: 'validations/?/*')

    output:
    tuple val(meta), path('ranking/selected.txt'), emit: selected
    tuple val(meta), path('ranking/ranking.csv'), path('ranking/ranking.json'), emit: ranking
    path 'versions.yml', topic: versions

    script:
    // an entry of which no sampling task came through has no files here, and rank says so
    def files = [models ? '--model models/*.cif' : '', scores ? '--scores scores/*/*.csv --dropped dropped/*/*.csv' : '',
                 validations ? '--validation validations/*/*.json' : ''].join(' ')
    """
    emtools rank ${files} --requested ${params.models} --best ${params.best} --min-models ${params.min_models} --out-dir ranking
    ${Shell.versions(task.process, 'emtools --version')}
    """

    stub:
    """
    mkdir ranking
    ls models | head -n ${params.best} | sed 's/.cif\$//' > ranking/selected.txt
    touch ranking/ranking.csv ranking/ranking.json versions.yml
    """
}
