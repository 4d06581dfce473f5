// This ranks the sampled models by each of four criteria. Those with the lowest sums of ranks go on.
process RANK {
    tag "${Tag.of(meta)}"
    label 'tools'
    ext runs: Code.of('emtools')
    publishDir path: { "${params.outdir}/${meta.id}" }, mode: 'copy', pattern: 'ranking/*.{csv,json}', saveAs: { name -> name - 'ranking/' }

    input:
    // requested: sampled models that were asked for; best: so many of them are refined at most
    tuple val(meta), val(requested), val(best), path(sampled, stageAs: 'entry/sampled/*'), path(validations, stageAs: 'entry/validation/*')

    output:
    tuple val(meta), path('ranking/selected.txt'), emit: selected
    tuple val(meta), path('ranking/ranking.{csv,json}', arity: '2'), emit: ranking
    path 'versions.yml', topic: versions

    script:
    // an entry of which no sampling task came through has no files here, and rank says so
    """
    # ${task.ext.runs}
    mkdir -p entry
    emtools rank --entry entry --requested ${requested} --best ${best} --min-models ${params.min_models} \\
        --out-dir ranking
    ${Shell.versions(task.process, 'emtools --version')}
    """

    stub:
    """
    # ${task.ext.runs}
    mkdir ranking
    ls entry/sampled | grep cif | head -n ${best} | sed 's/.cif\$//' > ranking/selected.txt
    touch ranking/ranking.csv ranking/ranking.json versions.yml
    """
}
