"""The sampler's moves: a stretch shifted along the chain, a loop rebuilt, a peptide turned, accepted by their score.

``residues`` knows the chain, ``placement`` where atoms go, ``terms`` and ``region`` the energy of a part of the model,
``proposals`` which moves are tried, ``candidates`` the evidence for the register, and ``trajectory`` tries them.
The method and its numbers: docs/engines.md.
"""
