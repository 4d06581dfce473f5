import itertools
import json
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import gemmi
import jsonschema
import numpy as np
import pytest
from conftest import ROOT, add_chain, atoms_of, new_structure, program, simulated_map, succeed, write, write_map

from emconverge_engines.maps import read_grid
from emconverge_engines.refiner.correlation import map_correlation
from emconverge_engines.refiner.schedule import Schedule
from emconverge_engines.refiner.structure import add_disulfides, shift

SCHEMA = json.loads((ROOT / "docs" / "schema" / "refinement.schema.json").read_text())


def shaken(model, path, by, seed=0):
    """The model with every atom moved at random, by Å on each axis (standard deviation)."""
    structure = gemmi.read_structure(str(model))
    random = np.random.default_rng(seed)
    for site in structure[0].all():
        site.atom.pos += gemmi.Position(*random.normal(scale=by, size=3))
    return write(structure, path)


def refine(models, maps, out, *more, **options):
    """models: one or a list; maps: one, or a list of two half maps."""
    models = models if isinstance(models, list) else [models]
    maps = ["--halfmaps", *maps] if isinstance(maps, list) else ["--map", maps]
    return program(
        "refine_servalcat.py", "--model", *models, *maps, "--resolution", 3.0, "--out", out, *more, **options
    )


@pytest.fixture
def model(prepared, tmp_path):
    """The prepared model under a sampled model's name."""
    return shutil.copy(prepared[0], tmp_path / "model_0007.cif")


@pytest.fixture
def odd(prepared, tmp_path):
    """A model that Servalcat fails on: it has a residue that the monomer library lacks."""
    structure = new_structure()
    add_chain(structure, "A", ["ALA", "ZZZ", "ALA"], at=next(iter(atoms_of(prepared[0]).values())))
    return write(structure, tmp_path / "odd.cif")


def stand_in(path, script):
    """A program in Servalcat's place."""
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_refinement_returns_to_the_map_and_keeps_the_frame(prepared, monomer_library, tmp_path):
    truth, density = prepared
    start = shaken(truth, tmp_path / "model_0007.cif", 0.2)
    done = refine(start, density, tmp_path / "out", "--cycles", 6)
    assert done.returncode == 0, done.stderr
    report = json.loads((tmp_path / "out" / "model_0007.refinement.json").read_text())
    jsonschema.Draft202012Validator(SCHEMA).validate(report)
    assert set(report) <= set(SCHEMA["properties"]) and report["cycles"] == 6
    assert report["fsc_average_after"] > report["fsc_average_before"] + 0.02
    assert report["cc_after"] > report["cc_before"] and report["cc_after"] > 0.9
    true, before, after = (atoms_of(path) for path in (truth, start, tmp_path / "out" / "model_0007.cif"))
    assert list(after) == list(before)  # the same heavy atoms in the same order, chain ids and insertion codes
    errors = [np.mean([np.linalg.norm(atoms[key] - place) for key, place in true.items()]) for atoms in (before, after)]
    assert errors[1] < 0.7 * errors[0]  # towards the truth: the frame is the input's
    gap = np.linalg.norm(after["Ab1", "7", "GLU", "C"] - after["Ab1", "7B", "VAL", "N"])
    assert gap > 2.0
    assert (tmp_path / "out" / "model_0007.log").stat().st_size > 1000
    assert names(tmp_path / "out") == ["model_0007.cif", "model_0007.log", "model_0007.refinement.json"]


def torsions(path):
    """(peptide bonds, 3): ψ of the residue before a peptide bond, ω of the bond and φ of the residue behind it, rad."""
    found = []
    for chain in gemmi.read_structure(str(path))[0]:
        for first, second in itertools.pairwise(chain):
            backbone = [residue[name][0].pos for residue in (first, second) for name in ("N", "CA", "C")]
            if backbone[2].dist(backbone[3]) < 2.0:
                found.append([gemmi.calculate_dihedral(*backbone[start : start + 4]) for start in range(3)])
    return np.array(found)


