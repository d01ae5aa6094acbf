"""Colours as ``#rrggbb``, their mixtures, and how well one can be read on another."""

from __future__ import annotations

import re
from typing import Final, TypeAlias

Rgb: TypeAlias = tuple[int, int, int]

_hex = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_TO_LUMINANCE: Final = (0.2126, 0.7152, 0.0722)


def is_colour(text: object) -> bool:
    """Whether it is written as ``#rgb`` or ``#rrggbb``."""
    return isinstance(text, str) and _hex.fullmatch(text) is not None


def rgb(colour: str) -> Rgb:
    """Red, green and blue, 0 to 255."""
    digits = colour[1:]
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def blend(ground: str, over: str, share: float) -> str:
    """A colour laid over a ground with an opacity of `share` (0 to 1), mixed as terminals' programs mix."""
    mixed = (round(a + (b - a) * share) for a, b in zip(rgb(ground), rgb(over), strict=True))
    return "#{:02x}{:02x}{:02x}".format(*mixed)


def linear(channel: int) -> float:
    """A channel (0 to 255) as light (0 to 1), by the sRGB curve."""
    share = channel / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    """Relative luminance, 0 for black to 1 for white (WCAG 2.2, "relative luminance")."""
    return sum(part * linear(channel) for part, channel in zip(_TO_LUMINANCE, rgb(colour), strict=True))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
