"""bin/render_figures.py: deterministic, offline, and ids that do not collide within one page."""

import json
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

PROGRAM = Path(__file__).resolve().parents[2] / "bin" / "render_figures.py"
pytest.importorskip("vl_convert", reason="vl-convert-python is not installed: containers/tools/requirements.txt")


def spec(title="mean & <b>more</b>", **more):
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "title": title,
        "data": {"values": [{"a": 1, "b": 2}, {"a": 2, "b": 3}]},
        "mark": {"type": "bar", "clip": True},
        "encoding": {"x": {"field": "a", "type": "quantitative"}, "y": {"field": "b", "type": "quantitative"}},
        **more,
    }


def run(*specs):
    return subprocess.run([sys.executable, str(PROGRAM), *map(str, specs)], capture_output=True, text=True)


def write(folder, name, content):
    path = folder / f"{name}.vl.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return path


def test_renders_beside_the_specification_and_always_the_same(tmp_path):
    path = write(tmp_path, "one", spec())
    assert run(path).returncode == 0
    first = (tmp_path / "one.svg").read_bytes()
    assert run(path).returncode == 0
    assert (tmp_path / "one.svg").read_bytes() == first
    root = ElementTree.fromstring(first)
    assert root.tag.endswith("svg")
    assert "mean & <b>more</b>" in "".join(root.itertext())
    assert sorted(p.name for p in tmp_path.iterdir()) == ["one.svg", "one.vl.json"]


def test_ids_carry_the_name_of_the_figure(tmp_path):
    assert run(write(tmp_path, "one", spec()), write(tmp_path, "two", spec())).returncode == 0
    ids = [
        {e.get("id") for e in ElementTree.parse(tmp_path / f"{name}.svg").iter() if e.get("id")}
        for name in ("one", "two")
    ]
    assert ids[0] and ids[1] and not ids[0] & ids[1]
    text = (tmp_path / "one.svg").read_text()
    assert all(f"url(#{i})" in text for i in ids[0])


def test_loads_nothing(tmp_path):
    """Data by address, here a file beside the specification, is refused or ignored: its number is never drawn."""
    (tmp_path / "data.csv").write_text("a,b\n1,777\n")
    done = run(write(tmp_path, "one", spec(data={"url": (tmp_path / "data.csv").as_uri()})))
    assert done.returncode != 0 or "777" not in (tmp_path / "one.svg").read_text()


@pytest.mark.parametrize(
    "content, reason", [("not json", "as JSON"), ("[]", "Invalid specification"), ('{"mark": "nonsense"}', "Error: ")]
)
def test_bad_specification_gets_one_sentence(tmp_path, content, reason):
    done = run(write(tmp_path, "bad", content))
    assert done.returncode == 2
    assert (
        done.stderr.startswith("render_figures.py: ")
        and "bad.vl.json cannot be rendered: " in done.stderr
        and reason in done.stderr
        and len(done.stderr.splitlines()) == 1
    )
    assert [p.name for p in tmp_path.iterdir()] == ["bad.vl.json"]


def test_missing_or_misnamed_specification(tmp_path):
    assert "absent.vl.json cannot be rendered: " in run(tmp_path / "absent.vl.json").stderr
    other = tmp_path / "figure.json"
    other.write_text("{}")
    assert "does not end in .vl.json" in run(other).stderr
