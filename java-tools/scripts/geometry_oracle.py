#!/usr/bin/env python3
"""What mmtbx (cctbx, the library behind MolProbity and Phenix) says of a model's geometry: the reference that the tests and the table in
docs/results.md compare with.

usage: geometry_oracle.py MONOMER_LIBRARY OUT_FOLDER MODEL...

MONOMER_LIBRARY is what geostd_library.py wrote. Needs a Python with cctbx-base 2025.11 and the Top8000 tables in its
chem_data/rotarama_data (mmtbx.rebuild_rotarama_cache). Writes for each model NAME.json: lists of rows per residue, and bonds, angles,
chirality and planarity beyond 4 sigma, with the conformation-dependent library (mmtbx's default, "cdl") and without it ("library").
"""

import json
import os
import sys
from io import StringIO
from pathlib import Path

SIGMA_CUTOFF = 4.0


def residue(result):
    return f"{result.chain_id.strip()} {result.resseq.strip()}{result.icode.strip()}"


def name(atom):
    return f"{atom.chain_id.strip()} {atom.resseq.strip()}{atom.icode.strip()} {atom.name.strip()}"


def per_residue(hierarchy):
    from mmtbx.validation.cbetadev import cbetadev
    from mmtbx.validation.omegalyze import omegalyze
    from mmtbx.validation.ramalyze import ramalyze
    from mmtbx.validation.rotalyze import rotalyze

    rama, rota = ramalyze(pdb_hierarchy=hierarchy), rotalyze(pdb_hierarchy=hierarchy)
    omega, cbeta = omegalyze(pdb_hierarchy=hierarchy, nontrans_only=False), cbetadev(pdb_hierarchy=hierarchy)
    return {
        "ramachandran": [
            (residue(r), r.altloc.strip(), r.residue_type().strip(), r.ramalyze_type(), round(r.score, 6))
            for r in rama.results
        ],
        "rotamer": [
            (residue(r), r.altloc.strip(), r.resname, r.evaluation, round(r.score, 6), r.rotamer_name)
            for r in rota.results
        ],
        "omega": [
            (residue(r), r.altloc.strip(), r.residue_type().strip(), r.omegalyze_type(), round(r.omega, 3))
            for r in omega.results
        ],
        "cbeta": [(residue(r), r.altloc.strip(), round(r.deviation, 4)) for r in cbeta.results],
    }


def restraints(file, cdl):
    import iotbx.pdb
    import mmtbx.model
    from cctbx.array_family import flex
    from mmtbx.validation.restraints import combined

    whole = iotbx.pdb.input(str(file)).construct_hierarchy()
    # Hydrogens do not count, and the CCP4 library lacks the modifications that mmtbx wants for them; element columns may be wrong.
    keep = flex.bool(not atom.name.strip().lstrip("0123456789").startswith(("H", "D")) for atom in whole.atoms())
    heavy = whole.select(keep)
    for atom in heavy.atoms():
        atom.element = ""
    heavy.atoms().set_chemical_element_simple_if_necessary()
    heavy = iotbx.pdb.input(source_info=None, lines=heavy.as_pdb_string())
    model = mmtbx.model.manager(model_input=heavy, log=StringIO(), stop_for_unknowns=False)
    params = model.get_default_pdb_interpretation_params()
    params.pdb_interpretation.restraints_library.cdl = cdl
    params.pdb_interpretation.clash_guard.nonbonded_distance_threshold = None
    params.pdb_interpretation.flip_symmetric_amino_acids = False
    model.process(pdb_interpretation_params=params, make_restraints=True)
    found = combined(
        pdb_hierarchy=model.get_hierarchy(),
        xray_structure=model.get_xray_structure(),
        geometry_restraints_manager=model.get_restraints_manager().geometry,
        outliers_only=False,
    )
    summary = {}
    for kind in ("bonds", "angles", "chiralities", "planarities"):
        results = getattr(found, kind).results
        beyond = [r for r in results if r.score > SIGMA_CUTOFF]
        rmsz = (sum(r.score**2 for r in results) / len(results)) ** 0.5 if results else None
        rows = [(sorted(name(a) for a in r.atoms_info), round(r.score, 4)) for r in results if r.score > 3]
        summary[kind] = {"count": len(results), "outliers": len(beyond), "rmsz": rmsz, "rows": rows}
        if kind in ("bonds", "angles"):
            summary[kind]["all"] = [
                ([name(a) for a in r.atoms_info], round(r.target, 4), round(r.sigma, 4), round(r.model, 3))
                for r in results
            ]
        if kind == "chiralities":
            summary[kind]["types"] = [(name(r.atoms_info[0]), r.outlier_type()) for r in beyond]
            summary[kind]["all"] = [
                (name(r.atoms_info[0]), round(r.target, 4), round(r.sigma, 3), round(r.model, 3)) for r in results
            ]
        if kind == "planarities":
            summary[kind]["all"] = [(sorted(name(a) for a in r.atoms_info), round(r.score, 3)) for r in results]
    return summary


def main():
    library, folder, models = sys.argv[1], Path(sys.argv[2]), sys.argv[3:]
    os.environ["MMTBX_CCP4_MONOMER_LIB"] = os.environ["CLIBD_MON"] = library
    import iotbx.pdb

    for model in map(Path, models):
        hierarchy = iotbx.pdb.input(str(model)).construct_hierarchy()
        report = {"model": str(model), **per_residue(hierarchy)}
        for label, cdl in (("cdl", True), ("library", False)):
            report[label] = restraints(model, cdl)
        stem = "_".join(model.with_suffix("").parts[-2 if model.parent.name != "models" else -3 :])
        (folder / f"{stem}.json").write_text(json.dumps(report))
        print(
            stem,
            *(
                f"{label} {kind} {report[label][kind]['outliers']}/{report[label][kind]['count']}"
                for label in ("cdl", "library")
                for kind in ("bonds", "angles", "chiralities", "planarities")
            ),
            flush=True,
        )


if __name__ == "__main__":
    main()
