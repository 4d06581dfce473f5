"""Bad files: the run ends with a status other than 0 and one sentence that says what, where and what to do."""

import csv
import shlex
import struct
import subprocess

import numpy as np
import pytest
from conftest import EMCONVERGE, ROOT, emconverge


def mrc(mode, values, origin=(0.0, 0.0, 0.0), voxel=1.0):
    """A map as bytes, axis order x, y, z."""
    nz, ny, nx = values.shape
    header = bytearray(1024)
    struct.pack_into("<10i", header, 0, nx, ny, nz, mode, 0, 0, 0, nx, ny, nz)
    struct.pack_into("<6f", header, 40, nx * voxel, ny * voxel, nz * voxel, 90, 90, 90)
    struct.pack_into("<3i", header, 64, 1, 2, 3)
    struct.pack_into(
        "<3f", header, 76, float(np.nanmin(values.real)), float(np.nanmax(values.real)), float(np.nanmean(values.real))
    )
    struct.pack_into("<3f", header, 196, *origin)
    header[208:212], header[212:216] = b"MAP ", bytes([0x44, 0x44, 0, 0])
    return bytes(header) + values.tobytes()


ALANINE = [
    ("N", 0.0, 0.0, 0.0),
    ("CA", 1.46, 0.0, 0.0),
    ("C", 2.0, 1.42, 0.0),
    ("O", 1.25, 2.4, 0.0),
    ("CB", 1.99, -0.77, 1.2),
]
PEPTIDE = "".join(
    f"ATOM  {5 * n + i + 1:5d}  {name:<3s} ALA A{n + 1:4d}    "
    f"{8 + 3.3 * n + x:8.3f}{10 + y:8.3f}{10 + z:8.3f}  1.00 20.00           {name[0]}\n"
    for n in range(4)
    for i, (name, x, y, z) in enumerate(ALANINE)
)
WATER = "HETATM    1  O   HOH A   1      10.000  10.000  10.000  1.00 20.00           O\n"
TRACE = "".join(
    f"ATOM  {i:5d}  CA  ALA A{i:4d}    {10 + 3.8 * i:8.3f}  10.000  10.000  1.00 20.00           C\n"
    for i in range(1, 5)
)
NOISE = np.random.default_rng(1).normal(size=(32, 32, 32)).astype("f4")
WITH_NAN = NOISE.copy()
WITH_NAN[3, 4, 5] = np.nan
PEAK = np.exp(-((np.indices((32, 32, 32)) - 11) ** 2).sum(axis=0) / 20).astype("f4")

CASES = {
    "a page instead of a map": (
        b"<html><body>404 not found</body></html>" * 40,
        PEPTIDE,
        "is not an MRC/CCP4 map: it looks like a web page",
    ),
    "a truncated map": (
        mrc(2, PEAK)[:60_000],
        PEPTIDE,
        "is truncated: 60000 bytes of the 132096 that its header asks for",
    ),
    "a map with NaN": (mrc(2, WITH_NAN), PEPTIDE, "holds NaN at voxel (5, 4, 3): replace what is not a finite number"),
    "a constant map": (
        mrc(2, np.ones_like(NOISE)),
        PEPTIDE,
        "is constant (every voxel is 1.0) and tells nothing: give the file that it should be",
    ),
    "a complex map": (mrc(4, NOISE.astype("c8")), PEPTIDE, "holds complex numbers (mode 4), the transform of a map"),
    "a model outside the map": (mrc(2, PEAK, origin=(500.0, 500.0, 500.0)), PEPTIDE, "does not lie in the density"),
    "a model without protein": (mrc(2, PEAK), WATER, "holds no protein: give a model with amino-acid residues"),
    "a trace of CA atoms": (
        mrc(2, PEAK),
        TRACE,
        "has 4 residues of Cα atoms only: give a model with all backbone atoms",
    ),
    "not a model": (mrc(2, PEAK), "these are no coordinates\n", "holds no atoms: give a PDB or mmCIF coordinate file"),
}


def write_case(name, folder):
    map_bytes, model, _ = CASES[name]
    (folder / "map.mrc").write_bytes(map_bytes)
    (folder / "model.pdb").write_text(model)


@pytest.mark.parametrize("name", CASES)
def test_bad_input_is_told_in_one_sentence(name, tmp_path):
    """The two steps that see the user's files, as the pipeline calls them."""
    write_case(name, tmp_path)
    steps = [
        ["prepare-model", "--model", "model.pdb", "--out", "out/stripped.cif", "--json", "out/prepare.json"],
        ["prepare-map", "--model", "out/stripped.cif", "--map", "map.mrc", "--resolution", "3", "--out-dir", "out"],
    ]
    for step in steps:
        result = subprocess.run([ROOT / "bin" / "emtools", *step], cwd=tmp_path, capture_output=True, text=True)
        if result.returncode:
            break
    assert result.returncode == 2
    (sentence,) = result.stderr.splitlines()
    file = "model.pdb" if step[0] == "prepare-model" else "map.mrc"
    assert sentence.startswith(f"emtools {step[0]}: The ") and f"{file} " in sentence.replace(":", " "), sentence
    assert CASES[name][2] in sentence, sentence
    written = {path.name for path in tmp_path.rglob("*") if path.is_file()} - {"map.mrc", "model.pdb"}
    assert written == (set() if step[0] == "prepare-model" else {"stripped.cif", "prepare.json"})


