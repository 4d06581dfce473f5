package org.emconverge.validation;

import static java.util.Map.entry;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.emconverge.structure.AminoAcids;

/**
 * The hydrogens of one heavy atom of an amino acid or nucleotide in a chain.
 *
 * @param parent the heavy atom
 * @param kind how they lie about it
 * @param references all heavy neighbours of the parent, the one nearer the backbone first; where it has but one, that
 *     one and the atom which torsions are counted from
 * @param hydrogens their names (wwPDB); of a methylene's two the first is on the right looking from the nearer
 *     reference to the other
 */
record HydrogenGroup(String parent, Kind kind, List<String> references, List<String> hydrogens) {
    /** Geometry about the parent. */
    enum Kind {
        /** One hydrogen opposite three neighbours. */
        METHINE,
        /** Two hydrogens opposite two neighbours. */
        METHYLENE,
        /** Three staggered hydrogens; they do not rotate, as in Reduce. */
        METHYL,
        /** Three hydrogens on a ring's methyl, one perpendicular to the ring. */
        RING_METHYL,
        /** One hydrogen in the plane of two neighbours. */
        PLANAR,
        /** Two hydrogens in the plane of a conjugated group. */
        AMINO,
        /** One hydrogen on O or S, free to rotate. */
        HYDROXYL,
        /** Three hydrogens on a charged N, free to rotate. */
        AMMONIUM;

        /** Heavy atoms bonded to the parent. */
        int neighbours() {
            return this == METHINE ? 3 : this == METHYLENE || this == PLANAR ? 2 : 1;
        }
    }

    private static final Map<String, Kind> CODES = Map.of(
            "CH",
            Kind.METHINE,
            "CH2",
            Kind.METHYLENE,
            "CH3",
            Kind.METHYL,
            "ACH3",
            Kind.RING_METHYL,
            "XH",
            Kind.PLANAR,
            "NH2",
            Kind.AMINO,
            "OH",
            Kind.HYDROXYL,
            "NH3",
            Kind.AMMONIUM);
    private static final String ALPHA = "CA CH N,C,CB HA";
    private static final String BETA = "CB CH2 CA,CG HB2,HB3";
    private static final String PHENYL = "CD1 XH CG,CE1 HD1; CD2 XH CG,CE2 HD2; CE1 XH CD1,CZ HE1; CE2 XH CD2,CZ HE2";
    private static final String SUGAR =
            "C5' CH2 O5',C4' H5'',H5'; C4' CH C3',C5',O4' H4'; C3' CH C4',C2',O3' H3'; O3' OH C3',C4' HO3'; "
                    + "O5' OH C5',C4' HO5'; ";
    private static final String RIBOSE = SUGAR + "C2' CH C3',C1',O2' H2'; O2' OH C2',C3' HO2'; ";
    private static final String DEOXYRIBOSE = SUGAR + "C2' CH2 C3',C1' H2',H2''; ";
    private static final String PURINE = "C1' CH C2',O4',N9 H1'; C8 XH N9,N7 H8; ";
    private static final String PYRIMIDINE = "C1' CH C2',O4',N1 H1'; C6 XH N1,C5 H6; ";
    private static final String ADENINE = PURINE + "C2 XH N1,N3 H2; N6 NH2 C6,N1 H61,H62";
    private static final String GUANINE = PURINE + "N1 XH C6,C2 H1; N2 NH2 C2,N3 H21,H22";
    private static final String CYTOSINE = PYRIMIDINE + "C5 XH C4,C6 H5; N4 NH2 C4,N3 H42,H41";
    private static final String URACIL = PYRIMIDINE + "C5 XH C4,C6 H5; N3 XH C2,C4 H3";
    private static final String THYMINE = PYRIMIDINE + "C7 ACH3 C5,C4 H71,H72,H73; N3 XH C2,C4 H3";
    private static final Map<String, List<HydrogenGroup>> NUCLEOTIDES = read(Map.of(
            "A",
            RIBOSE + ADENINE,
            "G",
            RIBOSE + GUANINE,
            "C",
            RIBOSE + CYTOSINE,
            "U",
            RIBOSE + URACIL,
            "DA",
            DEOXYRIBOSE + ADENINE,
            "DG",
            DEOXYRIBOSE + GUANINE,
            "DC",
            DEOXYRIBOSE + CYTOSINE,
            "DT",
            DEOXYRIBOSE + THYMINE,
            "T",
            DEOXYRIBOSE + THYMINE,
            "DU",
            DEOXYRIBOSE + URACIL));
    private static final Map<String, List<HydrogenGroup>> AMINO_ACIDS = readAminoAcids(Map.ofEntries(
            entry("ALA", "CB CH3 CA,N HB1,HB2,HB3"),
            entry(
                    "ARG",
                    BETA + "; CG CH2 CB,CD HG2,HG3; CD CH2 CG,NE HD2,HD3; NE XH CD,CZ HE; "
                            + "NH1 NH2 CZ,NE HH11,HH12; NH2 NH2 CZ,NE HH21,HH22"),
            entry("ASN", BETA + "; ND2 NH2 CG,CB HD21,HD22"),
            entry("ASP", BETA),
            entry("CYS", "CB CH2 CA,SG HB2,HB3; SG OH CB,CA HG"),
            entry("GLN", BETA + "; CG CH2 CB,CD HG2,HG3; NE2 NH2 CD,CG HE21,HE22"),
            entry("GLU", BETA + "; CG CH2 CB,CD HG2,HG3"),
            entry("GLY", ""),
            entry("HIS", BETA + "; ND1 XH CG,CE1 HD1; CD2 XH CG,NE2 HD2; CE1 XH ND1,NE2 HE1; NE2 XH CD2,CE1 HE2"),
            entry(
                    "ILE",
                    "CB CH CA,CG1,CG2 HB; CG1 CH2 CB,CD1 HG12,HG13; CG2 CH3 CB,CA HG21,HG22,HG23; CD1 CH3 CG1,CB HD11,HD12,HD13"),
            entry("LEU", BETA + "; CG CH CB,CD1,CD2 HG; CD1 CH3 CG,CB HD11,HD12,HD13; CD2 CH3 CG,CB HD21,HD22,HD23"),
            entry(
                    "LYS",
                    BETA
                            + "; CG CH2 CB,CD HG2,HG3; CD CH2 CG,CE HD2,HD3; CE CH2 CD,NZ HE2,HE3; NZ NH3 CE,CD HZ1,HZ2,HZ3"),
            entry("MET", BETA + "; CG CH2 CB,SD HG2,HG3; CE CH3 SD,CG HE1,HE2,HE3"),
            entry("PHE", BETA + "; " + PHENYL + "; CZ XH CE1,CE2 HZ"),
            entry("PRO", BETA + "; CG CH2 CB,CD HG2,HG3; CD CH2 CG,N HD2,HD3"),
            entry("SER", "CB CH2 CA,OG HB2,HB3; OG OH CB,CA HG"),
            entry("THR", "CB CH CA,OG1,CG2 HB; OG1 OH CB,CA HG1; CG2 CH3 CB,CA HG21,HG22,HG23"),
            entry(
                    "TRP",
                    BETA
                            + "; CD1 XH CG,NE1 HD1; NE1 XH CD1,CE2 HE1; CE3 XH CD2,CZ3 HE3; CZ2 XH CE2,CH2 HZ2; CZ3 XH CE3,CH2 HZ3; "
                            + "CH2 XH CZ2,CZ3 HH2"),
            entry("TYR", BETA + "; " + PHENYL + "; OH OH CZ,CE1 HH"),
            entry("VAL", "CB CH CA,CG1,CG2 HB; CG1 CH3 CB,CA HG11,HG12,HG13; CG2 CH3 CB,CA HG21,HG22,HG23")));

