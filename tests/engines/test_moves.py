"""The sampler's moves: on a peptide in its own map, planted errors are undone and what is right stays."""

import csv
import json
import pickle
from dataclasses import replace

import gemmi
import numpy as np
import openmm
import pytest
from conftest import ORIGIN, add_chain, atoms_of, new_structure, program, simulated_map, succeed, write

from emconverge_engines.program import InputError
from emconverge_engines.sampler import sampling, setup
from emconverge_engines.sampler.annealing import Annealer, energies
from emconverge_engines.sampler.checks import faults, handedness, is_cis
from emconverge_engines.sampler.mates import Operators, add_mates, mates_near
from emconverge_engines.sampler.moves import placement, relaxation, survey
from emconverge_engines.sampler.moves.candidates import Stretch, row_of, stretches_in
from emconverge_engines.sampler.moves.kinds import FLIP, KINDS, LOOP, REGISTER
from emconverge_engines.sampler.moves.proposals import (
    Proposal,
    backbone_density,
    by_misfit,
    drawn_stretch,
    favour,
    may_flip,
)
from emconverge_engines.sampler.moves.region import Region
from emconverge_engines.sampler.moves.rings import goes_through, rings_of, threaded, turned_away, unthreaded
from emconverge_engines.sampler.moves.survey import Survey, families, looked_at
from emconverge_engines.sampler.moves.trajectory import Trajectory, acceptance, applied, weight
from emconverge_engines.sampler.schedule import Schedule, default_weight
from emconverge_engines.sampler.start import load, positioned

KINDS_OF_RESIDUES = "AKLEFWIGYSLRTFNVMLQA"
SEQUENCE = [gemmi.expand_one_letter(letter, gemmi.ResidueKind.AA) for letter in KINDS_OF_RESIDUES]
STRETCH = range(6, 14)  # indices of residues that are planted one place further
SHEET = (-110.0, 130.0)


def set_up(folder, sequence, resolution=3.0, **geometry):
    """The folder that setup makes of a chain in its own map, and the complete model."""
    structure = new_structure()
    add_chain(structure, "A", sequence, at=ORIGIN, **geometry)
    model = folder / "prepared.cif"
    stripped = write(structure, folder / "stripped.cif")
    succeed("complete_model.py", "--model", stripped, "--out", model, "--json", folder / "completed.json")
    density = simulated_map(model, folder / "map.mrc")
    schedule = Schedule(default_weight(resolution))
    setup.run(setup.Setup(model, density, resolution, None, folder / "system", schedule))
    return folder / "system"


@pytest.fixture(scope="module")
def helix(tmp_path_factory):
    return set_up(tmp_path_factory.mktemp("helix"), SEQUENCE)


@pytest.fixture(scope="module")
def sampler(helix):
    return sampling.Sampler(helix, "CPU", 1, KINDS)


@pytest.fixture(scope="module")
def right(sampler):
    """What regions share, with the relaxed start, which is right."""
    return sampler.mover.surroundings


def alphas(chain, positions):
    return 10 * positions[[residue.atoms["CA"] for residue in chain.residues]]


def forced(surroundings, proposal, seed=1):
    """The positions after a move, whatever its score."""
    gain = applied(surroundings, proposal, seed)
    assert gain is not None
    return gain.positions


def started_from(surroundings, positions):
    return replace(surroundings, start=positions)


def tried(surroundings, stretch, seeds):
    """The trajectories of seeds, each with one move, drawn from one stretch of evidence."""
    trajectories = [Trajectory(surroundings, (stretch,), (REGISTER,), seed) for seed in seeds]
    for trajectory in trajectories:
        _, counts = trajectory.run()
        assert counts.proposed[REGISTER] == 1
    return trajectories


