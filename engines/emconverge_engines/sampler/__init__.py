"""The sampler: simulated annealing of a model in the density of its map, by OpenMM.

``setup`` makes the folder of one entry, ``sampling`` makes models from it, ``command`` is the program's command line.
The method and its numbers: docs/engines.md.
"""
