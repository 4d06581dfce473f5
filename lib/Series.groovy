/** A resolution series: which maps it has, and the entries that they are. */
class Series {
    /** A range or a list may have no more; a typing error in a step is seen before it fills a disk. */
    static final int MOST = 100

    static final List<String> COLUMNS = ['id', 'series', 'nominal', 'seed']

    /** Rows of the table of all maps that are asked for, by which those without a result are known. */
    static List<Map> asked(List<List> entries) {
        return entries.collect { meta, given ->
            [id: meta.id, series: given.series.name, nominal: given.series.target, seed: given.series.seed]
        }.sort { a, b -> a.series <=> b.series ?: a.nominal <=> b.nominal ?: a.seed <=> b.seed }
    }

    /** The resolutions that {@code --series} names, Å: a list {@code 2.7,3.3,3.8}, or {@code FROM:TO:STEP} with both ends. */
    static List<BigDecimal> targets(String text) {
        if (!text.contains(':')) {
            return text.tokenize(',').collect { number -> number as BigDecimal }
        }
        def (BigDecimal from, BigDecimal to, BigDecimal step) = text.tokenize(':').collect { number -> number as BigDecimal }
        return step > 0 && to >= from && (to - from) / step < MOST
            ? (0..((to - from) / step as int)).collect { i -> from + i * step } : []
    }

    /** One sentence for every mistake; empty when all is well, and where no series is asked for. */
    static List<String> problems(List<Map> rows, Map params) {
        if (!params.series) {
            Map given = [repeats: params.repeats as int > 1, particles: rows.any { row -> row.particles }]
            return given.findAll { _name, there -> there }.keySet()
                .collect { name -> "--${name} is of a series: give --series, or leave it out.".toString() }
        }
        List<BigDecimal> targets = targets(params.series.toString())
        if (!targets || targets.size() > MOST || targets*.stripTrailingZeros().toSet().size() < targets.size()) {
            return [("--series '${params.series}' names no resolutions, some twice, or more than ${MOST}: give FROM:TO:STEP or a list" +
                ' such as 2.7,3.3,3.8.').toString()]
        }
        return rows.collectMany { row -> rowProblems(row, targets) }
    }

    private static List<String> rowProblems(Map row, List<BigDecimal> targets) {
        List<String> maps = ['half1', 'half2', 'map'].findAll { column -> row[column] }
        if (row.particles && maps) {
            return [("The entry ${Entries.id(row)} has particles and ${maps.join(', ')}: a series is made of particles or of two" +
                ' half maps; leave one out.').toString()]
        }
        List<String> sources = row.particles ? ['particles'] : ['half1', 'half2']
        List<String> absent = (sources + ['model', 'resolution']).findAll { column -> !row[column] }
        if (absent || row.ensemble) {
            String what = absent ? "lacks ${absent.join(', ')}" : 'has an ensemble'
            return [("The entry ${Entries.id(row)} ${what}: a series is made of two half maps (or of particles), a model and their" +
                ' resolution.').toString()]
        }
        List<BigDecimal> finer = targets.findAll { target -> target * 1.02 < (row.resolution as BigDecimal) }
        return finer ? [("--series asks for ${finer.join(', ')} Å of ${row.particles ? 'particles' : 'half maps'} that reach" +
            " ${row.resolution} Å: begin the series there.").toString()] : []
    }

    /**
     * Of each entry one for every map of its series, {@code ID_3.30}, and with repeats {@code ID_3.30_r2}. Its {@code given} has the half
     * maps that the map is made of as {@code source1} and {@code source2}, or its {@code particles}, and {@code series},
     * {@code [name:, target:, seed:]}. It has no contour level, for that is of another map, and nothing is fetched, for all that a series
     * needs is there. {@code reaches} is the resolution of the half maps.
     */
    static List<List> entries(List<List> entries, Map params) {
        int repeats = params.repeats as int
        return entries.collectMany { meta, given ->
            [targets(params.series.toString()), 1..repeats].combinations().sort().collect { BigDecimal target, int seed ->
                String repeat = repeats > 1 ? "_r$seed" : ''
                String id = "${meta.id}_${target.setScale(2, java.math.RoundingMode.HALF_UP)}${repeat}"
                [[id: id, resolution: target], given + [map: null, half1: null, half2: null, source1: given.half1, source2: given.half2,
                    contour: null, emdb: null, reaches: meta.resolution, series: [name: meta.id, target: target, seed: seed]]]
            }
        }
    }

    /** What stands for an entry where something is made once for all maps of its series. */
    static Map shared(String name) {
        return [id: Tag.ofSeries(name)]
    }

    /** The engines of its entries: those of the entry that each is made of. */
    static Map<String, Map> engines(List<List> entries, Map<String, Map> engines) {
        return entries.collectEntries { meta, given -> [meta.id, engines[given.series.name]] }
    }

    /** An entry with the maps that were made for it. What is staged of them is no file of a user. */
    static List made(Map meta, Map given, map, half1, half2) {
        return [meta, given + [map: map, half1: half1, half2: half2, made: ['map', 'half1', 'half2']]]
    }
}
