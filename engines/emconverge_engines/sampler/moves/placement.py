"""Where the atoms of moved residues go: plain geometry, which the relaxation of a region then makes whole.

All functions take positions (particles, 3), nm, and give new ones; nothing is changed in place. A residue's *place* is
where a residue of the same segment lies in the start: place i is that of residue i, place i + 0.5 half-way to the next.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from emconverge_engines.sampler.moves.residues import Chain

N_H = 0.101  # nm
CA_CA_BEYOND = 0.33  # nm; how far residues that leave the end of a chain lie apart


def turned(points: np.ndarray, origin: np.ndarray, axis: np.ndarray, angle: float) -> np.ndarray:
    """Points (n, 3) turned about an axis through the origin; angle in radians, right-handed."""
    axis = axis / np.linalg.norm(axis)
    arms = points - origin
    along = np.outer(arms @ axis, axis)
    return origin + along + np.cos(angle) * (arms - along) + np.sin(angle) * np.cross(axis, arms)


def torsion(a: np.ndarray, b: np.ndarray, c: np.ndarray, d: np.ndarray) -> float:
    """The torsion about b-c, radians, -pi to pi (IUPAC's sign)."""
    axis = (c - b) / np.linalg.norm(c - b)
    first, second = a - b, d - c
    first, second = first - (first @ axis) * axis, second - (second @ axis) * axis
    return float(np.arctan2(np.cross(axis, first) @ second, first @ second))


def frame(chain: Chain, positions: np.ndarray, index: int) -> np.ndarray:
    """Unit vectors of a residue's backbone, as columns: CA to C, then N's side in the plane of N, CA and C."""
    nitrogen, alpha, carbon = (positions[chain.residues[index].atoms[name]] for name in ("N", "CA", "C"))
    first = (carbon - alpha) / np.linalg.norm(carbon - alpha)
    second = nitrogen - alpha - ((nitrogen - alpha) @ first) * first
    second /= np.linalg.norm(second)
    return np.stack([first, second, np.cross(first, second)], axis=1)


def alpha_at(chain: Chain, places: np.ndarray, place: float, ends: tuple[int, int]) -> np.ndarray:
    """The CA at a place of a segment; beyond its ends the chain goes on straight."""
    alphas = [chain.residues[index].atoms["CA"] for index in (ends[0], ends[1])]
    for end, inward, alpha in ((ends[0], 2, alphas[0]), (ends[1], -2, alphas[1])):
        outside = (place - end) * np.sign(-inward)
        if outside > 0:
            before = places[chain.residues[int(np.clip(end + inward, *ends))].atoms["CA"]]
            away = places[alpha] - before
            away /= np.linalg.norm(away) + 1e-9
            return places[alpha] + outside * CA_CA_BEYOND * away
    low = int(np.floor(place))
    high = min(low + 1, ends[1])
    first, second = (places[chain.residues[index].atoms["CA"]] for index in (low, high))
    return first + (place - low) * (second - first)


def put(chain: Chain, positions: np.ndarray, places: np.ndarray, index: int, place: float) -> np.ndarray:
    """A residue as a rigid body at a place of its segment, whose coordinates are those of places (particles, 3).

    Its side chain keeps its torsions, so that its handedness stays; O is that of the place.
    """
    residue, ends = chain.residues[index], chain.segment(index)
    model = int(np.clip(round(place), *ends))
    old, new = frame(chain, positions, index), frame(chain, places, model)
    origin = alpha_at(chain, places, place, ends)
    alpha = positions[residue.atoms["CA"]]
    moved = positions.copy()
    moved[residue.particles] = origin + (positions[residue.particles] - alpha) @ old @ new.T
    if "OXT" not in residue.atoms:
        at = chain.residues[model].atoms
        moved[residue.atoms["O"]] = origin + places[at["O"]] - places[at["CA"]]
    return moved


def with_amide_hydrogens(chain: Chain, positions: np.ndarray, indices: Sequence[int]) -> np.ndarray:
    """The amide hydrogens of residues, which have one and are bonded to a residue before, in the peptide's plane."""
    moved = positions.copy()
    for index in indices:
        residue = chain.residues[index]
        if "H" not in residue.atoms or index == chain.segment(index)[0]:
            continue
        before = positions[chain.residues[index - 1].atoms["C"]]
        nitrogen, alpha = positions[residue.atoms["N"]], positions[residue.atoms["CA"]]
        away = unit(nitrogen - before) + unit(nitrogen - alpha)
        moved[residue.atoms["H"]] = nitrogen + N_H * unit(away)
    return moved


def unit(vector: np.ndarray) -> np.ndarray:
    """The vector at length 1."""
    return vector / (np.linalg.norm(vector) + 1e-12)


def with_chi(chain: Chain, positions: np.ndarray, index: int, chi: Sequence[float]) -> np.ndarray:
    """A residue whose side-chain torsions (degrees) are chi, from CA outwards; a ring of proline stays."""
    moved, residue = positions.copy(), chain.residues[index]
    for number, wanted in enumerate(chi if residue.name != "PRO" else (), 1):
        atoms = chain.chi_atoms(index, number)
        if atoms is None:
            break
        a, b, c, d = (moved[atom] for atom in atoms)
        turning = chain.beyond(index, atoms[1], atoms[2])
        moved[turning] = turned(moved[turning], c, c - b, np.radians(wanted) - torsion(a, b, c, d))
    return moved


def shifted(
    chain: Chain,
    positions: np.ndarray,
    places: np.ndarray,
    profile: Mapping[int, float],
    chi: Mapping[int, Sequence[float]],
    bulge: np.ndarray | None = None,
) -> np.ndarray:
    """Residues at the places index + shift of their segment.

    profile: the shift of every residue that moves. chi: the side-chain torsions (degrees) of those whose rotamer is
    known. bulge: (3,), nm, where residues go that lie between two places, so that a crowded joint has a way out.
    """
    moved = positions
    for index, shift in profile.items():
        moved = put(chain, moved, places, index, index + shift)
        if bulge is not None and shift != round(shift):
            moved[chain.residues[index].particles] += bulge
        moved = with_chi(chain, moved, index, chi.get(index, ()))
    following = {index + 1 for index in profile if index < chain.segment(index)[1]}
    return with_amide_hydrogens(chain, moved, sorted(following | set(profile)))


def shift_profile(
    chain: Chain, current: np.ndarray, first: int, last: int, shift: int, free: tuple[int, int]
) -> dict[int, float]:
    """The shifts of a stretch and of the residues beside it that close the chain again.

    current: (residues,), the shifts before; first, last: the stretch; free: how many residues before and after it make
    the joints. Their residues stay where they are, but for those whose place the stretch takes: these come to lie
    between the stretch and the next that stays. Where the segment ends within a joint its residues go along.
    """
    begin, end = chain.segment(first)
    profile = {index: float(shift) for index in range(first, last + 1)}
    for step, edge, room, count in ((-1, first, first - begin, free[0]), (1, last, end - last, free[1])):
        crowd = max(0, round(step * (shift - current[edge + step * min(count + 1, room)]))) if room else 0
        count = max(count, crowd + 1)
        for distance in range(1, min(count, room) + 1):
            index = edge + step * distance
            profile[index] = float(current[index]) if room > count else float(shift)
            if distance <= crowd and room > count:
                profile[index] = edge + shift + step * distance / (crowd + 1) - index
    return dict(sorted(profile.items()))


def flipped(chain: Chain, positions: np.ndarray, index: int) -> np.ndarray:
    """The peptide between a residue and the next turned by half a turn about the line of their CA."""
    this, following = chain.residues[index], chain.residues[index + 1]
    start, end = positions[this.atoms["CA"]], positions[following.atoms["CA"]]
    turning = [this.atoms["C"], this.atoms["O"], following.atoms["N"]]
    turning += [following.atoms["H"]] if "H" in following.atoms else []
    moved = positions.copy()
    moved[turning] = turned(positions[turning], start, end - start, np.pi)
    return moved
