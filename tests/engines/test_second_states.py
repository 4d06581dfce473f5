"""Second conformations: a peptide whose end has two, in a map of both, and one with one in its own map."""

import json
from dataclasses import replace

import gemmi
import numpy as np
import pytest
from conftest import ORIGIN, add_chain, new_structure, simulated_map, succeed, write

from emconverge_engines.maps import read_grid
from emconverge_engines.models import read_model
from emconverge_engines.sampler import setup
from emconverge_engines.sampler.density_scale import MapLevels
from emconverge_engines.sampler.moves.placement import turned
from emconverge_engines.sampler.moves.proposals import density_at
from emconverge_engines.sampler.sampling import surroundings_of
from emconverge_engines.sampler.schedule import Schedule, default_weight
from emconverge_engines.sampler.second import search
from emconverge_engines.sampler.second.building import LEAST_SHARE, Builder, Built
from emconverge_engines.sampler.second.leftover import Observed, instead, leftover_of
from emconverge_engines.sampler.second.making import alphas_of, backbones, middle_of
from emconverge_engines.sampler.second.places import own_densities, places
from emconverge_engines.sampler.second.search import DRAWN, MOST, NEAR_SHARE, NEAREST, TRIED
from emconverge_engines.sampler.start import load, positioned
from emconverge_engines.symmetry import Symmetry

RESOLUTION, B_FACTOR = 3.0, 60.0
SEQUENCE = [gemmi.expand_one_letter(letter, gemmi.ResidueKind.AA) for letter in "AKLEFWIGYSLRTFNVMLQA"]
HINGE, END = 12, 19  # indices of residues
OCCUPANCIES = 0.6, 0.4


def made(folder, density):
    """The folder of setup, for a peptide in a map; density: makes the map's model of the peptide's file."""
    structure = new_structure()
    add_chain(structure, "A", SEQUENCE, at=ORIGIN)
    stripped, model = write(structure, folder / "stripped.cif"), folder / "model.cif"
    succeed("complete_model.py", "--model", stripped, "--out", model, "--json", folder / "completed.json")
    complete = read_model(model)
    for site in complete[0].all():
        site.atom.b_iso = B_FACTOR
    write(complete, model)
    of_map = simulated_map(density(model, folder), folder / "map.mrc", b_factor=B_FACTOR)
    schedule = Schedule(default_weight(RESOLUTION))
    setup.run(setup.Setup(model, of_map, RESOLUTION, None, folder / "system", schedule))
    return folder


def bent(positions, chain):
    """Positions, nm, with the end of the chain turned about its hinge."""
    moving = chain.particles(range(HINGE, END + 1))
    origin = positions[chain.residues[HINGE].atoms["CA"]]
    along = positions[chain.residues[END].atoms["CA"]] - origin
    axis = np.cross(along, [0.0, 0.0, 1.0])
    there = positions.copy()
    there[moving] = turned(positions[moving], origin, axis, np.radians(50))
    return there


def of_both(model, folder):
    """A model of both conformations, as two chains."""
    both = read_model(model)
    other = both[0][0].clone()
    other.name = "B"
    origin, end = (np.array(other[index]["CA"][0].pos.tolist()) for index in (HINGE, END))
    axis = np.cross(end - origin, [0.0, 0.0, 1.0])
    for residue in list(other)[HINGE:]:
        for atom in residue:
            place = turned(np.array([atom.pos.tolist()]), origin, axis, np.radians(50))[0]
            atom.pos = gemmi.Position(*place)
    both[0].add_chain(other)
    for chain, occupancy in zip(both[0], OCCUPANCIES, strict=True):
        for residue in chain:
            for atom in residue:
                atom.occ = occupancy
    return write(both, folder / "both.cif")


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    return made(tmp_path_factory.mktemp("two"), of_both)


