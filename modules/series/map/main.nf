// This makes half maps and their map at a coarser resolution from the half maps of an entry, as if its particles had been shifted.
process SERIES_MAP {
    tag "${Tag.of(meta)}"
    label 'tools'
    ext runs: Code.of('emtools')
    publishDir path: { "${params.outdir}/${meta.id}" }, mode: 'copy', pattern: 'made/series_map.json', saveAs: { name -> name - 'made/' }

    input:
    // series: [name: the entry that the half maps are of, target: Å, seed:]
    // symmetry: the name of what was imposed on the half maps; null for none
    tuple val(meta), val(series), val(symmetry), path(source1, stageAs: 'input/source1/*'), path(source2, stageAs: 'input/source2/*')

    output:
    tuple val(meta), path('made/map.mrc'), path('made/half1.mrc'), path('made/half2.mrc'), emit: maps
    tuple val(meta), path('made/series_map.json'), emit: record
    tuple val(meta), path('inputs.sha256'), topic: checksums
    path 'versions.yml', topic: versions

    script:
    """
    # ${task.ext.runs}
    emtools series-map --half1 input/source1/* --half2 input/source2/* --target ${series.target} --seed ${series.seed} \\
        --series ${series.name} ${Shell.option('--symmetry', symmetry)} --out-dir made
    sha256sum input/*/* > inputs.sha256
    ${Shell.versions(task.process, 'emtools --version')}
    """

    stub:
    """
    # ${task.ext.runs}
    mkdir made
    touch made/map.mrc made/half1.mrc made/half2.mrc versions.yml
    echo '{"series": "${series.name}", "nominal": ${series.target}}' > made/series_map.json
    sha256sum input/*/* > inputs.sha256
    """
}
