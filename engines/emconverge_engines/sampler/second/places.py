"""Where more density is left over than noise is, beside a chain, and which residues might lie there."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from emconverge_engines.sampler.moves.residues import Chain
from emconverge_engines.sampler.second.leftover import Leftover
from emconverge_engines.symmetry import Symmetry

LEAST_DENSITY = 0.2  # of a typical atom's: the least occupancy that a conformation is shown with
LEAST_NOISE = 3.0  # standard deviations of the noise
CLEAR = 1.5  # Å from atoms: nearer density is theirs
REACH = 8.0  # Å from the chain's CA: density further off is of something else
LEAST_VOLUME = 25.0  # Å³; noise made parts of up to 21 (docs/results.md)
MOST_SHARED = 1.4  # of a typical atom's: the most that two conformations of a backbone have together; one alone has 1.2
MOVED = 3  # residues in a row that have another conformation at least
MOST_VOLUME = 600.0  # Å³; more is a neighbour that the model lacks: twelve residues of a chain have half of it
BESIDE = 4.0  # Å, how fast the chance to lie in the density falls with the distance from it
SAME = 1e-3  # relative: what lies on an axis of symmetry is as near to the mate
NEAR = 6.0  # Å from the density: residues that are named


@dataclass(frozen=True)
class Place:
    """Density that is left over, as one connected part.

    voxels: (n, 3), indices; points: (n, 3), Å; density: (n,), of a typical atom's; volume: Å³.
    """

    voxels: np.ndarray
    points: np.ndarray
    density: np.ndarray
    volume: float

    @property
    def centre(self) -> np.ndarray:
        """(3,), Å, by density."""
        return np.average(self.points, axis=0, weights=self.density)

    @property
    def typical(self) -> float:
        """The density where it is well above its rim: about how much of a conformation there is."""
        return float(np.quantile(self.density, 0.9))

    def closeness(self, alphas: np.ndarray) -> np.ndarray:
        """How near residues with CA at alphas (residues, 3), Å, are to its density; (residues,), without unit."""
        squares = ((alphas[:, None] - self.points) ** 2).sum(axis=2)
        return (np.exp(-squares / BESIDE**2) * self.density).sum(axis=1) + 1e-12

    def weights(self, alphas: np.ndarray) -> np.ndarray:
        """How likely residues with CA at alphas (residues, 3), Å, are to lie there; their sum is 1."""
        closeness = self.closeness(alphas)
        return closeness / closeness.sum()

    def beside(self, chain: Chain, alphas: np.ndarray) -> tuple[int, int]:
        """The first and last residue of a run within NEAR of it, with the likeliest in it; alphas as in weights."""
        likeliest = int(np.argmax(self.weights(alphas)))
        begin, end = chain.segment(likeliest)
        near = np.sqrt(((alphas[:, None] - self.points) ** 2).sum(axis=2).min(axis=1)) <= NEAR
        first = last = likeliest
        while first > begin and near[first - 1]:
            first -= 1
        while last < end and near[last + 1]:
            last += 1
        return first, last

    def may_be_of(self, chain: Chain, alphas: np.ndarray, densities: np.ndarray) -> bool:
        """Whether it can be a conformation of the chain beside it; densities: (residues,), the map's where it lies.

        Two conformations share the density of one, so that the residues that have another lack it where they are: some
        MOVED in a row near the place. Where none do, it is of something else. A chain that lies in poor density may
        have its place there.
        """
        first, last = self.beside(chain, alphas)
        begin, end = chain.segment(first)
        near = densities[max(first - 1, begin) : min(last + 1, end) + 1]
        number = min(MOVED, len(near))
        least = np.convolve(near, np.full(number, 1 / number), mode="valid").min()
        return self.typical + float(least) <= MOST_SHARED


def threshold(leftover: Leftover) -> float:
    """The density, of a typical atom's, from which on it is more than noise and than a trace."""
    return max(LEAST_DENSITY, LEAST_NOISE * leftover.noise)


def places(leftover: Leftover, alphas: np.ndarray) -> Sequence[Place]:
    """The connected parts of what is left over, the most density first; alphas: (residues, 3), Å, the chain's CA.

    They may be larger than what is of a loop (MOST_VOLUME). Those that lie nearer to a symmetry mate are its own: the
    same density is there again beside the asymmetric unit.

    A voxel counts where most models have no atom within CLEAR of it.
    """
    from scipy.ndimage import label, sum_labels
    from scipy.spatial import cKDTree

    grid = leftover.blurred
    mask = grid.values > threshold(leftover)
    voxels = np.argwhere(mask)
    points = voxels * grid.spacing + grid.origin
    taken = np.mean([cKDTree(atoms).query(points)[0] < CLEAR for atoms in leftover.atoms], axis=0)
    far = cKDTree(alphas).query(points)[0] > REACH
    mask[tuple(voxels[(taken >= 0.5) | far].T)] = False
    labels, count = label(mask, np.ones((3, 3, 3)))
    masses = sum_labels(grid.values, labels, np.arange(1, count + 1))
    found, mates = [], images(leftover.observed.symmetry, alphas)
    for number in 1 + np.argsort(-masses):
        inside = np.argwhere(labels == number)
        volume = len(inside) * float(np.prod(grid.spacing))
        if volume >= LEAST_VOLUME:
            at = inside * grid.spacing + grid.origin
            place = Place(inside, at, grid.values[tuple(inside.T)].astype(float), volume)
            own = (1 + SAME) * place.closeness(alphas).sum()
            if all(place.closeness(mate).sum() <= own for mate in mates):
                found.append(place)
    return found


def images(symmetry: Symmetry | None, positions: np.ndarray) -> Sequence[np.ndarray]:
    """Where the mates near the asymmetric unit have its positions (n, 3), Å in the map's frame."""
    operators = symmetry.operators[list(symmetry.neighbours)] if symmetry else ()
    return [positions @ operator[:, :3].T + operator[:, 3] for operator in operators]


def own_densities(leftover: Leftover, backbone: np.ndarray) -> np.ndarray:
    """The map's density at the backbone of each residue, (residues, atoms, 3), Å: (residues,), of a typical atom's."""
    from scipy.ndimage import map_coordinates

    grid = leftover.whole
    voxels = ((backbone - grid.origin) / grid.spacing).reshape(-1, 3)
    return map_coordinates(grid.values, voxels.T, order=1, mode="nearest").reshape(backbone.shape[:2]).mean(axis=1)
