import java.nio.file.Path

/** The set of entries that those of a run are compared with, looked at before anything is computed; emtools reads it for a page. */
class References {
    private static final List<String> NEEDED = ['id', 'resolution']

    /** What is wrong with it, in one sentence; null when nothing is. */
    static String problem(Path table) {
        if (!table.exists() || table.isDirectory()) {
            return "There is no reference set ${table}: check the path of --reference."
        }
        List<Map> rows = Csv.rows(table.getText('UTF-8'))
        String lacking = NEEDED.find { column -> rows && !rows.first().containsKey(column) }
        String remedy = 'give an index.csv of earlier runs, or a table with its columns.'
        if (!rows || lacking) {
            return "The reference set ${table} has no ${lacking ? "column '$lacking'" : 'entries'}: $remedy"
        }
        Map bad = rows.find { row -> !(row.resolution.isBigDecimal() && (row.resolution as BigDecimal) > 0) }
        return bad ? "The reference set ${table} has the resolution '${bad.resolution}' for ${bad.id}: a resolution in Å is needed." : null
    }
}