@pytest.fixture(scope="module")
def found(two):
    """The prepared system, its surroundings, the leftover density and its places."""
    prepared = load(two / "system")
    surroundings = surroundings_of(prepared)
    levels = MapLevels(**json.loads((two / "system/setup.json").read_text())["normalisation"])
    observed = Observed(read_grid(two / "map.mrc"), RESOLUTION, levels, None)
    leftover = leftover_of(observed, [two / "model.cif"], ())
    _, there = middle_of([two / "model.cif"], surroundings.chain, prepared)
    return prepared, surroundings, there, leftover, places(leftover, alphas_of(surroundings.chain, there, prepared))


def test_the_second_conformation_is_left_over_beside_the_residues_that_have_it(found):
    prepared, surroundings, there, _, (place, *more) = found
    assert not more
    first, last = place.beside(surroundings.chain, alphas_of(surroundings.chain, there, prepared))
    assert HINGE - 6 <= first < END - 3 and last >= END - 1
    assert place.typical == pytest.approx(OCCUPANCIES[1], abs=0.15)


def test_a_place_beside_a_chain_that_has_its_whole_density_is_not_of_the_chain(found):
    prepared, surroundings, there, leftover, (place,) = found
    chain, alphas = surroundings.chain, alphas_of(surroundings.chain, there, prepared)
    densities = own_densities(leftover, 10 * there[backbones(chain)] + prepared.start.centre)
    whole = densities[2:HINGE].mean()
    assert densities[HINGE + 3 :].mean() < whole - 0.2  # what has two conformations shares it
    assert place.may_be_of(chain, alphas, densities)
    assert not place.may_be_of(chain, alphas, np.full(len(alphas), whole))
    of_all = replace(place, density=place.density / OCCUPANCIES[1])
    assert not of_all.may_be_of(chain, alphas, densities)
    densities[END - 2 :] = 0.1  # these residues do not lie in density, and may belong there
    assert of_all.may_be_of(chain, alphas, densities)


def test_what_lies_nearer_to_a_mate_is_the_mates_own(found):
    """A two-fold axis beside the place brings a mate there, in one of two ways nearer than the asymmetric unit is."""
    prepared, surroundings, there, leftover, (place,) = found
    alphas = alphas_of(surroundings.chain, there, prepared)
    nearest = alphas[np.argmax(place.weights(alphas))]
    away = place.centre - nearest
    away /= np.linalg.norm(away)
    turn = 2 * np.outer(away, away) - np.eye(3)  # about the line from the residue to the place
    for shift, mine in ((2.0, False), (30.0, True)):
        mate = np.column_stack([turn, nearest - turn @ nearest + shift * away])
        operators = np.stack([np.eye(3, 4), mate])
        symmetry = Symmetry("C2", None, nearest, away[None], operators, (1,))
        seen = replace(leftover, observed=replace(leftover.observed, symmetry=symmetry))
        assert [each.volume for each in places(seen, alphas)] == [place.volume] * mine


def test_what_mates_have_beyond_the_map_does_not_come_in_on_its_other_side(found, two):
    observed = found[3].observed
    mate = np.eye(3, 4)
    mate[0, 3] = observed.grid.values.shape[0] * observed.grid.spacing[0]  # one box further
    symmetry = Symmetry("C2", None, np.zeros(3), np.eye(3)[:1], np.stack([np.eye(3, 4), mate]), (1,))
    alone = observed.placed(two / "model.cif")
    whole = replace(observed, symmetry=symmetry).whole(alone)
    assert len(whole[0]) == 2 * len(alone[0])
    np.testing.assert_array_equal(observed.density(whole), observed.density(alone))


