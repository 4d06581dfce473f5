package org.emconverge.validation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A monomer library in the CCP4 layout with round numbers, for tests: a free glycine, the same under the name of
 * sarcosine, which has no standard ideals, the peptide links, and what they change.
 */
public final class TestLibrary {
    private TestLibrary() {}

    public static void write(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("list"));
        Files.createDirectories(folder.resolve("g"));
        Files.createDirectories(folder.resolve("s"));
        String glycine = """
                data_comp_list
                loop_
                _chem_comp.id
                GLY
                data_comp_GLY
                loop_
                _chem_comp_atom.comp_id
                _chem_comp_atom.atom_id
                _chem_comp_atom.type_symbol
                GLY N N
                GLY CA C
                GLY C C
                GLY O O
                GLY HA2 H
                loop_
                _chem_comp_bond.comp_id
                _chem_comp_bond.atom_id_1
                _chem_comp_bond.atom_id_2
                _chem_comp_bond.value_dist
                _chem_comp_bond.value_dist_esd
                GLY N CA 1.50 0.01
                GLY CA C 1.50 0.01
                GLY C O 1.25 0.01
                GLY CA HA2 1.00 0.01
                loop_
                _chem_comp_angle.comp_id
                _chem_comp_angle.atom_id_1
                _chem_comp_angle.atom_id_2
                _chem_comp_angle.atom_id_3
                _chem_comp_angle.value_angle
                _chem_comp_angle.value_angle_esd
                GLY N CA C 90.0 2.0
                GLY CA C O 90.0 2.0
                """;
        Files.writeString(folder.resolve("g/GLY.cif"), glycine);
        Files.writeString(folder.resolve("s/SAR.cif"), glycine.replace("GLY", "SAR"));
        StringBuilder list = new StringBuilder("""
                data_link_list
                loop_
                _chem_link.id
                _chem_link.mod_id_1
                _chem_link.mod_id_2
                """);
        for (String link : List.of("TRANS", "CIS", "PTRANS", "PCIS")) {
            list.append(link).append(" DEL-OXT DEL-HN1\n");
        }
        list.append("""
                data_mod_DEL-OXT
                loop_
                _chem_mod_bond.mod_id
                _chem_mod_bond.atom_id_1
                _chem_mod_bond.atom_id_2
                _chem_mod_bond.new_value_dist
                _chem_mod_bond.new_value_dist_esd
                DEL-OXT C OXT . .
                DEL-OXT O C 1.20 0.01
                data_mod_DEL-HN1
                loop_
                _chem_mod_angle.mod_id
                _chem_mod_angle.atom_id_1
                _chem_mod_angle.atom_id_2
                _chem_mod_angle.atom_id_3
                _chem_mod_angle.new_value_angle
                _chem_mod_angle.new_value_angle_esd
                DEL-HN1 C CA N 91.0 2.0
                """);
        for (String link : List.of("TRANS", "CIS", "PTRANS", "PCIS")) {
            list.append("""
                    data_link_%s
                    loop_
                    _chem_link_bond.link_id
                    _chem_link_bond.atom_1_comp_id
                    _chem_link_bond.atom_id_1
                    _chem_link_bond.atom_2_comp_id
                    _chem_link_bond.atom_id_2
                    _chem_link_bond.value_dist
                    _chem_link_bond.value_dist_esd
                    %s 1 C 2 N 1.33 0.01
                    loop_
                    _chem_link_angle.link_id
                    _chem_link_angle.atom_1_comp_id
                    _chem_link_angle.atom_id_1
                    _chem_link_angle.atom_2_comp_id
                    _chem_link_angle.atom_id_2
                    _chem_link_angle.atom_3_comp_id
                    _chem_link_angle.atom_id_3
                    _chem_link_angle.value_angle
                    _chem_link_angle.value_angle_esd
                    %s 1 CA 1 C 2 N 90.0 2.0
                    """.formatted(link, link, link));
        }
        Files.writeString(folder.resolve("list/mon_lib_list.cif"), list);
    }

    /**
     * Adds an alanine and a leucine with the ideal values of {@code internal-coordinates.csv}, a chiral centre each,
     * and the plane of a carboxyl group; and the plane of the trans peptide.
     */
    public static void writeRealistic(Path folder) throws IOException {
        write(folder);
        Files.createDirectories(folder.resolve("a"));
        Files.createDirectories(folder.resolve("l"));
        Files.writeString(folder.resolve("a/ALA.cif"), component("ALA", "", "", ""));
        Files.writeString(
                folder.resolve("l/LEU.cif"),
                component(
                                "LEU",
                                "LEU CG C\nLEU CD1 C\nLEU CD2 C\n",
                                "LEU CB CG 1.53 0.02\nLEU CG CD1 1.521 0.02\nLEU CG CD2 1.521 0.02\n",
                                "LEU CB CG CD1 110.7 3\nLEU CB CG CD2 110.7 3\nLEU CD1 CG CD2 110.8 3\n")
                        + "LEU chir_2 CG CB CD1 CD2 both\n");
        Path list = folder.resolve("list/mon_lib_list.cif");
        Files.writeString(
                list,
                Files.readString(list)
                        .replace("1 CA 1 C 2 N 90.0", "1 CA 1 C 2 N 116.2")
                        .replace("C CA N 91.0", "C CA N 111.0")
                        .replace("O C 1.20 0.01", "O C 1.231 0.02")
                        .replace("data_link_CIS", """
                loop_
                _chem_link_plane.link_id
                _chem_link_plane.plane_id
                _chem_link_plane.atom_comp_id
                _chem_link_plane.atom_id
                _chem_link_plane.dist_esd
                TRANS plan-1 1 CA 0.02
                TRANS plan-1 1 C 0.02
                TRANS plan-1 1 O 0.02
                TRANS plan-1 2 N 0.02
                data_link_CIS"""));
    }

    private static String component(String name, String atoms, String bonds, String angles) {
        String text = """
                data_comp_list
                loop_
                _chem_comp.id
                ALA
                data_comp_ALA
                loop_
                _chem_comp_atom.comp_id
                _chem_comp_atom.atom_id
                _chem_comp_atom.type_symbol
                ALA N N
                ALA CA C
                ALA C C
                ALA O O
                ALA OXT O
                ALA CB C
                """ + atoms + """
                loop_
                _chem_comp_bond.comp_id
                _chem_comp_bond.atom_id_1
                _chem_comp_bond.atom_id_2
                _chem_comp_bond.value_dist
                _chem_comp_bond.value_dist_esd
                ALA N CA 1.458 0.02
                ALA CA C 1.525 0.02
                ALA C O 1.231 0.02
                ALA CA CB 1.53 0.02
                """ + bonds + """
                loop_
                _chem_comp_angle.comp_id
                _chem_comp_angle.atom_id_1
                _chem_comp_angle.atom_id_2
                _chem_comp_angle.atom_id_3
                _chem_comp_angle.value_angle
                _chem_comp_angle.value_angle_esd
                ALA N CA C 111 3
                ALA N CA CB 110.5 3
                ALA C CA CB 110.1 3
                ALA CA C O 120.5 3
                """ + angles + """
                loop_
                _chem_comp_plane_atom.comp_id
                _chem_comp_plane_atom.plane_id
                _chem_comp_plane_atom.atom_id
                _chem_comp_plane_atom.dist_esd
                ALA plan-1 CA 0.02
                ALA plan-1 C 0.02
                ALA plan-1 O 0.02
                ALA plan-1 OXT 0.02
                loop_
                _chem_comp_chir.comp_id
                _chem_comp_chir.id
                _chem_comp_chir.atom_id_centre
                _chem_comp_chir.atom_id_1
                _chem_comp_chir.atom_id_2
                _chem_comp_chir.atom_id_3
                _chem_comp_chir.volume_sign
                ALA chir_1 CA N C CB positive
                """;
        return text.replace("ALA", name);
    }
}
