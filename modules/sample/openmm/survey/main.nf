// This finds, once per entry, where the stretches that the evidence would shift begin and end best, and what their moves gain.
process SURVEY {
    tag "${Tag.of(meta)}"
    label 'engines'
    label 'sample'
    ext runs: Code.of('engines')
    cache 'deep' // evidence for the register that was made anew with the same bytes is not surveyed anew
    publishDir path: { "${params.outdir}/${meta.id}" }, mode: 'copy', pattern: 'prepared/shifts.json',
        saveAs: { name -> meta.half ? null : name }

    input:
    tuple val(meta), path(system), path(register)

    output:
    tuple val(meta), path('prepared/shifts.json'), emit: shifts

    script:
    """
    # ${task.ext.runs}
    sample_openmm.py survey --system ${system} --register ${register} --threads ${task.cpus} --out prepared/shifts.json
    """

    stub:
    """
    # ${task.ext.runs}
    mkdir prepared
    touch prepared/shifts.json
    """
}
