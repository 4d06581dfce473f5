"""What a model holds beside protein: what is known of it, what must go, and the record of both."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import gemmi

from emconverge_engines.completer.completion import FRAME_ATOMS
from emconverge_engines.dictionaries import USER, Dictionaries, read_dictionaries, unfit, unknown
from emconverge_engines.facts import UNIDENTIFIED
from emconverge_engines.kinds import NUCLEOTIDES, Kind, counts_of, kind_of
from emconverge_engines.models import Member, mark_polymers, members, segments
from emconverge_engines.program import InputError
from emconverge_engines.sampler.contacts import Contacts, contacts_of

OLD_NAMES = {"O1P": "OP1", "O2P": "OP2", "O3P": "OP3", "C5M": "C7"}  # of nucleotides, before 2007


@dataclass(frozen=True)
class LeftOut:
    """A residue that is not sampled, and why."""

    chain: str
    resnum: int
    icode: str  # empty for none
    resname: str
    reason: str


@dataclass(frozen=True)
class Incomplete:
    """A residue that a dictionary describes and that lacks atoms of it; it is sampled without them."""

    chain: str
    resnum: int
    icode: str  # empty for none
    resname: str
    atoms: list[str]


def screened(
    structure: gemmi.Structure, keep: str, library: Path | None, files: Sequence[Path]
) -> tuple[dict[str, object], str]:
    """Leaves out, in place, the residues that nobody knows; components.json, and the dictionaries that had to be made.

    keep: with ``known`` unknown components are left out, else one is an InputError.
    """
    update_names(structure)
    mark_polymers(segments(structure))
    residues = members(segments(structure))
    names = {member.residue.name for member in residues if kind_of(member.residue) is Kind.OTHER}
    dictionaries = read_dictionaries(names, library, files)
    dictionaries.add_made(
        (name for name in names if not dictionaries.describes(name) and name not in UNIDENTIFIED), library
    )
    useless = [LeftOut(*identity(member), reason) for member in residues if (reason := unusable(member, dictionaries))]
    gone = {identity_of(each) for each in useless}
    strange = [
        LeftOut(*identity(member), reason)
        for member in residues
        if kind_of(member.residue) is Kind.OTHER
        and identity(member) not in gone
        and (reason := undescribed(member.residue, dictionaries))
    ]
    if strange and keep != "known":
        raise InputError(sentence(strange, dictionaries))
    left_out = strange + useless
    remove(structure, left_out)
    parts = segments(structure)
    kept = members(parts)
    if not kept:
        raise InputError("nothing of the model is known: give dictionaries of its components by --ligand")
    described = sorted({member.residue.name for member in kept if kind_of(member.residue) is Kind.OTHER})
    record = {
        "keep": keep,
        "kinds": counts_of(member.residue for member in kept),
        "dictionaries": {name: dictionaries.sources[name] for name in described},
        "left_out": [asdict(each) for each in left_out],
        "incomplete": [asdict(each) for each in incomplete(kept, contacts_of(parts), dictionaries)],
    }
    return record, dictionaries.made_text(described)


def undescribed(residue: gemmi.Residue, dictionaries: Dictionaries) -> str:
    """Why no dictionary describes a residue, as a clause; empty where one does."""
    if not dictionaries.describes(residue.name):
        return f"nothing describes the component {residue.name}"
    return dictionaries.lacking(residue)


def sentence(strange: Sequence[LeftOut], dictionaries: Dictionaries) -> str:
    """What is to be done about residues that no dictionary describes: of the first, and which others there are."""
    first = strange[0]
    label = f"{first.chain} {first.resnum}{first.icode} ({first.resname})"
    if not dictionaries.describes(first.resname):
        return unknown(f"residue {label}", first.resname) + others(strange)
    return unfit(label, first.resname, first.reason) + others(strange)


def unusable(member: Member, dictionaries: Dictionaries) -> str:
    """Why a residue can be sampled by nobody; empty where it can be.

    It has atoms of no element, stands for something that was not identified, unless the user describes it, or is the
    rest of a nucleotide, such as the lone phosphate at the end of a chain.
    """
    name = member.residue.name
    if any(not atom.element.atomic_number for atom in member.residue):
        return "has atoms of no element"
    if name in UNIDENTIFIED and dictionaries.sources.get(name) != USER:
        return f"{name} is what was not identified, so that nothing describes it"
    absent = [name for name in FRAME_ATOMS[Kind.NUCLEIC] if not member.residue.find_atom(name, "*")]
    return f"lacks {', '.join(absent)}" if absent and kind_of(member.residue) is Kind.NUCLEIC else ""


def update_names(structure: gemmi.Structure) -> None:
    """Gives the atoms of nucleotides the names that they have had since 2007."""
    for chain in structure[0]:
        for residue in chain:
            if residue.name in NUCLEOTIDES:
                for atom in residue:
                    atom.name = OLD_NAMES.get(atom.name, atom.name.replace("*", "'"))


def identity(member: Member) -> tuple[str, int, str, str]:
    """Chain, number, insertion code and name of a residue."""
    residue = member.residue
    return member.chain.name, residue.seqid.num, residue.seqid.icode.strip(), residue.name


def identity_of(each: LeftOut) -> tuple[str, int, str, str]:
    """Chain, number, insertion code and name of what is left out."""
    return each.chain, each.resnum, each.icode, each.resname


def others(left_out: Sequence[LeftOut]) -> str:
    """What else is unknown, by component with its number, for the end of a sentence."""
    counts = Counter(each.resname for each in left_out)
    del counts[left_out[0].resname]
    return (
        f"; also unknown: {', '.join(f'{name} ({count})' for name, count in sorted(counts.items()))}" if counts else ""
    )


def remove(structure: gemmi.Structure, left_out: Sequence[LeftOut]) -> None:
    """Takes residues, and then empty chains, out of a structure."""
    gone = {identity_of(each) for each in left_out}
    for chain in structure[0]:
        for index in reversed(range(len(chain))):
            if identity(Member(chain, chain[index])) in gone:
                del chain[index]
    structure.remove_empty_chains()


def incomplete(kept: Sequence[Member], contacts: Contacts, dictionaries: Dictionaries) -> list[Incomplete]:
    """The described residues that lack heavy atoms; but not those atoms in whose place there is a link."""
    found = []
    for member in kept:
        if kind_of(member.residue) is Kind.OTHER:
            linked = {atom.atom.name for atom in contacts.touching(member)}
            there = {atom.name for atom in member.residue} | dictionaries.neighbours(member.residue.name, linked)
            lacking = [name for name in dictionaries.heavy_atoms(member.residue.name) if name not in there]
            if lacking:
                found.append(Incomplete(*identity(member), lacking))
    return found
