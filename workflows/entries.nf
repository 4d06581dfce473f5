/*
 * What the workflows share. Every channel is tuple(meta, one thing), the thing a file, a list of files or a value, so that what was not
 * made of an entry is one missing thing, whichever step it was.
 */

// Adds to entries what a step made of each: [] where it made nothing, so that a step that is lost does not take its entry along.
def withOptional(entries, made) {
    return entries.join(made, remainder: true)
        .filter { row -> row[1] != null } // what was made of an entry that is lost itself
        .map { row -> row.last() == null ? row.dropRight(1) + [[]] : row }
}

// Adds to entries the files that several steps made of each, as one list in the order of the steps.
def withFiles(entries, steps) {
    def added = entries.map { row -> row + [[]] }
    steps.each { step -> added = withOptional(added, step).map { row -> row.dropRight(2) + [row[-2] + [row[-1]].flatten()] } }
    return added
}

// What all tasks of an entry made, as soon as the last of them is done, or lost: of tuple(meta, number of tasks, files...) the
// tuple(meta, list of all such files...). They are sorted, because the order in which tasks end must not change what the next step is
// given.
def collected(made) {
    return made
        .map { row -> [groupKey(row[0], row[1])] + row.drop(2) }
        .groupTuple(remainder: true)
        .map { row -> [row[0].target] + row.drop(1).collect { files -> files.flatten().sort { file -> file.name } } }
}

// What there is of these entries only.
def keptOf(made, entries) {
    return entries.map { row -> tuple(row[0]) }.join(made)
}
