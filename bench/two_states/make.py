#!/usr/bin/env python3
"""Makes entries whose map holds two conformations of a loop, from the built-in example's protein.

    bench/two_states/make.py --model model.cif --loop 17-25 --weights 60:40 --resolution 3.0 --out FOLDER

It is a program of the engines' Python (OpenMM, gemmi, numpy, scipy). The second conformation is made without any
density: all atoms but the loop's stand still while the loop is pulled aside at 1,500 K and annealed, with several
seeds; of these paths the one is taken whose loop, as a whole, lies at the wanted distance (--distance, Å) from the
first, and that ends with the least energy. A state_b.cif that lies in the folder is taken instead: OpenMM's CPU
platform does not repeat itself to the bit, and several resolutions should show the same loops.

The map is w1 * density(A) + w2 * density(B), electrons' form factors, cut at 0.9 of the resolution, in two half maps
with independent noise whose correlation around the molecule is 0.143 at the resolution.

--dimer makes it of a dimer: a two-fold axis is placed so that the second conformation's loop lies beside the mate. The
noise has the symmetry too, as in a map on which it was imposed.
"""

import argparse
import json
import sys
from pathlib import Path

import gemmi
import numpy as np
import openmm
from openmm import app, unit
from scipy.ndimage import affine_transform
from scipy.spatial import cKDTree

B_FACTOR = 60.0  # Å², as the built-in example's bundle
PADDING = 10.0  # Å of solvent
VOXEL = 1.0  # Å
MASK = 4.0  # Å around the atoms, in which the resolution holds
LEAST_DISTANCE = 2.0  # Å between heavy atoms of the loop and others
CONTACT = 3.5  # Å between heavy atoms of a dimer's chains
ASTRAY = 5.0  # Å, standard deviation: of the mate's side from the loop
PULL = 600.0  # kJ/mol/nm on every Cα of the loop while it is hot, in a direction of the seed
BACKBONE = ("N", "CA", "C", "O")


def main():
    options = arguments()
    options.out.mkdir(parents=True, exist_ok=True)
    first, last = (int(end) for end in options.loop.split("-"))
    a = without_hydrogens(gemmi.read_structure(str(options.model)))
    other = options.out / "state_b.cif"
    b = without_hydrogens(gemmi.read_structure(str(other))) if other.exists() else rebuilt(options, first, last)
    distance = apart(a, b, first, last)
    weights = np.array([float(part) for part in options.weights.split(":")])
    weights /= weights.sum()
    operator = beside(a, b, first, last, options.seed) if options.dimer else None
    states = [with_mate(structure, operator) if operator else structure for structure in (a, b)]
    for name, structure in zip(("state_a", "state_b"), states, strict=True):
        structure.make_mmcif_document().write_file(str(options.out / f"{name}.cif"))
    halves(options, states, weights, operator)
    truth = {"loop": [first, last], "weights": list(weights), "backbone_rmsd": round(distance, 2),
             "resolution": options.resolution, "seed": options.seed}  # fmt: skip
    (options.out / "truth.json").write_text(json.dumps(truth, indent=2) + "\n")
    print(json.dumps(truth))


def without_hydrogens(structure):
    structure.setup_entities()
    structure.remove_hydrogens()
    for site in structure[0].all():
        site.atom.b_iso = B_FACTOR
        site.atom.occ = 1.0
    return structure


def rebuilt(options, first, last):
    """The structure with another path of the loop."""
    pdb = options.out / "start.pdb"
    structure = without_hydrogens(gemmi.read_structure(str(options.model)))
    ended(structure).write_pdb(str(pdb))
    modeller = app.Modeller(*(lambda file: (file.topology, file.positions))(app.PDBFile(str(pdb))))
    field = app.ForceField("amber14-all.xml")
    modeller.addHydrogens(field, platform=cpu())
    atoms = list(modeller.topology.atoms())
    loop = [atom.index for atom in atoms if first <= int(atom.residue.id) <= last]
    heavy = [atom for atom in atoms if atom.element.symbol != "H"]
    start = np.array(modeller.positions.value_in_unit(unit.angstrom))
    backbone = [a.index for a in heavy if a.index in set(loop) and a.name in BACKBONE]
    best = None
    for seed in range(options.seed * 1000, options.seed * 1000 + options.tries):
        end, energy = annealed(field, modeller, set(loop), seed)
        distance = float(np.sqrt(((end[backbone] - start[backbone]) ** 2).sum(1).mean()))
        least = nearest(end, heavy, set(loop))
        print(f"seed {seed}: {distance:.2f} Å, {energy:.0f} kJ/mol, nearest {least:.2f} Å", file=sys.stderr)
        fits = options.distance[0] <= distance <= options.distance[1] and least > LEAST_DISTANCE
        if fits and (best is None or energy < best[0]):
            best = energy, end
    if best is None:
        sys.exit("No path of the loop lies at the wanted distance: give more --tries, or another --distance.")
    places = {(a.residue.id, a.name): best[1][a.index] for a in heavy}
    for site in structure[0].all():
        site.atom.pos = gemmi.Position(*places[str(site.residue.seqid), site.atom.name])
    return structure


