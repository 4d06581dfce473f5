import java.nio.file.Path

/**
 * The further maps of an entry: focused, sharpened and unsharpened ones of the molecule that its map shows. They are laid into the map,
 * or each is assessed by itself.
 */
class FurtherMaps {
    static final List<String> COLUMNS = [
        'focused', 'focused_resolution', 'focused_mask', 'focused_local_resolution', 'sharpened', 'sharpened_resolution',
        'sharpened_local_resolution', 'unsharpened', 'unsharpened_resolution', 'unsharpened_local_resolution', 'local_resolution']
    private static final List<String> WHOLE = ['sharpened', 'unsharpened']
    /** Local resolutions of single maps, the last that of the entry's own. */
    private static final List<String> LOCAL = ['sharpened_local_resolution', 'unsharpened_local_resolution', 'local_resolution']
    /** Of the focused maps there may be several, with semicolons between, and of each of these one. */
    private static final List<String> OF_FOCUSED = ['focused_mask', 'focused_local_resolution']
    /** Of the columns the paths. */
    static final List<String> PATHS = ['focused'] + OF_FOCUSED + WHOLE + LOCAL
    private static final List<String> NUMBERS = COLUMNS - PATHS

    /**
     * One sentence for every mistake.
     *
     * @param range what a resolution may be: minimum and maximum
     */
    static List<String> problems(Map row, Map range) {
        List<String> found = []
        List<String> ofFocused = ['focused_resolution'] + OF_FOCUSED
        Map counts = (['focused'] + ofFocused).collectEntries { column -> [column, Entries.listed(row[column]).size()] }
        ofFocused.findAll { column -> counts[column] && counts[column] != counts.focused }.each { column ->
            Closure<String> counted = { number, what -> "$number $what${number == 1 ? '' : 's'}".toString() }
            found << (counts.focused ? "${column} has ${counted(counts[column], 'value')} for ${counted(counts.focused, 'focused map')}:" +
                ' give one for each, in their order with semicolons between, or none.'
                : "${column} is of a map that is not given: give focused, or leave it out.").toString()
        }
        WHOLE.each { role ->
            ['resolution', 'local_resolution'].findAll { what -> row["${role}_${what}" as String] && !row[role] }.each { what ->
                found << "${role}_${what} is of a map that is not given: give ${role}, or leave it out.".toString()
            }
        }
        if (row.local_resolution && !(row.focused_local_resolution || WHOLE.any { role -> row[role] })) {
            found << ('local_resolution would decide nothing: give focused_local_resolution beside it, or a sharpened or unsharpened map,' +
                ' or leave it out.')
        }
        NUMBERS.each { column ->
            Entries.listed(row[column]).findAll { value -> !isNumber(value, range) }.each { value ->
                found << ("${column} '${value.replaceAll(/[^\x20-\x7e]/, '?')}' is not a number from ${range.minimum} to" +
                    " ${range.maximum}: correct it.").toString()
            }
        }
        String conflict = row.ensemble ? 'an ensemble, whose models are there already' : row.particles ? 'particles, of which maps are made'
            : !row.map && !row.half1 && !row.emdb ? 'no map' : null
        if (PATHS.any { column -> row[column] } && conflict) {
            found << "there are further maps (${PATHS.findAll { column -> row[column] }.join(', ')}) beside ${conflict}: leave one out."
                .toString()
        }
        return found
    }

    private static boolean isNumber(String value, Map range) {
        return value.isBigDecimal() && (value as BigDecimal) >= range.minimum && (value as BigDecimal) <= range.maximum
    }

