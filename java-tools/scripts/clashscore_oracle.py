#!/usr/bin/env python3
"""Clashscores of cctbx (reduce2 and probe2) for models, to compare emtools with. For development only.

    python clashscore_oracle.py LIBRARY MODEL... > clashscores.csv

Needs the Python package cctbx-base. LIBRARY is a CCP4 monomer library of the present style (amino acids in their free
form, acedrg). cctbx wants the older style: residues as in a chain, hydrogens at the electron cloud's centre,
modifications of the chain's ends, Probe's radii. The script writes such a library into a temporary folder, from LIBRARY
and from the conventions below, and runs mmtbx.validation.clashscore2 with it.
src/test/resources/org/emconverge/validation/clashscores.csv was made so from clashing-chain.pdb beside it and from
models of the shared data (--runs plain,flips). With --hydrogens FOLDER the models with hydrogens are written there too,
with --pairs FILE the clashing pairs.
"""

import argparse
import gzip
import json
import os
import re
import tempfile

from amino_acids import NAMES

# Electron-cloud X-H distances in Å: Deis et al. (2013), Comput. Cryst. Newsl. 4, 9.
DISTANCES = {"C": 0.97, "aromatic": 0.93, "N": 0.86, "NT3": 0.89, "O": 0.84, "S": 1.20}
# van der Waals radii in Å of Probe: Word et al. (1999), J. Mol. Biol. 285, 1711; hydrogens as Deis et al. (2013).
RADII = {"C": 1.70, "aromatic": 1.75, "N": 1.55, "O": 1.40, "S": 1.80, "P": 1.80}
MODIFICATIONS = """
data_mod_NH3
loop_
_chem_mod_atom.mod_id
_chem_mod_atom.function
_chem_mod_atom.atom_id
_chem_mod_atom.new_atom_id
_chem_mod_atom.new_type_symbol
_chem_mod_atom.new_type_energy
_chem_mod_atom.new_partial_charge
NH3 change N N . NT3 0
NH3 add . H1 H HNT3 0
NH3 add . H2 H HNT3 0
NH3 add . H3 H HNT3 0
NH3 delete H . . . 0
loop_
_chem_mod_bond.mod_id
_chem_mod_bond.function
_chem_mod_bond.atom_id_1
_chem_mod_bond.atom_id_2
_chem_mod_bond.new_type
_chem_mod_bond.new_value_dist
_chem_mod_bond.new_value_dist_esd
_chem_mod_bond.new_value_dist_neutron
NH3 add N H1 single 0.89 0.02 1.04
NH3 add N H2 single 0.89 0.02 1.04
NH3 add N H3 single 0.89 0.02 1.04
loop_
_chem_mod_angle.mod_id
_chem_mod_angle.function
_chem_mod_angle.atom_id_1
_chem_mod_angle.atom_id_2
_chem_mod_angle.atom_id_3
_chem_mod_angle.new_value_angle
_chem_mod_angle.new_value_angle_esd
NH3 add H1 N CA 109.47 3
NH3 add H2 N CA 109.47 3
NH3 add H3 N CA 109.47 3
NH3 add H1 N H2 109.47 3
NH3 add H1 N H3 109.47 3
NH3 add H2 N H3 109.47 3

data_mod_NH2
loop_
_chem_mod_atom.mod_id
_chem_mod_atom.function
_chem_mod_atom.atom_id
_chem_mod_atom.new_atom_id
_chem_mod_atom.new_type_symbol
_chem_mod_atom.new_type_energy
_chem_mod_atom.new_partial_charge
NH2 change N N . NT2 0
NH2 add . H2 H HNT2 0
NH2 add . H3 H HNT2 0
loop_
_chem_mod_bond.mod_id
_chem_mod_bond.function
_chem_mod_bond.atom_id_1
_chem_mod_bond.atom_id_2
_chem_mod_bond.new_type
_chem_mod_bond.new_value_dist
_chem_mod_bond.new_value_dist_esd
_chem_mod_bond.new_value_dist_neutron
NH2 add N H2 single 0.89 0.02 1.04
NH2 add N H3 single 0.89 0.02 1.04
loop_
_chem_mod_angle.mod_id
_chem_mod_angle.function
_chem_mod_angle.atom_id_1
_chem_mod_angle.atom_id_2
_chem_mod_angle.atom_id_3
_chem_mod_angle.new_value_angle
_chem_mod_angle.new_value_angle_esd
NH2 add H2 N CA 109.47 3
NH2 add H3 N CA 109.47 3
NH2 add H2 N CD 109.47 3
NH2 add H3 N CD 109.47 3
NH2 add H2 N H3 109.47 3

data_mod_COO
loop_
_chem_mod_atom.mod_id
_chem_mod_atom.function
_chem_mod_atom.atom_id
_chem_mod_atom.new_atom_id
_chem_mod_atom.new_type_symbol
_chem_mod_atom.new_type_energy
_chem_mod_atom.new_partial_charge
COO change O O . OC 0
COO add . OXT O OC 0
loop_
_chem_mod_bond.mod_id
_chem_mod_bond.function
_chem_mod_bond.atom_id_1
_chem_mod_bond.atom_id_2
_chem_mod_bond.new_type
_chem_mod_bond.new_value_dist
_chem_mod_bond.new_value_dist_esd
_chem_mod_bond.new_value_dist_neutron
COO add C OXT single 1.231 0.02 1.231
loop_
_chem_mod_angle.mod_id
_chem_mod_angle.function
_chem_mod_angle.atom_id_1
_chem_mod_angle.atom_id_2
_chem_mod_angle.atom_id_3
_chem_mod_angle.new_value_angle
_chem_mod_angle.new_value_angle_esd
COO add CA C OXT 117 3
COO add O C OXT 126 3
"""


