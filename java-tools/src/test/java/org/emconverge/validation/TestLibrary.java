package org.emconverge.validation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A monomer library in the CCP4 layout with round numbers, for tests: a free glycine, the peptide links, and what they change. */
public final class TestLibrary {
    private TestLibrary() {
    }

    public static void write(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("list"));
        Files.createDirectories(folder.resolve("g"));
        Files.writeString(folder.resolve("g/GLY.cif"), """
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
                """);
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
}
