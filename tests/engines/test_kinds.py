"""Nucleic acids, ions, ligands, sugars and modified residues in the completer and the sampler."""

import json
from pathlib import Path

import gemmi
import numpy as np
import pytest
from conftest import add_chain, atoms_of, heavy, new_structure, program, simulated_map, succeed, write
from made_models import add_residues, component, link, residue_of, strand, with_ligand

from emconverge_engines.facts import UNIDENTIFIED
from emconverge_engines.kinds import Kind, kind_of
from emconverge_engines.models import segments
from emconverge_engines.sampler.chemistry import Chemistry, chemistry_of
from emconverge_engines.sampler.contacts import contacts_of

PEPTIDE = ["ALA", "GLY", "ASN", "SER", "ALA", "GLY"]


def completed(structure, folder, *options):
    """The completed model, and what components.json says: (path, record)."""
    start, model = write(structure, folder / "start.cif"), folder / "model.cif"
    files = ("--json", folder / "added.json", "--components", folder / "components.json")
    succeed("complete_model.py", "--model", start, "--out", model, *files, *options)
    return model, json.loads((folder / "components.json").read_text())


def set_up(model, folder, *options, resolution=2.5, density=None, name="system"):
    """The folder that setup makes."""
    density = density or simulated_map(model, folder / "map.mrc", spacing=0.8)
    where = ("--map", density, "--resolution", resolution, "--out", folder / name)
    succeed("sample_openmm.py", "setup", "--model", model, *where, *options)
    return folder / name


def sampled(system, folder, seed=1, moves="none", name="out"):
    """The model of a seed."""
    words = ("--system", system, "--seeds", seed, "--moves", moves, "--out", folder / name)
    succeed("sample_openmm.py", "sample", *words)
    dropped = (folder / name / "dropped.csv").read_text().splitlines()
    assert len(dropped) == 1, dropped
    return folder / name / f"model_{seed:04d}.cif"


def rmsd(model, truth, residue):
    """Å, of the heavy atoms of a residue (chain, number, name) in two files."""
    first, second = heavy(atoms_of(model)), heavy(atoms_of(truth))
    keys = [key for key in second if key[:3] == residue]
    assert keys
    return float(np.sqrt(np.mean([np.sum((first[key] - second[key]) ** 2) for key in keys])))


def residues_in(path):
    """(chain, number, name) of every residue of a file, in its order."""
    return list(dict.fromkeys(key[:3] for key in atoms_of(path)))


@pytest.fixture(scope="module")
def rna(monomer_library, tmp_path_factory):
    """A strand of RNA of which a base lacks atoms, completed, and its set-up: (model, system, folder)."""
    folder = tmp_path_factory.mktemp("rna")
    structure = new_structure()
    add_residues(structure, "R", strand(monomer_library, ["G", "C", "A", "U", "G", "A"]))
    for name in ("C6", "N6", "N1"):
        structure[0]["R"][2].remove_atom(name, "\0", gemmi.Element(name[0]))
    structure[0]["R"][1].find_atom("OP1", "*").name = "O1P"
    model, record = completed(structure, folder)
    assert record["kinds"] == {"nucleic": 6} and not record["left_out"]
    (added,) = json.loads((folder / "added.json").read_text())
    assert (added["chain"], added["resnum"], sorted(added["atoms"])) == ("R", 3, ["C6", "N1", "N6"])
    return model, set_up(model, folder), folder


def test_rna_is_sampled_near_its_density_and_the_same_each_time(rna):
    model, system, folder = rna
    first, second = (sampled(system, folder, name=name) for name in ("one", "two"))
    assert first.read_bytes() == second.read_bytes()
    assert sorted(heavy(atoms_of(first))) == sorted(heavy(atoms_of(model)))
    assert ("R", "2", "C", "OP1") in atoms_of(first)
    assert max(rmsd(first, model, residue) for residue in residues_in(model)) < 1.0
    assert json.loads((system / "setup.json").read_text())["kinds"] == {"nucleic": 6}


