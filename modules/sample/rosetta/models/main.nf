// Rosetta's models under the names of the prepared one, its scores, and what was lost.
process ROSETTA_MODELS {
    tag "${meta.id} ${first}-${last}"
    label 'tools'
    label 'one_of_many'
    publishDir path: { "${params.outdir}/${meta.id}/sampled" }, mode: 'copy', pattern: 'sampled/*.cif', saveAs: { name -> name.tokenize('/').last() }, enabled: params.save_sampled

    input:
    tuple val(meta), path(setup), path(runs), val(first), val(last)

    output:
    tuple val(meta), path('sampled/*.cif', arity: '0..*'), path('sampled/scores.csv'), path('sampled/dropped.csv'), emit: batch

    script:
    """
    emtools rosetta-models --setup ${setup} --runs ${runs} --first ${first} --last ${last} --out-dir sampled
    """

    stub:
    """
    mkdir sampled
    echo model,seed,score > sampled/scores.csv
    for seed in \$(seq ${first} ${last}); do
        name=\$(printf 'model_%04d' \$seed)
        touch sampled/\$name.cif
        echo \$name,\$seed,0 >> sampled/scores.csv
    done
    echo model,reason > sampled/dropped.csv
    """
}
