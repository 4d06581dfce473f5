"""The kinds of moves, as the command line and the table of scores name them."""

import argparse

REGISTER, LOOP, FLIP, REGROW = "register", "loop", "flip", "regrow"
CHAIN_KINDS = (REGISTER, LOOP, FLIP)  # of protein, before the annealing
KINDS = (*CHAIN_KINDS, REGROW)  # that of groups that hang on a turning bond, after it


def move_kinds(text: str) -> tuple[str, ...]:
    """'loop,flip' as its kinds, in their own order; 'all' and 'none' as what they say."""
    if text in ("all", "none"):
        return KINDS if text == "all" else ()
    chosen = text.split(",")
    if not set(chosen) <= set(KINDS):
        raise argparse.ArgumentTypeError(f"'{text}' is not all, none, or some of {','.join(KINDS)}")
    return tuple(kind for kind in KINDS if kind in chosen)
