package org.emconverge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.emconverge.series.MaskContour;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "mask-contour",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Writes the mean of two half maps, mean.mrc, and how relion_mask_create is to cut it,"
                + " mask_options.txt.")
final class MaskContourCommand implements Callable<Integer> {
    @Option(names = "--half1", required = true, paramLabel = "FILE", description = "First half map.")
    private Path half1;

    @Option(names = "--half2", required = true, paramLabel = "FILE", description = "Second half map.")
    private Path half2;

    @Option(
            names = "--out-dir",
            required = true,
            paramLabel = "DIR",
            description = "Folder for the two files; made when there is none.")
    private Path outDir;

    @Override
    public Integer call() throws IOException {
        MaskContour.write(half1, half2, outDir);
        return 0;
    }
}
