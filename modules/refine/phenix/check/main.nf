/*
 * Once per run, before anything else: whether there is a Phenix, and which. This is asked again at every start, because what was
 * missing may be there now. Where there is none, found.txt is empty, and missing.txt says in one sentence what to do.
 */
process PHENIX_CHECK {
    label 'phenix'
    cache false

    input:
    val wanted

    output:
    tuple path('found.txt'), path('missing.txt'), emit: answer
    path 'versions.yml', topic: versions

    script:
    """
    run_phenix.sh --check > found.txt 2> missing.txt || { [ \$? -eq 2 ]; : > found.txt; }
    ${Shell.versions(task.process, 'head -n 1 found.txt')}
    """

    stub:
    """
    echo 'phenix unknown' > found.txt
    touch missing.txt versions.yml
    """
}
