// This makes one model of each seed: moves that the evidence for the register and the misfit propose, then simulated annealing in the
// density.
process ANNEAL {
    tag "${Tag.of(meta, "${first}-${last}")}"
    label 'engines'
    label 'sample'
    label 'batch'
    label 'one_of_many'
    ext runs: Code.of('engines')
    cache 'deep' // shifts that were surveyed anew with the same bytes sample nothing anew
    publishDir path: { "${params.outdir}/${meta.id}" }, mode: 'copy', pattern: 'sampled/*.cif', enabled: params.save_sampled,
        saveAs: { name -> meta.half ? name.replaceFirst('sampled', "half_models/${meta.half}") : name }

    input:
    tuple val(meta), path(system), path(shifts), val(first), val(last)

    output:
    tuple val(meta), val(first), path('sampled/*.cif', arity: '0..*'), path('sampled/scores_*.csv'), path('sampled/dropped_*.csv'),
        emit: batch

    script:
    def batch = String.format('%04d', first)
    """
    # ${task.ext.runs}
    sample_openmm.py sample --system ${system} --register ${shifts} --moves ${params.moves} \\
        --seeds ${first}-${last} --platform ${params.platform} --jobs ${task.cpus} --out sampled
    mv sampled/scores.csv sampled/scores_${batch}.csv
    mv sampled/dropped.csv sampled/dropped_${batch}.csv
    """

    stub:
    def batch = String.format('%04d', first)
    """
    # ${task.ext.runs}
    mkdir sampled
    echo model,seed,score > sampled/scores_${batch}.csv
    for seed in \$(seq ${first} ${last}); do
        name=\$(printf 'model_%04d' \$seed)
        touch sampled/\$name.cif
        echo \$name,\$seed,0 >> sampled/scores_${batch}.csv
    done
    echo model,reason > sampled/dropped_${batch}.csv
    """
}
