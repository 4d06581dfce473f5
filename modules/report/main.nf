// The page, its figures, scripts for viewers, and what MultiQC reads.
process REPORT {
    tag "${meta.id}"
    label 'tools'
    publishDir path: { "${params.outdir}/${meta.id}" }, mode: 'copy', pattern: 'report/**', saveAs: { name -> name - 'report/' }

    input:
    tuple val(meta), path(summary), path(residues), path(ranking), path(ranking_json), path(prepare), path(completed), path(map_info), path(setup), path(ensemble), path(map), val(contour)

    output:
    tuple val(meta), path('report/report.html'), emit: page
    path 'report/{figures,viewers,multiqc}/*'
    path 'versions.yml', topic: versions

    script:
    """
    emtools report --summary ${summary} --residues ${residues} --ranking ${ranking} --ranking-json ${ranking_json} \\
        --prepare ${prepare} --completed ${completed} --map-info ${map_info} --setup ${setup} \\
        --ensemble ${ensemble} --map ${map} ${Shell.option('--contour', contour)} --out-dir report
    ${Shell.versions(task.process, 'emtools --version')}
    """

    stub:
    """
    mkdir -p report/figures report/viewers report/multiqc
    touch report/report.html report/figures/histogram.svg report/viewers/open.pml report/multiqc/numbers_mqc.json versions.yml
    """
}
