"""Bad files: the run ends with a status other than 0 and one sentence that says what, where and what to do."""
import struct

import numpy as np
import pytest

from conftest import emconverge


def mrc(mode, values, origin=(0.0, 0.0, 0.0), voxel=1.0):
    """A map as bytes, axis order x, y, z."""
    nz, ny, nx = values.shape
    header = bytearray(1024)
    struct.pack_into("<10i", header, 0, nx, ny, nz, mode, 0, 0, 0, nx, ny, nz)
    struct.pack_into("<6f", header, 40, nx * voxel, ny * voxel, nz * voxel, 90, 90, 90)
    struct.pack_into("<3i", header, 64, 1, 2, 3)
    struct.pack_into("<3f", header, 76, float(np.nanmin(values.real)), float(np.nanmax(values.real)), float(np.nanmean(values.real)))
    struct.pack_into("<3f", header, 196, *origin)
    header[208:212], header[212:216] = b"MAP ", bytes([0x44, 0x44, 0, 0])
    return bytes(header) + values.tobytes()


PEPTIDE = "".join(f"ATOM  {i + 1:5d}  {name:<3s} ALA A   1    {x:8.3f}{y:8.3f}{z:8.3f}  1.00 20.00           {name[0]}\n" for i, (name, x, y, z) in enumerate(
    [("N", 10.0, 10.0, 10.0), ("CA", 11.46, 10.0, 10.0), ("C", 12.0, 11.42, 10.0), ("O", 11.25, 12.4, 10.0), ("CB", 11.99, 9.23, 11.2)]))
WATER = "HETATM    1  O   HOH A   1      10.000  10.000  10.000  1.00 20.00           O\n"
TRACE = "".join(f"ATOM  {i:5d}  CA  ALA A{i:4d}    {10 + 3.8 * i:8.3f}  10.000  10.000  1.00 20.00           C\n" for i in range(1, 5))
NOISE = np.random.default_rng(1).normal(size=(32, 32, 32)).astype("f4")
WITH_NAN = NOISE.copy()
WITH_NAN[3, 4, 5] = np.nan
PEAK = np.exp(-((np.indices((32, 32, 32)) - 11) ** 2).sum(axis=0) / 20).astype("f4")

CASES = {
    "a page instead of a map": (b"<html><body>404 not found</body></html>" * 40, PEPTIDE, "map"),
    "a truncated map": (mrc(2, PEAK)[:60_000], PEPTIDE, "truncated"),
    "a map with NaN": (mrc(2, WITH_NAN), PEPTIDE, "NaN"),
    "a constant map": (mrc(2, np.ones_like(NOISE)), PEPTIDE, "constant"),
    "a complex map": (mrc(4, NOISE.astype("c8")), PEPTIDE, "complex"),
    "a model outside the map": (mrc(2, PEAK, origin=(500.0, 500.0, 500.0)), PEPTIDE, "outside"),
    "a model without protein": (mrc(2, PEAK), WATER, "protein"),
    "a trace of CA atoms": (mrc(2, PEAK), TRACE, "CA"),
    "not a model": (mrc(2, PEAK), "this is not a coordinate file\n", "model"),
}


@pytest.fixture(scope="module")
def outcome(tmp_path_factory):
    """All the cases as the entries of separate runs, one after the other; name -> the run."""
    folder = tmp_path_factory.mktemp("bad")
    runs = {}
    for number, (name, (map_bytes, model, _)) in enumerate(CASES.items()):
        here = folder / str(number)
        here.mkdir()
        (here / "map.mrc").write_bytes(map_bytes)
        (here / "model.pdb").write_text(model)
        runs[name] = emconverge("run", "--map", "map.mrc", "--model", "model.pdb", "--resolution", "3", "--id", "bad", cwd=here)
        runs[name].results = here / "results" / "bad"
    return runs


@pytest.mark.parametrize("name", CASES)
def test_bad_input_is_told(outcome, name):
    run, word = outcome[name], CASES[name][2]
    sentences = [line for line in run.output.splitlines() if line.strip().startswith("emtools ")]
    assert run.returncode != 0
    assert len(sentences) == 1 and word.lower() in sentences[0].lower(), run.output
    assert "Exception" not in run.output
    assert not (run.results / "report.html").exists()


def test_too_few_models(example, run_folder):
    """Half of the models cannot be sampled: an engine that dies takes only its own batch, and too few remain."""
    fake = run_folder / "bin"
    fake.mkdir()
    (run_folder / "broken.config").write_text("process { withName: 'ANNEAL' { beforeScript = 'ulimit -v 300000' } }\n")
    result = emconverge("run", "--input", example / "samplesheet.csv", "--models", "3", "--best", "3", "-c", "broken.config", cwd=run_folder)
    assert result.returncode != 0
    assert "emtools rank: " in result.output and "min-models" in result.output and "its sampling task failed" in result.output