    /** What {@link Entries#entry} says of them: paths, and {@code resolutions} by role, null where not given. */
    static Map given(Map row, Closure<Path> locate) {
        Map lists = (['focused'] + OF_FOCUSED).collectEntries { role ->
            [role, Entries.listed(row[role]).collect { name -> locate(name) }]
        }
        Map single = (WHOLE + LOCAL).collectEntries { role -> [role, row[role] ? locate(row[role]) : null] }
        Map ofWhole = WHOLE.collectEntries { role ->
            String value = row["${role}_resolution" as String]
            [role, value ? value as BigDecimal : null]
        }
        Map resolutions = [focused: Entries.listed(row.focused_resolution).collect { value -> value as BigDecimal }] + ofWhole
        return lists + single + [resolutions: resolutions]
    }

    /** What the ids of the further maps have behind that of their entry. */
    private static List<String> suffixes(int focused, Map row) {
        return (1..focused).findAll { focused }.collect { number -> "_focused${number}".toString() } +
            WHOLE.findAll { role -> row[role] }.collect { role -> "_${role}".toString() }
    }

    static boolean any(Map given) {
        return given.focused || given.sharpened || given.unsharpened
    }

    /** Their files and resolutions as the process that prepares the map takes them. */
    static List inputs(Map given) {
        return PATHS.collect { role -> given[role] ?: [] } + [given.resolutions ?: [:]]
    }

    /**
     * Their options of emtools prepare-map, of files staged as {@code input/<role>/<name>}, those of focused maps as
     * {@code input/<role>/<number>/<name>}.
     *
     * @param staged the roles of which there are files
     */
    static String options(int focused, List<String> staged, Map resolutions) {
        Closure<String> option = { role, folder -> "--${role.replace('_', '-')} input/${folder}/*".toString() }
        List<String> words = []
        (1..focused).findAll { focused }.each { number ->
            (['focused'] + OF_FOCUSED).findAll { role -> role in staged }.each { role -> words << option(role, "${role}/${number}") }
            if (resolutions.focused) {
                words << "--focused-resolution ${resolutions.focused[number - 1]}".toString()
            }
        }
        (WHOLE + LOCAL).findAll { role -> role in staged }.each { role ->
            words << option(role, role) + (resolutions[role] ? " --${role}-resolution ${resolutions[role]}" : '')
        }
        return words.join(' ')
    }

    /**
     * Of each entry with further maps one for every map, begun with the same model: the entry itself with its map alone,
     * {@code ID_sharpened}, {@code ID_unsharpened} and {@code ID_focused1} …, each focused map with the entry's map around it.
     * {@code family} is the entry, {@code siblings} the ids of all its maps, {@code begun} the maps that show the symmetry. They are
     * refined against their own map, not half maps.
     */
    static List<List> separate(List<List> entries) {
        return entries.collectMany { meta, given ->
            if (!any(given)) {
                return [[meta, given]]
            }
            Map none = PATHS.collectEntries { role -> [role, role in ['focused'] + OF_FOCUSED ? [] : null] } + [resolutions: [:]]
            Map shared = given + none + [family: meta.id, begun: given.subMap(['map', 'half1', 'half2']), reaches: meta.resolution]
            Map other = shared + [contour: null, emdb: null]
            List<List> members = [[meta, shared]]
            given.focused.eachWithIndex { map, i ->
                members << [[id: "${meta.id}_focused${i + 1}".toString(), resolution: meta.resolution], other + [
                    focused: [map], local_resolution: given.local_resolution,
                    resolutions: [focused: given.resolutions.focused ? [given.resolutions.focused[i]] : []]] +
                    OF_FOCUSED.collectEntries { role -> [role, given[role] ? [given[role][i]] : []] }]
            }
            WHOLE.findAll { role -> given[role] }.each { role ->
                members << [[id: "${meta.id}_${role}".toString(), resolution: given.resolutions[role] ?: meta.resolution],
                    other + [map: given[role], half1: null, half2: null]]
            }
            List<String> ids = members.collect { member -> member[0].id }
            return members.collect { member -> [member[0], member[1] + [siblings: ids]] }
        }
    }

    /** The ids of the entries whose maps are each assessed by itself. */
    static List<String> families(List<List> entries) {
        return entries.findAll { meta, given -> given.family == meta.id }.collect { meta, _given -> meta.id }
    }