@pytest.mark.parametrize("share, attempts, built", [(0.1, TRIED, 0), (NEAR_SHARE, DRAWN, 0), (LEAST_SHARE, MOST, MOST)])
def test_more_is_tried_where_attempts_come_near(monkeypatch, share, attempts, built):
    """The other place, to which nothing comes near, is not tried again."""
    window, seen = (HINGE, END), []

    def made(_maker, arguments, numbers, _jobs):
        seen.extend(numbers)
        for number in numbers:
            if number >= MOST + DRAWN:
                assert arguments[1] == [[window] * NEAREST] * 2
            yield number // MOST, Built(*window, np.zeros((1, 3)), 0.0, share * (number // MOST))

    monkeypatch.setattr(search.parallel, "made", made)
    other, tried = search.searched(search.Search(None, None, None, None, [None] * 2), 1)
    assert (other.attempts, tried.attempts, len(tried.reached())) == (TRIED, attempts, built)
    assert seen == [*range(TRIED), *range(MOST, MOST + attempts)]


def test_a_window_lies_in_the_place_only_where_its_density_is(found):
    prepared, surroundings, there, leftover, (place,) = found
    builder = Builder(surroundings, prepared.start.centre, there, leftover, place)
    other = bent(there, surroundings.chain)
    assert builder.share(HINGE, END, other) >= LEAST_SHARE and builder.share(HINGE, END, there) == 0
    astray = there + 0.2 * np.array([0.0, 0.0, 1.0])
    assert builder.share(HINGE, END, astray) < LEAST_SHARE
    assert set(builder.moved(Built(HINGE, END, other, 0.0, 0.0))) >= set(range(HINGE + 2, END + 1))


def test_a_window_is_led_as_a_whole(found):
    prepared, surroundings, there, leftover, (place,) = found
    builder = Builder(surroundings, prepared.start.centre, there, leftover, place)
    shifts = np.linalg.norm(builder.led(HINGE, END, 1) - surroundings.start, axis=1)
    assert shifts[builder.backbone(HINGE, END)].min() > 0
    assert not shifts[builder.backbone(0, HINGE - 2)].any()


def test_annealed_in_a_density_that_holds_the_second_conformation_and_not_the_first(found, two):
    prepared, surroundings, there, leftover, (place,) = found
    other, chain = bent(there, surroundings.chain), surroundings.chain
    moved = [residue for residue in chain.residues if residue.index >= HINGE + 3]
    backbone = np.concatenate([residue.backbone for residue in moved])
    atoms = 10 * other[backbone] + prepared.start.centre
    ids = {(residue.chain, residue.number) for residue in moved}
    density = instead(prepared.start.density, leftover, two / "model.cif", ids, atoms, place.typical)

    def means(grid):
        term = type(surroundings.density)(grid, 1.0, prepared.start.centre)
        return [float(density_at(term, positions[backbone]).mean()) for positions in (there, other)]

    before, after = means(prepared.start.density), means(density)
    assert before[0] > before[1] and after[0] < 0.3 and after[1] > 0.7


def test_in_its_own_map_a_model_leaves_nothing_over(tmp_path):
    folder = made(tmp_path, lambda model, folder: model)
    options = ["--system", folder / "system", "--models", folder / "model.cif", "--map", folder / "map.mrc"]
    succeed("sample_openmm.py", "second", *options, "--out", folder / "second")
    record = json.loads((folder / "second/second_states.json").read_text())
    assert record["places"] == [] and record["places_left_out"] == 0
    assert [file.name for file in (folder / "second").iterdir()] == ["second_states.json"]


def test_what_is_begun_elsewhere_is_told_from_the_models_and_not_from_the_start(found, two):
    """The models may all have left the start's conformation: then the start itself has the second one."""
    prepared, surroundings, there, leftover, (place,) = found
    begun = replace(surroundings, start=bent(there, surroundings.chain))
    builder = Builder(begun, prepared.start.centre, there, leftover, place)
    assert builder.share(HINGE, END, begun.start) >= LEAST_SHARE
    written = two / "begun.cif"
    written.write_text(positioned(prepared.model, prepared.start, begun.start))
    assert middle_of([two / "model.cif"] * 2 + [written], surroundings.chain, prepared)[0] == two / "model.cif"
