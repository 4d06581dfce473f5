"""Models as text: both formats with all that they permit and that programs add, and the writers of libraries."""

import io
import random
from dataclasses import dataclass, field

import gemmi

SIX_DIGITS = 99_990


@dataclass
class PdbStyle:
    """How a PDB file is written; the defaults are the format's own."""

    first_serial: int = 1
    serial: str = "wrapped"  # wrapped, six, shifted, hexadecimal, stars, blank, zero
    number: str = "plain"  # plain, five, hybrid36
    record: str = "own"  # own, ATOM, HETATM
    chain: str = "own"  # own, segid, ter, two
    element: str = "right"  # right, blank, lower
    zero_occupancy: bool = False
    blank_occupancy: bool = False
    lower: bool = False
    ter: bool = True
    stripped: bool = False
    model: bool = False
    extra: bool = False
    end: str = "END"
    shift: int = 0  # added to the residue numbers


def serial_field(serial, style):
    """The record's name is six columns, the serial number five; some programs let it grow to either side."""
    if style.serial == "stars":
        return "%-6s", "*****"
    if style.serial == "blank":
        return "%-6s", "     "
    if style.serial == "zero":
        return "%-6s", "    0"
    if style.serial == "hexadecimal" and serial > 99_999:
        return "%-6s", f"{serial:5x}"
    if style.serial == "six" and serial > 99_999:
        return "%-5s", f"{serial:6d}"
    if style.serial == "shifted" and serial > 99_999:
        return "%-6s", f"{serial:6d}"
    return "%-6s", f"{serial % 100_000:5d}"


def hybrid36(number):
    """Four characters for numbers above 9999."""
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    value = number - 10_000 + 10 * 36**3
    text = ""
    for _ in range(4):
        text = digits[value % 36] + text
        value //= 36
    return text


def number_field(number, style):
    if number <= 9999:
        return f"{number:4d} "
    return f"{number:5d}" if style.number == "five" else hybrid36(number) + " "


def pdb_line(atom, serial, style):
    record = {"ATOM": "ATOM", "HETATM": "HETATM"}.get(style.record, "HETATM" if atom.hetero else "ATOM")
    form, shown = serial_field(serial, style)
    if style.serial == "six" and serial > 99_999 and record == "HETATM":
        form = "%-6s"  # the name has six letters: the line moves to the right
    name = atom.name if len(atom.name) == 4 or len(atom.element) == 2 else f" {atom.name}"
    residue = atom.residue.lower() if style.lower else atom.residue
    chain = {"own": f" {atom.chain}", "two": f"{atom.chain}{atom.chain.lower()}"}.get(style.chain, "  ")
    segment = f"SEG{atom.chain}" if style.chain == "segid" else "    "
    element = {"right": f"{atom.element:>2}", "lower": f"{atom.element.lower():>2}"}.get(style.element, "  ")
    occupancy = "  0.00" if style.zero_occupancy else f"{atom.occupancy:6.2f}"
    if style.blank_occupancy and atom.occupancy == 1:
        occupancy = "      "
    line = (
        f"{form % record}{shown} {name:<4}{atom.altloc or ' '}{residue:>3}{chain}"
        f"{number_field(atom.number + style.shift, style)}   {atom.x:8.3f}{atom.y:8.3f}{atom.z:8.3f}"
        f"{occupancy}{atom.b:6.2f}      {segment}{element}  "
    )
    return line.rstrip() if style.stripped else line


def pdb_text(atoms, style=None):
    style = style or PdbStyle()
    lines = ["HEADER    A VARIANT", "REMARK   1 ATOM  in a remark"] if style.extra else []
    if style.model:
        lines.append("MODEL        1")
    serial = style.first_serial
    for index, atom in enumerate(atoms):
        if style.ter and index and atoms[index - 1].chain != atom.chain and atoms[index - 1].polymer:
            lines.append("TER")
        lines.append(pdb_line(atom, serial, style))
        if style.extra:
            anisou = "ANISOU" + lines[-1][6:27].ljust(21) + "   1000   1000   1000      0      0      0"
            lines.append(anisou)
        serial += 1
    lines += ["TER"] if style.ter else []
    lines += ["ENDMDL"] if style.model else []
    lines += [style.end] if style.end else []
    return "\n".join(lines) + "\n"


