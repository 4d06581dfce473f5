"""What drives the engines that are written in Python or have a Python interface.

``completer`` adds missing atoms by PDBFixer, ``sampler`` samples models by OpenMM, ``refiner`` refines them by
Servalcat, ``figures`` renders the report's figures by vl-convert; each has a program in the checkout's ``bin/``. The
other modules are what these share. Models are gemmi structures in the frame of the input map, in Å; chain ids, residue
numbers and insertion codes are the author's.
"""
