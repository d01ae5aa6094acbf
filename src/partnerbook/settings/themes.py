"""Reading themes: one TOML file each, those that come with the program and the person's own over them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from partnerbook.record import record
from partnerbook.settings.colour import is_colour
from partnerbook.settings.folders import bundled, folders
from partnerbook.settings.names import did_you_mean
from partnerbook.settings.options import Settings
from partnerbook.settings.store import TomlFile, read_toml
from partnerbook.settings.theme import COLOURS, FLAGS, REQUIRED, Theme, build_theme
from partnerbook.workbook.problems import Problem

_TOP: Final = ("label", "description", "dark", "colours", "flags", "variables")
_name = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_variable_value = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}(?: (?:100|[0-9]{1,2})%)?")
_STYLES: Final = frozenset({"bold", "dim", "italic", "none", "reverse", "strike", "underline", "not", "b"})


@record
class Themes:
    """The themes that can be used, by name, and the problems of those that cannot."""

    by_name: Mapping[str, Theme]
    problems: tuple[Problem, ...] = ()

    def pick(self, name: str) -> Theme:
        """The theme of this name; the default one, or whatever there is, when there is none."""
        for wanted in (name, Settings().theme):
            if wanted in self.by_name:
                return self.by_name[wanted]
        return next(iter(self.by_name.values()), None) or plain_theme()


def plain_theme() -> Theme:
    """The theme when not one can be read."""
    colours = {"primary": "#7cc4f0", "foreground": "#e6e6e6", "background": "#121212"}
    return build_theme("plain", dark=True, colours=colours)


def load_themes(places: Iterable[Path] | None = None) -> Themes:
    """Every theme of some folders; of two with one name the later folder's, if it can be used.

    Args:
        places: the folders; ``None`` takes the program's own, then the person's. Missing ones are left out.
    """
    by_name: dict[str, Theme] = {}
    problems: list[Problem] = []
    for path in _files(theme_folders() if places is None else places):
        theme, found = load_theme(path)
        problems += found
        if theme is not None:
            by_name[theme.name] = theme
    return Themes(by_name, tuple(problems))


def theme_names() -> frozenset[str]:
    """The names of the files with themes, of which not one is read."""
    return frozenset(path.stem for path in _files(theme_folders()))


def load_theme_named(name: str) -> Theme | None:
    """The one theme of this name that `load_themes` would take, without reading the others; ``None``: there is none."""
    own_first = reversed(_files(theme_folders()))
    loaded = (load_theme(path)[0] for path in own_first if path.stem == name)
    return next((theme for theme in loaded if theme is not None), None)


def theme_folders() -> tuple[Path, ...]:
    """The folders with themes: the program's own (when the installation is whole), then the person's."""
    try:
        return bundled("themes"), folders().themes
    except FileNotFoundError:
        return (folders().themes,)


def _files(places: Iterable[Path]) -> list[Path]:
    found: list[Path] = []
    for place in places:
        try:
            found += sorted(path for path in place.iterdir() if path.suffix == ".toml")
        except OSError:
            continue
    return found


def load_theme(path: Path) -> tuple[Theme | None, tuple[Problem, ...]]:
    """The theme of one file, named after it, or ``None``; with every problem of the file."""
    try:
        file = read_toml(path)
    except OSError as error:
        message = f"cannot be read: {error.strerror or 'gone'}"
        return None, (Problem(str(path), 1, 1, "file", message, "Check the file."),)
    if not file.broken:
        _judge(file)
    problems = tuple(sorted(file.problems, key=lambda problem: problem.order))
    if file.broken:
        return None, problems
    data = file.data
    theme = build_theme(
        path.stem,
        dark=data["dark"],
        colours=data["colours"],
        flags=data.get("flags"),
        variables=data.get("variables"),
        label=data.get("label", ""),
        description=data.get("description", ""),
    )
    return theme, problems


def _judge(file: TomlFile) -> None:
    """Report everything that is wrong with a theme. An unknown name is a warning: it does nothing."""
    if not _name.fullmatch(file.path.stem):
        file.report((), "bad-name", "the file name is no name for a theme", "Use a-z, 0-9 and hyphens.")
    _names(file, (), file.data, _TOP)
    for key in ("label", "description"):
        if not isinstance(file.data.get(key, ""), str):
            file.report((key,), "wrong-value", f"{key} is no text", "Put it in quotes.")
    if not isinstance(file.data.get("dark"), bool):
        file.report(
            ("dark",), "wrong-value", "dark is not true or false", "Write dark = true or dark = false."
        )
    _colours(file, "colours", COLOURS)
    _colours(file, "flags", FLAGS)
    _variables(file)
    colours = file.data.get("colours", {})
    for name in REQUIRED if isinstance(colours, dict) else ():
        if name not in colours:
            remedy = f'Write {name} = "#rrggbb" below [colours].'
            file.report(("colours", name), "missing", f"there is no {name} colour", remedy)


def _table(file: TomlFile, name: str) -> dict[str, Any]:
    table = file.data.get(name, {})
    if isinstance(table, dict):
        return table
    file.report((name,), "wrong-value", f"{name} is no table", f"Write [{name}] on a line of its own.")
    return {}


def _names(file: TomlFile, above: tuple[str, ...], table: Mapping[str, Any], known: Collection[str]) -> None:
    for name in table:
        if name not in known:
            remedy = did_you_mean(name, known, otherwise=f"Known: {', '.join(known)}.")
            file.report((*above, name), "unknown-name", f"unknown name {name}", remedy, "warning")


def _colours(file: TomlFile, section: str, known: Collection[str]) -> None:
    table = _table(file, section)
    _names(file, (section,), table, known)
    for name in table.keys() & set(known):
        if not is_colour(table[name]):
            message = f"{name} is {str(table[name])[:40]!r}, which is no colour"
            file.report((section, name), "wrong-value", message, 'Write it as "#rrggbb".')
    if isinstance(file.data.get(section), dict):
        file.data[section] = {name: colour for name, colour in table.items() if name in known}


def _variables(file: TomlFile) -> None:
    for name, value in _table(file, "variables").items():
        if not re.fullmatch(r"[a-z][a-z0-9-]*", name) or not isinstance(value, str):
            file.report(("variables", name), "wrong-value", f"{name} is no variable", 'Write name = "value".')
        elif "style" in name:
            if not value or not set(value.split()) <= _STYLES:
                message = f"{name} is {value[:40]!r}, which is no style"
                file.report(
                    ("variables", name), "wrong-value", message, "Use bold, italic, underline or none."
                )
        elif not _variable_value.fullmatch(value):
            message = f"{name} is {value[:40]!r}, which is no colour"
            remedy = 'Write it as "#rrggbb" or "#rrggbb 50%".'
            file.report(("variables", name), "wrong-value", message, remedy)
