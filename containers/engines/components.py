#!/usr/bin/env python3
"""Make tables of the wwPDB's chemical components from wheels: components.py BIOTITE MSGPACK DEST.

Biotite's wheel carries the Chemical Component Dictionary (CC0) as BinaryCIF, which is MessagePack. Of each component
its type, its atoms with their ideal coordinates, and its bonds go into three arrays (docs/engines.md), which a program
maps into memory and reads one component of, without looking at the others. The same wheels give the same bytes.
"""

import sys
import tempfile
import zipfile
from itertools import pairwise
from pathlib import Path

import numpy as np

FILE = "biotite/structure/info/components.bcif"
# BinaryCIF's numbers of types (Sehnal et al., PLoS Comput. Biol. 16, e1008247, 2020)
TYPES = {1: "i1", 2: "<i2", 3: "<i4", 4: "u1", 5: "<u2", 6: "<u4", 32: "<f4", 33: "<f8"}
ORDERS = {"SING": 1, "DOUB": 2, "TRIP": 3, "QUAD": 4}
INDEX = [
    ("id", "S8"),
    ("type", "S40"),
    ("ideal", "?"),  # whether the places of its atoms are ideal ones
    ("atoms", "<i4"),  # where its atoms begin
    ("bonds", "<i4"),
]
ATOM = [
    ("id", "S8"),
    ("element", "S2"),
    ("charge", "i1"),
    ("stereo", "S1"),  # R, S or N
    ("place", "<f4", 3),  # Å; nan where there is none
]
BOND = [
    ("first", "<i2"),
    ("second", "<i2"),
    ("order", "i1"),
    ("aromatic", "?"),
]  # atoms by their place in the component


def decoded(data, encodings):
    """A column of BinaryCIF as an array: its encodings are undone from the last to the first."""
    for encoding in reversed(encodings):
        kind = encoding["kind"]
        if kind == "ByteArray":
            data = np.frombuffer(data, TYPES[encoding["type"]])
        elif kind == "FixedPoint":
            data = data / encoding["factor"]
        elif kind == "IntervalQuantization":
            step = (encoding["max"] - encoding["min"]) / (encoding["numSteps"] - 1)
            data = encoding["min"] + step * data
        elif kind == "RunLength":
            data = np.repeat(data[::2], data[1::2])
        elif kind == "Delta":
            data = np.cumsum(data, dtype="i8") + encoding["origin"]
        elif kind == "IntegerPacking":
            data = unpacked(data.astype("i8"), np.iinfo(data.dtype), encoding["isUnsigned"])
        elif kind == "StringArray":
            offsets = decoded(encoding["offsets"], encoding["offsetEncoding"])
            ends = offsets.tolist()
            texts = [encoding["stringData"][a:b] for a, b in pairwise(ends)]
            chosen = decoded(data, encoding["dataEncoding"])
            data = np.array([*texts, ""])[chosen]  # -1, where there is no value, is the last
        else:
            raise KeyError(f"the encoding {kind}")
    return data


def unpacked(data, limits, unsigned):
    """Integers of which large ones are sums: of values at the limit of their type, and the first that is not."""
    whole = data != limits.max if unsigned else (data != limits.max) & (data != limits.min)
    starts = np.concatenate([[0], np.flatnonzero(whole)[:-1] + 1])
    return np.add.reduceat(data, starts) if len(data) else data


def columns(category, *names):
    """Columns of a category; values that are absent are what stands in their place."""
    found = {column["name"]: column for column in category["columns"]}
    return [decoded(found[name]["data"]["data"], found[name]["data"]["encoding"]) for name in names]


def masked(category, name):
    """Where a column has a value."""
    mask = next(column["mask"] for column in category["columns"] if column["name"] == name)
    return decoded(mask["data"], mask["encoding"]) == 0 if mask else np.ones(category["rowCount"], bool)


