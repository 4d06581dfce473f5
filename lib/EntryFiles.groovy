import java.nio.file.FileSystems
import java.nio.file.Path
import java.nio.file.PathMatcher
import nextflow.Global

/** The files of an entry as the tools' own table names them, which Java's EntryFolder reads too. */
class EntryFiles {
    private static final String TABLE = 'java-tools/src/main/resources/org/emconverge/entry/files.csv'
    /** What matches the path of each kind of file, with its description; read once, because a run asks for every file of every entry. */
    @Lazy private static final Map<PathMatcher, String> DESCRIPTIONS = Csv.rows(Global.session.baseDir.resolve(TABLE).getText('UTF-8'))
        .collectEntries { row -> [FileSystems.default.getPathMatcher("glob:${row.path}"), row.description] }

    /** What a file of an entry is, by its path below the entry's folder; null for one that the table does not know. */
    static String description(String path) {
        Path file = Path.of(path)
        return DESCRIPTIONS.find { matcher, description -> matcher.matches(file) }?.value
    }
}
