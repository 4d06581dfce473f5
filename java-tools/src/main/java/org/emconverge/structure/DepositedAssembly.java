package org.emconverge.structure;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.vecmath.Matrix4d;
import javax.vecmath.Point3d;
import org.biojava.nbio.structure.Structure;
import org.biojava.nbio.structure.io.PDBBioAssemblyParser;
import org.biojava.nbio.structure.quaternary.BioAssemblyInfo;
import org.biojava.nbio.structure.quaternary.BiologicalAssemblyBuilder;
import org.biojava.nbio.structure.quaternary.BiologicalAssemblyTransformation;
import org.rcsb.cif.CifIO;
import org.rcsb.cif.schema.StandardSchemata;
import org.rcsb.cif.schema.mm.MmCifBlock;

/**
 * The first assembly that a model file describes: {@code _pdbx_struct_assembly_gen} with
 * {@code _pdbx_struct_oper_list}, or REMARK 350.
 */
public final class DepositedAssembly {
    private static final double SAME = 1e-3;

    private DepositedAssembly() {}

    /**
     * The point group of the operators that a file lists for its first assembly; empty when it lists fewer than two, or
     * no group.
     */
    public static Optional<Symmetry> symmetry(Path file, Structure structure) {
        List<Matrix4d> operators = new ArrayList<>();
        for (BiologicalAssemblyTransformation transformation : transformations(file)) {
            Matrix4d operator = transformation.getTransformationMatrix();
            if (operators.stream().noneMatch(known -> known.epsilonEquals(operator, SAME))) {
                operators.add(operator);
            }
        }
        List<ChainTrace> traces = ChainTrace.of(structure);
        if (operators.size() < 2 || traces.isEmpty()) {
            return Optional.empty();
        }
        Point3d middle = new Point3d();
        for (Matrix4d operator : operators) {
            Point3d moved = ModelSymmetry.middle(traces);
            operator.transform(moved);
            middle.add(moved);
        }
        middle.scale(1.0 / operators.size());
        return SymmetryFit.of(operators, middle);
    }

    /** Annotation is often malformed: what cannot be read is not there. */
    private static List<BiologicalAssemblyTransformation> transformations(Path file) {
        try {
            String text = ModelBytes.text(ModelBytes.content(file));
            return ModelBytes.isCif(text) ? fromCif(text) : fromPdb(text);
        } catch (IOException | RuntimeException e) {
            return List.of();
        }
    }

    private static List<BiologicalAssemblyTransformation> fromCif(String text) throws IOException {
        MmCifBlock block = CifIO.readFromInputStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                .as(StandardSchemata.MMCIF)
                .getFirstBlock();
        return new BiologicalAssemblyBuilder()
                .getBioUnitTransformationList(
                        block.getPdbxStructAssembly(),
                        0,
                        block.getPdbxStructAssemblyGen(),
                        block.getPdbxStructOperList());
    }

    private static List<BiologicalAssemblyTransformation> fromPdb(String text) throws IOException {
        PDBBioAssemblyParser parser = new PDBBioAssemblyParser();
        BufferedReader lines = new BufferedReader(new StringReader(text));
        for (String line = lines.readLine(); line != null && !PdbText.isCoordinate(line); line = lines.readLine()) {
            if (line.startsWith("REMARK 350")) {
                parser.pdb_REMARK_350_Handler(line);
            }
        }
        BioAssemblyInfo first = parser.getTransformationMap().get(1);
        return first == null ? List.of() : first.getTransforms();
    }
}
