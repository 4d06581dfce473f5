"""Steps 2 and 3 together: pack the side chains of a sequence on a backbone, relax, fit ideal-geometry torsions, check, write the CSV.

usage: design.py backbone.npy INDEX SEQUENCE OUT.csv"""

import csv
import sys

import numpy as np
from build import CHIS, ONE, TORSIONS, build, measure
from openmm import unit
from relax import ca_rmsd, clashes, fit, heavy, simulation
from sidechains import pack

ANNEAL_PS = 8
ROUNDS = 3
PERMITTIVITY = 10.0  # keeps salt bridges from pulling side chains off their rotamers


def relax(sequence, xyz, picoseconds, rotamers, hold=500.0):
    """Minimised with the backbone held, then free; between them an optional spell at 300 K with the backbone held."""
    sim = simulation(sequence, xyz, restraint=hold, permittivity=PERMITTIVITY, rotamers=rotamers)
    sim.minimizeEnergy(maxIterations=300)
    if picoseconds:
        sim.context.setVelocitiesToTemperature(300 * unit.kelvin, 3)
        sim.step(int(picoseconds / 0.004))
        sim.minimizeEnergy(maxIterations=200)
    sim.context.setParameter("k", 0.0)
    sim.minimizeEnergy(maxIterations=400)
    return heavy(sim, sequence), sim.context.getState(energy=True).getPotentialEnergy().value_in_unit(
        unit.kilojoule_per_mole
    )


def write(path, sequence, torsions):
    with open(path, "w", newline="", encoding="utf-8") as f:
        f.write(
            "# The example protein: torsions in degrees; omega is that of the peptide bond before the residue. Designed by\n"
            "# java-tools/src/dev/example: a three-helix bundle with a loose C-terminal tail.\n"
        )
        out = csv.writer(f, lineterminator="\n")
        out.writerow(["resnum", "residue", *TORSIONS])
        for i, s in enumerate(sequence):
            used = ["phi", "psi", "omega"] + CHIS[ONE[s]]
            out.writerow(
                [i + 1, ONE[s]]
                + [
                    "" if n not in used or (i == 0 and n in ("phi", "omega")) else f"{torsions[i, k]:.1f}"
                    for k, n in enumerate(TORSIONS)
                ]
            )


if __name__ == "__main__":
    torsions = np.load(sys.argv[1])
    torsions = torsions[int(sys.argv[2])] if torsions.ndim == 3 else torsions
    sequence = sys.argv[3]
    torsions, contacts = pack(torsions, sequence, np.random.default_rng(1))
    rotamers = torsions
    start = build(sequence, torsions[None])[0]
    print("packed; clashes:", clashes(sequence, start), flush=True)
    xyz = start
    for r in range(ROUNDS):
        relaxed, energy = relax(sequence, xyz, ANNEAL_PS if r == 0 else 0, rotamers)
        moved = ca_rmsd(sequence, xyz, relaxed)
        torsions, xyz, rmsd = fit(sequence, relaxed, measure(sequence, relaxed))
        print(
            f"round {r}: E {energy:.0f} kJ/mol, CA moved {moved:.2f} A, fit {rmsd:.2f} A, CA from the start "
            f"{ca_rmsd(sequence, start, xyz):.2f}; clashes {clashes(sequence, xyz)}",
            flush=True,
        )
        np.save(sys.argv[4] + ".npy", torsions)
    torsions = np.round(torsions, 1)
    write(sys.argv[4], sequence, torsions)
