"""Groups that hang on a bond about which they turn, and how one is grown anew into the density.

The arms of a lipid, the sugars of a glycan, the side of a ligand: of what a dictionary describes, all that lies beyond
a bond that is in no ring. It is grown from that bond outwards, one turning bond after another, by a population of
walkers that choose among angles by Boltzmann's weights and are drawn anew by what they found (Rosenbluth & Rosenbluth,
J. Chem. Phys. 23, 356, 1955, with the enrichment of Grassberger, Phys. Rev. E 56, 3682, 1997). Bond lengths, angles and
hands stay as they are.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from emconverge_engines.sampler.density_term import DensityTerm, interpolate
from emconverge_engines.sampler.moves.terms import ForceField

GAS_CONSTANT = 0.008314462618  # kJ/mol/K
WALKERS, ANGLES = 150, 18
GROWTH_TEMPERATURE = 300.0  # K
CONTACT, CLASH = 0.30, 500.0  # nm, kJ/mol: what is nearer costs CLASH (1 - distance / CONTACT)²
LONGEST = 0.2  # nm, of a bond
LARGEST = 150  # particles of a group; what is larger moves by its parts
FAR = 4  # bonds: atoms that are so many apart, or more, must not clash
GROWTH_SETTINGS = {"walkers": WALKERS, "angles": ANGLES, "growth_temperature": GROWTH_TEMPERATURE, "largest": LARGEST}


@dataclass(frozen=True)
class Turn:
    """A bond that turns, from start to end, and what turns with it."""

    start: int
    end: int
    beyond: np.ndarray  # the particles on the side of end, that itself left out, rising


def reached(bonded: Mapping[int, Sequence[int]], start: int, end: int) -> set[int] | None:
    """The particles on the side of end of the bond between two; None where it is in a ring, or they are too many."""
    found, edge = {end}, [end]
    while edge and len(found) <= LARGEST:
        particle = edge.pop()
        if particle != end and start in bonded[particle]:
            return None
        new = [other for other in bonded[particle] if other not in found and other != start]
        found.update(new)
        edge.extend(new)
    return found if len(found) <= LARGEST else None


def turns_of(bonded: Mapping[int, Sequence[int]], heavy: np.ndarray, described: np.ndarray) -> list[Turn]:
    """All turning bonds with nothing but described particles beyond them, in order of their particles.

    At most half of a molecule turns. bonded: of every particle those that it is bonded to; heavy, described:
    (particles,), bool.
    """
    found = []
    for end in np.flatnonzero(described & heavy).tolist():
        for start in bonded[end]:
            side = reached(bonded, start, end)
            if side is None or not described[list(side)].all():
                continue
            beyond = np.array(sorted(side - {end}), dtype=int)
            rest = reached(bonded, end, start)
            half = rest is None or 2 * heavy[beyond].sum() <= heavy[list(side | rest)].sum()
            if half and heavy[beyond].any() and sum(heavy[other] for other in bonded[start]) > 1:
                found.append(Turn(start, end, beyond))
    return sorted(found, key=lambda turn: (turn.start, turn.end))


@dataclass(frozen=True)
class Twist:
    """The torsion energy of a bond as it turns: its terms' four particles and parameters."""

    polynomials: list[tuple[Sequence[int], np.ndarray]]
    periodic: list[tuple[Sequence[int], np.ndarray]]

    def energy(self, positions: np.ndarray, place: np.ndarray, angles: np.ndarray) -> np.ndarray:
        """kJ/mol: of walkers at positions (walkers, n, 3), their bond turned by angles (walkers, angles).

        place: (particles,), where each stands among the n.
        """
        total = np.zeros(angles.shape)
        for quad, parameters in self.polynomials:
            psi = np.cos(torsions(positions[:, place[list(quad)]])[:, None] + angles - np.pi)
            total += np.polynomial.polynomial.polyval(psi, parameters)
        for quad, (periodicity, phase, strength) in self.periodic:
            phi = torsions(positions[:, place[list(quad)]])[:, None] + angles
            total += strength * (1 + np.cos(periodicity * phi - phase))
        return total


def torsions(quads: np.ndarray) -> np.ndarray:
    """Of quadruples (n, 4, 3) of points, radians."""
    first, axis, last = (quads[:, i + 1] - quads[:, i] for i in range(3))
    axis = axis / np.linalg.norm(axis, axis=1, keepdims=True)
    normals = np.cross(first, axis), np.cross(axis, last)
    return np.arctan2(
        np.einsum("ij,ij->i", np.cross(normals[0], normals[1]), axis), np.einsum("ij,ij->i", normals[0], normals[1])
    )


def turned_by(points: np.ndarray, origin: np.ndarray, axis: np.ndarray, angles: np.ndarray) -> np.ndarray:
    """Points (walkers, n, 3) turned about axes (walkers, 3) through origins (walkers, 3) by angles (walkers, k).

    (walkers, k, n, 3)
    """
    axis = axis / np.linalg.norm(axis, axis=1, keepdims=True)
    arms = points - origin[:, None]
    along = np.einsum("wni,wi->wn", arms, axis)[..., None] * axis[:, None]
    across = np.cross(axis[:, None], arms)
    cosine, sine = np.cos(angles)[..., None, None], np.sin(angles)[..., None, None]
    return origin[:, None, None] + along[:, None] + cosine * (arms - along)[:, None] + sine * across[:, None]


