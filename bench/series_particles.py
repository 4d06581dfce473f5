#!/usr/bin/env python3
"""Makes resolution series of simulated particles in both ways, by shifted particles and RELION and from the half maps
alone, and compares what comes out shell by shell.

    bench/series_particles.py [--box 96] [--particles 4000] [--symmetry C1] [--targets 5,6,7] [--seeds 5] FOLDER

RELION's programs (3.1 or newer) are those of EMCONVERGE_RELION or of PATH; emtools must have been built. The particles
are projections of a ball of atoms with a CTF and white noise. For every target the table has, as mean and standard
deviation over the seeds: the resolution (masked, corrected, FSC = 0.143), what is left of the signal at a shell, D,
against the known map, the noise's power relative to the unshifted, and between the two ways the root mean square
difference of the mean masked curves where they exceed 0.05, with the scatter of one realisation.
"""

import argparse
import json
import os
import subprocess
from pathlib import Path

import gemmi
import numpy as np

ROOT = Path(__file__).resolve().parents[1]
EMTOOLS = ROOT / "bin" / "emtools"
RUN_RELION = ROOT / "bin" / "run_relion.sh"
MEASURED = 0.05  # correlations below are noise
TURNS = {"C1": [np.eye(3)], "D2": [np.diag(d) for d in ([1, 1, 1], [-1, -1, 1], [-1, 1, -1], [1, -1, -1])]}


def relion(name, *arguments, cwd=None):
    program = Path(os.environ["EMCONVERGE_RELION"]) / name if os.environ.get("EMCONVERGE_RELION") else name
    subprocess.run([program, *map(str, arguments)], check=True, cwd=cwd, stdout=subprocess.DEVNULL)


def emtools(*arguments):
    subprocess.run([EMTOOLS, *map(str, arguments)], check=True, stderr=subprocess.DEVNULL)


def run_relion(*arguments, cwd):
    subprocess.run([RUN_RELION, *map(str, arguments)], check=True, cwd=cwd)


def ball(rng, atoms, radius):
    """A chain that turns at random and stays in a ball, Å about its middle: density as uneven as a protein's."""
    points = [np.zeros(3)]
    direction = rng.normal(size=3)
    while len(points) < atoms:
        direction = direction / np.linalg.norm(direction) + 0.7 * rng.normal(size=3)
        point = points[-1] + 1.5 * direction / np.linalg.norm(direction)
        if np.linalg.norm(point) > radius:
            direction = -point
        else:
            points.append(point)
    return np.array(points)


def write_density(points, b, box, pixel, path):
    """The density of carbons at points, Å about the middle of the box."""
    structure, model, chain, residue = gemmi.Structure(), gemmi.Model(1), gemmi.Chain("A"), gemmi.Residue()
    structure.cell = gemmi.UnitCell(*3 * [box * pixel], 90, 90, 90)
    for x, y, z in points + box // 2 * pixel:
        atom = gemmi.Atom()
        atom.element, atom.pos, atom.b_iso, atom.occ = gemmi.Element("C"), gemmi.Position(x, y, z), b, 1
        residue.add_atom(atom)
    chain.add_residue(residue)
    model.add_chain(chain)
    structure.add_model(model)
    calculator = gemmi.DensityCalculatorE()
    calculator.grid.unit_cell = structure.cell
    calculator.grid.spacegroup = gemmi.SpaceGroup("P1")
    calculator.grid.set_size(box, box, box)
    calculator.put_model_density_on_grid(structure[0])
    result = gemmi.Ccp4Map()
    result.grid = calculator.grid
    result.update_ccp4_header(2)
    result.write_ccp4_map(str(path))


def write_star(path, angles, defocus, pixel, box, stack):
    labels = [
        "ImageName",
        "AngleRot",
        "AngleTilt",
        "AnglePsi",
        "OriginXAngst",
        "OriginYAngst",
        "DefocusU",
        "DefocusV",
        "DefocusAngle",
        "RandomSubset",
        "OpticsGroup",
    ]
    optics = [
        "OpticsGroupName",
        "OpticsGroup",
        "Voltage",
        "SphericalAberration",
        "AmplitudeContrast",
        "ImagePixelSize",
        "ImageSize",
        "ImageDimensionality",
    ]
    lines = [
        "# version 30001",
        "",
        "data_optics",
        "",
        "loop_",
        *(f"_rln{name} #{i}" for i, name in enumerate(optics, 1)),
    ]
    lines += [f"opticsGroup1 1 300 2.7 0.1 {pixel} {box} 2", "", "# version 30001", "", "data_particles", "", "loop_"]
    lines += [f"_rln{name} #{i}" for i, name in enumerate(labels, 1)]
    lines += [
        f"{i + 1:06d}@{stack} {rot:.4f} {tilt:.4f} {psi:.4f} 0.000000 0.000000 {df:.1f} {df:.1f} 0.0 {i % 2 + 1} 1"
        for i, ((rot, tilt, psi), df) in enumerate(zip(angles, defocus, strict=True))
    ]
    path.write_text("\n".join([*lines, ""]))