def apart(a, b, first, last):
    """Root mean square distance of the loops' backbones, Å."""
    places = [
        np.array([s.atom.pos.tolist() for s in structure[0].all()
                  if first <= s.residue.seqid.num <= last and s.atom.name in BACKBONE])
        for structure in (a, b)
    ]  # fmt: skip
    return float(np.sqrt(((places[0] - places[1]) ** 2).sum(1).mean()))


def beside(a, b, first, last, seed):
    """The turn about the two-fold axis that brings the mate nearest to the loop's second conformation."""
    both = np.array([site.atom.pos.tolist() for s in (a, b) for site in s[0].all()])
    alphas = np.array([site.atom.pos.tolist() for site in a[0].all() if site.atom.name == "CA"])
    loop = np.array([site.atom.pos.tolist() for site in b[0].all()
                     if site.atom.name == "CA" and first <= site.residue.seqid.num <= last])  # fmt: skip
    random, best = np.random.default_rng(seed), None
    for _ in range(200):
        towards = loop.mean(0) - both.mean(0) + random.normal(scale=ASTRAY, size=3)
        aside, axis = np.linalg.qr(np.stack([towards, random.normal(size=3)], axis=1))[0].T
        aside *= np.sign(aside @ towards)
        turn = 2 * np.outer(axis, axis) - np.eye(3)
        for away in np.arange(0.0, 40.0, 0.5):  # Å, of the axis from the middle
            shift = (np.eye(3) - turn) @ (both.mean(0) + away * aside)
            if cKDTree(both).query(both @ turn.T + shift)[0].min() > CONTACT:
                break
        nearest = float(np.median(cKDTree(alphas @ turn.T + shift).query(loop)[0]))
        if best is None or nearest < best[0]:
            best = nearest, gemmi.Transform(gemmi.Mat33(turn.tolist()), gemmi.Vec3(*shift))
    print(f"the loop's second conformation lies {best[0]:.1f} Å from CA of the mate", file=sys.stderr)
    return best[1]


def with_mate(structure, operator):
    """A structure of one chain, A, and its mate, B."""
    whole = structure.clone()
    mate = structure[0][0].clone()
    mate.name = "B"
    whole[0].add_chain(mate)
    for residue in whole[0]["B"]:
        for atom in residue:
            atom.pos = gemmi.Position(operator.apply(atom.pos))
    whole.setup_entities()
    return whole


def ended(structure):
    """A copy whose chains end with OXT, without which the force field knows no last residue."""
    whole = structure.clone()
    for chain in whole[0]:
        last = chain[-1]
        c, o, ca = (np.array(last[name][0].pos.tolist()) for name in ("C", "O", "CA"))
        away = c - (o + ca) / 2
        oxt = last["O"][0].clone()
        oxt.name = "OXT"
        oxt.pos = gemmi.Position(*(c + 1.25 * away / np.linalg.norm(away)))
        last.add_atom(oxt)
    return whole


def annealed(field, modeller, loop, seed):
    """Positions (n, 3), Å, and energy, kJ/mol, after the loop was led another way."""
    system = field.createSystem(modeller.topology, nonbondedMethod=app.CutoffNonPeriodic, constraints=None)
    for index in range(system.getNumParticles()):
        if index not in loop:
            system.setParticleMass(index, 0)
    pull = openmm.CustomExternalForce("pull*(a*x+b*y+c*z)")
    pull.addGlobalParameter("pull", PULL)
    direction = np.random.default_rng(seed).normal(size=3)
    for name, value in zip("abc", direction / np.linalg.norm(direction), strict=True):
        pull.addGlobalParameter(name, value)
    for atom in modeller.topology.atoms():
        if atom.index in loop and atom.name == "CA":
            pull.addParticle(atom.index)
    system.addForce(pull)
    integrator = openmm.LangevinMiddleIntegrator(1500, 5, 0.001)
    integrator.setRandomNumberSeed(seed + 1)
    simulation = app.Simulation(modeller.topology, system, integrator, cpu(), {"Threads": "1"})
    simulation.context.setPositions(modeller.positions)
    simulation.minimizeEnergy(maxIterations=100)
    simulation.context.setVelocitiesToTemperature(1500, seed + 1)
    for temperature in (1500, 1500, 1200, 900, 600, 450, 300):
        integrator.setTemperature(temperature)
        if temperature < 1500:
            simulation.context.setParameter("pull", 0)
        simulation.step(600)
    simulation.minimizeEnergy(maxIterations=500)
    state = simulation.context.getState(getPositions=True, getEnergy=True)
    return state.getPositions(asNumpy=True).value_in_unit(unit.angstrom), state.getPotentialEnergy()._value


def cpu():
    return openmm.Platform.getPlatformByName("CPU")