def test_the_hands_of_sugars_are_checked(rna):
    with np.load(rna[1] / "start.npz") as arrays:
        labels = list(arrays["centre_labels"])
    wanted = ["C2' of R 1 (G)", "C3' of R 1 (G)", "C4' of R 1 (G)", "C1' of R 1 (G)"]
    assert labels[:4] == wanted and len(labels) == 24


def test_phosphorus_feels_the_density_by_its_atomic_number(rna):
    with np.load(rna[1] / "start.npz") as arrays:
        weights = arrays["density_weights"]
    assert sorted(set(weights.tolist())) == [1.0, pytest.approx(15 / 7)]
    assert int((weights > 1).sum()) == 5  # the first nucleotide has no phosphate


def test_dna_begins_with_a_phosphate_and_ends_with_a_lone_one(monomer_library, tmp_path):
    structure, residues = new_structure(), strand(monomer_library, ["DA", "DC", "DG", "DT"])
    for name in [atom.name for atom in residues[3] if atom.name not in ("P", "OP1", "OP2")]:
        residues[3].remove_atom(name, "\0", gemmi.Element(name[0]))
    add_residues(structure, "D", residues[1:])
    model, record = completed(structure, tmp_path)
    (gone,) = record["left_out"]
    assert (gone["resnum"], gone["resname"]) == (4, "DT") and "lacks C1'" in gone["reason"]
    made = sampled(set_up(model, tmp_path), tmp_path)
    assert "HO5'" not in {key[3] for key in atoms_of(made) if key[1] == "2"}
    assert max(rmsd(made, model, residue) for residue in residues_in(model)) < 1.0


@pytest.fixture(scope="module")
def atp(monomer_library, tmp_path_factory):
    """A peptide beside ATP that holds magnesium, completed, and its set-up: (model, system, folder)."""
    if not (Path(monomer_library) / "a" / "ATP.cif").is_file():
        pytest.skip("the monomer library has no ATP")
    folder = tmp_path_factory.mktemp("atp")
    structure = with_ligand(monomer_library, "ATP")
    ligand = structure[0]["B"][0]
    oxygens = [np.array(ligand.find_atom(name, "*").pos.tolist()) for name in ("O2B", "O2G")]
    middle, phosphorus = sum(oxygens) / 2, np.array(ligand.find_atom("O3B", "*").pos.tolist())
    away = (middle - phosphorus) / np.linalg.norm(middle - phosphorus)
    half = np.linalg.norm(oxygens[0] - oxygens[1]) / 2
    magnesium = middle + away * np.sqrt(max(2.3**2 - half**2, 0.5))
    add_residues(structure, "M", [residue_of("MG", 1, {"MG": ("Mg", magnesium)}, het=True)])
    model, record = completed(structure, folder)
    assert record["kinds"] == {"protein": 6, "ion": 1, "other": 1}
    assert record["dictionaries"] == {"ATP": "library"}
    return model, set_up(model, folder), folder


def test_a_ligand_and_its_metal_stay_in_their_density(atp):
    model, system, folder = atp
    made = sampled(system, folder, moves="all")
    assert rmsd(made, model, ("B", "301", "ATP")) < 1.2
    atoms, start = atoms_of(made), atoms_of(model)
    for oxygen in (("B", "301", "ATP", "O2B"), ("B", "301", "ATP", "O2G")):
        held = [np.linalg.norm(each["M", "1", "MG", "MG"] - each[oxygen]) for each in (atoms, start)]
        assert abs(held[0] - held[1]) < 0.3
    bond = np.linalg.norm(atoms["B", "301", "ATP", "PG"] - atoms["B", "301", "ATP", "O3B"])
    assert 1.5 < bond < 1.75
    with np.load(system / "start.npz") as arrays:
        assert any(label == "C4' of B 301 (ATP)" for label in arrays["centre_labels"])


def test_a_ligand_in_noise_spreads(atp):
    model, _, folder = atp
    system = set_up(model, folder, density=without_density(model, folder), name="noise")
    first, second = (sampled(system, folder, seed=seed, name="noise_out") for seed in (1, 2))
    assert rmsd(first, second, ("B", "301", "ATP")) > 1.5


