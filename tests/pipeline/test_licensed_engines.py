"""Rosetta and Phenix as the pipeline calls them, with stand-ins that check what they are given and answer in the
programs' own files.
"""

import csv
import json
import re
import subprocess

import gemmi
import pytest
from conftest import ROOT, STANDINS, emconverge

SMALL = ["--models", "7", "--best", "3", "--min_models", "2", "--batch", "7"]
WITHOUT_ENGINES = {"EMCONVERGE_ROSETTA": "", "ROSETTA3": "", "EMCONVERGE_PHENIX": ""}
OPTIONS = ["--rosetta_hours", "0.001", "--rosetta_options=-mute core.pack"]


def with_zinc(model, path):
    """Writes a model with an ion beside its last residue."""
    structure = gemmi.read_structure(str(model))
    zinc = gemmi.Residue()
    zinc.name, zinc.seqid, zinc.het_flag = "ZN", gemmi.SeqId(901, " "), "H"
    atom = gemmi.Atom()
    atom.name, atom.element, atom.pos = "ZN", gemmi.Element("Zn"), structure[0][0][-1][-1].pos + gemmi.Position(4, 0, 0)
    zinc.add_atom(atom)
    structure[0][0].add_residue(zinc)
    structure.setup_entities()
    structure.make_mmcif_document().write_file(str(path))


def sheet(folder, example, refiner, name="sheet.csv"):
    (folder / name).write_text(
        f"id,map,model,resolution,sampler,refiner\nlicensed,{example}/map.mrc,model.cif,3.5,rosetta,{refiner}\n"
    )


@pytest.fixture(scope="module")
def run(example, standins, tmp_path_factory):
    """An entry by Rosetta and Phenix, as its row says; four of the trajectories go wrong, each in another way, and
    one refinement.
    """
    folder = tmp_path_factory.mktemp("licensed")
    with_zinc(example / "model.cif", folder / "model.cif")
    sheet(folder, example, "phenix")
    trouble = {"STANDIN_ROSETTA": "crash:1,hang:2,half:3,error:4", "STANDIN_PHENIX": str(folder / "refused")}
    result = emconverge(
        "run", "--input", "sheet.csv", *SMALL, *OPTIONS, cwd=folder, env={**standins, **trouble}, timeout=1500
    )
    assert result.returncode == 0, result.output
    result.folder = folder
    result.entry = folder / "results" / "licensed"
    return result


def summary(run):
    return json.loads((run.entry / "summary.json").read_text())


def test_every_lost_model_has_its_reason(run):
    lost = {
        model["model"]: model["reason"] for model in summary(run)["models"]["dropped"] if model["step"] == "sampling"
    }
    assert lost == {
        "model_0001": "Rosetta crashed (signal 11)",
        "model_0002": "Rosetta took longer than the time given to a model",
        "model_0003": "its file is cut short or damaged",
        "model_0004": "Rosetta stopped with status 1: the protocol failed on purpose",
    }


def test_only_protein_is_kept_and_the_page_says_why(run):
    words = (
        "Only protein is kept, because nothing else is taken here by Rosetta and Phenix; residues of ligands, ions and "
        "nucleic acids that are left out: 1."
    )
    prepared = json.loads((run.entry / "prepared" / "prepare.json").read_text())
    assert prepared["kept"] == [] and prepared["notes"][0].startswith(words)
    assert words in " ".join((run.entry / "report.html").read_text().split())
    assert "OL21" not in (run.folder / "results" / "pipeline_info" / "methods.md").read_text()


def test_a_model_that_phenix_refuses_is_counted(run):
    models = summary(run)["models"]
    refused = [model for model in models["dropped"] if model["step"] == "refinement"]
    assert len(refused) == 1 and refused[0]["reason"].startswith("Phenix finds the model outside the map")
    assert models["selected"] == 3 and models["refined"] == 2 and refused[0]["model"] not in models["names"]


def test_the_numbers_name_what_made_them(run):
    found = summary(run)
    assert found["engines"] == {"sampler": "rosetta", "refiner": "phenix"} and found["trend"] is None
    assert found["versions"]["rosetta"] == "2024.09+release.06b3cf8" and found["versions"]["phenix"] == "1.21.2-5419"
    assert (
        found["refinement"]["cc_before"] == 0.6012
        and found["refinement"]["cc_after"] == 0.734
        and found["refinement"]["b_mean"] == 35.5
    )
    assert found["refinement"]["settings"] == {"cycles": 5, "run": "minimization_global+adp", "half_maps": False}
    page = " ".join((run.entry / "report.html").read_text().split())
    assert "sampled by Rosetta 2024.09+release.06b3cf8, refined by Phenix 1.21.2-5419" in page
    assert "no trend is known for Rosetta with Phenix" in page
    assert "-mute core.pack" in page and "CartesianSampler, cartesian FastRelax" in page
    numbers = json.loads((run.entry / "multiqc" / "numbers_mqc.json").read_text())["data"]["licensed"]
    assert "ca_rmsd_mean_rosetta_phenix" in numbers and "ca_rmsd_mean" not in numbers
    versions = (run.folder / "results" / "pipeline_info" / "software_versions.yml").read_text()
    assert "rosetta: 2024.09+release.06b3cf8" in versions and "phenix: 1.21.2-5419" in versions


