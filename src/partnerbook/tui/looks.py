"""How the application looks: as the person's settings say, in a theme, with signs, in colour or without."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

from textual.app import App
from textual.filter import ANSIToTruecolor

from partnerbook.record import replace
from partnerbook.settings.folders import folders
from partnerbook.settings.options import Settings
from partnerbook.settings.settings import SettingsError, load_settings, save_choice
from partnerbook.settings.themes import Themes, load_theme_named, load_themes, theme_names
from partnerbook.tui.glyphs import choose_glyphs
from partnerbook.tui.text import safe
from partnerbook.tui.theme import textual_theme
from partnerbook.workbook.problems import Problem

if TYPE_CHECKING:
    from textual.filter import LineFilter

_WAIT: Final = 0.3
"""Seconds from the first picture to what nobody waits for: the first keys are through then."""


class Looks(App[int]):
    """An application with the person's settings. It begins in their theme, and reads the other themes later."""

    def __init__(self, settings: Settings | None, encoding: str | None) -> None:
        super().__init__()
        names = theme_names()
        loaded = load_settings(folders().settings_file, themes=names)
        if loaded.settings.keys:
            from partnerbook.tui.key_faults import load_with_keys

            loaded = load_with_keys(type(self), folders().settings_file, names)
        self.settings = settings or loaded.settings
        self.settings_problems = loaded.problems
        self.glyphs = choose_glyphs(encoding, self.settings.glyphs)
        self._colourless: LineFilter | None = None
        self._has_caught_up = False
        if self.no_color:
            from partnerbook.tui import colourless

            self._colourless = colourless.Colourless()
            self.CSS += colourless.CSS  # type: ignore[misc]
        self._take_theme()

    def _take_theme(self) -> None:
        """Begin with the person's theme: taken later, all styles would be read a second time."""
        name = self.settings.theme
        picked = load_theme_named(name) or self.themes.pick(name)
        self.register_theme(textual_theme(picked))
        self.set_reactive(App.theme, picked.name)
        self.stylesheet.set_variables(self.get_css_variables())

    @cached_property
    def themes(self) -> Themes:
        """All themes, read when they are asked for. From then on the application can take each of them."""
        themes = load_themes()
        for theme in themes.by_name.values():
            self.register_theme(textual_theme(theme))
        return themes

    @property
    def startup_problems(self) -> tuple[Problem, ...]:
        """All that is wrong with the person's themes and settings."""
        return (*self.themes.problems, *self.settings_problems)

    def catch_up(self) -> None:
        """Do what nobody waits for, once, when the first picture and the first keys are through."""
        if not self._has_caught_up:
            self._has_caught_up = True
            self.run_worker(self._catch_up(), group="catch-up")

    async def _catch_up(self) -> None:
        await asyncio.sleep(0 if self.is_headless else _WAIT)
        if self.startup_problems:
            from partnerbook.tui.dialogs.settings_problems import say_in_short

            say_in_short(self, self.startup_problems)

    def keep_theme(self, name: str) -> None:
        """Begin with this theme from now on."""
        if name == self.settings.theme:
            return
        self.settings = replace(self.settings, theme=name)
        try:
            save_choice(folders().settings_file, "theme", name)
        except SettingsError as error:
            self.notify(safe(str(error)).plain, severity="warning", markup=False)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What is done to every line before it is written: with ``NO_COLOR`` no colour is left.

        Textual's own turns the terminal's colours into exact ones, looking at all that is drawn: none is drawn here.
        """
        if self._colourless is not None:
            return (self._colourless,)
        return [each for each in super().get_line_filters() if not isinstance(each, ANSIToTruecolor)]
