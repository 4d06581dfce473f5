"""Variants of models: every permitted way to write one content, and damaged files."""

import gzip
import random
import string
from dataclasses import dataclass, replace

import content
import writers
from writers import COLUMNS, OPTIONAL, CifStyle, PdbStyle


@dataclass(frozen=True)
class Variant:
    """A file that says what a content says.

    like is the variant whose numbers it must have (a content, or one whose values the format changes on purpose);
    shift is what its residue numbers differ by; sentence whether it must end in one.
    """

    name: str
    ending: str
    data: bytes
    like: str
    what: str
    sentence: bool = False


def orders(rng, atoms):
    """(name, atoms in another order); no format asks for one."""
    way = rng.choice(
        ["own", "own", "hydrogens last", "side chains last", "conformers last", "chains", "in residues", "all"]
    )
    if way == "hydrogens last":
        return way, sorted(atoms, key=lambda atom: atom.hydrogen)
    if way == "side chains last":
        return way, sorted(atoms, key=lambda atom: atom.polymer and atom.name not in ("N", "CA", "C", "O"))
    if way == "conformers last":
        return way, sorted(atoms, key=lambda atom: atom.altloc not in ("", "A"))
    if way == "chains":
        chains = sorted({atom.chain for atom in atoms})
        rng.shuffle(chains)
        return way, sorted(atoms, key=lambda atom: chains.index(atom.chain))
    if way == "in residues":
        keys = {id(atom): rng.random() for atom in atoms}
        return way, sorted(atoms, key=lambda a: (a.chain, a.number, a.residue if not a.polymer else "", keys[id(a)]))
    if way == "all":
        shuffled = list(atoms)
        rng.shuffle(shuffled)
        return way, shuffled
    return way, list(atoms)


def pdb_style(rng, order, name):
    chain = rng.choice(["own", "own", "own", "two", "segid", "ter"])
    if chain == "ter" and (name == "full" or order != "own"):
        chain = "own"  # TER parts chains in their order alone, and says nothing of ligands
    style = PdbStyle(
        first_serial=rng.choice([1, 1, 99_800]),
        serial=rng.choice(["wrapped", "six", "shifted", "hexadecimal", "stars", "blank", "zero"]),
        number=rng.choice(["five", "hybrid36"]),
        record=rng.choice(["own", "own", "ATOM", "HETATM"]),
        chain=chain,
        element=rng.choice(["right", "right", "blank", "lower"]),
        zero_occupancy=name != "full" and rng.random() < 0.2,
        blank_occupancy=rng.random() < 0.2,
        lower=rng.random() < 0.15,
        ter=chain == "ter" or (order == "own" and rng.random() < 0.8),
        stripped=rng.random() < 0.3,
        model=rng.random() < 0.2,
        extra=rng.random() < 0.2,
        end=rng.choice(["END", "END", ""]),
        shift=rng.choice([0, 0, 0, -50, 9_890, 20_000]),
    )
    if style.record == "ATOM" and style.element == "blank":
        style.element = "right"  # an ion is told from a carbon by its record alone
    return style


def cif_style(rng, name):
    columns = [column for column in COLUMNS if column not in OPTIONAL or rng.random() < 0.8]
    if name == "full" and "label_alt_id" not in columns:
        columns.append("label_alt_id")
    if rng.random() < 0.3:
        rng.shuffle(columns)
    if rng.random() < 0.2:
        columns += ["Cartn_x_esd", "calc_flag"]
    style = CifStyle(
        quote=rng.choice(["", "", "'", '"', "mixed", "field"]),
        labels=rng.choice(["own", "own", "dot", "one", "other", "query"]),
        symbol=rng.choice(["own", "own", "query", "charge", "title"]),
        layout=rng.choice(["rows", "rows", "broken", "joined", "tabs", "comments"]),
        case=rng.choice(["own", "own", "upper", "mixed"]),
        model=rng.choice(["1", "1", "7"]),
        block=rng.choice(["model", "x", "", "pdb_00001abc"]),
        more=rng.random() < 0.3,
        shift=rng.choice([0, 0, 0, -50, 9_890, 200_000]),
    )
    label = "label_asym_id" in columns and style.labels == "own"
    style.authors = "query" if label and rng.random() < 0.2 else "own"
    if label and rng.random() < 0.1:
        columns.remove("auth_asym_id")
    numbered = "label_seq_id" in columns
    style.numbers = "query" if numbered and rng.random() < 0.2 else "own"
    if name != "full":
        style.occupancy = rng.choice(["own", "own", "own", "query", "zero"])
        if rng.random() < 0.1:
            columns.remove("occupancy")
    style.columns = columns
    if "auth_seq_id" in columns and style.numbers == "query" and rng.random() < 0.5:
        columns.remove("auth_seq_id")
    return style


def encoded(rng, text):
    """(what was done, bytes): line ends, marks and compression."""
    end = rng.choice(["\n", "\n", "\n", "\r\n", "\r"])
    mark = rng.choice(["", "", "", "", "utf-8-sig", "utf-16"])
    data = text.replace("\n", end).encode(mark or "ascii")
    packing = rng.choice(["", "", "", "gzip", "gzip of two members"])
    if packing == "gzip":
        data = gzip.compress(data, mtime=0)
    elif packing:
        half = len(data) // 2
        data = gzip.compress(data[:half], mtime=0) + gzip.compress(data[half:], mtime=0)
    return f"{end!r} {mark} {packing}", data


