"""A resolution series of the built-in example."""

import csv
import json

import pytest
from conftest import check_json, emconverge

SIZES = ["--models", "2", "--best", "2", "--min_models", "2", "--moves", "none", "--cycles", "2"]


def rows(path):
    with path.open(newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def series(example, tmp_path_factory):
    folder = tmp_path_factory.mktemp("series")
    half1, half2 = sorted(example.glob("half?.mrc*"))
    entry = ["--id", "ex", "--half1", half1, "--half2", half2, "--model", example / "model.cif", "--resolution", "3.6"]
    result = emconverge("series", *entry, "--series", "4.5,8", *SIZES, cwd=folder, timeout=1200)
    assert result.returncode == 0, result.output
    assert str(folder / "results" / "series.html") in result.output, result.output
    return folder / "results"


def test_every_map_is_an_entry_and_stands_in_the_table(series):
    table = rows(series / "series.csv")
    names = [(row["id"], row["series"], row["seed"]) for row in table]
    assert names == [("ex_4.50", "ex", "1"), ("ex_8.00", "ex", "1")]
    for row in table:
        assert (series / row["id"] / "report.html").exists()
        summary = json.loads((series / row["id"] / "summary.json").read_text())
        assert summary["resolution"] == float(row["nominal"]) and float(row["ca_rmsd_mean"]) > 0
        assert summary["ca_rmsd"]["mean"] == float(row["ca_rmsd_mean"])
        check_json(series / row["id"] / "series_map.json")
        made = json.loads((series / row["id"] / "series_map.json").read_text())
        assert made["half1"] == "half1.mrc.gz" and made["measured"] == float(row["measured"])
        # so small a box has few terms in a shell
        assert made["measured"] == pytest.approx(made["nominal"], rel=0.15)
    steps = json.loads((series / "series.json").read_text())["resolutions"]
    assert [step["nominal"] for step in steps] == [4.5, 8] and steps[0]["maps"] == 1


def test_models_agree_less_in_a_coarser_map(series):
    fine, coarse = (float(row["ca_rmsd_mean"]) for row in rows(series / "series.csv"))
    assert coarse > 1.3 * fine


def test_every_map_is_begun_with_the_same_model(series):
    for name in ("prepared.cif", "symmetry.json"):
        first, second = ((series / entry / "prepared" / name).read_bytes() for entry in ("ex_4.50", "ex_8.00"))
        assert first == second, name


def test_every_residue_says_where_it_is_lost(series):
    table = rows(series / "series" / "ex" / "residues.csv")
    fine = {(row["chain"], row["resnum"]): row["ca_rmsd"] for row in rows(series / "ex_4.50" / "residues.csv")}
    measured = [float(row["measured"]) for row in rows(series / "series.csv")]
    assert len(table) == len(fine)
    for row in table:
        assert row["ca_rmsd_4.50"] == fine[row["chain"], row["resnum"]]
        for limit in (1, 3):
            spreads = [float(row["ca_rmsd_4.50"]), float(row["ca_rmsd_8.00"])]
            if spreads[0] >= spreads[1]:  # pooled to their mean
                spreads = [sum(spreads) / 2] * 2
            if row[f"fate_{limit}"] == "lost":
                share = (limit - spreads[0]) / (spreads[1] - spreads[0])
                expected = measured[0] + share * (measured[1] - measured[0])
                rounding = 0.002 + 0.01 / (spreads[1] - spreads[0])  # of spreads with three decimals
                assert float(row[f"lost_{limit}"]) == pytest.approx(expected, abs=rounding)
            else:
                assert row[f"lost_{limit}"] == ""
                assert row[f"fate_{limit}"] == ("kept" if spreads[1] <= limit else "lost_before")
    assert {row["fate_1"] for row in table} >= {"lost"}


def test_the_pages_lead_to_each_other(series):
    page = (series / "series.html").read_text()
    assert 'href="ex_4.50/report.html"' in page and 'href="index.html"' in page
    assert (series / "series" / "ex" / "figures" / "ex_worms.pdf").read_bytes().startswith(b"%PDF")
    assert 'href="series.html"' in (series / "index.html").read_text()
    report = (series / "ex_8.00" / "report.html").read_text()
    assert 'href="../series.html"' in report and "one of the resolution series of ex" in report


def test_the_record_knows_the_series(series):
    crate = json.loads((series / "ro-crate-metadata.json").read_text())["@graph"]
    assert {"series.html", "series.csv", "series/ex/", "series/ex/residues.csv"} <= {entity["@id"] for entity in crate}
    methods = (series / "pipeline_info" / "methods.md").read_text()
    assert "The maps were made from the half maps of 1 data set at 2 nominal resolutions (4.5 to 8 Å" in methods
    asked = rows(series / "pipeline_info" / "series_maps.csv")
    assert [row["id"] for row in asked] == ["ex_4.50", "ex_8.00"]
    assert json.loads((series / "series.json").read_text())["missing"] == []


def test_the_given_half_maps_are_the_inputs(series):
    found = {(row["id"], row["role"]) for row in rows(series / "pipeline_info" / "inputs.csv")}
    roles = ("model", "source1", "source2")
    assert found == {(entry, role) for entry in ("ex_4.50", "ex_8.00") for role in roles}


def test_a_series_without_resolutions_is_no_series(tmp_path):
    result = emconverge("series", "--half1", "a.mrc", cwd=tmp_path)
    assert result.returncode == 2 and "a series needs its resolutions" in result.output
