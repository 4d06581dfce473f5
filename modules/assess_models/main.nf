// Models of any program, compared as the pipeline compares its own: all files of the entry.
process ASSESS_MODELS {
    tag "${meta.id}"
    label 'tools'
    publishDir path: { "${params.outdir}/${meta.id}" }, mode: 'copy', pattern: 'entry/**', saveAs: { name -> name - 'entry/' }

    input:
    tuple val(meta), path(models, stageAs: 'models/?/*'), path(reference, stageAs: 'reference/*'),
        path(map, stageAs: 'map/*'), path(half1, stageAs: 'half1/*'), path(half2, stageAs: 'half2/*'), val(contour)
    path monlib, stageAs: 'monomers' // or []: the library of the environment

    output:
    tuple val(meta), path('entry/summary.json'), path('entry/residues.csv'), emit: tables
    tuple val(meta), path('entry/report.html'), emit: page
    path 'entry/**'
    tuple val(meta), path('inputs.sha256'), topic: checksums
    path 'versions.yml', topic: versions

    script:
    def files = [reference ? '--model reference/*' : '', map ? '--map map/*' : '', half1 ? '--half1 half1/* --half2 half2/*' : ''].join(' ')
    """
    emtools assess-models --id '${meta.id}' ${Shell.option('--title', meta.title)} --resolution ${meta.resolution} ${files} \\
        ${Shell.option('--contour', contour)} --margin ${params.margin} ${monlib ? '--monlib monomers' : ''} \\
        --threads ${task.cpus} --outdir entry models/*/*
    sha256sum models/*/* ${reference ? 'reference/*' : ''} ${map ? 'map/*' : ''} ${half1 ? 'half1/* half2/*' : ''} > inputs.sha256
    ${Shell.versions(task.process, 'emtools --version')}
    """

    stub:
    """
    mkdir entry
    echo '{}' > entry/summary.json
    touch entry/residues.csv entry/report.html versions.yml
    sha256sum models/*/* ${reference ? 'reference/*' : ''} ${map ? 'map/*' : ''} ${half1 ? 'half1/* half2/*' : ''} > inputs.sha256
    """
}
