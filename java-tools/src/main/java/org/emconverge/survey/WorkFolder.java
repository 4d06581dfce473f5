package org.emconverge.survey;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** The scratch folder of a chunk, which nobody needs when its run has ended. */
final class WorkFolder {
    private WorkFolder() {}

    /**
     * Removes a folder with all that is in it; links are removed, not what they lead to. One in an object store is left
     * to the rules of the store.
     */
    static void remove(String address) throws IOException {
        if (address.contains("://") || !Files.exists(Path.of(address))) {
            return;
        }
        Path folder = Path.of(address);
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException problem) throws IOException {
                if (problem != null) {
                    throw problem;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