def nearest(positions, heavy, loop):
    """The least distance, Å, of a heavy atom of the loop from one of another residue that is not beside it."""
    inside = [a for a in heavy if a.index in loop]
    least = np.inf
    for atom in inside:
        others = [o.index for o in heavy if abs(int(o.residue.id) - int(atom.residue.id)) > 1]
        least = min(least, np.linalg.norm(positions[others] - positions[atom.index], axis=1).min())
    return least


def halves(options, structures, weights, operator):
    """Writes map.mrc and the half maps, their noise averaged over the operator of a dimer."""
    random = np.random.default_rng(options.seed)
    sites = np.array([site.atom.pos.tolist() for s in structures for site in s[0].all()])
    low = np.floor(sites.min(0) - PADDING)
    size = [int(np.ceil(edge / VOXEL / 4)) * 4 for edge in sites.max(0) + PADDING - low]
    cell = gemmi.UnitCell(*[n * VOXEL for n in size], 90, 90, 90)
    cutoff = 1 / (0.9 * options.resolution)
    signal = sum(w * density(s, cell, size, low) for s, w in zip(structures, weights, strict=True))
    waves = np.fft.fftn(signal)
    q = np.sqrt(sum(f**2 for f in np.meshgrid(*[np.fft.fftfreq(n, VOXEL) for n in size], indexing="ij")))
    waves[q > cutoff] = 0
    shell = np.abs(q * options.resolution - 1) < 0.04
    inside = mask(sites, low, size)
    # FSC = S / (S + N) = 0.143 in the mask, which holds the signal whole and its share of the noise
    noise = (np.abs(waves[shell]) ** 2).mean() * (1 - 0.143) / 0.143 / inside.mean() * options.noise**2
    maps = []
    for _ in range(2):
        white = np.fft.fftn(random.normal(size=size)) * np.sqrt(noise / np.prod(size))
        white[q > cutoff] = 0
        random_part = np.real(np.fft.ifftn(white))
        if operator:
            random_part = (random_part + turned(random_part, low, operator)) / np.sqrt(2)
        maps.append(np.real(np.fft.ifftn(waves)) + random_part)
    for name, values in (("map", (maps[0] + maps[1]) / 2), ("half1", maps[0]), ("half2", maps[1])):
        write(values, low, cell, options.out / f"{name}.mrc")


def turned(values, low, operator):
    """Values on the grid as the operator turns them; the box repeats."""
    turn, shift = np.array(operator.mat.tolist()), np.array(operator.vec.tolist())
    return affine_transform(values, turn, (turn @ low + shift - low) / VOXEL, mode="grid-wrap")


def density(structure, cell, size, low):
    """Of one structure, on the grid (x, y, z)."""
    moved = structure.clone()
    moved.cell = cell
    moved.spacegroup_hm = "P 1"
    for site in moved[0].all():
        site.atom.pos = gemmi.Position(*(np.array(site.atom.pos.tolist()) - low))
    calculator = gemmi.DensityCalculatorE()
    calculator.d_min = 2 * VOXEL
    calculator.rate = 1.0
    calculator.grid.set_unit_cell(cell)
    calculator.grid.spacegroup = gemmi.SpaceGroup("P 1")
    calculator.grid.set_size(*size)
    calculator.cutoff = 1e-6
    calculator.add_model_density_to_grid(moved[0])
    return np.array(calculator.grid.array, dtype=float)


def mask(sites, low, size):
    inside = np.zeros(size, dtype=bool)
    reach = int(MASK / VOXEL) + 1
    for site in sites:
        centre = (site - low) / VOXEL
        start = np.floor(centre).astype(int) - reach
        box = np.stack(np.meshgrid(*[np.arange(s, s + 2 * reach + 2) for s in start], indexing="ij"), -1)
        near = ((box - centre) ** 2).sum(-1) * VOXEL**2 <= MASK**2
        inside[tuple(box[near].T)] = True
    return inside


def write(values, low, cell, path):
    grid = gemmi.FloatGrid(np.asfortranarray(values, dtype=np.float32))
    grid.set_unit_cell(cell)
    grid.spacegroup = gemmi.SpaceGroup("P 1")
    ccp4 = gemmi.Ccp4Map()
    ccp4.grid = grid
    ccp4.update_ccp4_header(2)
    for word, value in zip((50, 51, 52), low, strict=True):  # the origin of MRC2014
        ccp4.set_header_float(word, float(value))
    ccp4.write_ccp4_map(str(path))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--loop", default="17-25")
    parser.add_argument("--weights", default="60:40")
    parser.add_argument("--resolution", type=float, default=3.0)
    parser.add_argument("--noise", type=float, default=1.0, help="times the noise that the resolution stands for")
    parser.add_argument("--distance", type=float, nargs=2, default=(2.0, 5.0), help="RMSD of the loop's backbone, Å")
    parser.add_argument("--dimer", action="store_true", help="about a two-fold axis")
    parser.add_argument("--tries", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    return parser.parse_args()


if __name__ == "__main__":
    main()
