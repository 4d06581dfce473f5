// The page of the whole run: every entry, and those that failed.
process INDEX {
    label 'tools'
    publishDir path: { params.outdir }, mode: 'copy', pattern: 'index/*', saveAs: { name -> name.tokenize('/').last() }

    input:
    path summaries, stageAs: 'summaries/?/*'
    path residues, stageAs: 'residues/?/*'
    path failed

    output:
    path 'index/index.html', emit: page
    path 'index/index.csv'
    path 'versions.yml', topic: versions

    script:
    def entries = summaries ? '--summary summaries/*/* --residues residues/*/*' : ''
    """
    emtools index ${entries} --failed ${failed} --out-dir index
    ${Shell.versions(task.process, 'emtools --version')}
    """

    stub:
    """
    mkdir index
    touch index/index.html index/index.csv versions.yml
    """
}