COLUMNS = [
    "group_PDB",
    "id",
    "type_symbol",
    "label_atom_id",
    "label_alt_id",
    "label_comp_id",
    "label_asym_id",
    "label_entity_id",
    "label_seq_id",
    "pdbx_PDB_ins_code",
    "Cartn_x",
    "Cartn_y",
    "Cartn_z",
    "occupancy",
    "B_iso_or_equiv",
    "pdbx_formal_charge",
    "auth_seq_id",
    "auth_comp_id",
    "auth_asym_id",
    "auth_atom_id",
    "pdbx_PDB_model_num",
]
OPTIONAL = [
    "group_PDB",
    "id",
    "type_symbol",
    "label_alt_id",
    "label_asym_id",
    "label_entity_id",
    "label_seq_id",
    "pdbx_PDB_ins_code",
    "pdbx_formal_charge",
    "auth_comp_id",
    "auth_atom_id",
    "pdbx_PDB_model_num",
]
"""Columns whose absence changes no number; conformers need label_alt_id and unequal occupancies theirs."""
TEXTS = ("label_atom_id", "auth_atom_id", "label_comp_id", "auth_comp_id", "label_asym_id", "auth_asym_id")


@dataclass
class CifStyle:
    columns: list = field(default_factory=lambda: list(COLUMNS))
    quote: str = ""  # '', "'", '"', 'field', 'mixed'
    labels: str = "own"  # own, dot, one, other, query: of label_asym_id
    authors: str = "own"  # own, query: of auth_asym_id, where the label says the same
    numbers: str = "own"  # own, query: of auth_seq_id, likewise
    occupancy: str = "own"  # own, query, zero
    symbol: str = "own"  # own, query, charge, title
    layout: str = "rows"  # rows, broken, joined, tabs, comments
    case: str = "own"  # own, upper, mixed
    model: str = "1"
    block: str = "model"
    more: bool = False  # other categories around the atoms
    shift: int = 0


def cif_value(column, atom, serial, style):
    number = atom.number + style.shift
    labels = {"dot": ".", "one": "A", "other": f"{atom.chain}xp", "query": "?"}
    values = {
        "group_PDB": "HETATM" if atom.hetero else "ATOM",
        "id": str(serial),
        "type_symbol": {
            "query": "?",
            "charge": atom.element + ("1+" if atom.element == "N" else ""),
            "title": atom.element.title(),
        }.get(style.symbol, atom.element),
        "label_alt_id": atom.altloc or ".",
        "label_asym_id": labels.get(style.labels, atom.chain),
        "label_entity_id": "?" if style.labels == "dot" else "1",
        "label_seq_id": str(number) if atom.polymer or style.numbers == "query" else ".",
        "pdbx_PDB_ins_code": "?",
        "Cartn_x": f"{atom.x:.3f}",
        "Cartn_y": f"{atom.y:.3f}",
        "Cartn_z": f"{atom.z:.3f}",
        "occupancy": {"query": "?", "zero": "0.0"}.get(style.occupancy, f"{atom.occupancy:.2f}"),
        "B_iso_or_equiv": f"{atom.b:.2f}",
        "pdbx_formal_charge": "?",
        "auth_seq_id": "?" if style.numbers == "query" else str(number),
        "auth_asym_id": "?" if style.authors == "query" else atom.chain,
        "pdbx_PDB_model_num": style.model,
        "Cartn_x_esd": "?",
        "calc_flag": ".",
    }
    if column.endswith("atom_id"):
        return atom.name
    return atom.residue if column.endswith("comp_id") else values[column]


def quoted(value, column, style, rng):
    if column not in TEXTS or value in (".", "?"):
        return f'"{value}"' if "'" in value else value
    kind = rng.choice(["", "'", '"', "field"]) if style.quote == "mixed" else style.quote
    if kind == "field":
        return f"\n;{value}\n;\n"
    if not kind and "'" in value:
        kind = '"'
    return f"{kind}{value}{kind}"


