import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.emconverge.Json;
import org.emconverge.structure.ModelFile;
import org.emconverge.validation.Chirality;
import org.emconverge.validation.Geometry;
import org.emconverge.validation.ModelValidation;
import org.emconverge.validation.MonomerLibrary;
import org.emconverge.validation.Planarity;

/**
 * {@code java -cp emtools.jar Dump.java LIBRARY OUT_FOLDER MODEL...}: all results of each model as
 * OUT_FOLDER/NAME.json, for agreement.py.
 */
public class Dump {
    record Outlier(String residue, Geometry.RestraintOutlier outlier) {}

    record Model(
            List<List<Object>> ramachandran,
            List<List<Object>> rotamer,
            List<List<Object>> omega,
            List<List<Object>> cbeta,
            Map<String, Integer> counts,
            List<Outlier> bonds,
            List<Outlier> angles,
            Chirality.Result chirality,
            Planarity.Result planarity) {}

    public static void main(String[] arguments) throws Exception {
        MonomerLibrary library = MonomerLibrary.open(Path.of(arguments[0]));
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        for (String name : List.of(arguments).subList(2, arguments.length)) {
            Path file = Path.of(name);
            Json.write(of(ModelValidation.of(ModelFile.read(file), library)), folder.resolve(stem(file) + ".json"));
        }
    }

    /** emd5830_asc_model or emd5830_asc_models_xtb: as geometry_oracle.py names its files. */
    private static String stem(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        String name = file.getFileName().toString().replaceAll("\\.(pdb|cif)(\\.gz)?$", "");
        String folders = parent.endsWith("models")
                ? parent.getParent().getFileName() + "_models"
                : parent.getFileName().toString();
        return folders + "_" + name;
    }

    private static Model of(ModelValidation found) {
        Geometry.Deviations bonds = Geometry.bonds(found.geometry());
        Geometry.Deviations angles = Geometry.angles(found.geometry());
        return new Model(
                found.ramachandran().stream()
                        .map(r -> List.<Object>of(r.id().toString(), r.kind(), r.verdict(), r.score()))
                        .toList(),
                found.rotamers().stream()
                        .map(r -> List.<Object>of(r.id().toString(), r.name(), r.verdict(), r.score()))
                        .toList(),
                found.peptides().stream()
                        .map(r -> List.<Object>of(r.id().toString(), r.proline(), r.conformation(), r.omega()))
                        .toList(),
                found.cbeta().stream()
                        .map(r -> List.<Object>of(r.id().toString(), r.deviation()))
                        .toList(),
                Map.of("bonds", bonds.count(), "angles", angles.count()),
                found.geometry().stream()
                        .flatMap(r -> outliers(r.id().toString(), r.bonds()))
                        .toList(),
                found.geometry().stream()
                        .flatMap(r -> outliers(r.id().toString(), r.angles()))
                        .toList(),
                found.chirality(),
                found.planarity());
    }

    private static Stream<Outlier> outliers(String residue, Geometry.Deviations deviations) {
        return deviations.outliers().stream().map(outlier -> new Outlier(residue, outlier));
    }
}
