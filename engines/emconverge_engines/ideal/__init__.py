"""Dictionaries of components that no library describes, from the coordinates that the wwPDB gives them.

``components`` reads the tables that containers/engines/components.py made of the Chemical Component Dictionary,
``graph`` and ``geometry`` tell what is bonded, flat, rotatable and chiral, and ``dictionary`` writes it as a file of
restraints. The method: docs/engines.md.
"""
