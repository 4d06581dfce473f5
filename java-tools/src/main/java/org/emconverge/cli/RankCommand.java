package org.emconverge.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "rank", description = "(not there yet)")
final class RankCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new UnsupportedOperationException("rank");
    }
}
