#!/usr/bin/env python3
"""Write what cctbx finds of the fit of models to maps: the fixture of MapFitOracleTest. Run with a Python that has cctbx-base.

usage: cctbx_map_fit.py FOLDER_OF_CASES OUT.csv CASE...

A case is a folder with map.mrc (axes in any order, placed by ORIGIN), model.pdb and meta.json (resolution_A). Correlations:
mmtbx.maps.map_model_cc; Fourier shell correlation at 0.5: mmtbx.maps.mtriage; EMRinger: mmtbx.ringer, linear interpolation. A row
with a residue holds its correlation only.
"""

import json
import sys
from pathlib import Path

import iotbx.pdb
import numpy as np
from cctbx import crystal, uctbx
from libtbx import group_args
from libtbx.utils import null_out
from mmtbx.maps import map_model_cc, mtriage
from mmtbx.ringer import em_scoring, iterate_over_residues
from scitbx.array_family import flex

COLUMNS = "case,residue,cc_mask,cc_box,cc_volume,cc_peaks,cc_residue,residue_radius,fsc_05,emringer,emringer_residues"


def read_map(path: Path):
    """Density with axes x, y, z; voxel edges; origin."""
    data = path.read_bytes()
    integers, floats = np.frombuffer(data[:1024], "<i4"), np.frombuffer(data[:1024], "<f4")
    axes = list(integers[16:19] - 1)
    columns, rows, sections = integers[:3]
    values = np.frombuffer(data[1024 + integers[23] :], "<f4").reshape(sections, rows, columns).transpose(2, 1, 0)
    values = np.transpose(values, [axes.index(i) for i in range(3)]).astype(float)
    return flex.double(np.ascontiguousarray(values)), floats[10:13] / integers[7:10], floats[49:52]


def emringer(density, hierarchy, voxel):
    params = group_args(
        sampling_angle=5, sampling_method="linear", skip_alt_confs=True, nproc=1, scaling="sigma", grid_spacing=0.2
    )
    hierarchy.atoms().reset_i_seq()
    scans = iterate_over_residues(
        pdb_hierarchy=hierarchy,
        params=params,
        map_data=density,
        log=null_out(),
        unit_cell=uctbx.unit_cell([*map(float, voxel), 90, 90, 90]),
    ).results
    return em_scoring.main(file_name=None, ringer_result=scans, quiet=True, out=null_out())


def fsc_05(density, hierarchy, cell, resolution):
    params = mtriage.master_params().extract()
    params.resolution, params.mask_maps = resolution, False
    for name in ("d_model", "d_model_b0", "d99", "map_counts", "d_fsc_model_0", "d_fsc_model_0143"):
        setattr(params.compute, name, False)
    structure = hierarchy.extract_xray_structure(crystal_symmetry=cell)
    structure.scattering_type_registry(table="electron")
    return (
        mtriage.mtriage(map_data=density, xray_structure=structure, crystal_symmetry=cell, params=params)
        .get_results()
        .unmasked.d_fsc_model_05
    )


def rows(folder: Path):
    resolution = json.loads((folder / "meta.json").read_text())["resolution_A"]
    density, voxel, origin = read_map(folder / "map.mrc")
    cell = crystal.symmetry([float(v * n) for v, n in zip(voxel, density.all())] + [90, 90, 90], "P1")
    lines = [
        line[:78] for line in (folder / "model.pdb").read_text().splitlines()
    ]  # without charges, which the electron table lacks
    hierarchy = iotbx.pdb.input(source_info=None, lines=lines).construct_hierarchy()
    atoms = hierarchy.atoms()
    atoms.set_xyz(atoms.extract_xyz() - tuple(map(float, origin)))
    params = map_model_cc.master_params().extract().map_model_cc
    params.resolution = resolution
    task = map_model_cc.map_model_cc(density, hierarchy, cell, params)
    task.run()
    cc = task.get_results()
    ringer = emringer(density, hierarchy, voxel)
    yield (
        f"{folder.name},,{cc.cc_mask:.4f},{cc.cc_box:.4f},{cc.cc_volume:.4f},{cc.cc_peaks:.4f},,{cc.atom_radius:.2f},"
        f"{fsc_05(density, hierarchy, cell, resolution):.2f},{ringer.score:.4f},{ringer.length}"
    )
    for residue in cc.cc_per_residue:
        yield f"{folder.name},{residue.chain_id}{residue.resseq.strip()}{residue.icode.strip()},,,,,{residue.cc:.4f},,,,"


def main() -> None:
    cases = [Path(sys.argv[1]) / name for name in sys.argv[3:]]
    Path(sys.argv[2]).write_text("\n".join([COLUMNS, *(row for case in cases for row in rows(case))]) + "\n")


if __name__ == "__main__":
    main()