def without_block(text, name):
    start = text.find("\n" + name + "\n")
    end = text.find("\ndata_", start + 1)
    return text if start < 0 else text[:start] + text[end:]


def loop(category, names, rows):
    lines = ["loop_"] + [f"_{category}.{name}" for name in names]
    return "\n".join(lines + [" ".join(str(value) for value in row) for row in rows]) + "\n\n"


def rows_of(block, category, names):
    columns = [block.get(f"_{category}.{name}", []) for name in names]
    return [list(row) for row in zip(*columns)]


def hydrogen_type(parent):
    if parent.startswith("CR1") and parent != "CR1":
        return "HCR6"
    return {"C": "HCH1", "N": "HNH1", "O": "HOH1", "S": "HSH1"}.get(parent[0]) if parent != "NT3" else "HNT3"


def methylene_names(hydrogens):
    """cctbx expects the hydrogens of CH2 as 1 and 2, as before 2007, and renames them to 2 and 3 itself."""
    names = {}
    for hydrogen in hydrogens:
        stem = hydrogen[:-1]
        if hydrogen.endswith("3") and stem + "2" in hydrogens and stem + "1" not in hydrogens and stem != "H":
            names.update({stem + "2": stem + "1", stem + "3": stem + "2"})
    return names


def chain_residue(path, name):
    """A residue of a chain from the free amino acid of the library."""
    import iotbx.cif

    block = iotbx.cif.reader(file_path=path).model()[f"comp_{name}"]
    backbone_nitrogen = "N" if name == "PRO" else "NH1"
    dropped = {"H2", "H3", "OXT", "HXT"} | ({"H"} if name == "PRO" else set())
    atoms = [
        row
        for row in rows_of(block, "chem_comp_atom", ("atom_id", "type_symbol", "type_energy"))
        if row[0] not in dropped
    ]
    methylenes = methylene_names({row[0] for row in atoms if row[1] == "H"})
    energy = {atom: backbone_nitrogen if atom == "N" else kind for atom, symbol, kind in atoms}
    element = {atom: symbol for atom, symbol, kind in atoms}
    bonds = rows_of(block, "chem_comp_bond", ("atom_id_1", "atom_id_2", "value_dist"))
    bonds = [bond for bond in bonds if not dropped & set(bond[:2])]
    for i, (first, second, _) in enumerate(bonds):
        hydrogen, parent = (first, second) if element[first] == "H" else (second, first)
        if element[hydrogen] == "H":
            energy[hydrogen] = "HCH2" if hydrogen in methylenes else hydrogen_type(energy[parent])
            kind = (
                "aromatic"
                if energy[hydrogen] == "HCR6"
                else energy[parent]
                if energy[parent] == "NT3"
                else element[parent]
            )
            bonds[i][2] = DISTANCES[kind]
    angles = rows_of(block, "chem_comp_angle", ("atom_id_1", "atom_id_2", "atom_id_3", "value_angle"))
    angles = [angle for angle in angles if not dropped & set(angle[:3])]
    for angle in angles:
        if angle[1] == "N" and "H" in angle[:3]:
            angle[3] = 114.0
    tors = rows_of(
        block,
        "chem_comp_tor",
        ("id", "atom_id_1", "atom_id_2", "atom_id_3", "atom_id_4", "value_angle", "value_angle_esd", "period"),
    )
    tors = [tor for tor in tors if not dropped & set(tor[1:5]) and not tor[0].startswith("sp")]
    chirs = rows_of(
        block, "chem_comp_chir", ("id", "atom_id_centre", "atom_id_1", "atom_id_2", "atom_id_3", "volume_sign")
    )
    planes = rows_of(block, "chem_comp_plane_atom", ("plane_id", "atom_id", "dist_esd"))
    planes = [plane for plane in planes if plane[1] not in dropped]
    counts = {plane[0]: sum(other[0] == plane[0] for other in planes) for plane in planes}
    planes = [plane for plane in planes if counts[plane[0]] > 3]
    add = lambda rows: [[name, *(methylenes.get(value, value) for value in row)] for row in rows]
    text = "data_comp_list\n" + loop(
        "chem_comp",
        ("id", "three_letter_code", "name", "group", "number_atoms_all", "number_atoms_nh", "desc_level"),
        [[name, name, name, "L-peptide", len(atoms), sum(symbol != "H" for _, symbol, _ in atoms), "."]],
    )
    text += f"data_comp_{name}\n"
    text += loop(
        "chem_comp_atom",
        ("comp_id", "atom_id", "type_symbol", "type_energy", "partial_charge"),
        add([atom, symbol, energy[atom], 0] for atom, symbol, _ in atoms),
    )
    text += loop(
        "chem_comp_bond",
        ("comp_id", "atom_id_1", "atom_id_2", "type", "value_dist", "value_dist_esd"),
        add([a, b, "coval", distance, 0.02] for a, b, distance in bonds),
    )
    text += loop(
        "chem_comp_angle",
        ("comp_id", "atom_id_1", "atom_id_2", "atom_id_3", "value_angle", "value_angle_esd"),
        add([a, b, c, value, 3] for a, b, c, value in angles),
    )
    if tors:
        text += loop(
            "chem_comp_tor",
            (
                "comp_id",
                "id",
                "atom_id_1",
                "atom_id_2",
                "atom_id_3",
                "atom_id_4",
                "value_angle",
                "value_angle_esd",
                "period",
            ),
            add(tors),
        )
    if chirs:
        text += loop(
            "chem_comp_chir",
            ("comp_id", "id", "atom_id_centre", "atom_id_1", "atom_id_2", "atom_id_3", "volume_sign"),
            add([*chir[:5], {"positive": "positiv", "negative": "negativ"}.get(chir[5], chir[5])] for chir in chirs),
        )
    if planes:
        text += loop("chem_comp_plane_atom", ("comp_id", "plane_id", "atom_id", "dist_esd"), add(planes))
    return text


