import groovy.transform.CompileStatic
import nextflow.trace.TraceObserverV2
import nextflow.trace.event.TaskEvent

/** Hands on what happens to the tasks of a run, as Nextflow tells its observers. */
@CompileStatic
class TaskEvents implements TraceObserverV2 {
    private static final String ABORTED = 'ABORTED' // with the run
    private static final String FAILED = 'FAILED'

    private final Closure<Void> take

    /** @param take is given what has happened ({@link Progress#task}) and the task's trace record */
    TaskEvents(Closure<Void> take) {
        this.take = take
    }

    @Override
    void onTaskSubmit(TaskEvent event) {
        take.call('submitted', event.trace)
    }

    @Override
    void onTaskStart(TaskEvent event) {
        take.call('started', event.trace)
    }

    @Override
    void onTaskCached(TaskEvent event) {
        if (event.trace != null) {
            take.call('cached', event.trace)
        }
    }

    @Override
    void onTaskComplete(TaskEvent event) {
        String status = event.trace.get('status')
        String failure = event.trace.get('error_action') == 'RETRY' ? 'retried' : 'failed'
        take.call(status == ABORTED ? 'stopped' : status == FAILED ? failure : 'ended', event.trace)
    }
}
