// This compares models of any program as the pipeline compares its own, and writes all files of the entry.
process ASSESS_MODELS {
    tag "${Tag.of(meta)}"
    label 'tools'
    ext runs: Code.of('emtools', 'figures', 'monomers')
    publishDir path: { "${params.outdir}/${meta.id}" }, mode: 'copy', pattern: 'entry/**', saveAs: { name -> name - 'entry/' }

    input:
    tuple val(meta), val(title), val(contour), path(models, stageAs: 'input/ensemble/?/*'), path(reference, stageAs: 'input/model/*'),
        path(map, stageAs: 'input/map/*'), path(half1, stageAs: 'input/half1/*'), path(half2, stageAs: 'input/half2/*'),
        path(ligand, stageAs: 'dictionary?.cif'), // of components that the library lacks
        val(archives) // EMDB and PDB id, each of which may be null
    path monlib, stageAs: 'monomers' // or []: the library of the environment
    path others, stageAs: 'others/*' // or []: the table of the entries to compare with

    output:
    tuple val(meta), path('entry/summary.json'), emit: summary
    tuple val(meta), path('entry/residues.csv'), emit: residues
    tuple val(meta), path('entry/report.html'), emit: page
    path 'entry/**'
    tuple val(meta), path('inputs.sha256'), topic: checksums
    path 'versions.yml', topic: versions

    script:
    def files = [reference ? '--model input/model/*' : '', map ? '--map input/map/*' : '',
                 half1 ? '--half1 input/half1/* --half2 input/half2/*' : ''].join(' ')
    """
    # ${task.ext.runs}
    emtools assess-models --entry entry --id '${meta.id}' ${Shell.option('--title', title)} --resolution ${meta.resolution} ${files} \\
        ${Shell.option('--contour', contour)} --margin ${params.margin} ${Shell.dictionaries(monlib, ligand)} \\
        --run .. ${Shell.option('--emdb', archives[0])} ${Shell.option('--pdb', archives[1])} \\
        ${others ? '--reference others/*' : ''} --threads ${task.cpus} input/ensemble/*/*
    find -L input -type f -exec sha256sum {} + | LC_ALL=C sort > inputs.sha256
    ${Shell.versions(task.process, 'emtools --version')}
    """

    stub:
    """
    # ${task.ext.runs}
    mkdir entry
    echo '{}' > entry/summary.json
    touch entry/residues.csv entry/report.html versions.yml
    find -L input -type f -exec sha256sum {} + | LC_ALL=C sort > inputs.sha256
    """
}
