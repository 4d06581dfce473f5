import argparse
import csv
import json
import shutil

import numpy as np
import pytest
from conftest import (
    ORIGIN,
    add_chain,
    atoms_of,
    heavy,
    new_structure,
    program,
    simulated_map,
    succeed,
    write,
    write_map,
)

from emconverge_engines.program import InputError
from emconverge_engines.sampler import platforms, sampling
from emconverge_engines.sampler.annealing import energies
from emconverge_engines.sampler.checks import is_cis
from emconverge_engines.sampler.schedule import default_weight
from emconverge_engines.sampler.seeds import seed_list


def rows(path):
    with path.open(newline="") as stream:
        return list(csv.DictReader(stream))


def omega_is_cis(atoms, chain, before, after):
    quad = [
        atoms[(chain, *before, "CA")],
        atoms[(chain, *before, "C")],
        atoms[(chain, *after, "N")],
        atoms[(chain, *after, "CA")],
    ]
    return bool(is_cis(np.array(quad), np.array([[0, 1, 2, 3]]))[0])


@pytest.fixture(scope="module")
def sampled(entry, tmp_path_factory):
    out = tmp_path_factory.mktemp("sampled")
    succeed("sample_openmm.py", "sample", "--system", entry, "--seeds", "1-2", "--out", out)
    return out


def test_the_same_seed_gives_the_same_bytes_in_any_batch(entry, sampled, tmp_path):
    succeed("sample_openmm.py", "sample", "--system", entry, "--seeds", "2", "--out", tmp_path)
    assert (tmp_path / "model_0002.cif").read_bytes() == (sampled / "model_0002.cif").read_bytes()
    assert (sampled / "model_0001.cif").read_bytes() != (sampled / "model_0002.cif").read_bytes()


def test_setup_is_reproducible(prepared, entry, tmp_path):
    model, density = prepared
    succeed("sample_openmm.py", "setup", "--model", model, "--map", density, "--resolution", 3.0, "--out", tmp_path)
    assert (tmp_path / "minimised.cif").read_bytes() == (entry / "minimised.cif").read_bytes()
    assert (tmp_path / "start.npz").read_bytes() == (entry / "start.npz").read_bytes()


def test_models_keep_atoms_names_numbers_and_frame(prepared, sampled):
    start, model = atoms_of(prepared[0]), atoms_of(sampled / "model_0001.cif")
    assert list(heavy(model)) == list(start)  # chains, insertion codes, order; no OXT
    shifts = np.linalg.norm([model[key] - place for key, place in start.items()], axis=1)
    assert np.median(shifts) < 1.5  # the annealing moves atoms, not the frame
    hydrogens = [key for key in model if key not in start]
    assert ("Ab1", "7B", "VAL", "HA") in hydrogens and len(hydrogens) > len(start)


def test_the_frame_is_kept_to_a_thousandth(entry):
    """The relaxed start goes through the same writing; K pulls it, so compare with the positions setup saved."""
    arrays = np.load(entry / "start.npz")
    saved = 10 * arrays["positions"][arrays["order"]] + arrays["centre"]
    written = np.array(list(atoms_of(entry / "minimised.cif").values()))
    np.testing.assert_allclose(written, saved, atol=1e-3)
    assert np.abs(saved.mean(axis=0) - ORIGIN).max() < 20.0


def test_nothing_is_bonded_across_the_gap(entry, sampled):
    model = atoms_of(sampled / "model_0001.cif")
    assert np.linalg.norm(model["Ab1", "7", "GLU", "C"] - model["Ab1", "7B", "VAL", "N"]) > 2.0
    assert json.loads((entry / "setup.json").read_text())["segments"] == 3


def test_a_cis_proline_stays_cis(prepared, sampled):
    for path in (prepared[0], sampled / "model_0001.cif", sampled / "model_0002.cif"):
        model = atoms_of(path)
        assert omega_is_cis(model, "B", ("2", "CYS"), ("3", "PRO"))
        assert not omega_is_cis(model, "B", ("4", "GLY"), ("5", "PHE"))


def test_scores_add_up(sampled):
    scores = rows(sampled / "scores.csv")
    assert [row["model"] for row in scores] == ["model_0001", "model_0002"]
    for row in scores:
        assert float(row["score"]) == pytest.approx(float(row["force_field"]) + float(row["density"]), abs=0.01)
        assert float(row["density"]) < 0
    assert (sampled / "dropped.csv").read_text() == "model,reason\n"


def test_setup_relaxes_and_says_so(entry):
    described = json.loads((entry / "setup.json").read_text())
    assert sum(described["after"].values()) < sum(described["before"].values())
    assert described["residues"] == 15 and described["schedule"]["weight"] == 10.0


