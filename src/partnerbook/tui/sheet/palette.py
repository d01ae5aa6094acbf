"""The styles a sheet draws with, looked up once and kept until the theme changes.

A style is asked for by what it stands on (a plain row, the cursor row, a field, the cell with the focus) and
what is drawn (a label, a value, a flag). Severities take the theme's ``$flag-...`` variables if it has them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from partnerbook.tui.inks import flag_ink, laid_over

if TYPE_CHECKING:
    from rich.style import Style
    from textual.widget import Widget

Ground: TypeAlias = Literal["plain", "row", "field", "focus", "away", "edit", "popup", "picked"]
Role: TypeAlias = Literal[
    "label", "value", "unit", "hint", "unset", "withheld", "pending", "inherited", "readonly", "heading",
    "rule", "head", "step", "strong", "key", "mark", "changed", "caret", "selection",
    "flag-error", "flag-warning", "flag-note", "flag-todo", "flag-waived", "flag-ok",
]  # fmt: skip

_LOUD: Final = frozenset({"focus", "picked"})
"""Grounds in a strong colour: everything on them is drawn in the colour made for them."""
_OWN_GROUND: Final = frozenset({"caret", "selection"})

_GROUND_INKS: Final[Mapping[Ground, str]] = {
    "plain": "",
    "row": "on $foreground 5%",
    "field": "on $foreground 6%",
    "focus": "bold $block-cursor-foreground on $block-cursor-background",
    "away": "on $foreground 16%",
    "edit": "on $foreground 13%",
    "popup": "on $panel",
    "picked": "$block-cursor-foreground on $block-cursor-background",
}
_ROLE_INKS: Final[Mapping[Role, str]] = {
    "label": "auto 82%",
    "value": "auto 96%",
    "unit": "auto 70%",
    "hint": "auto 68%",
    "unset": "auto 65%",
    "withheld": "italic auto 75%",
    "pending": "underline $text-error",
    "inherited": "italic auto 68%",
    "readonly": "auto 82%",
    "heading": "bold $text-primary",
    "rule": "$foreground 25%",
    "head": "bold auto 82%",
    "step": "auto 65%",
    "strong": "bold auto 96%",
    "key": "bold $text-accent",
    "mark": "bold $text-primary",
    "changed": "bold $text-warning",
    "caret": "$input-cursor-foreground on $input-cursor-background",
    "selection": "$foreground on $input-selection-background",
}
_COLOURLESS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("focus", "picked", "caret"), "reverse"),
    **dict.fromkeys(("hint", "unset", "unit", "rule", "step", "flag-todo", "flag-waived"), "dim"),
    "edit": "underline",
    "selection": "bold underline",
}
"""What tells them where there is no colour."""

CSS: Final = """
SheetPlaces {
    background: $surface;
    color: $foreground;
    overflow-x: hidden;
    overflow-y: scroll;
    scrollbar-size-vertical: 1;
    scrollbar-color: $foreground 25%;
    scrollbar-color-hover: $foreground 40%;
    scrollbar-color-active: $foreground 50%;
    scrollbar-background: $surface;
    scrollbar-background-hover: $surface;
    scrollbar-background-active: $surface;
}
"""


class Palette:
    """Styles by ground and role."""

    def __init__(self, widget: Widget) -> None:
        """Args:
        widget: what is drawn on; its theme is taken as it is now.
        """
        self._widget = widget
        self._kept: dict[tuple[Ground, Role], Style] = {}

    def __call__(self, ground: Ground, role: Role) -> Style:
        """The style of something drawn on something."""
        key = (ground, role)
        style = self._kept.get(key)
        if style is None:
            style = self._kept[key] = laid_over(self._widget, *self._inks(ground, role))
        return style

    def _inks(self, ground: Ground, role: Role) -> Iterator[str]:
        if role not in _OWN_GROUND:
            yield _GROUND_INKS[ground]
        if ground not in _LOUD or role in _OWN_GROUND:
            yield self._role_ink(role)
        if self._widget.app.no_color:
            if role not in _OWN_GROUND:
                yield _COLOURLESS.get(ground, "")
            yield _COLOURLESS.get(role, "")

    def _role_ink(self, role: Role) -> str:
        kind, _, flag = role.partition("-")
        if kind != "flag":
            return _ROLE_INKS[role]
        return flag_ink(self._widget, flag)
