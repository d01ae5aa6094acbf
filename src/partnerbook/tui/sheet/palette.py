"""The styles a sheet draws with, looked up once and kept until the theme changes.

A style is asked for by what it stands on (a plain row, the cursor row, a field, the cell with the focus) and
what is drawn (a label, a value, a flag). Severities take the theme's ``$flag-...`` variables if it has them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, Literal, TypeAlias

from rich.style import Style

Ground: TypeAlias = Literal["plain", "row", "field", "focus", "away", "edit", "popup", "picked"]
Role: TypeAlias = Literal[
    "label", "value", "unit", "hint", "unset", "withheld", "pending", "inherited", "readonly", "heading",
    "rule", "head", "step", "strong", "key", "mark", "changed", "caret", "selection",
    "flag-error", "flag-warning", "flag-note", "flag-todo", "flag-waived", "flag-ok",
]  # fmt: skip

GROUNDS: Final[tuple[Ground, ...]] = ("plain", "row", "field", "focus", "away", "edit", "popup", "picked")
ROLES: Final[tuple[Role, ...]] = (
    "label", "value", "unit", "hint", "unset", "withheld", "pending", "inherited", "readonly", "heading",
    "rule", "head", "step", "strong", "key", "mark", "changed", "caret", "selection",
    "flag-error", "flag-warning", "flag-note", "flag-todo", "flag-waived", "flag-ok",
)  # fmt: skip

COMPONENTS: Final = frozenset(
    {f"sheet--on-{name}" for name in GROUNDS} | {f"sheet--{name}" for name in ROLES}
)

_LOUD: Final = frozenset({"focus", "picked"})
"""Grounds in a strong colour: everything on them is drawn in the colour made for them."""
_OWN_GROUND: Final = frozenset({"caret", "selection"})

CSS: Final = """
SheetPlaces {
    background: $surface;
    color: $foreground;
    overflow-x: hidden;
    overflow-y: auto;
    scrollbar-size-vertical: 1;
    scrollbar-color: $foreground 25%;
    scrollbar-color-hover: $foreground 40%;
    scrollbar-color-active: $foreground 50%;
    scrollbar-background: $surface;
    scrollbar-background-hover: $surface;
    scrollbar-background-active: $surface;
    & > .sheet--on-plain { background: $foreground 0%; }
    & > .sheet--on-row { background: $foreground 5%; }
    & > .sheet--on-field { background: $foreground 6%; }
    & > .sheet--on-focus {
        background: $block-cursor-background;
        color: $block-cursor-foreground;
        text-style: bold;
    }
    & > .sheet--on-away { background: $foreground 16%; }
    & > .sheet--on-edit { background: $foreground 13%; }
    & > .sheet--on-popup { background: $panel; }
    & > .sheet--on-picked { background: $block-cursor-background; color: $block-cursor-foreground; }
    & > .sheet--label { color: auto 82%; }
    & > .sheet--value { color: auto 96%; }
    & > .sheet--unit { color: auto 70%; }
    & > .sheet--hint { color: auto 68%; }
    & > .sheet--unset { color: auto 65%; }
    & > .sheet--withheld { color: auto 75%; text-style: italic; }
    & > .sheet--pending { color: $text-error; text-style: underline; }
    & > .sheet--inherited { color: auto 68%; text-style: italic; }
    & > .sheet--readonly { color: auto 82%; }
    & > .sheet--heading { color: $text-primary; text-style: bold; }
    & > .sheet--rule { color: $foreground 25%; }
    & > .sheet--head { color: auto 82%; text-style: bold; }
    & > .sheet--step { color: auto 65%; }
    & > .sheet--strong { color: auto 96%; text-style: bold; }
    & > .sheet--key { color: $text-accent; text-style: bold; }
    & > .sheet--mark { color: $text-primary; text-style: bold; }
    & > .sheet--changed { color: $text-warning; text-style: bold; }
    & > .sheet--caret { background: $input-cursor-background; color: $input-cursor-foreground; }
    & > .sheet--selection { background: $input-selection-background; color: $foreground; }
    & > .sheet--flag-error { color: $text-error; text-style: bold; }
    & > .sheet--flag-warning { color: $text-warning; }
    & > .sheet--flag-note { color: $text-accent; }
    & > .sheet--flag-todo { color: auto 72%; }
    & > .sheet--flag-waived { color: auto 65%; }
    & > .sheet--flag-ok { color: $text-success; }
}
"""


class Palette:
    """Styles by ground and role."""

    def __init__(
        self, lookup: Callable[..., Style], variables: Mapping[str, str], *, no_color: bool = False
    ) -> None:
        """Args:
        lookup: gives the style of component classes laid over each other.
        variables: the theme's variables; ``flag-error`` and its like win over the components' colours.
        no_color: cursors are told by reverse.
        """
        self._no_color = no_color
        self._lookup = lookup
        self._variables = variables
        self._kept: dict[tuple[Ground, Role], Style] = {}

    def __call__(self, ground: Ground, role: Role) -> Style:
        """The style of something drawn on something."""
        key = (ground, role)
        style = self._kept.get(key)
        if style is None:
            style = self._make(ground, role)
            if self._no_color and (role == "caret" or (ground in _LOUD and role not in _OWN_GROUND)):
                style += Style(reverse=True)  # Textual takes it out of the styles of components
            self._kept[key] = style
        return style

    def _make(self, ground: Ground, role: Role) -> Style:
        if role in _OWN_GROUND:
            return self._lookup(f"sheet--{role}")
        if ground in _LOUD:
            return self._lookup(f"sheet--on-{ground}")
        style = self._lookup(f"sheet--on-{ground}", f"sheet--{role}")
        if role.startswith("flag-") and (colour := self._variables.get(role)):
            style += Style(color=_solid(colour))
        return style


def _solid(colour: str) -> str:
    """A colour variable as rich reads it; a theme may write it with an opacity, which is left off."""
    from textual.color import Color, ColorParseError

    try:
        return Color.parse(colour.split(maxsplit=1)[0]).rgb and Color.parse(colour.split(maxsplit=1)[0]).hex6
    except ColorParseError:
        return "default"