def test_scores_are_rosettas(run):
    with (run.entry / "ranking.csv").open(newline="") as stream:
        scores = {row["model"]: float(row["engine_score"]) for row in csv.DictReader(stream)}
    assert scores == {"model_0005": -1175.0, "model_0006": -1176.0, "model_0007": -1177.0}


def test_models_lie_in_the_map_under_their_own_names(run, example):
    start = gemmi.read_structure(str(example / "model.cif"))
    refined = gemmi.read_structure(str(run.entry / "ensemble.cif"))
    assert [chain.name for chain in refined[0]] == [chain.name for chain in start[0]]
    for one, other in zip(start[0], refined[0], strict=True):
        assert [str(residue.seqid) for residue in one] == [str(residue.seqid) for residue in other]
        assert all(a.get_ca().pos.dist(b.get_ca().pos) < 1.5 for a, b in zip(one, other, strict=True))


def test_another_refiner_leaves_the_sampled_models(run, example, standins):
    """The run goes on, with results of its own, so that those of the first are what other tests look at."""
    sheet(run.folder, example, "servalcat", "another.csv")
    options = ["--input", "another.csv", "--outdir", "another", *SMALL, *OPTIONS, "-resume"]
    result = emconverge("run", *options, cwd=run.folder, env=standins, timeout=1500)
    assert result.returncode == 0, result.output
    with (run.folder / "another" / "pipeline_info" / "trace.tsv").open(newline="") as stream:
        status = {task["process"].split(":")[-1]: task["status"] for task in csv.DictReader(stream, delimiter="\t")}
    # the note on what is left out names the engines, so that the model is prepared again, with the same bytes
    assert status["ROSETTA"] == "CACHED" and status["REFINE_SERVALCAT"] == "COMPLETED"
    found = json.loads((run.folder / "another" / "licensed" / "summary.json").read_text())
    assert found["engines"] == {"sampler": "rosetta", "refiner": "servalcat"}


@pytest.mark.parametrize("name, program", [("rosetta", "rosetta_scripts"), ("phenix", "phenix.real_space_refine")])
def test_without_the_program_there_is_one_sentence(name, program):
    """The run's first task of each engine is this check."""
    result = subprocess.run(
        [ROOT / "bin" / f"run_{name}.sh", "--check"], env={"PATH": "/usr/bin:/bin"}, capture_output=True, text=True
    )
    assert result.returncode == 2
    assert (
        result.stderr.startswith(f"run_{name}.sh: there is no {program}: install ")
        and len(result.stderr.splitlines()) == 1
    )


def failures(folder):
    with (folder / "results" / "pipeline_info" / "failed.csv").open(newline="") as stream:
        return [(row["id"], row["process"], row["exit"], row["reason"]) for row in csv.DictReader(stream)]


@pytest.mark.parametrize(
    "role, engine, program",
    [("sampler", "rosetta", "rosetta_scripts"), ("refiner", "phenix", "phenix.real_space_refine")],
)
def test_a_run_whose_engine_is_missing_ends_before_it_begins(role, engine, program, example, tmp_path):
    result = emconverge(
        "run",
        "--id",
        "alone",
        "--map",
        example / "map.mrc",
        "--model",
        example / "model.cif",
        "--resolution",
        "3.5",
        f"--{role}",
        engine,
        cwd=tmp_path,
        env=WITHOUT_ENGINES,
    )
    assert result.returncode == 1
    ((entry, process, status, reason),) = failures(tmp_path)
    assert (entry, process, status) == ("alone", f"{engine.upper()}_CHECK", "2")
    assert reason.startswith(f"run_{engine}.sh: there is no {program}: install ") and reason in result.output
    submitted = re.findall(r"Submitted process > (\S+)", result.output)
    # the page of the run may be made before the run is ended
    assert set(submitted) - {"ASSESS:INDEX"} == {f"ASSESS:ENGINES:{engine.upper()}_CHECK"}


