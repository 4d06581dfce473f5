// This takes from the starting model what is not sampled. One conformer is left, without hydrogens and waters.
process PREPARE_MODEL {
    tag "${Tag.of(meta)}"
    label 'tools'
    ext runs: Code.of('emtools')
    publishDir path: { "${params.outdir}/${meta.id}" }, mode: 'copy', pattern: 'prepared/prepare.json'

    input:
    tuple val(meta), path(model, stageAs: 'input/model/*'), val(keep), val(proteinOnly) // the engines that take nothing else

    output:
    tuple val(meta), path('stripped.cif'), emit: model
    tuple val(meta), path('prepared/prepare.json'), emit: record
    tuple val(meta), path('inputs.sha256'), topic: checksums
    path 'versions.yml', topic: versions

    script:
    def kept = keep == 'protein' ? "--protein-only-for '${proteinOnly.join(' and ')}'"
        : "--keep nucleic,ligands,modified${params.waters ? ',waters' : ''}"
    """
    # ${task.ext.runs}
    emtools prepare-model --model input/model/* --out stripped.cif --json prepared/prepare.json ${kept}
    sha256sum input/model/* > inputs.sha256
    ${Shell.versions(task.process, 'emtools --version')}
    """

    stub:
    """
    # ${task.ext.runs}
    mkdir prepared
    touch stripped.cif prepared/prepare.json versions.yml
    sha256sum input/model/* > inputs.sha256
    """
}
