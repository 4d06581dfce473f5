"""What dictionaries say of the residues that the force field does not know, as terms that it can hold.

gemmi's topology gives ideal bonds, angles, torsions, hands and planes; here each becomes a term of a kind that the
force field has already, as stiff as its own: harmonic bonds and angles, and periodic torsions. There are no charges.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import gemmi

from emconverge_engines.dictionaries import Dictionaries, unfit, unknown
from emconverge_engines.kinds import Kind, kind_of
from emconverge_engines.models import Member, Segment, members
from emconverge_engines.program import InputError, one_line
from emconverge_engines.sampler.checks import Key
from emconverge_engines.sampler.contacts import Contacts

BOND, ANGLE = 300_000.0, 500.0  # kJ/mol/nm², kJ/mol/rad²: as amber's single bonds
PLANE, IMPROPER, HAND = 20.0, 40.0, 60.0  # kJ/mol
STIFFEST, LEAST_ESD, THERMAL = 40.0, 5.0, 2.5  # kJ/mol, degrees, kJ/mol: of torsions
TURNING = 3.0  # kJ/mol: the most of a torsion of three or more minima, which the density is to choose from
HAND_ANGLE = math.radians(120.0)  # neighbour, centre, neighbour, neighbour: its sign is the centre's hand
DESCRIBED_STRENGTH = 1.5  # of the density, times that of protein: a dictionary says less of an atom than amber does
COORDINATION, OUTER = 50_000.0, 2_000.0  # kJ/mol/nm²
LONE = 400.0  # kJ/mol/nm²: so firmly few ions leave their density at 600 K, and those without any still spread
# Periodicity, phase and strength (kJ/mol) of a torsion within an alkyl chain (TraPPE-UA: Martin & Siepmann, J. Phys.
# Chem. B 102, 2569, 1998): gauche costs what hydrogens, which are not there, would make it cost.
ALKYL = ((1, 0.0, 2.952), (2, math.pi, -0.567), (3, 0.0, 6.579))
RESTRAINT_SETTINGS = {
    "density": DESCRIBED_STRENGTH,
    "bond": BOND,
    "angle": ANGLE,
    "flat": (PLANE, IMPROPER),
    "hand": HAND,
    "torsion": (STIFFEST, TURNING, LEAST_ESD),
    "alkyl": [strength for _, _, strength in ALKYL],
    "metal": (COORDINATION, OUTER, LONE),
}


@dataclass(frozen=True)
class Restraints:
    """Terms between atoms, which are named by their keys; lengths in nm, angles in radians, energies in kJ/mol."""

    bonds: list[tuple[Key, Key, float]] = field(default_factory=list)  # ideal length
    angles: list[tuple[Key, Key, Key, float]] = field(default_factory=list)  # ideal angle
    # periodicity, phase, strength
    torsions: list[tuple[Key, Key, Key, Key, int, float, float]] = field(default_factory=list)
    centres: list[tuple[Key, Key, Key, Key]] = field(default_factory=list)  # the centre and three neighbours
    # ion or metal, and atom: their distance in the start, and how firmly it is kept, kJ/mol/nm²
    held: list[tuple[Key, Key, float, float]] = field(default_factory=list)


def restraints_of(parts: list[Segment], contacts: Contacts, dictionaries: Dictionaries) -> Restraints:
    """The terms of what dictionaries describe, and of what that is bonded to; InputErrors name a residue."""
    found = Restraints()
    kinds = ((contacts.coordination, COORDINATION), (contacts.outer, OUTER), (contacts.lone, LONE))
    for pairs, strength in kinds:
        found.held.extend((metal.key, atom.key, 0.1 * metal.distance(atom), strength) for metal, atom in pairs)
    chosen = [member for member in members(parts) if kind_of(member.residue) is Kind.OTHER]
    if chosen:
        for member in chosen:
            check_described(member, dictionaries)
        add_terms(found, Excerpt(parts, contacts), dictionaries)
    return found


def check_described(member: Member, dictionaries: Dictionaries) -> None:
    """An InputError when a residue's component is unknown, or does not fit it."""
    name = member.residue.name
    if not dictionaries.describes(name):
        raise InputError(unknown(f"residue {member.label}", name))
    if odd := [atom.name for atom in member.residue if not atom.element.atomic_number]:
        raise InputError(f"residue {member.label} has an atom {odd[0]} of no element; remove it")
    if reason := dictionaries.lacking(member.residue):
        raise InputError(unfit(member.label, name, reason))


class Excerpt:
    """A structure of the described residues and those that they are bonded to, as gemmi's topology takes it.

    Every residue is an entity of its own; what bonds them, also along a chain, is a connection.
    """

    def __init__(self, parts: list[Segment], contacts: Contacts):
        self.keys: dict[int, Key] = {}  # by the serial number of the atom
        self.members: list[Member] = []
        self.structure = gemmi.Structure()
        self.structure.add_model(gemmi.Model(1))
        linked = {id(atom.member.residue) for pair in contacts.links for atom in pair}
        self.chain = gemmi.Chain("A")
        self.numbers: dict[int, int] = {}
        for member in members(parts):
            if kind_of(member.residue) is Kind.OTHER or id(member.residue) in linked:
                self._add(member)
        self.structure[0].add_chain(self.chain)
        self.structure.ensure_entities()
        self.links = contacts.links

    def _add(self, member: Member) -> None:
        copy = member.residue.clone()
        number = len(self.members) + 1
        copy.seqid, copy.subchain, copy.het_flag = gemmi.SeqId(number, " "), f"A{number}", "H"
        copy.entity_type = gemmi.EntityType.NonPolymer
        for atom in copy:
            atom.serial = len(self.keys) + 1
            self.keys[atom.serial] = (id(member.residue), atom.name)
        self.numbers[id(member.residue)] = number
        self.members.append(member)
        self.chain.add_residue(copy)

    def connect(self, monomers: gemmi.MonLib) -> None:
        """Declares the links, each with the library's id where that has one of these atoms."""
        for index, (first, second) in enumerate(self.links, 1):
            ends = first, second
            link, inverted, *_ = monomers.match_link(
                first.member.residue, first.atom.name, "\0", second.member.residue, second.atom.name, "\0"
            )
            ends = ends[::-1] if link and inverted else ends
            connection = gemmi.Connection()
            connection.name, connection.type = f"link{index}", gemmi.ConnectionType.Covale
            connection.asu, connection.link_id = gemmi.Asu.Same, link.id if link else ""
            connection.partner1, connection.partner2 = (
                gemmi.AtomAddress(
                    "A",
                    gemmi.SeqId(self.numbers[id(end.member.residue)], " "),
                    end.member.residue.name,
                    end.atom.name,
                )
                for end in ends
            )
            self.structure.connections.append(connection)


