// Reads cases as JSON on standard input and prints for each what lib/ answers: the mistakes in {"params": {...}}, {"rows": [...]} or a
// reference set ({"reference": path}), an option as tasks get it ({"option": value}), the models of a task ({"share": [...]}), whose a
// task is ({"tag": ..., "ids": [...]}), what a samplesheet holds ({"sheet": its bytes in base64}), the stage of a process and whether it
// is one of many ({"process": ...}), what is told of a run ({"view": ..., "happens": [...]}), the rounds of
// models ({"rounds": parameters}), what became of a family's maps ({"family": ids, "made": ids with a result}), rows that are left out
// ({"lenient": rows}), or the ids and resolutions of a series' entries ({"series": ..., "repeats": ...}).
import groovy.json.JsonOutput
import groovy.json.JsonSlurper
import java.nio.file.Path

def schema = Path.of(args[0])
def defaults = new JsonSlurper().parseText(schema.text)['$defs'].values().collectEntries { group ->
    group.properties.collectEntries { name, property -> [name, property.default] }
}
def properties = Parameters.properties(schema)

/** What a view of a run says while this happens: {@code [method of Progress, arguments...]}; on a terminal, what it shows in the end. */
def told(test) {
    def out = new StringBuilder()
    def views = [json: { new ProgressJson(out, [version: '1', run_name: 'a', resumed: false]) }, plain: { new ProgressLog(out) }]
    def entries = test.entries.collect { id, kind ->
        new EntryProgress(id, kind, [(Stage.SAMPLE): [test.models, false], (Stage.REFINE): [test.best, false]])
    }
    def run = new Progress(entries, test.models, test.batch, (views[test.view] ?: views.plain)())
    long last = 0
    test.happens.each { event ->
        last = event.last() instanceof Number ? event.last() as long : last
        def values = event[0] == 'asked' ? [event[1], event[2] as Stage, event[3], event[4]]
            : event.drop(1).collect { value -> value instanceof Integer ? value as Long : value }
        run.invokeMethod(event[0], values as Object[])
    }
    return test.view == 'terminal' ? ProgressTerminal.lines(run, last, test.most) : out.toString().readLines()
}

def answers = new JsonSlurper().parse(System.in).collect { test ->
    test.share != null ? Workload.share(*test.share)
        : test.view != null ? told(test)
        : test.rounds != null ? [Rounds.seeds(defaults + test.rounds), Rounds.refined(defaults + test.rounds)]
        : test.process != null ? [Stage.of(test.process)?.toString(), Stage.isOneOfMany(test.process)]
        : test.lenient != null ? Entries.faulty(test.lenient, properties, [{ name -> Path.of(name) }, { name -> [] }])
        : test.family != null ? FurtherMaps.ofFamily(test.family.collect { id -> [[id: id], [:]] }, test.family,
            test.made.collect { id -> [[id: id], "of $id".toString()] })
        : test.tag != null ? Tag.entry(test.tag, test.ids)
        : test.reference != null ? References.problem(Path.of(test.reference))
        : test.sheet != null ? new Samplesheet('sheet.csv', test.sheet.decodeBase64()).with { sheet -> sheet.problem ?: sheet.rows }
        : test.series != null ? Series.entries([[[id: 'a'], [:]]], test).collect { meta, _given -> [meta.id, meta.resolution] }
        : test.option != null ? Shell.option('--title', test.option)
        : test.rows != null ? Entries.problems(test.rows, 'sheet.csv', properties)
        : Parameters.problems(defaults + test.params, schema)
            ?: Entries.problems([Entries.single(defaults + test.params)], null, properties)
            ?: Series.problems([Entries.single(defaults + test.params)], defaults + test.params)
            ?: FurtherMaps.problems([Entries.single(defaults + test.params)], defaults + test.params)
            ?: FurtherMaps.halfProblems([Entries.single(defaults + test.params)],
                Entries.engines([Entries.single(defaults + test.params)], defaults + test.params), defaults + test.params)
            ?: Entries.unkept(Entries.engines([Entries.single(defaults + test.params)], defaults + test.params),
                (defaults + test.params).keep, (defaults + test.params).waters)
}
println JsonOutput.toJson(answers)
