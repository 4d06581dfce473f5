#!/usr/bin/env python3
"""Assemble the monomer library that the engines need from wheels: monomer_library.py TORCHREF [COOT] DEST.

Torchref's wheel carries the amino acids, nucleotides and the list of the CCP4 monomer library (LGPL-3) but its
ener_lib.cif only as a table; the two columns left out there (weight, hybridisation) are not read by gemmi. Coot's
carries the commonest ligands of the same library; of what both have torchref's is taken.
"""

import csv
import io
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

MONOMERS = "torchref/data/monomer_library/"
MORE_MONOMERS = "coot_headless_api/share/coot/lib/data/monomers/"
ATOM_TYPES = "torchref/data/ener_lib_atoms.csv"
COLUMNS = ("type", "weight", "hb_type", "vdw_radius", "vdwh_radius", "ion_radius", "element", "valency", "sp")


def ener_lib(table: str) -> str:
    """ener_lib.cif from the wheel's table of atom types; '.' where the table has no value."""
    rows = csv.DictReader(line for line in io.StringIO(table) if not line.startswith("#"))
    lines = ["data_energy", "", "loop_", *(f"_lib_atom.{name}" for name in COLUMNS)]
    lines += [" ".join(row.get(name) or "." for name in COLUMNS) for row in rows]
    return "\n".join(lines) + "\n"


def unpack(archive: zipfile.ZipFile, folder: str, library: Path) -> None:
    """Writes the dictionaries of a folder of a wheel that the library does not have yet."""
    for name in archive.namelist():
        target = library / name[len(folder) :]
        if name.startswith(folder) and name.endswith(".cif") and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(archive.read(name))


def assemble(wheel: Path, more: Path | None, dest: Path) -> None:
    """Writes the library beside dest, then renames: dest is either complete or absent."""
    dest.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{dest.name}.", dir=dest.parent) as temporary:
        library = Path(temporary) / "library"
        with zipfile.ZipFile(wheel) as archive:
            unpack(archive, MONOMERS, library)
            (library / "ener_lib.cif").write_text(ener_lib(archive.read(ATOM_TYPES).decode()))
        if more:
            with zipfile.ZipFile(more) as archive:
                unpack(archive, MORE_MONOMERS, library)
        for needed in ("a/ALA.cif", "list/mon_lib_list.cif", *(["a/ATP.cif"] if more else [])):
            if not (library / needed).is_file():
                raise KeyError(f"{MONOMERS}{needed}")
        try:
            library.rename(dest)
        except OSError:  # dest is there: another set-up was first, or an older one is replaced
            if not (dest / "ener_lib.cif").is_file():
                shutil.rmtree(dest)
                library.rename(dest)


def main() -> int:
    if len(sys.argv) not in (3, 4):
        print("usage: monomer_library.py TORCHREF [COOT] DEST", file=sys.stderr)
        return 2
    wheel, *more, dest = map(Path, sys.argv[1:])
    try:
        assemble(wheel, more[0] if more else None, dest.absolute())
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        print(
            f"monomer_library.py: {' and '.join(map(str, (wheel, *more)))} do not hold the monomer library that is "
            f"pinned ({error}); download again what setup/python/monomers.lock names",
            file=sys.stderr,
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
