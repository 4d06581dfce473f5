"""Templates for residues that the force field has none of: those of dictionaries, and standard ones that are linked.

A standard residue that lost a hydrogen to a link keeps the force field's own types. One that a dictionary describes has
the types of alanine in the backbone, where it stands in a chain, so that the chain's torsions are the force field's;
its other atoms have types of their own, one an element, which have a size and no charge.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

import gemmi
from openmm import app

TERMINAL = ("{}", "N{}", "C{}", "{}5", "{}3", "{}N")  # forms of a name: within a chain, and at its ends
VARIANTS = {"HIS": ("HID", "HIE", "HIP"), "CYS": ("CYS", "CYX", "CYM"), "ASP": ("ASP", "ASH"), "GLU": ("GLU", "GLH")}
ALIASES = {"H": "H1", "OP3": "OP1"}
BACKBONE = ("N", "H", "H2", "H3", "CA", "HA", "CB", "C", "O", "OXT")
# sigma (nm) and epsilon (kJ/mol) of amber's types; other elements by their van der Waals radius and DEPTH.
SIZES = {
    "C": (0.3399670, 0.4577296),
    "N": (0.3250000, 0.7112800),
    "O": (0.2959922, 0.8786400),
    "S": (0.3563595, 1.0460000),
    "P": (0.3741775, 0.8368000),
    "F": (0.3118146, 0.2552240),
    "Cl": (0.3470941, 1.1087600),
    "Br": (0.3955559, 1.3388800),
    "I": (0.4187224, 1.6736000),
}
DEPTH = 0.4


class NoTemplate(Exception):
    """A standard residue whose atoms the force field does not know."""

    def __init__(self, residue: app.topology.Residue, atom: str):
        super().__init__(atom)
        self.residue, self.atom = residue, atom


@dataclass
class Templates:
    """Templates to be added to a force field, each once."""

    field: app.ForceField
    names: dict[str, str] = field(default_factory=dict)  # by what the template holds
    elements: set[str] = field(default_factory=set)

    def has_ion(self, name: str, residue: app.topology.Residue) -> bool:
        """Whether the force field knows an ion of this name and element."""
        template = self.field._templates.get(name)
        (atom,) = residue.atoms()
        return bool(template and len(template.atoms) == 1 and template.atoms[0].element is atom.element)

    def add(self, residue: app.topology.Residue, standard: str | None, backbone: bool) -> str:
        """The name of the template of a residue.

        standard: the name that the force field knows it by, None where a dictionary describes it. backbone: whether it
        has the types of a peptide's.
        """
        types = self._types(residue, standard, backbone)
        lines = [
            "<Atom name={} type={} charge={}/>".format(*map(quoteattr, (atom.name, *map(str, types[atom.name]))))
            for atom in residue.atoms()
        ]
        for first, second in residue.internal_bonds():
            lines.append(f"<Bond atomName1={quoteattr(first.name)} atomName2={quoteattr(second.name)}/>")
        for bond in residue.external_bonds():
            own = next(atom for atom in bond if atom.residue is residue)
            lines.append(f"<ExternalBond atomName={quoteattr(own.name)}/>")
        return self.names.setdefault("".join(lines), f"emconverge-{len(self.names)}")

    def _types(
        self, residue: app.topology.Residue, standard: str | None, backbone: bool
    ) -> dict[str, tuple[str, float]]:
        names = [atom.name for atom in residue.atoms()]
        known: dict[str, tuple[str, float]] = {}
        if standard:
            known = self._known(names, variants_of(standard))
            if strange := [name for name in names if name not in known]:
                raise NoTemplate(residue, strange[0])
        elif backbone:
            known = self._known([name for name in names if name in BACKBONE], ("ALA",))
        for atom in residue.atoms():
            if atom.name not in known:
                self.elements.add(atom.element.symbol)
                known[atom.name] = (own_type(atom.element.symbol), 0.0)
        return known

    def _known(self, names: Iterable[str], variants: Iterable[str]) -> dict[str, tuple[str, float]]:
        """Types and charges by the names of atoms, of the variant and terminus of a residue that fits them best."""
        wanted, best = set(names), None
        for name in (form.format(variant) for variant in variants for form in TERMINAL):
            template = self.field._templates.get(name)
            if template is None:
                continue
            found = {atom.name: (atom.type, float(atom.parameters.get("charge", 0.0))) for atom in template.atoms}
            for alias, other in ALIASES.items():
                if alias not in found and other in found:
                    found[alias] = found[other]
            misses = len(wanted - set(found)), len(set(found) - wanted)
            if best is None or misses < best[0]:
                best = misses, {atom: found[atom] for atom in wanted & set(found)}
        return best[1] if best else {}

    def xml(self) -> str:
        """What OpenMM's ForceField loads."""
        elements = sorted(self.elements)
        types = [
            f'<Type name="{own_type(name)}" class="{own_type(name)}" element="{name}" '
            f'mass="{gemmi.Element(name).weight}"/>'
            for name in elements
        ]
        sizes = [
            '<Atom type="{}" sigma="{}" epsilon="{}"/>'.format(own_type(name), *size_of(name)) for name in elements
        ]
        residues = [f"<Residue name={quoteattr(name)}>{body}</Residue>" for body, name in self.names.items()]
        return (
            f"<ForceField><AtomTypes>{''.join(types)}</AtomTypes><Residues>{''.join(residues)}</Residues>"
            '<NonbondedForce coulomb14scale="0.8333333333333334" lj14scale="0.5">'
            f'<UseAttributeFromResidue name="charge"/>{"".join(sizes)}</NonbondedForce></ForceField>'
        )


def variants_of(name: str) -> tuple[str, ...]:
    """The names of a standard residue's templates, the termini left out."""
    return VARIANTS.get(name, (name,))


def own_type(element: str) -> str:
    """The type of an element's atoms in residues that dictionaries describe."""
    return f"described-{element}"


def size_of(element: str) -> tuple[float, float]:
    """Sigma (nm) and epsilon (kJ/mol) of an element's atoms."""
    return SIZES.get(element) or (round(0.2 * gemmi.Element(element).vdw_r * 2 ** (-1 / 6), 6), DEPTH)


def hydrogen_definitions(peptides: Mapping[str, bool]) -> str:
    """What OpenMM's Modeller loads, for described residues of chains; by their names: whether N has a hydrogen."""
    residues = []
    for name, amide in sorted(peptides.items()):
        lines = ['<H name="HA" parent="CA"/>']
        if amide:
            ends = [f'<H name="{hydrogen}" parent="N" terminal="N"/>' for hydrogen in ("H2", "H3")]
            lines = ['<H name="H" parent="N"/>', *ends, *lines]
        residues.append(f"<Residue name={quoteattr(name)}>{''.join(lines)}</Residue>")
    return f"<Residues>{''.join(residues)}</Residues>"
