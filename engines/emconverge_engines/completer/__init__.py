"""Adds the missing heavy atoms of residues that are there, by PDBFixer.

No residue is added, no hydrogen, and no bond across a gap. ``completion`` does it, ``command`` is the program's command
line.
"""
