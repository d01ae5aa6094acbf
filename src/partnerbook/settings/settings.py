"""Reading ``settings.toml`` and writing one choice back. A broken file never stops the program."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from partnerbook.record import record
from partnerbook.settings.names import did_you_mean
from partnerbook.settings.options import OPTIONS, Option, Settings
from partnerbook.settings.store import TomlFile, read_toml, replace_text
from partnerbook.workbook.problems import Problem


class SettingsError(Exception):
    """A choice that could not be written; the message says why and what to do."""


@record
class LoadedSettings:
    """The settings to work with, and every problem in the file. What is broken has its default."""

    settings: Settings
    problems: tuple[Problem, ...] = ()


@record
class KeyFault:
    """What is wrong with the key of an action."""

    action_id: str
    message: str
    remedy: str
    refused: bool = False
    """Whether the action has its usual keys instead."""


def load_settings(
    path: Path,
    *,
    themes: Collection[str] | None = None,
    actions: Collection[str] | None = None,
    faults: Callable[[dict[str, str]], Iterable[KeyFault]] | None = None,
) -> LoadedSettings:
    """The settings of a file; the defaults when there is none.

    Args:
        path: the settings file.
        themes: the names that the theme can have; ``None`` checks no name.
        actions: the names that keys can be given to; ``None`` checks no name.
        faults: finds what is wrong with a keymap; ``None`` takes every key.
    """
    try:
        file = read_toml(path)
    except OSError:
        return LoadedSettings(Settings())
    values: dict[str, Any] = {}
    for name, value in file.data.items():
        option = OPTIONS.get(name)
        if option is None:
            _unknown(file, (name,), OPTIONS, f"unknown setting {name}")
        elif option.entries:
            values[name] = _entries(file, option, value)
        else:
            _take(file, option, value, values)
    if themes is not None and values.get("theme", Settings().theme) not in themes:
        _no_such_theme(file, values, themes)
    if actions is not None:
        values["keys"] = _known_actions(file, values.get("keys", ()), actions)
    if faults is not None:
        values["keys"] = _working_keys(file, values.get("keys", ()), faults)
    return LoadedSettings(Settings(**values), tuple(sorted(file.problems, key=lambda problem: problem.order)))


def _take(file: TomlFile, option: Option, value: object, values: dict[str, Any]) -> None:
    try:
        values[option.name] = option.accept(value)
    except ValueError as wanted:
        message = f"{option.name} is {_shown(value)}, which is not {wanted}"
        file.report(
            (option.name,), "wrong-value", message, f"Until then {_shown(option.default)} is used.", "warning"
        )


def _entries(file: TomlFile, option: Option, value: object) -> tuple[tuple[str, Any], ...]:
    if not isinstance(value, dict):
        file.report(
            (option.name,), "wrong-value", f"{option.name} is no table", f"Write [{option.name}].", "warning"
        )
        return ()
    taken: dict[str, Any] = {}
    for key, entry in _leaves(value):
        try:
            taken[".".join(key)] = option.accept(entry)
        except ValueError as wanted:
            message = f"{'.'.join(key)} is {_shown(entry)}, which is not {wanted}"
            remedy = "Until then its usual keys are used."
            file.report((option.name, *key), "wrong-value", message, remedy, "warning")
    return tuple(taken.items())


def _leaves(table: Mapping[str, Any]) -> list[tuple[tuple[str, ...], Any]]:
    """Entries with the parts of their key: ``sheet.commit = ...`` may be written with or without quotes."""
    found: list[tuple[tuple[str, ...], Any]] = []
    for key, value in table.items():
        if isinstance(value, dict):
            found += [((key, *rest), leaf) for rest, leaf in _leaves(value)]
        else:
            found.append(((key,), value))
    return found


def _no_such_theme(file: TomlFile, values: dict[str, Any], themes: Collection[str]) -> None:
    name = values.pop("theme", None)
    if name is not None:
        _unknown(file, ("theme",), themes, f"there is no theme {_shown(name)}", wanted=name)


def _known_actions(
    file: TomlFile, keys: tuple[tuple[str, str], ...], actions: Collection[str]
) -> tuple[tuple[str, str], ...]:
    for name, _ in keys:
        if name not in actions:
            _unknown(file, _written(file, name), actions, f"unknown action {name}", wanted=name)
    return tuple((name, key) for name, key in keys if name in actions)


def _working_keys(
    file: TomlFile,
    keys: tuple[tuple[str, str], ...],
    faults: Callable[[dict[str, str]], Iterable[KeyFault]],
) -> tuple[tuple[str, str], ...]:
    refused: set[str] = set()
    for fault in faults(dict(keys)):
        file.report(
            _written(file, fault.action_id), "key-cannot-work", fault.message, fault.remedy, "warning"
        )
        if fault.refused:
            refused.add(fault.action_id)
    return tuple((name, key) for name, key in keys if name not in refused)


def _written(file: TomlFile, name: str) -> tuple[str, ...]:
    """Where an action stands in the file: quoted, or as a dotted key."""
    return ("keys", name) if name in file.data["keys"] else ("keys", *name.split("."))


def _unknown(
    file: TomlFile, parts: tuple[str, ...], known: Collection[str], message: str, *, wanted: str | None = None
) -> None:
    otherwise = f"Known: {', '.join(sorted(known))}."
    if len(known) > 12:
        otherwise = "Take it out, or look for its name in the documentation."
    remedy = did_you_mean(wanted or parts[-1], known, otherwise=otherwise)
    file.report(parts, "unknown-name", message, remedy, "warning")


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value[:60]}"' if isinstance(value, str) else str(value)[:60]


def save_choice(path: Path, name: str, value: str | int | bool) -> None:
    """Write one option and leave every other byte of the file alone; makes the file when there is none.

    Raises:
        SettingsError: the file is not TOML or cannot be written; it is as it was.
    """
    from partnerbook.workbook.document import Document
    from partnerbook.workbook.files import FileError
    from partnerbook.workbook.tables import EditError

    value = OPTIONS[name].accept(value)
    try:
        text = _current(path)
        replace_text(path, Document.of(text).set(name, value).text)
    except FileError as error:
        raise SettingsError(f"{error.message}. {error.remedy}") from None
    except (OSError, EditError) as error:
        raise SettingsError(f"{path} cannot be written: {error}") from None


def _current(path: Path) -> str:
    try:
        file = read_toml(path)
    except FileNotFoundError:
        return ""
    if file.broken:
        problem = file.problems[0]
        raise SettingsError(f"{path}:{problem.line}: {problem.message}. {problem.remedy}")
    return file.text
