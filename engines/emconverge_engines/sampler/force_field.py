"""The force field of the sampler, changed where a vacuum, long steps or speed ask for it (docs/engines.md)."""

import io
import math
from collections import defaultdict

import numpy as np
import openmm
from openmm import app, unit

from emconverge_engines.kinds import Kind, kind_of
from emconverge_engines.models import Member, Segment, members
from emconverge_engines.program import InputError
from emconverge_engines.sampler.checks import Bonds, Particles
from emconverge_engines.sampler.chemistry import Chemistry
from emconverge_engines.sampler.restraints import ANGLE, BOND, Restraints
from emconverge_engines.sampler.templates import BACKBONE, NoTemplate, Templates
from emconverge_engines.sampler.topology import own_residues, particles_of

FORCE_FIELD = "amber19/protein.ff19SB.xml"
NUCLEIC_ACIDS = ("amber19/DNA.OL21.xml", "amber14/RNA.OL3.xml")
IONS_AND_WATER = "amber19/tip3p.xml"
CUTOFF = 0.7  # nm
SWITCH = 0.6  # nm, where the Lennard-Jones energy begins to be led to zero
PERMITTIVITY = 2.0  # damps the charges of side chains that the vacuum would otherwise collapse
REACTION_FIELD = 1e9
HYDROGEN_MASS = 3.0  # amu; repartitioned, allows the long time step
MAX_PERIODICITY = 5
FORCE_FIELD_SETTINGS = {"name": FORCE_FIELD, "cutoff": CUTOFF, "switch": SWITCH, "permittivity": PERMITTIVITY}
# T_n, the Chebyshev polynomials: coefficients of the powers 0 to MAX_PERIODICITY.
CHEBYSHEV = [
    np.pad(np.polynomial.chebyshev.cheb2poly([0] * n + [1]), (0, MAX_PERIODICITY - n))
    for n in range(MAX_PERIODICITY + 1)
]


def force_field_system(
    topology: app.Topology, parts: list[Segment], chemistry: Chemistry | None = None
) -> openmm.System:
    """The force field without the density term; InputError names the residue that has no template."""
    field, chemistry = app.ForceField(FORCE_FIELD), chemistry or Chemistry()
    try:
        templates = templates_for(field, topology, parts, chemistry)
        system = field.createSystem(
            topology,
            nonbondedMethod=app.CutoffNonPeriodic,
            constraints=app.HBonds,
            nonbondedCutoff=CUTOFF * unit.nanometer,
            removeCMMotion=False,
            hydrogenMass=HYDROGEN_MASS * unit.amu,
            residueTemplates=templates,
        )
    except ValueError as error:
        where = unmatched_residue(field, topology, parts)
        raise InputError(f"the force field has no template for residue {where}: {error}") from None
    discharge_ions(system, topology, parts)
    add_restraints(system, chemistry.restraints, particles_of(parts, topology), restrained(topology, parts, chemistry))
    soften_nonbonded(system)
    merge_torsions(system)
    return system


def templates_for(
    field: app.ForceField, topology: app.Topology, parts: list[Segment], chemistry: Chemistry
) -> dict[app.topology.Residue, str]:
    """Loads what kinds beside protein need into the field; the templates of residues that match none or several."""
    pairs = list(zip(members(parts), own_residues(topology), strict=True))
    kinds = {kind_of(member.residue) for member, _ in pairs}
    if kinds <= {Kind.PROTEIN}:
        return {}
    for file in NUCLEIC_ACIDS if Kind.NUCLEIC in kinds else ():
        field.loadFile(file)
    # Before the ions' templates are there, of which two match one atom of iron: OpenMM refuses to choose.
    strange = set(field.getUnmatchedResidues(topology))
    field.loadFile(IONS_AND_WATER)
    made, found = Templates(field), {}
    for member, owner in pairs:
        kind, name = kind_of(member.residue), member.residue.name
        if kind is Kind.WATER or (kind is Kind.ION and made.has_ion(name, owner)):
            found[owner] = "HOH" if kind is Kind.WATER else name
        elif kind in (Kind.OTHER, Kind.ION):
            found[owner] = made.add(owner, None, id(member.residue) in chemistry.backbone)
        elif owner in strange:
            found[owner] = standard_template(made, member, owner)
    field.loadFile(io.StringIO(made.xml()))
    return found


def standard_template(made: Templates, member: Member, owner: app.topology.Residue) -> str:
    """The template of a standard residue that is linked, or begins a chain by a phosphate."""
    try:
        return made.add(owner, member.residue.name, False)
    except NoTemplate as error:
        raise InputError(
            f"the force field has no template for residue {member.label} with an atom {error.atom}; "
            "remove that atom, or the residue"
        ) from None


def restrained(topology: app.Topology, parts: list[Segment], chemistry: Chemistry) -> set[int]:
    """The particles whose terms are those of dictionaries: described, and not of a backbone that amber knows."""
    return {
        atom.index
        for member, owner in zip(members(parts), own_residues(topology), strict=True)
        if kind_of(member.residue) is Kind.OTHER
        for atom in owner.atoms()
        if id(member.residue) not in chemistry.backbone or atom.name not in BACKBONE
    }


