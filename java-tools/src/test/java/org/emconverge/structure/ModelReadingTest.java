package org.emconverge.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.Structure;
import org.emconverge.InputException;
import org.emconverge.structure.ModelFile.LoadedModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as programs of the field write them: all their atoms are read, or a note says which are not. */
class ModelReadingTest {
    private static final List<String> NAMES = List.of("ALA", "SER", "GLY", "VAL", "ALA", "LYS");

    @TempDir
    Path folder;

    /** Six residues of chain A and six of chain B, 40 Å away, with a CB of one in two conformers. */
    private static List<String> pdb() {
        PdbLines lines = new PdbLines();
        for (String chain : List.of("A", "B")) {
            for (int i = 0; i < NAMES.size(); i++) {
                lines.residue(NAMES.get(i), chain, String.valueOf(i + 1), i + (chain.equals("A") ? 0 : 20));
            }
            lines.line("TER");
        }
        lines.atom(true, "O", ' ', "HOH", "W", "1", new double[] {50, 50, 50}, 1, 20);
        lines.atom(true, "O", ' ', "HOH", "W", "2", new double[] {55, 50, 50}, 1, 20);
        return lines.lines();
    }

    private Path write(List<String> lines) throws IOException {
        return Files.write(Files.createTempFile(folder, "model", ".pdb"), lines);
    }

    private LoadedModel load(UnaryOperator<String> change) throws IOException {
        return ModelFile.load(write(pdb().stream().map(change).toList()));
    }

    /** All atoms by their names and places, in the order of the structure. */
    private static List<String> atoms(Structure structure) {
        List<String> atoms = new ArrayList<>();
        for (Chain chain : structure.getModel(0)) {
            for (Group group : chain.getAtomGroups()) {
                for (Atom atom : Conformers.allAtoms(group)) {
                    atoms.add("%s %s %s%s %.2f %.2f %.2f"
                            .formatted(
                                    ResidueId.of(group),
                                    group.getPDBName(),
                                    atom.getName(),
                                    atom.getAltLoc(),
                                    atom.getX(),
                                    atom.getY(),
                                    atom.getZ()));
                }
            }
        }
        return atoms;
    }

    private static List<String> residues(Structure structure) {
        return structure.getModel(0).stream()
                .flatMap(chain -> chain.getAtomGroups().stream())
                .filter(group -> !group.isWater())
                .map(group -> ResidueId.of(group) + " " + group.getPDBName())
                .toList();
    }

    private static List<String> chainNames(Structure structure) {
        return structure.getModel(0).stream()
                .map(Chain::getName)
                .filter(name -> !name.equals("W"))
                .toList();
    }

    private List<String> expected() throws IOException {
        return atoms(load(line -> line).structure());
    }

    private static void assertNote(String part, LoadedModel model) {
        assertTrue(
                model.reading().notes().stream().anyMatch(note -> note.contains(part)),
                () -> part + " is not in " + model.reading().notes());
    }

    @Test
    void anOrdinaryFileIsReadWithoutNotes() throws Exception {
        LoadedModel model = load(line -> line);
        long lines = pdb().stream().filter(PdbText::isCoordinate).count();
        assertEquals(new ModelReading((int) lines, (int) lines, List.of()), model.reading());
        assertEquals(List.of("A", "B"), chainNames(model.structure()));
        assertEquals(12, residues(model.structure()).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"side chains last", "by name", "shuffled"})
    void theOrderOfLinesDoesNotMatter(String order) throws Exception {
        List<String> lines =
                new ArrayList<>(pdb().stream().filter(PdbText::isCoordinate).toList());
        switch (order) {
            case "side chains last" -> lines.sort((a, b) -> Boolean.compare(isSideChain(a), isSideChain(b)));
            case "by name" -> lines.sort((a, b) -> a.substring(12, 16).compareTo(b.substring(12, 16)));
            default -> Collections.shuffle(lines, new Random(7));
        }
        LoadedModel model = ModelFile.load(write(lines));
        assertEquals(
                expected().stream().sorted().toList(),
                atoms(model.structure()).stream().sorted().toList());
        for (Chain chain : model.structure().getModel(0)) {
            List<Group> groups = chain.getAtomGroups();
            for (int i = 1; i < groups.size() && !chain.getName().equals("W"); i++) {
                assertTrue(Peptide.bonded(groups.get(i - 1), groups.get(i)), "in the order of the bonds");
            }
        }
        assertNote("apart from each other in the file", model);
    }

    private static boolean isSideChain(String line) {
        return line.startsWith(" CB ", 12);
    }

