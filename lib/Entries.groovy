import groovy.json.JsonSlurper
import java.nio.file.FileSystems
import java.nio.file.Path

/** The entries of a run: rows of a samplesheet, or the one that the command line names. */
class Entries {
    static final List<String> COLUMNS = [
        'id', 'emdb', 'pdb', 'map', 'half1', 'half2', 'particles', 'particles_dir', 'model', 'resolution', 'symmetry', 'contour',
        'ensemble', 'sampler', 'refiner', 'ligand'] + FurtherMaps.COLUMNS
    static final List<String> FILES = ['map', 'half1', 'half2', 'particles', 'model']
    /** Of these what archives have. */
    static final List<String> ARCHIVED = FILES - 'particles'
    static final List<String> ENGINES = ['sampler', 'refiner']
    /** The engines that take protein only, and what they are: of each component they want files that nothing here writes. */
    static final Map<String, String> PROTEIN_ONLY = [rosetta: 'sampler', phenix: 'refiner']
    /** Names that the results' folder has a use for itself. */
    static final List<String> RESERVED = [
        'pipeline_info', 'index.html', 'index.csv', 'series', 'series.csv', 'series.html', 'series.json', 'ro-crate-metadata.json']
    /** What a file of models is called. */
    static final String MODEL_NAME = /(?i).+\.(pdb|ent|cif|mmcif)(\.gz)?/

    /** The command line's entry as a samplesheet row. */
    static Map single(Map params) {
        return COLUMNS.collectEntries { column -> [column, params[column] == null ? '' : params[column].toString()] }
    }

    /** Which sampler and refiner each entry goes through, by its id: the row's, else the run's. */
    static Map<String, Map> engines(List<Map> rows, Map params) {
        return rows.collectEntries { row -> [id(row), ENGINES.collectEntries { role -> [role, row[role] ?: params[role]] }] }
    }

    /**
     * What is kept of an entry's model: what the user asks for, else everything that its engines take.
     *
     * @param chosen the sampler and the refiner of the entry
     * @param keep as the user gave it, or null
     */
    static String kept(Map chosen, String keep) {
        return keep ?: (proteinOnly(chosen) ? 'protein' : 'all')
    }

    /** Those engines of an entry, as they are written, that take protein only. */
    static List<String> proteinOnly(Map chosen) {
        return PROTEIN_ONLY.findAll { name, role -> chosen[role] == name }.keySet()*.capitalize()
    }

    /**
     * A sentence for every engine that cannot have what a user asks to keep beside protein.
     *
     * @param engines as {@link #engines} gives them
     * @param keep as the user gave it, or null
     */
    static List<String> unkept(Map<String, Map> engines, String keep, boolean waters = false) {
        if (waters && keep == 'protein') {
            return ['--waters is for --keep all or known, and --keep protein leaves out all but protein: take one away.']
        }
        if (keep in [null, 'protein']) {
            return []
        }
        return PROTEIN_ONLY.findResults { name, role ->
            List<String> asking = engines.findAll { id, chosen -> chosen[role] == name }.keySet().toList()
            asking ? ("--keep ${keep} is for OpenMM and Servalcat, and ${asking.join(', ')} asks for ${name.capitalize()}: " +
                "give --keep protein, or another ${role}.").toString() : null
        }
    }

    /**
     * One sentence for every mistake in the rows, naming the row; empty when all is well.
     *
     * @param schema what each column may hold: the properties of the parameter of the same name
     * @param needed whether there must be a row
     */
    static List<String> problems(List<Map> rows, sheet, Map<String, Map> schema, boolean needed = true) {
        if (!rows && !needed) {
            return []
        }
        if (!rows) {
            String columns = COLUMNS.join(',')
            return ["The samplesheet ${sheet} has no rows: give a header line (${columns}; any that you need) and a line per entry."
                .toString()]
        }
        List<String> found = rows[0].keySet().findAll { column -> !(column in COLUMNS) }.collect { column ->
            String nearest = Parameters.nearest(column ?: '', COLUMNS)
            "The samplesheet ${sheet} has an unknown column '${printable(column ?: '')}': did you mean '${nearest}'?".toString()
        }
        if (found) {
            return found
        }
        rows.eachWithIndex { Map row, int i ->
            String place = sheet ? "Samplesheet ${sheet}, row ${i + 1}${named(row)}: " : ''
            found.addAll(rowProblems(row, schema).collect { problem -> place + problem })
        }
        rows.countBy { row -> id(row) }.findAll { id, n -> n > 1 }.each { id, n ->
            found << "The samplesheet ${sheet} has ${n} entries with the id '${id}': give each its own.".toString()
        }
        return found
    }

