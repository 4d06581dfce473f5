"""The force field of the sampler, changed where a vacuum, long steps or speed ask for it (docs/engines.md)."""

import math
from collections import defaultdict

import numpy as np
import openmm
from openmm import app, unit

from emconverge_engines.models import Segment, members
from emconverge_engines.program import InputError
from emconverge_engines.sampler.checks import Bonds
from emconverge_engines.sampler.topology import own_residues

FORCE_FIELD = "amber19/protein.ff19SB.xml"
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


def force_field_system(topology: app.Topology, parts: list[Segment]) -> openmm.System:
    """The force field without the density term; InputError names the residue that has no template."""
    field = app.ForceField(FORCE_FIELD)
    try:
        system = field.createSystem(
            topology,
            nonbondedMethod=app.CutoffNonPeriodic,
            constraints=app.HBonds,
            nonbondedCutoff=CUTOFF * unit.nanometer,
            removeCMMotion=False,
            hydrogenMass=HYDROGEN_MASS * unit.amu,
        )
    except ValueError as error:
        where = unmatched_residue(field, topology, parts)
        raise InputError(f"the force field has no template for residue {where}: {error}") from None
    soften_nonbonded(system)
    merge_torsions(system)
    return system


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
    """The force field's bonds between heavy atoms."""
    hydrogens = {atom.index for atom in topology.atoms() if atom.element.symbol == "H"}
    force = next(f for f in system.getForces() if isinstance(f, openmm.HarmonicBondForce))
    bonds = [force.getBondParameters(index)[:3] for index in range(force.getNumBonds())]
    kept = [(i, j, length.value_in_unit(unit.nanometer)) for i, j, length in bonds if not hydrogens & {i, j}]
    return Bonds([(i, j) for i, j, _ in kept], [length for _, _, length in kept])
