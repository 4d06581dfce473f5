import nextflow.Global
import nextflow.executor.local.LocalExecutor
import nextflow.processor.LocalPollingMonitor
import nextflow.processor.TaskHandler

/**
 * Keeps right what Nextflow's local executor believes to be free. It counts CPUs and memory in two threads without a lock, so that a
 * task that ends while another begins may be lost from the count, and tasks may then wait forever for what is free
 * (nextflow-io/nextflow#7652). Later versions count otherwise, and are left alone.
 */
class LocalResources {
    private static final long TICK = 1000 // ms; a task that begins or ends is counted well within

    private final LocalPollingMonitor monitor
    private Set<TaskHandler> before

    private LocalResources(LocalPollingMonitor monitor) {
        this.monitor = monitor
    }

    /** Looks after the executor of this run from now on; there is none before the first task of its processes. */
    static void keep() {
        if (!isCountedWithoutLock()) {
            return
        }
        LocalResources kept = null
        new Timer('local resources', true).schedule({
            kept = kept ?: of(Global.session?.executorFactory?.executors?.get(LocalExecutor)?.taskMonitor)
            kept?.check()
        } as TimerTask, TICK, TICK)
    }

    private static boolean isCountedWithoutLock() {
        return [availCpus: int, maxCpus: int, availMemory: long, maxMemory: long].every { name, type ->
            LocalPollingMonitor.declaredFields.any { field -> field.name == name && field.type == type }
        }
    }

    private static LocalResources of(monitor) {
        return monitor instanceof LocalPollingMonitor ? new LocalResources(monitor) : null
    }

    /** Counts anew, where the tasks that run have been the same since the check before and their count is another. */
    private void check() {
        Set<TaskHandler> running = new HashSet<TaskHandler>(monitor.runningQueue)
        int cpus = monitor.@maxCpus - (running.sum(0) { task -> LocalPollingMonitor.cpus(task) } as int)
        long memory = monitor.@maxMemory - (running.sum(0L) { task -> LocalPollingMonitor.mem(task) } as long)
        if (running == before && (monitor.@availCpus != cpus || monitor.@availMemory != memory)) {
            monitor.@availCpus = cpus
            monitor.@availMemory = memory
        }
        before = running
    }
}
