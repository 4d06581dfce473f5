package org.emconverge.ensemble;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.biojava.nbio.structure.Structure;
import org.emconverge.ensemble.ModelAligner.AlignedModel;
import org.emconverge.structure.ModelFile;
import org.emconverge.structure.ResidueKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Straight chains along x, a residue every 3.8 Å, so that a residue of the reference is known by where it lies. */
class ModelAlignerTest {
    private static final String PROTEIN = "MKTAYIAKQRQISFVKSHFSRQLEERLGLIEVQAPILSRVGDGTQDNLSGAEKAVQ";
    private static final String DOMAIN = "WPEHCNFDWGYTMPHKCRWEDLNVYFPGSTWH";
    private static final double STEP = 3.8;
    private static final Map<Character, String> NAMES = Map.ofEntries(
            Map.entry('A', "ALA"),
            Map.entry('R', "ARG"),
            Map.entry('N', "ASN"),
            Map.entry('D', "ASP"),
            Map.entry('C', "CYS"),
            Map.entry('Q', "GLN"),
            Map.entry('E', "GLU"),
            Map.entry('G', "GLY"),
            Map.entry('H', "HIS"),
            Map.entry('I', "ILE"),
            Map.entry('L', "LEU"),
            Map.entry('K', "LYS"),
            Map.entry('M', "MSE"),
            Map.entry('F', "PHE"),
            Map.entry('P', "PRO"),
            Map.entry('S', "SER"),
            Map.entry('T', "THR"),
            Map.entry('W', "TRP"),
            Map.entry('Y', "TYR"),
            Map.entry('V', "VAL"));

    @TempDir
    Path folder;

    private int files;

    /**
     * One residue.
     *
     * @param place how many steps along x it lies
     */
    private record TemplateResidue(String chain, int number, String code, char letter, int place, double y) {}

    /** A chain from {@code first} on, its places beginning at {@code place}. */
    private static List<TemplateResidue> chain(String chain, int first, String sequence, int place, double y) {
        return new ArrayList<>(IntStream.range(0, sequence.length())
                .mapToObj(i -> new TemplateResidue(chain, first + i, " ", sequence.charAt(i), place + i, y))
                .toList());
    }

    private static List<TemplateResidue> without(List<TemplateResidue> residues, int from, int to) {
        return new ArrayList<>(
                residues.stream().filter(r -> r.place < from || r.place >= to).toList());
    }

    /** Numbered 1, 2, 3 ... in a chain of this id. */
    private static List<TemplateResidue> consecutive(String chain, List<TemplateResidue> residues) {
        return IntStream.range(0, residues.size())
                .mapToObj(i -> new TemplateResidue(
                        chain, i + 1, " ", residues.get(i).letter, residues.get(i).place, residues.get(i).y))
                .toList();
    }

    private Structure structure(List<TemplateResidue> residues) throws IOException {
        StringBuilder text = new StringBuilder();
        for (TemplateResidue r : residues) {
            text.append(String.format(
                    Locale.ROOT,
                    "ATOM  %5d  CA  %s %s%4d%s   %8.3f%8.3f%8.3f  1.00 40.00           C  %n",
                    1,
                    NAMES.get(r.letter),
                    r.chain,
                    r.number,
                    r.code,
                    STEP * r.place,
                    r.y,
                    0.0));
        }
        return ModelFile.read(Files.writeString(folder.resolve("model" + files++ + ".pdb"), text));
    }

    private AlignedModel align(ModelAligner aligner, List<TemplateResidue> residues) throws IOException {
        return aligner.align(new GivenModel("model", "model.pdb", structure(residues)))
                .orElseThrow();
    }

    /** Chain, number and place of every residue. */
    private static List<String> places(AlignedModel aligned) {
        return PolymerChain.of(aligned.model().structure()).stream()
                .flatMap(chain -> chain.residues().stream())
                .map(group -> group.getChain().getName() + " " + group.getResidueNumber() + " at "
                        + Math.round(PolymerChain.representative(group).getX() / STEP))
                .toList();
    }

    private static List<String> expected(List<TemplateResidue> residues) {
        return residues.stream()
                .map(r -> (r.chain + " " + r.number + r.code.strip() + " at " + r.place))
                .toList();
    }

