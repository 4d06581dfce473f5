// This makes the page, its figures, scripts for viewers, and what MultiQC reads. The summary gets the entry's title, its ids in the
// archives and its percentiles here, because others are to make nothing anew but the pages.
process REPORT {
    tag "${Tag.of(meta)}"
    label 'tools'
    ext runs: Code.of('emtools', 'figures')
    publishDir path: { "${params.outdir}/${meta.id}" }, mode: 'copy', pattern: 'report/**', saveAs: { name -> name - 'report/' }

    input:
    tuple val(meta), val(title), val(contour), val(family), path(prepared, stageAs: 'entry/prepared/*'), path(results, stageAs: 'entry/*'),
        path(beside, stageAs: 'entry/*'), val(archives) // EMDB and PDB id; each of these values may be null
    path others, stageAs: 'others/*' // or []: the table of the entries to compare with

    output:
    tuple val(meta), path('report/report.html'), emit: page
    tuple val(meta), path('report/summary.json'), emit: summary
    path 'report/{figures,viewers,multiqc}/*'
    path 'report/inclusion.csv', optional: true // where the model lies in the map
    path 'versions.yml', topic: versions

    script:
    """
    # ${task.ext.runs}
    emtools report --entry entry ${Shell.option('--title', title)} ${Shell.option('--contour', contour)} --run .. \\
        ${Shell.option('--emdb', archives[0])} ${Shell.option('--pdb', archives[1])} ${Shell.option('--family', family)} \\
        ${others ? '--reference others/*' : ''} \\
        --out-dir report
    ${Shell.versions(task.process, 'emtools --version')}
    """

    stub:
    """
    # ${task.ext.runs}
    mkdir -p report/figures report/viewers report/multiqc
    cp entry/summary.json report/summary.json
    touch report/report.html report/figures/histogram.svg report/viewers/open.pml report/multiqc/numbers_mqc.json versions.yml
    """
}
