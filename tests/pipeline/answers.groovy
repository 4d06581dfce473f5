// Reads cases as JSON on standard input and prints for each what lib/ answers: the mistakes in {"params": {...}} or {"rows": [...]},
// an option as tasks get it ({"option": value}), the models of a task ({"share": [...]}), or whose a task is ({"tag": ..., "ids": [...]}).
import groovy.json.JsonOutput
import groovy.json.JsonSlurper
import java.nio.file.Path

def schema = Path.of(args[0])
def defaults = new JsonSlurper().parseText(schema.text)['$defs'].values().collectEntries { group ->
    group.properties.collectEntries { name, property -> [name, property.default] }
}
def properties = Parameters.properties(schema)
def answers = new JsonSlurper().parse(System.in).collect { test ->
    test.share != null ? Workload.share(*test.share)
        : test.tag != null ? Tag.entry(test.tag, test.ids)
        : test.option != null ? Shell.option('--title', test.option)
        : test.rows != null ? Entries.problems(test.rows, 'sheet.csv', properties)
        : Parameters.problems(defaults + test.params, schema)
            ?: Entries.problems([Entries.single(defaults + test.params)], null, properties)
}
println JsonOutput.toJson(answers)
