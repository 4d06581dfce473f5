package org.emconverge.structure;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.biojava.nbio.structure.AminoAcidImpl;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.AtomImpl;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.ChainImpl;
import org.biojava.nbio.structure.Element;
import org.biojava.nbio.structure.Group;
import org.junit.jupiter.api.Test;

class ModelledPlacesTest {
    /** Its Cα atom lies at (x, -1, 2), Å. */
    private static Group residue(double x) {
        Atom alpha = new AtomImpl();
        alpha.setName("CA");
        alpha.setElement(Element.C);
        alpha.setAltLoc(' ');
        alpha.setCoords(new double[] {x, -1, 2});
        Group residue = new AminoAcidImpl();
        residue.addAtom(alpha);
        return residue;
    }

    @Test
    void theFirstResidueOfAPlaceStays() {
        Chain chain = new ChainImpl();
        List<Group> sources =
                List.of(residue(0.7), residue(0), residue(0.4), residue(1.2), residue(9999), residue(0.7));
        sources.forEach(chain::addGroup);
        ModelledPlaces places = new ModelledPlaces(List.of(chain));
        Group first = residue(0.7);
        assertNull(places.add(first));
        assertNull(places.add(residue(0)), "0.7 Å away");
        assertSame(first, places.add(residue(0.4)), "the second lies nearby too");
        assertNull(places.add(residue(1.2)), "the limit is not within");
        assertNull(places.add(residue(9999)));
        assertSame(first, places.add(residue(0.7)));
    }
}
