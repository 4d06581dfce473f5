"""Renders Vega-Lite specifications by vl-convert: FIGURE.vl.json becomes FIGURE.svg beside it.

A specification that says in its usermeta how wide it is to be ("width_mm") is scaled to that, and FIGURE.pdf is made
too. Nothing is loaded from the network or from other files.
"""

import argparse
import json
import re
from pathlib import Path

from emconverge_engines.files import write_atomically
from emconverge_engines.program import InputError, one_line, tell

VEGA_LITE = "6.4"  # of the versions that the pinned vl-convert-python bundles
SUFFIX = ".vl.json"
POINTS_PER_MM = 72 / 25.4  # vl-convert makes a point of a PDF page from every pixel of the SVG
NO_URLS: list[str] = []  # a specification may not load anything


def without_collisions(svg: str, figure: str) -> str:
    """Ids made unique by the figure's name: two figures inside one page must not share clip paths."""
    prefix = re.sub(r"[^A-Za-z0-9_-]", "_", figure) + "-"
    return re.sub(r'(\bid="|url\(#|href="#)', lambda match: match.group(1) + prefix, svg)


def of_width(svg: str, width: float, unit: str) -> str:
    """The same drawing, that wide; the height goes with it."""
    size = re.search(r'<svg[^>]*? width="([\d.]+)" height="([\d.]+)"', svg)
    if not size:
        raise ValueError("the drawing has no size")
    height = float(size.group(2)) * width / float(size.group(1))
    start, end = size.start(1) - len('width="'), size.end(2) + 1
    return f'{svg[:start]}width="{width:.6g}{unit}" height="{height:.6g}{unit}"{svg[end:]}'


def drawings(specification: str) -> tuple[str, bytes | None]:
    """The SVG and, where the specification says its width, the PDF."""
    import vl_convert

    svg = vl_convert.vegalite_to_svg(specification, vl_version=VEGA_LITE, allowed_base_urls=NO_URLS)
    width_mm = json.loads(specification).get("usermeta", {}).get("width_mm")
    if width_mm is None:
        return svg, None
    pdf = vl_convert.svg_to_pdf(of_width(svg, float(width_mm) * POINTS_PER_MM, ""))
    return of_width(svg, float(width_mm), "mm"), pdf


def render(path: Path) -> None:
    """Writes the drawings of a specification beside it; an InputError when it cannot be rendered."""
    if not path.name.endswith(SUFFIX):
        raise InputError(f"{path} does not end in {SUFFIX}")
    figure = path.name[: -len(SUFFIX)]
    try:
        svg, pdf = drawings(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, TypeError, AttributeError) as error:
        reason = one_line(" ".join(str(error).splitlines()[:2])) or "no message"  # then come lines of its scripts
        raise InputError(f"{path} cannot be rendered: {reason}") from None
    write_atomically(path.with_name(figure + ".svg"), without_collisions(svg, figure) + "\n")
    if pdf is not None:
        write_atomically(path.with_name(figure + ".pdf"), pdf)


def main() -> int:
    """The program render_figures.py; its status is 2 when a figure cannot be rendered."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("specifications", nargs="+", type=Path, metavar="FIGURE.vl.json")
    try:
        for path in parser.parse_args().specifications:
            render(path)
    except InputError as error:
        tell(str(error))
        return 2
    except ImportError as error:
        tell(f"{error}; install containers/tools/requirements.txt into this Python")
        return 2
    return 0