class Growth:
    """Grows hanging groups of one model anew."""

    def __init__(
        self,
        bonded: Mapping[int, Sequence[int]],
        heavy: np.ndarray,
        described: np.ndarray,
        force_field: ForceField,
        density: DensityTerm,
        felt: Sequence[int],
    ):
        """heavy, described: (particles,), bool; felt: the particles that feel the density, in its order."""
        self.bonded, self.heavy, self.density = bonded, heavy, density
        self.turns = turns_of(bonded, heavy, described)
        self.twists = twists_of(self.turns, force_field)
        self.strengths = np.zeros(len(heavy))
        self.strengths[felt] = 1.0 if density.strengths is None else density.strengths

    def grown(self, positions: np.ndarray, turn: Turn, random: np.random.Generator) -> np.ndarray:
        """Positions (particles, 3), nm, with what is beyond a turning bond grown anew; positions stay as they are."""
        from scipy.spatial import cKDTree

        group = np.unique([turn.start, turn.end, *turn.beyond, *self.bonded[turn.start], *self.bonded[turn.end]])
        place = np.full(len(positions), -1)
        place[group] = np.arange(len(group))
        others = self.heavy & (place < 0)
        others &= np.linalg.norm(positions - positions[turn.end], axis=1) < LONGEST * len(group) + CONTACT
        surroundings = cKDTree(positions[others])
        walkers, placed = np.repeat(positions[None, group], WALKERS, axis=0), []
        for bond, particles in self.order(turn):
            angles = 2 * np.pi * (np.arange(ANGLES) + random.random((WALKERS, 1))) / ANGLES
            origin, beyond = walkers[:, place[bond.end]], place[bond.beyond]
            axis = origin - walkers[:, place[bond.start]]
            tried = turned_by(walkers[:, place[particles]], origin, axis, angles)
            energy = (
                self.twists[bond.start, bond.end].energy(walkers, place, angles)
                + self.density_energy(tried, particles)
                + clash(surroundings.query(tried, distance_upper_bound=CONTACT)[0]).sum(axis=-1)
            )
            for column, particle in enumerate(particles.tolist()):
                near = self.bonded_near(particle)
                far = place[np.array([other for other in placed if other not in near], dtype=int)]
                apart = np.linalg.norm(tried[:, :, column, None] - walkers[:, None, far], axis=-1)
                energy += clash(apart).sum(axis=-1)
            weights = np.exp(-(energy - energy.min()) / (GAS_CONSTANT * GROWTH_TEMPERATURE))
            total = weights.sum(axis=1)
            chosen = (weights.cumsum(axis=1) < random.random((WALKERS, 1)) * total[:, None]).sum(axis=1)
            angle = np.take_along_axis(angles, np.minimum(chosen, ANGLES - 1)[:, None], axis=1)
            walkers[:, beyond] = turned_by(walkers[:, beyond], origin, axis, angle)[:, 0]
            walkers = walkers[random.choice(WALKERS, WALKERS, p=total / total.sum())]
            placed += particles.tolist()
        grown = positions.copy()
        grown[group] = walkers[0]
        return grown

    def order(self, first: Turn) -> list[tuple[Turn, np.ndarray]]:
        """The turning bonds of a group from the first outwards, each with the heavy particles that it alone places."""
        within = {first.end, *first.beyond.tolist()}
        inner = [turn for turn in self.turns if {turn.start, turn.end} <= within and first.start not in turn.beyond]
        bonds, placed, found = [first, *sorted(inner, key=lambda turn: -len(turn.beyond))], set(), []
        for bond in reversed(bonds):
            own = [each for each in bond.beyond.tolist() if each not in placed and self.heavy[each]]
            placed.update(own)
            found.append((bond, np.array(own)))
        return found[::-1]

    def density_energy(self, tried: np.ndarray, particles: np.ndarray) -> np.ndarray:
        """kJ/mol of places (walkers, angles, n, 3), (walkers, angles)."""
        term = self.density
        values = interpolate(term.table, term.shape, tried.reshape(-1, 3) * term.per_nm + term.offset)[0]
        return -term.weight * values.reshape(tried.shape[:3]) @ self.strengths[particles]

    def bonded_near(self, particle: int) -> set[int]:
        """The particles that are fewer than FAR bonds away, with itself."""
        found = edge = {particle}
        for _ in range(FAR - 1):
            edge = {other for each in edge for other in self.bonded[each]} - found
            found = found | edge
        return found


def clash(apart: np.ndarray) -> np.ndarray:
    """kJ/mol of distances, nm; of no atom within CONTACT the distance is infinite."""
    return CLASH * np.clip(1 - apart / CONTACT, 0, None) ** 2


def twists_of(turns: Iterable[Turn], field: ForceField) -> dict[tuple[int, int], Twist]:
    """The torsion terms of every turning bond, each from the bond's start to its end."""
    found = {(turn.start, turn.end): Twist([], []) for turn in turns}
    for terms, name in ((field.polynomials, "polynomials"), (field.torsions, "periodic")):
        for quad, parameters in zip(terms.particles.tolist(), terms.parameters, strict=True):
            for way in (quad, quad[::-1]):
                if (way[1], way[2]) in found:
                    getattr(found[way[1], way[2]], name).append((way, parameters))
    return found
