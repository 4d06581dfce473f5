package org.emconverge.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Element;
import org.biojava.nbio.structure.Structure;
import org.emconverge.InputException;
import org.emconverge.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFileTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"emd2566_mrpl_chain9", "emd5778_trpv1_A", "emd6272_vp6", "emd4118_5ly6_B"})
    void cifRoundTripKeepsResiduesAndPositions(String entry) throws Exception {
        Structure first = ModelFile.read(SharedData.file("data/" + entry + "/model.pdb"));
        assertEquals(names(first), names(roundTrip(first)));
    }

    @Test
    void blankElementsComeFromTheAtomNames() throws Exception {
        Path file = Files.writeString(folder.resolve("segid.pdb"), """
                ATOM      1  N   ASN X   1     -25.238  49.523  38.620  1.00  0.00      PROA
                ATOM      2  HT1 ASN X   1     -24.398  48.942  38.814  1.00  0.00      PROA
                ATOM      3 HD21 ASN X   1     -24.398  47.942  38.814  1.00  0.00
                ATOM      4  CA  ASN X   1     -24.398  46.942  38.814  1.00  0.00
                ATOM      5 1HB  ASN X   1     -24.398  45.942  38.814  1.00  0.00
                HETATM    6 CA    CA X   2     -24.398  44.942  38.814  1.00  0.00
                HETATM    7 ZN    ZN X   3     -24.398  43.942  38.814  1.00  0.00
                HETATM    8  C1  LIG X   4     -24.398  42.942  38.814  1.00  0.00
                """);
        List<String> elements = new ArrayList<>();
        ModelFile.read(file)
                .getModel(0)
                .forEach(chain -> chain.getAtomGroups()
                        .forEach(group -> group.getAtoms().forEach(atom -> elements.add(Elements.symbol(atom)))));
        assertEquals(List.of("N", "C", "H", "H", "H", "CA", "ZN", "C"), elements);
    }

    @Test
    void roundTripKeepsConformersHeteroResiduesIdsAndModels() throws Exception {
        PdbLines lines = new PdbLines().line("CRYST1   81.200   75.600  124.600  90.00  90.00  90.00 P 1");
        for (int model = 1; model <= 2; model++) {
            lines.line("MODEL     %4d".formatted(model))
                    .residue("ALA", "A", "-1", 0)
                    .residue("MSE", "A", "27A", 1)
                    .atom(true, "SE", 'A', "MSE", "A", "27A", new double[] {5, 4, 1}, 0.3, 20.25)
                    .atom(true, "SE", 'B', "MSE", "A", "27A", new double[] {5, 5, 1}, 0.7, 20.75)
                    .residue("ALA", "A", "27B", 2)
                    .atom(false, "HA", ' ', "ALA", "A", "27B", new double[] {9, 1, 0}, 1, 20)
                    .line("TER")
                    .atom(true, "O", ' ', "HOH", "A", "301", new double[] {40, 0, 0}, 1, 20)
                    .line("ENDMDL");
        }
        Structure first = ModelFile.read(lines.write(folder));
        Structure second = roundTrip(first);
        assertEquals(2, second.nrModels());
        assertEquals(names(first), names(second));
        assertEquals(
                List.of("A -1", "A 27A", "A 27B", "A 301"),
                second.getChains(1).stream()
                        .flatMap(c -> c.getAtomGroups().stream())
                        .map(g -> ResidueId.of(g).toString())
                        .toList());
        assertEquals(81.2, second.getCrystallographicInfo().getCrystalCell().getA(), 1e-4);
        Atom hydrogen = second.getChains().get(0).getAtomGroup(2).getAtom("HA");
        assertTrue(Elements.isHydrogen(hydrogen));
    }

    /** gemmi names entities after chains, and other programs leave out what they do not need: only the atoms count. */
    @Test
    void mmcifOfOtherProgramsIsRead() throws Exception {
        Path file = folder.resolve("gemmi.cif");
        Files.writeString(file, """
                data_model
                loop_
                _entity.id
                _entity.type
                A polymer
                loop_
                _struct_asym.id
                _struct_asym.entity_id
                Axp A
                loop_
                _atom_site.group_PDB
                _atom_site.id
                _atom_site.type_symbol
                _atom_site.label_atom_id
                _atom_site.label_alt_id
                _atom_site.label_comp_id
                _atom_site.label_asym_id
                _atom_site.label_entity_id
                _atom_site.label_seq_id
                _atom_site.pdbx_PDB_ins_code
                _atom_site.Cartn_x
                _atom_site.Cartn_y
                _atom_site.Cartn_z
                _atom_site.occupancy
                _atom_site.B_iso_or_equiv
                _atom_site.auth_seq_id
                _atom_site.auth_asym_id
                _atom_site.pdbx_PDB_model_num
                ATOM 1 N N . ALA Axp A 1 ? 0 0 0 1 20 7 A 1
                ATOM 2 C CA . ALA Axp A 1 ? 1.46 0 0 1 20 7 A 1
                """);
        Structure model = ModelFile.read(file);
        assertEquals(
                "A 7", ResidueId.of(model.getChains().get(0).getAtomGroup(0)).toString());
        assertEquals(2, model.getChains().get(0).getAtomGroup(0).size());
    }

    @Test
    void chainIdsOfSeveralLettersSurvive() throws Exception {
        Path file = new PdbLines()
                .residue("ALA", "AB", "1", 0)
                .residue("ALA", "AB", "2", 1)
                .residue("GLY", "AC", "1", 9)
                .residue("GLY", "A", "1", 20)
                .write(folder);
        Structure first = ModelFile.read(file);
        assertEquals(
                List.of("AB", "AC", "A"),
                first.getChains().stream().map(Chain::getName).toList());
        assertEquals(
                "AB 2", ResidueId.of(first.getChains().get(0).getAtomGroup(1)).toString());
        assertEquals(names(first), names(roundTrip(first)));
    }

    @Test
    void oddButUsualPdbFilesAreRead() throws Exception {
        Path file = folder.resolve("odd.pdb");
        Files.writeString(file, """
                REMARK 1
                LINK         broken
                ATOM  *****  N   ALA     1      11.104   6.134  -6.504
                ATOM         CA  ALA     1      12.104   6.134  -6.504  1.00 ******
                ATOM  A0000  C   ALA     1      13.104   6.134  -6.504  0.50 12.00
                CONECT    1
                """);
        Structure structure = ModelFile.read(file);
        List<Atom> atoms = structure.getChains().get(0).getAtomGroup(0).getAtoms();
        assertEquals("A", structure.getChains().get(0).getName());
        assertEquals(
                List.of(1f, 1f, 0.5f), atoms.stream().map(Atom::getOccupancy).toList());
        assertEquals(
                List.of(Element.N, Element.C, Element.C),
                atoms.stream().map(Atom::getElement).toList());
    }

    @Test
    void openMmsCifIsRead() throws Exception {
        Path file = folder.resolve("openmm.cif");
        Files.writeString(file, """
                data_cell
                # Created with OpenMM
                loop_
                _atom_site.group_PDB
                _atom_site.id
                _atom_site.type_symbol
                _atom_site.label_atom_id
                _atom_site.label_alt_id
                _atom_site.label_comp_id
                _atom_site.label_asym_id
                _atom_site.label_entity_id
                _atom_site.label_seq_id
                _atom_site.pdbx_PDB_ins_code
                _atom_site.Cartn_x
                _atom_site.Cartn_y
                _atom_site.Cartn_z
                _atom_site.occupancy
                _atom_site.B_iso_or_equiv
                _atom_site.auth_seq_id
                _atom_site.auth_comp_id
                _atom_site.auth_asym_id
                _atom_site.auth_atom_id
                _atom_site.pdbx_PDB_model_num
                ATOM 1 N N . GLY A ? 1 . 9.8640 15.1660 32.5260 0.0 0.0 -3 GLY A N 1
                ATOM 2 C CA . GLY A ? 1 . 9.8004 14.9356 33.5075 0.0 0.0 -3 GLY A CA 1
                ATOM 3 N N . GLY A ? 2 B 9.8640 15.1660 32.5260 0.0 0.0 -3 GLY A N 1
                """);
        Structure structure = ModelFile.read(file);
        assertEquals(
                List.of("A -3", "A -3B"),
                structure.getChains().get(0).getAtomGroups().stream()
                        .map(g -> ResidueId.of(g).toString())
                        .toList());
    }

    @Test
    void damagedCifFilesAreRefused() throws Exception {
        Path whole = folder.resolve("whole.cif");
        ModelFile.writeCif(
                ModelFile.read(new PdbLines()
                        .residue("ALA", "A", "1", 0)
                        .residue("GLY", "A", "2", 1)
                        .write(folder)),
                whole);
        String text = Files.readString(whole);
        int cut = text.lastIndexOf(" GLY");
        assertMessage(Files.writeString(folder.resolve("cut.cif"), text.substring(0, cut)), "cut short");
        assertMessage(
                Files.writeString(folder.resolve("unknown.cif"), text.replace(" 6.300 ", " ? ")),
                "an atom has no Cartn_x");
        assertMessage(Files.writeString(folder.resolve("word.cif"), text.replace(" 6.300 ", " six ")), "six");
        assertMessage(
                Files.writeString(
                        folder.resolve("column.cif"), text.replace("_atom_site.Cartn_x", "_atom_site.Cartn_q")),
                "Cartn_x");
    }

    @Test
    void gzippedFilesAreRead() throws Exception {
        Path plain = new PdbLines()
                .residue("ALA", "A", "1", 0)
                .residue("GLY", "A", "2", 1)
                .write(folder);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(Files.readAllBytes(plain));
        }
        Path file = Files.write(folder.resolve("model.pdb.gz"), packed.toByteArray());
        assertEquals(names(ModelFile.read(plain)), names(ModelFile.read(file)));
    }

    @Test
    void whatIsNoModelIsRefusedInOneSentence() throws Exception {
        Path page = Files.writeString(folder.resolve("page.cif"), "<html><body>404 Not Found</body></html>");
        assertMessage(page, "holds no atoms");
        byte[] map = new byte[4096];
        map[208] = 'M';
        map[209] = 'A';
        map[210] = 'P';
        assertMessage(Files.write(folder.resolve("map.mrc"), map), "holds no atoms");
        assertMessage(Files.write(folder.resolve("empty.pdb"), new byte[0]), "holds no atoms");
        assertMessage(folder.resolve("absent.pdb"), "There is no model file");
        assertMessage(
                Files.writeString(folder.resolve("cut.pdb"), "ATOM      1  N   ALA A   1      11.104   6.1"),
                "line 1 is cut short");
        assertMessage(
                Files.writeString(folder.resolve("nan.pdb"), "ATOM      1  N   ALA A   1         nan   6.134  -6.504"),
                "line 1 has no coordinate in columns 31-38");
        assertMessage(
                Files.writeString(
                        folder.resolve("half.cif"), "data_x\nloop_\n_atom_site.id\n_atom_site.type_symbol\n1 C\n"),
                "cannot be read as PDB or mmCIF");
        assertMessage(Files.writeString(folder.resolve("header.cif"), "data_x\n_entry.id x\n"), "holds no atoms");
    }

    private static void assertMessage(Path file, String part) {
        String message =
                assertThrows(InputException.class, () -> ModelFile.read(file)).getMessage();
        assertTrue(message.contains(part) && message.contains(file.toString()), message);
        assertFalse(message.contains("\n"), message);
        assertTrue(message.endsWith("."), message);
    }

    private Structure roundTrip(Structure structure) throws Exception {
        Path copy = folder.resolve("copy.cif");
        ModelFile.writeCif(structure, copy);
        assertTrue(Files.readString(copy, StandardCharsets.UTF_8).startsWith("data_"));
        return ModelFile.read(copy);
    }

    private static List<String> names(Structure structure) {
        return java.util.stream.IntStream.range(0, structure.nrModels())
                .boxed()
                .flatMap(model -> structure.getChains(model).stream()
                        .flatMap(c -> c.getAtomGroups().stream())
                        .flatMap(g -> Conformers.allAtoms(g).stream()
                                .map(a -> model + " " + ResidueId.of(g) + " " + g.getPDBName() + " " + describe(a))))
                .sorted()
                .toList();
    }

    private static String describe(Atom a) {
        return a.getName()
                + a.getAltLoc()
                + " %s %.3f %.3f %.3f %.2f %.2f"
                        .formatted(a.getElement(), a.getX(), a.getY(), a.getZ(), a.getOccupancy(), a.getTempFactor());
    }
}
