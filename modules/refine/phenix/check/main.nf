// Once per run: whether there is a Phenix, and which. Without it no model could be refined.
process PHENIX_CHECK {
    label 'phenix'

    input:
    val wanted

    output:
    path 'found.txt', emit: found
    path 'versions.yml', topic: versions

    script:
    """
    run_phenix.sh --check > found.txt
    ${Shell.versions(task.process, 'head -n 1 found.txt')}
    """

    stub:
    """
    echo 'phenix unknown' > found.txt
    touch versions.yml
    """
}
