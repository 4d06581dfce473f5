package org.emconverge.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "prepare-model", description = "(not there yet)")
final class PrepareModelCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new UnsupportedOperationException("prepare-model");
    }
}