def test_a_stretch_one_place_off_comes_back_and_a_right_one_stays(right):
    first, last = STRETCH[0], STRETCH[-1]
    off = forced(right, Proposal(REGISTER, first, last, 1, (3, 3)))
    chain, ideal = right.chain, alphas(right.chain, right.start)
    assert np.linalg.norm(alphas(chain, off) - ideal, axis=1)[first + 1 : last].min() > 1.0
    for kept in tried(right, Stretch(first, last, 1, 0.5, {}), range(3)):
        assert kept.counts.accepted[REGISTER] == 0 and kept.positions is right.start

    back = tried(started_from(right, off), Stretch(first + 1, last, -1, 0.5, {}), range(6))
    accepted = [trajectory for trajectory in back if trajectory.counts.accepted[REGISTER]]
    assert accepted
    errors = [np.linalg.norm(alphas(chain, each.positions) - ideal, axis=1)[first : last + 1] for each in accepted]
    assert min(error.mean() for error in errors) < 1.0
    for each in accepted:
        assert not faults(right.checks, right.start, each.positions)
        assert -1 in each.shifts and each.shifts[0] == 0


def test_a_turned_peptide_is_turned_back(tmp_path_factory):
    folder = set_up(tmp_path_factory.mktemp("strand"), SEQUENCE[:9], phi_psi=SHEET)
    surroundings = sampling.Sampler(folder, "CPU", 1, KINDS).mover.surroundings
    chain, oxygen = surroundings.chain, surroundings.chain.residues[3].atoms["O"]
    turned = placement.flipped(chain, surroundings.start, 3)
    assert 10 * np.linalg.norm(turned[oxygen] - surroundings.start[oxygen]) > 3.0
    assert not faults(surroundings.checks, surroundings.start, turned)
    wrong = started_from(surroundings, turned)
    back = Trajectory(wrong, (), (), 1)
    assert back.attempt(Proposal(FLIP, 3, 4))
    assert 10 * np.linalg.norm(back.positions[oxygen] - surroundings.start[oxygen]) < 1.0


def test_half_a_turn_twice_is_none(right):
    twice = placement.flipped(right.chain, placement.flipped(right.chain, right.start, 4), 4)
    np.testing.assert_allclose(twice, right.start, atol=1e-9)


def astray_and_back(right, seed):
    """A loop led astray without density and rebuilt: its positions then and now, and the region."""
    trajectory = Trajectory(right, (), (), seed)
    change = trajectory.change(Proposal(LOOP, 14, 19))
    region = Region(right, right.chain.particles(change.moved), [right.start, change.aim], seed)
    relaxation.place(region, right.start)
    relaxation.run(region, relaxation.WITHOUT_SIZE, 1500.0, 500, 0.002, 5.0)
    astray = relaxation.taken(region, right.start)
    relaxation.rebuild(region)
    relaxation.settle(region)
    return astray, relaxation.taken(region, right.start), region


def test_a_loop_is_rebuilt_where_its_density_is(right):
    """A loop that was led astray without density comes back into it. A trajectory that ends as no numbers, which
    depends on the processor, is given up, as a run gives it up: one of a few seeds must come back.
    """
    ideal = alphas(right.chain, right.start)
    back = 0
    for seed in range(5, 10):
        try:
            astray, came, region = astray_and_back(right, seed)
        except openmm.OpenMMException:
            continue
        frozen = ~region.moving
        np.testing.assert_array_equal(came[frozen], right.start[frozen])
        went_astray = np.linalg.norm(alphas(right.chain, astray) - ideal, axis=1).max() > 3.0
        back += went_astray and not faults(right.checks, right.start, came)
    assert back


def test_a_region_scores_what_the_whole_model_would(right, sampler):
    """The difference of the scores of two positions is that of the model's energies, when all atoms near are there."""
    chain = right.chain
    moved = placement.with_chi(chain, right.start, 4, (180.0,))
    region = Region(right, chain.particles([3, 4, 5]), [right.start, moved], 1)
    scores, totals = [], []
    for positions in (right.start, moved):
        relaxation.place(region, positions)
        region.context.setParameter("hardness", 1.0)
        scores.append(relaxation.score(region))
        totals.append(energies(sampler.annealer.context(positions)).total)
    change = totals[1] - totals[0]
    assert abs(change) > 20.0
    assert scores[1] - scores[0] == pytest.approx(change, abs=0.05 * abs(change) + 5.0)


def beside_an_axis(positions):
    """A two-fold axis along z so far off that no atom comes within 0.22 nm of one of the mate."""
    for x in np.arange(0.0, 9.0, 0.05):
        operators = Operators(np.diag([-1.0, -1.0, 1.0])[None], np.array([[x, 0.0, 0.0]]))
        if np.linalg.norm(positions[:, None] - operators.images(positions)[0][None], axis=2).min() > 0.22:
            return operators
    raise AssertionError("no place for an axis")


