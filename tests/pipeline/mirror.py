"""A local mirror of the archives: EMDB's files, the answers of its REST interface and of its search, and the models of
the PDB, as a folder that a server shows at the archives' own addresses.
"""

import contextlib
import csv
import functools
import gzip
import http.server
import io
import json
import shutil
import threading
from urllib.parse import urlsplit

QUERY = 'current_status:"REL"'
COLUMNS = (
    "emdb_id,title,current_status,structure_determination_method,resolution,image_reconstruction_point_group,"
    "fitted_pdbs,half_map_filename,map_contour_level_value,assembly_molecular_weight,map_release_date,update_date"
)


class Mirror:
    """The folder of a mirror. Entries that are added again are revised."""

    def __init__(self, folder):
        self.folder = folder
        self.rows = {}

    def files(self, number):
        return self.folder / "emdb" / "structures" / f"EMD-{number}"

    def add(
        self,
        number,
        pdb,
        content,
        model,
        resolution,
        *,
        title="",
        halves=(),
        weight=10000,
        updated="2026-11-04",
        row=None,
    ):
        """An entry of EMDB with its fitted model.

        content: the bytes of the map's file before they are gzipped
        model: the bytes of the mmCIF file before they are gzipped
        halves: of each half map that is listed the bytes, or None where the archive lacks the file
        row: other values of the search's table, by column
        """
        name = f"EMD-{number}"
        files = {f"map/emd_{number}.map.gz": content}
        listed = [f"emd_{number}_half_map_{half}.map.gz" for half in range(1, len(halves) + 1)]
        files.update({f"other/{file}": half for file, half in zip(listed, halves, strict=True)})
        for file, each in files.items():
            if each is not None:
                write(self.files(number) / file, gzip.compress(each, 1))
        answer = {
            "emdb_id": name,
            "admin": {"title": title},
            "crossreferences": {"pdb_list": {"pdb_reference": [{"pdb_id": pdb}]}},
            "map": {"contour_list": {"contour": [{"level": 0.5, "primary": True}]}},
            "structure_determination_list": {
                "structure_determination": [
                    {"image_processing": [{"final_reconstruction": {"resolution": {"valueOf_": str(resolution)}}}]}
                ]
            },
        }
        if listed:
            answer["interpretation"] = {"half_map_list": {"half_map": [{"file": file} for file in listed]}}
        write(self.folder / "api" / "entry" / name, json.dumps(answer).encode())
        place = self.folder / "pdb" / "data" / "structures" / "divided" / "mmCIF" / pdb[1:3]
        write(place / f"{pdb}.cif.gz", gzip.compress(model, 1))
        values = [name, title, "REL", "singleParticle", resolution, "C1", pdb, " ".join(listed), 0.5, weight, updated]
        self.rows[name] = dict(zip(COLUMNS.split(","), [*values, updated], strict=True)) | (row or {})

    def withdraw(self, number):
        """The archive has the entry as released no more."""
        del self.rows[f"EMD-{number}"]
        shutil.rmtree(self.files(number))
        (self.folder / "api" / "entry" / f"EMD-{number}").unlink()

    def write_search(self):
        """Answers the search with what there is now."""
        table = io.StringIO()
        writer = csv.DictWriter(table, COLUMNS.split(","), lineterminator="\n")
        writer.writeheader()
        writer.writerows(self.rows.values())
        write(self.folder / "api" / "search" / QUERY, table.getvalue().encode())


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


@contextlib.contextmanager
def serve(folder, asked=None):
    """A server of the folder; gives its address. asked: a list that gets (path, User-Agent) of every request."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            if asked is not None:
                asked.append((urlsplit(self.path).path, self.headers.get("User-Agent", "")))

        def log_error(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


def addresses(server):
    """The options of a run by which it asks this server instead of the archives."""
    return ["--emdb_url", f"{server}/emdb", "--emdb_api_url", f"{server}/api", "--pdb_url", f"{server}/pdb"]
