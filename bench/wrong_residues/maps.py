"""The maps of the shared data, and how a model is prepared in one, as a run does it."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MAPS = (
    "emd5830_asc", "emd5925_3j6j", "emd6555_3jci", "emd20026_apoferritin", "emd2566_mrpl_chain9", "emd6770_5xsy_B",
    "t20s_4.8A_alpha", "emd6272_vp6", "emd1461_vp6", "emd4118_5ly6_B", "emd5778_trpv1_A",
)  # fmt: skip


def emtools(*arguments: object) -> None:
    """Runs a Java step; CalledProcessError when it fails."""
    subprocess.run([ROOT / "bin" / "emtools", *map(str, arguments)], check=True)


@dataclass(frozen=True)
class Case:
    """A map with its right model."""

    name: str
    folder: Path
    resolution: float  # Å
    residues: int

    @property
    def map(self) -> Path:
        """The map, MRC."""
        return next(iter(sorted(self.folder.glob("map.mrc*"))))

    @property
    def model(self) -> Path:
        """The right model."""
        return self.folder / "model.pdb"

    def prepare(self, out: Path) -> Path:
        """Writes prepared.cif and map.mrc into a folder, unless they are there; returns it."""
        if not (out / "map.mrc").exists():
            out.mkdir(parents=True, exist_ok=True)
            emtools("prepare-model", "--model", self.model, "--out", out / "stripped.cif", "--json", out / "p.json")
            program = ROOT / "bin" / "complete_model.py"
            written = ["--out", out / "prepared.cif", "--json", out / "completed.json"]
            subprocess.run([sys.executable, program, "--model", out / "stripped.cif", *written], check=True)
            emtools(
                "prepare-map", "--model", out / "prepared.cif", "--map", self.map, "--resolution", self.resolution,
                "--out-dir", out,
            )  # fmt: skip
        return out


def case(shared: Path, name: str) -> Case:
    """A map of the shared data by the name of its folder."""
    folder = shared.absolute() / "data" / name
    lines = (folder / "model.pdb").read_text().splitlines()
    residues = sum(line[12:16] == " CA " and line[16] in " A" and line.startswith("ATOM") for line in lines)
    return Case(name, folder, json.loads((folder / "meta.json").read_text())["resolution_A"], residues)