    @Test
    void anotherChainAndAnotherNumbering() throws IOException {
        List<TemplateResidue> reference = chain("A", 42, PROTEIN, 0, 0);
        AlignedModel aligned = align(new ModelAligner(structure(reference)), chain("P", 1, PROTEIN, 0, 1));
        assertEquals(expected(reference), places(aligned));
        RenumberedStretch stretch = aligned.stretches().get(0);
        assertEquals(1, aligned.stretches().size());
        assertEquals(
                "P 1 to P 56 is A 42 to A 97, 56 of 56",
                stretch.first() + " to " + stretch.last() + " is " + stretch.referenceFirst() + " to "
                        + stretch.referenceLast() + ", " + stretch.identical() + " of " + stretch.residues());
    }

    @Test
    void aMissingLoopNumberedAcross() throws IOException {
        List<TemplateResidue> reference = chain("A", 1, PROTEIN, 0, 0);
        for (int[] loop : new int[][] {{10, 14}, {30, 41}, {50, 53}}) {
            List<TemplateResidue> model = without(reference, loop[0], loop[1]);
            assertEquals(
                    expected(model),
                    places(align(new ModelAligner(structure(reference)), consecutive("B", model))),
                    "without " + loop[0]);
        }
    }

    @Test
    void aLoopBetweenLikeResiduesIsWhereTheChainIsBroken() throws IOException {
        String sequence = PROTEIN.substring(0, 20) + "GSAGTEVRGSAG" + PROTEIN.substring(20);
        List<TemplateResidue> reference = chain("A", 1, sequence, 0, 0);
        for (int from = 20;
                from <= 24;
                from++) { // eight residues are missing; four of those left stand on either side of the break
            List<TemplateResidue> model = without(reference, from, from + 8);
            assertEquals(
                    expected(model),
                    places(align(new ModelAligner(structure(reference)), consecutive("A", model))),
                    "from " + from);
            List<TemplateResidue> whole = consecutive("A", reference);
            List<String> found = places(align(new ModelAligner(structure(consecutive("A", model))), whole));
            assertEquals(sequence.length(), found.size());
            int first = from;
            assertTrue(
                    found.contains("A " + first + " at " + (first - 1))
                            && found.contains("A " + (first + 1) + " at " + (first + 8)),
                    "the reference lacks it: " + found);
        }
    }

    @Test
    void residuesThatTheReferenceLacksAreMatchedToo() throws IOException {
        List<TemplateResidue> whole = chain("A", 1, DOMAIN + PROTEIN, 0, 0);
        ModelAligner aligner = new ModelAligner(structure(without(without(whole, 0, DOMAIN.length()), 50, 60)));
        assertEquals(expected(whole), places(align(aligner, whole)), "in the gaps of the numbering");
        List<TemplateResidue> renumbered = chain("X", 501, DOMAIN + PROTEIN, 0, 2);
        AlignedModel again = align(aligner, renumbered);
        assertEquals(expected(whole), places(again), "like those of the model before");
        assertEquals(
                List.of("1 to 32: null", "33 to 50: 18", "51 to 60: null", "61 to 88: 28"),
                again.stretches().stream()
                        .map(s -> s.referenceFirst().label() + " to "
                                + s.referenceLast().label() + ": " + s.identical())
                        .toList());
    }

    @Test
    void newResiduesWithoutRoomBetweenTheirNeighboursComeAfterTheLast() throws IOException {
        List<TemplateResidue> whole = chain("A", 1, PROTEIN.substring(0, 30) + DOMAIN + PROTEIN.substring(30), 0, 0);
        ModelAligner aligner = new ModelAligner(structure(consecutive("A", without(whole, 30, 30 + DOMAIN.length()))));
        List<String> first = places(align(aligner, consecutive("A", whole)));
        assertEquals("A 57 at 30", first.get(30));
        assertEquals("A 31 at 62", first.get(62));
        assertEquals(first, places(align(aligner, consecutive("Q", whole))));
    }

    @Test
    void insertionCodesOfTheReference() throws IOException {
        List<TemplateResidue> reference = new ArrayList<>();
        for (TemplateResidue r : chain("H", 1, PROTEIN, 0, 0)) {
            boolean inserted = r.place >= 20 && r.place < 23;
            String code = inserted ? String.valueOf((char) ('A' + r.place - 20)) : " ";
            reference.add(new TemplateResidue(
                    "H", inserted ? 20 : r.place < 20 ? r.number : r.number - 3, code, r.letter, r.place, 0));
        }
        ModelAligner aligner = new ModelAligner(structure(reference));
        assertEquals(expected(reference), places(align(aligner, consecutive("A", reference))));
        assertEquals(expected(reference), places(align(aligner, reference)));
    }

