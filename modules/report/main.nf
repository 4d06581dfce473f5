// This makes the page, its figures, scripts for viewers, and what MultiQC reads. The summary gets the entry's title here, because
// another title is to make nothing anew but the pages.
process REPORT {
    tag "${Tag.of(meta)}"
    label 'tools'
    ext runs: Code.of('emtools', 'figures')
    publishDir path: { "${params.outdir}/${meta.id}" }, mode: 'copy', pattern: 'report/**', saveAs: { name -> name - 'report/' }

    input:
    tuple val(meta), val(title), val(contour), path(prepared, stageAs: 'entry/prepared/*'), path(results, stageAs: 'entry/*')

    output:
    tuple val(meta), path('report/report.html'), emit: page
    tuple val(meta), path('report/summary.json'), emit: summary
    path 'report/{figures,viewers,multiqc}/*'
    path 'versions.yml', topic: versions

    script:
    """
    # ${task.ext.runs}
    emtools report --entry entry ${Shell.option('--title', title)} ${Shell.option('--contour', contour)} --out-dir report
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
