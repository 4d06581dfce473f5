import nextflow.Global

/** How much of an entry's work one task takes. */
class Workload {
    /**
     * On this machine as much as gives each core the same; elsewhere one piece, because there every task has a core of its own.
     *
     * @param pieces of the whole run
     * @param most that one entry has
     */
    static int share(int pieces, int most) {
        Map config = Global.session.config
        if ((config.navigate('process.executor') ?: 'local') != 'local') {
            return 1
        }
        int cores = config.navigate('executor.cpus') as Integer ?: Runtime.runtime.availableProcessors()
        return Math.max(1, Math.min(most, Math.ceil(pieces / cores) as int))
    }
}
