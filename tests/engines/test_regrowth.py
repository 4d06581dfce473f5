"""Hanging groups of what dictionaries describe: which there are, how they grow, and what the sampler makes of them."""

from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pytest
from conftest import place
from made_models import with_ligand
from test_kinds import completed, rmsd, sampled, set_up
from test_parallel import rows

from emconverge_engines.maps import Grid
from emconverge_engines.sampler.density_term import DensityTerm
from emconverge_engines.sampler.moves.growth import LARGEST, Growth, torsions, turned_by, turns_of
from emconverge_engines.sampler.moves.placement import turned
from emconverge_engines.sampler.moves.terms import Terms
from emconverge_engines.sampler.restraints import ALKYL

SPACING, SIDE = 0.5, 30.0  # Å
HEAD = 10  # atoms
NO_TERMS = Terms(np.empty((0, 4), dtype=int), np.empty((0, 6)))


def bonded_by(pairs):
    """Of every particle those that it is bonded to."""
    found = {particle: [] for pair in pairs for particle in pair}
    for first, second in pairs:
        found[first].append(second)
        found[second].append(first)
    return found


def turning(pairs, described, heavy=None):
    """(start, end, what lies beyond) of the turning bonds of a molecule."""
    bonded = bonded_by(pairs)
    heavy = np.ones(len(bonded), dtype=bool) if heavy is None else np.array(heavy)
    mask = np.isin(np.arange(len(bonded)), described)
    return [(turn.start, turn.end, turn.beyond.tolist()) for turn in turns_of(bonded, heavy, mask)]


def chain(*particles):
    """The bonds of a chain."""
    return list(pairwise(particles))


def test_at_most_half_of_a_molecule_hangs_on_a_bond():
    assert turning(chain(0, 1, 2, 3), range(4)) == [(1, 2, [3]), (2, 1, [0])]
    five = turning(chain(0, 1, 2, 3, 4), range(5))
    assert five == [(1, 2, [3, 4]), (2, 1, [0]), (2, 3, [4]), (3, 2, [0, 1])]
    assert (1, 2, [3, 4, 5]) in turning(chain(0, 1, 2, 3, 4, 5), range(6))
    assert len(turning(chain(0, 1, 2, 3, 4, 5), range(6))) == 6


def test_what_is_bonded_to_protein_hangs_on_it():
    assert turning(chain(0, 1, 2, 3, 4, 5), [3, 4, 5]) == [(2, 3, [4, 5]), (3, 4, [5])]


def test_rings_and_hydrogens_do_not_turn():
    ring = [*chain(0, 1, 2, 3, 4, 0), (0, 5), (5, 6)]
    assert turning(ring, range(7)) == [(0, 5, [6])]
    assert turning(chain(0, 1, 2, 3, 4), range(5), [True] * 4 + [False]) == [(1, 2, [3, 4]), (2, 1, [0])]


def test_a_group_that_is_too_large_is_none():
    long = chain(*range(2 * LARGEST + 10))
    assert max(len(beyond) for _, _, beyond in turning(long, range(2 * LARGEST + 10))) == LARGEST - 1


@pytest.fixture(scope="module")
def tail():
    """A chain of carbons with trans and gauche bonds, in nm, of which the first HEAD are protein's, and its growth."""
    places = [np.array(at) for at in ((4.0, 9.0, 9.0), (5.5, 9.0, 9.0), (6.0, 10.4, 9.0))]
    for torsion in (*[180.0] * (HEAD - 3), 180.0, 65.0, 180.0, 180.0, -65.0, 180.0, 180.0, 65.0):
        places.append(place(*places[-3:], 1.53, 112.0, torsion))
    places = np.array(places)
    axis = np.arange(0.0, SIDE, SPACING)
    mesh = np.stack(np.meshgrid(axis, axis, axis, indexing="ij"), axis=-1)
    values = sum(np.exp(-((mesh - at) ** 2).sum(axis=-1) / (2 * 0.7**2)) for at in places).astype(np.float32)
    density = DensityTerm(Grid(values, np.zeros(3), np.full(3, SPACING)), 10.0, np.zeros(3))
    particles = len(places)
    quads = [list(range(first, first + 4)) for first in range(particles - 3) for _ in ALKYL]
    terms = Terms(np.array(quads), np.tile(ALKYL, (particles - 3, 1)))
    field = SimpleNamespace(polynomials=NO_TERMS, torsions=terms)
    return places / 10, Growth(
        bonded_by(chain(*range(particles))),
        np.ones(particles, dtype=bool),
        np.arange(particles) >= HEAD,
        field,
        density,
        range(particles),
    )


