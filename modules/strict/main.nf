// With --strict, entries without a report make the run's status an error, once everything else is done.
process STRICT {
    executor 'local'
    errorStrategy 'finish'
    cache false

    input:
    val failed

    exec:
    error("--strict: entries without a report: ${failed}. pipeline_info/failed.csv says why.")
}
