// This shifts the particles of a map at random, as far as makes their half maps as coarse as the map is to be.
process RELION_SHIFT {
    tag "${Tag.of(meta)}"
    label 'tools'
    ext runs: Code.of('emtools')
    cache 'lenient' // a project's folder changes with every job in it

    input:
    // series: [name: of the entry that the particles are of, target: Å, seed:]; the half maps and the mask are of the unshifted particles
    tuple val(meta), val(series), path(particles, stageAs: 'input/particles/*'), val(stamp), path(project, stageAs: 'project'),
        path(half1), path(half2), path(mask)

    output:
    tuple val(meta), path('shifted/particles.star'), emit: shifted
    tuple val(meta), path('shifted/shift.json'), emit: record
    tuple val(meta), path('shifted/postprocess_options.txt'), emit: sharpening
    tuple val(meta), path('inputs.sha256'), topic: checksums
    path 'versions.yml', topic: versions

    script:
    """
    # ${task.ext.runs}
    # the file: ${stamp}
    emtools shift-particles --particles input/particles/* --particles-dir project --target ${series.target} \\
        --half1 ${half1} --half2 ${half2} --mask ${mask} --seed ${series.seed} --out-dir shifted
    sha256sum input/*/* > inputs.sha256
    ${Shell.versions(task.process, 'emtools --version')}
    """

    stub:
    """
    # ${task.ext.runs}
    mkdir shifted
    touch shifted/particles.star shifted/shift.json shifted/postprocess_options.txt versions.yml
    sha256sum input/*/* > inputs.sha256
    """
}
