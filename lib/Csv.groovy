/**
 * Tables as RFC 4180 has them: fields with commas, quotes or line breaks stand in quotes, a quote in them is doubled. Nextflow carries no
 * library that reads every quoted field.
 */
class Csv {

    /** Rows below the header as maps, in its order, without blank lines, blanks around fields, and fields beyond the header. */
    static List<Map<String, String>> rows(String text) {
        List<List<String>> lines = fields(text.replaceFirst(/^\uFEFF/, ''))
        List<String> header = lines ? lines.first() : []
        return lines.drop(1).collect { line -> [header, header.indices.collect { i -> line[i] ?: '' }].transpose().collectEntries() }
    }

    /** A table of these columns. */
    static String text(List<String> columns, List<Map> rows) {
        List<List> table = [columns] + rows.collect { row -> columns.collect { column -> row[column] ?: '' } }
        return table.collect { row -> row.collect { value -> quoted(value.toString()) }.join(',') + '\n' }.join()
    }

    private static String quoted(String text) {
        return text =~ /[",\n\r]/ || text != text.trim() ? '"' + text.replace('"', '""') + '"' : text
    }

    private static List<List<String>> fields(String text) {
        List<List<String>> lines = []
        List<String> line = []
        // a field in quotes, or one without; then what ends it
        def field = text =~ /\G[ \t]*(?:"((?:[^"]|"")*+)"[ \t]*|([^,\r\n]*+))(,|\r?\n|\r|\z)/
        while (field.find()) {
            line << (field.group(1) != null ? field.group(1).replace('""', '"') : field.group(2)).trim()
            if (field.group(3) != ',') {
                if (line != ['']) {
                    lines << line
                }
                line = []
            }
            if (field.group(3) == '') {
                break
            }
        }
        return lines
    }
}
