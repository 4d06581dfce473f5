package org.emconverge.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The files of an entry's map, as every command that reads them takes them. */
final class MapFiles {
    @Section(Section.INPUT)
    @Option(
            names = "--map",
            paramLabel = "FILE",
            description = "Map, MRC or CCP4, plain or gzipped; the half maps' mean when absent.")
    Path map;

    @Section(Section.INPUT)
    @Option(names = "--half1", paramLabel = "FILE", description = "First half map.")
    Path half1;

    @Section(Section.INPUT)
    @Option(names = "--half2", paramLabel = "FILE", description = "Second half map.")
    Path half2;

    /** Those half maps that were given. */
    List<Path> halves() {
        return Stream.of(half1, half2).filter(Objects::nonNull).toList();
    }
}