    /**
     * The rows that cannot be run, each with what is wrong with it in sentences: {@code [row, reason]}. What concerns the whole sheet is
     * no row's fault.
     *
     * @param find what finds a file, and what finds the files of an ensemble, by a path as it is given
     */
    static List<List> faulty(List<Map> rows, Map<String, Map> schema, List<Closure> find) {
        return rows.collect { row ->
            [row, rowProblems(row, schema) ?:
                missingFiles(entry(row, find[0], find[1])).collect { sentence -> sentence - "Entry ${id(row)}: " }]
        }.findAll { _row, found -> found }.collect { row, found -> [row, found.join(' ')] }
    }

    /**
     * {@code [meta, given]}. {@code meta} is {@code [id:, resolution:]}: it goes into every task, so that a change of it computes
     * everything again. What few tasks use is {@code given}: {@code [map:, half1:, half2:, particles:, particles_dir:, model:, ensemble:,
     * ligand:, contour:, emdb:, symmetry:, title:, pdb:, sources:]} and those of {@link FurtherMaps}, with paths found by {@code locate},
     * those of the ensemble by {@code locateAll}; what is not given is null, of dictionaries an empty list.
     */
    static List entry(Map row, Closure<Path> locate, Closure<List<Path>> locateAll) {
        Map files = FILES.collectEntries { name -> [name, row[name] ? locate(row[name]) : null] }
        return [[id: id(row), resolution: row.resolution ? row.resolution as BigDecimal : null], files + [
            particles_dir: row.particles_dir ? locate(row.particles_dir) : null,
            ensemble: row.ensemble ? locateAll(row.ensemble) : null,
            ligand  : listed(row.ligand).collect { path -> locate(path) },
            contour : row.contour ? row.contour as BigDecimal : null,
            emdb    : row.emdb ? 'EMD-' + row.emdb.replaceFirst(/^[^\d]+/, '') : null,
            symmetry: row.symmetry ?: null,
            title   : null,
            pdb     : row.pdb ?: null,
            sources : null] + FurtherMaps.given(row, locate)]
    }

    /** The values of a column that may have several, with semicolons between them. */
    static List<String> listed(text) {
        return text ? text.toString().tokenize(';')*.trim().findAll() : []
    }

    /** Whether its models are there already, so that nothing is sampled. */
    static boolean isEnsemble(List entry) {
        return entry[1].ensemble != null
    }

    /** What is still to come from the archives: an entry with an EMDB id that lacks its map, its models or its resolution. */
    static boolean isFetched(List entry) {
        def (Map meta, Map given) = entry
        return given.emdb && (!(given.map || given.half1) || !(given.model || given.ensemble) || !meta.resolution)
    }

    /**
     * A fetched entry: what the user gave goes before what the archive says. {@code folder} holds entry.json and the files it names, whose
     * addresses are {@code sources}.
     *
     * @param symmetries pattern of the symmetries that are known by name
     */
    static List fetched(Map meta, Map given, Path folder, String symmetries) {
        Map found = new JsonSlurper().parseText(folder.resolve('entry.json').text) as Map
        Closure<Boolean> fromArchive = { String name -> name == 'model' ? !given.model : !(given.map || given.half1) }
        Map files = ARCHIVED.findAll(fromArchive)
            .collectEntries { name -> [name, found[name] ? folder.resolve(found[name] as String) : null] }
        return [[id: meta.id, resolution: meta.resolution ?: found.resolution as BigDecimal], given + files + [
            contour : given.contour != null ? given.contour : found.contour as BigDecimal,
            symmetry: given.symmetry ?: symmetry(found, symmetries),
            title   : found.title,
            pdb     : fromArchive('model') ? found.model_pdb : null,
            sources : (found.sources ?: [:]).findAll { name, address -> fromArchive(name) }]]
    }

