import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.Structure;
import org.emconverge.structure.AminoAcids;
import org.emconverge.structure.ModelFile;
import org.emconverge.validation.Contacts;
import org.emconverge.validation.Hydrogens;
import org.emconverge.validation.Hydrogens.Flips;

/**
 * {@code java -XX:TieredStopAtLevel=1 -cp emtools.jar Clashes.java MODEL...}: one row per model with its clashscore,
 * all hydrogens placed anew on the amino acids alone (as java-tools/scripts/clashscore_oracle.py does), with flips too,
 * and with the file's own hydrogens; and the CPU time of this thread for hydrogens and for contacts in the first of
 * them. Give one model alone for the time of a first run.
 */
public class Clashes {
    public static void main(String[] models) {
        System.out.println("|model|atoms|clashscore|with flips|flipped|own hydrogens|CPU s: hydrogens|contacts|");
        for (String model : models) {
            Structure protein = protein(Path.of(model));
            double start = cpuSeconds();
            Hydrogens.Result placed = Hydrogens.replaced(protein, Flips.KEPT);
            double hydrogens = cpuSeconds();
            Contacts.Result plain = Contacts.of(placed.structure());
            double contacts = cpuSeconds();
            Hydrogens.Result flipped = Hydrogens.replaced(protein, Flips.OPTIMISED);
            Hydrogens.Result own = Hydrogens.added(protein);
            System.out.printf(
                    Locale.ROOT,
                    "|%s|%d|%.2f|%.2f|%d|%s|%.2f|%.2f|%n",
                    model,
                    plain.atoms(),
                    plain.clashscore(),
                    Contacts.of(flipped.structure()).clashscore(),
                    flipped.flipped().size(),
                    own.kept() == 0
                            ? ""
                            : String.format(
                                    Locale.ROOT,
                                    "%.2f",
                                    Contacts.of(own.structure()).clashscore()),
                    hydrogens - start,
                    contacts - hydrogens);
        }
    }

    private static Structure protein(Path file) {
        Structure structure = ModelFile.read(file);
        for (Chain chain : structure.getChains(0)) {
            List<Group> groups = new ArrayList<>(chain.getAtomGroups());
            groups.removeIf(group -> !AminoAcids.isStandard(group.getPDBName()));
            chain.setAtomGroups(groups);
        }
        return structure;
    }

    private static double cpuSeconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }
}
