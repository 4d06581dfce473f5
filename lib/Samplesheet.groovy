import java.nio.ByteBuffer
import java.nio.charset.CharacterCodingException
import java.nio.charset.StandardCharsets

/**
 * A user's samplesheet as spreadsheet programs write it: UTF-8 or, with a byte order mark, UTF-16; its fields separated by commas,
 * semicolons or tabs; with empty rows and columns. What cannot be read is told in one sentence, and no value is left out in silence.
 */
class Samplesheet {
    private static final List<String> SEPARATORS = [',', ';', '\t']
    private static final List<String> NUMBERS = [
        'resolution', 'contour', 'focused_resolution', 'sharpened_resolution', 'unsharpened_resolution']
    private static final String ADVICE = "save it as CSV (in Excel 'CSV UTF-8') and give that file."
    /** Columns of the header, each with its place in a row. */
    private final Map<String, Integer> columns = [:]
    /** The entries as the columns name their values. */
    final List<Map<String, String>> rows = []
    /** What is wrong with the sheet as a whole, in one sentence; else null. */
    String problem

    /** @param name as the user gave it */
    Samplesheet(String name, byte[] content) {
        try {
            read(content)
        }
        catch (IllegalArgumentException e) {
            problem = "The samplesheet ${name} ${e.message}".toString()
        }
    }

    private void read(byte[] content) {
        String text = text(content)
        def declared = text =~ /\A(?i)sep=([,;\t])[ ]*(?:\r\n|\n|\r)/ // Excel's own first line
        int start = declared.find() ? declared.end() : 0
        String separator = start ? declared.group(1) : separator(text.readLines().find { line -> line =~ /[^,;\s]/ } ?: '')
        List<Map> lines = Csv.lines(text.substring(start), separator as char).findAll { line -> line.fields.any() }
        if (!lines) {
            return
        }
        columns.putAll(columns(lines.first(), lines.drop(1)))
        int offset = start ? 1 : 0
        lines.drop(1).each { line -> rows << row(line, line.number + offset, separator) }
    }

    /** The text of a file of any encoding that can be told for certain. */
    private static String text(byte[] content) {
        String begin = new String(content, 0, Math.min(4, content.length), StandardCharsets.ISO_8859_1)
        if (begin.startsWith('PK\u0003\u0004') || begin.startsWith('\u00d0\u00cf\u0011\u00e0')) {
            refuse("is a workbook of a spreadsheet program (.xlsx, .xls or .ods): $ADVICE")
        }
        if (begin.startsWith('\u001f\u008b')) {
            refuse('is compressed by gzip: unpack it and give the CSV file.')
        }
        def (charset, mark) = begin.startsWith('\u00ff\u00fe') ? [StandardCharsets.UTF_16LE, 2]
            : begin.startsWith('\u00fe\u00ff') ? [StandardCharsets.UTF_16BE, 2]
            : [StandardCharsets.UTF_8, begin.startsWith('\u00ef\u00bb\u00bf') ? 3 : 0]
        try {
            String text = charset.newDecoder().decode(ByteBuffer.wrap(content, mark, content.length - mark)).toString()
            if (!text.contains('\0')) {
                return text
            }
        }
        catch (CharacterCodingException e) {
            refuse("is not in UTF-8: $ADVICE")
        }
        refuse("is no text in UTF-8: $ADVICE")
        return null
    }

    /** The one by which the header has most columns that are known, or else most columns at all. */
    private static String separator(String header) {
        return SEPARATORS.max { separator ->
            List<String> names = Csv.lines(header, separator as char).collectMany { line -> line.fields }
            names.count { name -> name in Entries.COLUMNS } * 1000 + names.size()
        }
    }

    private static Map<String, Integer> columns(Map header, List<Map> lines) {
        List<String> names = header.fields
        names.countBy { name -> name }.each { name, times ->
            if (name && times > 1) {
                refuse("has the column '$name' $times times: leave one.")
            }
        }
        names.eachWithIndex { name, i ->
            Map line = name ? null : lines.find { line -> line.fields[i] }
            if (line) {
                refuse("has '${line.fields[i]}' in a column without a name (column ${i + 1}, line ${line.number}): name the column or" +
                    ' leave the value out.')
            }
        }
        return names.withIndex().findAll { name, _place -> name }.collectEntries { name, place -> [name, place] }
    }

    private Map<String, String> row(Map line, int number, String separator) {
        List<String> fields = line.fields
        String extra = fields.drop(columns.values().max() + 1).find()
        if (extra) {
            refuse("has more values than columns in line $number (from '$extra' on): a value with " +
                "${separator == '\t' ? 'a tab' : "'$separator'"} in it stands in quotes.")
        }
        if (line.open) {
            refuse("has a quote in line $number that is not closed: close it, or leave it out.")
        }
        return columns.collectEntries { name, place ->
            String value = fields[place] ?: ''
            // where the comma does not separate, it is the decimal sign of the country
            [name, separator != ',' && name in NUMBERS && value ==~ /[+-]?\d*,\d+/ ? value.replace(',', '.') : value]
        }
    }

    private static void refuse(String what) {
        throw new IllegalArgumentException(what)
    }
}
