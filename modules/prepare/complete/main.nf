// This adds the side-chain atoms that residues of the model lack. Nothing is built across a gap.
process COMPLETE_MODEL {
    tag "${Tag.of(meta)}"
    label 'engines'
    ext runs: Code.of('engines')
    cache 'deep' // what was prepared anew with the same bytes is not sampled anew
    publishDir path: { "${params.outdir}/${meta.id}" }, mode: 'copy', pattern: 'prepared/*'

    input:
    tuple val(meta), path(unit)

    output:
    tuple val(meta), path('prepared/prepared.cif'), emit: model
    tuple val(meta), path('prepared/completed.json'), emit: record
    path 'versions.yml', topic: versions

    script:
    """
    # ${task.ext.runs}
    mkdir prepared
    complete_model.py --model ${unit} --out prepared/prepared.cif --json prepared/completed.json
    ${Shell.versions(task.process, 'complete_model.py --versions')}
    """

    stub:
    """
    # ${task.ext.runs}
    mkdir prepared
    touch prepared/prepared.cif prepared/completed.json versions.yml
    """
}