def energy_library(path):
    """The library's atom types with Probe's radii."""
    lines = []
    for line in open(path):
        fields = line.split()
        if len(fields) == 9 and not line.startswith(("_", "#")):
            kind, element = fields[0], fields[6]
            if element == "H":
                fields[3] = (
                    1.22 if kind.startswith("HC") and not kind.startswith("HCR") else 1.05 if kind != "H" else 1.22
                )
            elif kind == "C":
                fields[3] = 1.65
            else:
                fields[3] = (
                    RADII["aromatic" if kind.startswith("CR") and kind not in ("CR1", "CR1H") else element]
                    if element in RADII
                    else fields[3]
                )
            if kind == "N":
                fields[2] = "N"
        lines.append(" ".join(str(field) for field in fields))
    return "\n".join(lines) + "\n"


def write_library(source, folder):
    for name in NAMES:
        letter = name[0].lower()
        os.makedirs(os.path.join(folder, letter), exist_ok=True)
        with open(os.path.join(folder, letter, name + ".cif"), "w") as out:
            out.write(chain_residue(os.path.join(source, letter, name + ".cif"), name))
    os.makedirs(os.path.join(folder, "list"))
    text = open(os.path.join(source, "list", "mon_lib_list.cif")).read()
    for block in ("data_mod_NH3", "data_mod_NH2", "data_mod_NH1", "data_mod_COO"):
        text = without_block(text, block)
    for modification in (
        "DEL-OXT",
        "DEL-HN1",
        "DEL-HNP",
    ):  # they make chain residues of free amino acids; these are that already
        text = text.replace(f" {modification} peptide ", " . peptide ").replace(
            f" {modification} P-peptide ", " . P-peptide "
        )
    # the peptide link as in cctbx's own library: C-N-CA 121.7°, C-N-H 124.3°, H-N-CA 114°
    text = re.sub(r"^((?:TRANS|CIS) 1 C 2 N 2 H) .*$", r"\1 124.3 3.0", text, flags=re.MULTILINE)
    text = re.sub(r"^((?:TRANS|CIS) 1 C 2 N 2 CA) \d.*$", r"\1 121.7 1.8", text, flags=re.MULTILINE)
    with open(os.path.join(folder, "list", "mon_lib_list.cif"), "w") as out:
        out.write(text + MODIFICATIONS)
    with open(os.path.join(folder, "ener_lib.cif"), "w") as out:
        out.write(energy_library(os.path.join(source, "ener_lib.cif")))


