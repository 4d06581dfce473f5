"""Cases of the benchmark of kinds: a true model, the map that is made of it, and what is prepared from it."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import gemmi
import numpy as np
import simulate

from emconverge_engines.files import json_text, write_atomically
from emconverge_engines.kinds import WATERS
from emconverge_engines.models import model_text

ROOT = Path(__file__).resolve().parents[2]

BESIDE_PROTEIN = ["--keep", "nucleic,ligands,modified"]  # of emtools prepare-model
MADE = "dictionaries.cif"  # of components that only the wwPDB's coordinates describe


@dataclass(frozen=True)
class Source:
    """A deposited model: its file, and the chains that are taken (none: all)."""

    name: str
    file: Path
    chains: tuple[str, ...]

    @staticmethod
    def of(text: str) -> "Source":
        """From NAME=FILE or NAME=FILE:CHAIN,CHAIN."""
        name, _, rest = text.partition("=")
        file, _, chains = rest.partition(":")
        if not name or not Path(file).is_file():
            sys.exit(f"kinds: {text!r} is not NAME=FILE or NAME=FILE:CHAINS with a file that is there.")
        return Source(name, Path(file), tuple(chains.split(",")) if chains else ())


@dataclass(frozen=True)
class Options:
    """How the maps are made and what is kept of the models."""

    keep: str
    noise: float  # SD in units of the density's root mean square at the model
    without: tuple[str, ...]  # components that the map lacks
    ligands: tuple[Path, ...]


def true_model(source: Source) -> gemmi.Structure:
    """The heavy atoms of the chosen chains, one conformer, no waters, in a box that begins at zero."""
    structure = gemmi.read_structure(str(source.file))
    while len(structure) > 1:
        del structure[1]
    structure.remove_alternative_conformations()
    structure.remove_hydrogens()
    for name in {chain.name for chain in structure[0]}:
        if source.chains and name not in source.chains:
            structure[0].remove_chain(name)
    for chain in structure[0]:
        for index in reversed(range(len(chain))):
            if chain[index].name in WATERS:
                del chain[index]
    structure.remove_empty_chains()
    places = np.array([site.atom.pos.tolist() for site in structure[0].all()])
    for site, place in zip(structure[0].all(), places - places.min(axis=0) + simulate.MARGIN, strict=True):
        site.atom.pos, site.atom.occ = gemmi.Position(*np.round(place, 3).tolist()), 1.0
    return structure


def make_map(structure: gemmi.Structure, resolution: float, options: Options, path: Path) -> None:
    """The density of the true model, without the components that it is to lack, at one B factor, with noise."""
    places = np.array([site.atom.pos.tolist() for site in structure[0].all()])
    seen = structure.clone()
    seen.cell = gemmi.UnitCell(*(places.max(axis=0) + simulate.MARGIN).tolist(), 90, 90, 90)
    seen.spacegroup_hm = "P 1"
    for chain in seen[0]:
        for index in reversed(range(len(chain))):
            if chain[index].name in options.without:
                del chain[index]
    for site in seen[0].all():
        site.atom.b_iso = simulate.SHARPNESS * resolution**2
    density, spacing = simulate.true_density(seen, resolution)
    if options.noise:
        noise = simulate.cut_off(np.random.default_rng(1).standard_normal(density.shape), spacing, resolution)
        level = options.noise * np.sqrt(np.mean(density[simulate.at_model(seen, density.shape)] ** 2))
        density = density + level / noise.std() * noise
    simulate.write_map(path, density, seen.cell)


def prepare(source: Source, resolution: float, options: Options, out: Path) -> Path:
    """Makes the folder of a case unless it is there; case.json is written last. Returns the folder."""
    folder = out / f"{source.name}_{resolution:g}"
    if (folder / "case.json").exists():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    structure = true_model(source)
    write_atomically(folder / "truth.cif", model_text(structure))
    kept = BESIDE_PROTEIN if options.keep != "protein" else []
    call([ROOT / "bin/emtools", "prepare-model", "--model", folder / "truth.cif", "--out", folder / "stripped.cif",
          "--json", folder / "prepare.json", *kept])  # fmt: skip
    call([sys.executable, ROOT / "bin/complete_model.py", "--model", folder / "stripped.cif", "--out",
          folder / "prepared.cif", "--json", folder / "completed.json", "--components", folder / "components.json",
          "--made", folder / MADE, "--keep", options.keep, *dictionaries(options.ligands)])  # fmt: skip
    described = {
        "name": source.name,
        "resolution": resolution,
        **{key: [str(item) for item in value] if isinstance(value, tuple) else value
           for key, value in asdict(options).items()},
    }  # fmt: skip
    write_atomically(folder / "case.json", json_text(described))
    return folder


def ensure_map(folder: Path) -> None:
    """Makes the map of a case unless it is there: quicker than to carry it to another machine."""
    if (folder / "map.mrc").exists():
        return
    case = json.loads((folder / "case.json").read_text())
    options = Options(case["keep"], case["noise"], tuple(case["without"]), tuple(map(Path, case["ligands"])))
    structure = gemmi.read_structure(str(folder / "truth.cif"))
    make_map(structure, case["resolution"], options, folder / "map.mrc")


def dictionaries(files: Sequence[Path | str]) -> list[str]:
    """The options that name the user's dictionaries."""
    return [word for file in files for word in ("--ligand", str(file))]


def call(command: Sequence[object]) -> None:
    """Runs a step; SystemExit with the words of one that fails."""
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True)
    if done.returncode:
        words = (done.stderr or done.stdout).strip().splitlines()
        raise SystemExit(f"{Path(str(command[0])).name}: {words[-1] if words else done.returncode}")
