package org.emconverge.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.Structure;
import org.emconverge.InputException;
import org.emconverge.SharedData;
import org.emconverge.structure.Preparation.Keep;
import org.emconverge.structure.Preparation.Prepared;
import org.emconverge.structure.PreparationReport.AlternateConformer;
import org.emconverge.structure.PreparationReport.ChainSummary;
import org.emconverge.structure.PreparationReport.ChangedResidue;
import org.emconverge.structure.PreparationReport.Gap;
import org.emconverge.structure.PreparationReport.MissingAtoms;
import org.emconverge.structure.PreparationReport.RemovedAtom;
import org.emconverge.structure.PreparationReport.RemovedGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreparationTest {
    @TempDir
    Path folder;

    @Test
    void keepsTheConformerOfHighestOccupancyThenA() throws Exception {
        Path file = new PdbLines()
                .residue("ALA", "A", "1", 0)
                .residue("ALA", "A", "2", 1)
                .atom(false, "OXT", 'A', "ALA", "A", "2", new double[] {7, 1, 0}, 0.5, 10)
                .atom(false, "OXT", 'B', "ALA", "A", "2", new double[] {7, 2, 0}, 0.5, 10)
                .residue("SER", "A", "3", 2)
                .atom(false, "OG", 'A', "SER", "A", "3", new double[] {9, 4, 0}, 0.4, 10)
                .atom(false, "OG", 'B', "SER", "A", "3", new double[] {9, 5, 0}, 0.6, 10)
                .write(folder);
        Prepared prepared = prepare(file);
        assertEquals(
                List.of(
                        new AlternateConformer("A", 2, "", "ALA", "A", List.of("B")),
                        new AlternateConformer("A", 3, "", "SER", "B", List.of("A"))),
                prepared.report().alternateConformers());
        assertEquals(1, atom(prepared, 1, "OXT").getY());
        assertEquals(5, atom(prepared, 2, "OG").getY());
        assertEquals(' ', atom(prepared, 2, "OG").getAltLoc());
    }

    @Test
    void takesTheNameOfTheConformerInMicroheterogeneity() throws Exception {
        PdbLines lines = new PdbLines().residue("ALA", "A", "1", 0);
        for (String name : List.of("N", "CA", "C", "O")) {
            int i = List.of("N", "CA", "C", "O").indexOf(name);
            double[][] at = {{3.8, 0, 0}, {5.1, 0.7, 0}, {6.3, 0, 0}, {6.3, -1.2, 0}};
            lines.atom(false, name, 'A', "SER", "A", "2", at[i], 0.3, 10)
                    .atom(false, name, 'B', "GLY", "A", "2", at[i], 0.7, 10);
        }
        lines.atom(false, "CB", 'A', "SER", "A", "2", new double[] {5.1, 1.5, 1.3}, 0.3, 10);
        Prepared prepared = prepare(lines.write(folder));
        Group second = prepared.structure().getChains().get(0).getAtomGroup(1);
        assertEquals("GLY", second.getPDBName());
        assertEquals(
                List.of("N", "CA", "C", "O"),
                second.getAtoms().stream().map(Atom::getName).toList());
    }

    @Test
    void makesModifiedResiduesTheirParents() throws Exception {
        Path file = new PdbLines()
                .residue("GLY", "A", "1", 0)
                .residue("MSE", "A", "2", 1)
                .atom(true, "SE", ' ', "MSE", "A", "2", new double[] {5, 4, 1}, 1, 20)
                .residue("SEP", "A", "3", 2)
                .atom(true, "P", ' ', "SEP", "A", "3", new double[] {9, 5, 1}, 1, 20)
                .residue("UNK", "A", "4", 3)
                .residue("HID", "A", "5", 4)
                .residue("QQQ", "A", "6", 5)
                .write(folder);
        PreparationReport report = prepare(file).report();
        assertEquals(
                List.of(
                        new ChangedResidue("A", 2, "", "MSE", "MET"),
                        new ChangedResidue("A", 3, "", "SEP", "SER"),
                        new ChangedResidue("A", 4, "", "UNK", "ALA"),
                        new ChangedResidue("A", 5, "", "HID", "HIS"),
                        new ChangedResidue("A", 6, "", "QQQ", "ALA")),
                report.changedResidues());
        assertEquals(List.of(new RemovedAtom("A", 3, "", "SEP", "P", "not an atom of SER")), report.removedAtoms());
        assertEquals(
                new MissingAtoms("A", 2, "", "MET", List.of("CG", "CE")),
                report.missingAtoms().get(0));
        assertEquals(6, report.residues());
    }

    @Test
    void dropsWatersHydrogensCapsLigandsAndIncompleteResidues() throws Exception {
        Path file = new PdbLines()
                .residue("ACE", "A", "0", -1)
                .residue("ALA", "A", "1", 0)
                .residue("ALA", "A", "2", 1)
                .atom(false, "HB1", ' ', "ALA", "A", "2", new double[] {5, 2.5, 1.4}, 1, 20)
                .atom(false, "N", ' ', "ALA", "A", "3", new double[] {7.6, 0, 0}, 1, 20)
                .atom(false, "CA", ' ', "ALA", "A", "3", new double[] {8.9, 0.7, 0}, 1, 20)
                .line("TER")
                .atom(true, "C1", ' ', "LIG", "A", "301", new double[] {30, 0, 0}, 1, 20)
                .atom(true, "O", ' ', "HOH", "A", "401", new double[] {40, 0, 0}, 1, 20)
                .write(folder);
        PreparationReport report = prepare(file).report();
        assertEquals(
                List.of(
                        new RemovedGroup("A", 0, "", "ACE", "a terminal cap"),
                        new RemovedGroup("A", 3, "", "ALA", "lacks C"),
                        new RemovedGroup("A", 301, "", "LIG", "ligand or ion")),
                report.removedGroups());
        assertEquals(1, report.removedWaters());
        assertEquals(1, report.removedHydrogens());
        assertEquals(List.of(new ChainSummary("A", 2, "A 1", "A 2")), report.chains());
        Prepared withLigand = Preparation.prepare(ModelFile.read(file), Set.of(Keep.LIGANDS), "x");
        assertEquals(List.of("ligands"), withLigand.report().kept());
        assertEquals(11, withLigand.report().atoms());
    }

    @Test
    void modifiedResiduesOfChainsStayAsTheyAreWhereTheyAreKept() throws Exception {
        Path file = new PdbLines()
                .residue("ALA", "A", "1", 0)
                .residue("SEP", "A", "2", 1)
                .residue("ALA", "A", "3", 2)
                .residue("DAL", "A", "4", 3)
                .residue("HIE", "A", "5", 4)
                .residue("UNK", "A", "6", 5)
                .write(folder);
        Prepared kept = Preparation.prepare(ModelFile.read(file), Set.of(Keep.MODIFIED), "x");
        List<String> names = kept.structure().getChains().get(0).getAtomGroups().stream()
                .map(Group::getPDBName)
                .toList();
        assertEquals(List.of("ALA", "SEP", "ALA", "DAL", "HIS", "ALA"), names);
        assertEquals(List.of(), kept.report().removedGroups());
        assertEquals(
                List.of("SER", "ALA"),
                List.of(
                        prepare(file)
                                .structure()
                                .getChains()
                                .get(0)
                                .getAtomGroups()
                                .get(1)
                                .getPDBName(),
                        prepare(file)
                                .structure()
                                .getChains()
                                .get(0)
                                .getAtomGroups()
                                .get(2)
                                .getPDBName()));
    }

    @Test
    void nucleicAcidAloneIsAModelWhereItIsKept() throws Exception {
        Path file = new PdbLines()
                .atom(false, "C1'", ' ', "A", "R", "1", new double[] {0, 0, 0}, 1, 20)
                .atom(false, "C4'", ' ', "A", "R", "1", new double[] {2, 0, 0}, 1, 20)
                .write(folder);
        assertEquals(
                2,
                Preparation.prepare(ModelFile.read(file), Set.of(Keep.NUCLEIC), "x")
                        .report()
                        .atoms());
        assertThrows(InputException.class, () -> prepare(file));
        assertThrows(InputException.class, () -> Preparation.prepare(ModelFile.read(file), Set.of(Keep.LIGANDS), "x"));
    }

    @Test
    void keepsGapsNumbersAndInsertionCodes() throws Exception {
        Path file = new PdbLines()
                .residue("ALA", "B", "-5", 0)
                .residue("ALA", "B", "-4", 1)
                .residue("ALA", "B", "27A", 4)
                .residue("ALA", "B", "27B", 5)
                .write(folder);
        Prepared prepared = prepare(file);
        assertEquals(List.of(new Gap("B -4", "B 27A", 8.9)), prepared.report().gaps());
        Path copy = folder.resolve("copy.cif");
        ModelFile.writeCif(prepared.structure(), copy);
        assertEquals(
                List.of("B -5", "B -4", "B 27A", "B 27B"),
                ModelFile.read(copy).getChains().get(0).getAtomGroups().stream()
                        .map(g -> ResidueId.of(g).toString())
                        .toList());
    }

    @Test
    void aModifiedResidueThatIsKeptIsNoGap() throws Exception {
        Path file = new PdbLines()
                .residue("ALA", "A", "1", 0)
                .residue("ALA", "A", "2", 1)
                .residue("SEP", "A", "3", 2)
                .residue("ALA", "A", "4", 3)
                .residue("ALA", "A", "5", 4)
                .write(folder);
        Set<Keep> all = Set.of(Keep.NUCLEIC, Keep.LIGANDS, Keep.MODIFIED);
        Prepared kept = Preparation.prepare(ModelFile.read(file), all, "x");
        assertEquals(5, kept.structure().getChains().get(0).getAtomGroups().size());
        assertEquals(List.of(), kept.report().gaps());
    }

    @Test
    void dropsDoubledAndLoneResidues() throws Exception {
        Path file = new PdbLines()
                .residue("ALA", "A", "1", 0)
                .residue("ALA", "A", "2", 1)
                .residue("ALA", "A", "9", 8)
                .line("TER")
                .residue("ALA", "B", "1", 0)
                .residue("ALA", "B", "2", 1)
                .write(folder);
        List<RemovedGroup> removed = prepare(file).report().removedGroups();
        assertEquals(
                List.of(
                        new RemovedGroup("A", 9, "", "ALA", "linked to no other residue"),
                        new RemovedGroup("B", 1, "", "ALA", "lies on residue A 1"),
                        new RemovedGroup("B", 2, "", "ALA", "lies on residue A 2")),
                removed);
    }

    @Test
    void setsOccupancyAndMeanB() throws Exception {
        Path file = new PdbLines()
                .residue("GLY", "A", "1", 0)
                .residue("GLY", "A", "2", 1)
                .atom(false, "OXT", ' ', "GLY", "A", "2", new double[] {7, 1, 0}, 0, 110)
                .write(folder);
        Prepared prepared = prepare(file);
        assertEquals(1, prepared.report().zeroOccupancyAtoms());
        assertEquals(30, prepared.report().bMean(), 1e-9);
        assertEquals(30, atom(prepared, 1, "OXT").getTempFactor(), 1e-6);
        assertEquals(1, atom(prepared, 1, "OXT").getOccupancy());
    }

    @Test
    void takesTheFirstModelOnly() throws Exception {
        Path file = new PdbLines()
                .line("MODEL        1")
                .residue("GLY", "A", "1", 0)
                .residue("GLY", "A", "2", 1)
                .line("ENDMDL")
                .line("MODEL        2")
                .residue("GLY", "A", "1", 0)
                .residue("GLY", "A", "2", 1)
                .residue("GLY", "A", "3", 2)
                .line("ENDMDL")
                .write(folder);
        PreparationReport report = prepare(file).report();
        assertEquals(2, report.modelsInFile());
        assertEquals(2, report.residues());
    }

    @Test
    void ligandsAloneAreRefused() throws Exception {
        Path ion = new PdbLines()
                .atom(true, "ZN", ' ', "ZN", "A", "1", new double[] {0, 0, 0}, 1, 20)
                .write(folder);
        assertTrue(assertThrows(
                        InputException.class,
                        () -> Preparation.prepare(ModelFile.read(ion), Set.of(Keep.LIGANDS), "ion.pdb"))
                .getMessage()
                .contains("holds neither protein nor nucleic acid"));
    }

    @Test
    void refusesModelsWithoutProteinOrWithAlphaCarbonsOnly() throws Exception {
        Path water = new PdbLines()
                .atom(true, "O", ' ', "HOH", "A", "1", new double[] {0, 0, 0}, 1, 20)
                .write(folder);
        assertTrue(assertThrows(InputException.class, () -> prepare(water))
                .getMessage()
                .contains("holds no protein"));
        PdbLines alphas = new PdbLines();
        for (int i = 1; i < 5; i++) {
            alphas.atom(false, "CA", ' ', "ALA", "A", String.valueOf(i), new double[] {3.8 * i, 0, 0}, 1, 20);
        }
        Path trace = alphas.write(folder);
        assertTrue(assertThrows(InputException.class, () -> prepare(trace))
                .getMessage()
                .contains("4 residues of C\u03b1 atoms only"));
    }

    /** Residues and heavy protein atoms counted from the files with gemmi. */
    @ParameterizedTest
    @CsvSource({
        "emd0093_hcn4_c4,1980,16016,0",
        "emd20026_apoferritin,172,1413,0",
        "emd2566_mrpl_chain9,195,1428,4",
        "emd4118_5ly6_B,471,3726,0",
        "emd5778_trpv1_A,592,4659,2",
        "emd5830_asc,91,706,0",
        "emd6272_vp6,397,3159,0",
        "emd6555_3jci,190,1557,0",
        "emd6770_5xsy_B,172,1372,0",
        "t20s_4.8A_alpha,221,1720,0"
    })
    void preparesTheSharedModels(String entry, int residues, int atoms, int gaps) {
        PreparationReport report =
                prepare(SharedData.file("data/" + entry + "/model.pdb")).report();
        assertEquals(residues, report.residues());
        assertEquals(atoms, report.atoms());
        assertEquals(gaps, report.gaps().size());
    }

    private static Prepared prepare(Path file) {
        Structure structure = ModelFile.read(file);
        return Preparation.prepare(structure, Set.of(), file.getFileName().toString());
    }

    private static Atom atom(Prepared prepared, int residue, String name) {
        return prepared.structure().getChains().get(0).getAtomGroup(residue).getAtom(name);
    }
}
