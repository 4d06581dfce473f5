import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.biojava.nbio.structure.Structure;
import org.emconverge.structure.ModelFile;
import org.emconverge.validation.CbetaDeviation;
import org.emconverge.validation.Contacts;
import org.emconverge.validation.Geometry;
import org.emconverge.validation.ModelValidation;
import org.emconverge.validation.MonomerLibrary;
import org.emconverge.validation.Peptides;
import org.emconverge.validation.ProteinResidue;
import org.emconverge.validation.Ramachandran;
import org.emconverge.validation.Rotamers;

/**
 * {@code java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp emtools.jar Speed.java LIBRARY MODEL [ROUNDS]}: CPU
 * milliseconds of the main thread for each part of a model's validation, in a fresh process first and then again, and
 * the peak of the memory.
 */
public class Speed {
    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
        for (int round = 1; round <= rounds; round++) {
            System.out.printf("round %d:", round);
            MonomerLibrary library = timed("library", () -> MonomerLibrary.open(Path.of(arguments[0])));
            Structure model = timed("read", () -> ModelFile.read(Path.of(arguments[1])));
            List<ProteinResidue> residues = timed("residues", () -> ProteinResidue.of(model));
            timed("ramachandran", () -> Ramachandran.of(residues));
            timed("rotamers", () -> Rotamers.of(residues));
            timed("cbeta", () -> CbetaDeviation.of(residues));
            timed("peptides", () -> Peptides.of(residues));
            timed("bonds and angles", () -> Geometry.of(model, library));
            if (!Boolean.getBoolean("noContacts")) {
                timed("contacts", () -> Contacts.of(model));
                timed(
                        "everything again",
                        () -> ModelValidation.of(model, library).summary("model"));
            }
            System.out.println();
        }
        Files.lines(Path.of("/proc/self/status"))
                .filter(line -> line.startsWith("VmHWM"))
                .forEach(System.out::println);
    }

    private static <T> T timed(String what, Callable<T> part) throws Exception {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        T result = part.call();
        System.out.printf(
                " %s %.0f", what, (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e6);
        return result;
    }
}
