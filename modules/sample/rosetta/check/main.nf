// Once per run: whether there is a Rosetta, and which. Without it no entry could be sampled.
process ROSETTA_CHECK {
    label 'rosetta'

    input:
    val wanted

    output:
    path 'found.txt', emit: found
    path 'versions.yml', topic: versions

    script:
    """
    run_rosetta.sh --check > found.txt
    ${Shell.versions(task.process, 'head -n 1 found.txt')}
    """

    stub:
    """
    echo 'rosetta unknown' > found.txt
    touch versions.yml
    """
}
