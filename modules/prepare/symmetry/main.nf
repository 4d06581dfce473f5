// This finds the symmetry that model and map agree on, and writes the asymmetric unit, alone and with the mates around it.
process SYMMETRY {
    tag "${Tag.of(meta)}"
    label 'tools'
    ext runs: Code.of('emtools')
    publishDir path: { "${params.outdir}/${meta.id}" }, mode: 'copy', pattern: 'prepared/symmetry.json'

    input:
    tuple val(meta), val(name), val(resolution), path(stripped), path(model, stageAs: 'input/model/*'),
        path(map, stageAs: 'input/map/*'), path(half1, stageAs: 'input/half1/*'), path(half2, stageAs: 'input/half2/*')

    output:
    tuple val(meta), path('unit.cif'), emit: unit
    tuple val(meta), path('surroundings.cif', arity: '0..*'), emit: surroundings // the unit with its mates; none without symmetry
    tuple val(meta), path('prepared/symmetry.json'), emit: symmetry
    path 'versions.yml', topic: versions

    script:
    def maps = [map ? '--map input/map/*' : '', half1 ? '--half1 input/half1/* --half2 input/half2/*' : ''].join(' ')
    """
    # ${task.ext.runs}
    emtools symmetry --model ${stripped} --deposited input/model/* ${maps} --resolution ${resolution} \\
        ${Shell.option('--point-group', name)} --json prepared/symmetry.json --unit unit.cif --surroundings surroundings.cif
    ${Shell.versions(task.process, 'emtools --version')}
    """

    stub:
    """
    # ${task.ext.runs}
    mkdir prepared
    cp ${stripped} unit.cif
    touch prepared/symmetry.json versions.yml
    """
}
