#!/usr/bin/env python3
"""Write the table of electron scattering factors that org.emconverge.density.ElectronScattering reads, from the one in gemmi.

usage: electron_scattering.py OUT.csv

gemmi's Element.c4322 is table 4.3.2.2 of International Tables for Crystallography C: five Gaussians for each of the 98 lightest
neutral atoms, in the order of their atomic numbers.
"""

import sys
from pathlib import Path

import gemmi

HEADER = """\
# Elastic electron scattering factors of neutral atoms, f(s) = sum of a exp(-b s^2), s = sin(theta)/lambda from 0 to 2 per Angstrom;
# a in Angstrom, b in Angstrom^2. Peng, Ren, Dudarev & Whelan, Acta Cryst. A52, 257 (1996); International Tables for
# Crystallography C, table 4.3.2.2. In the order of atomic numbers. Written by java-tools/scripts/electron_scattering.py.
element,a1,a2,a3,a4,a5,b1,b2,b3,b4,b5
"""
HEAVIEST = 98  # californium


def main() -> None:
    elements = [gemmi.Element(number) for number in range(1, HEAVIEST + 1)]
    rows = (",".join([e.name.upper(), *(f"{v:g}" for v in [*e.c4322.a, *e.c4322.b])]) for e in elements)
    Path(sys.argv[1]).write_text(HEADER + "\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