def test_mates_follow_what_moves_in_a_region(helix, right):
    """Score differences are those of the whole model with its mates, before and after a settling that moves both."""
    prepared = load(helix)
    start = prepared.start
    mates = mates_near(beside_an_axis(start.positions), start.positions)
    add_mates(prepared.system, mates)
    device = right.device
    whole = Annealer(prepared.system, start.density, start.centre, start.heavy, prepared.schedule, device)
    touching = mates.pairs[np.argmin(np.linalg.norm(whole_gaps(mates, start.positions), axis=1)), 0]
    index = next(residue.index for residue in right.chain.residues if touching in residue.particles)
    moved = right.chain.particles(range(max(0, index - 1), min(len(right.chain), index + 2)))
    region = Region(replace(right, mates=mates), moved, [start.positions], 1)
    alone = Region(right, moved, [start.positions], 1)
    relaxation.place(region, start.positions)
    first = relaxation.score(region)
    settled = relaxation.settle(region)
    moved = relaxation.taken(region, start.positions)
    change = energies(whole.context(moved)).total - energies(whole.context(start.positions)).total
    assert settled - first == pytest.approx(change, abs=0.05 * abs(change) + 5.0)
    scores = []
    for positions in (start.positions, moved):
        relaxation.place(alone, positions)
        scores.append(relaxation.score(alone))
    assert abs((scores[1] - scores[0]) - (settled - first)) > 5.0  # the mates were felt


def whole_gaps(mates, positions):
    """The vectors between the atoms of every pair with a mate, nm."""
    images = mates.operators.images(positions)
    return positions[mates.pairs[:, 0]] - images[tuple(mates.sites[mates.pairs[:, 1]].T)]


@pytest.mark.parametrize("chi", [(60.0,), (-65.0, 174.0), (180.0, 65.0, -170.0, 180.0)])
def test_side_chain_torsions_are_set(right, chi):
    chain, index = right.chain, 1 if len(chi) > 2 else 2  # lysine, leucine
    moved = placement.with_chi(chain, right.start, index, chi)
    for number, wanted in enumerate(chi, 1):
        atoms = chain.chi_atoms(index, number)
        assert np.degrees(placement.torsion(*moved[list(atoms)])) % 360 == pytest.approx(wanted % 360, abs=1e-4)
    np.testing.assert_array_equal(
        handedness(moved, right.checks.centres), handedness(right.start, right.checks.centres)
    )
    bonds = right.chain.residues[index].backbone
    np.testing.assert_array_equal(moved[bonds], right.start[bonds])


def test_a_shifted_stretch_lies_in_its_places(right):
    chain = right.chain
    profile = placement.shift_profile(chain, np.zeros(len(chain)), 6, 10, 2, (2, 2))
    assert {index: profile[index] for index in range(4, 11)} == {4: 0, 5: 0, 6: 2, 7: 2, 8: 2, 9: 2, 10: 2}
    # residues 11 and 12, whose places are taken, lie between place 12 and residue 13, which stays
    squeezed = [index + profile[index] for index in (11, 12, 13)]
    assert squeezed == pytest.approx([12 + 1 / 3, 12 + 2 / 3, 13])
    moved = placement.shifted(chain, right.start, right.start, profile, {})
    for index in range(6, 11):
        here, there = chain.residues[index].atoms, chain.residues[index + 2].atoms
        for name in ("CA", "O"):
            np.testing.assert_allclose(moved[here[name]], right.start[there[name]], atol=1e-9)
    np.testing.assert_array_equal(
        handedness(moved, right.checks.centres), handedness(right.start, right.checks.centres)
    )


def test_at_the_end_of_a_chain_the_residues_beyond_a_stretch_go_along(right):
    chain = right.chain
    profile = placement.shift_profile(chain, np.zeros(len(chain)), 12, 18, 1, (2, 3))
    assert profile[19] == 1 and profile[11] == 0
    moved = placement.shifted(chain, right.start, right.start, profile, {})
    beyond = alphas(chain, moved)[19] - alphas(chain, right.start)[19]
    assert np.linalg.norm(beyond) == pytest.approx(3.3, abs=0.01)


