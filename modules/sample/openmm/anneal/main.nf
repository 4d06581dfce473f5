// Simulated annealing in the density, one model per seed.
process ANNEAL {
    tag "${meta.id} ${first}-${last}"
    label 'engines'
    label 'sample'
    label 'batch'
    label 'one_of_many'
    publishDir path: { "${params.outdir}/${meta.id}/sampled" }, mode: 'copy', pattern: 'sampled/*.cif', saveAs: { name -> name.tokenize('/').last() }, enabled: params.save_sampled

    input:
    tuple val(meta), path(system), val(first), val(last)

    output:
    tuple val(meta), path('sampled/*.cif', arity: '0..*'), path('sampled/scores.csv'), path('sampled/dropped.csv'), emit: batch

    script:
    """
    sample_openmm.py sample --system ${system} --seeds ${first}-${last} --platform ${params.platform} --threads ${task.cpus} --out sampled
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
