"""From a prepared model and its map to what the sampler needs: topology, hydrogens, force field, relaxed start."""

import math
import random
from collections import defaultdict

import gemmi
import numpy as np
import openmm
from openmm import app, unit

from protein_model import HEAVY_ATOMS, InputError, missing_atoms, residue_label, segments

FORCE_FIELD = "amber19/protein.ff19SB.xml"
CUTOFF = 0.7  # nm
SWITCH = 0.6  # nm, where the Lennard-Jones energy begins to be led to zero
PERMITTIVITY = 2.0  # damps the charges of side chains that the vacuum would otherwise collapse
REACTION_FIELD = 1e9
HYDROGEN_MASS = 3.0  # amu; repartitioned, allows the long time step
C_OXT = 1.25  # Å
CAP = "ACE"
CHEBYSHEV = [
    np.pad(np.polynomial.chebyshev.cheb2poly([0] * n + [1]), (0, 5 - n)) for n in range(6)
]  # T_n, powers rising


def check_residues(structure: gemmi.Structure) -> None:
    for chain in structure[0]:
        for residue in chain:
            if residue.name not in HEAVY_ATOMS:
                raise InputError(
                    f"residue {residue_label(chain, residue)} is not one of the 20 standard amino acids; "
                    "prepare the model first, or leave that residue out"
                )
            lacking = missing_atoms(residue)
            if lacking:
                raise InputError(
                    f"residue {residue_label(chain, residue)} lacks {', '.join(lacking)}; run complete_model.py first"
                )
            names = [atom.name for atom in residue]
            odd = [name for name in names if name not in HEAVY_ATOMS[residue.name] + ("OXT",) or names.count(name) > 1]
            if odd:
                raise InputError(
                    f"residue {residue_label(chain, residue)} has an unknown or repeated atom {odd[0]}; "
                    "remove it or its alternate conformer"
                )


def oxt_position(residue: gemmi.Residue) -> np.ndarray:
    """The second carboxyl oxygen, in the plane of CA, C and O, Å."""
    carbon, alpha, oxygen = (np.array(residue.find_atom(name, "*").pos.tolist()) for name in ("C", "CA", "O"))
    away = (alpha - carbon) / np.linalg.norm(alpha - carbon) + (oxygen - carbon) / np.linalg.norm(oxygen - carbon)
    return carbon - C_OXT * away / np.linalg.norm(away)


def place(a, b, c, length: float, angle: float, torsion: float) -> np.ndarray:
    """The point at length (Å) from c, at angle a, b, c and torsion about b-c (degrees)."""
    angle, torsion = np.radians([angle, torsion])
    along = (c - b) / np.linalg.norm(c - b)
    normal = np.cross(b - a, along)
    normal /= np.linalg.norm(normal)
    side = np.cross(normal, along)
    return c + length * (np.sin(angle) * (np.cos(torsion) * side + np.sin(torsion) * normal) - np.cos(angle) * along)


def cap_atoms(residue: gemmi.Residue) -> list:
    """Acetyl before a residue that stands alone: the force field knows no residue with two free ends."""
    nitrogen, alpha, carbon = (np.array(residue.find_atom(name, "*").pos.tolist()) for name in ("N", "CA", "C"))
    carbonyl = place(carbon, alpha, nitrogen, 1.33, 121.7, -70.0)
    return [
        ("CH3", "C", place(alpha, nitrogen, carbonyl, 1.52, 116.6, 180.0)),
        ("C", "C", carbonyl),
        ("O", "O", place(alpha, nitrogen, carbonyl, 1.23, 122.7, 0.0)),
    ]


def heavy_topology(parts, centre) -> tuple:
    """OpenMM topology and positions (nm about centre): each segment is a chain with whole ends, nothing across gaps."""
    topology, positions = app.Topology(), []

    def add_residue(name, chain, atoms):
        owner = topology.addResidue(name, chain)
        for atom, element, position in atoms:
            topology.addAtom(atom, app.Element.getBySymbol(element), owner)
            positions.append(openmm.Vec3(*(0.1 * (np.asarray(position) - centre))))

    for part in parts:
        chain = topology.addChain()
        if len(part) == 1:
            add_residue(CAP, chain, cap_atoms(part[0][1]))
        for index, (_, residue) in enumerate(part):
            atoms = [(atom.name, atom.element.name, atom.pos.tolist()) for atom in residue if atom.name != "OXT"]
            if index == len(part) - 1:
                own = residue.find_atom("OXT", "*")
                atoms.append(("OXT", "O", own.pos.tolist() if own else oxt_position(residue)))
            add_residue(residue.name, chain, atoms)
    topology.createStandardBonds()
    topology.createDisulfideBonds([position * unit.nanometer for position in positions])
    return topology, positions * unit.nanometer


