"""The density term as a force of OpenMM: numpy behind a PythonForce, or a native one that a GPU computes by itself.

On a CPU numpy is the faster of the two. On a GPU it would cost a transfer of coordinates and forces whenever the
density acts; the native force looks the same eight voxels up in a table on the card.
"""

from collections.abc import Iterable

import numpy as np
import openmm

from emconverge_engines.sampler.density_term import EDGE, DensityTerm


def density_force(term: DensityTerm, particles: Iterable[int], native: bool) -> openmm.Force:
    """The density term on the particles that feel it."""
    felt = [int(index) for index in particles]
    if not native:
        force = openmm.PythonForce(term)
        force.setParticles(felt)
        return force
    weighted = term.strengths is not None
    force = openmm.CustomCompoundBondForce(1, f"strength*{trilinear(term)}" if weighted else trilinear(term))
    columns = np.asarray(term.values, dtype=float).ravel(order="F")  # OpenMM's first index runs fastest
    force.addTabulatedFunction("rho", openmm.Discrete3DFunction(*term.shape, columns))
    if weighted:
        force.addPerBondParameter("strength")
    for place, index in enumerate(felt):
        force.addBond([index], [float(term.strengths[place])] if weighted else [])
    return force


def trilinear(term: DensityTerm) -> str:
    """OpenMM's expression of the energy of one particle, kJ/mol, over the table `rho` of the grid's values.

    The derivative of `floor` is zero to OpenMM, so its forces are the exact gradient within a cell, as the term's are.
    """
    lines = [f"{-term.weight!r}*(c0*(1-fz)+c1*fz)", "c0=c00*(1-fy)+c10*fy", "c1=c01*(1-fy)+c11*fy"]
    for y in (0, 1):
        for z in (0, 1):
            lines.append(f"c{y}{z}=rho(ix,iy+{y},iz+{z})*(1-fx)+rho(ix+1,iy+{y},iz+{z})*fx")
    for axis, scale, offset, count in zip("xyz", term.per_nm.tolist(), term.offset.tolist(), term.shape, strict=True):
        lines += [f"f{axis}=g{axis}-i{axis}", f"i{axis}=floor(g{axis})"]
        lines.append(f"g{axis}=min(max({axis}1*{scale!r}+({offset!r}),0),{count - EDGE!r})")
    return ";".join(lines)
