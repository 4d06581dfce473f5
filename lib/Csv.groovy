/**
 * Tables as RFC 4180 has them: fields with commas, quotes or line breaks stand in quotes, a quote in them is doubled. Nextflow carries no
 * library that reads every quoted field.
 */
class Csv {

    /** Rows below the header as maps, in its order, without blank lines, blanks around fields, and fields beyond the header. */
    static List<Map<String, String>> rows(String text) {
        List<List<String>> table = lines(text.replaceFirst(/^\uFEFF/, ''), ',' as char).collect { line -> line.fields }
        List<String> header = table ? table.first() : []
        return table.drop(1).collect { line -> [header, header.indices.collect { i -> line[i] ?: '' }].transpose().collectEntries() }
    }

    /** A table of these columns. */
    static String text(List<String> columns, List<Map> rows) {
        List<List> table = [columns] + rows.collect { row -> columns.collect { column -> row[column] ?: '' } }
        return table.collect { row -> row.collect { value -> quoted(value.toString()) }.join(',') + '\n' }.join()
    }

    private static String quoted(String text) {
        return text =~ /[",\n\r]/ || text != text.trim() ? '"' + text.replace('"', '""') + '"' : text
    }

    /**
     * The lines that are not blank: {@code [number:, fields:, open:]}, the number of each from 1, its fields without blanks around them,
     * and whether one of them begins with a quote that is not closed, which it keeps.
     */
    static List<Map> lines(String text, char separator) {
        List<Map> lines = []
        int number = 1
        Map line = [number: 1, fields: [], open: false]
        String blank = separator == '\t' as char ? '[ ]*' : '[ \t]*'
        // a field in quotes, or one without; then what ends it
        def field = text =~ /\G$blank(?:"((?:[^"]|"")*+)"$blank|([^$separator\r\n]*+))($separator|\r?\n|\r|\z)/
        while (field.find()) {
            String value = field.group(1) != null ? field.group(1).replace('""', '"') : field.group(2)
            line.fields << value.replaceAll(/^[\s\p{Z}]+|[\s\p{Z}]+$/, '')
            line.open |= field.group(2)?.startsWith('"') as boolean
            number += field.group().count('\n') ?: field.group().count('\r')
            if (field.group(3) != separator.toString()) {
                if (line.fields != ['']) {
                    lines << line
                }
                line = [number: number, fields: [], open: false]
            }
            if (field.group(3) == '') {
                break
            }
        }
        return lines
    }
}