    @Test
    void theCopyOfAnOligomerIsTheNearest() throws IOException {
        List<TemplateResidue> reference = chain("A", 1, PROTEIN, 0, 0);
        reference.addAll(chain("B", 1, PROTEIN, 0, 50));
        List<TemplateResidue> model = chain("B", 1, PROTEIN, 0, 1);
        model.addAll(chain("A", 1, PROTEIN, 0, 51));
        AlignedModel aligned = align(new ModelAligner(structure(reference)), model);
        aligned.model()
                .structure()
                .getModel(0)
                .forEach(chain -> assertEquals(
                        chain.getName().equals("A") ? 1 : 51,
                        chain.getAtomGroup(5).getAtom("CA").getY(),
                        1e-6));
    }

    @Test
    void fragmentsUnderChainIdsOfTheirOwn() throws IOException {
        List<TemplateResidue> reference = chain("A", 1, PROTEIN, 0, 0);
        List<TemplateResidue> model = new ArrayList<>(consecutive("C", reference.subList(30, 50)));
        model.addAll(consecutive("D", reference.subList(2, 25)));
        List<TemplateResidue> expected = new ArrayList<>(reference.subList(2, 25));
        expected.addAll(reference.subList(30, 50));
        assertEquals(expected(expected), places(align(new ModelAligner(structure(reference)), model)));
    }

    @Test
    void pointMutationsAndRegisterErrorsGoBySequence() throws IOException {
        List<TemplateResidue> reference = chain("A", 1, PROTEIN, 0, 0);
        AlignedModel mutant =
                align(new ModelAligner(structure(reference)), chain("A", 1, PROTEIN.replace("SFVK", "SAVA"), 0, 0));
        assertEquals(expected(reference), places(mutant));
        assertEquals(PROTEIN.length() - 2, mutant.stretches().get(0).identical());
        List<TemplateResidue> shifted =
                chain("A", 1, PROTEIN.substring(0, 55), 1, 0); // each residue where the map has the next
        assertEquals(
                "A 1 at 1",
                places(align(new ModelAligner(structure(reference)), shifted)).get(0));
    }

    @Test
    void anotherProteinIsNotMatched() throws IOException {
        ModelAligner aligner = new ModelAligner(structure(chain("A", 1, PROTEIN, 0, 0)));
        assertFalse(aligner.align(new GivenModel("m", "m.pdb", structure(chain("A", 1, DOMAIN, 0, 0))))
                .isPresent());
        assertFalse(aligner.align(new GivenModel("m", "m.pdb", structure(chain("A", 7, "A".repeat(50), 0, 0))))
                .isPresent());
        List<TemplateResidue> both = chain("A", 1, DOMAIN, 0, 0);
        both.addAll(chain("B", 1, PROTEIN, 0, 0));
        assertEquals(
                List.of("A", "B"),
                align(aligner, both).model().structure().getModel(0).stream()
                        .map(c -> c.getName())
                        .toList());
    }

    @Test
    void poseNumbersOfAPolyalanineTraceAreTrusted() throws IOException {
        List<TemplateResidue> trace = chain("A", 5, "A".repeat(40), 0, 0);
        assertEquals(expected(trace), places(align(new ModelAligner(structure(trace)), trace)));
    }

    @Test
    void whatTheReferenceLacksKeepsItsNumberOrTakesTheNextFreeOne() throws IOException {
        String ligand = """
                HETATM  900 ZN    ZN P  45      10.000  10.000  10.000  1.00 20.00          ZN
                HETATM  901  O   HOH W   1      12.000  10.000  10.000  1.00 20.00           O
                """;
        ModelAligner aligner = new ModelAligner(structure(chain("A", 42, PROTEIN, 0, 0)));
        List<String> others = others(align(aligner, chainText("P", 1) + ligand));
        assertEquals(List.of("ZN A98 at 10", "HOH W1 at 12"), others, "45 is a residue's number now");
        assertEquals(others, others(align(aligner, chainText("P", 1) + ligand)), "the second is the same ion");
    }