def test_helical_peptides_and_those_before_proline_are_not_drawn(right):
    assert not any(may_flip(right.chain, right.start, index) for index in range(4, 14))


def test_where_the_density_is_missing_moves_are_likelier(right):
    density = backbone_density(right.chain, right.density, right.start)
    assert density.min() > 0.5
    random = np.random.default_rng(1)
    density[7] = 0.0
    drawn = [by_misfit(random, density) for _ in range(200)]
    assert drawn.count(7) > 150


def register_file(path, stretches):
    path.write_text(json.dumps({"resolution": 3.0, "residues": 20, "stretches": stretches}))
    return path


def stretch(first, last, shift, chain="A", probability=0.5, **more):
    return {
        "chain": chain,
        "first": first,
        "last": last,
        "shift": shift,
        "probability": probability,
        "residues": [],
        **more,
    }


def test_stretches_are_read_and_drawn_by_their_probability(right, tmp_path):
    path = register_file(
        tmp_path / "register.json",
        [
            stretch("7", "14", 1, residues=[{"residue": "8", "place": "9", "chi": [-60.0]}]),
            stretch("4", "9", -1, probability=1e-9),
        ],
    )
    found = stretches_in(path, right.chain)
    assert [(each.first, each.last, each.shift) for each in found] == [(6, 13, 1), (3, 8, -1)]
    assert found[0].chi == {7: (-60.0,)}
    weights = np.array([each.probability for each in found])
    draws = [drawn_stretch(np.random.default_rng(seed), found, weights.copy()) for seed in range(20)]
    assert {(draw.first, draw.last, draw.shift) for draw in draws} == {(6, 13, 1)}
    assert {draw.free for draw in draws} == {(2, 2), (2, 3), (3, 2), (3, 3)}
    drawn_stretch(np.random.default_rng(1), found, weights)
    assert weights[0] == 0.25  # another is likelier now
    assert stretches_in(None, right.chain) == ()


@pytest.mark.parametrize(
    "broken",
    [
        stretch("7", "14", 1, chain="B"),
        stretch("7", "20", 1),
        stretch("14", "7", 1),
        stretch("7", "14", 0),
        {"chain": "A"},
    ],
)
def test_a_register_of_another_model_is_refused(right, tmp_path, broken):
    with pytest.raises(InputError, match="is not what `emtools register` writes of this model"):
        stretches_in(register_file(tmp_path / "register.json", [broken]), right.chain)


def test_a_stretch_that_gains_is_likelier_than_one_that_was_not_looked_at_or_loses():
    gains = (50.0, None, -100.0, -1000.0)
    weights = [weight(Stretch(1, 9, 1, 0.25, {}, gain), 8000.0) for gain in gains]
    assert weights[:2] == [pytest.approx(0.5, abs=1e-5)] * 2
    assert weights[2] == pytest.approx(0.5 * np.exp(-100.0 / (0.0083145 * 8000.0)), abs=1e-5)
    assert weights[3] == pytest.approx(0.005, abs=1e-5)


def test_stretches_of_one_shift_that_overlap_are_one_family():
    evidence = [
        Stretch(10, 19, 1, 0.2, {10: (1.0,)}),
        Stretch(10, 19, -1, 0.5, {}),
        Stretch(14, 22, 1, 0.1, {22: (2.0,)}),
        Stretch(30, 34, 1, 0.1, {}),
    ]
    found = families(evidence)
    assert [family.probability for family in found] == pytest.approx([0.5, 0.3, 0.1])
    assert [(each.first, each.last) for each in found[1].members] == [(10, 19), (14, 22)]
    assert found[1].union.chi == {10: (1.0,), 22: (2.0,)}


def test_the_survey_finds_where_a_shifted_stretch_ends(right, helix, tmp_path):
    """Most of the evidence begins two residues late; the survey comes nearer, and its move gains more."""
    first, last = STRETCH[0], STRETCH[-1]
    off = started_from(right, forced(right, Proposal(REGISTER, first, last, 1, (3, 3))))
    evidence = [Stretch(first + begin, last + end, -1, 0.3, {}) for begin, end in ((3, -2), (1, 0), (2, -3))]
    (family,) = looked_at(evidence, len(off.chain))
    found = Survey(off, 0, family).best()
    best = found[0]
    assert abs(best.first - first - 1) <= 1 and best.gain > 0
    ended = applied(off, Proposal(REGISTER, evidence[0].first, evidence[0].last, -1, (3, 3)), 1)
    assert ended is None or ended.score < best.gain
    assert best.probability == pytest.approx(0.9)

    rows = [row_of(each, right.chain) for each in found]
    again = stretches_in(register_file(tmp_path / "shifts.json", rows), right.chain)
    assert [(each.first, each.last, each.shift) for each in again] == [(e.first, e.last, e.shift) for e in found]
    assert [each.gain for each in again] == pytest.approx([each.gain for each in found], abs=0.05)


