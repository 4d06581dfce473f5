#!/usr/bin/env python3
"""A model with what files of the archive have: MSE and SEP as HETATM, insertion codes, chain breaks, alternate
conformers of side chains and of whole residues, missing side-chain atoms and oxygens. For agreement.py.

    bench/validation/harden.py MODEL.pdb > OUT.pdb
"""

import sys
from itertools import groupby
from pathlib import Path

BACKBONE = ("N", "CA", "C", "O")


def name(line):
    return line[12:16].strip()


def modified(lines, residue, kind):
    return [f"HETATM{line[6:17]}{kind}{line[20:]}" for line in lines if line[17:20] == residue]


def selenium(lines):
    return [f"{line[:12]}SE  {line[16:76]}SE{line[78:]}" if name(line) == "SD" else line for line in lines]


def conformer(line, label, occupancy, shift):
    return f"{line[:16]}{label}{line[17:30]}{float(line[30:38]) + shift:8.3f}{line[38:54]}{occupancy:6.2f}{line[60:]}"


def changed(index, lines):
    """The residue's lines; none for a break."""
    residue = lines[0][17:20]
    if index % 37 == 20:
        return []
    if residue == "MET":
        return selenium(modified(lines, "MET", "MSE"))
    if residue == "SER" and index % 3 == 0:
        return modified(lines, "SER", "SEP")
    if index % 11 == 5 and len(lines) > 6:
        return [
            out
            for line in lines
            for out in (
                [line] if name(line) in BACKBONE else [conformer(line, "A", 0.4, 0), conformer(line, "B", 0.6, 0.35)]
            )
        ]
    if index % 11 == 7:
        return [conformer(line, "A", 0.5, 0) for line in lines] + [conformer(line, "B", 0.5, 0.3) for line in lines]
    if index % 13 == 4:
        return [line for line in lines if name(line) in (*BACKBONE, "CB")]
    return [line for line in lines if index % 17 != 9 or name(line) != "O"]


def main():
    with Path(sys.argv[1]).open() as model:
        atoms = [line for line in model if line.startswith("ATOM")]
    for index, (_, lines) in enumerate(groupby(atoms, key=lambda line: line[21:27])):
        number = f"{100 + index // 2:4d}{' A'[index % 2]}"
        sys.stdout.writelines(line[:22] + number + line[27:] for line in changed(index, list(lines)))
    print("END")


if __name__ == "__main__":
    main()
