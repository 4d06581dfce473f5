// This places the map (and the half maps) where its header says, cuts it to the surroundings of a model, and resamples it. Further maps
// of the molecule are laid into it.
process PREPARE_MAP {
    tag "${Tag.of(meta, around == 'unit' ? null : around)}"
    label 'tools'
    ext runs: Code.of('emtools')
    publishDir path: { "${params.outdir}/${meta.id}" }, mode: 'copy', pattern: 'prepared/map.{mrc,json}',
        saveAs: { name -> around == 'unit' ? name : null }

    input:
    // around: 'unit', what is sampled, or 'surroundings', the unit with its mates
    tuple val(meta), val(around), path(model), path(map, stageAs: 'input/map/*'),
        path(half1, stageAs: 'input/half1/*'), path(half2, stageAs: 'input/half2/*'), path(focused, stageAs: 'input/focused/?/*'),
        path(focused_mask, stageAs: 'input/focused_mask/?/*'), path(focused_local, stageAs: 'input/focused_local_resolution/?/*'),
        path(sharpened, stageAs: 'input/sharpened/*'), path(unsharpened, stageAs: 'input/unsharpened/*'),
        path(sharpened_local, stageAs: 'input/sharpened_local_resolution/*'),
        path(unsharpened_local, stageAs: 'input/unsharpened_local_resolution/*'),
        path(local, stageAs: 'input/local_resolution/*'), val(resolutions) // of the further maps

    output:
    tuple val(meta), path('prepared/map.mrc'), emit: map
    tuple val(meta), path('prepared/half?.mrc', arity: '0..*'), emit: halves
    tuple val(meta), path('prepared/map.json'), emit: record
    tuple val(meta), path('inputs.sha256'), topic: checksums
    path 'versions.yml', topic: versions

    script:
    def files = [focused, focused_mask, focused_local, sharpened, unsharpened, sharpened_local, unsharpened_local, local]
    def staged = [FurtherMaps.PATHS, files].transpose().findAll { _role, file -> file }.collect { role, _file -> role }
    def further = FurtherMaps.options([focused].flatten().size(), staged, resolutions)
    def maps = [map ? '--map input/map/*' : '', half1 ? '--half1 input/half1/* --half2 input/half2/*' : ''].join(' ')
    """
    # ${task.ext.runs}
    emtools prepare-map --model ${model} ${maps} ${further} --resolution ${meta.resolution} --margin ${params.margin} --out-dir prepared
    find input -mindepth 2 ! -type d -print0 | sort -z | xargs -0 sha256sum > inputs.sha256
    ${Shell.versions(task.process, 'emtools --version')}
    """

    stub:
    """
    # ${task.ext.runs}
    mkdir prepared
    touch prepared/map.mrc prepared/map.json versions.yml
    find input -mindepth 2 ! -type d -print0 | sort -z | xargs -0 sha256sum > inputs.sha256
    """
}