def turned(before, after):
    """How far ψ, ω and φ turned between two models, degrees (root mean square over the peptide bonds)."""
    by = np.angle(np.exp(1j * (torsions(after) - torsions(before))))
    return np.degrees(np.sqrt(np.mean(by**2, axis=0)))


def test_noise_does_not_turn_the_backbone(prepared, monomer_library, tmp_path):
    """A right model in a map of 4 Å that is mostly noise: only without jelly-body restraints is it pulled apart."""
    truth = prepared[0]
    noisy = simulated_map(truth, tmp_path / "noisy.mrc", spacing=1.2, b_factor=150.0, noise=0.3, seed=3)
    by = {}
    for name, options in {"default": [], "free": ["--jellybody-sigma", 0]}.items():
        out = tmp_path / name
        done = refine(truth, noisy, out, "--resolution", 4.0, *options)
        assert done.returncode == 0, done.stderr
        by[name] = turned(truth, out / "prepared.cif")
    assert max(by["default"]) < 15, by  # Servalcat's own restraints: 25
    assert max(by["free"]) > 1.2 * max(by["default"]), by
    kept, free = (json.loads((tmp_path / name / "prepared.refinement.json").read_text()) for name in by)
    jsonschema.Draft202012Validator(SCHEMA).validate(free)
    assert kept["jellybody_sigma"] > 0 and kept["jellybody_distance"] > 0
    assert free["jellybody_sigma"] is None and free["jellybody_distance"] is None


@pytest.mark.parametrize(
    "resolution, sigma, expected",
    [(1.75, None, (0.0, 1.0)), (2.0, None, (0.0, 1.0)), (2.01, None, (0.03, 2.0)), (1.75, 0.01, (0.01, 2.0))],
)
def test_the_restraints_go_by_resolution_or_by_what_is_named(resolution, sigma, expected):
    schedule = Schedule.at(resolution, sigma=sigma)
    assert (schedule.sigma, schedule.contact_weight) == expected and schedule.torsion_weight == schedule.contact_weight
    assert ("--jellybody" in schedule.arguments) == (schedule.sigma > 0)


def test_no_cycles_move_nothing_by_more_than_a_thousandth(prepared, monomer_library, tmp_path):
    done = refine(prepared[0], prepared[1], tmp_path, "--cycles", 0)
    assert done.returncode == 0, done.stderr
    before, after = atoms_of(prepared[0]), atoms_of(tmp_path / "prepared.cif")
    np.testing.assert_allclose(list(after.values()), list(before.values()), atol=1.01e-3)


@pytest.mark.parametrize("extra", [0, 1])
def test_the_map_correlation_knows_boxes_of_even_and_odd_size(prepared, tmp_path, extra):
    prepared_map = read_grid(prepared[1])
    origin, values = prepared_map.origin, prepared_map.values
    values = np.pad(values, [(0, n % 2 + extra) for n in values.shape])  # all even, or all odd
    grid = gemmi.read_ccp4_map(str(write_map(values, origin, 1.0, tmp_path / "a.mrc"))).grid
    structure = gemmi.read_structure(str(prepared[0]))
    shift(structure, -origin)
    for site in structure[0].all():
        site.atom.b_iso = 60.0
    assert map_correlation(structure, structure, grid, 2.5) > 0.98


def test_half_maps(prepared, model, monomer_library, tmp_path):
    halves = [simulated_map(prepared[0], tmp_path / f"half{i}.mrc", noise=0.05, seed=i) for i in (1, 2)]
    done = refine(model, halves, tmp_path / "out", "--cycles", 2)
    assert done.returncode == 0, done.stderr
    report = json.loads((tmp_path / "out" / "model_0007.refinement.json").read_text())
    assert report["half_maps"] is True and 0 < report["fsc_average_after"] <= 1