def test_a_tail_that_was_turned_away_grows_back(tail):
    places, growth = tail
    turn = growth.turns[0]
    assert (turn.start, turn.end) == (HEAD - 1, HEAD)
    away = places.copy()
    axis, third = places[turn.end] - places[turn.start], 2 * np.pi / 3
    away[turn.beyond] = turned(places[turn.beyond], places[turn.end], axis, third)
    assert 10 * np.linalg.norm(away - places, axis=1).max() > 5.0
    found = [growth.grown(away, turn, np.random.default_rng(seed)) for seed in range(5)]
    errors = [10 * float(np.sqrt(((each - places) ** 2).sum(axis=1).mean())) for each in found]
    assert np.median(errors) < 0.5, errors
    for each in found:
        np.testing.assert_array_equal(each[: HEAD + 1], places[: HEAD + 1])
        lengths = np.linalg.norm(np.diff(each, axis=0), axis=1)
        np.testing.assert_allclose(lengths, np.linalg.norm(np.diff(places, axis=0), axis=1), atol=1e-9)


def test_a_group_does_not_grow_into_what_is_there(tail):
    """Where an atom stands in the density of the tail's end, the end keeps away from it."""
    places, growth = tail
    there = np.concatenate([places, places[-1:]])
    field = SimpleNamespace(polynomials=NO_TERMS, torsions=NO_TERMS)
    described = np.isin(np.arange(len(there)), range(HEAD, len(places)))
    bonded = {**growth.bonded, len(places): []}
    crowded = Growth(bonded, np.ones(len(there), dtype=bool), described, field, growth.density, range(len(there)))
    grown = crowded.grown(there, crowded.turns[0], np.random.default_rng(1))
    assert 10 * np.linalg.norm(grown[-2] - grown[-1]) > 1.5


def test_the_energy_of_a_turn_is_that_of_its_terms(tail):
    places, growth = tail
    angles = np.linspace(0.0, 2 * np.pi, 7)[None]
    phi = torsions(places[None, HEAD - 2 : HEAD + 2])[0] + angles
    expected = sum(strength * (1 + np.cos(period * phi - phase)) for period, phase, strength in ALKYL)
    np.testing.assert_allclose(
        growth.twists[HEAD - 1, HEAD].energy(places[None], np.arange(len(places)), angles), expected
    )


def test_a_turned_point_goes_as_the_right_hand_does():
    points = np.array([[[1.0, 0.0, 0.0]]])
    angles = np.array([[np.pi / 2, np.pi]])
    found = turned_by(points, np.zeros((1, 3)), np.array([[0.0, 0.0, 2.0]]), angles)
    np.testing.assert_allclose(found[0, :, 0], [[0.0, 1.0, 0.0], [-1.0, 0.0, 0.0]], atol=1e-12)


def test_a_ligand_is_regrown_counted_and_the_same_each_time(monomer_library, tmp_path):
    model, _ = completed(with_ligand(monomer_library, "ATP"), tmp_path)
    system = set_up(model, tmp_path)
    first, second = (sampled(system, tmp_path, moves="regrow", name=name) for name in ("one", "two"))
    assert first.read_bytes() == second.read_bytes()
    assert rmsd(first, model, ("B", "301", "ATP")) < 1.0
    (row,) = rows(tmp_path / "one/scores.csv")
    assert 0 < int(row["regrow_accepted"]) <= int(row["regrow_proposed"])
    sampled(system, tmp_path, name="annealed")
    (alone,) = rows(tmp_path / "annealed/scores.csv")
    assert alone["regrow_proposed"] == "0" and alone["fingerprint"] == row["fingerprint"]
    assert alone["other_fingerprint"] != row["other_fingerprint"]
    assert float(row["score"]) < float(alone["score"])
