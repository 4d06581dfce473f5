import groovy.transform.CompileStatic

/** What an entry goes through, in this order, in the words of the display; the names are those of files.csv and of the lines of JSON. */
@CompileStatic
enum Stage {
    FETCH('being fetched', 'fetched'),
    PREPARE('model and map are being prepared', 'model and map are prepared'),
    SAMPLE('sampled'),
    VALIDATE('judged'),
    RANK('models are being ranked', 'models are ranked'),
    REFINE('refined'),
    CONVERGE('models are being compared', 'models are compared'),
    REPORT('the report is being written', 'the report is written'),
    ASSESS('the given models are being compared', 'the given models are compared')

    /** Words while it goes on and when it is over; of a stage that counts models, the one that stands before their number. */
    final String doing
    final String done
    final boolean counted

    private Stage(String doing, String done = null) {
        this.doing = doing
        this.done = done ?: doing
        this.counted = done == null
    }

    /** Processes by stage. VALIDATE_START and VALIDATE_RELAXED, which no stage waits for, are of none. */
    private static final Map<Stage, List<String>> PROCESSES = [
        (FETCH)   : ['FETCH'],
        (PREPARE) : ['PREPARE_MODEL', 'SYMMETRY', 'COMPLETE_MODEL', 'PREPARE_MAP', 'PREPARE_SURROUNDINGS', 'REGISTER', 'SERIES_MAP',
                     'RELION_PARTICLES', 'RELION_GIVEN_HALF', 'RELION_CONTOUR', 'RELION_MASK', 'RELION_SHIFT', 'RELION_HALF',
                     'RELION_POSTPROCESS', 'RELION_RECORD'],
        (SAMPLE)  : ['SETUP', 'SURVEY', 'ANNEAL', 'ROSETTA_SETUP', 'ROSETTA', 'ROSETTA_MODELS', 'PRECISION_SAMPLED'],
        (VALIDATE): ['VALIDATE_SAMPLED'],
        (RANK)    : ['RANK'],
        (REFINE)  : ['REFINE_SERVALCAT', 'PHENIX_SETUP', 'PHENIX', 'PHENIX_MODEL', 'PRECISION_REFINED'],
        (CONVERGE): ['VALIDATE_REFINED', 'SECOND_STATES', 'CONVERGE'],
        (REPORT)  : ['REPORT'],
        (ASSESS)  : ['ASSESS_MODELS']]
    /** Of the processes of models those whose end is that of their models, and those that take the time. */
    private static final Set<String> COUNTING = ['ANNEAL', 'ROSETTA_MODELS', 'VALIDATE_SAMPLED', 'REFINE_SERVALCAT', 'PHENIX_MODEL'] as Set
    private static final Set<String> WORKING = ['ANNEAL', 'ROSETTA', 'VALIDATE_SAMPLED', 'REFINE_SERVALCAT', 'PHENIX'] as Set
    private static final Set<String> MANY = COUNTING + WORKING + [
        'VALIDATE_START', 'VALIDATE_RELAXED', 'VALIDATE_REFINED', 'SECOND_STATES', 'PHENIX_SETUP',
        'PRECISION_SAMPLED', 'PRECISION_REFINED']
    private static final Map<String, Stage> BY_PROCESS = PROCESSES.collectMany { stage, names -> names.collect { name -> [name, stage] } }
        .collectEntries { List pair -> pair } as Map<String, Stage>

    /** The stage that a process is of; null for one that no entry waits for. */
    static Stage of(String process) {
        return BY_PROCESS[process]
    }

    /** Whether a task of the process may fail without its entry: label one_of_many. */
    static boolean isOneOfMany(String process) {
        return process in MANY
    }

    static boolean counts(String process) {
        return process in COUNTING
    }

    static boolean works(String process) {
        return process in WORKING
    }

    String toString() {
        return name().toLowerCase()
    }
}