def test_the_survey_of_a_right_model_gains_nothing(helix, tmp_path):
    register = register_file(tmp_path / "register.json", [stretch("7", "14", 1)])
    out = tmp_path / "prepared" / "shifts.json"
    succeed("sample_openmm.py", "survey", "--system", helix, "--register", register, "--out", out)
    found = json.loads(out.read_text())
    assert found["residues"] == 20 and all(each["gain"] < -100 for each in found["stretches"])


def test_a_survey_is_the_same_whatever_is_looked_at_together(helix, tmp_path, monkeypatch):
    monkeypatch.setattr(survey, "RESIDUES_PER_FAMILY", 10)  # two families of the helix's twenty residues
    register = register_file(tmp_path / "register.json", [stretch("4", "9", 1), stretch("12", "17", -1)])
    surveyor = sampling.Surveyor(helix, register)
    assert len(surveyor.families) == 2
    alone = sorted(map(surveyor, (1, 0)))
    assert alone == [sampling.Surveyor(helix, register)(number) for number in (0, 1)]


def test_a_bond_goes_through_a_ring_only_inside_it():
    ring = 0.139 * np.array([[np.cos(angle), np.sin(angle), 0.0] for angle in np.radians(range(0, 360, 60))])
    up, down = np.array([0.0, 0.0, 0.05]), np.array([0.0, 0.0, -0.1])
    assert goes_through(ring, up, down) and goes_through(ring, down, up)
    assert not goes_through(ring, up, up / 2)
    beside = np.array([0.2, 0.0, 0.0])
    assert not goes_through(ring, up + beside, down + beside)


def test_a_side_chain_that_was_put_through_a_ring_is_turned_away(right):
    """A lysine whose end lies in the ring of a phenylalanine, which minimisation would never free."""
    chain = right.chain
    lysine, ring = chain.residues[1], rings_of(chain)[0]
    assert (lysine.name, chain.residues[ring[0]].name) == ("LYS", "PHE")
    assert threaded(chain, right.start, range(len(chain))) == []
    middle = right.start[ring[1]].mean(axis=0)
    normal = np.linalg.svd(right.start[ring[1]] - middle)[2][2]
    moved = right.start.copy()
    own = lysine.particles
    bond = moved[lysine.atoms["CE"]] - moved[lysine.atoms["CD"]]
    moved[own] += middle + 0.05 * normal - moved[lysine.atoms["CD"]]
    moved[lysine.atoms["CE"]] = moved[lysine.atoms["CD"]] - np.linalg.norm(bond) * normal
    assert (1, ring[0]) in threaded(chain, moved, [1])
    freed = turned_away(chain, moved, 1)
    assert freed is not None and threaded(chain, freed, [1]) == []
    backbone = lysine.backbone
    np.testing.assert_array_equal(freed[backbone], moved[backbone])
    np.testing.assert_array_equal(unthreaded(chain, moved, [1]), freed)
    np.testing.assert_array_equal(unthreaded(chain, right.start, [1]), right.start)


