"""A site: what programs read of it against its schema, and the configuration of the server that comes with it."""

import gzip
import http.client
import json
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import duckdb
import jsonschema
import pytest
from conftest import ROOT

SERVER = ROOT / "containers" / "site"


def entry(results, name, mean):
    """The two files that a page is made from."""
    folder = results / name
    folder.mkdir(parents=True)
    register = ["0.1,-2" if 3 < number < 8 else "0.9,0" for number in range(1, 13)]
    rows = [f"A,{number},,ALA,{mean},,{of}" for number, of in enumerate(register, 1)]
    header = "chain,resnum,icode,resname,ca_rmsd,ca_rmsd_sampled,register_probability,register_shift"
    (folder / "residues.csv").write_text("\n".join([header, *rows, ""]))
    summary = {
        "id": name,
        "title": "=1+1 & <b>",
        "resolution": 3.1,
        "residues": 12,
        "models": {"compared": 5},
        "ca_rmsd": {"mean": mean, "median": mean, "fractions": {"lt1": 1, "gt3": 0}},
        "trend": None,
        "engines": {"sampler": "openmm", "refiner": "servalcat"},
        "versions": {"emtools": "0.1.0"},
    }
    (folder / "summary.json").write_text(json.dumps(summary))


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site of twelve entries, one of which was run twice."""
    folder = tmp_path_factory.mktemp("site")
    for run, date, numbers, more in (
        ("old", "2026-11-20T10:00:00Z", range(12), 0),
        ("new", "2026-11-27T10:00:00Z", [3], 0.05),
    ):
        (folder / run / "pipeline_info").mkdir(parents=True)
        (folder / run / "pipeline_info" / "run.json").write_text(json.dumps({"completed": date}))
        for number in numbers:
            entry(folder / run, f"EMD-{1000 + number}", 0.2 + number / 10 + more)
    command = [
        ROOT / "bin" / "emtools",
        "site",
        "--results",
        folder / "old",
        folder / "new",
        "--out-dir",
        folder / "site",
    ]
    renderer = ["--renderer", ROOT / "bin" / "render_figures.py"]
    subprocess.run([*command, *renderer, "--base-url", "https://example.org/maps"], check=True, capture_output=True)
    return folder / "site"


def test_records_are_as_their_schema_says(site):
    schema = json.loads((ROOT / "docs" / "schema" / "site_entry.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    records = sorted((site / "api" / "v1" / "entries").glob("*.json"))
    assert len(records) == 12
    for file in records:
        record = json.loads(file.read_text())
        validator.validate(record)
        assert set(record) == set(schema["properties"])
        assert not validator.is_valid({**record, "id": "../x"})
    again = json.loads((site / "api" / "v1" / "entries" / "EMD-1003.json").read_text())
    assert [len(again["earlier"]), again["current"]["version"]] == [1, 2]


def test_addresses_that_the_site_names_are_there(site):
    index = json.loads((site / "api" / "v1" / "index.json").read_text())
    assert index["entries"] == 12
    for address in index["files"].values():
        assert (site / "api" / "v1" / address.replace("{id}", "EMD-1003")).is_file(), address
    listed = json.loads((site / "api" / "v1" / "entries.json").read_text())
    assert [row["id"] for row in listed] == [f"EMD-{1000 + number}" for number in range(12)]
    for link in ElementTree.parse(site / "feed.xml").iter("{http://www.w3.org/2005/Atom}link"):
        assert (site / link.get("href")).is_file(), link.get("href")


def rows(file):
    """What DuckDB reads from a file, with its columns' names and types; of CSV all are text."""
    options = ", all_varchar=true" if file.suffix == ".csv" else ""
    read = duckdb.sql(f"SELECT * FROM read_{file.suffix[1:]}('{file}'{options})")
    return list(zip(read.columns, map(str, read.types), strict=True)), read.fetchall()


@pytest.mark.parametrize("table", ["entries", "contested"])
def test_parquet_has_what_csv_has(site, table, tmp_path):
    columns, found = rows(site / "data" / f"{table}.parquet")
    expected_columns, expected = rows(site / "data" / f"{table}.csv")
    assert [name for name, _ in columns] == [name for name, _ in expected_columns]
    read = {"VARCHAR": str, "DOUBLE": float, "BIGINT": int}
    assert {kind for _, kind in columns} == set(read)
    for row, of in zip(found, expected, strict=True):
        texts = [None if text is None else read[kind](text) for (_, kind), text in zip(columns, of, strict=True)]
        assert [None if value == "" else value for value in row] == texts  # CSV has no empty text
    empty = tmp_path / "empty"
    subprocess.run([ROOT / "bin" / "emtools", "site", "--out-dir", empty], check=True, capture_output=True)
    assert rows(empty / "data" / f"{table}.parquet") == (columns, [])


def get(address, **headers):
    with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=10) as answer:
        return answer.status, answer.headers, answer.read()


