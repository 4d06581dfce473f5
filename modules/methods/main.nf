// The methods paragraph of the run, with what it cites. It waits for the versions of all others, and so says none of its own.
process METHODS {
    label 'tools'
    publishDir path: { "${params.outdir}/pipeline_info" }, mode: 'copy'

    input:
    path summaries, stageAs: 'summaries/?/*'
    path versions
    path parameters

    output:
    path 'methods.md', emit: methods
    path 'references.bib'

    script:
    """
    emtools methods --summary summaries/*/summary.json --versions ${versions} --params ${parameters} --out-dir .
    """

    stub:
    """
    touch methods.md references.bib
    """
}
