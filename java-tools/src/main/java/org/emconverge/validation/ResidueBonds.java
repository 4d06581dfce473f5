package org.emconverge.validation;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Bonds between the heavy atoms of the twenty amino acids and MSE: in a strained model distances would not tell. */
final class ResidueBonds {
    private static final String BACKBONE = "N-CA CA-C C-O C-OXT";
    private static final String PHENYL = "CA-CB CB-CG CG-CD1 CG-CD2 CD1-CE1 CD2-CE2 CE1-CZ CE2-CZ";
    private static final Map<String, List<String[]>> BONDS = read(Map.ofEntries(
            entry("ALA", "CA-CB"),
            entry("ARG", "CA-CB CB-CG CG-CD CD-NE NE-CZ CZ-NH1 CZ-NH2"),
            entry("ASN", "CA-CB CB-CG CG-OD1 CG-ND2"),
            entry("ASP", "CA-CB CB-CG CG-OD1 CG-OD2"),
            entry("CYS", "CA-CB CB-SG"),
            entry("GLN", "CA-CB CB-CG CG-CD CD-OE1 CD-NE2"),
            entry("GLU", "CA-CB CB-CG CG-CD CD-OE1 CD-OE2"),
            entry("GLY", ""),
            entry("HIS", "CA-CB CB-CG CG-ND1 CG-CD2 ND1-CE1 CD2-NE2 CE1-NE2"),
            entry("ILE", "CA-CB CB-CG1 CB-CG2 CG1-CD1"),
            entry("LEU", "CA-CB CB-CG CG-CD1 CG-CD2"),
            entry("LYS", "CA-CB CB-CG CG-CD CD-CE CE-NZ"),
            entry("MET", "CA-CB CB-CG CG-SD SD-CE"),
            entry("MSE", "CA-CB CB-CG CG-SE SE-CE CG-SD SD-CE"),
            entry("PHE", PHENYL),
            entry("PRO", "CA-CB CB-CG CG-CD CD-N"),
            entry("SER", "CA-CB CB-OG"),
            entry("THR", "CA-CB CB-OG1 CB-CG2"),
            entry("TRP", "CA-CB CB-CG CG-CD1 CG-CD2 CD1-NE1 NE1-CE2 CD2-CE2 CD2-CE3 CE2-CZ2 CE3-CZ3 CZ2-CH2 CZ3-CH2"),
            entry("TYR", PHENYL + " CZ-OH"),
            entry("VAL", "CA-CB CB-CG1 CB-CG2")));

    private static final Map<String, Set<String>> NAMES = new HashMap<>();

    static {
        BONDS.forEach((residue, bonds) ->
                NAMES.put(residue, bonds.stream().flatMap(Arrays::stream).collect(Collectors.toSet())));
    }

    private ResidueBonds() {}

    /** Pairs of atom names, some of which a residue may lack; null for a residue that is not known. */
    static List<String[]> of(String residue) {
        return BONDS.get(residue);
    }

    /** Whether a residue's bonds tell of an atom. */
    static boolean isKnown(String residue, String atom) {
        return NAMES.getOrDefault(residue, Set.of()).contains(atom);
    }

    private static Map<String, List<String[]>> read(Map<String, String> sideChains) {
        Map<String, List<String[]>> bonds = new HashMap<>();
        sideChains.forEach((name, sideChain) -> bonds.put(
                name,
                new ArrayList<>(Stream.concat(
                                Arrays.stream(BACKBONE.split(" ")),
                                Arrays.stream(sideChain.split(" ")).filter(text -> !text.isEmpty()))
                        .map(text -> text.split("-"))
                        .toList())));
        return bonds;
    }
}
