package org.emconverge.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "prepare-map", description = "(not there yet)")
final class PrepareMapCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new UnsupportedOperationException("prepare-map");
    }
}
