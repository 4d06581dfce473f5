"""Step 3: relax in OpenMM, and fit torsions with ideal bond lengths and angles to the result.

The force field is ff19SB with a relative permittivity of 2 for the solvent, as the sampler's.
"""

import io
import random

import numpy as np
import openmm as mm
from build import CHIS, ONE, TABLE, TORSIONS, atom_names, build
from openmm import app, unit


def pdb(sequence, xyz):
    lines = []
    for n, ((i, a), p) in enumerate(zip(atom_names(sequence), xyz)):
        lines.append(
            f"ATOM  {n + 1:5d}  {a:<3s} {ONE[sequence[i]]} A{i + 1:4d}    {p[0]:8.3f}{p[1]:8.3f}{p[2]:8.3f}  1.00 50.00           {a[0]}"
        )
    return "\n".join([*lines, "TER", "END", ""])


def soften(nonbonded, permittivity):
    nonbonded.setReactionFieldDielectric(1e9)
    for n in range(nonbonded.getNumParticles()):
        charge, sigma, epsilon = nonbonded.getParticleParameters(n)
        nonbonded.setParticleParameters(n, charge / permittivity**0.5, sigma, epsilon)
    for n in range(nonbonded.getNumExceptions()):
        i, j, charge, sigma, epsilon = nonbonded.getExceptionParameters(n)
        nonbonded.setExceptionParameters(n, i, j, charge / permittivity, sigma, epsilon)


def rotamer_restraint(topology, sequence, torsions, strength=60.0):
    """Holds side chains at their rotamers, kJ/mol/rad2."""
    force = mm.CustomTorsionForce("0.5*hold*min(d, 6.283185307-d)^2; d = abs(theta-t0)")
    force.addGlobalParameter("hold", strength)
    force.addPerTorsionParameter("t0")
    index = {(a.residue.index, a.name): a.index for a in topology.atoms()}
    for i, s in enumerate(sequence):
        for name, r in TABLE[ONE[s]].items():
            if r["torsion"].startswith("chi") and float(r["offset"]) == 0 and s != "P":
                atoms = [index[i, n] for n in (r["torsion_to"], r["angle_to"], r["bond_to"], name)]
                force.addTorsion(*atoms, [np.radians(torsions[i, TORSIONS.index(r["torsion"])])])
    return force


def simulation(sequence, xyz, restraint=0.0, permittivity=2.0, rotamers=None):
    from pdbfixer import PDBFixer

    random.seed(1)
    fixer = PDBFixer(pdbfile=io.StringIO(pdb(sequence, xyz)))
    fixer.findMissingResidues()
    fixer.missingResidues = {}
    fixer.findMissingAtoms()
    fixer.addMissingAtoms(seed=1)
    ff = app.ForceField("amber19/protein.ff19SB.xml")
    modeller = app.Modeller(fixer.topology, fixer.positions)
    modeller.addHydrogens(ff, platform=mm.Platform.getPlatformByName("Reference"))
    system = ff.createSystem(
        modeller.topology,
        nonbondedMethod=app.CutoffNonPeriodic,
        nonbondedCutoff=0.9 * unit.nanometer,
        constraints=app.HBonds,
        hydrogenMass=3 * unit.amu,
    )
    soften(next(f for f in system.getForces() if isinstance(f, mm.NonbondedForce)), permittivity)
    if rotamers is not None:
        system.addForce(rotamer_restraint(modeller.topology, sequence, rotamers))
    hold = mm.CustomExternalForce("0.5*k*((x-x0)^2+(y-y0)^2+(z-z0)^2)")
    hold.addGlobalParameter("k", restraint)
    for n in ("x0", "y0", "z0"):
        hold.addPerParticleParameter(n)
    for atom, p in zip(modeller.topology.atoms(), modeller.positions):
        if atom.name in ("N", "CA", "C", "O"):
            hold.addParticle(atom.index, p.value_in_unit(unit.nanometer))
    system.addForce(hold)
    integrator = mm.LangevinMiddleIntegrator(300 * unit.kelvin, 2 / unit.picosecond, 0.004 * unit.picosecond)
    integrator.setRandomNumberSeed(7)
    sim = app.Simulation(modeller.topology, system, integrator, mm.Platform.getPlatformByName("CPU"), {"Threads": "1"})
    sim.context.setPositions(modeller.positions)
    return sim


def heavy(sim, sequence):
    p = sim.context.getState(positions=True).getPositions(asNumpy=True).value_in_unit(unit.angstrom)
    index = {(a.residue.index, a.name): a.index for a in sim.topology.atoms()}
    return np.array([p[index[k]] for k in atom_names(sequence)])


def superpose(x, y):
    """x moved onto y."""
    cx, cy = x.mean(0), y.mean(0)
    u, _, v = np.linalg.svd((x - cx).T @ (y - cy))
    d = np.diag([1, 1, np.sign(np.linalg.det(u @ v))])
    return (x - cx) @ (u @ d @ v) + cy


def ca_rmsd(sequence, x, y, part=slice(None)):
    k = [n for n, (_, a) in enumerate(atom_names(sequence)) if a == "CA"][part]
    return float(np.sqrt(np.mean(np.sum((superpose(x[k], y[k]) - y[k]) ** 2, 1))))


def fit(sequence, target, start, steps=6, prior=0.02):
    """Torsions whose ideal-geometry model lies closest to the target (Gauss-Newton, numeric Jacobian in one batch)."""
    variables = [
        (i, k)
        for i, s in enumerate(sequence)
        for k in range(3 + len(CHIS[ONE[s]]))
        if not (i == 0 and k in (0, 2)) and not (s == "P" and k > 2)
    ]
    t = start.copy()
    for _ in range(steps):
        batch = np.repeat(t[None], len(variables) + 1, 0)
        for n, (i, k) in enumerate(variables):
            batch[n + 1, i, k] += 0.01
        x = build(sequence, batch)
        base = superpose(x[0], target)
        moved = np.array([superpose(y, target) for y in x[1:]])
        jac = ((moved - base) / 0.01).reshape(len(variables), -1).T
        res = (target - base).ravel()
        weights = np.full(len(variables), prior)
        step = np.linalg.solve(jac.T @ jac + np.diag(weights**2), jac.T @ res)
        step = np.clip(step, -15, 15)
        for n, (i, k) in enumerate(variables):
            t[i, k] += step[n]
    t = (t + 180) % 360 - 180
    x = superpose(build(sequence, t[None])[0], target)
    return t, x, float(np.sqrt(np.mean(np.sum((x - target) ** 2, 1))))


def clashes(sequence, x, limit=3.0):
    """Pairs of atoms in different residues nearer than the limit, but for hydrogen bonds and neighbours' backbones."""
    names = atom_names(sequence)
    d = np.linalg.norm(x[:, None] - x[None], axis=-1)
    out = []
    for p, q in zip(*np.where(np.triu(d < limit, 1))):
        (i, a), (j, b) = names[p], names[q]
        if j - i < 1 or (
            j - i == 1 and not (a not in ("N", "CA", "C", "O", "CB") or b not in ("N", "CA", "C", "O", "CB"))
        ):
            continue
        if j - i == 1 and a in ("C", "O", "CA") and b in ("N", "CD", "CA"):
            continue
        if j - i == 1 and (a, b) in (("C", "CG"),):
            continue
        if {a[0], b[0]} <= {"N", "O"} and d[p, q] > 2.55:  # a hydrogen bond
            continue
        out.append((f"{sequence[i]}{i + 1}.{a}", f"{sequence[j]}{j + 1}.{b}", round(float(d[p, q]), 2)))
    return out
