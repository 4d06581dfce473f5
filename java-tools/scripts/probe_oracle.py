#!/usr/bin/env python3
"""Clashscores of the original Reduce and Probe, the programs of the MolProbity server, to compare emtools with. For development only.

    python probe_oracle.py REDUCE PROBE MODEL.pdb... > probe-clashscores.csv

REDUCE and PROBE are the programs (github.com/rlabduke), built from source. Options and counting are those of
phenix.clashscore: the file's hydrogens are removed and placed anew, with flips of Asn, Gln and His. Hydrogens of
ligands need a dictionary of connections in Reduce's format; it is written from the Chemical Component Dictionary that
the Python package biotite carries, as MolProbity's: no hydrogens on the oxygens of phosphates and carboxylates.
src/test/resources/org/emconverge/validation/probe-clashscores.csv was made so from the models beside it.
"""

import subprocess
import sys
import tempfile

import biotite.structure.info as info


def without_acids(component):
    """The atoms that stay, by number, and the neighbours of each."""
    elements = component.element
    neighbours = {i: [] for i in range(len(component))}
    for i, j, _ in component.bonds.as_array():
        neighbours[i].append(j)
        neighbours[j].append(i)

    def is_acid(oxygen):
        parents = [i for i in neighbours[oxygen] if elements[i] != "H"]
        return len(parents) == 1 and (
            elements[parents[0]] == "P"
            or (elements[parents[0]] == "C" and sum(elements[i] == "O" for i in neighbours[parents[0]]) == 2)
        )

    dropped = {h for o in neighbours if elements[o] == "O" and is_acid(o) for h in neighbours[o] if elements[h] == "H"}
    return [i for i in neighbours if i not in dropped], {
        i: [j for j in near if j not in dropped] for i, near in neighbours.items()
    }


def dictionary(names):
    text = ""
    for name in sorted(names):
        component = info.residue(name)
        kept, neighbours = without_acids(component)
        label = (
            lambda i: component.atom_name[i].ljust(4)
            if len(component.atom_name[i]) == 4 or len(component.element[i]) == 2
            else (" " + component.atom_name[i]).ljust(4)
        )
        text += f"RESIDUE   {name:>3} {len(kept):6d}\n"
        for i in kept:
            text += (
                f"CONECT      {label(i)}{len(neighbours[i]):4d}" + " ".join(map(label, neighbours[i])).rstrip() + "\n"
            )
        text += "END\n\n"
    return text


def run(command, text):
    return subprocess.run(command, input=text, capture_output=True, text=True).stdout


def clashscore(reduce, probe, model):
    """Atoms, clashes and clashes per 1000 atoms; a pair with a hydrogen bond between its dots does not clash."""
    atoms = [line for line in model.splitlines() if line.startswith(("ATOM", "HETATM"))]
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as connections:
        connections.write(dictionary({line[17:20].strip() for line in atoms}))
        connections.flush()
        bare = run([reduce, "-quiet", "-trim", "-"], model)
        whole = run(
            [reduce, "-quiet", "-oh", "-his", "-flip", "-keep", "-allalt", "-limit120", "-DB", connections.name, "-"],
            bare,
        )
    bumps, bonds = set(), set()
    for line in run(
        [probe, "-u", "-q", "-mc", "-het", "-once", "-NOVDWOUT", "ogt1 not water", "ogt1", "-"], whole
    ).splitlines():
        fields = line.split(":")
        if len(fields) >= 19:
            pair = frozenset(fields[3:5])
            if fields[2] == "hb":
                bonds.add(pair)
            elif fields[2] == "bo" and float(fields[6]) <= -0.4:
                bumps.add(pair)
    count = int(run([probe, "-q", "-mc", "-het", "-dumpatominfo", "ogt1 not water", "-"], whole).split(":")[1])
    return count, len(bumps - bonds), round(1000 * len(bumps - bonds) / count, 3)


def main():
    reduce, probe, *models = sys.argv[1:]
    print("model,atoms,clashes,clashscore")
    for path in models:
        with open(path) as model:
            print(path.split("/")[-1], *clashscore(reduce, probe, model.read()), sep=",")


if __name__ == "__main__":
    main()
