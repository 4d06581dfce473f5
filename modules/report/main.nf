// The page and its figures.
process REPORT {
    tag "${meta.id}"
    label 'tools'
    label 'engines'
    publishDir path: { "${params.outdir}/${meta.id}" }, mode: 'copy', pattern: 'report/**', saveAs: { name -> name - 'report/' }

    input:
    tuple val(meta), path(summary), path(residues), path(ranking), path(ranking_json), path(prepare), path(completed), path(map_info), path(setup)

    output:
    tuple val(meta), path('report/report.html'), emit: page
    path 'report/figures/*'
    path 'versions.yml', topic: versions

    script:
    """
    emtools report --summary ${summary} --residues ${residues} --ranking ${ranking} --ranking-json ${ranking_json} \\
        --prepare ${prepare} --completed ${completed} --map-info ${map_info} --setup ${setup} --out-dir report
    ${Shell.versions(task.process, 'emtools --version')}
    """

    stub:
    """
    mkdir -p report/figures
    touch report/report.html report/figures/histogram.svg versions.yml
    """
}
