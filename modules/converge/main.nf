// The spread of every residue over the refined models.
process CONVERGE {
    tag "${meta.id}"
    label 'tools'
    publishDir path: { "${params.outdir}/${meta.id}" }, mode: 'copy', pattern: 'convergence/*', saveAs: { name -> name.tokenize('/').last() }

    input:
    tuple val(meta), val(engines), path(map), path(selected), path(ranking), path(setup), path(sampled, stageAs: 'sampled/*'),
        path(refined, stageAs: 'refined/*'), path(refinement, stageAs: 'refinement/*'), path(failed, stageAs: 'failed/*'),
        path(scores, stageAs: 'scores/?/*'), path(local_resolution), path(half_maps),
        path(validation_start), path(validation_sampled, stageAs: 'validation/?/*'), path(validation_refined), path(validated_residues), path(symmetry)

    output:
    tuple val(meta), path('convergence/summary.json'), path('convergence/residues.csv'), emit: tables
    tuple val(meta), path('convergence/ensemble.cif'), emit: ensemble
    path 'convergence/*'
    path 'versions.yml', topic: versions

    script:
    def files = [refined ? '--refined refined/*.cif --refinement refinement/*.json' : '', failed ? '--refine-dropped failed/*.csv' : '',
                 half_maps ? "--local-resolution ${local_resolution} --half-maps ${half_maps}" : '',
                 validated_residues ? "--validation-start ${validation_start} --validation-sampled validation/*/*.json --validation-refined ${validation_refined} --validated-residues ${validated_residues}" : ''].join(' ')
    """
    emtools converge --id '${meta.id}' --resolution ${meta.resolution} --map ${map} ${files} --sampled sampled/*.cif \\
        --selected ${selected} --ranking ${ranking} --setup ${setup} --scores scores/*/*.csv --symmetry ${symmetry} \\
        ${Shell.option('--title', meta.title)} \\
        --sampler ${engines.sampler} --refiner ${engines.refiner} --min-models ${[params.min_models, params.best].min()} --out-dir convergence
    ${Shell.versions(task.process, 'emtools --version')}
    """

    stub:
    """
    mkdir convergence
    echo '{}' > convergence/summary.json
    touch convergence/ensemble.cif convergence/residues.csv convergence/validation.json versions.yml
    """
}
