import java.nio.file.FileSystems
import java.nio.file.Path
import nextflow.Global

/** The files of an entry as the tools' own table names them, which Java's EntryFolder reads too. */
class EntryFiles {
    private static final String TABLE = 'java-tools/src/main/resources/org/emconverge/entry/files.csv'

    /** What a file of an entry is, by its path below the entry's folder; null for one that the table does not know. */
    static String description(String path) {
        Map row = rows().find { row -> FileSystems.default.getPathMatcher("glob:${row.path}").matches(Path.of(path)) }
        return row?.description
    }

    private static List<Map<String, String>> rows() {
        return Csv.rows(Global.session.baseDir.resolve(TABLE).getText('UTF-8'))
    }
}
