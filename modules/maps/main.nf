// This tells where models of several maps of one molecule differ, when each was assessed by itself: as a table and as pages in the folder
// of the entry. It says no versions, so that the methods, which wait for those of all others, are written at the same time.
process MAP_DIFFERENCES {
    tag "${Tag.of(meta, 'maps')}"
    label 'tools'
    ext runs: Code.of('emtools', 'figures')
    publishDir path: { "${params.outdir}/${meta.id}" }, mode: 'copy', pattern: 'made/**', saveAs: { name -> name - 'made/' }

    input:
    // one of each for every map that has a result, the entry's own first, in the same order, so that those of a map lie in one folder
    tuple val(meta), val(absent), path(summaries, stageAs: 'entries/?/*'), path(residues, stageAs: 'entries/?/*'),
        path(ensembles, stageAs: 'entries/?/*')

    output:
    tuple val(meta), path('made/maps.html'), emit: page
    path 'made/map_differences.csv'
    path 'made/maps/*', optional: true // of two maps or more

    script:
    def folders = (1..[summaries].flatten().size()).collect { number -> "entries/${number}" }
    """
    # ${task.ext.runs}
    emtools map-differences --entry ${folders.join(' ')} ${absent ? "--absent ${absent.join(' ')}" : ''} --run .. --out-dir made
    """

    stub:
    """
    # ${task.ext.runs}
    mkdir -p made/maps
    touch made/maps.html made/map_differences.csv made/maps/stub.html
    """
}
