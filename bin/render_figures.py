#!/usr/bin/env python3
"""Render Vega-Lite specifications with vl-convert: FIGURE.vl.json becomes FIGURE.svg beside it. One that says in its usermeta how wide
it is to be ("width_mm") is scaled to that, and FIGURE.pdf made too. Needs no network."""

import sys

sys.dont_write_bytecode = True  # the program's folder is not ours to write to

import argparse
import json
import os
import re
from pathlib import Path

VEGA_LITE = "6.4"  # of the versions that the pinned vl-convert-python bundles
SUFFIX = ".vl.json"
POINTS_PER_MM = 72 / 25.4  # vl-convert makes a point of a PDF page from every pixel of the SVG
NO_URLS: list = []  # a specification may not load anything


class InputError(Exception):
    """Bad input; the message is for the user."""


def without_collisions(svg: str, figure: str) -> str:
    """Ids made unique by the figure's name: two figures inside one page must not share clip paths."""
    prefix = re.sub(r"[^A-Za-z0-9_-]", "_", figure) + "-"
    return re.sub(r'(\bid="|url\(#|href="#)', lambda match: match.group(1) + prefix, svg)


def of_width(svg: str, width: float, unit: str) -> str:
    """The same drawing, that wide; the height goes with it."""
    size = re.search(r'<svg[^>]*? width="([\d.]+)" height="([\d.]+)"', svg)
    height = float(size.group(2)) * width / float(size.group(1))
    start, end = size.start(1) - len('width="'), size.end(2) + 1
    return f'{svg[:start]}width="{width:.6g}{unit}" height="{height:.6g}{unit}"{svg[end:]}'


def replace(target: Path, content: bytes) -> None:
    """Written beside its place and renamed, so that nobody sees half of it."""
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        temporary.write_bytes(content)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def render(spec: Path) -> None:
    import vl_convert

    if not spec.name.endswith(SUFFIX):
        raise InputError(f"{spec} does not end in {SUFFIX}")
    figure = spec.name[: -len(SUFFIX)]
    try:
        text = spec.read_text(encoding="utf-8")
        svg = vl_convert.vegalite_to_svg(text, vl_version=VEGA_LITE, allowed_base_urls=NO_URLS)
        width_mm = json.loads(text).get("usermeta", {}).get("width_mm")
        pdf = None
        if width_mm is not None:
            pdf = vl_convert.svg_to_pdf(of_width(svg, float(width_mm) * POINTS_PER_MM, ""))
            svg = of_width(svg, float(width_mm), "mm")
    except (OSError, ValueError, TypeError, AttributeError) as error:
        first_line = (str(error).splitlines() or ["no message"])[0]
        raise InputError(f"{spec} cannot be rendered: {first_line}") from None
    replace(spec.with_name(figure + ".svg"), (without_collisions(svg, figure) + "\n").encode())
    if pdf is not None:
        replace(spec.with_name(figure + ".pdf"), pdf)


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
        print(
            f"render_figures.py: {error}; install containers/tools/requirements.txt into this Python", file=sys.stderr
        )
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
