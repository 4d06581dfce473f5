package org.emconverge.structure;

import java.util.Locale;
import java.util.regex.Pattern;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.GroupType;

/** What kind of molecule a residue is a part of, as the reading of its model tells it. */
public enum ResidueKind {
    /** An amino acid of a chain, or a cap of one. */
    PROTEIN,
    /** A nucleotide of DNA or RNA. */
    NUCLEIC,
    /** A monosaccharide, alone or in a glycan. */
    GLYCAN,
    /** A residue of one heavy atom. */
    ION,
    /** Any other molecule: ligands, cofactors, lipids, free amino acids and nucleotides. */
    LIGAND,
    WATER;

    private static final Pattern NUCLEOTIDE = Pattern.compile("D?[ACGTUI]");

    /** Of a residue of a structure that was read by {@link ModelFile}, where what is no polymer is told as HETATM. */
    public static ResidueKind of(Group residue) {
        if (residue.isWater()) {
            return WATER;
        }
        if (residue.getType() == GroupType.AMINOACID || residue.getType() == GroupType.NUCLEOTIDE) {
            return of(residue.getType());
        }
        if (NUCLEOTIDE.matcher(residue.getPDBName()).matches() && residue.hasAtom("P")) {
            return NUCLEIC; // one without its sugar, which the reading cannot tell
        }
        if (residue.getChain() != null) {
            for (Group other : residue.getChain().getAtomGroups()) {
                if (other.getType() != GroupType.HETATM) {
                    return of(other.getType()); // a cap, which stands in the chain of its polymer
                }
            }
        }
        BondGraph bonds = BondGraph.of(residue);
        return bonds.size() == 1 ? ION : bonds.sugarRing().isPresent() ? GLYCAN : LIGAND;
    }

    private static ResidueKind of(GroupType type) {
        return type == GroupType.AMINOACID ? PROTEIN : NUCLEIC;
    }

    /** The word for it in tables. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind with this word; null where it is none, as in tables of earlier versions. */
    public static ResidueKind ofLabel(String label) {
        for (ResidueKind kind : values()) {
            if (kind.label().equals(label)) {
                return kind;
            }
        }
        return null;
    }
}
