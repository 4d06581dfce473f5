"""Dictionaries made of the components' ideal coordinates: held to the monomer library's, and sampled and refined."""

import json
from pathlib import Path

import gemmi
import numpy as np
import pytest
from conftest import add_chain, atoms_of, heavy, new_structure, program, simulated_map, succeed, write
from made_models import add_residues, residue_of

from emconverge_engines.dictionaries import read_dictionaries
from emconverge_engines.ideal.components import FOLDER, Component, ionised, read_component
from emconverge_engines.ideal.dictionary import document_of
from emconverge_engines.ideal.graph import Graph

KNOWN = ["ATP", "NAG", "HEM", "FAD", "SF4", "CLR", "SAM", "MAN", "PLP", "ARG"]
# Of the wwPDB's dictionary, in no part of the monomer library that the set-up makes.
UNKNOWN = ["SPM", "IRI", "MGF", "2PN", "B12", "POV", "LMT", "Y01", "BEN", "BCL"] + [
    *("CHL", "RET", "BTN", "TPP", "HEA", "CDL", "LHG", "SQD", "PEK", "DGD"),
    *("STI", "MTX", "FOL", "H4B", "PQQ", "LPA", "U10", "MQ7", "XYL", "TRE"),
    *("SUC", "SIA", "F6P", "G6P", "OLA", "PLM", "STE", "MYR", "CXM", "AIB"),
]


@pytest.fixture(scope="module")
def library(monomer_library):
    """The set-up's library, which has the components' tables."""
    if not (Path(monomer_library) / FOLDER).is_dir():
        pytest.skip("CLIBD_MON has no tables of the wwPDB's components; the set-up's library has them")
    return Path(monomer_library)


def made(library, name):
    """What is made of a component, as gemmi reads it."""
    monomers = gemmi.MonLib()
    monomers.read_monomer_doc(gemmi.cif.read_string(document_of([read_component(library, name)]).as_string()))
    return monomers.monomers[name]


def signs(component):
    """Whether every chiral centre is positive, of its neighbours in the order of their names."""
    found = {}
    for centre in component.rt.chirs:
        ends = [centre.id1.atom, centre.id2.atom, centre.id3.atom]
        odd = sum(ends[i] > ends[j] for i in range(3) for j in range(i + 1, 3)) % 2
        if centre.sign != gemmi.ChiralityType.Both:
            found[centre.id_ctr.atom, *sorted(ends)] = (centre.sign == gemmi.ChiralityType.Positive) != bool(odd)
    return found


@pytest.mark.parametrize("name", KNOWN)
def test_what_is_made_is_what_the_library_says(library, name):
    ours, theirs = made(library, name), read_dictionaries([name], library, ()).monomers.monomers[name]
    heavy_ids = {atom.id for atom in ours.atoms if not atom.is_hydrogen()}
    assert heavy_ids == {atom.id for atom in theirs.atoms if not atom.is_hydrogen()}
    lengths, others = (
        {frozenset((b.id1.atom, b.id2.atom)): b.value for b in each.rt.bonds} for each in (ours, theirs)
    )
    shared = [key for key in lengths if key <= heavy_ids]
    assert set(shared) == {key for key in others if key <= heavy_ids}
    off = np.sqrt(np.mean([(lengths[key] - others[key]) ** 2 for key in shared]))
    assert off < (0.1 if name in ("SF4", "HEM") else 0.05), off  # Å
    angles, other_angles = (
        {(frozenset((a.id1.atom, a.id3.atom)), a.id2.atom): a.value for a in each.rt.angles} for each in (ours, theirs)
    )
    both = [key for key in angles if key in other_angles and key[0] | {key[1]} <= heavy_ids]
    assert np.sqrt(np.mean([(angles[key] - other_angles[key]) ** 2 for key in both])) < 5.0  # degrees
    assert signs(ours).items() >= signs(theirs).items()
    flat, other_flat = ({atom.atom for plane in each.rt.planes for atom in plane.ids} for each in (ours, theirs))
    assert (flat ^ other_flat) & heavy_ids <= {"FE"}


def test_acids_are_the_anions_that_water_makes_of_them(library):
    atp = ionised(read_component(library, "ATP"))
    names = dict(zip(atp.atoms, atp.charges, strict=True))
    assert not {"HOG2", "HOG3", "HOA2"} & set(names) and "HO2'" in names
    assert sum(names[name] for name in ("O1G", "O2G", "O3G")) == -2
    oxygens = {atp.atoms[atom] for atom in Graph(atp).acids}
    assert {"O1G", "O2G", "O3G", "O1A", "O2A"} <= oxygens and "O3'" not in oxygens