def places(category, owners):
    """(atoms, 3), Å, and whether they are ideal: where one of a heavy atom is absent those of the deposited model."""

    def of(form):
        axes = [form.format(axis) for axis in "xyz"]
        known = np.logical_and.reduce([masked(category, name) for name in axes])
        return np.where(known[:, None], np.stack(columns(category, *axes), axis=1), np.nan)

    ideal, model = of("pdbx_model_Cartn_{}_ideal"), of("model_Cartn_{}")
    heavy = columns(category, "type_symbol")[0] != "H"
    lacking = np.unique(owners[heavy & np.isnan(ideal[:, 0])])
    replaced = np.isin(owners, lacking)
    return np.where(replaced[:, None], model, ideal), ~replaced


def tables(category):
    """The three arrays, from the categories of the file by their names; components by id."""
    components, atoms, bonds = (category[f"_chem_comp{part}"] for part in ("", "_atom", "_bond"))
    ids, types = columns(components, "id", "type")
    order = np.argsort(ids)
    numbers = dict(zip(ids[order].tolist(), range(len(ids)), strict=True))
    owner, names, elements, charges, stereo = columns(
        atoms, "comp_id", "atom_id", "type_symbol", "charge", "pdbx_stereo_config"
    )
    owners = np.array([numbers[name] for name in owner.tolist()])
    by_owner = np.argsort(owners, kind="stable")
    table = np.zeros(len(owners), ATOM)
    for field, values in zip(("id", "element", "charge", "stereo"), (names, elements, charges, stereo), strict=True):
        table[field] = values[by_owner]
    place, is_ideal = places(atoms, owners)
    table["place"] = place[by_owner]
    index = np.zeros(len(ids), INDEX)
    index["id"], index["type"] = ids[order], types[order]
    index["atoms"] = np.searchsorted(owners[by_owner], np.arange(len(ids)))
    index["ideal"][owners] = is_ideal
    return index, table, bonds_of(bonds, numbers, index, table)


def bonds_of(bonds, numbers, index, table):
    """The bonds by component; index gets where those of each begin."""
    owner, first, second, orders, aromatic = columns(
        bonds, "comp_id", "atom_id_1", "atom_id_2", "value_order", "pdbx_aromatic_flag"
    )
    owners = np.array([numbers[name] for name in owner.tolist()])
    starts = index["atoms"]
    number_of = np.arange(len(table)) - np.repeat(starts, np.diff([*starts, len(table)]))
    owner_of = np.repeat(np.arange(len(index)), np.diff([*starts, len(table)]))
    place = dict(zip(zip(owner_of.tolist(), table["id"].tolist(), strict=True), number_of.tolist(), strict=True))
    found = np.zeros(len(owners), BOND)
    for field, names in (("first", first), ("second", second)):
        found[field] = [place[key] for key in zip(owners.tolist(), map(str.encode, names.tolist()), strict=True)]
    found["order"] = [ORDERS.get(text, 1) for text in orders.tolist()]
    found["aromatic"] = aromatic == "Y"
    by_owner = np.argsort(owners, kind="stable")
    index["bonds"] = np.searchsorted(owners[by_owner], np.arange(len(index)))
    return found[by_owner]


def make(biotite, msgpack_wheel, dest):
    """Writes the arrays beside dest, then renames."""
    sys.path.insert(0, str(msgpack_wheel))  # its Python part is read from the wheel as it is
    import msgpack

    with zipfile.ZipFile(biotite) as archive:
        content = msgpack.unpackb(archive.read(FILE))
    category = {part["name"]: part for part in content["dataBlocks"][0]["categories"]}
    dest.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{dest.name}.", dir=dest.parent) as temporary:
        folder = Path(temporary) / "components"
        folder.mkdir()
        for name, array in zip(("index", "atoms", "bonds"), tables(category), strict=True):
            np.save(folder / f"{name}.npy", array)
        folder.rename(dest)


def main():
    if len(sys.argv) != 4:
        print("usage: components.py BIOTITE MSGPACK DEST", file=sys.stderr)
        return 2
    try:
        make(*(Path(word).absolute() for word in sys.argv[1:]))
    except (OSError, KeyError, ValueError, ImportError, zipfile.BadZipFile) as error:
        print(
            f"components.py: {sys.argv[1]} and {sys.argv[2]} do not hold the components that are pinned ({error}); "
            "download again what setup/python/monomers.lock names",
            file=sys.stderr,
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
