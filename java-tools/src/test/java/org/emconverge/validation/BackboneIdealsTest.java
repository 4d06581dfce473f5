package org.emconverge.validation;

import static org.emconverge.validation.TestModels.built;
import static org.emconverge.validation.TestModels.helical;
import static org.emconverge.validation.TestModels.residue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.biojava.nbio.structure.Structure;
import org.emconverge.structure.ChainBuilder.Residue;
import org.emconverge.structure.Torsions;
import org.emconverge.validation.BackboneIdeals.Quantity;
import org.junit.jupiter.api.Test;

class BackboneIdealsTest {
    /** Values of CDL v1.2 as published with cctbx. */
    @Test
    void theLibrarysValuesAreFound() {
        BackboneIdeals glycine = second(with("GLY", -176, 174, 180), helical("ALA"));
        assertEquals(110.18, glycine.mean(Quantity.N_CA_C));
        assertEquals(1.56, glycine.sigma(Quantity.N_CA_C));
        assertEquals(1.2358, glycine.mean(Quantity.C_O));
        assertFalse(glycine.has(Quantity.CA_CB));
        BackboneIdeals rare = second(with("ALA", 0, 0, 180), helical("ALA"));
        assertEquals(110.8, rare.mean(Quantity.N_CA_C), "a cell without data has the values of the class");
        BackboneIdeals beforeProline = second(with("ALA", 0, 0, 180), helical("PRO", 27, -35));
        assertEquals(109.81, beforeProline.mean(Quantity.N_CA_C));
        assertEquals(109.34, second(with("VAL", 0, 0, 180, 175), helical("ALA")).mean(Quantity.N_CA_C));
    }

    @Test
    void anglesAreRoundedToCellsAcrossTheEdge() {
        assertEquals(
                second(with("GLY", -176, 174, 180), helical("ALA")).mean(Quantity.N_CA_C),
                second(with("GLY", 177, 166, 180), helical("ALA")).mean(Quantity.N_CA_C));
    }

    @Test
    void cisPeptidesHaveOtherValuesOrNone() {
        assertNull(second(with("ALA", -63, -43, 44), helical("ALA")));
        assertTrue(second(with("ALA", -63, -43, 46), helical("ALA")).has(Quantity.N_CA_C));
        BackboneIdeals proline = second(with("PRO", -63, 150, 0, 27, -35), helical("ALA"));
        assertEquals(127.0, proline.mean(Quantity.C_N_CA));
        assertEquals(1.474, proline.mean(Quantity.N_CD));
        assertFalse(second(with("PRO", -63, 150, 180, 27, -35), helical("ALA")).has(Quantity.N_CD));
    }

    @Test
    void endsAndModifiedNeighboursHaveNone() {
        Structure model = built(helical("ALA"), helical("ALA"), helical("ALA"));
        List<ProteinResidue> residues = ProteinResidue.of(model);
        assertNull(BackboneIdeals.of(residues.get(0)));
        assertNull(BackboneIdeals.of(residues.get(2)));
        residue(model, 3).setPDBName("SEP");
        assertNull(BackboneIdeals.of(ProteinResidue.of(model).get(1)));
    }

    private static BackboneIdeals second(Residue residue, Residue next) {
        return BackboneIdeals.of(
                ProteinResidue.of(built(helical("ALA"), residue, next)).get(1));
    }

    private static Residue with(String name, double phi, double psi, double omega, double... chi) {
        return new Residue(name, new Torsions(phi, psi, omega, chi));
    }
}