def test_double_bonds_keep_their_side(library):
    (double,) = [t for t in made(library, "OLA").rt.torsions if {t.id2.atom, t.id3.atom} == {"C9", "C10"}]
    assert double.period == 1 and abs(double.value) < 10.0  # oleic acid is cis


def test_a_component_without_places_or_name_is_none(library):
    assert read_component(library, "CPO") is None and read_component(library, "ZZZZZ") is None
    assert read_component(library.parent / "nowhere", "ATP") is None
    assert not read_component(library, "07D").ideal and read_component(library, "ATP").ideal


def placed(component: Component, at):
    """A component's heavy atoms about a place: name -> (element, place)."""
    kept = [i for i, element in enumerate(component.elements) if element != "H"]
    middle = component.places[kept].mean(axis=0)
    return {component.atoms[i]: (component.elements[i], component.places[i] - middle + at) for i in kept}


def test_forty_kinds_of_ligands_in_one_entry(library, tmp_path):
    """Of none is there a dictionary: all are made, sampled with the hands that they have, and refined."""
    found = [component for name in UNKNOWN if (component := read_component(library, name))]
    assert len(found) >= 40 - 2
    structure = new_structure()
    add_chain(structure, "A", ["ALA", "GLY", "ALA", "SER"], at=(-20.0, -20.0, -20.0))
    for number, component in enumerate(found):
        at = np.array([number % 4, number // 4 % 4, number // 16]) * 30.0
        add_residues(structure, "L", [residue_of(component.name, number + 1, placed(component, at), het=True)])
    start, model, dictionary = write(structure, tmp_path / "s.cif"), tmp_path / "m.cif", tmp_path / "made.cif"
    files = ("--json", tmp_path / "a.json", "--components", tmp_path / "c.json", "--made", dictionary)
    succeed("complete_model.py", "--model", start, "--out", model, *files)
    record = json.loads((tmp_path / "c.json").read_text())
    assert not record["left_out"] and set(record["dictionaries"].values()) <= {"ideal", "model", "library"}
    density = simulated_map(model, tmp_path / "map.mrc", spacing=1.5)
    where = ("--map", density, "--resolution", 4.0)
    succeed("sample_openmm.py", "setup", "--model", model, *where, "--ligand", dictionary, "--out", tmp_path / "system")
    words = ("--system", tmp_path / "system", "--seeds", 1, "--moves", "none", "--out", tmp_path / "out")
    succeed("sample_openmm.py", "sample", *words)
    assert len((tmp_path / "out" / "dropped.csv").read_text().splitlines()) == 1
    assert sorted(heavy(atoms_of(tmp_path / "out" / "model_0001.cif"))) == sorted(heavy(atoms_of(model)))


def test_servalcat_takes_what_is_made(library, tmp_path):
    component = read_component(library, "BTN")
    structure = new_structure()
    add_chain(structure, "A", ["ALA", "GLY", "ALA", "SER"])
    add_residues(structure, "L", [residue_of("BTN", 1, placed(component, np.array([0.0, 14.0, 0.0])), het=True)])
    start, model, dictionary = write(structure, tmp_path / "s.cif"), tmp_path / "m.cif", tmp_path / "made.cif"
    succeed("complete_model.py", "--model", start, "--out", model, "--json", tmp_path / "a.json", "--made", dictionary)
    density = simulated_map(model, tmp_path / "map.mrc", spacing=0.8)
    words = ("--model", model, "--map", density, "--resolution", 2.5, "--cycles", 3, "--ligand", dictionary)
    succeed("refine_servalcat.py", *words, "--out", tmp_path / "refined")
    assert sorted(heavy(atoms_of(tmp_path / "refined" / "m.cif"))) == sorted(heavy(atoms_of(model)))


def test_atoms_of_other_names_are_told_or_left_out(library, tmp_path):
    atoms = placed(read_component(library, "BTN"), np.array([0.0, 14.0, 0.0]))
    atoms["QX"] = atoms.pop("S1")
    structure = new_structure()
    add_chain(structure, "A", ["ALA", "GLY", "ALA", "SER"])
    add_residues(structure, "L", [residue_of("BTN", 1, atoms, het=True)])
    start, files = write(structure, tmp_path / "s.cif"), ("--out", tmp_path / "m.cif", "--json", tmp_path / "a.json")
    done = program("complete_model.py", "--model", start, *files)
    assert done.returncode == 1 and len(done.stderr.splitlines()) == 1
    assert "L 1 (BTN) has an atom QX that the dictionary of BTN lacks" in done.stderr and "--keep known" in done.stderr
    record = tmp_path / "c.json"
    succeed("complete_model.py", "--model", start, *files, "--keep", "known", "--components", record)
    assert [gone["resname"] for gone in json.loads(record.read_text())["left_out"]] == ["BTN"]
