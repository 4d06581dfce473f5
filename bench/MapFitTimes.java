import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Group;
import org.emconverge.density.DensityMap;
import org.emconverge.density.FitAtom;
import org.emconverge.density.FitTarget;
import org.emconverge.density.ModelFit;
import org.emconverge.density.MrcFile;
import org.emconverge.density.SideChain;
import org.emconverge.structure.ModelFile;
import org.emconverge.structure.ResidueId;

/**
 * The fit of a model to a map, every number of it, and the CPU time it takes on one core.
 *
 * <pre>
 * java -XX:TieredStopAtLevel=1 -cp java-tools/target/emtools.jar bench/MapFitTimes.java MAP MODEL RESOLUTION [ROUNDS [RESIDUES.csv]]
 * </pre>
 *
 * Prints one line of name=value pairs; times are medians of ROUNDS (default 1; the first, cold one is given apart).
 */
public final class MapFitTimes {
    private static final Map<String, String> GAMMA = Map.of("SER", "OG", "CYS", "SG");

    public static void main(String[] args) throws IOException {
        DensityMap map = MrcFile.read(Path.of(args[0]));
        double resolution = Double.parseDouble(args[2]);
        int rounds = args.length > 3 ? Integer.parseInt(args[3]) : 1;
        Model model = read(Path.of(args[1]));
        double[] target = new double[rounds];
        double[] fit = new double[rounds];
        ModelFit result = null;
        for (int i = 0; i < rounds; i++) {
            double began = seconds();
            FitTarget prepared = new FitTarget(map, resolution, null);
            target[i] = seconds() - began;
            began = seconds();
            result = prepared.fit(model.atoms, model.sideChains);
            fit[i] = seconds() - began;
        }
        System.out.printf(
                Locale.ROOT,
                "atoms=%d outside=%d cc_mask=%.4f cc_box=%.4f cc_volume=%.4f cc_peaks=%.4f fsc_05=%.2f"
                        + " fsc_05_masked=%.2f q06=%.4f q04=%.4f smoc=%.4f emringer=%s%n",
                model.atoms.size(),
                result.atomsOutside(),
                result.correlation().mask(),
                result.correlation().box(),
                result.correlation().volume(),
                result.correlation().peaks(),
                ModelFit.fsc05(result.fsc()),
                ModelFit.fsc05(result.maskedFsc()),
                result.q06().mean(),
                result.q04().mean(),
                result.meanSmoc(),
                result.emRinger());
        System.out.printf(
                Locale.ROOT,
                "target cold %.2f s, median %.2f s; fit cold %.2f s, median %.2f s%n",
                target[0],
                median(target),
                fit[0],
                median(fit));
        if (args.length > 4) {
            List<String> lines = new ArrayList<>(List.of("residue,cc,q06,q04,smoc"));
            for (int r = 0; r < model.residues.size(); r++) {
                lines.add(String.format(
                        Locale.ROOT,
                        "%s,%.4f,%.4f,%.4f,%.4f",
                        model.residues.get(r),
                        result.correlation().residues()[r],
                        result.q06().residues()[r],
                        result.q04().residues()[r],
                        result.smoc()[r]));
            }
            Files.write(Path.of(args[4]), lines);
        }
    }

    private static double seconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() * 1e-9;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private record Model(List<FitAtom> atoms, List<SideChain> sideChains, List<String> residues) {}

    private static Model read(Path file) {
        List<FitAtom> atoms = new ArrayList<>();
        List<SideChain> sideChains = new ArrayList<>();
        List<String> residues = new ArrayList<>();
        List<Chain> chains = ModelFile.read(file).getChains();
        for (int c = 0; c < chains.size(); c++) {
            for (Group group : chains.get(c).getAtomGroups()) {
                for (Atom a : group.getAtoms()) {
                    atoms.add(new FitAtom(
                            a.getElement().name(),
                            a.getX(),
                            a.getY(),
                            a.getZ(),
                            a.getTempFactor(),
                            a.getOccupancy(),
                            residues.size(),
                            c));
                }
                residues.add(ResidueId.of(group).toString());
                Atom gamma = group.getAtom(GAMMA.getOrDefault(group.getPDBName(), "CG"));
                if (gamma != null && group.hasAtom("N") && group.hasAtom("CA") && group.hasAtom("CB")) {
                    sideChains.add(new SideChain(
                            group.getPDBName(),
                            group.getAtom("N").getCoords(),
                            group.getAtom("CA").getCoords(),
                            group.getAtom("CB").getCoords(),
                            gamma.getCoords()));
                }
            }
        }
        return new Model(atoms, sideChains, residues);
    }
}