    private static final Map<String, Map<String, String>> PARENTS = parents();

    /**
     * Hydrogens of a nucleotide, or of the carbons and the side chain of an amino-acid residue, those of N aside; of a
     * modified one those of the residue it comes from, of which it may lack some. Empty for any other.
     */
    static List<HydrogenGroup> of(String residue) {
        List<HydrogenGroup> groups =
                NUCLEOTIDES.containsKey(residue) ? NUCLEOTIDES.get(residue) : AMINO_ACIDS.get(residue);
        String parent = groups == null ? AminoAcids.parent(residue) : null;
        return groups != null ? groups : parent == null ? List.of() : AMINO_ACIDS.get(parent);
    }

    /**
     * The heavy atom that a hydrogen of an amino acid or nucleotide belongs to; null when the residue or the name is
     * not known.
     */
    static String parent(String residue, String hydrogen) {
        Map<String, String> parents = PARENTS.getOrDefault(residue, PARENTS.get(AminoAcids.parent(residue)));
        return parents == null ? null : parents.get(hydrogen);
    }

    private static Map<String, Map<String, String>> parents() {
        Map<String, Map<String, String>> parents = new HashMap<>();
        NUCLEOTIDES.forEach((residue, groups) -> parents.put(residue, parents(groups)));
        AMINO_ACIDS.forEach((residue, groups) -> {
            Map<String, String> own = parents(groups);
            List.of("H", "H1", "H2", "H3").forEach(name -> own.put(name, "N"));
            parents.put(residue, own);
        });
        return parents;
    }

    private static Map<String, String> parents(List<HydrogenGroup> groups) {
        Map<String, String> parents = new HashMap<>();
        groups.forEach(group -> group.hydrogens().forEach(name -> parents.put(name, group.parent())));
        return parents;
    }

    private static Map<String, List<HydrogenGroup>> readAminoAcids(Map<String, String> sideChains) {
        Map<String, String> lines = new HashMap<>();
        sideChains.forEach((name, sideChain) ->
                lines.put(name, (name.equals("GLY") ? "CA CH2 N,C HA2,HA3; " : ALPHA + "; ") + sideChain));
        return read(lines);
    }

    private static Map<String, List<HydrogenGroup>> read(Map<String, String> lines) {
        Map<String, List<HydrogenGroup>> residues = new HashMap<>();
        lines.forEach((name, groups) -> residues.put(
                name,
                Arrays.stream(groups.split("; ")).map(HydrogenGroup::parse).toList()));
        return residues;
    }

    private static HydrogenGroup parse(String text) {
        String[] words = text.split(" ");
        return new HydrogenGroup(
                words[0], CODES.get(words[1]), List.of(words[2].split(",")), List.of(words[3].split(",")));
    }
}