def test_only_the_entries_that_need_a_missing_engine_are_left_out(example, tmp_path):
    """The sentence reaches the terminal while the others are still computed."""
    (tmp_path / "models").mkdir()
    for name in ("a.cif", "b.cif"):
        (tmp_path / "models" / name).symlink_to(example / "model.cif")
    (tmp_path / "sheet.csv").write_text(
        "id,map,model,resolution,ensemble,sampler,refiner\n"
        f"given,{example}/map.mrc,,3.5,models,,\n"
        f"both,{example}/map.mrc,{example}/model.cif,3.5,,rosetta,phenix\n"
        f"one,{example}/map.mrc,{example}/model.cif,3.5,,rosetta,\n"
    )
    result = emconverge("run", "--input", "sheet.csv", cwd=tmp_path, env=WITHOUT_ENGINES)
    assert result.returncode == 0, result.output
    assert [row[:3] for row in failures(tmp_path)] == [
        ("both", "PHENIX_CHECK", "2"),
        ("both", "ROSETTA_CHECK", "2"),
        ("one", "ROSETTA_CHECK", "2"),
    ]
    lines = result.output.splitlines()
    told = next(
        i
        for i, line in enumerate(lines)
        if "Entry one is left out: run_rosetta.sh: there is no rosetta_scripts" in line
    )
    assert told < next(i for i, line in enumerate(lines) if "INDEX" in line)
    assert (tmp_path / "results" / "given" / "report.html").exists()
    assert not [line for line in lines if "PREPARE_MODEL" in line]


@pytest.mark.parametrize("signal", [9, 15])
@pytest.mark.parametrize(
    "name, program, arguments",
    [("rosetta", "rosetta_scripts", ["1", "2", "60", "runs"]), ("phenix", "phenix.real_space_refine", ["run"])],
)
def test_a_program_stopped_from_outside_ends_the_task(name, program, arguments, signal, tmp_path):
    """With the shell's status of the signal, on which the task is tried again: the model is not counted as dropped."""
    (tmp_path / program).write_text(f"#!/bin/sh\nkill -{signal} $$\n")
    (tmp_path / program).chmod(0o755)
    (tmp_path / "setup").mkdir()
    (tmp_path / "setup" / "flags").touch()
    result = subprocess.run(
        [ROOT / "bin" / f"run_{name}.sh", "setup", *arguments],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", f"EMCONVERGE_{name.upper()}": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert result.returncode == 128 + signal and not list(tmp_path.glob("run*/**/status"))


@pytest.mark.parametrize(
    "engine, lines",
    [
        (
            "rosetta",
            [
                "rosetta 2024.09+release.06b3cf8",
                f"program {STANDINS}/rosetta_scripts.static.linuxgccrelease",
                "database",
                "protocol valid",
            ],
        ),
        ("phenix", ["phenix 1.21.2-5419", f"program {STANDINS}/phenix.real_space_refine", "parameters valid"]),
    ],
)
def test_the_doctor_looks_at_an_installation(engine, lines, standins, tmp_path):
    result = emconverge("doctor", "--engine", engine, cwd=tmp_path, env=standins)
    assert result.returncode == 0, result.output
    assert len(result.output.splitlines()) == len(lines) and all(
        said.startswith(line) for said, line in zip(result.output.splitlines(), lines, strict=True)
    )
    other = emconverge("doctor", "--engine", "servalcat", cwd=tmp_path)
    assert (
        other.returncode == 2 and "there is no engine 'servalcat' to look for: name rosetta or phenix" in other.output
    )


@pytest.mark.parametrize(
    "name",
    [
        "rosetta_scripts",
        "rosetta_scripts.linuxgccrelease",
        "rosetta_scripts.static.linuxgccrelease",
        "rosetta_scripts.default.linuxiccrelease",
        "rosetta_scripts.static.release",
        "rosetta_scripts.mpi.linuxgccrelease",
    ],
)
def test_any_build_is_found(name, tmp_path, standins):
    """In a Rosetta tree, whose database lies beside source/bin."""
    programs = tmp_path / "main" / "source" / "bin"
    programs.mkdir(parents=True)
    (tmp_path / "main" / "database" / "chemical").mkdir(parents=True)
    (programs / "rosetta_scripts.static.linuxgccdebug").write_text("#!/bin/sh\nexit 1\n")
    (programs / "rosetta_scripts.static.linuxgccdebug").chmod(0o755)
    (programs / name).write_text(
        f'#!/bin/sh\necho "$@" >> "{tmp_path}/arguments"\n'
        f'exec "{STANDINS}/rosetta_scripts.static.linuxgccrelease" "$@"\n'
    )
    (programs / name).chmod(0o755)
    result = subprocess.run(
        [ROOT / "bin" / "run_rosetta.sh", "--check"],
        env={"PATH": "/usr/bin:/bin", "ROSETTA3": str(tmp_path / "main")},
        capture_output=True,
        text=True,
    )
    assert (
        result.stdout
        == f"rosetta 2024.09+release.06b3cf8\nprogram {programs}/{name}\ndatabase {tmp_path}/main/database\n"
    ), result.stderr
    command = (tmp_path / "arguments").read_text().split()
    assert command == [
        "-database",
        f"{tmp_path}/main/database",
        *(["-jd2::mpi_work_partition_job_distributor"] if ".mpi." in name else []),
        "-parser::info",
        "CartesianSampler",
    ]
