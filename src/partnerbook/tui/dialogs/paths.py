"""A file to be opened: a path typed, with the folders and workbooks that it may become."""

from __future__ import annotations

import os
from pathlib import Path
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from partnerbook.tui.dialogs.dialog import Dialog
from partnerbook.tui.dialogs.entry import Entry
from partnerbook.tui.dialogs.picks import Pick, Picks
from partnerbook.tui.dialogs.start_words import home
from partnerbook.tui.glyphs import Glyphs
from partnerbook.tui.text import safe_content

_ENDING: Final = ".toml"
_MOST: Final = 500
"""Entries of a folder that are looked at and listed."""


class OpenDialog(Dialog[Path]):
    """Asks for a file; answers with its path. Tab completes, Enter goes into a folder or opens a file."""

    DEFAULT_CSS = """
    OpenDialog #path { margin: 1 0 0 0; }
    OpenDialog #where { margin: 0 1; height: 1; color: $text-muted; }
    """
    HINT = "Type or choose · {open.complete} completes · Enter opens · {dialog.close} close"
    BOX = "-large"
    AUTO_FOCUS = "#path"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "step(1)", "Next", show=False, id="open.next", priority=True),
        Binding("up", "step(-1)", "Previous", show=False, id="open.previous", priority=True),
        Binding("tab", "complete", "Complete", show=False, id="open.complete", priority=True),
    ]

    def __init__(self, glyphs: Glyphs, folder: Path | None = None) -> None:
        super().__init__("Open a workbook", glyphs)
        self._folder = folder or Path.cwd()

    def body(self) -> ComposeResult:
        """The line, the folder, what lies in it."""
        yield Entry(id="path", placeholder="folder or file")
        yield Static(Content(""), id="where")
        yield Picks(self.glyphs, id="files", filling=True)

    def on_mount(self) -> None:
        """What lies in the folder at first."""
        self.query_one(Picks).can_focus = False
        self._show()

    @on(Input.Changed)
    def _changed(self) -> None:
        self._show()

    def _typed(self) -> Path:
        return self._folder / Path(os.path.expanduser(self.query_one(Entry).value.strip()))  # noqa: PTH111

    def _show(self) -> None:
        text = self.query_one(Entry).value.strip()
        typed = self._typed()
        inside = not text or text.endswith(("/", os.sep)) or text in (".", "..", "~")
        folder, start = (typed, "") if inside else (typed.parent, typed.name)
        names = listed(folder, start)
        picks = [
            Pick(name, ((name, "strong" if name.endswith("/") else "plain"),), ((kind, "muted"),))
            for name, kind in names
        ]
        self._shown_folder = folder
        self.query_one(Picks).fill(picks)
        where = home(folder)
        if not _exists(folder):
            where = f"there is no folder {where}"
        elif not names:
            where = f"nothing {'begins so' if start else 'ends in .toml'} in {where}"
        self.query_one("#where", Static).update(safe_content(where, ascii_only=self.glyphs.ascii))

    def action_step(self, by: int) -> None:
        """Another entry."""
        self.query_one(Picks).action_step(by)

    def action_complete(self) -> None:
        """What is chosen becomes what is typed."""
        name = self.query_one(Picks).current
        if not name:
            self.app.bell()
            return
        chosen = self._shown_folder / name
        base = self._folder.resolve()
        try:
            text = str(chosen.resolve().relative_to(base))
        except (ValueError, OSError):
            text = str(chosen)
        entry = self.query_one(Entry)
        entry.value = text + ("/" if name.endswith("/") else "")
        entry.cursor_position = len(entry.value)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value.strip() and _is_file(self._typed()):
            self.dismiss(self._typed())
        else:
            self._take(self.query_one(Picks).current)

    def on_picks_picked(self, event: Picks.Picked) -> None:
        """An entry was clicked."""
        self._take(event.id)

    def _take(self, name: str) -> None:
        if not name:
            self.app.bell()
        elif name.endswith("/"):
            self.action_complete()
        else:
            self.dismiss(self._shown_folder / name)


def listed(folder: Path, start: str) -> list[tuple[str, str]]:
    """Names in a folder that begin with some letters: its folders (ending in a slash), then its workbooks and other
    TOML files, each with what it is.
    """
    from partnerbook.session.file import SUFFIX

    rows: list[tuple[int, str, str]] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                hidden = entry.name.startswith(".") and not start.startswith(".")
                if hidden or not entry.name.lower().startswith(start.lower()):
                    continue
                if _is_folder(entry):
                    rows.append((2, f"{entry.name}/", "folder"))
                elif entry.name.endswith(SUFFIX):
                    rows.append((0, entry.name, "workbook"))
                elif entry.name.endswith(_ENDING):
                    rows.append((1, entry.name, "TOML"))
                if len(rows) >= _MOST:
                    break
    except (OSError, ValueError):
        return []
    return [(name, kind) for _, name, kind in sorted(rows)]


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _exists(folder: Path) -> bool:
    try:
        return folder.is_dir()
    except (OSError, ValueError):
        return False


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