def test_a_start_with_a_bond_through_a_ring_is_freed(helix, right, tmp_path):
    """Such a start has no models: each ends in coordinates that are not numbers, or with the ring about the bond."""
    model = gemmi.read_structure(str(helix.parent / "prepared.cif"))
    lysine, ring = model[0]["A"][1], model[0]["A"][right.chain.residues[rings_of(right.chain)[0][0]].index]
    assert (lysine.name, ring.name) == ("LYS", "PHE")
    places = [np.array(ring.sole_atom(name).pos.tolist()) for name in ("CG", "CD1", "CE1", "CZ", "CE2", "CD2")]
    middle = np.mean(places, axis=0)
    normal = np.linalg.svd(np.array(places) - middle)[2][2]
    along = {"CG": 2.2, "CD": 0.75, "CE": -0.75, "NZ": -2.2}
    for atom in lysine:
        if atom.name in along:
            atom.pos = gemmi.Position(*(middle + along[atom.name] * normal))
    model.make_mmcif_document().write_file(str(tmp_path / "pierced.cif"))
    folder = tmp_path / "system"
    schedule = Schedule(default_weight(3.0))
    setup.run(setup.Setup(tmp_path / "pierced.cif", helix.parent / "map.mrc", 3.0, None, folder, schedule))
    (pierced,) = json.loads((folder / "setup.json").read_text())["pierced_rings"]
    assert pierced == {"bond_of": "A 2 (LYS)", "ring_of": f"A {ring.seqid} (PHE)", "freed": True}
    relaxed = sampling.Sampler(folder, "CPU", 1, KINDS).mover.surroundings
    assert threaded(relaxed.chain, relaxed.start, range(len(relaxed.chain))) == []


def test_a_probable_shift_may_cost_more(right):
    """The odds of the evidence count where they are in favour, and nowhere else."""
    assert favour(0.98) == pytest.approx(np.log(49.0)) and favour(1.0) == pytest.approx(np.log(100.0))
    assert favour(0.5) == favour(0.02) == 0.0
    assert (
        acceptance(-100.0, 8000.0, favour(0.9)) > acceptance(-100.0, 8000.0) == pytest.approx(np.exp(-1.5034), rel=1e-3)
    )
    assert acceptance(10.0, 8000.0) == 1.0


def test_a_density_term_is_not_copied_into_forces(right):
    """OpenMM pickles what a force computes, and never frees that: 9 MB for every move of a real map."""
    with pytest.raises(TypeError):
        pickle.dumps(right.density)


def rows(path):
    with path.open(newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def moved(helix, tmp_path_factory):
    folder = tmp_path_factory.mktemp("moved")
    register = register_file(folder / "register.json", [stretch("7", "14", 1)])
    succeed("sample_openmm.py", "sample", "--system", helix, "--seeds", "1-2", "--register", register, "--out", folder)
    return folder


def test_the_same_seed_gives_the_same_bytes_with_moves(helix, moved, tmp_path):
    register = moved / "register.json"
    sampling.run(sampling.Batch(helix, (2,), "CPU", 1, tmp_path, register))
    assert (tmp_path / "model_0002.cif").read_bytes() == (moved / "model_0002.cif").read_bytes()


def test_moves_are_counted_and_spoil_no_right_model(helix, moved):
    start = np.load(helix / "start.npz")
    checks, order = start["centres"], start["order"]
    for row in rows(moved / "scores.csv"):
        assert row["register_proposed"] == "1" and row["register_accepted"] == "0"
        assert int(row["loop_proposed"]) >= int(row["loop_accepted"]) and row["loop_proposed"] == "1"
        model = np.full_like(start["positions"], np.nan)
        model[order] = list(atoms_of(moved / f"{row['model']}.cif").values())
        whole = 10 * start["positions"] + start["centre"]
        np.testing.assert_array_equal(handedness(model, checks), handedness(whole, checks))
        assert not is_cis(model, start["peptides"]).any()


def test_without_moves_the_sampler_is_what_it_was(helix, tmp_path):
    sampling.run(sampling.Batch(helix, (1,), "CPU", 1, tmp_path, None, ()))
    alone = sampling.Sampler(helix, "CPU", 1)
    positions, _ = alone.annealer.model(alone.start.positions, 1)
    assert (tmp_path / "model_0001.cif").read_text() == positioned(alone.output, alone.start, positions)
    counts = {key: value for key, value in rows(tmp_path / "scores.csv")[0].items() if key.split("_")[0] in KINDS}
    assert len(counts) == 8 and set(counts.values()) == {"0"}


def test_an_unknown_kind_of_move_is_refused(helix, tmp_path):
    done = program(
        "sample_openmm.py", "sample", "--system", helix, "--seeds", "1", "--moves", "twist", "--out", tmp_path / "out"
    )
    assert done.returncode == 2 and "'twist' is not all, none, or some of register,loop,flip,regrow" in done.stderr