def add_restraints(system: openmm.System, restraints: Restraints, particles: Particles, restrained: set[int]) -> None:
    """Adds the terms of dictionaries that have a restrained particle, and the distances of metals."""
    forces = {type(force): force for force in system.getForces()}

    def rows(terms: list[tuple], atoms: int) -> list[tuple]:
        found = [(*(particles[key] for key in term[:atoms]), *term[atoms:]) for term in terms]
        return [row for row in found if restrained & set(row[:atoms])]

    for first, second, length in rows(restraints.bonds, 2):
        forces[openmm.HarmonicBondForce].addBond(first, second, length, BOND)
    for *atoms, angle in rows(restraints.angles, 3):
        forces[openmm.HarmonicAngleForce].addAngle(*atoms, angle, ANGLE)
    for row in rows(restraints.torsions, 4):
        forces[openmm.PeriodicTorsionForce].addTorsion(*row)
    for metal, atom, length, strength in restraints.held:
        pair = particles[metal], particles[atom]
        forces[openmm.HarmonicBondForce].addBond(*pair, length, strength)
        forces[openmm.NonbondedForce].addException(*pair, 0.0, 1.0, 0.0, True)


def discharge_ions(system: openmm.System, topology: app.Topology, parts: list[Segment]) -> None:
    """Takes the charges from ions and waters: unshielded, they leave their density for a phosphate or each other."""
    force = next(f for f in system.getForces() if isinstance(f, openmm.NonbondedForce))
    for member, owner in zip(members(parts), own_residues(topology), strict=True):
        if kind_of(member.residue) in (Kind.ION, Kind.WATER):
            for atom in owner.atoms():
                _, sigma, epsilon = force.getParticleParameters(atom.index)
                force.setParticleParameters(atom.index, 0.0, sigma, epsilon)


def unmatched_residue(field: app.ForceField, topology: app.Topology, parts: list[Segment]) -> str:
    """The label of the first residue without a template."""
    unmatched = field.getUnmatchedResidues(topology)
    labels = {owner.index: member.label for owner, member in zip(own_residues(topology), members(parts), strict=True)}
    return labels.get(unmatched[0].index, "the model") if unmatched else "the model"


def merge_torsions(system: openmm.System) -> None:
    """Writes the same torsion energies as one Ryckaert-Bellemans polynomial per four atoms: half the cost on a CPU.

    k (1 + s cos n phi), s = 1 or -1 for the phases 0 and pi, is a polynomial of cos psi, psi = phi - pi, by Chebyshev's
    cos n psi = T_n(cos psi). Torsions of another phase or n > MAX_PERIODICITY stay as they are.
    """
    number = next(i for i, f in enumerate(system.getForces()) if isinstance(f, openmm.PeriodicTorsionForce))
    torsions, others = system.getForce(number), openmm.PeriodicTorsionForce()
    merged: defaultdict[tuple, np.ndarray] = defaultdict(lambda: np.zeros(MAX_PERIODICITY + 1))
    for index in range(torsions.getNumTorsions()):
        *atoms, n, phase, k = torsions.getTorsionParameters(index)
        sign = math.cos(phase._value)
        if n > MAX_PERIODICITY or abs(abs(sign) - 1) > 1e-9:
            others.addTorsion(*atoms, n, phase, k)
            continue
        merged[tuple(atoms)] += k._value * sign * (-1) ** n * CHEBYSHEV[n]
        merged[tuple(atoms)][0] += k._value
    polynomials = openmm.RBTorsionForce()
    for atoms, terms in merged.items():
        polynomials.addTorsion(*atoms, *(float(term) for term in terms))
    system.removeForce(number)
    system.addForce(polynomials)
    if others.getNumTorsions():
        system.addForce(others)


def soften_nonbonded(system: openmm.System) -> None:
    """Sets the non-bonded terms' permittivity, through the charges, and how they end at the cutoff."""
    force = next(f for f in system.getForces() if isinstance(f, openmm.NonbondedForce))
    force.setReactionFieldDielectric(REACTION_FIELD)
    force.setUseSwitchingFunction(True)
    force.setSwitchingDistance(SWITCH)
    for index in range(force.getNumParticles()):
        charge, sigma, epsilon = force.getParticleParameters(index)
        force.setParticleParameters(index, charge._value / PERMITTIVITY**0.5, sigma, epsilon)
    for index in range(force.getNumExceptions()):
        first, second, product, sigma, epsilon = force.getExceptionParameters(index)
        force.setExceptionParameters(index, first, second, product._value / PERMITTIVITY, sigma, epsilon)


def heavy_bonds(system: openmm.System, topology: app.Topology) -> Bonds:
    """The force field's bonds between heavy atoms; what holds an ion or a metal is none."""
    hydrogens = {atom.index for atom in topology.atoms() if atom.element.symbol == "H"}
    bonded = {frozenset((first.index, second.index)) for first, second in topology.bonds()}
    force = next(f for f in system.getForces() if isinstance(f, openmm.HarmonicBondForce))
    bonds = [force.getBondParameters(index)[:3] for index in range(force.getNumBonds())]
    bonds = [(i, j, length) for i, j, length in bonds if frozenset((i, j)) in bonded]
    kept = [(i, j, length.value_in_unit(unit.nanometer)) for i, j, length in bonds if not hydrogens & {i, j}]
    return Bonds([(i, j) for i, j, _ in kept], [length for _, _, length in kept])
