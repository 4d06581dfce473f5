"""From a selection of the archive's entries to a run, and a selection that is killed."""

import csv
import http.server
import json
import signal
import subprocess
import threading
import time

from conftest import ROOT, emconverge
from mirror import COLUMNS, QUERY, addresses

HEADER = COLUMNS + "\n"
ENTRY = 'EMD-9999,"=cmd|$(touch gotcha);<b>",REL,singleParticle,3.5,C1,9xyz,,0.5,10000,2026-11-04,2026-11-04\n'
COARSE = ENTRY.replace("9999", "8888").replace("3.5", "8.1")


def table(path):
    with path.open(newline="") as stream:
        return list(csv.DictReader(stream))


def select(folder, api, *options):
    command = [ROOT / "bin" / "emtools", "select", "--emdb-api-url", api, "--cache", folder / "cache"]
    return [str(word) for word in [*command, "--state", folder / "state", "--out-dir", folder / "survey", *options]]


def test_what_is_selected_runs(archive, site, run_folder):
    (site / "api" / "search").mkdir()
    (site / "api" / "search" / QUERY).write_text(HEADER + ENTRY + COARSE)
    result = subprocess.run(select(run_folder, f"{archive}/api"), capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    assert result.stdout == f"The samplesheet: {run_folder}/survey/samplesheet.csv\n"
    assert "1 entries selected, 1 left out: 1 resolution.\n" in result.stderr
    assert table(run_folder / "survey" / "left_out.csv") == [
        {"emdb": "EMD-8888", "reason": "resolution", "value": "8.1"}
    ]
    result = emconverge("run", "--input", "survey/samplesheet.csv", *addresses(archive), "-stub-run", cwd=run_folder)
    assert result.returncode == 0, result.output
    assert (run_folder / "results" / "EMD-9999" / "report.html").exists()
    failed = run_folder / "results" / "pipeline_info" / "failed.csv"
    assert table(failed) == []

    # what did not come through for want of memory comes again with the next selection, and else nothing
    (run_folder / "results" / "EMD-9999" / "report.html").unlink()
    failed.write_text('id,process,exit,reason\nEMD-9999,SAMPLE_OPENMM,137,"killed by signal 9, SIGKILL."\n')
    again = select(run_folder, f"{archive}/api", "--since", "last")
    for options, listed in (((), []), (("--results", run_folder / "results"), ["EMD-9999"])):
        subprocess.run([*again, *map(str, options)], check=True)
        assert [row["pdb"] for row in table(run_folder / "survey" / "samplesheet.csv")] == ["9xyz"] * len(listed)
    assert [row["change"] for row in table(run_folder / "survey" / "changes.csv")] == ["failed"]
    assert not list(run_folder.rglob("gotcha"))


class Hanging(http.server.BaseHTTPRequestHandler):
    """Sends half a table and then nothing, until it is told that it is well."""

    well = threading.Event()

    def do_GET(self):
        content = (HEADER + ENTRY).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        half = len(content) - 20
        self.wfile.write(content[:half])
        self.wfile.flush()
        self.well.wait()
        self.wfile.write(content[half:])

    def log_message(self, *_):
        pass


def test_a_selection_that_is_killed_leaves_nothing_half_done(tmp_path):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hanging)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    api = f"http://127.0.0.1:{server.server_port}/api"
    process = subprocess.Popen(select(tmp_path, api), stderr=subprocess.PIPE)
    end = time.time() + 120
    while not (parts := list((tmp_path / "cache").glob(".*.part"))) or not parts[0].stat().st_size:
        assert process.poll() is None, process.stderr.read()
        assert time.time() < end
        time.sleep(0.05)
    second = subprocess.run(select(tmp_path, api), capture_output=True, text=True)
    assert second.returncode == 2
    assert second.stderr.startswith("emtools select: Another selection is at work in ")
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert not list(tmp_path.rglob("*.csv")) and not (tmp_path / "state" / "selected.json").exists()

    Hanging.well.set()
    subprocess.run(select(tmp_path, api), check=True)
    server.shutdown()
    assert [row["emdb"] for row in table(tmp_path / "survey" / "samplesheet.csv")] == ["EMD-9999"]
    assert list(json.loads((tmp_path / "state" / "selected.json").read_text())["entries"]) == ["EMD-9999"]
    assert not list((tmp_path / "cache").glob(".*.part*"))
