/**
 * The layout of an entry: one entry is one folder, and the table {@code files.csv} says of every file of it which role
 * it has, where it stands, which step writes it and whether it may be absent. Every step finds its files through
 * {@link org.emconverge.entry.EntryFolder}, in the folder of a task as in the published results. Knows no other package
 * but {@link org.emconverge.InputException}.
 */
package org.emconverge.entry;
