package org.emconverge.validation;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.emconverge.structure.AminoAcids;

/**
 * The hydrogens of one heavy atom of an amino-acid residue.
 *
 * @param parent the heavy atom
 * @param kind how they lie about it
 * @param references all heavy neighbours of the parent, the one nearer the backbone first; where it has but one, that one and the atom
 *        which torsions are counted from
 * @param hydrogens their names (wwPDB); of a methylene's two the first is on the right looking from the nearer reference to the other
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

    private static final Map<String, Kind> CODES = Map.of("CH", Kind.METHINE, "CH2", Kind.METHYLENE, "CH3", Kind.METHYL, "XH", Kind.PLANAR,
            "NH2", Kind.AMINO, "OH", Kind.HYDROXYL, "NH3", Kind.AMMONIUM);
    private static final String ALPHA = "CA CH N,C,CB HA";
    private static final String BETA = "CB CH2 CA,CG HB2,HB3";
    private static final String PHENYL = "CD1 XH CG,CE1 HD1; CD2 XH CG,CE2 HD2; CE1 XH CD1,CZ HE1; CE2 XH CD2,CZ HE2";
    private static final Map<String, List<HydrogenGroup>> RESIDUES = read(Map.ofEntries(
            entry("ALA", "CB CH3 CA,N HB1,HB2,HB3"),
            entry("ARG", BETA + "; CG CH2 CB,CD HG2,HG3; CD CH2 CG,NE HD2,HD3; NE XH CD,CZ HE; "
                    + "NH1 NH2 CZ,NE HH11,HH12; NH2 NH2 CZ,NE HH21,HH22"),
            entry("ASN", BETA + "; ND2 NH2 CG,CB HD21,HD22"),
            entry("ASP", BETA),
            entry("CYS", "CB CH2 CA,SG HB2,HB3; SG OH CB,CA HG"),
            entry("GLN", BETA + "; CG CH2 CB,CD HG2,HG3; NE2 NH2 CD,CG HE21,HE22"),
            entry("GLU", BETA + "; CG CH2 CB,CD HG2,HG3"),
            entry("GLY", ""),
            entry("HIS", BETA + "; ND1 XH CG,CE1 HD1; CD2 XH CG,NE2 HD2; CE1 XH ND1,NE2 HE1; NE2 XH CD2,CE1 HE2"),
            entry("ILE", "CB CH CA,CG1,CG2 HB; CG1 CH2 CB,CD1 HG12,HG13; CG2 CH3 CB,CA HG21,HG22,HG23; CD1 CH3 CG1,CB HD11,HD12,HD13"),
            entry("LEU", BETA + "; CG CH CB,CD1,CD2 HG; CD1 CH3 CG,CB HD11,HD12,HD13; CD2 CH3 CG,CB HD21,HD22,HD23"),
            entry("LYS", BETA + "; CG CH2 CB,CD HG2,HG3; CD CH2 CG,CE HD2,HD3; CE CH2 CD,NZ HE2,HE3; NZ NH3 CE,CD HZ1,HZ2,HZ3"),
            entry("MET", BETA + "; CG CH2 CB,SD HG2,HG3; CE CH3 SD,CG HE1,HE2,HE3"),
            entry("MSE", BETA + "; CG CH2 CB,SE HG2,HG3; CE CH3 SE,CG HE1,HE2,HE3"),
            entry("PHE", BETA + "; " + PHENYL + "; CZ XH CE1,CE2 HZ"),
            entry("PRO", BETA + "; CG CH2 CB,CD HG2,HG3; CD CH2 CG,N HD2,HD3"),
            entry("SER", "CB CH2 CA,OG HB2,HB3; OG OH CB,CA HG"),
            entry("THR", "CB CH CA,OG1,CG2 HB; OG1 OH CB,CA HG1; CG2 CH3 CB,CA HG21,HG22,HG23"),
            entry("TRP", BETA + "; CD1 XH CG,NE1 HD1; NE1 XH CD1,CE2 HE1; CE3 XH CD2,CZ3 HE3; CZ2 XH CE2,CH2 HZ2; CZ3 XH CE3,CH2 HZ3; "
                    + "CH2 XH CZ2,CZ3 HH2"),
            entry("TYR", BETA + "; " + PHENYL + "; OH OH CZ,CE1 HH"),
            entry("VAL", "CB CH CA,CG1,CG2 HB; CG1 CH3 CB,CA HG11,HG12,HG13; CG2 CH3 CB,CA HG21,HG22,HG23")));

    private static final Map<String, Map<String, String>> PARENTS = parents();

    /**
     * Hydrogens of the carbons and of the side chain of an amino-acid residue, those of N aside; of a modified one those of the residue it
     * comes from, of which it may lack some. Empty for any other.
     */
    static List<HydrogenGroup> of(String residue) {
        List<HydrogenGroup> groups = RESIDUES.get(residue);
        String parent = groups == null ? AminoAcids.parent(residue) : null;
        return groups != null ? groups : parent == null ? List.of() : RESIDUES.get(parent);
    }

    /** The heavy atom that a hydrogen of an amino-acid residue belongs to; null when the residue or the name is not known. */
    static String parent(String residue, String hydrogen) {
        Map<String, String> parents = PARENTS.get(residue);
        return parents == null ? null : parents.get(hydrogen);
    }

    private static Map<String, Map<String, String>> parents() {
        Map<String, Map<String, String>> parents = new HashMap<>();
        RESIDUES.forEach((residue, groups) -> {
            Map<String, String> own = new HashMap<>();
            List.of("H", "H1", "H2", "H3").forEach(name -> own.put(name, "N"));
            groups.forEach(group -> group.hydrogens().forEach(name -> own.put(name, group.parent())));
            parents.put(residue, own);
        });
        return parents;
    }

    private static Map<String, List<HydrogenGroup>> read(Map<String, String> lines) {
        Map<String, List<HydrogenGroup>> residues = new HashMap<>();
        lines.forEach((name, sideChain) -> {
            List<HydrogenGroup> groups = new ArrayList<>();
            groups.add(parse(name.equals("GLY") ? "CA CH2 N,C HA2,HA3" : ALPHA));
            Arrays.stream(sideChain.split("; ")).filter(text -> !text.isEmpty()).map(HydrogenGroup::parse).forEach(groups::add);
            residues.put(name, List.copyOf(groups));
        });
        return residues;
    }

    private static HydrogenGroup parse(String text) {
        String[] words = text.split(" ");
        return new HydrogenGroup(words[0], CODES.get(words[1]), List.of(words[2].split(",")), List.of(words[3].split(",")));
    }
}
