package org.emconverge;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A folder that one program at a time works in. The lock is the system's own: it ends with the program, however that
 * ends.
 */
public final class FolderLock implements AutoCloseable {
    private static final String NAME = ".lock";

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the folder, which is made where there is none.
     *
     * @param refusal what is said when another program has it
     * @throws InputException with that sentence
     */
    public static FolderLock of(Path folder, String refusal) throws IOException {
        FileChannel channel = open(folder);
        if (!taken(channel)) {
            channel.close();
            throw new InputException(refusal);
        }
        return new FolderLock(channel);
    }

    /** Likewise, and waits until no other program has it. */
    public static FolderLock await(Path folder) throws IOException {
        FileChannel channel = open(folder);
        channel.lock();
        return new FolderLock(channel);
    }

    private static FileChannel open(Path folder) throws IOException {
        Files.createDirectories(folder);
        return FileChannel.open(folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static boolean taken(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