def test_the_run_ends_with_that_sentence(tmp_path):
    write_case("a map with NaN", tmp_path)
    result = emconverge(
        "run", "--map", "map.mrc", "--model", "model.pdb", "--resolution", "3", "--id", "bad", cwd=tmp_path
    )
    assert result.returncode != 0
    sentence = next(line for line in result.output.splitlines() if "emtools prepare-map: The map " in line)
    assert CASES["a map with NaN"][2] in sentence
    assert not (tmp_path / "results" / "bad" / "report.html").exists()


def test_too_few_models(example, tmp_path):
    """A sampling task that dies takes only its own models with it; here every one dies, so that too few models
    remain.
    """
    (tmp_path / "broken.config").write_text("process { withName: 'ANNEAL' { beforeScript = 'exit 3' } }\n")
    result = emconverge(
        "run",
        "--map",
        example / "map.mrc",
        "--model",
        example / "model.cif",
        "--resolution",
        "3.5",
        "--models",
        "3",
        "--best",
        "3",
        "-c",
        "broken.config",
        cwd=tmp_path,
    )
    assert result.returncode != 0
    sentence = next(line for line in result.output.splitlines() if "emtools rank: " in line)
    assert "its sampling task failed" in sentence


def failures(folder):
    with (folder / "results" / "pipeline_info" / "failed.csv").open(newline="") as stream:
        return list(csv.DictReader(stream))


def test_one_bad_entry_does_not_stop_the_others(example, tmp_path):
    (tmp_path / "sheet.csv").write_text(
        f"id,map,model,resolution\ngood,{example}/map.mrc,{example}/model.cif,3.5\nbad,{example}/map.mrc,{tmp_path}/bad.pdb,3.5\n"
    )
    (tmp_path / "bad.pdb").write_text(WATER)
    result = emconverge("run", "--input", "sheet.csv", "--models", "3", "--best", "3", cwd=tmp_path)
    assert result.returncode == 0
    assert "1 of 2 entries have a report: 3 models sampled, 3 refined, 0 dropped, in" in result.output
    assert "1 of 2 entries have no report: bad." in result.output
    assert (tmp_path / "results" / "good" / "report.html").exists() and not (
        tmp_path / "results" / "bad" / "report.html"
    ).exists()
    (row,) = failures(tmp_path)
    assert (row["id"], row["process"], row["exit"]) == ("bad", "PREPARE_MODEL", "2")
    assert row["reason"].startswith("emtools prepare-model: ") and "holds no protein: give a model" in row["reason"]


BREAKING = r"""process {
    withName: 'PREPARE_MODEL' { beforeScript = { meta.id == 'bad' ? 'echo "it is, \\"very\\" bad" >&2; exit 3' : '' } }
    withName: 'PREPARE_MAP' { beforeScript = { meta.id == 'killed' ? 'kill -9 $$' : '' } }
}
"""


def test_what_failed_is_told_and_how_to_go_on(tmp_path):
    """Engines are stubs; --strict makes the same run's status an error, after the good entry's report. The trace may
    lie anywhere.
    """
    for name in ("map.mrc", "model.pdb", "a config.config"):
        (tmp_path / name).write_text(BREAKING if name.endswith("config") else "")
    (tmp_path / "sheet.csv").write_text(
        "id,map,model,resolution\n" + "".join(f"{id},map.mrc,model.pdb,3\n" for id in ("good", "killed", "bad"))
    )
    command = [
        "run",
        "--input",
        "sheet.csv",
        "-stub-run",
        "-c",
        "a config.config",
        "-with-trace",
        "a trace.tsv",
        "--strict",
    ]
    result = emconverge(*command, cwd=tmp_path)
    assert result.returncode == 1 and "--strict: entries without a report: 2." in result.output
    assert (tmp_path / "results" / "good" / "report.html").exists()
    expected = [
        ("bad", "PREPARE_MODEL", "3", 'it is, "very" bad'),
        ("killed", "PREPARE_MAP", "137", "killed by signal 9, SIGKILL: mostly for lack of memory."),
    ]
    assert [tuple(row.values()) for row in failures(tmp_path)] == expected
    told = result.output[result.output.index("1 of 3 entries have a report") :].splitlines()
    assert told[1] == f"Results: {tmp_path}/results" and told[2].startswith(
        "2 of 3 entries have no report: bad, killed."
    )
    assert told[3:5] == [f"  {id} {process}: {reason}" for id, process, _, reason in expected]
    assert shlex.split(told[6]) == [str(EMCONVERGE), *command, "-resume"]
    assert (tmp_path / "results" / "pipeline_info" / "trace.tsv").read_bytes() == (
        tmp_path / "a trace.tsv"
    ).read_bytes()
    (tmp_path / "a config.config").write_text("")
    again = subprocess.run(
        ["bash", "-c", told[6]], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert again.returncode == 0 and "3 of 3 entries have a report" in again.stdout and failures(tmp_path) == []


def test_a_run_without_its_index_does_not_end_well(tmp_path):
    """What is made of the whole run belongs to no entry, so that failed.csv cannot tell it."""
    for name in ("map.mrc", "model.pdb"):
        (tmp_path / name).touch()
    (tmp_path / "index.config").write_text(
        "process { withName: 'INDEX' { beforeScript = 'echo no page >&2; exit 3' } }\n"
    )
    (tmp_path / "sheet.csv").write_text("id,map,model,resolution\none,map.mrc,model.pdb,3\n")
    result = emconverge("run", "--input", "sheet.csv", "-stub-run", "-c", "index.config", cwd=tmp_path)
    assert result.returncode == 1 and "The run was stopped: no page" in result.output and "-resume" in result.output
    assert (tmp_path / "results" / "one" / "report.html").exists() and failures(tmp_path) == []