    /** The row of failed.csv of a fetched entry whose resolution neither the user nor the archive gives. */
    static Map unresolved(Map meta, Map given) {
        String reason = "EMDB names no resolution of ${given.emdb}, or none that can be: give --resolution in Å (in a samplesheet the" +
            ' column resolution).'
        return [id: meta.id, process: 'FETCH', exit: '', reason: reason]
    }

    /** As EMDB tells it: a point group, or the numbers of a helix; null when neither is one. */
    private static String symmetry(Map found, String symmetries) {
        Map helix = found.helical as Map
        String axial = helix?.axial && helix.axial != 'C1' ? ":${helix.axial}" : ''
        String helical = helix?.twist != null && helix?.rise ? "helical:${helix.twist}:${helix.rise}${axial}" : null
        return [found.symmetry, helical].find { text -> text ==~ symmetries }
    }

    static List<String> missingFiles(List entry) {
        def (Map meta, Map given) = entry
        List<List> named = given.subMap(FILES + FurtherMaps.PATHS).collectMany { name, paths ->
            [paths].flatten().collect { path -> [name, path] }
        }
        List<List> absent = named.findAll { _name, path -> path != null && !(path.exists() && !path.isDirectory()) }
        List<String> found = absent.collect { name, path ->
            // an address with its server, which the path alone leaves out
            path.fileSystem == FileSystems.default
                ? "Entry ${meta.id}: there is no ${name} file ${path}: check the path${listing(given[name], path)}.".toString()
                : ("Entry ${meta.id}: there is no ${name} file at ${path.toUri()}, or its server does not answer:" +
                    ' check the address.').toString()
        }
        given.ligand.findAll { path -> !(path.exists() && !path.isDirectory()) }.each { path ->
            found << "Entry ${meta.id}: there is no dictionary ${path.toUri()}: check --ligand, or the column ligand.".toString()
        }
        given.ensemble.each { path ->
            String problem = unstageable(path.name)
            if (problem) {
                found << "Entry ${meta.id}: the model file '${printable(path.name)}' $problem: rename the file.".toString()
            }
        }
        if (given.ensemble != null && !given.ensemble) {
            found << ("Entry ${meta.id}: the ensemble has no model file (.pdb, .ent, .cif, .mmcif, each also .gz): give a folder of" +
                " models, a file, or a quoted pattern such as 'models/*.pdb'.").toString()
        }
        return found
    }

    /** What semicolons have to do with a path that leads nowhere. */
    private static String listing(Object ofColumn, Path path) {
        return ofColumn instanceof List && ofColumn.size() > 1 ? '; semicolons stand between several'
            : path.toString().contains(';') ? '; it is taken for one' : ''
    }

