// This judges the geometry of models of any stage, and how they fit the map. With half maps it also measures the resolution, global
// and local.
process VALIDATE {
    tag "${Tag.of(meta, name in stages ? null : name)}"
    label 'tools'
    label 'one_of_many'
    ext runs: Code.of('emtools', 'monomers')
    publishDir path: { "${params.outdir}/${meta.id}" }, mode: 'copy',
        pattern: '{half_maps.json,local_resolution.mrc,outliers.csv,fsc.csv,validation/start.csv}'

    input:
    // name: of the tables; stages: one of all models, or one of each
    tuple val(meta), val(name), val(stages), path(models, stageAs: 'models/*', arity: '1..*'), path(map), path(halves), val(contour),
        path(ligand, stageAs: 'dictionary?.cif') // of components that the library lacks
    path monlib, stageAs: 'monomers' // or []: the library of the environment

    output:
    tuple val(meta), path("validation/${name}.json"), emit: validation
    tuple val(meta), path("validation/${name}.csv"), emit: residues
    tuple val(meta), path('{half_maps.json,local_resolution.mrc}', arity: '0..2'), emit: half_maps // none without half maps
    tuple val(meta), path('fsc.csv'), emit: curves, optional: true
    tuple val(meta), path('outliers.csv'), emit: outliers, optional: true
    path 'versions.yml', topic: versions

    script:
    def fromHalves = !halves ? ''
        : "--half1 ${halves[0]} --half2 ${halves[1]} --half-maps half_maps.json --local-resolution local_resolution.mrc"
    def details = 'refined' in stages ? '--outliers outliers.csv --fsc fsc.csv' : ''
    """
    # ${task.ext.runs}
    emtools validate --model ${models.join(' ')} --stage ${stages.join(' ')} --map ${map} --resolution ${meta.resolution} \\
        ${Shell.option('--contour', contour)} ${fromHalves} ${Shell.dictionaries(monlib, ligand)} --threads ${task.cpus} \\
        --json validation/${name}.json --residues validation/${name}.csv ${details}
    ${Shell.versions(task.process, 'emtools --version')}
    """

    stub:
    """
    # ${task.ext.runs}
    mkdir validation
    touch validation/${name}.json validation/${name}.csv versions.yml
    """
}