def amino_acids(path):
    """The file's twenty amino acids: of the rest the library knows nothing."""
    opened = gzip.open(path, "rt") if path.endswith(".gz") else open(path)
    with opened as lines:
        return "".join(
            line
            for line in lines
            if line.startswith(("ATOM", "HETATM", "TER")) and (line[17:20] in NAMES or line.startswith("TER"))
        )


def clashscore(path, flips, keep, hydrogens):
    import iotbx.phil
    from iotbx.data_manager import DataManager
    from mmtbx.probe import Helpers
    from mmtbx.validation import clashscore2

    probe = iotbx.phil.parse(Helpers.probe_phil_parameters).extract().probe
    manager = DataManager(["model", "phil"])
    manager.process_model_str(path, amino_acids(path))
    written = []
    original = clashscore2.check_and_add_hydrogen

    def added(*args, **kwargs):
        result = original(*args, **kwargs)
        written.append(result[0].model_as_pdb())
        return result

    clashscore2.check_and_add_hydrogen = added
    try:
        result = clashscore2.clashscore2(probe, manager, keep_hydrogens=keep, do_flips=flips, out=open(os.devnull, "w"))
    finally:
        clashscore2.check_and_add_hydrogen = original
    if hydrogens:
        name = os.path.basename(path).split(".")[0] + ("_flips" if flips else "") + ("_kept" if keep else "") + ".pdb"
        parent = os.path.basename(os.path.dirname(path))
        with open(os.path.join(hydrogens, parent + "_" + name), "w") as out:
            out.write(written[-1])
    run = result.probe_clashscore_manager
    return {
        "clashscore": round(result.clashscore, 3),
        "atoms": run.n_atoms,
        "clashes": run.n_clashes,
        "pairs": sorted(
            [clash.atoms_info[0].id_str().strip(), clash.atoms_info[1].id_str().strip(), round(clash.overlap, 3)]
            for clash in result.results
        ),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("library")
    parser.add_argument("models", nargs="+")
    parser.add_argument("--hydrogens", help="folder for the models with hydrogens")
    parser.add_argument("--pairs", help="JSON file for the clashing pairs")
    parser.add_argument("--runs", default="plain,flips", help="any of plain, flips, kept (the file's own hydrogens)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        write_library(options.library, folder)
        os.environ["MMTBX_CCP4_MONOMER_LIB"] = os.environ["CLIBD_MON"] = folder
        import mmtbx.hydrogens.reduce_hydrogen as placement

        # There is no dictionary of chemical components: the heavy neighbours of N in an amino acid are known.
        placement.bonds_in_restraints = (
            lambda atom, exclude_hydrogens=False: ["CA", "CD"] if atom.parent().resname == "PRO" else ["CA"]
        )
        results = {}
        for model in options.models:
            results[model] = {
                run: clashscore(model, run == "flips", run == "kept", options.hydrogens)
                for run in options.runs.split(",")
            }
        print("model,run,atoms,clashes,clashscore")
        for model, runs in results.items():
            for run, value in runs.items():
                print(f"{model},{run},{value['atoms']},{value['clashes']},{value['clashscore']}")
        if options.pairs:
            with open(options.pairs, "w") as out:
                json.dump(results, out, indent=1)


if __name__ == "__main__":
    main()
