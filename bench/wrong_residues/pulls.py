"""Where the atoms of a model are drawn to so that it has the chosen errors."""

import gemmi
import numpy as np
from chain import Backbone
from choice import Error, displaced
from steering import Pull

from emconverge_engines.models import Member, segments
from emconverge_engines.sampler.checks import is_cis
from emconverge_engines.sampler.start import Prepared

BACKBONE = ("N", "CA", "C")


class Atoms:
    """The particles of a set-up, by residue (all segments in order) and name of the atom."""

    def __init__(self, prepared: Prepared):
        self.start = prepared.start
        self.parts = segments(prepared.model)
        self.residues: list[Member] = [member for part in self.parts for member in part]
        order = iter(prepared.start.order.tolist())
        self.particle: list[dict[str, int]] = [{} for _ in self.residues]
        for member, particles in zip(self.residues, self.particle, strict=True):
            particles.update({atom.name: next(order) for atom in member.residue})

    def heavy(self, residue: int) -> dict[str, int]:
        """Name and particle of the heavy atoms of a residue."""
        hydrogen = {atom.name for atom in self.residues[residue].residue if atom.element == gemmi.Element("H")}
        return {name: particle for name, particle in self.particle[residue].items() if name not in hydrogen}

    def of(self, residues: range, names: tuple[str, ...]) -> np.ndarray:
        """The particles of atoms of residues, (residues × names,)."""
        return np.array([self.particle[residue][name] for residue in residues for name in names])

    def held(self) -> np.ndarray:
        """Every particle that an error may name: the heavy atoms."""
        return np.array([p for index in range(len(self.residues)) for p in self.heavy(index).values()])

    def backbone(self) -> Backbone:
        """The arrays that errors are chosen from."""
        alpha = self.of(range(len(self.residues)), ("CA",))
        cis_before = {
            int(quad[3]) for quad, cis in zip(self.start.checks.peptides, self.cis_peptides(), strict=True) if cis
        }
        return Backbone(
            [member.residue.name for member in self.residues],
            np.array([number for number, part in enumerate(self.parts) for _ in part]),
            10 * self.start.positions[alpha] + self.start.centre,
            np.array([int(particle) in cis_before for particle in alpha]),
        )

    def cis_peptides(self) -> np.ndarray:
        """Of every peptide of the checks, whether it is cis in the start."""
        return is_cis(self.start.positions, self.start.checks.peptides)


def turned(points: np.ndarray, at: np.ndarray, to: np.ndarray, angle: float) -> np.ndarray:
    """Points turned about the axis from at through to, angle in radians (Rodrigues)."""
    axis = (to - at) / np.linalg.norm(to - at)
    away = points - at
    along = (away @ axis)[:, None] * axis
    return at + along + np.cos(angle) * (away - along) + np.sin(angle) * np.cross(axis, away)


def shift_pull(atoms: Atoms, error: Error) -> Pull:
    """The backbone of a stretch, residue by residue, along the chain to places further on."""
    count, sign = abs(error.step), int(np.sign(error.step))
    stations = [
        atoms.start.positions[atoms.of(range(error.first + sign * k, error.last + 1 + sign * k), BACKBONE)]
        for k in range(count + 1)
    ]

    def places(progress: float) -> np.ndarray:
        done = min(int(progress * count), count - 1)
        part = progress * count - done
        return (1 - part) * stations[done] + part * stations[done + 1]

    return Pull(atoms.of(range(error.first, error.last + 1), BACKBONE), places)


def loop_pull(atoms: Atoms, error: Error) -> Pull:
    """The Cα of a loop, to one side."""
    particles = atoms.of(range(error.first, error.last + 1), ("CA",))
    own = atoms.start.positions[particles]
    return Pull(particles, lambda progress: displaced(own, progress * 0.1 * np.array(error.move)))


def flip_pull(atoms: Atoms, error: Error) -> Pull:
    """C and O of a residue and N of the next, half around the line between their Cα."""
    here, there = atoms.particle[error.first], atoms.particle[error.last]
    particles = np.array([here["C"], here["O"], there["N"]])
    positions = atoms.start.positions
    return Pull(
        particles,
        lambda progress: turned(positions[particles], positions[here["CA"]], positions[there["CA"]], progress * np.pi),
    )


def rotamer_pull(atoms: Atoms, error: Error) -> Pull:
    """The side chain beyond Cβ, a third around the line from Cα to Cβ."""
    here, positions = atoms.particle[error.first], atoms.start.positions
    beyond = [p for name, p in atoms.heavy(error.first).items() if name not in (*BACKBONE, "O", "CB", "OXT")]
    particles, third = np.array(beyond), error.step * 2 * np.pi / 3
    return Pull(
        particles,
        lambda progress: turned(positions[particles], positions[here["CA"]], positions[here["CB"]], progress * third),
    )


PULLS = {"shift": shift_pull, "loop": loop_pull, "flip": flip_pull, "rotamer": rotamer_pull}


def pulls_of(atoms: Atoms, errors: list[Error]) -> list[Pull]:
    """What draws each error's atoms, and what holds the backbone of residues outside the errors where it is."""
    free = {i for error in errors if error.kind != "rotamer" for i in range(error.window[0], error.window[1] + 1)}
    staying = np.concatenate([atoms.of(range(i, i + 1), BACKBONE) for i in range(len(atoms.residues)) if i not in free])
    own = atoms.start.positions[staying]
    return [Pull(staying, lambda progress: own), *(PULLS[error.kind](atoms, error) for error in errors)]
