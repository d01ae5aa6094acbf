"""Which text is drawn on which ground, and where a theme is too weak to be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from partnerbook.record import record
from partnerbook.settings.colour import contrast, is_colour
from partnerbook.settings.theme import FLAGS, Theme

READABLE: Final = 4.5
"""The contrast that text has at least (WCAG 2.2, success criterion 1.4.3)."""
VISIBLE: Final = 3.0
"""The contrast that a cursor has at least to what it stands on (success criterion 1.4.11)."""

_GROUNDS: Final = (
    "background",
    "surface",
    "panel",
    "cursor-row-background",
    "block-cursor-blurred-background",
)
_TEXTS: Final = (
    "foreground",
    "text-muted",
    "text-primary",
    "text-secondary",
    "text-accent",
    "text-success",
    "text-warning",
    "text-error",
    "link-color",
    *(name if name == "changed" else f"flag-{name}" for name in FLAGS),
)
_OTHER: Final = (
    ("block-cursor-foreground", "block-cursor-background"),
    ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
    ("foreground", "block-hover-background"),
    ("foreground", "surface-active"),
    ("input-cursor-foreground", "input-cursor-background"),
    ("input-selection-foreground", "input-selection-background"),
    ("foreground", "input-selection-background"),
    ("screen-selection-foreground", "screen-selection-background"),
    ("footer-foreground", "footer-background"),
    ("footer-key-foreground", "footer-background"),
    ("footer-description-foreground", "footer-background"),
    ("link-color-hover", "link-background-hover"),
    ("button-foreground", "surface"),
    ("button-color-foreground", "primary"),
    ("button-color-foreground", "success"),
    ("button-color-foreground", "warning"),
    ("button-color-foreground", "error"),
    ("text-primary", "primary-muted"),
    ("text-secondary", "secondary-muted"),
    ("text-accent", "accent-muted"),
    ("text-success", "success-muted"),
    ("text-warning", "warning-muted"),
    ("text-error", "error-muted"),
)
_CURSORS: Final = (
    ("block-cursor-background", "surface"),
    ("block-cursor-background", "background"),
    ("border", "background"),
    ("border", "surface"),
)


@record
class Weak:
    """A pair of colours that is too close."""

    text: str
    ground: str
    ratio: float
    needed: float


def pairs() -> Iterator[tuple[str, str, float]]:
    """Every text and ground drawn together, by the names of their variables, with the contrast needed."""
    for text in _TEXTS:
        for ground in _GROUNDS:
            yield text, ground, READABLE
    for text, ground in _OTHER:
        yield text, ground, READABLE
    for mark, ground in _CURSORS:
        yield mark, ground, VISIBLE


def value(theme: Theme, name: str) -> str:
    """A variable of a theme by its name, one of the theme's own colours too."""
    found: str = theme.variables.get(name) or getattr(theme, name)
    return found


def weak_pairs(theme: Theme, *, readable: float = READABLE) -> tuple[Weak, ...]:
    """The pairs that are too close; what is no plain colour (``auto 60%``) is not judged."""
    found = []
    for text, ground, needed in pairs():
        one, other = value(theme, text), value(theme, ground)
        least = readable if needed == READABLE else needed
        if is_colour(one) and is_colour(other) and (ratio := contrast(one, other)) < least:
            found.append(Weak(text, ground, ratio, least))
    return tuple(found)
