import groovy.json.JsonException
import groovy.json.JsonOutput
import groovy.json.JsonSlurper
import java.nio.file.Files
import java.nio.file.Path

/** Checks the run's parameters against nextflow_schema.json, the one place that describes them. */
class Parameters {

    /** One sentence for every unknown or malformed parameter, in order of name; empty when all is well. */
    static List<String> problems(Map params, Path schemaFile) {
        Map<String, Map> schema = properties(schemaFile)
        List<String> found = []
        new TreeMap(params).each { String name, value ->
            if (schema.containsKey(name)) {
                String problem = value == null ? null : problem(name, value, schema[name])
                if (problem) {
                    found << problem
                }
            }
            else if (!isCamelTwin(name, params)) {
                found << "There is no parameter --${name}: did you mean --${nearest(name, schema.keySet())}?".toString()
            }
        }
        if (!found && (params.half_map_models as int) == 1) {
            found << '--half_map_models 1 gives no spread to compare with: give at least 2, or 0 for none.'
        }
        return found ?: numberProblems(params)
    }

    /** What is wrong with the numbers of models beside each other, the first of it; empty when nothing is. */
    private static List<String> numberProblems(Map params) {
        boolean autoBest = Rounds.isAuto(params.best)
        boolean autoModels = Rounds.isAuto(params.models)
        String best = autoBest ? 'best_min' : 'best'
        List<List<String>> pairs = [['min_models', best]] + (autoBest ? [['best_min', 'best_max']] : []) +
            (autoModels ? [['models_min', 'models_max']] : []) + [[best, autoModels ? 'models_max' : 'models']]
        return pairs.findAll { low, high -> (params[low] as int) > (params[high] as int) }.take(1).collect { low, high ->
            "--${low} ${params[low]} is more than --${high} ${params[high]}: lower one or raise the other.".toString()
        }
    }

    /** What is wrong with the file of {@code --ligand}, told before anything is sampled; empty when nothing is. */
    static List<String> ligandProblems(Path file) {
        return Files.isRegularFile(file) ? [] : ["There is no dictionary ${file.toUri()}: check --ligand.".toString()]
    }

    /** What is wrong with a file of trends, told before anything is sampled; empty when nothing is. */
    static List<String> trendProblems(Path file) {
        if (!Files.isRegularFile(file)) {
            return ["There is no file of trends ${file.toUri()}: check --trend.".toString()]
        }
        try {
            Object content = new JsonSlurper().parseText(file.getText('UTF-8'))
            if (content instanceof Map && content.trends) {
                return []
            }
        }
        catch (JsonException ignored) {
            // said below: what is no JSON has no trend either
        }
        return ["The file ${file} of --trend holds no trend: give a trend.json that 'emconverge trend' wrote.".toString()]
    }

    /** The parameters as sorted JSON, for the record of the run. */
    static String json(Map params) {
        Map plain = new TreeMap(params.collectEntries { name, value -> [name, value instanceof Path ? value.toString() : value] })
        return JsonOutput.prettyPrint(JsonOutput.toJson(plain)) + '\n'
    }

    /** What {@code --help} prints: every group of parameters with its defaults. */
    static String help(Path schemaFile) {
        StringBuilder text = new StringBuilder('Usage: emconverge run --map MAP --model MODEL --resolution D [options]\n')
        parse(schemaFile)['$defs'].each { key, group ->
            text << "\n${group.title}\n"
            group.properties.each { name, property ->
                String standard = property.containsKey('default') ? " [${property.default}]" : ''
                text << "  --${name.padRight(16)} ${property.description}${standard}\n"
            }
        }
        return text.toString()
    }

    static String nearest(String name, Collection<String> valid) {
        String wanted = name.replace('-', '_').toLowerCase()
        return valid.sort(false).min { candidate -> distance(wanted, candidate.toLowerCase()) }
    }

    private static Map parse(Path schemaFile) {
        return new JsonSlurper().parseText(schemaFile.text) as Map
    }

    /** Every parameter's description in the schema, by name. */
    static Map<String, Map> properties(Path schemaFile) {
        return parse(schemaFile)['$defs'].values().collectEntries { group -> group.properties }
    }

    /** Nextflow adds {@code someName} beside every {@code some-name} of the command line: only the latter is reported. */
    private static boolean isCamelTwin(String name, Map params) {
        String kebab = name.replaceAll(/([A-Z])/) { all, letter -> '-' + letter.toLowerCase() }
        return kebab != name && params.containsKey(kebab)
    }

    private static String problem(String name, value, Map property) {
        if (value.toString() =~ /\p{Cntrl}/) {
            return "--${name} has a line break or another control character: leave it out."
        }
        switch (property.type) {
            case 'integer':
                return value.toString() ==~ /[+-]?\d{1,9}/ ? range(name, value.toString() as BigDecimal, property)
                        : "--${name} '${value}' is not a whole number: give one, such as ${property.default ?: property.examples[0]}."
            case 'number':
                return value.toString().isBigDecimal() ? range(name, value.toString() as BigDecimal, property)
                        : "--${name} '${value}' is not a number: give one, such as ${property.default ?: property.examples[0]}."
            case 'boolean':
                return value.toString() in ['true', 'false'] ? null : "--${name} '${value}' is neither true nor false."
            default:
                return text(name, value, property)
        }
    }

    private static String range(String name, BigDecimal value, Map property) {
        boolean low = property.containsKey('minimum') && value < (property.minimum as BigDecimal)
        boolean high = property.containsKey('maximum') && value > (property.maximum as BigDecimal)
        return low || high ? "--${name} ${value} is out of range: give a value from ${property.minimum} to ${property.maximum}." : null
    }

    private static String text(String name, value, Map property) {
        String given = value.toString()
        if (value instanceof Boolean) {
            return "--${name} needs a value: ${property.description}"
        }
        if (property.enum && !(given in property.enum)) {
            return "--${name} '${given}' is not known: did you mean '${nearest(given, property.enum)}'? (${property.enum.join(', ')})"
        }
        if (property.pattern && !(given ==~ property.pattern)) {
            return "--${name} '${given}' is malformed: ${property.description}"
        }
        return null
    }

    /** Edits from one to the other, a swap of neighbours counting as one (optimal string alignment distance). */
    private static int distance(String a, String b) {
        int[][] d = new int[a.size() + 1][b.size() + 1]
        (0..a.size()).each { i -> d[i][0] = i }
        (0..b.size()).each { j -> d[0][j] = j }
        for (int i = 1; i <= a.size(); i++) {
            for (int j = 1; j <= b.size(); j++) {
                d[i][j] = [d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)].min()
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1)
                }
            }
        }
        return d[a.size()][b.size()]
    }
}