    /**
     * What came of the maps of a family, in the order of their ids.
     *
     * @param made of each map that has a result {@code [its meta, things...]}; of one at least
     * @return {@code [meta, ids of the maps that have none, one thing of each map, another of each ...]}
     */
    static List ofFamily(List<List> entries, List<String> ids, List<List> made) {
        List<List> rows = made.sort(false) { row -> ids.indexOf(row[0].id) }
        return [entries.find { entry -> entry[0].id == ids[0] }[0], ids - rows.collect { row -> row[0].id }] +
            (1..<rows[0].size()).collect { place -> rows.collect { row -> row[place] } }
    }

    /**
     * One sentence for every entry whose half maps cannot be sampled: it goes through another sampler, or has none.
     *
     * @param engines as {@link Entries#engines} gives them
     */
    static List<String> halfProblems(List<Map> rows, Map<String, Map> engines, Map params) {
        if (!(params.half_map_models as int)) {
            return []
        }
        // models that are there already are not sampled, whatever the sampler
        List<Map> sampled = rows.findAll { row -> !row.ensemble }
        List<String> others = sampled.collect { row -> Entries.id(row) }.findAll { id -> engines[id]?.sampler != 'openmm' }
        List<String> found = others ? [('--half_map_models is for OpenMM, and ' + others.join(', ') + ' asks for another sampler: leave' +
            ' it out, or sample by OpenMM.').toString()] : []
        if (!params.series && !sampled.any { row -> row.half1 || row.emdb }) {
            found << '--half_map_models needs half maps of an entry whose models are sampled, and no entry has any: give both half maps,' +
                ' or leave it out.'
        }
        return found
    }

    /** The ids of the entries that {@code --half_map_models} is asked for and that cannot have it. */
    static List<String> halfless(List<Map> rows, Map params) {
        return !(params.half_map_models as int) || params.series ? []
            : rows.findAll { row -> row.ensemble || !row.half1 && !row.emdb }.collect { row -> Entries.id(row) }
    }

    /** One sentence for every entry whose maps cannot be used as is asked, or would have the name of another entry. */
    static List<String> problems(List<Map> rows, Map params) {
        List<Map> several = rows.findAll { row -> PATHS.any { column -> row[column] } }
        if (params.series && several) {
            return [("A series is made of half maps alone, and ${several.collect { row -> Entries.id(row) }.join(', ')} has further maps:" +
                ' leave them out.').toString()]
        }
        if (params.maps != 'separately') {
            return []
        }
        List<String> found = several.findAll { row -> !row.model || !row.resolution }.collect { row ->
            ("The entry ${Entries.id(row)} lacks ${['model', 'resolution'].findAll { column -> !row[column] }.join(' and ')}: each of its" +
                ' maps is begun with the same model; give them, or --maps composite.').toString()
        }
        several.each { row ->
            List<String> idle = LOCAL.findAll { column -> row[column] && !(column == 'local_resolution' && row.focused_local_resolution) }
            if (idle) {
                found << ("${idle.join(' and ')} of ${Entries.id(row)} would decide nothing, for each of its maps is assessed by itself:" +
                    ' leave out, or give --maps composite.').toString()
            }
        }
        List<String> ids = rows.collect { row -> Entries.id(row) }
        several.each { row ->
            List<String> own = suffixes(Entries.listed(row.focused).size(), row).collect { suffix -> Entries.id(row) + suffix }
            List<String> taken = own.intersect(ids)
            if (taken) {
                found << ("The maps of ${Entries.id(row)} would be entries of the ids ${taken.join(', ')}, which others have: give those" +
                    ' other ids.').toString()
            }
        }
        if (!several) {
            found << '--maps separately is of entries with further maps, and there are none: give some, or leave it out; half maps are' +
                ' compared by --half_map_models.'
        }
        return found
    }
}
