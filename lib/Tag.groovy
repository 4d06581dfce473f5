/** How a task is told from others of its process: the entry's id and, where an entry has several, which of them it is. */
class Tag {
    /** Ids hold no blanks ({@link Entries}), so that the tag of an entry is never that of another. */
    static String of(Map meta, String detail = null) {
        return [meta.id, meta.half, detail].findAll().join(' ')
    }

    /** Whether a task samples in a half map by itself, which no entry waits for and whose models are none of the entry's. */
    static boolean isOfHalf(String tag) {
        return tag ==~ /\S+ half[12]( .*)?/
    }

    /** The entry, of these, that a task is of; null for a task of the run as a whole. */
    static String entry(String tag, Collection<String> ids) {
        return ids.find { id -> tag == id || tag.startsWith("$id ") }
    }

    /** Of the entries of a series together, in place of an entry's id: no id has such a star. */
    static String ofSeries(String name) {
        return "${name}_*".toString()
    }

    /** The entries, of these, that a task is of: one, or all of a series; none for a task of the run as a whole. */
    static List<String> entries(String tag, Collection<String> ids) {
        def series = tag =~ /^(\S+_)\*(?: |$)/
        return series.find() ? ids.findAll { id -> id ==~ /\Q${series.group(1)}\E\d+\.\d\d(_r\d+)?/ }.toList()
            : [entry(tag, ids)].findAll()
    }

    /**
     * How many models a task is of: those of its seeds, of the batch that begins at its seed, or named and those beside them.
     *
     * @param models of the whole entry
     * @param batch that a task samples of them
     */
    static int models(String tag, int models, int batch) {
        String detail = tag.contains(' ') ? tag.substring(tag.indexOf(' ') + 1) : ''
        def seeds = detail =~ /^(\d+)-(\d+)$/
        def start = detail =~ /^sampled_(\d+)$/
        def named = detail =~ /^\S+ and (\d+) more$/
        return seeds ? (seeds[0][2] as int) - (seeds[0][1] as int) + 1
            : start ? Math.max(1, Math.min(batch, models - (start[0][1] as int) + 1))
            : named ? (named[0][1] as int) + 1 : 1
    }
}
