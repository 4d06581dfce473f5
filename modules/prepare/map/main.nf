// The map (and half maps) around the model: placed, cropped, resampled.
process PREPARE_MAP {
    tag "${meta.id}"
    label 'tools'
    publishDir path: { "${params.outdir}/${meta.id}/prepared" }, mode: 'copy', pattern: 'map.{mrc,json}', saveAs: { name -> model.name == 'surroundings.cif' ? null : name }

    input:
    tuple val(meta), path(model), path(map, stageAs: 'map/*'), path(half1, stageAs: 'half1/*'), path(half2, stageAs: 'half2/*')

    output:
    tuple val(meta), path('map.mrc'), path('half?.mrc', arity: '0..*'), path('map.json'), emit: map
    tuple val(meta), path('inputs.sha256'), topic: checksums
    path 'versions.yml', topic: versions

    script:
    def maps = [map ? '--map map/*' : '', half1 ? '--half1 half1/* --half2 half2/*' : ''].join(' ')
    """
    emtools prepare-map --model ${model} ${maps} --resolution ${meta.resolution} --margin ${params.margin} --out-dir .
    sha256sum ${map ? 'map/*' : ''} ${half1 ? 'half1/* half2/*' : ''} > inputs.sha256
    ${Shell.versions(task.process, 'emtools --version')}
    """

    stub:
    """
    touch map.mrc map.json versions.yml
    sha256sum ${map ? 'map/*' : ''} ${half1 ? 'half1/* half2/*' : ''} > inputs.sha256
    """
}