def without_density(model, folder):
    """The map of a model whose ligand and metal have next to no density."""
    structure = gemmi.read_structure(str(model))
    for chain in structure[0]:
        for residue in chain:
            for atom in residue:
                atom.occ = 1.0 if chain.name == "A" else 0.0
    structure.make_mmcif_document().write_file(str(folder / "faint.cif"))
    return simulated_map(folder / "faint.cif", folder / "faint.mrc", spacing=0.8)


def test_a_sugar_stays_on_its_asparagine(monomer_library, tmp_path):
    if not (Path(monomer_library) / "n" / "NAG.cif").is_file():
        pytest.skip("the monomer library has no NAG")
    structure = new_structure()
    add_chain(structure, "A", PEPTIDE)
    whole, _ = completed(structure, tmp_path)
    structure = gemmi.read_structure(str(whole))
    ends = (("O1", "C1", "C2"), ("CB", "CG", "ND2"))
    link(monomer_library, "NAG", structure, "A", 2, ends, 1.44, 122.0, 180.0)
    model, record = completed(structure, tmp_path)
    assert record["incomplete"] == [], "O1 is not missing: the link is in its place"
    system = set_up(model, tmp_path)
    assert json.loads((system / "setup.json").read_text())["links"] == ["A 3 (ASN) ND2 - G 1 (NAG) C1"]
    made = atoms_of(sampled(system, tmp_path))
    assert 1.35 < np.linalg.norm(made["A", "3", "ASN", "ND2"] - made["G", "1", "NAG", "C1"]) < 1.55
    assert [key[3] for key in made if key[1:3] == ("3", "ASN") and key[3].startswith("HD2")] == ["HD21"]


def with_selenium(folder):
    """A peptide whose methionine has selenium in place of sulfur, completed."""
    structure = new_structure()
    add_chain(structure, "A", ["ALA", "MET", "ALA", "MET", "GLY"])
    whole, _ = completed(structure, folder)
    structure = gemmi.read_structure(str(whole))
    for index in (1, 3):
        residue = structure[0]["A"][index]
        residue.name = "MSE"
        sulfur = residue.find_atom("SD", "*")
        sulfur.name, sulfur.element = "SE", gemmi.Element("Se")
    return completed(structure, folder)


@pytest.mark.parametrize(("distance", "held"), [(2.1, True), (3.2, False)])
def test_a_fluoride_in_place_of_a_phosphate_holds_its_metal(distance, held):
    structure = new_structure()
    fluoride = {"BE": ("Be", np.zeros(3)), "F1": ("F", np.array([1.81, 0.0, 0.0]))}
    metal = {"MG": ("Mg", np.array([1.81 + distance, 0.0, 0.0]))}
    add_residues(structure, "A", [residue_of("BEF", 1, fluoride, het=True), residue_of("MG", 2, metal, het=True)])
    pairs = [(one.atom.name, other.atom.name) for one, other in contacts_of(segments(structure)).coordination]
    assert (("MG", "F1") in pairs) is held


def test_an_ion_far_from_all_is_held_loosely_by_many(monomer_library):
    structure = new_structure()
    add_residues(structure, "R", strand(monomer_library, ["G", "C", "A", "U"]))
    places = [atom.pos for residue in structure[0]["R"] for atom in residue]
    far = np.array([max(place.x for place in places) + 8.0, 0.0, 0.0])
    add_residues(structure, "A", [residue_of("MG", 1, {"MG": ("Mg", far)}, het=True)])
    contacts = contacts_of(segments(structure))
    assert not contacts.coordination and not contacts.outer
    assert len({atom.key for ion, atom in contacts.lone if ion.atom.name == "MG"}) == 12


