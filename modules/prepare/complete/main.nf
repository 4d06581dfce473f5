// This adds the atoms that residues of the model lack, and leaves out what nothing describes. Nothing is built across a gap.
process COMPLETE_MODEL {
    tag "${Tag.of(meta)}"
    label 'engines'
    ext runs: Code.of('engines', 'monomers')
    cache 'deep' // what was prepared anew with the same bytes is not sampled anew
    publishDir path: { "${params.outdir}/${meta.id}" }, mode: 'copy', pattern: 'prepared/*'

    input:
    tuple val(meta), path(unit), val(keep), path(ligand, stageAs: 'dictionary?.cif')
    path monlib, stageAs: 'monomers' // or []: the library of the environment

    output:
    tuple val(meta), path('prepared/prepared.cif'), emit: model
    tuple val(meta), path('prepared/completed.json'), emit: record
    tuple val(meta), path('prepared/components.json', arity: '0..*'), emit: components // none where only protein is kept
    tuple val(meta), path('prepared/dictionary.cif', arity: '0..*'), emit: made // of components that only have ideal coordinates
    path 'versions.yml', topic: versions

    script:
    def kept = keep == 'protein' ? '' : "--keep ${keep} --components prepared/components.json --made prepared/dictionary.cif"
    """
    # ${task.ext.runs}
    mkdir prepared
    complete_model.py --model ${unit} --out prepared/prepared.cif --json prepared/completed.json \\
        ${kept} ${Shell.dictionaries(monlib, ligand)}
    ${Shell.versions(task.process, 'complete_model.py --versions')}
    """

    stub:
    """
    # ${task.ext.runs}
    mkdir prepared
    touch prepared/prepared.cif prepared/completed.json versions.yml
    """
}
