package org.emconverge.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.stream.Collectors;
import org.biojava.nbio.structure.Element;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.HetatomImpl;
import org.biojava.nbio.structure.Structure;
import org.junit.jupiter.api.Test;

class ResidueKindTest {
    @Test
    void everyKindIsToldFromTheModelAlone() {
        assertEquals(
                "A PROTEIN, B NUCLEIC, B NUCLEIC, C LIGAND, D GLYCAN, E ION, F LIGAND, G WATER",
                TestKinds.read().getModel(0).stream()
                        .flatMap(chain -> chain.getAtomGroups().stream())
                        .map(group -> group.getChain().getName() + " " + ResidueKind.of(group))
                        .collect(Collectors.joining(", ")));
    }

    @Test
    void aCalciumIonIsAnIonWhateverTheNameOfItsAtom() {
        Structure structure = TestKinds.read();
        TestKinds.residue(structure, "E").getAtom("MG").setElement(Element.Ca);
        TestKinds.residue(structure, "E").getAtom("MG").setName("CA");
        assertEquals(ResidueKind.ION, ResidueKind.of(TestKinds.residue(structure, "E")));
    }

    @Test
    void aPhosphateOfANucleotideIsOne() {
        Group nucleotide = TestKinds.residue(TestKinds.read(), "B");
        Group read = new HetatomImpl();
        read.setPDBName("C");
        read.setAtoms(nucleotide.getAtoms().subList(0, 3));
        assertEquals(ResidueKind.NUCLEIC, ResidueKind.of(read));
        read.setPDBName("PO4");
        assertEquals(ResidueKind.LIGAND, ResidueKind.of(read));
    }

    @Test
    void wordsAreReadAsTheyAreWritten() {
        for (ResidueKind kind : ResidueKind.values()) {
            assertEquals(kind, ResidueKind.ofLabel(kind.label()));
        }
        assertNull(ResidueKind.ofLabel(""));
    }

    @Test
    void theAtomsThatStandForAResidue() {
        Structure structure = TestKinds.read();
        assertEquals(
                List.of(1, 1, 31, 15, 1, 7),
                List.of("A", "B", "C", "D", "E", "F").stream()
                        .map(chain -> Representative.of(TestKinds.residue(structure, chain))
                                .size())
                        .toList());
        assertEquals(
                "C1'",
                Representative.of(TestKinds.residue(structure, "B")).get(0).getName());
    }
}
