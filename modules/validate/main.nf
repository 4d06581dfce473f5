// Geometry and fit to the map of models at any stage; with half maps also the resolution, global and local.
process VALIDATE {
    tag "${meta.id}${stage == 'sampled' ? ' ' + [models].flatten().first().baseName : ''}"
    label 'tools'
    label 'one_of_many'
    publishDir path: { "${params.outdir}/${meta.id}" }, mode: 'copy', pattern: '{half_maps.json,local_resolution.mrc,outliers.csv,fsc.csv}'

    input:
    tuple val(meta), val(stage), path(models, stageAs: 'models/*'), path(map), path(halves), val(contour)
    path monlib, stageAs: 'monomers' // or []: the library of the environment

    output:
    tuple val(meta), path("${stage}.json"), path("${stage}.csv"), emit: validation
    tuple val(meta), path('local_resolution.mrc', arity: '0..*'), path('half_maps.json', arity: '0..*'), emit: half_maps // none without half maps
    tuple val(meta), path('outliers.csv'), path('fsc.csv'), optional: true, emit: details
    path 'versions.yml', topic: versions

    script:
    def fromHalves = halves ? "--half1 ${halves[0]} --half2 ${halves[1]} --half-maps half_maps.json --local-resolution local_resolution.mrc" : ''
    def details = stage == 'refined' ? '--outliers outliers.csv --fsc fsc.csv' : ''
    """
    emtools validate --model models/* --map ${map} --resolution ${meta.resolution} ${Shell.option('--contour', contour)} ${fromHalves} \\
        ${monlib ? '--monlib monomers' : ''} --threads ${task.cpus} --json ${stage}.json --residues ${stage}.csv ${details}
    ${Shell.versions(task.process, 'emtools --version')}
    """

    stub:
    """
    touch ${stage}.json ${stage}.csv versions.yml
    """
}
