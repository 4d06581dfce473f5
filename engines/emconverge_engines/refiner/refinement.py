"""The refinement of one model: what is prepared, run, taken over and measured."""

import json
import time
from dataclasses import dataclass
from pathlib import Path

import gemmi
import numpy as np

from emconverge_engines.files import json_text, write_atomically
from emconverge_engines.fingerprint import fingerprint
from emconverge_engines.kinds import Kind, kind_of
from emconverge_engines.models import model_text, read_model
from emconverge_engines.refiner.correlation import LEAST_OF_HALVES, half_map_correlation, map_correlation
from emconverge_engines.refiner.schedule import Schedule
from emconverge_engines.refiner.servalcat import COMMAND, Dropped, Servalcat, complaint, symmetry_arguments, version_in
from emconverge_engines.refiner.structure import shift, take_over, with_neighbours, write_input
from emconverge_engines.refiner.target import Target
from emconverge_engines.symmetry import Symmetry


@dataclass(frozen=True)
class Refinement:
    """How models are refined: what does not depend on the model."""

    servalcat: Servalcat
    library: Path  # monomers
    target: Target
    resolution: float  # Å
    symmetry: Symmetry | None
    schedule: Schedule
    dictionaries: tuple[Path, ...] = ()  # of components that the library lacks

    def arguments(self, maps: list[str], structure: gemmi.Structure) -> list[str]:
        """Servalcat's, for model.cif, which holds the structure, and the maps of its folder."""
        arguments = [COMMAND, "--model", "model.cif", *maps, "-d", str(self.resolution)]
        arguments += [*self.schedule.arguments, "--monlib", str(self.library), "--hydrogen", "all", "-o", "refined"]
        if any(kind_of(residue) is not Kind.PROTEIN for chain in structure[0] for residue in chain):
            arguments.append("--find_links")  # sugars, metals, covalent ligands
        if self.dictionaries:
            arguments += ["--ligand", *map(str, self.dictionaries)]
        return arguments + (symmetry_arguments(self.symmetry, self.target.origin) if self.symmetry else [])

    def correlation(self, structure: gemmi.Structure) -> float:
        """Of the map with a structure in Servalcat's frame, and its mates."""
        whole = with_neighbours(structure, self.symmetry, self.target.origin) if self.symmetry else structure
        return map_correlation(structure, whole, self.target.grid, self.resolution)

    def check_halves(self, structure: gemmi.Structure) -> None:
        """Dropped, when half maps do not show the same around a structure in Servalcat's frame: it would fit noise."""
        if self.target.halves:
            found = half_map_correlation(structure, self.target.halves, self.resolution)
            if not found >= LEAST_OF_HALVES:
                raise Dropped(
                    f"the half maps do not show the same around the model: their correlation is {found:.2f}, needed is "
                    f"{LEAST_OF_HALVES}; give the half maps of one reconstruction, with the origin of each"
                )


@dataclass(frozen=True)
class Results:
    """The folder for what is made of one model, and the stem of the files' names."""

    folder: Path
    name: str

    def write(self, suffix: str, text: str) -> None:
        """Writes one of the files."""
        write_atomically(self.folder / f"{self.name}.{suffix}", text)


def refine(refinement: Refinement, model: Path, work: Path, results: Results) -> None:
    """Refines one model in an empty folder for scratch files; Dropped, with its log written, when Servalcat fails."""
    began = time.monotonic()
    target = refinement.target
    structure = write_input(model, target.grid.unit_cell, target.origin, work / "model.cif")
    refinement.check_halves(structure)
    before = refinement.correlation(structure)
    arguments = refinement.arguments(target.link_into(work), structure)
    log = run_servalcat(refinement, arguments, model, work, results)
    take_over(structure, read_model(work / "refined.mmcif"))
    after = refinement.correlation(structure)
    fsc = fsc_averages(work / "refined_stats.json")
    b_factors = [site.atom.b_iso for site in structure[0].all()]
    report = {
        "model": results.name,
        **refinement.schedule.record,
        "fingerprint": fingerprint(refinement.schedule.settings(refinement.resolution)),
        "cc_before": round(before, 4),
        "cc_after": round(after, 4),
        "fsc_average_before": round(fsc[0], 4),
        "fsc_average_after": round(fsc[1], 4),
        "b_mean": round(float(np.mean(b_factors)), 2),
        "seconds": round(time.monotonic() - began, 1),
        "servalcat": version_in(log),
        "half_maps": target.half_maps,
        **({"symmetry": refinement.symmetry.point_group} if refinement.symmetry else {}),
    }
    results.write("log", log)
    results.write("refinement.json", json_text(report))
    results.write("cif", model_text(as_output(structure, target.origin)))


def run_servalcat(refinement: Refinement, arguments: list[str], model: Path, work: Path, results: Results) -> str:
    """Servalcat's log; Dropped, with the log's message, when it failed."""
    status, log = refinement.servalcat.run(arguments, work)
    if status or not (work / "refined.mmcif").is_file():
        results.write("log", log)
        raise Dropped(f"Servalcat could not refine {model}: {complaint(log)}")
    return log


def fsc_averages(statistics: Path) -> tuple[float, float]:
    """Servalcat's own FSC averages, of its first and of its last cycle."""
    cycles = json.loads(statistics.read_text())
    first, last = (cycle["data"]["summary"]["FSCaverage"] for cycle in (cycles[0], cycles[-1]))
    return first, last


def as_output(structure: gemmi.Structure, origin: np.ndarray) -> gemmi.Structure:
    """The structure back in the input's frame, without what only Servalcat wanted."""
    shift(structure, origin)
    structure.connections = gemmi.ConnectionList()
    structure.cell = gemmi.UnitCell()
    return structure