@pytest.fixture
def server(site, tmp_path):
    """Debian's nginx by the configuration of the container, but for the folder, the port and nginx's own files."""
    nginx = shutil.which("nginx") or next((path for path in ["/usr/sbin/nginx"] if Path(path).exists()), None)
    if nginx is None:
        pytest.skip("nginx is not installed: its configuration is not tried")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    types = Path(nginx).resolve().parents[2] / "etc" / "nginx" / "mime.types"
    text = (SERVER / "nginx.conf").read_text()
    for old, new in (
        ("listen 8080", f"listen 127.0.0.1:{port}"),
        ("root /site", f"root {site.parent}"),
        ("/tmp/nginx", f"{tmp_path}/nginx"),
        ("/etc/nginx/mime.types", str(types)),
    ):
        assert old in text
        text = text.replace(old, new)
    (tmp_path / "nginx.conf").write_text(text)
    site.chmod(0o755)
    for folder in [*site.parents][:-1]:
        if folder.stat().st_uid == site.stat().st_uid and folder.name.startswith("pytest-"):
            folder.chmod(0o755)
    # where root starts it, its workers would be nobody, who may not read a folder of the tests
    own = ["user root;"] if Path("/proc/self").stat().st_uid == 0 else []
    command = [nginx, "-p", tmp_path, "-c", tmp_path / "nginx.conf", "-g", " ".join(["daemon off;", *own])]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    address = f"http://127.0.0.1:{port}/{site.name}/"  # below a path, as a site may lie
    for _ in range(100):
        try:
            get(address)
            break
        except (urllib.error.URLError, ConnectionError):
            if process.poll() is not None:
                pytest.fail(process.stderr.read())
            time.sleep(0.1)
    yield address
    process.terminate()
    process.wait(timeout=20)


def test_the_server_compresses_and_gives_parts(server, site):
    page = (site / "index.html").read_bytes()
    status, headers, body = get(server, **{"Accept-Encoding": "gzip"})
    assert (status, headers["Content-Encoding"]) == (200, "gzip")
    assert gzip.decompress(body) == page
    status, headers, body = get(server + "index.html", Range="bytes=10-19")
    assert (status, body, headers["Content-Range"]) == (206, page[10:20], f"bytes 10-19/{len(page)}")
    table = server + "entries/EMD-1003/residues.csv.gz"
    status, headers, body = get(table, **{"Accept-Encoding": "gzip"})
    assert headers["Content-Encoding"] is None
    assert headers["Content-Type"] == "application/gzip"
    assert gzip.decompress(body).startswith(b"chain,resnum")
    assert get(server + "entries/EMD-1003/")[1]["Content-Type"] == "text/html; charset=utf-8"
    assert get(server + "feed.xml")[1]["Content-Type"].startswith("application/atom+xml")
    assert get(server + "data/entries.csv")[1]["Content-Type"].startswith("text/csv")
    headers, body = get(server + "data/entries.parquet", Range="bytes=-4", **{"Accept-Encoding": "gzip"})[1:]
    assert (headers["Content-Type"], body) == ("application/vnd.apache.parquet", b"PAR1")
    status, headers, body = get(server + "data/entries.csv", Range="bytes=0-8", **{"Accept-Encoding": "gzip"})
    assert (status, body, headers["Content-Encoding"]) == (206, b"id,title,", None)


def test_the_server_sends_again_only_what_has_changed(server, site):
    status, headers, _ = get(server)
    assert (status, headers["Cache-Control"], headers["X-Content-Type-Options"]) == (200, "no-cache", "nosniff")
    for known in ({"If-None-Match": headers["ETag"]}, {"If-Modified-Since": headers["Last-Modified"]}):
        with pytest.raises(urllib.error.HTTPError, match="304"):
            get(server, **known)
    assert get(server + "api/v1/index.json")[1]["Access-Control-Allow-Origin"] == "*"


def test_the_server_tells_what_is_not_there(server):
    for address in (".lock", "entries/EMD-1/", "entries/..%2f..%2fold/EMD-1000/", "none.csv", "none.csv.gz", "api/v1/"):
        with pytest.raises(urllib.error.HTTPError) as error:
            get(server + address)
        assert (error.value.code, error.value.headers["Cache-Control"]) in {(404, "no-cache"), (403, "no-cache")}, (
            address
        )
    connection = http.client.HTTPConnection(*server.split("/")[2].split(":"), timeout=10)
    connection.request("GET", f"/{server.split('/')[3]}/entries/EMD-1003")
    assert connection.getresponse().headers["Location"] == "/site/entries/EMD-1003/"
    connection.close()


def test_the_server_is_debians_and_no_superuser():
    lines = (SERVER / "Dockerfile").read_text().splitlines()
    assert any(line.startswith("ARG BASE=docker.io/library/debian:") for line in lines)
    assert "USER www-data" in lines