def library(rng, name, atoms):
    """(writer, ending, text, like) of a program's own writer."""
    writer = rng.choice(["gemmi", "gemmi", "openmm", "biopython"])
    if writer == "openmm" and name != "full":
        ending, text = writers.by_openmm(atoms, rng)
        return writer, ending, text, name + " without B"
    if writer == "biopython":
        ending, text = writers.by_biopython(atoms, rng)
    else:
        writer = "gemmi"
        ending, text = writers.by_gemmi(atoms, rng)
    return writer, ending, text, name


def variant(seed):
    """The variant of a number; the same number makes the same file."""
    rng = random.Random(seed)
    name = rng.choice(list(content.contents()))
    atoms = content.contents()[name]
    form = rng.choice(["pdb", "pdb", "cif", "cif", "library"])
    like = name
    if form == "library":
        writer, ending, text, like = library(rng, name, atoms)
        what = f"{name} by {writer}"
    else:
        order, atoms = orders(rng, atoms)
        if form == "pdb":
            style = pdb_style(rng, order, name)
            ending, text = ".pdb", writers.pdb_text(atoms, style)
        else:
            style = cif_style(rng, name)
            ending, text = ".cif", writers.cif_text(atoms, style, rng)
        what = f"{name}, order {order}, {style}"
    done, data = encoded(rng, text)
    ending = rng.choice([ending, ending, ".ent", ".txt"]) + (".gz" if "gzip" in done and rng.random() < 0.7 else "")
    return Variant(f"v{seed:06d}", ending, data, like, f"{what}; {done}")


def references():
    """The plain files whose numbers count, by name."""
    plain = {}
    for name, atoms in content.contents().items():
        plain[name] = Variant(name, ".pdb", writers.pdb_text(atoms).encode(), name, "plain")
        if name != "full":
            bare = [replace(atom, b=0.0) for atom in atoms]
            like = name + " without B"
            plain[like] = Variant(like.replace(" ", "_"), ".pdb", writers.pdb_text(bare).encode(), like, "plain")
    return plain


def cut_line(rng, text):
    """Cut within the coordinates of an atom's line, as a full disk leaves a PDB file."""
    lines = text.splitlines()
    atoms = [i for i, line in enumerate(lines) if line.startswith(("ATOM", "HETATM"))]
    last = rng.choice(atoms)
    return "\n".join(lines[:last]) + "\n" + lines[last][: rng.randrange(31, 53)]


def spoilt_coordinate(rng, text):
    lines = text.splitlines()
    atoms = [i for i, line in enumerate(lines) if line.startswith(("ATOM", "HETATM"))]
    line = rng.choice(atoms)
    field = rng.choice(["     nan", "  1e300 ", "********", "   abc  ", "        ", " 1.2.3  ", "  -inf  "])
    column = rng.choice([30, 38, 46])
    lines[line] = lines[line][:column] + field + lines[line][column + 8 :]
    return "\n".join(lines) + "\n"


def damaged(seed):
    """A damaged file, which must end in one sentence."""
    rng = random.Random(-1 - seed)
    atoms = content.contents()[rng.choice(["full", "heavy"])]
    pdb, cif = writers.pdb_text(atoms), writers.cif_text(atoms)
    way = rng.choice(
        ["cut pdb", "spoilt pdb", "cut cif", "value", "column", "gzip", "random", "empty", "number", "blocks", "other"]
    )
    ending, data = ".pdb", b""
    if way == "cut pdb":
        data = cut_line(rng, pdb).encode()
    elif way == "spoilt pdb":
        data = spoilt_coordinate(rng, pdb).encode()
    elif way == "number":
        lines = pdb.splitlines()
        data = "\n".join(f"{line[:22]}{rng.choice(['****', 'x 1 ', '  - '])}{line[26:]}" for line in lines).encode()
    elif way == "cut cif":
        row = cif.splitlines(keepends=True)
        kept = rng.randrange(60, len(row) - 2)
        data = ("".join(row[:kept]) + row[kept][: rng.randrange(8, 20)]).rstrip().encode()
        ending = ".cif"
    elif way == "value":
        value = rng.choice(["?", ".", "nan", "1e300", "word", "1,5"])
        atom = rng.choice(atoms)
        data = cif.replace(f" {atom.x:.3f} {atom.y:.3f} ", f" {atom.x:.3f} {value} ").encode()
    elif way == "column":
        name = rng.choice(["Cartn_x", "Cartn_y", "Cartn_z"])
        style = CifStyle(columns=[column for column in COLUMNS if column != name])
        data = writers.cif_text(atoms, style).encode()
    elif way == "gzip":
        packed = gzip.compress(rng.choice([pdb, cif]).encode(), mtime=0)
        at = rng.randrange(20, len(packed) - 8)
        data = packed[:at] if rng.random() < 0.5 else packed[:at] + bytes([packed[at] ^ 0xFF]) + packed[at + 1 :]
    elif way == "random":
        data = bytes(rng.randrange(256) for _ in range(rng.randrange(1, 5_000)))
    elif way == "blocks":
        data = (cif + cif.replace("data_model", "data_other")).encode()
    elif way == "other":
        head = rng.choice(
            [b"BZh91AY&SY", b"\xfd7zXZ\x00", b"PK\x03\x04", b"7z\xbc\xaf\x27\x1c", b"<?xml version='1.0'?>"]
        )
        data = head + "".join(rng.choice(string.printable) for _ in range(200)).encode()
    return Variant(f"d{seed:06d}", ending, data, "", way, sentence=True)
