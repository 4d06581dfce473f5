// This tells how well the spread of every residue is known from the models of a round, and whether another round is needed.
process PRECISION {
    tag "${Tag.of(meta, "${models.size()} models")}"
    label 'tools'
    label 'one_of_many'
    ext runs: Code.of('emtools')

    input:
    // stage: sampled or refined; most: so many models will be made at most
    tuple val(meta), path(models, stageAs: 'models/*', arity: '1..*'), path(register, stageAs: 'entry/prepared/*'), val(stage), val(most)

    output:
    tuple val(meta), path("precision_${stage}.json"), emit: precision
    path 'versions.yml', topic: versions

    script:
    """
    # ${task.ext.runs}
    mkdir -p entry
    ln -s ../models entry/${stage}
    emtools precision --entry entry --stage ${stage} --most ${most} --out precision_${stage}.json
    ${Shell.versions(task.process, 'emtools --version')}
    """

    stub:
    // the models of a second round are enough
    """
    # ${task.ext.runs}
    echo '{"enough": ${models.size() > (stage == 'sampled' ? 20 : 6)}}' > precision_${stage}.json
    touch versions.yml
    """
}
