"""The seeds of a batch, as the command line names them."""

import argparse

RETRY_OFFSET = 1_000_000  # a model that blows up is tried once more with its seed plus this


def seed_list(text: str) -> tuple[int, ...]:
    """'1-3,7' as (1, 2, 3, 7): in rising order, each once."""
    try:
        pairs = [part.split("-") for part in text.split(",")]
        seeds = sorted({seed for pair in pairs for seed in range(int(pair[0]), int(pair[-1]) + 1)})
    except ValueError:
        seeds = []
    if not seeds or seeds[0] < 1 or seeds[-1] >= RETRY_OFFSET:
        raise argparse.ArgumentTypeError(
            f"'{text}' is not a range of seeds like 1-25 or 3,5,9 (1 to {RETRY_OFFSET - 1})"
        )
    return tuple(seeds)
