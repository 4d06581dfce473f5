// This measures how far the refined models of an entry agree, residue by residue.
process CONVERGE {
    tag "${Tag.of(meta)}"
    label 'tools'
    ext runs: Code.of('emtools')
    // the summary is published with the page, which puts the entry's title into it
    publishDir path: { "${params.outdir}/${meta.id}" }, mode: 'copy', pattern: 'convergence/*',
        saveAs: { name -> name == 'convergence/summary.json' ? null : name - 'convergence/' }

    input:
    tuple val(meta), val(engines), path(prepared, stageAs: 'entry/prepared/*'), path(sampled, stageAs: 'entry/sampled/*'),
        path(ranking, stageAs: 'entry/*'), val(asked), path(refined, stageAs: 'entry/refined/*'),
        path(validations, stageAs: 'entry/validation/*'), path(half_maps, stageAs: 'entry/*'),
        path(register, stageAs: 'entry/prepared/*'), path(halves, stageAs: 'entry/prepared/*'),
        // models of either half map, or []
        path(half1, stageAs: 'entry/half_models/half1/*'), path(half2, stageAs: 'entry/half_models/half2/*'),
        // where models leave density over, and the models made there, or []
        path(second, stageAs: 'entry/*'), path(further, stageAs: 'entry/second/*')
    path trend, stageAs: 'trend/*' // or []: the one that ships

    output:
    tuple val(meta), path('convergence/summary.json'), path('convergence/residues.csv'), path('convergence/ensemble.cif'), emit: results
    // what the page only links to
    tuple val(meta), path('convergence/{validation.json,ensemble.pdb,convergence.*,deposit*,smallest_set.json}'), emit: beside
    path 'convergence/*'
    path 'versions.yml', topic: versions

    script:
    """
    # ${task.ext.runs}
    emtools converge --entry entry --id '${meta.id}' --resolution ${meta.resolution} --sampler ${engines.sampler} \\
        --refiner ${engines.refiner} --refined ${asked} \\
        --min-models ${[params.min_models as int, asked].min()} ${trend ? '--trend trend/*' : ''} \\
        ${params.second_states ? '--second-states' : ''} --out-dir convergence
    ${Shell.versions(task.process, 'emtools --version')}
    """

    stub:
    """
    # ${task.ext.runs}
    mkdir convergence
    echo '{}' > convergence/summary.json
    touch convergence/ensemble.cif convergence/residues.csv convergence/validation.json convergence/deposit.json versions.yml
    touch convergence/deposit_ensemble.cif convergence/smallest_set.json
    """
}