def simulate(folder, points, particles, box, pixel, b=60.0, noise=7.0, seed=1):
    """Particles of points: folder/run_data.star, its images in folder/Extract, and the known map folder/known.mrc.

    noise: standard deviation in units of the projections'.
    """
    rng = np.random.default_rng(seed)
    (folder / "Extract").mkdir(parents=True)
    write_density(points, b, box, pixel, folder / "known.mrc")
    angles = np.stack(
        [
            rng.uniform(-180, 180, particles),
            np.degrees(np.arccos(rng.uniform(-1, 1, particles))),
            rng.uniform(-180, 180, particles),
        ],
        axis=1,
    )
    star = folder / "run_data.star"
    write_star(star, angles, rng.uniform(6000, 18000, particles), pixel, box, "Extract/particles.mrcs")
    relion("relion_project", "--i", "known.mrc", "--ang", star, "--ctf", "--o", "Extract/particles", "--angpix", pixel,
           cwd=folder)  # fmt: skip
    stack = folder / "Extract" / "particles.mrcs"
    images = np.memmap(stack, np.float32, "r+", header_bytes(stack), (particles, box, box))
    sigma = noise * float(images[:200].std())
    for first in range(0, particles, 500):
        part = images[first : first + 500]
        part += rng.normal(0, sigma, part.shape).astype(np.float32)
    images.flush()
    return star


def header_bytes(path):
    """Of an MRC file: what stands before its voxels."""
    return 1024 + int(np.fromfile(path, np.int32, 1, offset=92)[0])


class Shells:
    """Fourier shells of cubic maps."""

    def __init__(self, box, pixel):
        k = np.fft.fftfreq(box, pixel)
        self.frequency = np.sqrt(k[:, None, None] ** 2 + k[None, :, None] ** 2 + k[None, None, :] ** 2)
        self.shell = np.rint(self.frequency * box * pixel).astype(int).ravel()
        self.box, self.count = box, box // 2

    def read(self, path):
        return np.fromfile(path, np.float32, offset=header_bytes(path)).reshape(3 * [self.box]).astype(float)

    def transform(self, path, mask=1.0):
        return np.fft.fftn(np.fft.ifftshift(self.read(path) * mask))

    def sums(self, values):
        return np.bincount(self.shell, values.ravel())[: self.count]

    def fsc(self, a, b):
        return self.sums((a * b.conj()).real) / np.sqrt(self.sums(abs(a) ** 2) * self.sums(abs(b) ** 2))


def reconstruct(folder, star, project, symmetry):
    folder.mkdir(exist_ok=True)
    for half in (1, 2):
        run_relion("reconstruct", star.resolve(), project.resolve(), half, symmetry, 1, f"half{half}.mrc", cwd=folder)


def given(folder, star, symmetry):
    """The half maps and the mask of the particles as they are, folder/given."""
    made = folder / "given"
    made.mkdir()
    emtools("shift-particles", "--particles", star, "--particles-dir", folder, "--shift", 0,
            "--out-dir", made)  # fmt: skip
    reconstruct(made, made / "particles.star", folder, symmetry)
    emtools("mask-contour", "--half1", made / "half1.mrc", "--half2", made / "half2.mrc", "--out-dir", made)
    run_relion("mask", ".", "mask.mrc", cwd=made)
    return made


def by_particles(made, folder, star, symmetry, target, seed):
    result = folder / f"particles_{target}_{seed}"
    emtools("shift-particles", "--particles", star, "--particles-dir", folder, "--target", target, "--seed", seed,
            "--half1", made / "half1.mrc", "--half2", made / "half2.mrc", "--mask", made / "mask.mrc",
            "--out-dir", result)  # fmt: skip
    reconstruct(result, result / "particles.star", folder, symmetry)
    run_relion("postprocess", "half1.mrc", "half2.mrc", made / "mask.mrc", "postprocess_options.txt", "map",
               cwd=result)  # fmt: skip
    emtools("reconstructed-map", "--shift-record", result / "shift.json", "--postprocess", result / "map.star",
            "--point-group", symmetry, "--json", result / "series_map.json")  # fmt: skip
    return result


