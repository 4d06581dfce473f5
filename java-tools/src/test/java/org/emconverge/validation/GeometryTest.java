package org.emconverge.validation;

import static org.emconverge.validation.TestModels.atom;
import static org.emconverge.validation.TestModels.glycine;
import static org.emconverge.validation.TestModels.residue;
import static org.emconverge.validation.TestModels.structure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.biojava.nbio.structure.Group;
import org.emconverge.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeometryTest {
    @TempDir
    Path folder;

    @BeforeEach
    void writeLibrary() throws IOException {
        TestLibrary.write(folder);
    }

    private List<Geometry.Result> judge(Group... groups) {
        return Geometry.of(structure(groups), MonomerLibrary.open(folder));
    }

    /** A glycine by a name of which only the library has ideals. */
    private static Group sarcosine(int number, double shift, double carbonyl) {
        Group group = glycine(number, shift, carbonyl);
        group.setPDBName("SAR");
        return group;
    }

    @Test
    void anIdealResidueHasNoDeviation() {
        List<Geometry.Result> results = judge(sarcosine(1, 0, 1.25));
        Geometry.Deviations bonds = Geometry.bonds(results);
        assertEquals(3, bonds.count());
        assertEquals(0, bonds.rmsz(), 1e-9);
        assertEquals(2, Geometry.angles(results).count());
        assertEquals(0, Geometry.violationsPercent(results));
    }

    @Test
    void fourSigmaIsTheLimit() {
        assertEquals(
                0, Geometry.bonds(judge(sarcosine(1, 0, 1.2899))).outliers().size());
        List<Geometry.Result> results = judge(sarcosine(1, 0, 1.2901));
        Geometry.RestraintOutlier outlier = Geometry.bonds(results).outliers().get(0);
        assertEquals("C-O", outlier.atoms());
        assertEquals(4.01, outlier.z(), 1e-6);
        assertEquals(4.01 / Math.sqrt(3), Geometry.bonds(results).rmsz(), 1e-6);
        assertEquals(20, Geometry.violationsPercent(results), 1e-9);
    }

    @Test
    void linkedResiduesHaveTheLinksValuesAndModifications() {
        Group first = sarcosine(1, 0, 1.20);
        Group second = residue(
                "SAR",
                2,
                atom("N", 1.5, -1.33, 0),
                atom("CA", 3, -1.33, 0),
                atom("C", 3, -2.83, 0),
                atom("O", 4.25, -2.83, 0));
        List<Geometry.Result> results = judge(first, second);
        assertEquals(0, results.get(0).bonds().rmsz(), 1e-9, "C=O takes the 1.20 of the modification");
        assertEquals(4, results.get(1).bonds().count(), "its own three and the peptide bond");
        assertEquals(0.01 / 0.14 / 2, results.get(1).bonds().rmsz(), 1e-9, "C-N is 1.33 and GeoStd's ideal 1.329");
        assertEquals(3, results.get(1).angles().count());
        assertEquals(
                Math.sqrt((0.5 * 0.5 + 13.1 * 13.1) / 3),
                results.get(1).angles().rmsz(),
                1e-9,
                "N-CA-C is 90 and the modified ideal 91, CA-C-N 90 and GeoStd's ideal 116.2");
    }

    @Test
    void nothingIsJudgedAcrossAGap() {
        List<Geometry.Result> results = judge(sarcosine(1, 0, 1.25), sarcosine(2, 5, 1.25));
        assertEquals(6, Geometry.bonds(results).count());
        assertEquals(0, Geometry.bonds(results).rmsz(), 1e-9);
    }

    @Test
    void aStandardResidueIsHeldToGeoStd() {
        Geometry.Deviations bonds = Geometry.bonds(judge(glycine(1, 0, 1.311)));
        assertEquals(3, bonds.count());
        assertTrue(bonds.outliers().isEmpty(), "C-O of 1.311 is 4 sigma, 0.020 each, from 1.231");
        Geometry.RestraintOutlier outlier =
                Geometry.bonds(judge(glycine(1, 0, 1.332))).outliers().get(0);
        assertEquals(1.231, outlier.ideal());
        assertEquals(5.05, outlier.z(), 1e-6);
    }

    @Test
    void aResidueWithTwoOxygensAtItsEndIsHeldToACarboxylate() {
        Group end = glycine(1, 0, 1.231);
        end.addAtom(atom("OXT", 1.5, -1.231, 0));
        List<Geometry.RestraintOutlier> outliers = Geometry.angles(judge(end)).outliers();
        Geometry.RestraintOutlier carbonyl = outliers.stream()
                .filter(outlier -> outlier.atoms().equals("CA-C-O"))
                .findFirst()
                .orElseThrow();
        assertEquals(121, carbonyl.ideal());
        assertEquals((90 - 121) / 3.0, carbonyl.z(), 1e-9);
    }

    @Test
    void unknownResiduesAndMissingAtomsAreLeftOut() {
        Group noOxygen = residue("GLY", 1, atom("N", 0, 1.5, 0), atom("CA", 0, 0, 0), atom("C", 1.5, 0, 0));
        assertEquals(2, Geometry.bonds(judge(noOxygen)).count());
        Group unknown = residue("ALA", 1, atom("N", 0, 1.5, 0), atom("CA", 0, 0, 0), atom("C", 1.5, 0, 0));
        assertTrue(judge(unknown).isEmpty());
        assertTrue(Double.isNaN(Geometry.violationsPercent(List.of())));
    }

    @Test
    void aFolderWithoutALibraryIsRefused() {
        String message = assertThrows(InputException.class, () -> MonomerLibrary.open(folder.resolve("g")))
                .getMessage();
        assertTrue(message.startsWith("There is no monomer library in"), message);
    }

    @Test
    void aDamagedListIsRefused() throws IOException {
        Files.writeString(folder.resolve("list/mon_lib_list.cif"), "data_link_list\n");
        String message = assertThrows(InputException.class, () -> MonomerLibrary.open(folder))
                .getMessage();
        assertTrue(message.contains("cannot be read"), message);
    }
}
