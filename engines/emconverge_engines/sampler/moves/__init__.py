"""The sampler's moves: a stretch shifted along the chain, a loop rebuilt, a peptide turned, a hanging group regrown.

Each is accepted or refused by the score of what it changes.

``residues`` knows the chain, ``placement`` where atoms go, ``terms`` and ``region`` the energy of a part of the model,
``proposals`` which moves are tried, ``candidates`` the evidence for the register, and ``trajectory`` tries
them; ``growth`` knows the groups that hang on a turning bond and grows one, and ``regrowth`` tries that.
The method and its numbers: docs/engines.md.
"""
