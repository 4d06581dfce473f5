import numpy as np
import pytest
from conftest import add_chain, new_structure

from emconverge_engines.models import members, segments
from emconverge_engines.sampler.checks import Bonds, checks_of, faults


@pytest.fixture
def chain():
    structure = new_structure()
    add_chain(structure, "A", ["ALA", "ALA", "GLY", "ALA"])
    parts = segments(structure)
    residues = [member.residue for member in members(parts)]
    particles, places = {}, []
    for residue in residues:
        for atom in residue:
            particles[id(residue), atom.name] = len(places)
            places.append(0.1 * np.array(atom.pos.tolist()))
    bonds = [(particles[id(residue), "N"], particles[id(residue), "CA"]) for residue in residues]
    return structure, checks_of(parts, particles, Bonds(bonds, [0.1458] * 4)), np.array(places), particles, residues


def test_a_sound_model_has_no_faults(chain):
    _, checks, start, _, _ = chain
    assert faults(checks, start, start + 5.0) == []
    assert len(checks.centres) == 3 and len(checks.peptides) == 3


def test_a_mirror_image_is_inverted_everywhere_and_still_trans(chain):
    _, checks, start, _, _ = chain
    found = faults(checks, start, start * [1, 1, -1])
    assert found == [f"inverted chirality at CA of A {number} (ALA)" for number in (1, 2, 4)]


def test_a_turned_peptide_is_found(chain):
    _, checks, start, particles, residues = chain
    model = start.copy()  # the last CA to the other side of C-N: a half turn about that bond
    carbon, nitrogen = start[particles[id(residues[2]), "C"]], start[particles[id(residues[3]), "N"]]
    axis = (nitrogen - carbon) / np.linalg.norm(nitrogen - carbon)
    moved = [particles[id(residues[3]), atom.name] for atom in residues[3]]
    arms = model[moved] - nitrogen
    model[moved] = nitrogen - arms + 2 * np.outer(arms @ axis, axis)
    assert faults(checks, start, model) == ["cis/trans flip of the peptide before A 4 (ALA)"]


def test_a_torn_bond_is_counted(chain):
    _, checks, start, particles, residues = chain
    model = start.copy()
    model[particles[id(residues[2]), "N"]] += 0.05
    assert any("1 bonds off" in fault for fault in faults(checks, start, model))


def test_not_a_number_is_a_fault(chain):
    _, checks, start, _, _ = chain
    assert faults(checks, start, start * np.nan) == ["the coordinates are not numbers"]
