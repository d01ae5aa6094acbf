"""A theme: a few colours that its author chooses, and everything that follows from them.

An author gives three colours at least. What is drawn with a colour that was not given is derived here, in one
place, so that a theme file stays short and every theme has every variable that the interface uses.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypedDict, cast

from partnerbook.record import fresh, record, replace
from partnerbook.settings.colour import blend, contrast

REQUIRED: Final = ("primary", "foreground", "background")
"""Colours that every theme gives."""
COLOURS: Final = (
    *REQUIRED, "secondary", "accent", "surface", "panel", "boost", "success", "warning", "error",
)  # fmt: skip
"""Colours that a theme can give."""
FLAGS: Final = ("error", "warning", "note", "todo", "waived", "ok", "changed")
"""What is marked in a workbook, each in a colour of its own; never in colour alone."""

RAISED: Final = 0.16
"""How much of the foreground lies over the surface where a row or a field stands out most."""

_STATES: Final = {
    True: {"success": "#8fd694", "warning": "#f0c674", "error": "#ff958c"},
    False: {"success": "#2c632c", "warning": "#784800", "error": "#a8201a"},
}


@record
class Theme:
    """The colours of the interface, all as ``#rrggbb``; what Textual's own theme is made from."""

    name: str
    label: str
    dark: bool
    primary: str
    secondary: str
    accent: str
    foreground: str
    background: str
    surface: str
    panel: str
    success: str
    warning: str
    error: str
    boost: str | None = None
    description: str = ""
    variables: Mapping[str, str] = fresh(default_factory=dict)
    """Style variables, without the dollar sign: the flags (``flag-error``), cursors, borders, the footer."""


class _Colours(TypedDict):
    primary: str
    secondary: str
    accent: str
    foreground: str
    background: str
    surface: str
    panel: str
    success: str
    warning: str
    error: str


def build_theme(
    name: str,
    *,
    dark: bool,
    colours: Mapping[str, str],
    flags: Mapping[str, str] | None = None,
    variables: Mapping[str, str] | None = None,
    label: str = "",
    description: str = "",
) -> Theme:
    """A whole theme from the colours that its author chose.

    Args:
        name: how settings call it.
        dark: whether its ground is dark.
        colours: some of `COLOURS`, all of `REQUIRED`.
        flags: some of `FLAGS`.
        variables: style variables that are not to be derived.
        label: how people call it.
        description: what it is for, in one sentence.
    """
    plain = Theme(
        name=name,
        label=label or name.replace("-", " ").capitalize(),
        dark=dark,
        description=description,
        boost=colours.get("boost"),
        **_full_colours(dark, colours),
    )
    derived = _flags(plain, flags or {})
    derived |= _texts(plain, derived) | _grounds(plain) | _edges(plain)
    return replace(plain, variables={**derived, **(variables or {})})


def _full_colours(dark: bool, given: Mapping[str, str]) -> _Colours:
    ground, text = given["background"], given["foreground"]
    full = {
        "secondary": given["primary"],
        "accent": given["primary"],
        "surface": blend(ground, text, 0.04),
        "panel": blend(ground, text, 0.09),
        **_STATES[dark],
        **given,
    }
    return cast("_Colours", {name: full[name] for name in COLOURS if name != "boost"})


def _flags(theme: Theme, given: Mapping[str, str]) -> dict[str, str]:
    dim = blend(theme.surface, theme.foreground, 0.75)
    colours = {
        "error": theme.error,
        "warning": theme.warning,
        "note": theme.accent,
        "todo": theme.secondary,
        "waived": dim,
        "ok": theme.success,
        "changed": theme.accent,
        **given,
    }
    return {"changed" if name == "changed" else f"flag-{name}": colour for name, colour in colours.items()}


def _texts(theme: Theme, flags: Mapping[str, str]) -> dict[str, str]:
    dim = blend(theme.surface, theme.foreground, 0.75)
    return {
        "text-primary": theme.primary,
        "text-secondary": theme.secondary,
        "text-accent": theme.accent,
        "text-success": flags["flag-ok"],
        "text-warning": flags["flag-warning"],
        "text-error": flags["flag-error"],
        "text-muted": dim,
        "text-disabled": blend(theme.surface, theme.foreground, 0.5),
        "foreground-muted": dim,
        "link-color": theme.primary,
        "link-color-hover": on(theme.primary, theme),
        "link-background-hover": theme.primary,
        "footer-background": theme.panel,
        "footer-foreground": theme.foreground,
        "footer-key-foreground": theme.accent,
        "footer-description-foreground": dim,
        "button-foreground": theme.foreground,
        "button-color-foreground": on(theme.primary, theme),
    }


def _grounds(theme: Theme) -> dict[str, str]:
    raised = blend(theme.surface, theme.foreground, RAISED)
    picked = blend(theme.surface, theme.primary, 0.3)
    muted = {
        f"{name}-muted": blend(theme.background, colour, 0.15)
        for name, colour in (
            ("primary", theme.primary),
            ("secondary", theme.secondary),
            ("accent", theme.accent),
            ("success", theme.success),
            ("warning", theme.warning),
            ("error", theme.error),
        )
    }
    return {
        "block-cursor-background": theme.primary,
        "block-cursor-foreground": on(theme.primary, theme),
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": raised,
        "block-cursor-blurred-foreground": theme.foreground,
        "block-cursor-blurred-text-style": "none",
        "block-hover-background": blend(theme.surface, theme.foreground, 0.08),
        "cursor-row-background": raised,
        "surface-active": blend(theme.surface, theme.foreground, 0.1),
        "input-cursor-background": theme.foreground,
        "input-cursor-foreground": theme.background,
        "input-selection-background": picked,
        "input-selection-foreground": theme.foreground,
        "screen-selection-background": picked,
        "screen-selection-foreground": theme.foreground,
        **muted,
    }


def _edges(theme: Theme) -> dict[str, str]:
    trough = theme.background
    return {
        "border": theme.primary,
        "border-blurred": blend(theme.background, theme.foreground, 0.25),
        "rule": blend(theme.background, theme.foreground, 0.25),
        "scrollbar": blend(theme.background, theme.foreground, 0.3),
        "scrollbar-hover": blend(theme.background, theme.foreground, 0.45),
        "scrollbar-active": theme.primary,
        "scrollbar-background": trough,
        "scrollbar-background-hover": trough,
        "scrollbar-background-active": trough,
        "scrollbar-corner-color": trough,
    }


def on(ground: str, theme: Theme) -> str:
    """The colour of text on a strong ground: the theme's background or foreground, whichever reads better."""
    return max((theme.background, theme.foreground), key=lambda colour: contrast(colour, ground))
