// The starting model without what the method does not use: one conformer, no hydrogens, no waters, standard residues.
process PREPARE_MODEL {
    tag "${meta.id}"
    label 'tools'
    publishDir path: { "${params.outdir}/${meta.id}/prepared" }, mode: 'copy', pattern: '*.json'

    input:
    tuple val(meta), path(model, stageAs: 'model/*')

    output:
    tuple val(meta), path('stripped.cif'), path('prepare.json'), emit: model
    tuple val(meta), path('inputs.sha256'), topic: checksums
    path 'versions.yml', topic: versions

    script:
    """
    emtools prepare-model --model model/* --out stripped.cif --json prepare.json
    sha256sum model/* > inputs.sha256
    ${Shell.versions(task.process, 'emtools --version')}
    """

    stub:
    """
    touch stripped.cif prepare.json versions.yml
    sha256sum model/* > inputs.sha256
    """
}
