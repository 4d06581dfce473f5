"""Files that are not on this machine's disk: inputs at https://, the archives' mirror in an object store."""

import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import threading
import time
import urllib.request
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from conftest import ROOT, QuietHandler, emconverge


@pytest.fixture
def https(tmp_path):
    """A folder that a local server shows at an https:// address, and the variable that lets Java trust it."""
    if not shutil.which("openssl"):
        pytest.skip("needs openssl for the server's certificate")
    folder, key, certificate, trusted = (
        tmp_path / name for name in ("site", "key.pem", "certificate.pem", "trusted.p12")
    )
    folder.mkdir()
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=localhost",
            "-addext",
            "subjectAltName=IP:127.0.0.1",
            "-keyout",
            key,
            "-out",
            certificate,
        ],
        check=True,
        capture_output=True,
    )
    subprocess.run(
        [
            "keytool",
            "-importcert",
            "-noprompt",
            "-alias",
            "test",
            "-file",
            certificate,
            "-keystore",
            trusted,
            "-storetype",
            "PKCS12",
            "-storepass",
            "changeit",
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=folder))
    # each connection's own thread shakes hands: one client that is slow must not keep the others waiting
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield (
        folder,
        f"https://127.0.0.1:{server.server_port}",
        {"JAVA_TOOL_OPTIONS": f"-Djavax.net.ssl.trustStore={trusted} -Djavax.net.ssl.trustStorePassword=changeit"},
    )
    server.shutdown()


def test_a_samplesheet_and_its_files_at_https(https, example, tmp_path):
    """Read by a run with stubs, into a folder with spaces: the steps that take a model have been given the very
    bytes.
    """
    site, address, trust = https
    for name in ("model.cif", "map.mrc"):
        shutil.copy(example / name, site / name)
    (site / "sheet.csv").write_text(
        f"id,map,model,resolution\nabsolute,{address}/map.mrc,{address}/model.cif,3\nrelative,map.mrc,model.cif,3\n"
    )
    folder = tmp_path / "a folder"
    folder.mkdir()
    result = emconverge(
        "run",
        "--input",
        f"{address}/sheet.csv",
        "--outdir",
        folder / "the results",
        "-work-dir",
        folder / "work",
        "-stub-run",
        "--models",
        "2",
        "--best",
        "2",
        "--min_models",
        "2",
        cwd=folder,
        env=trust,
    )
    assert result.returncode == 0, result.output
    for entry in ("absolute", "relative"):
        assert (folder / "the results" / entry / "report.html").is_file()
    given = list(folder.glob("work/*/*/input/model/model.cif"))
    assert len(given) == 4 and all(
        path.read_bytes() == (example / "model.cif").read_bytes() for path in given
    )  # two entries, prepared and searched for symmetry


def test_what_is_not_at_its_address_is_told(https, tmp_path):
    _, address, trust = https
    result = emconverge(
        "run",
        "--map",
        f"{address}/none.mrc",
        "--model",
        f"{address}/none.cif",
        "--resolution",
        "3",
        "--id",
        "a",
        cwd=tmp_path,
        env=trust,
    )
    assert result.returncode != 0 and f"Entry a: there is no map file at {address}/none.mrc" in result.output


def test_a_server_that_says_nothing_is_told(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/map.mrc"
        result = emconverge(
            *("run", "--map", address, "--model", "none.cif", "--resolution", "3", "--id", "a"),
            cwd=tmp_path,
            env={"NXF_OPTS": "-Dsun.net.client.defaultReadTimeout=500"},
            timeout=120,
        )
    assert result.returncode != 0 and f"there is no map file at {address}, or its server does not" in result.output


@pytest.fixture
def bucket(tmp_path):
    """The address of an empty bucket of a real S3-compatible server."""
    program = Path(os.environ["EMCONVERGE_OBJECT_STORE"]) / "node_modules" / ".bin" / "s3rver"
    with (tmp_path / "s3rver.log").open("w") as log:
        process = subprocess.Popen(
            [
                program,
                "--directory",
                tmp_path / "buckets",
                "--address",
                "127.0.0.1",
                "--port",
                "0",
                "--no-vhost-buckets",
                "--configure-bucket",
                "mirror",
            ],
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        for _ in range(240):
            listening = re.search(r"listening on 127\.0\.0\.1:(\d+)", (tmp_path / "s3rver.log").read_text())
            if listening or process.poll() is not None:
                break
            time.sleep(0.25)
        assert listening, (tmp_path / "s3rver.log").read_text()
        yield f"http://127.0.0.1:{listening.group(1)}/mirror"
    finally:
        process.terminate()
        process.wait()


def test_an_entry_is_fetched_from_an_object_store(bucket, site, tmp_path):
    for path in sorted(site.rglob("*")):
        if path.is_file():
            urllib.request.urlopen(
                urllib.request.Request(f"{bucket}/{path.relative_to(site)}", data=path.read_bytes(), method="PUT")
            ).close()
    command = [
        ROOT / "bin" / "emtools",
        "fetch",
        "--emdb",
        "EMD-9999",
        "--emdb-url",
        f"{bucket}/emdb",
        "--emdb-api-url",
        f"{bucket}/api",
        "--pdb-url",
        f"{bucket}/pdb",
        "--out-dir",
        tmp_path / "entry",
    ]
    result = subprocess.run(command, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    entry = json.loads((tmp_path / "entry" / "entry.json").read_text())
    assert (tmp_path / "entry" / entry["map"]).stat().st_size > 0 and (
        tmp_path / "entry" / entry["model"]
    ).stat().st_size > 0
    shutil.rmtree(tmp_path / "buckets" / "mirror")
    result = subprocess.run([*command[:-1], tmp_path / "none"], capture_output=True, text=True)
    assert (
        result.returncode == 2
        and result.stderr == "emtools fetch: EMDB has no released entry EMD-9999: check the id.\n"
    )
    assert not (tmp_path / "none" / "entry.json").exists()
