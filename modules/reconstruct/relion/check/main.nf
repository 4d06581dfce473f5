/*
 * Once per run, before anything else: whether there is a RELION, and which. This is asked again at every start, because what was
 * missing may be there now. Where there is none, found.txt is empty, and missing.txt says in one sentence what to do.
 */
process RELION_CHECK {
    label 'relion'
    cache false

    input:
    val wanted

    output:
    tuple path('found.txt'), path('missing.txt'), emit: answer
    path 'versions.yml', topic: versions

    script:
    """
    run_relion.sh --check > found.txt 2> missing.txt || { [ \$? -eq 2 ]; : > found.txt; }
    ${Shell.versions(task.process, 'head -n 1 found.txt')}
    """

    stub:
    """
    echo 'relion unknown' > found.txt
    touch missing.txt versions.yml
    """
}