    @Test
    void conformersAndHydrogensAtTheEndBelongToTheirResidues() throws Exception {
        List<String> lines = new ArrayList<>(pdb());
        lines.add("ATOM    900  CB BALA A   1       1.300   1.700   1.300  0.40 20.00           C");
        lines.add("ATOM    901  HA  ALA A   1       1.300   1.300  -0.800  1.00 20.00           H");
        lines.replaceAll(line -> line.startsWith(" CB  ALA A   1", 12)
                ? line.substring(0, 16) + "A" + line.substring(17, 54) + "  0.60" + line.substring(60)
                : line);
        LoadedModel model = ModelFile.load(write(lines));
        Group first = model.structure().getModel(0).get(0).getAtomGroup(0);
        assertEquals(
                List.of("N", "CA", "C", "O", "CB", "HA"),
                first.getAtoms().stream().map(Atom::getName).toList());
        assertEquals(1, first.getAltLocs().size());
        assertEquals(1.7, first.getAltLocs().get(0).getAtom("CB").getY(), 1e-6);
        assertEquals(12, residues(model.structure()).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ATOM 1", "ATOM  1", "HETATM1"})
    void serialNumbersOfSixDigits(String start) throws Exception {
        LoadedModel model = load(line -> {
            if (!PdbText.isCoordinate(line)) {
                return line;
            }
            String serial =
                    "%05d".formatted(Integer.parseInt(line.substring(6, 11).trim()));
            return start + serial + line.substring(11);
        });
        assertEquals(expected(), atoms(model.structure()));
    }

    @Test
    void residueNumbersOfFiveDigitsAndHybrid36() throws Exception {
        LoadedModel five = load(line -> PdbText.isCoordinate(line) && line.charAt(21) == 'B'
                ? line.substring(0, 22) + "1008" + line.substring(25, 26) + line.substring(27)
                : line);
        assertEquals("B 10081 ALA", residues(five.structure()).get(6));
        LoadedModel hybrid = load(line -> PdbText.isCoordinate(line) && line.charAt(21) == 'W'
                ? line.substring(0, 22) + "A00" + line.substring(25)
                : line);
        assertEquals(
                List.of("W 10001", "W 10002"),
                hybrid.structure().getModel(0).get(2).getAtomGroups().stream()
                        .map(group -> ResidueId.of(group).toString())
                        .toList());
    }

    @Test
    void watersWhoseNumbersRanOutAreNumberedAnew() throws Exception {
        LoadedModel model = load(line -> PdbText.isCoordinate(line) && line.charAt(21) == 'W'
                ? line.substring(0, 22) + "****" + line.substring(26)
                : line);
        assertEquals(pdbAtoms(), model.reading().atoms());
        assertNote("2 residues have no number that can be read", model);
        InputException refused = assertThrows(
                InputException.class,
                () -> load(line -> PdbText.isCoordinate(line) && line.charAt(21) == 'A'
                        ? line.substring(0, 22) + "****" + line.substring(26)
                        : line));
        assertTrue(refused.getMessage().contains("ALA of chain A"), refused.getMessage());
    }

    private static int pdbAtoms() {
        return (int) pdb().stream().filter(PdbText::isCoordinate).count();
    }

    @Test
    void chainsToldBySegmentByTerOrByNumbersAlone() throws Exception {
        LoadedModel segments = load(line -> PdbText.isCoordinate(line)
                ? line.substring(0, 21) + " " + line.substring(22, 66) + "      PRO" + line.charAt(21)
                : line);
        assertEquals(List.of("PROA", "PROB"), chainNames(segments.structure()).subList(0, 2));
        assertNote("those of their segments count", segments);
        UnaryOperator<String> blank =
                line -> PdbText.isCoordinate(line) ? line.substring(0, 21) + " " + line.substring(22) : line;
        LoadedModel ter = load(blank);
        assertEquals(List.of("A", "B"), chainNames(ter.structure()).subList(0, 2));
        assertNote("2 chains have no ids", ter);
        LoadedModel numbers = ModelFile.load(
                write(pdb().stream().filter(PdbText::isCoordinate).map(blank).toList()));
        assertEquals(List.of("A", "B"), chainNames(numbers.structure()).subList(0, 2));
        LoadedModel oneId = load(line -> PdbText.isCoordinate(line) && line.charAt(21) == 'B'
                ? line.substring(0, 21) + "A" + line.substring(22)
                : line);
        assertEquals(List.of("A", "B"), chainNames(oneId.structure()));
        assertNote("One chain id stands for several molecules", oneId);
        for (LoadedModel model : List.of(segments, ter, numbers, oneId)) {
            assertEquals(pdbAtoms(), model.reading().atoms());
            assertEquals(12, residues(model.structure()).size());
        }
    }

    @Test
    void aminoAcidsAsHetatmAreOfTheirChains() throws Exception {
        LoadedModel all = load(line -> line.startsWith("ATOM  ") ? "HETATM" + line.substring(6) : line);
        assertEquals(expected(), atoms(all.structure()));
        assertNote("are HETATM but part of a chain", all);
        List<String> lines = new ArrayList<>();
        List<String> after = new ArrayList<>();
        for (String line : pdb()) {
            boolean third = PdbText.isCoordinate(line) && line.startsWith("A   3", 21);
            (third ? after : lines).add(third ? "HETATM" + line.substring(6) : line);
        }
        lines.addAll(after);
        LoadedModel moved = ModelFile.load(write(lines));
        assertEquals(expected(), atoms(moved.structure()));
        assertNote("Chain A is not in the order of its peptide bonds", moved);
    }

    @Test
    void aFreeAminoAcidIsALigand() throws Exception {
        List<String> lines = new ArrayList<>(pdb());
        new PdbLines().residue("GLU", "A", "900", 40).lines().forEach(line -> lines.add("HETATM" + line.substring(6)));
        Structure structure = ModelFile.load(write(lines)).structure();
        assertEquals(List.of("A", "B", "A"), chainNames(structure));
        assertEquals(1, structure.getModel(0).get(2).getAtomGroups().size());
    }

    @Test
    void namesInLowerCaseAndByteOrderMarks() throws Exception {
        LoadedModel lower = load(line -> PdbText.isCoordinate(line)
                ? line.substring(0, 12) + line.substring(12, 20).toLowerCase(Locale.ROOT) + line.substring(20)
                : line);
        assertEquals(expected(), atoms(lower.structure()));
        assertNote("in lower case", lower);
        String text = "\uFEFF" + String.join("\r\n", pdb());
        for (Charset characters :
                List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            Path file = Files.write(folder.resolve("mark.pdb"), text.getBytes(characters));
            assertEquals(expected(), atoms(ModelFile.load(file).structure()));
        }
    }

    @Test
    void occupancyZeroOrNoneThroughoutIsOne() throws Exception {
        for (String field : List.of("  0.00", "      ", " -0.50")) {
            LoadedModel model = load(
                    line -> PdbText.isCoordinate(line) ? line.substring(0, 54) + field + line.substring(60) : line);
            assertEquals(
                    1,
                    model.structure()
                            .getModel(0)
                            .get(0)
                            .getAtomGroup(0)
                            .getAtom("CA")
                            .getOccupancy());
            assertNote("as 1", model);
        }
        LoadedModel some = load(
                line -> line.startsWith(" CB ", 12) ? line.substring(0, 54) + "  0.00" + line.substring(60) : line);
        assertEquals(
                0,
                some.structure()
                        .getModel(0)
                        .get(0)
                        .getAtomGroup(0)
                        .getAtom("CB")
                        .getOccupancy());
        assertEquals(List.of(), some.reading().notes());
    }

    @Test
    void elementsOfAminoAcidsAreThoseOfTheirNames() throws Exception {
        LoadedModel model = load(line -> line.startsWith(" CA ", 12) ? line.substring(0, 76) + "CA" : line);
        assertEquals(
                "C",
                Elements.symbol(
                        model.structure().getModel(0).get(0).getAtomGroup(0).getAtom("CA")));
        assertNote("12 atoms of amino acids have an element that their names deny, CA of A 1 ALA first", model);
    }

    @Test
    void repeatedAtomsAreNamed() throws Exception {
        List<String> lines = new ArrayList<>(pdb());
        lines.add(lines.get(1));
        LoadedModel model = ModelFile.load(write(lines));
        assertEquals(pdbAtoms() + 1, model.reading().coordinateLines());
        assertEquals(pdbAtoms(), model.reading().atoms());
        assertNote("CA of A 1 ALA is in the file twice", model);
    }

    @Test
    void conformersWithoutLabelsCountOnce() throws Exception {
        List<String> lines = new ArrayList<>();
        for (String line : pdb()) {
            lines.add(line);
            if (line.startsWith("A   2", 21)) {
                lines.add(line.substring(0, 30) + "   9.999" + line.substring(38));
            }
        }
        LoadedModel model = ModelFile.load(write(lines));
        assertEquals(expected(), atoms(model.structure()));
        assertEquals(
                List.of("5 atoms are in the file more than once, N of A 2 SER first: the first of each counts."),
                model.reading().notes());
    }

    @Test
    void framesBetweenEndRecordsAreModels() throws Exception {
        List<String> lines = new ArrayList<>(pdb());
        lines.add("END");
        lines.addAll(pdb());
        lines.add("END");
        LoadedModel model = ModelFile.load(write(lines));
        assertEquals(2, model.structure().nrModels());
        assertNote("a further model", model);
        assertEquals(List.of(), ModelFile.loadAll(write(lines)).reading().notes());
        List<String> parted = pdb().stream()
                .flatMap(line -> line.equals("TER") ? Stream.of("TER", "END") : Stream.of(line))
                .toList();
        assertEquals(expected(), atoms(ModelFile.load(write(parted)).structure()));
    }

    @ParameterizedTest
    @CsvSource({
        "4D4,ARG",
        "0TD,ASP",
        "IAS,ASP",
        "MSE,MET",
        "SEP,SER",
        "HSD,HIS",
        "NALA,ALA",
        "CHID,HIS",
        "SEC,CYS",
        "TPO,THR"
    })
    void parentsOfModifiedResidues(String name, String parent) {
        assertEquals(parent, AminoAcids.parent(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DAL", "DSN", "DPR", "CRO", "ZZZ", "HOH", "NHOH"})
    void whatHasNoParent(String name) {
        assertEquals(null, AminoAcids.parent(name));
    }

    @Test
    void dResiduesAreLeftOutWithANote() throws Exception {
        LoadedModel model = load(line -> PdbText.isCoordinate(line) && line.startsWith("A   1", 21)
                ? "HETATM" + line.substring(6, 17) + "DAL" + line.substring(20)
                : line);
        PreparationReport report =
                Preparation.prepare(model.structure(), java.util.Set.of(), "x").report();
        assertEquals("DAL", report.removedGroups().get(0).resname());
        assertTrue(
                report.notes().get(0).contains("D-amino acids"), report.notes().toString());
        assertEquals(11, report.residues());
    }

    @Test
    void whatComesFromNoKnownAminoAcidIsNamed() throws Exception {
        LoadedModel model = load(line -> PdbText.isCoordinate(line) && line.startsWith("A   2", 21)
                ? line.substring(0, 17) + "ZZZ" + line.substring(20)
                : line);
        PreparationReport report =
                Preparation.prepare(model.structure(), java.util.Set.of(), "x").report();
        assertTrue(report.notes().get(0).contains("A 2 ZZZ"), report.notes().toString());
    }

    // ---------------------------------------------------------------------------------------------------- mmCIF

    private static final List<String> COLUMNS = List.of(
            "group_PDB",
            "id",
            "type_symbol",
            "label_atom_id",
            "label_alt_id",
            "label_comp_id",
            "label_asym_id",
            "label_seq_id",
            "pdbx_PDB_ins_code",
            "Cartn_x",
            "Cartn_y",
            "Cartn_z",
            "occupancy",
            "B_iso_or_equiv",
            "auth_seq_id",
            "auth_asym_id",
            "pdbx_PDB_model_num");

    /**
     * The same atoms as an mmCIF block.
     *
     * @param values the value of a column for a value of the full table
     */
    private static String cif(String block, List<String> columns, java.util.function.BinaryOperator<String> values) {
        StringBuilder text = new StringBuilder("data_" + block + "\nloop_\n");
        columns.forEach(column -> text.append("_atom_site.").append(column).append('\n'));
        for (String line : pdb()) {
            if (PdbText.isCoordinate(line)) {
                boolean water = line.charAt(21) == 'W';
                List<String> row = List.of(
                        water ? "HETATM" : "ATOM",
                        line.substring(6, 11).trim(),
                        line.substring(76, 78).trim(),
                        line.substring(12, 16).trim(),
                        ".",
                        line.substring(17, 20).trim(),
                        line.substring(21, 22),
                        water ? "." : line.substring(22, 26).trim(),
                        "?",
                        line.substring(30, 38).trim(),
                        line.substring(38, 46).trim(),
                        line.substring(46, 54).trim(),
                        line.substring(54, 60).trim(),
                        line.substring(60, 66).trim(),
                        line.substring(22, 26).trim(),
                        line.substring(21, 22),
                        "1");
                text.append(columns.stream()
                                .map(column -> values.apply(column, row.get(COLUMNS.indexOf(column))))
                                .collect(Collectors.joining(" ")))
                        .append('\n');
            }
        }
        return text.toString();
    }

    private LoadedModel loadCif(String text) throws IOException {
        return ModelFile.load(Files.writeString(Files.createTempFile(folder, "model", ".cif"), text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "none",
                "B_iso_or_equiv",
                "occupancy",
                "pdbx_PDB_model_num",
                "group_PDB",
                "type_symbol",
                "id",
                "label_asym_id",
                "label_seq_id",
                "auth_asym_id",
                "label_alt_id",
                "pdbx_PDB_ins_code"
            })
    void optionalColumnsMayBeAbsent(String absent) throws Exception {
        List<String> columns =
                COLUMNS.stream().filter(column -> !column.equals(absent)).toList();
        LoadedModel model = loadCif(cif("x", columns, (column, value) -> value));
        assertEquals(expected(), atoms(model.structure()));
        assertEquals(List.of("A", "B"), chainNames(model.structure()));
    }

    @Test
    void authorsNumbersMayBeAbsentWhereLabelsAreThere() throws Exception {
        List<String> columns =
                COLUMNS.stream().filter(column -> !column.equals("auth_seq_id")).toList();
        for (String text : List.of(
                cif("x", columns, (column, value) -> value),
                cif("x", COLUMNS, (column, value) -> column.equals("auth_seq_id") ? "?" : value))) {
            LoadedModel model = loadCif(text);
            assertEquals(expected().subList(0, 50), atoms(model.structure()).subList(0, 50));
            assertNote("12 residues have no author's number, A 1 ALA first", model);
            assertNote("2 residues have no number that can be read", model);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "label_asym_id,.",
        "label_asym_id,X",
        "auth_asym_id,?",
        "auth_asym_id,.",
        "type_symbol,?",
        "occupancy,?",
        "occupancy,.",
        "B_iso_or_equiv,?",
        "label_seq_id,.",
        "group_PDB,?",
        "id,?"
    })
    void valuesMayBeUnknown(String column, String unknown) throws Exception {
        LoadedModel model = loadCif(cif("x", COLUMNS, (name, value) -> name.equals(column) ? unknown : value));
        assertEquals(expected(), atoms(model.structure()));
        assertEquals(
                1,
                model.structure().getModel(0).get(0).getAtomGroup(0).getAtom(0).getOccupancy());
    }

    @Test
    void onlyTheAuthorsNames() throws Exception {
        String text = cif("x", COLUMNS, (column, value) -> value)
                .replace("label_atom_id", "auth_atom_id")
                .replace("label_comp_id", "auth_comp_id")
                .replace("label_asym_id", "auth_entity_id")
                .replace("label_seq_id", "auth_other_id");
        assertEquals(expected(), atoms(loadCif(text).structure()));
    }

    @Test
    void insertionCodesBehindTheNumbers() throws Exception {
        LoadedModel model =
                loadCif(cif("x", COLUMNS, (column, value) -> column.equals("auth_seq_id") ? value + "B" : value));
        assertEquals("A 1B ALA", residues(model.structure()).get(0));
    }

    @Test
    void severalBlocksAreRefusedUnlessEveryModelCounts() throws Exception {
        String text = cif("one", COLUMNS, (column, value) -> value) + cif("two", COLUMNS, (column, value) -> value);
        Path file = Files.writeString(folder.resolve("blocks.cif"), text);
        InputException refused = assertThrows(InputException.class, () -> ModelFile.load(file));
        assertTrue(refused.getMessage().contains("2 data blocks with coordinates (one, two)"), refused.getMessage());
        LoadedModel all = ModelFile.loadAll(file);
        assertEquals(2, all.structure().nrModels());
        assertEquals(2 * pdbAtoms(), all.reading().atoms());
    }

    @Test
    void tagsAndQuotesAsCifHasThem() throws Exception {
        String text = cif("x", COLUMNS, (column, value) -> column.startsWith("label_atom") ? '"' + value + '"' : value);
        assertEquals(
                expected(),
                atoms(loadCif("# a comment\r\n"
                                + text.replace("_atom_site.Cartn", "_Atom_Site.CARTN")
                                        .replace("\n", "\r\n"))
                        .structure()));
        assertEquals(
                expected(),
                atoms(loadCif("\uFEFF" + text.replace("data_", "DATA_").replace("loop_", "LOOP_"))
                        .structure()));
    }

    @ParameterizedTest
    @CsvSource({"BZh91AY,bzip2", "'PK\u0003\u0004',zip", "7z\u00bc\u00af,7z", "<?xml version,XML"})
    void otherFormatsAreNamed(String head, String name) throws Exception {
        Path file = Files.write(folder.resolve("model.pdb"), head.getBytes(StandardCharsets.ISO_8859_1));
        InputException refused = assertThrows(InputException.class, () -> ModelFile.load(file));
        assertTrue(refused.getMessage().contains(name), refused.getMessage());
    }
}
