// Missing side-chain atoms of residues that are there; nothing is built across a gap.
process COMPLETE_MODEL {
    tag "${meta.id}"
    label 'engines'
    publishDir path: { "${params.outdir}/${meta.id}/prepared" }, mode: 'copy', pattern: 'prepared.cif'

    input:
    tuple val(meta), path(stripped)

    output:
    tuple val(meta), path('prepared.cif'), path('completed.json'), emit: model
    path 'versions.yml', topic: versions

    script:
    """
    complete_model.py --model ${stripped} --out prepared.cif --json completed.json
    ${Shell.versions(task.process, 'complete_model.py --versions')}
    """

    stub:
    """
    touch prepared.cif completed.json versions.yml
    """
}
