"""Small flags, 28 by 21, simplified to what can be told apart at this size; a country without one gets its code on a chip.

A flag is decoration: the country code is always in the card's accessible name.
"""

from __future__ import annotations

from typing import Final

WIDTH: Final = 28.0
HEIGHT: Final = 21.0

_ACROSS: Final = {
    "DE": ("#000000", "#dd0000", "#ffce00"),
    "RU": ("#ffffff", "#0039a6", "#d52b1e"),
    "NL": ("#ae1c28", "#ffffff", "#21468b"),
    "LU": ("#ed2939", "#ffffff", "#00a1de"),
    "AT": ("#ed2939", "#ffffff", "#ed2939"),
    "UA": ("#0057b7", "#ffd700"),
    "PL": ("#ffffff", "#dc143c"),
    "HU": ("#cd2a3e", "#ffffff", "#436f4d"),
    "EE": ("#0072ce", "#000000", "#ffffff"),
    "LT": ("#fdb913", "#006a44", "#c1272d"),
    "BG": ("#ffffff", "#00966e", "#d62612"),
    "AM": ("#d90012", "#0033a0", "#f2a800"),
    "LV": ("#9e3039", "#9e3039", "#ffffff", "#9e3039", "#9e3039"),
}
_DOWN: Final = {
    "FR": ("#002395", "#ffffff", "#ed2939"),
    "IT": ("#009246", "#ffffff", "#ce2b37"),
    "BE": ("#000000", "#fae042", "#ed2939"),
    "IE": ("#169b62", "#ffffff", "#ff883e"),
    "RO": ("#002b7f", "#fcd116", "#ce1126"),
}
_CROSS: Final = {
    "SE": ("#006aa7", "#fecc00", ""),
    "DK": ("#c60c30", "#ffffff", ""),
    "FI": ("#ffffff", "#003580", ""),
    "NO": ("#ba0c2f", "#ffffff", "#00205b"),
}


def draw_flag(country: str) -> str | None:
    """The SVG shapes of a flag at 0,0, or None for a country that has no drawing here.

    >>> draw_flag("FR").count("<rect"), draw_flag("ZZ")
    (3, None)
    """
    if country in _ACROSS:
        return _draw_bands(_ACROSS[country], True)
    if country in _DOWN:
        return _draw_bands(_DOWN[country], False)
    if country in _CROSS:
        return _draw_nordic(*_CROSS[country])
    drawing = _OWN.get(country)
    return drawing() if drawing else None


def _draw_rect(x: float, y: float, width: float, height: float, colour: str) -> str:
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="{colour}"/>'


def _draw_bands(colours: tuple[str, ...], across: bool) -> str:
    if across:
        tall = HEIGHT / len(colours)
        return "".join(_draw_rect(0, round(p * tall, 2), WIDTH, round(tall, 2), c) for p, c in enumerate(colours))
    wide = WIDTH / len(colours)
    return "".join(_draw_rect(round(p * wide, 2), 0, round(wide, 2), HEIGHT, c) for p, c in enumerate(colours))


def _draw_nordic(ground: str, cross: str, inner: str) -> str:
    drawn = _draw_rect(0, 0, WIDTH, HEIGHT, ground) + _draw_rect(8, 0, 5, HEIGHT, cross) + _draw_rect(0, 8, WIDTH, 5, cross)
    return drawn + (_draw_rect(9.5, 0, 2, HEIGHT, inner) + _draw_rect(0, 9.5, WIDTH, 2, inner) if inner else "")


def _draw_star(x: float, y: float, size: float, colour: str) -> str:
    """A five-pointed star by the proportions of a regular one."""
    outer = ((0.0, -1.0), (0.951, -0.309), (0.588, 0.809), (-0.588, 0.809), (-0.951, -0.309))
    inner = ((0.225, -0.309), (0.363, 0.118), (0.0, 0.382), (-0.363, 0.118), (-0.225, -0.309))
    points = [point for pair in zip(outer, inner, strict=True) for point in pair]
    return f'<path d="M{" ".join(f"{x + size * a:.1f} {y + size * b:.1f}" for a, b in points)}z" fill="{colour}"/>'


def _draw_china() -> str:
    small = "".join(_draw_star(x, y, 1.4, "#ffde00") for x, y in ((10, 2.5), (12, 5), (12, 8), (10, 10.5)))
    return _draw_rect(0, 0, WIDTH, HEIGHT, "#de2910") + _draw_star(5, 6, 3.6, "#ffde00") + small


def _draw_kazakhstan() -> str:
    bird = '<path d="M8 13c2.5 4 9.5 4 12 0-2 1.5-3.5 1.8-6 1.800S10 14.5 8 13z" fill="#fec50c"/>'
    sun = '<circle cx="14" cy="8.5" r="3.6" fill="#fec50c"/>'
    return _draw_rect(0, 0, WIDTH, HEIGHT, "#00afca") + _draw_rect(1.2, 1, 1.6, 19, "#fec50c") + sun + bird


def _draw_britain() -> str:
    lines = (("#ffffff", 4.2), ("#c8102e", 1.5))
    white = "".join(f'<path d="M0 0l28 21M28 0L0 21" stroke="{colour}" stroke-width="{width}"/>' for colour, width in lines)
    cross = _draw_rect(11, 0, 6, HEIGHT, "#ffffff") + _draw_rect(0, 7.5, WIDTH, 6, "#ffffff") + _draw_rect(12.2, 0, 3.6, HEIGHT, "#c8102e")
    drawn = _draw_rect(0, 0, WIDTH, HEIGHT, "#012169") + white + cross + _draw_rect(0, 8.7, WIDTH, 3.6, "#c8102e")
    # An inner picture cuts off the ends of the slanting lines.
    return f'<svg width="{WIDTH:g}" height="{HEIGHT:g}">{drawn}</svg>'


def _draw_states() -> str:
    stripes = "".join(_draw_rect(0, p * 3, WIDTH, 1.5, "#b22234") for p in range(7))
    dots = "".join(f'<circle cx="{2 + 2.4 * x:g}" cy="{2 + 2.6 * y:g}" r=".6" fill="#ffffff"/>' for y in range(3) for x in range(4))
    return _draw_rect(0, 0, WIDTH, HEIGHT, "#ffffff") + stripes + _draw_rect(0, 0, 11.5, 9, "#3c3b6e") + dots


def _draw_switzerland() -> str:
    return _draw_rect(0, 0, WIDTH, HEIGHT, "#da291c") + _draw_rect(12, 4.5, 4, 12, "#ffffff") + _draw_rect(8, 8.5, 12, 4, "#ffffff")


def _draw_cyprus() -> str:
    island = '<path d="M8 10c2-1 3-2 5-2s4-2 7-3c-2 2-2 4-4 5s-5 2-8 0z" fill="#d57800"/>'
    return (
        _draw_rect(0, 0, WIDTH, HEIGHT, "#ffffff")
        + island
        + '<path d="M9 14c2 2 8 2 10 0" fill="none" stroke="#4e5b31" stroke-width="1.5"/>'
    )


def _draw_japan() -> str:
    return _draw_rect(0, 0, WIDTH, HEIGHT, "#ffffff") + '<circle cx="14" cy="10.5" r="6" fill="#bc002d"/>'


_OWN: Final = {
    "CN": _draw_china,
    "KZ": _draw_kazakhstan,
    "GB": _draw_britain,
    "US": _draw_states,
    "CH": _draw_switzerland,
    "CY": _draw_cyprus,
    "JP": _draw_japan,
}
