#!/usr/bin/env python3
"""Assemble the monomer library that Servalcat needs from the torchref wheel: monomer_library.py WHEEL DEST.

The wheel carries the amino acids, nucleotides and the list of the CCP4 monomer library (LGPL-3) but its
ener_lib.cif only as a table; the two columns left out there (weight, hybridisation) are not read by gemmi.
"""

import csv
import io
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

MONOMERS = "torchref/data/monomer_library/"
ATOM_TYPES = "torchref/data/ener_lib_atoms.csv"
COLUMNS = ("type", "weight", "hb_type", "vdw_radius", "vdwh_radius", "ion_radius", "element", "valency", "sp")


def ener_lib(table: str) -> str:
    """ener_lib.cif from the wheel's table of atom types; '.' where the table has no value."""
    rows = csv.DictReader(line for line in io.StringIO(table) if not line.startswith("#"))
    lines = ["data_energy", "", "loop_", *(f"_lib_atom.{name}" for name in COLUMNS)]
    lines += [" ".join(row.get(name) or "." for name in COLUMNS) for row in rows]
    return "\n".join(lines) + "\n"


def assemble(wheel: Path, dest: Path) -> None:
    """Writes the library beside dest, then renames: dest is either complete or absent."""
    dest.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{dest.name}.", dir=dest.parent) as temporary:
        library = Path(temporary) / "library"
        with zipfile.ZipFile(wheel) as archive:
            for name in archive.namelist():
                if name.startswith(MONOMERS) and name.endswith(".cif"):
                    target = library / name[len(MONOMERS) :]
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(archive.read(name))
            (library / "ener_lib.cif").write_text(ener_lib(archive.read(ATOM_TYPES).decode()))
        for needed in ("a/ALA.cif", "list/mon_lib_list.cif"):
            if not (library / needed).is_file():
                raise KeyError(f"{MONOMERS}{needed}")
        try:
            library.rename(dest)
        except OSError:  # dest is there: another set-up was first, or an older one is replaced
            if not (dest / "ener_lib.cif").is_file():
                shutil.rmtree(dest)
                library.rename(dest)


def main() -> int:
    if len(sys.argv) != 3:
        print("usage: monomer_library.py WHEEL DEST", file=sys.stderr)
        return 2
    wheel, dest = Path(sys.argv[1]), Path(sys.argv[2]).absolute()
    try:
        assemble(wheel, dest)
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        print(
            f"monomer_library.py: {wheel} does not hold the monomer library of torchref 0.7.0 ({error}); "
            "download that wheel again",
            file=sys.stderr,
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