def test_selenomethionine_stands_in_its_chain(monomer_library, tmp_path):
    model, record = with_selenium(tmp_path)
    assert record["kinds"] == {"protein": 3, "other": 2} and record["dictionaries"] == {"MSE": "library"}
    system = set_up(model, tmp_path)
    made = sampled(system, tmp_path, moves="all")
    atoms, before = atoms_of(made), atoms_of(model)
    backbone = [("A", "2", "MSE", name) for name in ("N", "CA", "C", "O")]
    assert max(np.linalg.norm(atoms[key] - before[key]) for key in backbone) < 0.8
    assert {"H", "HA"} < {key[3] for key in atoms if key[1] == "2"}
    assert 1.9 < np.linalg.norm(atoms["A", "2", "MSE", "SE"] - atoms["A", "2", "MSE", "CG"]) < 2.0
    structure = gemmi.read_structure(str(made))
    assert all(residue.het_flag == "A" for residue in structure[0]["A"])


# A made component: a chiral carbon with four different neighbours, and a flat acid.
DICTIONARY = """data_comp_list
loop_
_chem_comp.id
_chem_comp.group
L1G NON-POLYMER
data_comp_L1G
loop_
_chem_comp_atom.comp_id
_chem_comp_atom.atom_id
_chem_comp_atom.type_symbol
_chem_comp_atom.type_energy
L1G C1 C CH1
L1G N1 N NH2
L1G S1 S SH1
L1G C2 C C
L1G O1 O O
L1G O2 O O
loop_
_chem_comp_bond.comp_id
_chem_comp_bond.atom_id_1
_chem_comp_bond.atom_id_2
_chem_comp_bond.type
_chem_comp_bond.value_dist
_chem_comp_bond.value_dist_esd
L1G C1 N1 single 1.470 0.020
L1G C1 S1 single 1.810 0.020
L1G C1 C2 single 1.520 0.020
L1G C2 O1 double 1.250 0.020
L1G C2 O2 single 1.250 0.020
loop_
_chem_comp_angle.comp_id
_chem_comp_angle.atom_id_1
_chem_comp_angle.atom_id_2
_chem_comp_angle.atom_id_3
_chem_comp_angle.value_angle
_chem_comp_angle.value_angle_esd
L1G N1 C1 S1 109.5 3.0
L1G N1 C1 C2 109.5 3.0
L1G S1 C1 C2 109.5 3.0
L1G C1 C2 O1 118.0 3.0
L1G C1 C2 O2 118.0 3.0
L1G O1 C2 O2 124.0 3.0
loop_
_chem_comp_chir.comp_id
_chem_comp_chir.id
_chem_comp_chir.atom_id_centre
_chem_comp_chir.atom_id_1
_chem_comp_chir.atom_id_2
_chem_comp_chir.atom_id_3
_chem_comp_chir.volume_sign
L1G chir_1 C1 N1 S1 C2 {sign}
loop_
_chem_comp_plane_atom.comp_id
_chem_comp_plane_atom.plane_id
_chem_comp_plane_atom.atom_id
_chem_comp_plane_atom.dist_esd
L1G plan-1 C1 0.02
L1G plan-1 C2 0.02
L1G plan-1 O1 0.02
L1G plan-1 O2 0.02
"""
MADE = {
    "C1": ("C", (0.0, 0.0, 0.0)),
    "N1": ("N", (0.85, 0.85, 0.85)),
    "S1": ("S", (1.04, -1.04, -1.04)),
    "C2": ("C", (-0.88, 0.88, -0.88)),
    "O1": ("O", (-2.05, 0.52, -1.0)),
    "O2": ("O", (-0.52, 1.95, -1.3)),
}


def beside_made_ligand(folder, name="L1G"):
    """A completed peptide and a made ligand beside it, the start of completer and sampler."""
    structure = new_structure()
    add_chain(structure, "A", PEPTIDE)
    whole, _ = completed(structure, folder)
    structure = gemmi.read_structure(str(whole))
    atoms = {key: (element, np.add(place, (0.0, 12.0, 0.0))) for key, (element, place) in MADE.items()}
    add_residues(structure, "L", [residue_of(name, 1, atoms, het=True)])
    return write(structure, folder / "with_ligand.cif")


def volume(path):
    """The chiral volume of the made ligand's centre, Å³."""
    atoms = atoms_of(path)
    centre, first, second, third = (atoms["L", "1", "L1G", name] for name in ("C1", "N1", "S1", "C2"))
    return float(np.dot(first - centre, np.cross(second - centre, third - centre)))


