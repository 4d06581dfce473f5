import java.nio.file.Files;
import java.nio.file.Path;
import org.emconverge.density.DensityMap;
import org.emconverge.density.FscCurve;
import org.emconverge.density.HalfMaps;
import org.emconverge.density.LocalResolution;
import org.emconverge.density.MrcFile;
import org.emconverge.density.SoftMask;

/** What bench/half_maps.py measures: fsc | local | write, HALF1 HALF2 ATOMS (x y z a line) RESOLUTION STEP THREADS. */
public final class HalfMapsBench {
    public static void main(String[] args) throws Exception {
        Path half1 = Path.of(args[1]);
        Path half2 = Path.of(args[2]);
        double[][] atoms = Files.readAllLines(Path.of(args[3])).stream()
                .map(line -> java.util.Arrays.stream(line.split(" "))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toArray(double[][]::new);
        double resolution = Double.parseDouble(args[4]);
        if (args[0].equals("fsc")) {
            DensityMap map = MrcFile.read(half1);
            HalfMaps.Fsc fsc = HalfMaps.fsc(map, MrcFile.read(half2), SoftMask.around(map, atoms));
            System.out.printf(
                    "    corrected FSC 0.143 at %.2f A%n", fsc.corrected().resolution(FscCurve.HALF_MAP_THRESHOLD));
            return;
        }
        LocalResolution.Settings usual = LocalResolution.Settings.forResolution(resolution, Integer.parseInt(args[6]));
        LocalResolution local = LocalResolution.around(
                MrcFile.read(half1),
                MrcFile.read(half2),
                atoms,
                new LocalResolution.Settings(
                        usual.window(), usual.threshold(), Integer.parseInt(args[5]), usual.threads()));
        System.out.printf(
                "    %d windows, at the first atom %.2f A%n",
                local.windows(), local.at(atoms[0][0], atoms[0][1], atoms[0][2]));
        if (args[0].equals("write")) {
            MrcFile.write(local.map(), half1.resolveSibling("local.mrc"));
        }
    }
}
