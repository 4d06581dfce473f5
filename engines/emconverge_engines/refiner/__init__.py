"""The refiner: reciprocal-space refinement of models against their map, or half maps, by Servalcat.

``batch`` refines several models at once, each by ``refinement``; ``command`` is the program's command line.
What is refined, and from what start: docs/engines.md.
"""
