"""A specification as a picture, for paper and for browsers without scripts; made when first asked for."""

import json
from functools import lru_cache
from typing import Any

LOOK: dict[str, Any] = {
    "background": "white",
    "font": "sans-serif",
    "view": {"stroke": None},
    "axis": {"grid": True, "gridColor": "#e4e1da", "domainColor": "#8a8f94", "labelColor": "#4a5157", "ticks": False},
    "axisX": {"grid": False},
    "title": {"anchor": "start", "fontSize": 12, "fontWeight": 600, "color": "#1c2127", "offset": 8},
    "line": {"stroke": "#1f5c70", "strokeWidth": 2},
    "point": {"fill": "#1f5c70"},
    "area": {"fill": "#1f5c70"},
    "bar": {"fill": "#1f5c70"},
    "text": {"fill": "#1c2127"},
    "legend": {"labelColor": "#4a5157", "symbolType": "stroke", "symbolStrokeWidth": 3, "labelLimit": 260},
    "range": {"category": ["#1b5a70", "#a4492f", "#4f6b2b", "#6a4c93", "#566069", "#8b939a"]},
}


def svg(specification: dict[str, Any]) -> str:
    """Draw a Vega-Lite specification as SVG.

    Args:
        specification: As the charts here make it; it holds its own data and names no address.
    """
    return _drawn(json.dumps(specification, sort_keys=True))


@lru_cache(maxsize=64)
def _drawn(specification: str) -> str:
    import vl_convert

    drawn: str = vl_convert.vegalite_to_svg(specification, config=LOOK)
    return drawn
