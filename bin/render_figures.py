#!/usr/bin/env python3
"""Render Vega-Lite specifications to SVG with vl-convert: FIGURE.vl.json becomes FIGURE.svg beside it. Needs no network."""
import sys

sys.dont_write_bytecode = True  # the program's folder is not ours to write to

import argparse
import os
import re
from pathlib import Path

VEGA_LITE = "5.21"  # of the versions that the pinned vl-convert-python bundles
SUFFIX = ".vl.json"
NO_URLS: list = []  # a specification may not load anything


class InputError(Exception):
    """Bad input; the message is for the user."""


def without_collisions(svg: str, figure: str) -> str:
    """Ids made unique by the figure's name: two figures inside one page must not share clip paths."""
    prefix = re.sub(r"[^A-Za-z0-9_-]", "_", figure) + "-"
    return re.sub(r'(\bid="|url\(#|href="#)', lambda match: match.group(1) + prefix, svg)


def render(spec: Path) -> None:
    import vl_convert

    if not spec.name.endswith(SUFFIX):
        raise InputError(f"{spec} does not end in {SUFFIX}")
    figure = spec.name[: -len(SUFFIX)]
    try:
        text = spec.read_text(encoding="utf-8")
        svg = vl_convert.vegalite_to_svg(text, vl_version=VEGA_LITE, allowed_base_urls=NO_URLS)
    except (OSError, ValueError) as error:
        first_line = (str(error).splitlines() or ["no message"])[0]
        raise InputError(f"{spec} cannot be rendered: {first_line}") from None
    target = spec.with_name(figure + ".svg")
    temporary = spec.with_name(f".{figure}.svg.{os.getpid()}.tmp")
    try:
        temporary.write_text(without_collisions(svg, figure) + "\n", encoding="utf-8")
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("specs", nargs="+", type=Path, metavar="FIGURE.vl.json")
    try:
        for spec in parser.parse_args().specs:
            render(spec)
    except InputError as error:
        print(f"render_figures.py: {error}", file=sys.stderr)
        return 2
    except ImportError as error:
        print(f"render_figures.py: {error}; install containers/engines/requirements.txt into this Python", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
