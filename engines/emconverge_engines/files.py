"""Files that are whole or absent: what is written goes beside its place under a temporary name, and is then renamed."""

import csv
import io
import json
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path


def write_atomically(path: Path, content: str | bytes) -> None:
    """Writes a file that everybody may read, and the folders above it; a file that was there is replaced."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content.encode() if isinstance(content, str) else content)
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink()
        raise


def json_text(value: object) -> str:
    """The JSON that people may read too: indented, with a line end."""
    return json.dumps(value, indent=1) + "\n"


def csv_text(fields: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """A table with a header."""
    text = io.StringIO()
    writer = csv.DictWriter(text, fields, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