def test_a_disulfide_is_bonded(tmp_path):
    structure = new_structure()
    add_chain(structure, "A", ["GLY", "CYS", "GLY"])
    add_chain(structure, "B", ["GLY", "CYS", "GLY"], at=(40.0, 0, 0))
    succeed(
        "complete_model.py",
        "--model",
        write(structure, tmp_path / "a.cif"),
        "--out",
        tmp_path / "b.cif",
        "--json",
        tmp_path / "b.json",
    )
    import gemmi

    whole = gemmi.read_structure(str(tmp_path / "b.cif"))
    # B by a half turn about an axis 1.02 Å beyond the sulfur, square to CA-SG: SG-SG becomes 2.04 Å
    sulfur, alpha = (np.array(whole[0]["A"][1].find_atom(name, "*").pos.tolist()) for name in ("SG", "CA"))
    away = (sulfur - alpha) / np.linalg.norm(sulfur - alpha)
    axis = np.cross(away, [0.3, 0.5, 0.8])
    axis /= np.linalg.norm(axis)
    pivot = sulfur + 1.02 * away
    for residue_a, residue_b in zip(whole[0]["A"], whole[0]["B"], strict=True):
        for atom_a, atom_b in zip(residue_a, residue_b, strict=True):
            arm = np.array(atom_a.pos.tolist()) - pivot
            atom_b.pos = gemmi.Position(*(pivot - arm + 2 * axis * (axis @ arm)))
    model = write(whole, tmp_path / "c.cif")
    succeed(
        "sample_openmm.py",
        "setup",
        "--model",
        model,
        "--map",
        simulated_map(model, tmp_path / "c.mrc"),
        "--resolution",
        3.0,
        "--out",
        tmp_path / "system",
    )
    relaxed = atoms_of(tmp_path / "system" / "minimised.cif")
    assert ("A", "2", "CYS", "HG") not in relaxed
    assert np.linalg.norm(relaxed["A", "2", "CYS", "SG"] - relaxed["B", "2", "CYS", "SG"]) == pytest.approx(
        2.04, abs=0.1
    )


def test_a_residue_alone_between_two_gaps(tmp_path):
    structure = new_structure()
    add_chain(structure, "A", ["ALA", "ALA", "GLY", "SER", "GLY", "ALA", "ALA"])
    for index in (4, 2):
        del structure[0]["A"][index]
    succeed(
        "complete_model.py",
        "--model",
        write(structure, tmp_path / "a.cif"),
        "--out",
        tmp_path / "b.cif",
        "--json",
        tmp_path / "b.json",
    )
    succeed(
        "sample_openmm.py",
        "setup",
        "--model",
        tmp_path / "b.cif",
        "--map",
        simulated_map(tmp_path / "b.cif", tmp_path / "b.mrc"),
        "--resolution",
        3.0,
        "--out",
        tmp_path / "system",
    )
    relaxed, start = atoms_of(tmp_path / "system" / "minimised.cif"), atoms_of(tmp_path / "b.cif")
    assert list(heavy(relaxed)) == list(start)  # the cap is not written
    assert np.linalg.norm(relaxed["A", "4", "SER", "CA"] - start["A", "4", "SER", "CA"]) < 1.0


def test_a_model_that_blows_up_is_tried_again_then_dropped_with_the_reason(entry, tmp_path):
    absurd = tmp_path / "system"
    shutil.copytree(entry, absurd)
    described = json.loads((absurd / "setup.json").read_text())
    described["schedule"].update(weight=3e6, picoseconds=0.4)
    (absurd / "setup.json").write_text(json.dumps(described))
    succeed("sample_openmm.py", "sample", "--system", tmp_path / "system", "--seeds", "3", "--out", tmp_path)
    dropped = rows(tmp_path / "dropped.csv")
    assert [row["model"] for row in dropped] == ["model_0003"]
    assert "seed 3:" in dropped[0]["reason"] and "seed 1000003:" in dropped[0]["reason"]
    assert not list(tmp_path.glob("model_*")) and rows(tmp_path / "scores.csv") == []


def test_a_crash_or_a_bad_seed_costs_no_other_model(entry, tmp_path, monkeypatch):
    whole = sampling.Sampler.attempt

    def faulty(self, seed):
        if seed == 1:
            raise sampling.Broken("blown up on purpose")
        if seed == 2:
            raise MemoryError("on purpose")
        return whole(self, seed)

    monkeypatch.setattr(sampling.Sampler, "attempt", faulty)
    sampling.run(sampling.Batch(entry, (1, 2, 3), "CPU", 1, tmp_path))
    scores = rows(tmp_path / "scores.csv")
    assert [(row["model"], row["used_seed"]) for row in scores] == [("model_0001", "1000001"), ("model_0003", "3")]
    assert rows(tmp_path / "dropped.csv") == [{"model": "model_0002", "reason": "MemoryError: on purpose"}]


