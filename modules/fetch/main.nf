// This downloads the map, the half maps and the metadata of an EMDB entry, and the model that was built in it.
process FETCH {
    tag "${Tag.of(meta)}"
    label 'tools'
    ext runs: Code.of('emtools')
    publishDir path: { "${params.outdir}/${meta.id}" }, mode: 'copy', pattern: 'entry/entry.json', saveAs: { name -> name - 'entry/' }

    input:
    tuple val(meta), val(emdb), val(with_model), val(pdb)

    output:
    tuple val(meta), path('entry'), emit: entry
    path 'versions.yml', topic: versions

    script:
    def urls = ['--emdb-url': params.emdb_url, '--emdb-api-url': params.emdb_api_url, '--pdb-url': params.pdb_url]
        .collect { name, url -> Shell.option(name, url) }.join(' ')
    """
    # ${task.ext.runs}
    emtools fetch --emdb ${emdb} ${with_model ? Shell.option('--pdb', pdb) : '--no-model'} ${urls} \\
        ${Shell.option('--max-size', params.max_download)} ${Shell.option('--contact', params.contact)} --out-dir entry
    ${Shell.versions(task.process, 'emtools --version')}
    """

    stub:
    """
    # ${task.ext.runs}
    mkdir entry
    touch entry/map.mrc entry/model.cif versions.yml
    echo '{"map": "map.mrc", "model": "model.cif", "resolution": 3.0}' > entry/entry.json
    """
}
