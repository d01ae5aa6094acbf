"""A theme of ours as Textual takes it."""

from __future__ import annotations

from textual.theme import Theme as TextualTheme

from partnerbook.settings.theme import Theme


def textual_theme(theme: Theme) -> TextualTheme:
    """A theme as Textual takes it."""
    return TextualTheme(
        name=theme.name,
        primary=theme.primary,
        secondary=theme.secondary,
        accent=theme.accent,
        foreground=theme.foreground,
        background=theme.background,
        surface=theme.surface,
        panel=theme.panel,
        boost=theme.boost,
        success=theme.success,
        warning=theme.warning,
        error=theme.error,
        dark=theme.dark,
        variables=dict(theme.variables),
    )
