// This writes down how a map of a series was made of shifted particles, and what resolution it has.
process RELION_RECORD {
    tag "${Tag.of(meta)}"
    label 'tools'
    ext runs: Code.of('emtools')
    publishDir path: { "${params.outdir}/${meta.id}" }, mode: 'copy', pattern: 'series_map.json'

    input:
    tuple val(meta), val(series), val(symmetry), path(shift), path(measured), val(version)

    output:
    tuple val(meta), path('series_map.json'), emit: record
    path 'versions.yml', topic: versions

    script:
    """
    # ${task.ext.runs}
    emtools reconstructed-map --series ${series.name} --shift-record ${shift} --postprocess ${measured} --point-group ${symmetry} \\
        ${Shell.option('--relion-version', version)} --json series_map.json
    ${Shell.versions(task.process, 'emtools --version')}
    """

    stub:
    """
    # ${task.ext.runs}
    echo '{"series": "${series.name}", "nominal": ${series.target}}' > series_map.json
    touch versions.yml
    """
}
