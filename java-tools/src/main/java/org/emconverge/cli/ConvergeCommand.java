package org.emconverge.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "converge", description = "(not there yet)")
final class ConvergeCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new UnsupportedOperationException("converge");
    }
}
