// This reads, once per series, what its particles are and whether all their images are there, and writes them as RELION 3.1 reads them.
process RELION_PARTICLES {
    tag "${Tag.of(meta)}"
    label 'tools'
    ext runs: Code.of('emtools')
    cache 'lenient' // a project's folder changes with every job in it

    input:
    tuple val(meta), path(particles, stageAs: 'input/particles/*'), val(stamp), path(project, stageAs: 'project')

    output:
    tuple val(meta), path('particles.star'), emit: particles
    path 'versions.yml', topic: versions

    script:
    """
    # ${task.ext.runs}
    # the file: ${stamp}
    emtools shift-particles --particles input/particles/* --particles-dir project --shift 0 --out-dir .
    ${Shell.versions(task.process, 'emtools --version')}
    """

    stub:
    """
    # ${task.ext.runs}
    touch particles.star versions.yml
    """
}
