package org.emconverge.validation;

import static org.emconverge.validation.TestModels.built;
import static org.emconverge.validation.TestModels.helical;
import static org.emconverge.validation.TestModels.residue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.biojava.nbio.structure.Structure;
import org.emconverge.structure.ChainBuilder.Residue;
import org.emconverge.structure.Torsions;
import org.emconverge.validation.Peptides.Conformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeptidesTest {
    @ParameterizedTest
    @CsvSource({
        "0,CIS",
        "29.9,CIS",
        "-29.9,CIS",
        "30,TWISTED",
        "-90,TWISTED",
        "150,TWISTED",
        "150.1,TRANS",
        "-150.1,TRANS",
        "180,TRANS"
    })
    void limits(double omega, Conformation conformation) {
        assertEquals(conformation, Peptides.conformation(omega));
    }

    @Test
    void plantedPeptidesAreFoundAndProlineIsApart() {
        List<Peptides.Result> results = Peptides.of(ProteinResidue.of(
                built(helical("ALA"), with("ALA", 5), with("PRO", -8, 27, -35), with("SER", 120, 60), helical("GLY"))));
        assertEquals(
                List.of(2, 3, 4, 5),
                results.stream().map(result -> result.id().number()).toList());
        assertEquals(
                List.of(Conformation.CIS, Conformation.CIS, Conformation.TWISTED, Conformation.TRANS),
                results.stream().map(Peptides.Result::conformation).toList());
        assertEquals(-8, results.get(1).omega(), 1e-6);
        assertEquals(1, Peptides.count(results, Conformation.CIS, true));
        assertEquals(1, Peptides.count(results, Conformation.CIS, false));
        assertEquals(1, Peptides.count(results, Conformation.TWISTED, false));
    }

    @Test
    void unknownResiduesAreLeftOut() {
        Structure model = built(helical("ALA"), helical("ALA"), helical("ALA"), helical("ALA"));
        residue(model, 2).setPDBName("UNK");
        assertEquals(
                List.of(4),
                Peptides.of(ProteinResidue.of(model)).stream()
                        .map(result -> result.id().number())
                        .toList());
    }

    private static Residue with(String name, double omega, double... chi) {
        return new Residue(name, new Torsions(-63, -43, omega, chi));
    }
}