def cif_rows(rows, style):
    if style.layout == "joined":
        return [" ".join(" ".join(row) for row in rows[i : i + 3]) for i in range(0, len(rows), 3)]
    separator = {"tabs": "\t", "broken": "\n"}.get(style.layout, " ")
    lines = [separator.join(row) for row in rows]
    if style.layout == "comments":
        lines = [line + "  # a comment" if i % 5 == 0 else line for i, line in enumerate(lines)]
    return lines


def cif_text(atoms, style=None, rng=None):
    style, rng = style or CifStyle(), rng or random.Random(0)
    tag = {"upper": str.upper, "mixed": str.title}.get(style.case, str)
    lines = [tag("data_") + style.block, "#"]
    if style.more:
        lines += ["_entry.id x", "loop_", "_entity.id", "_entity.type", "Axp polymer", "B 'non-polymer'"]
        lines += [
            "loop_",
            "_struct_asym.id",
            "_struct_asym.entity_id",
            "A Axp",
            "_exptl.method",
            ";ELECTRON\nMICROSCOPY\n;",
        ]
    lines += [tag("loop_"), *(tag("_atom_site.") + tag(column) for column in style.columns)]
    rows = [
        [quoted(cif_value(column, atom, index + 1, style), column, style, rng) for column in style.columns]
        for index, atom in enumerate(atoms)
    ]
    lines += cif_rows(rows, style)
    if style.more:
        lines += ["#", "loop_", "_atom_type.symbol", "C", "N", "_software.name 'a program'"]
    return "\n".join(lines).replace("\n\n", "\n") + "\n"


def gemmi_structure(atoms):
    structure = gemmi.Structure()
    structure.name = "variant"
    structure.add_model(gemmi.Model(1))
    for atom in atoms:
        if structure[0].find_chain(atom.chain) is None:
            structure[0].add_chain(gemmi.Chain(atom.chain))
        chain = structure[0][atom.chain]
        if not len(chain) or (chain[-1].seqid.num, chain[-1].name) != (atom.number, atom.residue):
            residue = gemmi.Residue()
            residue.name, residue.seqid = atom.residue, gemmi.SeqId(atom.number, " ")
            residue.het_flag = "H" if atom.hetero else "A"
            chain.add_residue(residue)
        made = gemmi.Atom()
        made.name, made.element, made.altloc = atom.name, gemmi.Element(atom.element), atom.altloc or "\0"
        made.pos, made.occ, made.b_iso = gemmi.Position(atom.x, atom.y, atom.z), atom.occupancy, atom.b
        chain[-1].add_atom(made)
    return structure


def by_gemmi(atoms, rng):
    """(ending, text) as gemmi writes it."""
    structure = gemmi_structure(atoms)
    way = rng.choice(["pdb", "minimal", "cif", "cif with entities", "style"])
    if way in ("pdb", "minimal"):
        structure.setup_entities()
        options = gemmi.PdbWriteOptions(minimal=way == "minimal", ter_records=rng.random() < 0.5)
        return ".pdb", structure.make_pdb_string(options)
    structure.setup_entities()
    if way != "cif":
        structure.assign_label_seq_id()
    document = structure.make_mmcif_document()
    return ".cif", document.as_string(gemmi.cif.WriteOptions() if way != "style" else gemmi.cif.Style.Aligned)


def by_openmm(atoms, rng):
    """As OpenMM writes it, which knows no conformers, occupancies or B factors: those of cif are 0."""
    from openmm import app

    file = app.PDBFile(io.StringIO(pdb_text(atoms)))
    out = io.StringIO()
    if rng.random() < 0.5:
        app.PDBFile.writeFile(file.topology, file.positions, out, keepIds=True)
        return ".pdb", out.getvalue()
    app.PDBxFile.writeFile(file.topology, file.positions, out, keepIds=True)
    return ".cif", out.getvalue()


def by_biopython(atoms, rng):
    from Bio.PDB import MMCIFIO, PDBIO, PDBParser

    structure = PDBParser(QUIET=True).get_structure("x", io.StringIO(pdb_text(atoms)))
    out = io.StringIO()
    writer = PDBIO() if rng.random() < 0.5 else MMCIFIO()
    writer.set_structure(structure)
    writer.save(out)
    return ".pdb" if isinstance(writer, PDBIO) else ".cif", out.getvalue()
