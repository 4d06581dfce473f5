// This makes the page of the whole run, which lists every entry, and those that failed. It says no versions, so that the methods,
// which wait for those of all others, are written at the same time.
process INDEX {
    label 'tools'
    ext runs: Code.of('emtools', 'figures')
    publishDir path: { params.outdir }, mode: 'copy', pattern: 'index/*', saveAs: { name -> name - 'index/' }

    input:
    // one of each for every entry, in the same order, so that those of an entry lie in one folder
    path summaries, stageAs: 'entries/?/*'
    path residues, stageAs: 'entries/?/*'
    path failed
    path trend, stageAs: 'trend/*' // or []: as in the summaries
    val families // ids of entries whose maps were each assessed by itself
    val series // whether the run is one of resolution series, whose page there is as soon as there is an entry

    output:
    path 'index/index.html', emit: page
    path 'index/index.csv'

    script:
    """
    # ${task.ext.runs}
    emtools index ${summaries ? '--entry entries/*' : ''} --failed ${failed} ${series && summaries ? '--series series.html' : ''} \\
        ${trend ? '--trend trend/*' : ''} ${families.collect { id -> "--family ${id}" }.join(' ')} --out-dir index
    """

    stub:
    """
    # ${task.ext.runs}
    mkdir index
    touch index/index.html index/index.csv
    """
}
