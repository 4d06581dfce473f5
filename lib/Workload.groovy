import nextflow.Global

/** How much of an entry's work one task takes. */
class Workload {
    /**
     * As many pieces as give each core the same, but never more than one entry has.
     *
     * @param pieces of the whole run
     * @param most that one entry has
     * @param cores that work at the same time
     */
    static int share(int pieces, int most, int cores = cores()) {
        return Math.max(1, Math.min(most, Math.ceil(pieces / cores) as int))
    }

    /** Of this machine, where it runs the tasks; elsewhere there is a core for every task. */
    private static int cores() {
        Map config = Global.session.config
        boolean local = (config.navigate('process.executor') ?: 'local') == 'local'
        return !local ? Integer.MAX_VALUE : config.navigate('executor.cpus') as Integer ?: Runtime.runtime.availableProcessors()
    }
}