def test_a_residue_without_template_is_named(prepared, tmp_path):
    structure = new_structure()
    add_chain(structure, "A", ["ALA", "XSP", "ALA"], numbers=[(4, " "), (4, "A"), (5, " ")])
    model = write(structure, tmp_path / "odd.cif")
    done = program(
        "sample_openmm.py",
        "setup",
        "--model",
        model,
        "--map",
        prepared[1],
        "--resolution",
        3.0,
        "--out",
        tmp_path / "system",
    )
    assert done.returncode == 1
    assert "residue A 4A (XSP)" in done.stderr and len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "system").exists()


def test_a_model_outside_its_map_is_refused(prepared, tmp_path):
    density = write_map(np.random.default_rng(5).normal(size=(20, 20, 20)), (500, 500, 500), 1.0, tmp_path / "far.mrc")
    done = program(
        "sample_openmm.py",
        "setup",
        "--model",
        prepared[0],
        "--map",
        density,
        "--resolution",
        3.0,
        "--out",
        tmp_path / "system",
    )
    assert done.returncode == 1 and "not in the map's density" in done.stderr


def test_a_folder_that_setup_did_not_finish_is_refused(tmp_path):
    done = program("sample_openmm.py", "sample", "--system", tmp_path, "--seeds", "1", "--out", tmp_path / "out")
    assert (
        done.returncode == 1
        and f"{tmp_path} is not a folder that" in done.stderr
        and len(done.stderr.splitlines()) == 1
    )


@pytest.mark.parametrize(
    "there, starting, taken",
    [
        (["Reference", "CPU", "OpenCL", "HIP", "CUDA"], {"OpenCL", "HIP", "CUDA"}, "CUDA"),
        (["Reference", "CPU", "OpenCL", "HIP", "CUDA"], {"OpenCL", "HIP"}, "HIP"),
        (["Reference", "CPU", "OpenCL", "CUDA"], {"OpenCL"}, "OpenCL"),
        (["Reference", "CPU", "OpenCL", "CUDA"], set(), "CPU"),
        (["Reference", "CPU"], {"CUDA"}, "CPU"),
    ],
)
def test_auto_takes_the_fastest_platform_that_is_there_and_starts(monkeypatch, there, starting, taken):
    monkeypatch.setattr(platforms, "available", lambda: there)
    monkeypatch.setattr(platforms, "starts", lambda name: name in starting)
    monkeypatch.setattr(platforms.openmm.Platform, "getPlatformByName", lambda name: name)
    assert platforms.device("auto", 1).platform == taken


@pytest.mark.parametrize("name, found", [("Tesla T4", True), ("pthread-skylake", False), ("cpu-haswell", False)])
def test_a_platform_starts_only_on_a_device_that_is_not_the_cpu(monkeypatch, name, found):
    class Platform:
        def getPropertyValue(self, context, key):
            return name

    monkeypatch.setattr(platforms.openmm.Platform, "getPlatformByName", lambda name: Platform())
    monkeypatch.setattr(platforms.openmm, "Context", lambda *arguments: None)
    assert platforms.starts("OpenCL") is found


def test_a_platform_whose_device_is_absent_does_not_start(monkeypatch):
    def absent(*arguments):
        raise platforms.openmm.OpenMMException("no device")

    monkeypatch.setattr(platforms.openmm, "Context", absent)
    assert platforms.starts("Reference") is False


def test_a_platform_that_is_not_there_is_named():
    with pytest.raises(InputError, match=r"no platform Abacus, only .*CPU"):
        platforms.device("Abacus", 1)


def test_the_density_acts_on_the_reference_platform_as_on_the_cpu(entry):
    runs = [sampling.Sampler(entry, name, 1) for name in ("CPU", "Reference")]
    cpu, reference = (energies(run.annealer.context(run.start.positions)) for run in runs)
    assert cpu.density == pytest.approx(reference.density, rel=1e-6)
    assert cpu.force_field == pytest.approx(reference.force_field, rel=1e-4)


def test_seed_ranges():
    assert seed_list("1-3,7,2") == (1, 2, 3, 7)
    for text in ("0-3", "a", "5-2", "", "-1", "1000000"):
        with pytest.raises(argparse.ArgumentTypeError):
            seed_list(text)


def test_weight_falls_beyond_the_full_weight_resolution():
    assert default_weight(2.0) == 10.0
    assert default_weight(6.6) == pytest.approx(1.25)