    @Test
    void ligandsAreMatchedByComponentAndPlace() throws IOException {
        ModelAligner aligner = new ModelAligner(
                ModelFile.read(Files.writeString(folder.resolve("reference.pdb"), chainText("A", 42) + """
                HETATM  900 ZN    ZN B   1      10.000  10.000  10.000  1.00 20.00          ZN
                HETATM  901 ZN    ZN B   2      20.000  10.000  10.000  1.00 20.00          ZN
                HETATM  902 CA    CA B   3      30.000  10.000  10.000  1.00 20.00          CA
                """)));
        AlignedModel aligned = align(aligner, chainText("P", 1) + """
                HETATM  900 CA    CA P 301      13.000  10.000  10.000  1.00 20.00          CA
                HETATM  901 ZN    ZN P 302      19.000  10.000  10.000  1.00 20.00          ZN
                HETATM  902 ZN    ZN P 303      14.000  10.000  10.000  1.00 20.00          ZN
                HETATM  903 ZN    ZN P   5      90.000  10.000  10.000  1.00 20.00          ZN
                """);
        assertEquals(List.of("ZN B1 at 14", "ZN B2 at 19", "CA B3 at 13", "ZN A5 at 90"), others(aligned));
        assertEquals(
                List.of("P 302 is B 2", "P 303 is B 1"),
                aligned.stretches().stream()
                        .filter(s -> s.first().number() == 302 || s.first().number() == 303)
                        .map(s -> s.first() + " is " + s.referenceFirst())
                        .toList());
    }

    @Test
    void nucleicAcidsAreMatchedByTheirBases() throws IOException {
        String bases = "GGCAUCGAUUACGCCA";
        ModelAligner aligner = new ModelAligner(nucleic("R", 11, bases, 0));
        List<String> places =
                nucleotides(aligner.align(new GivenModel("m", "m.pdb", nucleic("X", 1, bases.substring(2), 2)))
                        .orElseThrow());
        assertEquals("R13 at 2", places.get(0));
        assertEquals("R26 at 15", places.get(13));
        String mutant = bases.replace("GAUU", "GCUU");
        assertEquals(
                "R26 at 15",
                nucleotides(aligner.align(new GivenModel("m", "m.pdb", nucleic("X", 1, mutant, 0)))
                                .orElseThrow())
                        .get(15));

        assertFalse(aligner.align(new GivenModel("m", "m.pdb", nucleic("X", 1, "UUUUUUUUUUUUUUUU", 0)))
                .isPresent());
    }

    private Structure nucleic(String chain, int first, String bases, int place) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bases.length(); i++) {
            text.append(String.format(
                    Locale.ROOT,
                    "ATOM  %5d  P     %s %s%4d    %8.3f   0.000   0.000  1.00 40.00           P  %n",
                    1,
                    bases.charAt(i),
                    chain,
                    first + i,
                    6.0 * (place + i)));
        }
        return ModelFile.read(Files.writeString(folder.resolve("nucleic" + files++ + ".pdb"), text));
    }

    private static List<String> nucleotides(AlignedModel aligned) {
        return aligned.model().structure().getModel(0).stream()
                .flatMap(chain -> chain.getAtomGroups().stream())
                .map(group -> group.getChain().getName() + group.getResidueNumber() + " at "
                        + Math.round(PolymerChain.representative(group).getX() / 6))
                .toList();
    }

    private AlignedModel align(ModelAligner aligner, String text) throws IOException {
        Path file = Files.writeString(folder.resolve("text" + files++ + ".pdb"), text);
        return aligner.align(new GivenModel("m", "m.pdb", ModelFile.read(file))).orElseThrow();
    }

    /** Name, chain, number and x of what is no polymer. */
    private static List<String> others(AlignedModel aligned) {
        return aligned.model().structure().getModel(0).stream()
                .flatMap(chain -> chain.getAtomGroups().stream())
                .filter(group -> !PolymerChain.isPolymer(PolymerChain.kind(group)))
                .map(group -> group.getPDBName() + " " + group.getChain().getName() + group.getResidueNumber() + " at "
                        + Math.round(group.getAtom(0).getX()))
                .toList();
    }

    private String chainText(String chain, int first) throws IOException {
        structure(chain(chain, first, PROTEIN, 0, 0));
        return Files.readString(folder.resolve("model" + (files - 1) + ".pdb"));
    }

    @Test
    void likelihoodOfChance() {
        SequenceAlignment same = SequenceAlignment.of(PROTEIN, PROTEIN, ResidueKind.PROTEIN);
        assertTrue(same.expected() < 1e-20, "E " + same.expected());
        assertArrayEquals(IntStream.range(0, PROTEIN.length()).toArray(), same.places());
        assertTrue(SequenceAlignment.of(DOMAIN, PROTEIN, ResidueKind.PROTEIN).expected() > 1e-3);
    }
}