@pytest.mark.parametrize("sign", ["positive", "negative"])
def test_a_users_dictionary_decides_the_hand_and_keeps_the_plane(tmp_path, sign):
    dictionary = tmp_path / "L1G.cif"
    dictionary.write_text(DICTIONARY.format(sign=sign))
    start = beside_made_ligand(tmp_path)
    model, record = completed(gemmi.read_structure(str(start)), tmp_path, "--ligand", dictionary)
    assert record["dictionaries"] == {"L1G": "user"}
    made = sampled(set_up(model, tmp_path, "--ligand", dictionary), tmp_path)
    assert (volume(made) > 1.0) if sign == "positive" else (volume(made) < -1.0)
    atoms = atoms_of(made)
    c1, c2, o1, o2 = (atoms["L", "1", "L1G", name] for name in ("C1", "C2", "O1", "O2"))
    normal = np.cross(o1 - c2, o2 - c2)
    assert abs(np.dot(c1 - c2, normal / np.linalg.norm(normal))) < 0.3


def test_what_nobody_knows_is_named_or_left_out(tmp_path):
    start, files = beside_made_ligand(tmp_path, "QQ9"), ("--out", tmp_path / "o.cif", "--json", tmp_path / "o.json")
    done = program("complete_model.py", "--model", start, *files)
    assert done.returncode == 1 and len(done.stderr.splitlines()) == 1 and not (tmp_path / "o.cif").exists()
    for words in ("residue L 1 (QQ9)", "--ligand QQ9.cif", "--keep known"):
        assert words in done.stderr
    model, record = completed(gemmi.read_structure(str(start)), tmp_path, "--keep", "known")
    (gone,) = record["left_out"]
    assert (gone["chain"], gone["resname"]) == ("L", "QQ9") and record["kinds"] == {"protein": 6}
    assert residues_in(model) == residues_in(start)[:-1]


def test_ligands_in_one_another_are_not_bonded(tmp_path):
    model, dictionary = with_dictionary(tmp_path)
    structure = gemmi.read_structure(str(model))
    copy = structure[0]["L"].clone()
    copy.name = "M"
    for atom in copy[0]:
        atom.pos += gemmi.Position(0.5, 0.2, 0.0)
    structure[0].add_chain(copy)
    clashing = write(structure, tmp_path / "clashing.cif")
    system = set_up(clashing, tmp_path, "--ligand", dictionary)
    assert json.loads((system / "setup.json").read_text())["links"] == []
    atoms = atoms_of(sampled(system, tmp_path))
    first, second = (np.mean([place for key, place in atoms.items() if key[0] == name], axis=0) for name in "LM")
    assert np.linalg.norm(first - second) > 2.5