def test_a_shifted_half_map_is_moved_to_the_other(prepared, monomer_library, tmp_path):
    halves = [simulated_map(prepared[0], tmp_path / f"half{i}.mrc", noise=0.05, seed=i) for i in (1, 2)]
    second = read_grid(halves[1])
    rolled = np.roll(second.values, (-3, 2, 1), axis=(0, 1, 2))
    moved = write_map(rolled, second.origin + np.array([3, -2, -1]) * second.spacing, 1.0, tmp_path / "moved.mrc")
    reports = []
    for name, other in {"in_place": halves[1], "moved": moved}.items():
        done = refine(prepared[0], [halves[0], other], tmp_path / name, "--cycles", 1)
        assert done.returncode == 0, done.stderr
        assert ("was moved there by its header" in done.stderr) == (name == "moved"), done.stderr
        reports.append(json.loads((tmp_path / name / "prepared.refinement.json").read_text()))
    assert reports[1]["cc_after"] == pytest.approx(reports[0]["cc_after"], abs=0.02)


def test_half_maps_that_show_something_else_lose_the_model_with_the_reason(prepared, monomer_library, tmp_path):
    half = simulated_map(prepared[0], tmp_path / "half1.mrc", noise=0.05, seed=1)
    grid = read_grid(half)
    noise = np.random.default_rng(5).normal(size=grid.values.shape)
    other = write_map(noise, grid.origin, 1.0, tmp_path / "half2.mrc")
    refine(prepared[0], [half, other], tmp_path / "out", "--cycles", 1)
    assert "do not show the same around the model" in (tmp_path / "out" / "prepared.dropped.csv").read_text()


def test_a_constant_added_to_the_map_changes_no_number(prepared, monomer_library, tmp_path):
    grid = read_grid(prepared[1])
    raised = write_map(grid.values + 50 * grid.values.std(), grid.origin, 1.0, tmp_path / "raised.mrc")
    by = []
    for name, path in {"plain": prepared[1], "raised": raised}.items():
        done = refine(prepared[0], path, tmp_path / name, "--cycles", 2)
        assert done.returncode == 0, done.stderr
        by.append(json.loads((tmp_path / name / "prepared.refinement.json").read_text()))
    for key in ("cc_before", "cc_after", "fsc_average_before", "fsc_average_after"):
        assert by[1][key] == pytest.approx(by[0][key], abs=2e-3), key


def test_half_maps_of_different_boxes_are_refused(prepared, monomer_library, tmp_path):
    other = simulated_map(prepared[0], tmp_path / "other.mrc", spacing=1.5)
    done = refine(prepared[0], [prepared[1], other], tmp_path / "out")
    assert done.returncode == 1 and "different boxes" in done.stderr


def test_no_monomer_library_is_one_sentence(prepared, tmp_path):
    done = refine(*prepared, tmp_path, environment={"CLIBD_MON": ""})
    assert (
        done.returncode == 1
        and "no monomer library: set CLIBD_MON" in done.stderr
        and len(done.stderr.splitlines()) == 1
    )
    assert "not a monomer library" in refine(*prepared, tmp_path, "--monlib", tmp_path).stderr


def test_a_failure_of_servalcat_drops_the_model_with_the_log_s_message(prepared, odd, monomer_library, tmp_path):
    done = refine(odd, prepared[1], tmp_path / "out")
    assert done.returncode == 0 and done.stderr.startswith("refine_servalcat.py: Servalcat could not refine ")
    assert "Provide restraint cif file(s) for ZZZ" in done.stderr
    dropped = (tmp_path / "out" / "odd.dropped.csv").read_text().splitlines()
    assert dropped[0] == "model,reason" and len(dropped) == 2
    assert dropped[1].startswith("odd,") and "Provide restraint cif file(s) for ZZZ" in dropped[1]
    assert names(tmp_path / "out") == ["odd.dropped.csv", "odd.log"]


