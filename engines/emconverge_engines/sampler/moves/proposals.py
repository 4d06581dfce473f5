"""Which moves are tried: drawn from the evidence for the register, and from where the model fits its density badly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from emconverge_engines.sampler.density_term import DensityTerm, interpolate
from emconverge_engines.sampler.moves.candidates import Stretch
from emconverge_engines.sampler.moves.kinds import FLIP, LOOP, REGISTER
from emconverge_engines.sampler.moves.placement import torsion
from emconverge_engines.sampler.moves.residues import Chain

RESIDUES_PER_FAMILY = 40  # of the stretches, as many families are surveyed
MOST_ENDS = 6  # places that are looked at for either end of a stretch
RESIDUES_PER_PROPOSAL = {REGISTER: 50, LOOP: 200, FLIP: 200}  # of each kind one proposal for so many residues
JOINT = (2, 3)  # residues beside a stretch that close the chain again, from and to
BULGE = 0.2  # nm, in a random direction
SHORTEST = 3  # residues of a shifted stretch
LOOP_LENGTHS = (5, 12)
MISFIT = 0.15  # how far the scaled density must fall for a residue to be e times as likely to be moved
HELIX = (-120.0, -30.0, -80.0, 10.0)  # degrees: phi from and to, psi from and to, of residues that are not flipped


@dataclass(frozen=True)
class Proposal:
    """A move that is to be tried on residues first to last."""

    kind: str
    first: int
    last: int
    shift: int = 0  # of the register
    free: tuple[int, int] = (0, 0)  # residues of the joints before and after a shifted stretch
    chi: Mapping[int, Sequence[float]] = field(default_factory=dict)
    bulge: tuple[float, float, float] = (0.0, 0.0, 0.0)  # nm, of a crowded joint
    favour: float = 0.0  # what the evidence adds to the logarithm of the chance that the move is accepted


def shift_of(random: np.random.Generator, stretch: Stretch) -> Proposal:
    """The shift of a stretch, with joints of a random length and a bulge in a random direction."""
    free = tuple(int(random.integers(JOINT[0], JOINT[1] + 1)) for _ in range(2))
    direction = random.normal(size=3)
    bulge = tuple(BULGE * direction / np.linalg.norm(direction))
    return Proposal(
        REGISTER, stretch.first, stretch.last, stretch.shift, free, stretch.chi, bulge, favour(stretch.probability)
    )


def favour(probability: float) -> float:
    """The logarithm of the odds of a shift that is likelier than not; 0 of others, which are drawn less often."""
    return max(0.0, float(np.log(probability / max(1.0 - probability, 0.01)))) if probability > 0.5 else 0.0


def drawn_stretch(random: np.random.Generator, stretches: Sequence[Stretch], weights: np.ndarray) -> Proposal:
    """A stretch by its weight.

    weights: (stretches,); that of the drawn one is halved, so that others come after it.
    """
    drawn = int(random.choice(len(stretches), p=weights / weights.sum()))
    weights[drawn] /= 2
    return shift_of(random, stretches[drawn])


def density_at(term: DensityTerm, positions: np.ndarray) -> np.ndarray:
    """The scaled density, 1 at a typical atom of the start, at positions (n, 3), nm."""
    return interpolate(term.table, term.shape, positions * term.per_nm + term.offset)[0]


def backbone_density(chain: Chain, term: DensityTerm, positions: np.ndarray) -> np.ndarray:
    """The mean scaled density at N, CA, C and O of every residue, (residues,)."""
    backbone = np.array([residue.backbone for residue in chain.residues])
    return density_at(term, positions[backbone.ravel()]).reshape(-1, 4).mean(axis=1)


def by_misfit(random: np.random.Generator, density: np.ndarray) -> int:
    """An index, likelier the lower its density: by a factor e for every MISFIT."""
    weights = np.exp(-(density - density.min()) / MISFIT)
    return int(random.choice(len(density), p=weights / weights.sum()))


def drawn_loop(random: np.random.Generator, chain: Chain, density: np.ndarray) -> Proposal | None:
    """A window of a segment, likelier the worse its residues fit; density: (residues,), of their backbones."""
    length = int(random.integers(LOOP_LENGTHS[0], LOOP_LENGTHS[1] + 1))
    starts = [i for i in range(len(chain) - length + 1) if chain.segment(i) == chain.segment(i + length - 1)]
    if not starts:
        return None
    first = starts[by_misfit(random, np.array([density[i : i + length].mean() for i in starts]))]
    return Proposal(LOOP, first, first + length - 1)


def may_flip(chain: Chain, positions: np.ndarray, index: int) -> bool:
    """Whether the peptide after a residue may turn: it is trans, not before proline, and not of a helix."""
    if index + 1 > chain.segment(index)[1] or chain.residues[index + 1].name == "PRO":
        return False
    this, following = chain.residues[index].atoms, chain.residues[index + 1].atoms

    def angle(*particles: int) -> float:
        return np.degrees(torsion(*positions[list(particles)]))

    if abs(angle(this["CA"], this["C"], following["N"], following["CA"])) < 90:
        return False
    psi = angle(this["N"], this["CA"], this["C"], following["N"])
    phi = angle(this["C"], following["N"], following["CA"], following["C"])
    return not (HELIX[0] < phi < HELIX[1] and HELIX[2] < psi < HELIX[3])


def drawn_flip(random: np.random.Generator, chain: Chain, positions: np.ndarray, term: DensityTerm) -> Proposal | None:
    """A peptide that may turn, likelier the lower the density at its oxygen."""
    free = [index for index in range(len(chain)) if may_flip(chain, positions, index)]
    if not free:
        return None
    oxygens = density_at(term, positions[[chain.residues[index].atoms["O"] for index in free]])
    index = free[by_misfit(random, oxygens)]
    return Proposal(FLIP, index, index + 1)


def schedule(random: np.random.Generator, residues: int, kinds: Sequence[str], evidence: bool) -> list[str]:
    """The kinds of the moves of one model, in random order: so many of each as the model is long.

    evidence: whether there are stretches that may be shifted.
    """
    wanted: list[str] = []
    for kind in kinds:
        if kind != REGISTER or evidence:
            wanted += [kind] * max(1, round(residues / RESIDUES_PER_PROPOSAL[kind]))
    return [wanted[index] for index in random.permutation(len(wanted))]
