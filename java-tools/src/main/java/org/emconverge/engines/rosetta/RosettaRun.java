package org.emconverge.engines.rosetta;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.emconverge.InputException;
import org.emconverge.engines.ProgramRun;

/**
 * One trajectory as run_rosetta.sh left it: its exit status, its seconds, its log, its score file and its model. Every
 * way to fail has its own sentence.
 *
 * @param model Rosetta's PDB file
 * @param terms of its score, by name, in Rosetta energy units
 * @param seconds of wall clock
 */
record RosettaRun(Path model, Map<String, Double> terms, double seconds) {
    private static final Pattern ERROR = Pattern.compile(
            "(?:\\[ (?:ERROR|FATAL) ]|\\bERROR:)" + "\\s*(?:ERROR:?|UtilityExitException|Exception:)?\\s*(\\S.*)");
    private static final Pattern ESCAPES = Pattern.compile("\u001b\\[[0-9;]*m");
    private static final int TIMED_OUT = 124;
    private static final int SIGNAL = 128;
    private static final int LONGEST = 200;

    /** @throws InputException with the reason why there is no model */
    static RosettaRun read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InputException("its trajectory was never begun");
        }
        ProgramRun run = new ProgramRun(folder);
        String status = run.status();
        String log = run.text("rosetta.log");
        if (!status.equals("0")) {
            throw new InputException(failure(status, log));
        }
        Path model = only(folder, ".pdb")
                .orElseThrow(() -> new InputException("Rosetta ended without a model"
                        + error(log).map(e -> ": " + e).orElse("; see rosetta.log")));
        Path scores =
                only(folder, ".sc").orElseThrow(() -> new InputException("Rosetta wrote a model and no score file"));
        String name = model.getFileName().toString().replaceFirst("\\.pdb$", "");
        Map<String, Double> terms = ScoreFile.read(scores).get(name);
        if (terms == null) {
            throw new InputException("Rosetta's score file has no line for its model " + name);
        }
        return new RosettaRun(model, terms, run.seconds());
    }

    private static String failure(String status, String log) {
        if (status.isEmpty()) {
            return "its trajectory was cut off before its end";
        }
        int code = Integer.parseInt(status);
        if (code == TIMED_OUT) {
            return "Rosetta took longer than the time given to a model";
        }
        if (log.contains("Could not find database") || log.contains("Unable to locate database")) {
            return "Rosetta does not find its database: set ROSETTA3_DB to its folder 'database'";
        }
        String how = code > SIGNAL
                ? "Rosetta crashed (signal " + (code - SIGNAL) + ")"
                : "Rosetta stopped with status " + code;
        return how + error(log).map(e -> ": " + e).orElse("");
    }

    /** The log's first message of an error. */
    static Optional<String> error(String log) {
        return ESCAPES.matcher(log)
                .replaceAll("")
                .lines()
                .map(ERROR::matcher)
                .filter(Matcher::find)
                .map(m -> m.group(1).strip())
                .findFirst()
                .map(message -> message.length() > LONGEST ? message.substring(0, LONGEST) + " …" : message);
    }

    /** The last file by name that ends so, the input left out. */
    private static Optional<Path> only(Path folder, String ending) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(
                            file -> file.getFileName().toString().endsWith(ending)
                                    && !file.getFileName().toString().equals(RosettaProtocol.MODEL))
                    .sorted()
                    .toList();
            return found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
        } catch (IOException e) {
            throw new InputException("its folder " + folder + " cannot be read", e);
        }
    }
}