def test_each_model_of_a_batch_stands_on_its_own(prepared, model, odd, monomer_library, tmp_path):
    """One fails, one cannot be read: the others have the bytes that they have alone."""
    unreadable = tmp_path / "page.cif"
    unreadable.write_text("<html>no model</html>")
    other = shaken(prepared[0], tmp_path / "model_0011.cif", 0.1)
    out = tmp_path / "out"
    done = refine([odd, model, unreadable, other], prepared[1], out, "--cycles", 2, "--jobs", 2)
    assert done.returncode == 0, done.stderr
    made = [f"{name}.{suffix}" for name in ("model_0007", "model_0011") for suffix in ("cif", "log", "refinement.json")]
    assert names(out) == [*made, "odd.dropped.csv", "odd.log", "page.dropped.csv"]
    assert f"{unreadable} is neither mmCIF nor PDB" in (out / "page.dropped.csv").read_text()
    assert (out / "model_0007.cif").read_bytes() != (out / "model_0011.cif").read_bytes()
    for alone in (model, other):
        assert refine(alone, prepared[1], tmp_path / "alone", "--cycles", 2).returncode == 0
        name = Path(alone).name
        assert (tmp_path / "alone" / name).read_bytes() == (out / name).read_bytes()


def test_as_many_are_refined_at_once_as_jobs_say(prepared, monomer_library, tmp_path):
    """The stand-in notes how many of it run while it does; it makes no model, so each is dropped."""
    models = [shutil.copy(prepared[0], tmp_path / f"model_{number}.cif") for number in range(4)]
    running = tmp_path / "running"
    running.mkdir()
    program = stand_in(
        tmp_path / "servalcat", f"touch {running}/$$; sleep 0.5; ls {running} | wc -l; rm {running}/$$; exit 1"
    )
    for jobs in (1, 2):
        out = tmp_path / f"out{jobs}"
        assert refine(models, prepared[1], out, "--servalcat", program, "--jobs", jobs).returncode == 0
        assert max(int((out / f"model_{number}.log").read_text()) for number in range(4)) == jobs


def test_two_models_of_one_name_are_refused(prepared, model, monomer_library, tmp_path):
    (tmp_path / "other").mkdir()
    other = shutil.copy(prepared[0], tmp_path / "other" / "model_0007.pdb")
    done = refine([model, other], prepared[1], tmp_path / "out")
    assert done.returncode == 1 and "have the same name" in done.stderr and len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "options, sentence",
    [
        (["--jobs", "0"], "--jobs is 0"),
        (["--cycles", "-1"], "--cycles is -1"),
        (["--jellybody-sigma", "-0.01"], "--jellybody-sigma is -0.01"),
        (["--jellybody-sigma", "nan"], "--jellybody-sigma is nan"),
        (["--model", "absent.cif"], "the model absent.cif does not exist"),
    ],
)
def test_a_fault_of_the_command_line_is_one_sentence(prepared, monomer_library, tmp_path, options, sentence):
    done = refine(*prepared, tmp_path / "out", *options)
    assert done.returncode == 1 and sentence in done.stderr and len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_a_program_that_is_not_there_is_named(prepared, monomer_library, tmp_path):
    done = refine(prepared[0], prepared[1], tmp_path, "--servalcat", "no-such-servalcat")
    assert done.returncode == 1 and "no-such-servalcat is not found" in done.stderr


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_servalcat_that_is_stopped_drops_nothing(prepared, monomer_library, tmp_path, number):
    """As for lack of memory: the status is the signal's, so that the task is tried again with more.

    One model fails, the next is stopped while the last still runs: what is there is whole.
    """
    models = [shutil.copy(prepared[0], tmp_path / f"{name}.cif") for name in ("a", "b", "c")]
    done_one, out = tmp_path / "done", tmp_path / "out"
    program = stand_in(
        tmp_path / "servalcat",
        f"""mkdir {done_one} 2> /dev/null && exit 1
        mkdir {done_one}/b 2> /dev/null && {{ sleep 1; kill -{number.value} $$; }}
        sleep 60""",
    )
    began = time.monotonic()
    done = refine(models, prepared[1], out, "--servalcat", program, "--jobs", 2)
    assert time.monotonic() - began < 30
    assert done.returncode == 128 + number and f"signal {number.value} " in done.stderr
    assert len(names(out)) == 2 and {"a.dropped.csv", "b.dropped.csv"} & set(names(out))


