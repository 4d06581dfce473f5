// Which symmetry model and map agree on; the asymmetric unit, and the mates around it.
process SYMMETRY {
    tag "${meta.id}"
    label 'tools'
    publishDir path: { "${params.outdir}/${meta.id}/prepared" }, mode: 'copy', pattern: 'symmetry.json'

    input:
    tuple val(meta), path(stripped), path(model, stageAs: 'model/*'), path(map, stageAs: 'map/*'), path(half1, stageAs: 'half1/*'), path(half2, stageAs: 'half2/*')

    output:
    tuple val(meta), path('unit.cif'), path('symmetry.json'), path('surroundings.cif', arity: '0..*'), emit: unit
    path 'versions.yml', topic: versions

    script:
    def maps = [map ? '--map map/*' : '', half1 ? '--half1 half1/* --half2 half2/*' : ''].join(' ')
    """
    emtools symmetry --model ${stripped} --deposited model/* ${maps} --resolution ${meta.resolution} ${Shell.option('--point-group', meta.symmetry)} \\
        --json symmetry.json --unit unit.cif --surroundings surroundings.cif
    ${Shell.versions(task.process, 'emtools --version')}
    """

    stub:
    """
    cp ${stripped} unit.cif
    touch symmetry.json versions.yml
    """
}
