"""Dictionaries of components: what the monomer library and users' files say of bonds, angles, torsions and hands."""

import os
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import gemmi

from emconverge_engines.ideal.components import Component, read_component
from emconverge_engines.ideal.dictionary import document_of
from emconverge_engines.program import InputError, one_line

LIBRARY, USER = "library", "user"
IDEAL, MODEL = "ideal", "model"  # made of a component's ideal coordinates, or of those of a deposited model


@dataclass(frozen=True)
class Dictionaries:
    """The components that are known, and the links between them."""

    monomers: gemmi.MonLib
    sources: dict[str, str]  # LIBRARY, USER, IDEAL or MODEL, by the component's id
    made: list[Component] = field(default_factory=list)

    def describes(self, name: str) -> bool:
        """Whether a component is known."""
        return name in self.sources

    def add_made(self, names: Iterable[str], library: Path | None) -> None:
        """Adds what can be made of the components that the library has coordinates of, without restraints."""
        found = [component for name in sorted(names) if library and (component := read_component(library, name))]
        self.made.extend(found)
        if found:
            self.monomers.read_monomer_doc(document_of(found))
        self.sources.update({component.name: IDEAL if component.ideal else MODEL for component in found})

    def made_text(self, names: Container[str]) -> str:
        """The file of restraints of those of these components that were made; empty for none."""
        chosen = [component for component in self.made if component.name in names]
        return document_of(chosen).as_string() if chosen else ""

    def lacking(self, residue: gemmi.Residue) -> str:
        """Why the dictionary of its component does not describe a residue, as a clause; empty where it does."""
        name, present = residue.name, [atom.name for atom in residue]
        known = self.heavy_atoms(name)
        if odd := [atom for atom in present if atom not in known or present.count(atom) > 1]:
            return f"has an atom {odd[0]} that the dictionary of {name} lacks, or has it twice"
        bonds = [(bond.id1.atom, bond.id2.atom) for bond in self.monomers.monomers[name].rt.bonds]
        bonded = {atom for pair in bonds if set(pair) <= set(present) for atom in pair}
        alone = [atom for atom in present if atom not in bonded] if len(present) > 1 else []
        return f"has an atom {alone[0]} that is bonded to no other: atoms between them are missing" if alone else ""

    def neighbours(self, name: str, atoms: Container[str]) -> set[str]:
        """The names of the atoms of a component that is known that are bonded to one of these."""
        bonds = [(bond.id1.atom, bond.id2.atom) for bond in self.monomers.monomers[name].rt.bonds]
        return {other for pair in bonds for one, other in (pair, pair[::-1]) if one in atoms}

    def heavy_atoms(self, name: str) -> list[str]:
        """The names of the heavy atoms of a component that is known."""
        return [atom.id for atom in self.monomers.monomers[name].atoms if not atom.is_hydrogen()]


def library_folder(named: Path | None) -> Path | None:
    """The folder of the monomer library: the one that is named, else CLIBD_MON's, else none."""
    folder = named or (Path(os.environ["CLIBD_MON"]) if os.environ.get("CLIBD_MON") else None)
    if folder and not (folder / "ener_lib.cif").is_file():
        raise InputError(f"{folder} is not a monomer library: it lacks ener_lib.cif")
    return folder


def read_dictionaries(names: Iterable[str], library: Path | None, files: Sequence[Path]) -> Dictionaries:
    """What is known of components of these names; a user's file goes before the library."""
    monomers, sources = gemmi.MonLib(), {}
    if library:
        wanted = sorted(set(names) & {path.stem for path in library.glob("?/*.cif")})
        try:
            monomers.read_monomer_lib(str(library), wanted)
        except (ValueError, RuntimeError, OSError) as error:
            raise InputError(f"the monomer library {library} cannot be read: {error}") from None
        sources = dict.fromkeys(monomers.monomers, LIBRARY)
    for file in files:
        sources |= dict.fromkeys(read_file(file, monomers), USER)
    return Dictionaries(monomers, sources)


def read_file(path: Path, monomers: gemmi.MonLib) -> list[str]:
    """Adds the components and links of a user's file; the ids of its components. An InputError when it has none."""
    if not path.is_file():
        raise InputError(f"the dictionary {path} does not exist")
    try:
        document = gemmi.cif.read(str(path))
        found = [name for block in document if (name := component_in(block, path))]
        for name in found:
            if name in monomers.monomers:
                del monomers.monomers[name]
        monomers.read_monomer_doc(document)
    except (ValueError, RuntimeError, OSError, IndexError) as error:
        raise InputError(f"the dictionary {path} cannot be read: {one_line(error)}") from None
    if not found:
        raise InputError(
            f"the dictionary {path} describes no component: give a file of restraints, as AceDRG, Grade or eLBOW write"
        )
    return found


def checked_files(files: Sequence[Path]) -> tuple[Path, ...]:
    """Users' files with their whole paths, each read once so that a bad one is told before it is used."""
    for file in files:
        read_file(file, gemmi.MonLib())
    return tuple(file.absolute() for file in files)


def component_in(block: gemmi.cif.Block, path: Path) -> str | None:
    """The id of the component that a block of a dictionary describes; None where it describes none.

    A component without lengths of its bonds, as the Protein Data Bank has it, is an InputError.
    """
    names = list(block.find_values("_chem_comp_atom.comp_id"))
    if not names:
        return None
    name = gemmi.cif.as_string(names[0])
    bonds = block.find("_chem_comp_bond.", ["atom_id_1", "?value_dist"])
    if len(bonds) and (not bonds.has_column(1) or any(not is_length(row.str(1)) for row in bonds)):
        raise InputError(
            f"the dictionary {path} gives {name} bonds without lengths (_chem_comp_bond.value_dist): "
            "give a file of restraints, as AceDRG, Grade or eLBOW write it"
        )
    if not len(bonds) and len(names) > 1:
        raise InputError(f"the dictionary {path} gives {name} {len(names)} atoms and no bonds; make it anew")
    return name


def is_length(text: str) -> bool:
    """Whether a text is a length in Å that a bond can have."""
    try:
        return 0.5 < float(text) < 4.0
    except ValueError:
        return False


def unknown(label: str, name: str) -> str:
    """The sentence on a component that nobody knows."""
    return (
        f"nothing describes {label}: the monomer library, the files of --ligand and the wwPDB's components have no "
        f"{name}; make a dictionary with AceDRG, Grade or eLBOW and give it by --ligand {name}.cif, "
        "or go on without it by --keep known"
    )


def unfit(label: str, name: str, reason: str) -> str:
    """The sentence on a residue whose dictionary does not fit it."""
    return (
        f"residue {label} {reason}; complete the residue or rename the atom, give a dictionary whose names are those "
        f"of the model by --ligand {name}.cif, or go on without it by --keep known"
    )
