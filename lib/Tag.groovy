/** How a task is told from others of its process: the entry's id and, where an entry has several, which of them it is. */
class Tag {
    /** Ids hold no blanks ({@link Entries}), so that the tag of an entry is never that of another. */
    static String of(Map meta, String detail = null) {
        return detail ? "${meta.id} ${detail}".toString() : meta.id
    }

    /** The entry, of these, that a task is of; null for a task of the run as a whole. */
    static String entry(String tag, Collection<String> ids) {
        return ids.find { id -> tag == id || tag.startsWith("$id ") }
    }
}
