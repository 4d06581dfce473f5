#!/usr/bin/env python3
"""How far emconverge's model geometry agrees with mmtbx's: the table of docs/results.md.

    bench/validation/agreement.py ORACLE_FOLDER DUMP_FOLDER

The folders hold what java-tools/scripts/geometry_oracle.py and Dump.java wrote. Only residues that both judge are
compared; of the oracle's alternate conformers the first. "only" counts those judged by one side (oracle/emconverge).
"""

import json
import sys
from pathlib import Path

CLASSES = {"Favored": "FAVOURED", "Allowed": "ALLOWED", "OUTLIER": "OUTLIER", "Outlier": "OUTLIER"}


def rows(table, key):
    found = {}
    for row in table:
        found.setdefault(row[0], row)
    return {residue: key(row) for residue, row in found.items()}


def shares(oracle, mine):
    """(same verdict, judged by both, by the oracle alone, by emconverge alone, residues that differ)"""
    both = oracle.keys() & mine.keys()
    different = sorted(residue for residue in both if oracle[residue] != mine[residue])
    return (
        len(both) - len(different),
        len(both),
        len(oracle.keys() - mine.keys()),
        len(mine.keys() - oracle.keys()),
        different,
    )


def main():
    oracle_folder, dump_folder = map(Path, sys.argv[1:])
    total = {}
    print("|model|Ramachandran|rotamers|Cβ|ω|bond outliers|angle outliers|bonds|angles|chirality|planarity|")
    print("|-|-|-|-|-|-|-|-|-|-|-|")
    for file in sorted(dump_folder.glob("*.json")):
        mine, oracle = json.loads(file.read_text()), json.loads((oracle_folder / file.name).read_text())
        cells = []
        for name, of_oracle, of_mine in (
            ("ramachandran", lambda r: CLASSES[r[3]], lambda r: r[2]),
            ("rotamer", lambda r: CLASSES[r[3]], lambda r: r[2]),
            ("cbeta", lambda r: r[2] >= 0.25, lambda r: r[1] >= 0.25),
            ("omega", lambda r: r[3].upper(), lambda r: r[2]),
        ):
            left, right = rows(oracle[name], of_oracle), rows(mine[name], of_mine)
            same, both, only_oracle, only_mine, different = shares(left, right)
            counts = total.setdefault(name, [0, 0])
            counts[0], counts[1] = counts[0] + same, counts[1] + both
            only = f", only {only_oracle}/{only_mine}" if only_oracle or only_mine else ""
            outliers = (
                f", {sum(v is True for v in left.values())}/{sum(v is True for v in right.values())}"
                if name == "cbeta"
                else ""
            )
            cells.append(f"{same}/{both}{outliers}{only}")
            if different:
                print(file.stem, name, [(d, left[d], right[d]) for d in different], file=sys.stderr)
        cdl = oracle["cdl"]
        cells += [f"{cdl[kind]['outliers']}/{len(mine[kind])}" for kind in ("bonds", "angles")]
        cells += [f"{cdl[kind]['count']}/{mine['counts'][kind]}" for kind in ("bonds", "angles")]
        faults = [o["fault"] for o in mine["chirality"]["outliers"]]
        cells += [
            f"{cdl['chiralities']['outliers']}/{sum(f != 'NAMING' for f in faults)} (+{faults.count('NAMING')} names)"
        ]
        cells += [
            f"{cdl['planarities']['outliers']}/{len(mine['planarity']['outliers'])}"
            f" of {cdl['planarities']['count']}/{mine['planarity']['count']}"
        ]
        print(f"|{file.stem}|" + "|".join(cells) + "|")
    print({name: f"{same}/{both} = {100 * same / both:.2f}%" for name, (same, both) in total.items()})


if __name__ == "__main__":
    main()