def test_every_component_of_the_library_is_sampled(monomer_library, tmp_path):
    """A hundred kinds of ligands in one entry, 22 Å apart, in a map of 4 Å."""
    structure = new_structure()
    add_chain(structure, "A", ["ALA", "GLY", "ALA", "SER"], at=(-15.0, -15.0, -15.0))
    names = sorted(path.stem for path in Path(monomer_library).glob("?/*.cif") if path.stem not in UNIDENTIFIED)
    if len(names) > 300:
        pytest.skip("CLIBD_MON is a whole CCP4 library, of which one entry cannot hold every component")
    for number, name in enumerate(names):
        atoms = component(monomer_library, name)
        middle = np.mean([place for _, place in atoms.values()], axis=0)
        at = np.array([number % 5, number // 5 % 5, number // 25]) * 22.0 - middle
        moved = {key: (element, place + at) for key, (element, place) in atoms.items()}
        add_residues(structure, "L", [residue_of(name, number + 1, moved, het=True)])
    model, record = completed(structure, tmp_path)
    assert sum(record["kinds"].values()) == len(names) + 4 and record["kinds"]["other"] > 15
    density = simulated_map(model, tmp_path / "map.mrc", spacing=1.5)
    made = sampled(set_up(model, tmp_path, resolution=4.0, density=density), tmp_path)
    assert sorted(heavy(atoms_of(made))) == sorted(heavy(atoms_of(model)))


def test_an_atom_of_no_element_is_left_out(monomer_library, tmp_path):
    structure = gemmi.read_structure(str(beside_made_ligand(tmp_path, "UNX")))
    ligand = structure[0]["L"][0]
    for name in list(MADE)[1:]:
        ligand.remove_atom(name, "\0", gemmi.Element(MADE[name][0]))
    ligand[0].name, ligand[0].element = "UNK", gemmi.Element("X")
    _, record = completed(structure, tmp_path)
    assert [gone["resname"] for gone in record["left_out"]] == ["UNX"] and record["kinds"] == {"protein": 6}


@pytest.mark.parametrize("name", UNIDENTIFIED)
def test_what_was_not_identified_is_left_out_unless_the_user_describes_it(tmp_path, name):
    structure = gemmi.read_structure(str(beside_made_ligand(tmp_path, name)))
    _, record = completed(structure, tmp_path)
    (gone,) = record["left_out"]
    assert gone["resname"] == name and "not identified" in gone["reason"] and record["kinds"] == {"protein": 6}
    dictionary = tmp_path / "own.cif"
    dictionary.write_text(DICTIONARY.format(sign="positive").replace("L1G", name))
    _, record = completed(structure, tmp_path, "--ligand", dictionary)
    assert not record["left_out"] and record["dictionaries"] == {name: "user"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda text: "no CIF at all", "cannot be read"),
        (lambda text: "data_x\n_entry.id 1\n", "describes no component"),
        (lambda text: text.replace("_chem_comp_bond.value_dist\n", "_chem_comp_bond.other\n"), "bonds without lengths"),
        (lambda text: text.replace("L1G C1 N1 single 1.470", "L1G C1 N1 single nan"), "bonds without lengths"),
        (lambda text: text.replace("L1G S1 S SH1\n", ""), "atom S1 that the dictionary of L1G lacks"),
        (lambda text: text.replace("L1G C1 S1 single 1.810 0.020\n", ""), "atom S1 that is bonded to no other"),
        (lambda text: text.split("loop_\n_chem_comp_bond")[0], "no bonds"),
        (lambda text: None, "does not exist"),
    ],
)
def test_a_bad_dictionary_is_told_in_a_sentence(prepared, tmp_path, change, words):
    dictionary, text = tmp_path / "L1G.cif", change(DICTIONARY.format(sign="positive"))
    if text is not None:
        dictionary.write_text(text)
    start = beside_made_ligand(tmp_path)
    where = ("--map", prepared[1], "--resolution", 3.0, "--out", tmp_path / "system")
    done = program("sample_openmm.py", "setup", "--model", start, "--ligand", dictionary, *where)
    assert done.returncode == 1 and words in done.stderr and len(done.stderr.splitlines()) == 1, done.stderr
    assert not (tmp_path / "system").exists()


def with_dictionary(folder):
    """A completed peptide with the made ligand, and the ligand's dictionary: (model, dictionary)."""
    dictionary = folder / "L1G.cif"
    dictionary.write_text(DICTIONARY.format(sign="positive"))
    start = gemmi.read_structure(str(beside_made_ligand(folder)))
    return completed(start, folder, "--ligand", dictionary)[0], dictionary


def turned(structure, operator):
    """A copy of a structure's chains under an operator, (3, 4), Å."""
    for chain in [chain.clone() for chain in structure[0]]:
        chain.name = f"{chain.name}2"
        for residue in chain:
            for atom in residue:
                atom.pos = gemmi.Position(*(operator[:, :3] @ atom.pos.tolist() + operator[:, 3]))
        structure[0].add_chain(chain)
    return structure


