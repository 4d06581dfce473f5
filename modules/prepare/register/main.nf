// This finds the stretches of the prepared model that the side-chain density would rather have some places along the chain.
process REGISTER {
    tag "${Tag.of(meta)}"
    label 'tools'
    ext runs: Code.of('emtools')
    publishDir path: { "${params.outdir}/${meta.id}" }, mode: 'copy', pattern: 'prepared/register.json'

    input:
    tuple val(meta), path(model), path(map), path(symmetry)

    output:
    tuple val(meta), path('prepared/register.json'), emit: register
    path 'versions.yml', topic: versions

    script:
    """
    # ${task.ext.runs}
    emtools register --model ${model} --map ${map} --resolution ${meta.resolution} --symmetry ${symmetry} \\
        --out prepared/register.json
    ${Shell.versions(task.process, 'emtools --version')}
    """

    stub:
    """
    # ${task.ext.runs}
    mkdir prepared
    touch prepared/register.json versions.yml
    """
}