def own_residues(topology) -> list:
    """The topology's residues that are the model's, in its order."""
    return [residue for residue in topology.residues() if residue.name != CAP]


def with_hydrogens(topology, positions, seed: int):
    """app.Modeller with hydrogens for pH 7; their random first places are seeded, the platform is deterministic."""
    modeller = app.Modeller(topology, positions)
    random.seed(seed)
    platform = openmm.Platform.getPlatformByName("CPU")
    platform.setPropertyDefaultValue("Threads", "1")
    platform.setPropertyDefaultValue("DeterministicForces", "true")
    modeller.addHydrogens(platform=platform)
    return modeller


def force_field_system(topology, parts) -> openmm.System:
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
        unmatched = field.getUnmatchedResidues(topology)
        owners = {owner.index: pair for owner, pair in zip(own_residues(topology), [p for part in parts for p in part])}
        where = (
            residue_label(*owners[unmatched[0].index]) if unmatched and unmatched[0].index in owners else "the model"
        )
        raise InputError(f"the force field has no template for residue {where}: {error}") from None
    soften_nonbonded(system)
    merge_torsions(system)
    return system


def merge_torsions(system: openmm.System) -> None:
    """The same torsion energies as one Ryckaert-Bellemans polynomial per four atoms: half the cost on a CPU.

    k (1 + s cos n phi), s = 1 or -1 for the phases 0 and pi, is a polynomial of cos psi, psi = phi - pi, by Chebyshev's
    cos n psi = T_n(cos psi). Torsions of another phase or n > 5 stay as they are.
    """
    number = next(i for i, f in enumerate(system.getForces()) if isinstance(f, openmm.PeriodicTorsionForce))
    torsions, others, merged = system.getForce(number), openmm.PeriodicTorsionForce(), defaultdict(lambda: np.zeros(6))
    for index in range(torsions.getNumTorsions()):
        *atoms, n, phase, k = torsions.getTorsionParameters(index)
        sign = math.cos(phase._value)
        if n > 5 or abs(abs(sign) - 1) > 1e-9:
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
    """The non-bonded terms' permittivity, through the charges, and their cutoff."""
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


def heavy_bonds(system: openmm.System, elements) -> tuple:
    """Bonds between heavy atoms, (n, 2), and their ideal lengths (nm), of the force field."""
    force = next(f for f in system.getForces() if isinstance(f, openmm.HarmonicBondForce))
    bonds = [force.getBondParameters(index)[:3] for index in range(force.getNumBonds())]
    kept = [
        (i, j, length.value_in_unit(unit.nanometer)) for i, j, length in bonds if "H" not in (elements[i], elements[j])
    ]
    return [bond[:2] for bond in kept], [bond[2] for bond in kept]


def output_structure(parts, topology) -> tuple:
    """The model's own atoms and its hydrogens as a gemmi structure in file order; per atom its particle's index."""
    structure, order = gemmi.Structure(), []
    structure.add_model(gemmi.Model(1))
    residues = [pair for part in parts for pair in part]
    for (chain, residue), owner in zip(residues, own_residues(topology)):
        if not len(structure[0]) or structure[0][-1].name != chain.name:
            structure[0].add_chain(gemmi.Chain(chain.name))
        particle = {atom.name: atom.index for atom in owner.atoms()}
        copy = residue.clone()
        b_factor = sum(atom.b_iso for atom in residue) / len(residue)
        for atom in owner.atoms():
            if atom.element.symbol == "H":
                hydrogen = gemmi.Atom()
                hydrogen.name, hydrogen.element = atom.name, gemmi.Element("H")
                hydrogen.occ, hydrogen.b_iso = 1.0, b_factor
                copy.add_atom(hydrogen)
        order += [particle[atom.name] for atom in copy]
        structure[0][-1].add_residue(copy)
    return structure, np.array(order)


def particle_names(parts, topology) -> dict:
    """{(id(residue), atom name): particle}."""
    residues = [residue for part in parts for _, residue in part]
    return {
        (id(residue), atom.name): atom.index
        for residue, owner in zip(residues, own_residues(topology))
        for atom in owner.atoms()
    }