def add_terms(found: Restraints, excerpt: Excerpt, dictionaries: Dictionaries) -> None:
    """Adds every term of gemmi's topology that has an atom which a dictionary describes."""
    excerpt.connect(dictionaries.monomers)
    names = sorted({member.residue.name for member in excerpt.members})
    if strange := [name for name in names if not dictionaries.describes(name)]:
        raise InputError(unknown(f"residue {strange[0]}, which a ligand is bonded to", strange[0]))
    try:
        topology = gemmi.prepare_topology(excerpt.structure, dictionaries.monomers)
    except (ValueError, RuntimeError, IndexError, KeyError) as error:
        raise InputError(
            f"the dictionaries of {', '.join(names)} do not fit together: {one_line(error)}; make them anew"
        ) from None
    described = {id(member.residue) for member in excerpt.members if kind_of(member.residue) is Kind.OTHER}

    def keys_of(atoms: Iterable[gemmi.Atom]) -> list[Key] | None:
        keys = [excerpt.keys[atom.serial] for atom in atoms]
        return keys if any(key[0] in described for key in keys) else None

    for bond in topology.bonds:
        if keys := keys_of(bond.atoms):
            found.bonds.append((*keys, 0.1 * bond.restr.value))
    for angle in topology.angles:
        if keys := keys_of(angle.atoms):
            found.angles.append((*keys, math.radians(angle.restr.value)))
    bonded = neighbours(topology, excerpt)
    for torsion in topology.torsions:
        if keys := keys_of(torsion.atoms):
            terms = ALKYL if is_alkyl(torsion, bonded, keys) else [torsion_term(torsion.restr)]
            found.torsions.extend((*keys, *term) for term in terms)
    for chirality in topology.chirs:
        if (keys := keys_of(chirality.atoms)) and chirality.restr.sign != gemmi.ChiralityType.Both:
            found.centres.append(tuple(keys))
            found.torsions.append(hand_term(keys, chirality.restr.sign == gemmi.ChiralityType.Positive))
    for plane in topology.planes:
        if keys := keys_of(plane.atoms):
            found.torsions.extend(plane_terms(keys, bonded))


def is_alkyl(torsion: gemmi.Topo.Torsion, bonded: Mapping[Key, list[Key]], keys: list[Key]) -> bool:
    """Whether a torsion is about a saturated bond of an unbranched chain of carbons."""
    carbons = all(atom.element.name == "C" for atom in torsion.atoms)
    return carbons and torsion.restr.period == 3 and all(len(bonded[key]) == 2 for key in keys[1:3])


def torsion_term(restraint: gemmi.Restraints.Torsion) -> tuple[int, float, float]:
    """Periodicity, phase (radians) and strength (kJ/mol) of a dictionary's torsion."""
    period = max(1, restraint.period)
    esd = math.radians(max(restraint.esd, LEAST_ESD))
    strength = min(STIFFEST if period < 3 else TURNING, THERMAL / (period * esd) ** 2)
    return period, period * math.radians(restraint.value) - math.pi, strength


def hand_term(keys: list[Key], positive: bool) -> tuple[Key, Key, Key, Key, int, float, float]:
    """The improper torsion that a centre of this hand has; keys: the centre and three neighbours."""
    centre, first, second, third = keys
    angle = -HAND_ANGLE if positive else HAND_ANGLE
    return first, centre, second, third, 1, angle - math.pi, HAND


def neighbours(topology: gemmi.Topo, excerpt: Excerpt) -> dict[Key, list[Key]]:
    """The keys of the atoms that each atom of the topology is bonded to."""
    bonded = defaultdict(list)
    for bond in topology.bonds:
        first, second = (excerpt.keys[atom.serial] for atom in bond.atoms)
        bonded[first].append(second)
        bonded[second].append(first)
    return bonded


def plane_terms(keys: list[Key], bonded: dict[Key, list[Key]]) -> list[tuple[Key, Key, Key, Key, int, float, float]]:
    """Torsions about the bonds of a plane that keep them flat, and impropers at its atoms of three neighbours."""
    inside, terms = set(keys), []
    for second in keys:
        near = [key for key in bonded[second] if key in inside]
        if len(near) >= 3:
            terms.append((near[0], near[1], second, near[2], 2, math.pi, IMPROPER))
        for third in near:
            if keys.index(third) < keys.index(second):
                continue
            ends = [
                (first, fourth)
                for first in near
                for fourth in bonded[third]
                if fourth in inside and first != third and fourth != second and first != fourth
            ]
            terms += [(first, second, third, fourth, 2, math.pi, PLANE) for first, fourth in ends]
    return terms
