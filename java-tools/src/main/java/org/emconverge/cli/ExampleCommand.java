package org.emconverge.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "example", description = "(not there yet)")
final class ExampleCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new UnsupportedOperationException("example");
    }
}