def test_a_ligand_between_symmetry_mates_keeps_its_place(tmp_path):
    model, dictionary = with_dictionary(tmp_path)
    places = np.array(list(atoms_of(model).values()))
    ligand = places[-6:].mean(axis=0)
    centre = ligand + np.array([0.0, 2.8, 0.0])  # Å; the mate's ligand lies 5.6 Å away
    half_turn = np.diag([-1.0, -1.0, 1.0])
    operator = np.column_stack([half_turn, centre - half_turn @ centre])
    symmetry = tmp_path / "symmetry.json"
    described = {"used": True, "point_group": "C2", "centre": centre.tolist(), "neighbours": [1]}
    described["axes"] = [{"direction": [0.0, 0.0, 1.0]}]
    described["operators"] = [np.eye(3, 4).tolist(), operator.tolist()]
    symmetry.write_text(json.dumps(described))
    whole = write(turned(gemmi.read_structure(str(model)), operator), tmp_path / "whole.cif")
    density = simulated_map(whole, tmp_path / "whole.mrc", spacing=0.8)
    system = set_up(model, tmp_path, "--ligand", dictionary, "--symmetry", symmetry, density=density)
    assert json.loads((system / "setup.json").read_text())["mate_atoms"] > 0
    atoms = np.array([place for key, place in heavy(atoms_of(sampled(system, tmp_path))).items() if key[0] == "L"])
    assert np.linalg.norm(atoms.mean(axis=0) - ligand) < 1.5
    mate = atoms @ half_turn + operator[:, 3]
    assert np.linalg.norm(atoms[:, None] - mate[None], axis=2).min() > 2.6


def test_servalcat_refines_with_the_same_dictionary(monomer_library, tmp_path):
    model, dictionary = with_dictionary(tmp_path)
    density = simulated_map(model, tmp_path / "map.mrc", spacing=0.8)
    words = ("--model", model, "--map", density, "--resolution", 2.5, "--cycles", 3)
    succeed("refine_servalcat.py", *words, "--ligand", dictionary, "--out", tmp_path / "refined")
    refined = tmp_path / "refined" / "model.cif"
    assert sorted(heavy(atoms_of(refined))) == sorted(heavy(atoms_of(model)))
    assert rmsd(refined, model, ("L", "1", "L1G")) < 0.5
    atoms = atoms_of(refined)
    assert 1.7 < np.linalg.norm(atoms["L", "1", "L1G", "C1"] - atoms["L", "1", "L1G", "S1"]) < 1.9
    succeed("refine_servalcat.py", *words, "--out", tmp_path / "without")
    assert "L1G" in (tmp_path / "without" / "model.dropped.csv").read_text()


def test_protein_alone_is_as_it_was(prepared):
    """No dictionary is read, no weight is set, and nothing but protein stands in the record."""
    structure = gemmi.read_structure(str(prepared[0]))
    assert {kind_of(residue) for chain in structure[0] for residue in chain} == {Kind.PROTEIN}
    parts = segments(structure)
    assert chemistry_of(parts, Path("/nowhere"), ()) == Chemistry()


def test_waters_that_are_kept_stay_where_they_touch(tmp_path):
    """One beside a carbonyl, and one in no reach of anything."""
    structure = new_structure()
    add_chain(structure, "A", PEPTIDE)
    oxygen = structure[0]["A"][2].find_atom("O", "*").pos
    carbon = structure[0]["A"][2].find_atom("C", "*").pos
    touching = oxygen + (oxygen - carbon) / (oxygen - carbon).length() * 2.8
    places = [touching.tolist(), [30.0, 30.0, 30.0]]
    waters = [residue_of("HOH", number, {"O": ("O", np.array(at))}, het=True) for number, at in enumerate(places, 1)]
    add_residues(structure, "W", waters)
    model, record = completed(structure, tmp_path)
    assert record["kinds"] == {"protein": 6, "water": 2}
    system = set_up(model, tmp_path)
    described = json.loads((system / "setup.json").read_text())
    assert described["kinds"]["water"] == 2 and described["links"] == []
    made = sampled(system, tmp_path)
    assert rmsd(made, model, ("W", "1", "HOH")) < 1.5
    assert sorted(heavy(atoms_of(made))) == sorted(heavy(atoms_of(model)))
    refined = tmp_path / "refined"
    words = ("--model", made, "--map", tmp_path / "map.mrc", "--resolution", 2.5, "--cycles", 2, "--out", refined)
    succeed("refine_servalcat.py", *words)
    assert ("W", "1", "HOH", "O") in atoms_of(refined / made.name)