    /** The row's id, else its EMDB id, else the name of its map with unsafe characters replaced. */
    static String id(Map row) {
        String file = row.map ?: row.half1 ?: row.particles ?: row.model ?: ''
        return row.id ?: row.emdb ?: file.tokenize('/').join('/').replaceFirst(/.*\//, '')
                .replaceFirst(/(\.(mrc|map|ccp4|star))?(\.gz)?$/, '').replaceAll(/[^A-Za-z0-9._-]+/, '_').replaceFirst(/^[._-]+/, '')
    }

    /** Of a row of a samplesheet the entry in brackets; nothing where nothing names it. */
    private static String named(Map row) {
        return id(row) ? " (${printable(id(row))})" : ''
    }

    private static List<String> rowProblems(Map row, Map<String, Map> schema) {
        return idProblems(row) + pathProblems(row) + absences(row) + valueProblems(row, schema) +
            FurtherMaps.problems(row, schema.resolution)
    }

    private static List<String> idProblems(Map row) {
        List<String> found = []
        if (!(id(row) ==~ /[A-Za-z0-9][A-Za-z0-9._-]{0,99}/)) {
            found << ("the id '${printable(id(row))}' cannot name a folder: use letters, digits, '.', '_' and '-'" +
                " (at most 100, a letter or digit first).").toString()
        }
        if (id(row).toLowerCase() in RESERVED) {
            found << "the id '${id(row)}' is the name of something else in the results: choose another.".toString()
        }
        return found
    }

    private static List<String> pathProblems(Map row) {
        return (FILES + ['particles_dir', 'ensemble', 'ligand'] + FurtherMaps.PATHS).findAll { column ->
            row[column] && unstageable(row[column])
        }.collect { column ->
            "the path of ${column}, '${printable(row[column])}', ${unstageable(row[column])}: rename the file.".toString()
        }
    }

    /** What no entry can be without. */
    private static List<String> absences(Map row) {
        List<String> found = []
        if (!row.emdb && !row.map && !(row.half1 && row.half2) && !row.particles) {
            found << "there is no map: give --map (or both half maps, or --emdb)."
        }
        if (!row.half1 != !row.half2) {
            found << "one half map without the other: give both half1 and half2, or neither."
        }
        if (!row.emdb && !row.model && !row.ensemble) {
            found << "there is no model: give --model (or --emdb, whose fitted PDB entry is then used; or --ensemble, models you have)."
        }
        if (row.pdb && !(row.emdb && !row.model && !row.ensemble)) {
            found << ("pdb '${printable(row.pdb)}' names the model that is fetched with an EMDB entry: leave it out, or give it with emdb" +
                ' and without model and ensemble.').toString()
        }
        if (!row.emdb && !row.resolution) {
            String entry = id(row) ? " of '${printable(id(row))}'" : ''
            found << "there is no resolution${entry}: give --resolution in Å (in a samplesheet the column resolution).".toString()
        }
        return found
    }

    private static List<String> valueProblems(Map row, Map<String, Map> schema) {
        List<String> found = []
        if (row.emdb && !(row.emdb ==~ schema.emdb.pattern)) {
            found << "emdb '${printable(row.emdb)}' is not an EMDB id: give one like EMD-2566.".toString()
        }
        if (row.pdb && !(row.pdb ==~ schema.pdb.pattern)) {
            found << "pdb '${printable(row.pdb)}' is not a PDB id: give one like 3j6b or pdb_00003j6b.".toString()
        }
        ['resolution', 'contour'].each { column ->
            String value = row[column]
            Map range = schema[column]
            if (value && !(value.isBigDecimal() && (value as BigDecimal) >= range.minimum && (value as BigDecimal) <= range.maximum)) {
                String advice = value ==~ /[+-]?\d*,\d+/ ? "write ${value.replace(',', '.')}" : 'correct it'
                found << "${column} '${printable(value)}' is not a number from ${range.minimum} to ${range.maximum}: ${advice}.".toString()
            }
        }
        if (row.symmetry && !(row.symmetry ==~ schema.symmetry.pattern)) {
            found << ("symmetry '${printable(row.symmetry)}' is not a point group: give C1, C4, D7, T, O or I, or helical:TWIST:RISE" +
                " (degrees and Å).").toString()
        }
        ENGINES.findAll { role -> row[role] && !(row[role] in schema[role].enum) }.each { role ->
            String names = schema[role].enum.join(', ')
            String nearest = Parameters.nearest(row[role], schema[role].enum)
            found << "${role} '${printable(row[role])}' is not known: did you mean '${nearest}'? (${names})".toString()
        }
        return found
    }

    /** What is wrong with a path for the shell that puts the file in a task's folder: all other characters are escaped for it. */
    private static String unstageable(String path) {
        return path =~ /\p{Cntrl}/ ? 'has a line break or another control character'
            : path =~ /\$[\w{@*#?!$-]/ ? 'has a $ that a shell takes for a variable' : null
    }

    /** At most 60 characters, for the screen and for tables. */
    static String printable(String text) {
        String shown = text.replaceAll(/[^\x20-\x7e]/, '?')
        return shown.size() > 60 ? shown[0..<60] + '...' : shown
    }
}