def test_a_process_that_is_killed_ends_the_program_with_its_signal(prepared, model, monomer_library, tmp_path):
    """The system kills a process of this program itself, not one that it started."""
    done = refine(
        model,
        prepared[1],
        tmp_path / "out",
        environment={"PYTHONPATH": str(killing_servalcat(tmp_path, "SIGKILL"))},
    )
    assert done.returncode == 137 and "was stopped by signal 9 while" in done.stderr and names(tmp_path / "out") == []


def test_a_crash_drops_the_model(prepared, model, monomer_library, tmp_path):
    done = refine(
        model,
        prepared[1],
        tmp_path / "out",
        environment={"PYTHONPATH": str(killing_servalcat(tmp_path, "SIGSEGV"))},
    )
    assert done.returncode == 0 and names(tmp_path / "out") == ["model_0007.dropped.csv"]
    assert "its process ended by SIGSEGV" in (tmp_path / "out" / "model_0007.dropped.csv").read_text()


def killing_servalcat(folder, signal_name):
    """A package in the place of Servalcat's whose process ends by a signal."""
    package = folder / "packages" / "servalcat"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "__main__.py").write_text(
        f"import os, signal\ndef main():\n    os.kill(os.getpid(), signal.{signal_name})\n"
    )
    return package.parent


def test_a_program_that_is_stopped_ends_what_it_started_and_leaves_nothing(prepared, monomer_library, tmp_path):
    models = [shutil.copy(prepared[0], tmp_path / f"{name}.cif") for name in ("a", "b")]
    program = stand_in(tmp_path / "servalcat", f"echo $$ > {tmp_path}/$$.pid; exec sleep 60")
    command = [sys.executable, ROOT / "bin/refine_servalcat.py", "--model", *models, "--map", prepared[1]]
    command += ["--resolution", "3", "--out", tmp_path / "out", "--jobs", "2", "--servalcat", program]
    process = subprocess.Popen(command, stderr=subprocess.PIPE)
    try:
        deadline = time.monotonic() + 60
        while len(list(tmp_path.glob("*.pid"))) < 2 and time.monotonic() < deadline:
            time.sleep(0.1)
        process.terminate()
        assert process.wait(30) == 143
    finally:
        process.kill()
    assert names(tmp_path / "out") == []
    started = [int(path.read_text()) for path in tmp_path.glob("*.pid")]
    assert len(started) == 2 and not any(Path(f"/proc/{number}").exists() for number in started)


def test_versions():
    assert "servalcat: " in succeed("refine_servalcat.py", "--versions").stdout


def test_close_sulfurs_are_declared_as_one_disulfide_each():
    """Three cysteines: the two nearest sulfurs are bonded, the third, though within reach of one, is not."""
    structure = gemmi.Structure()
    structure.add_model(gemmi.Model(1))
    chain = structure[0].add_chain(gemmi.Chain("Ab"))
    for number, x in ((4, 0.0), (9, 2.03), (17, 4.9)):
        residue = gemmi.Residue()
        residue.name, residue.seqid = "CYS", gemmi.SeqId(number, "B")
        atom = gemmi.Atom()
        atom.name, atom.element, atom.pos = "SG", gemmi.Element("S"), gemmi.Position(x, 0, 0)
        residue.add_atom(atom)
        chain.add_residue(residue)
    add_disulfides(structure)
    assert [(str(bond.partner1), str(bond.partner2)) for bond in structure.connections] == [
        ("Ab/CYS 4B/SG", "Ab/CYS 9B/SG")
    ]
