package org.emconverge.validation;

import static org.emconverge.validation.TestModels.atom;
import static org.emconverge.validation.TestModels.built;
import static org.emconverge.validation.TestModels.helical;
import static org.emconverge.validation.TestModels.map;
import static org.emconverge.validation.TestModels.residue;
import static org.emconverge.validation.TestModels.structure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import javax.vecmath.Point3d;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Structure;
import org.junit.jupiter.api.Test;

class CbetaDeviationTest {
    @Test
    void idealResiduesHaveNone() {
        List<CbetaDeviation.Result> results = of(built(
                helical("ALA"),
                helical("LEU", -65, 175),
                helical("PRO", 27, -35),
                helical("VAL", 175),
                helical("GLY")));
        assertEquals(
                List.of("ALA", "LEU", "PRO", "VAL"),
                results.stream().map(CbetaDeviation.Result::name).toList());
        results.forEach(result -> assertTrue(result.deviation() < 0.07, result.toString()));
    }

    @Test
    void aQuarterOfAnAngstromIsTheLimit() {
        Structure model = built(helical("ALA"), helical("ALA"), helical("ALA"));
        assertEquals(0, CbetaDeviation.outliers(of(model)));
        stretch(residue(model, 2).getAtom("CB"), residue(model, 2).getAtom("CA"), 0.24);
        assertEquals(0.24, of(model).get(1).deviation(), 0.03);
        assertFalse(new CbetaDeviation.Result(null, "ALA", 0.2499).isOutlier());
        assertTrue(new CbetaDeviation.Result(null, "ALA", 0.25).isOutlier());
        stretch(residue(model, 2).getAtom("CB"), residue(model, 2).getAtom("CA"), 0.06);
        assertEquals(1, CbetaDeviation.outliers(of(model)));
    }

    @Test
    void aMirroredResidueIsFarOff() {
        Structure model = built(helical("ALA"), helical("ALA"), helical("ALA"));
        map(model, point -> new Point3d(-point.x, point.y, point.z));
        of(model).forEach(result -> assertEquals(2 * 1.536 * Math.sin(Math.toRadians(52)), result.deviation(), 0.02));
    }

    @Test
    void missingCbetasAreCounted() {
        Structure model = structure(
                TestModels.residue("SER", 1, atom("N", 0, 1.5, 0), atom("CA", 0, 0, 0), atom("C", 1.5, 0, 0)));
        assertTrue(of(model).isEmpty());
        assertEquals(1, SkippedResidues.of(model, ProteinResidue.of(model)).cbeta());
    }

    private static void stretch(Atom atom, Atom from, double by) {
        double length = Math.sqrt(Math.pow(atom.getX() - from.getX(), 2)
                + Math.pow(atom.getY() - from.getY(), 2)
                + Math.pow(atom.getZ() - from.getZ(), 2));
        TestModels.move(
                atom,
                (atom.getX() - from.getX()) * by / length,
                (atom.getY() - from.getY()) * by / length,
                (atom.getZ() - from.getZ()) * by / length);
    }

    private static List<CbetaDeviation.Result> of(Structure structure) {
        return CbetaDeviation.of(ProteinResidue.of(structure));
    }
}
