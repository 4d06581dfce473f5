"""Further models of stretches beside which the map has density that no model explains: second conformations.

``leftover`` is what the models leave of the map, ``places`` where that is more than noise, ``building`` leads the chain
there, ``search`` as often as it is worth it, and ``making`` anneals what came of it in the whole map. The method and
its numbers: docs/method.md.
"""
