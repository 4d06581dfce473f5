"""Once for an entry: hydrogens, force field, scaled density and relaxed start."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

import gemmi
import numpy as np
import openmm
from openmm import app

from emconverge_engines.kinds import Kind, counts_of, kind_of
from emconverge_engines.maps import read_grid
from emconverge_engines.models import Segment, mark_polymers, members, position, read_model, segments
from emconverge_engines.program import InputError
from emconverge_engines.sampler.annealing import Annealer, Relaxation
from emconverge_engines.sampler.checks import checks_of
from emconverge_engines.sampler.chemistry import DESCRIBED, chemistry_of
from emconverge_engines.sampler.density_scale import MapLevels, scaled_density
from emconverge_engines.sampler.force_field import FORCE_FIELD, force_field_system, heavy_bonds
from emconverge_engines.sampler.mates import Operators, add_mates, mates_near, operators_of
from emconverge_engines.sampler.moves.residues import Chain, chain_of
from emconverge_engines.sampler.moves.rings import threaded, unthreaded
from emconverge_engines.sampler.platforms import device
from emconverge_engines.sampler.restraints import DESCRIBED_STRENGTH
from emconverge_engines.sampler.schedule import Schedule
from emconverge_engines.sampler.start import Start, save
from emconverge_engines.sampler.topology import (
    check_residues,
    heavy_topology,
    output_model,
    particles_of,
    with_hydrogens,
)
from emconverge_engines.symmetry import read_symmetry

TYPICAL_NUMBER = 7.0  # the atomic number of an atom that feels the density once
SULFUR = 16
START_ITERATIONS = 300  # of L-BFGS; the annealing needs no deeper start


@dataclass(frozen=True)
class Setup:
    """What an entry is set up from."""

    model: Path  # prepared: heavy atoms, none of amino acids and nucleotides missing
    map: Path  # cropped, axis order 1, 2, 3
    resolution: float  # Å
    symmetry: Path | None  # symmetry.json
    out: Path  # the folder to make
    schedule: Schedule
    threads: int = 1
    seed: int = 0  # of the hydrogens' first places
    library: Path | None = None  # of monomers
    dictionaries: tuple[Path, ...] = ()  # of users


def run(job: Setup) -> None:
    """Makes the folder of an entry."""
    began = time.monotonic()
    parts, grid = prepared_segments(job.model), read_grid(job.map)
    own_atoms = np.array([position(atom) for member in members(parts) for atom in member.residue])
    centre = np.rint(own_atoms.mean(axis=0))  # near zero single precision loses nothing
    operators = operators_in(job.symmetry)
    mates_atoms = operators.images(own_atoms).reshape(-1, 3) if operators else None
    with ThreadPoolExecutor(1) as beside:  # numpy and OpenMM compute at the same time where there are two cores
        scaling = beside.submit(scaled_density, grid, own_atoms, job.resolution, mates_atoms)
        chemistry = chemistry_of(parts, job.library, job.dictionaries)
        modeller = with_hydrogens(*heavy_topology(parts, centre, chemistry), job.seed, parts, chemistry)
        system = force_field_system(modeller.topology, parts, chemistry)
        density, levels = scaling.result()
    system_xml = openmm.XmlSerializer.serialize(system)
    output = output_model(parts, modeller.topology)
    heavy = heavy_particles(modeller.topology, output.order)
    particles, bonds = particles_of(parts, modeller.topology), heavy_bonds(system, modeller.topology)
    checks = checks_of(parts, particles, bonds, chemistry.restraints.centres)
    positions = np.array(modeller.positions.value_in_unit(openmm.unit.nanometer))
    pairs = [(first.index, second.index) for first, second in modeller.topology.bonds()]
    chain = chain_of(output.structure, output.order, heavy, pairs, len(positions))
    positions, pierced = freed_rings(chain, positions)
    mates = mates_near(operators.about(centre), positions) if operators else None
    if mates:
        add_mates(system, mates)
    weights = density_weights(modeller.topology, heavy, {kind_of(member.residue) for member in members(parts)})
    annealer = Annealer(system, density, centre, heavy, job.schedule, device("CPU", job.threads), weights)
    relaxation = relaxed(annealer, positions)
    start = Start(relaxation.positions, output.order, heavy, centre, density, checks, mates, weights)
    described = description(job, parts, start, levels, relaxation, round(time.monotonic() - began, 1))
    described |= {"pierced_rings": pierced} if pierced else {}
    described |= {} if chemistry.plain else {"links": chemistry.contacts.described()}
    save(job.out, system_xml, start, output.structure, described)


def prepared_segments(path: Path) -> list[Segment]:
    """The segments of a prepared model, without its hydrogens."""
    structure = read_model(path)
    structure.remove_hydrogens()
    parts = segments(structure)
    mark_polymers(parts)
    check_residues(parts)
    return parts


def freed_rings(chain: Chain, positions: np.ndarray) -> tuple[np.ndarray, list[dict[str, object]]]:
    """Positions in which side chains are turned out of rings, where that can be, and what went through which ring.

    A bond that goes through a ring ends the annealing in coordinates that are not numbers, or stays there for ever.
    """
    everyone = range(len(chain))
    found = threaded(chain, positions, everyone)
    if not found:
        return positions, []
    positions = unthreaded(chain, positions, everyone)
    left = set(threaded(chain, positions, everyone))
    names = [f"{residue.chain} {residue.number} ({residue.name})" for residue in chain.residues]
    return positions, [
        {"bond_of": names[index], "ring_of": names[owner], "freed": (index, owner) not in left}
        for index, owner in found
    ]


def operators_in(path: Path | None) -> Operators | None:
    """The operators of symmetry.json; None where no symmetry is used."""
    symmetry = read_symmetry(path)
    return operators_of(symmetry) if symmetry else None


def heavy_particles(topology: app.Topology, order: np.ndarray) -> np.ndarray:
    """Those particles of an order that are no hydrogens."""
    hydrogen = np.array([atom.element.symbol == "H" for atom in topology.atoms()])
    return order[~hydrogen[order]]


def density_weights(topology: app.Topology, heavy: np.ndarray, kinds: set[Kind]) -> np.ndarray | None:
    """How strongly each heavy atom feels the density, by its atomic number; None where all do alike, as in protein.

    Carbon, nitrogen, oxygen, fluorine, and sulfur as in protein: 1; heavier ones: their number over TYPICAL_NUMBER.
    That times DESCRIBED_STRENGTH for atoms of residues that dictionaries describe.
    """
    if kinds <= {Kind.PROTEIN}:
        return None
    numbers = np.array([gemmi.Element(atom.element.symbol).atomic_number for atom in topology.atoms()])[heavy]
    described = np.array([atom.residue.name.startswith(DESCRIBED) for atom in topology.atoms()])[heavy]
    weights = np.where((numbers < 10) | (numbers == SULFUR), 1.0, numbers / TYPICAL_NUMBER)
    return np.where(described, DESCRIBED_STRENGTH * weights, weights)


def relaxed(annealer: Annealer, positions: np.ndarray) -> Relaxation:
    """The minimum next to the positions (nm); an InputError when there is none."""
    try:
        relaxation = annealer.minimise(positions, START_ITERATIONS)
        sound = np.isfinite(relaxation.positions).all()
    except openmm.OpenMMException:  # OpenMM's own word for coordinates that are not numbers
        sound = False
    if not sound:
        raise InputError(
            "the first minimisation of the model ends in coordinates that are not numbers; "
            "look for atoms on top of each other"
        )
    return relaxation


def description(
    job: Setup, parts: list[Segment], start: Start, levels: MapLevels, relaxation: Relaxation, seconds: float
) -> dict[str, object]:
    """The content of setup.json."""
    return {
        "resolution": job.resolution,
        "atoms": len(start.order),
        "heavy_atoms": len(start.heavy),
        "segments": len(parts),
        "residues": sum(map(len, parts)),
        "normalisation": asdict(levels),
        "schedule": asdict(job.schedule),
        "before": asdict(relaxation.before),
        "after": asdict(relaxation.after),
        "force_field": FORCE_FIELD,
        "openmm": openmm.version.full_version,
        **({"mate_atoms": len(start.mates.sites)} if start.mates else {}),
        **({"kinds": counts_of(m.residue for m in members(parts))} if start.weights is not None else {}),
        "seconds": seconds,
    }