def by_half_maps(made, folder, symmetry, target, seed):
    result = folder / f"halves_{target}_{seed}"
    emtools("series-map", "--half1", made / "half1.mrc", "--half2", made / "half2.mrc", "--mask", made / "mask.mrc",
            "--target", target, "--seed", seed, "--symmetry", symmetry, "--out-dir", result)  # fmt: skip
    return result


class Comparison:
    """What half maps have become, measured alike for both ways."""

    def __init__(self, folder, made, box, pixel):
        self.shells = Shells(box, pixel)
        self.known = self.shells.transform(folder / "known.mrc")
        self.mask = self.shells.read(made / "mask.mrc")
        first, second = (self.shells.transform(made / f"half{half}.mrc") for half in (1, 2))
        self.signal = self._signal(first, second)
        self.noise = self.shells.sums(abs(first - second) ** 2)

    def _signal(self, first, second):
        return self.shells.sums((self.known.conj() * (first + second)).real)

    def of(self, folder):
        first, second = (self.shells.transform(folder / f"half{half}.mrc") for half in (1, 2))
        masked = [self.shells.transform(folder / f"half{half}.mrc", self.mask) for half in (1, 2)]
        record = json.loads((folder / "series_map.json").read_text())
        return {
            "resolution": record["measured"],
            "shift": record["shift"],
            "signal": self._signal(first, second) / self.signal,
            "noise": self.shells.sums(abs(first - second) ** 2) / self.noise,
            "fsc": self.shells.fsc(*masked),
        }


def agreement(particles, halves, box, pixel):
    """How two lists of measurements of one target agree, as numbers."""
    mean = {way: {name: np.mean([one[name] for one in found], axis=0) for name in found[0]}
            for way, found in (("particles", particles), ("halves", halves))}  # fmt: skip
    shift = particles[0]["shift"]
    shells = np.arange(box // 2)
    expected = np.exp(-2 * (np.pi * shift * shells / (box * pixel)) ** 2)
    told = (shells > 3) & (mean["particles"]["fsc"] > MEASURED)
    scatter = np.sqrt(np.mean([(one["fsc"] - mean["particles"]["fsc"])[told] ** 2 for one in particles]))
    noisy = slice(5, box // 2 - 3)
    return {
        "shift": shift,
        **{f"resolution_{way}": mean[way]["resolution"] for way in mean},
        **{
            f"sd_{way}": float(np.std([one["resolution"] for one in found], ddof=1)) if len(found) > 1 else 0.0
            for way, found in (("particles", particles), ("halves", halves))
        },
        "fsc_difference": float(np.sqrt(np.mean((mean["particles"]["fsc"] - mean["halves"]["fsc"])[told] ** 2))),
        "fsc_scatter": float(scatter * np.sqrt(len(particles) / max(1, len(particles) - 1))),
        **{
            f"signal_{way}": float(np.max(abs(mean[way]["signal"] - expected)[told])) for way in ("particles", "halves")
        },
        **{f"noise_{way}": float(np.mean(mean[way]["noise"][noisy])) for way in ("particles", "halves")},
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--box", type=int, default=96)
    parser.add_argument("--pixel", type=float, default=1.3)
    parser.add_argument("--particles", type=int, default=4000)
    parser.add_argument("--symmetry", choices=sorted(TURNS), default="C1")
    parser.add_argument("--targets", default="5,6,7")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--noise", type=float, default=7.0)
    options = parser.parse_args()
    folder = options.folder.resolve()
    folder.mkdir(parents=True)
    turns = TURNS[options.symmetry]
    chain = ball(np.random.default_rng(1), 2600 // len(turns), 0.29 * options.box * options.pixel)
    points = np.concatenate([chain @ turn.T for turn in turns])
    star = simulate(folder, points, options.particles, options.box, options.pixel, noise=options.noise)
    made = given(folder, star, options.symmetry)
    compare = Comparison(folder, made, options.box, options.pixel)
    names = None
    for target in map(float, options.targets.split(",")):
        seeds = range(1, options.seeds + 1)
        particles = [compare.of(by_particles(made, folder, star, options.symmetry, target, seed)) for seed in seeds]
        halves = [compare.of(by_half_maps(made, folder, options.symmetry, target, seed)) for seed in seeds]
        found = agreement(particles, halves, options.box, options.pixel)
        if names is None:
            names = list(found)
            print(",".join(["symmetry", "target", *names]))
        print(",".join([options.symmetry, f"{target:g}", *(f"{found[name]:.4f}" for name in names)]), flush=True)


if __name__ == "__main__":
    main()
