"""What is shown when no file is given: recent workbooks, a new one, an example, another file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Static

from partnerbook.session.file import SUFFIX, workbook_path
from partnerbook.settings.folders import bundled, folders
from partnerbook.settings.recent import Recent, forget, load_recent
from partnerbook.tui.dialogs.ask import Ask
from partnerbook.tui.dialogs.drawn import key_line
from partnerbook.tui.dialogs.help import StartHelp
from partnerbook.tui.dialogs.help_lines import start_lines
from partnerbook.tui.dialogs.new import Answers, Draft, NewDialog
from partnerbook.tui.dialogs.pager import Pager
from partnerbook.tui.dialogs.paths import OpenDialog
from partnerbook.tui.dialogs.picks import Pick, Picks
from partnerbook.tui.dialogs.question import Question
from partnerbook.tui.dialogs.start_words import about, ago, art, file_name, home, state_paint
from partnerbook.tui.glyphs import Glyphs
from partnerbook.tui.keys import KeyNames, screen_keys
from partnerbook.tui.page import Line, Paint
from partnerbook.workbook.files import FileError, create
from partnerbook.workbook.write import WriteError, create_workbook

_FILE: Final = "file:"
_BEGIN: Final = (
    ("start.new", "new", "New workbook", "five questions, or a template"),
    ("start.open", "open", "Open a file", "any .program.toml"),
    ("start.example", "example", "Open an example", "a copy of it, to play with"),
    ("start.help", "about", "Which kind of program?", "what this is for"),
    ("start.quit", "quit", "Quit", ""),
)
_KEYS: Final = (
    ("list.choose", "open"),
    ("start.new", "new"),
    ("start.open", "file"),
    ("start.example", "example"),
    ("start.forget", "forget"),
    ("start.help", "help"),
    ("start.quit", "quit"),
)


class StartScreen(Screen[None]):
    """The way in."""

    DEFAULT_CSS = """
    StartScreen { layout: vertical; background: $background; color: $foreground; }
    StartScreen #art { height: 5; padding: 1 3 0 3; }
    StartScreen #middle { height: 1fr; }
    StartScreen #list { width: 1fr; max-width: 100; height: 1fr; max-height: 100%; padding: 0 2; }
    StartScreen #list { background: $background; }
    StartScreen #about { display: none; width: 46; padding: 0 2; background: $surface; }
    StartScreen #about { border-left: solid $foreground 20%; }
    StartScreen.-roomy #about { display: block; }
    StartScreen.-ascii #about { border-left: ascii $foreground 20%; }
    StartScreen #keys { height: 1; background: $panel; padding: 0 1; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-close"), (116, "-roomy")]  # noqa: RUF012 - as Screen declares it
    AUTO_FOCUS = "#list"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", "New workbook", show=False, id="start.new"),
        Binding("o", "open", "Open a file", show=False, id="start.open"),
        Binding("e", "example", "Open an example", show=False, id="start.example"),
        Binding("d,delete", "forget", "Take off the list", show=False, id="start.forget"),
        Binding("f1,question_mark", "about", "What this is for", show=False, id="start.help"),
        Binding("q", "app.leave", "Quit", show=False, id="start.quit"),
    ]

    def __init__(self, glyphs: Glyphs, today: date) -> None:
        super().__init__()
        self.glyphs = glyphs
        self._today = today
        self._recent: dict[str, Recent] = {}

    @cached_property
    def key_names(self) -> KeyNames:
        """The keys of what can be done here, as they are mapped."""
        return screen_keys(self, Picks)

    def compose(self) -> ComposeResult:
        """Title, list, what it is about, keys."""
        self.set_class(self.glyphs.ascii, "-ascii")
        yield Static(art(self.glyphs), id="art")
        with Horizontal(id="middle"):
            yield Picks(self.glyphs, id="list", filling=True)
            yield Pager(lambda width: start_lines(width, self.glyphs), self.glyphs, id="about")
        yield Static(key_line(self.key_names, _KEYS), id="keys")

    def on_mount(self) -> None:
        """Fill the list."""
        self._fill()

    def on_screen_resume(self) -> None:
        """The list may have changed meanwhile."""
        self._fill(self.query_one(Picks).current)

    def on_resize(self) -> None:
        """Make way for the notice when the terminal becomes too small."""
        from partnerbook.tui.too_small import make_way

        make_way(self)

    # ── the list ─────────────────────────────────────────────────────────────

    def _fill(self, at: str = "") -> None:
        recent = load_recent(folders().recent_file)
        self._recent = {f"{_FILE}{entry.path}": entry for entry in recent}
        picks = [Pick("", (("Recent", "heading"),))]
        picks += [self._entry(id, entry) for id, entry in self._recent.items()]
        if not recent:
            new, look = self.key_names("start.new"), self.key_names("start.example")
            words = f"No workbook yet. Press {new} to make one, or {look} to look at an example."
            picks.append(Pick("", ((f"  {words}", "muted"),)))
        picks += [Pick("", ()), Pick("", (("Begin", "heading"),))]
        keys = [self.key_names(action, without="") for action, *_ in _BEGIN]
        room = max(map(len, keys)) + 2
        picks += [
            Pick(id, ((key.ljust(room), "accent"), (title, "plain")), ((words, "muted"),))
            for key, (_, id, title, words) in zip(keys, _BEGIN, strict=True)
        ]
        self.query_one(Picks).fill(picks, at or (next(iter(self._recent), "new")))

    def _entry(self, id: str, entry: Recent) -> Pick:
        there = entry.path.is_file()
        name = entry.path.name
        paint: Paint = "strong" if there else "muted"
        state = (
            entry.summary
            if there
            else f"not there any more: {self.key_names('start.forget')} takes it off the list"
        )
        below: Line = ((home(entry.path.parent), "muted"),)
        left: Line = ((name, paint), ("   ", "plain"), (state, state_paint(state) if there else "muted"))
        return Pick(id, left, ((ago(entry.opened, self._today), "muted"),), (below,))

    def on_picks_picked(self, event: Picks.Picked) -> None:
        """Open, or begin."""
        if event.id.startswith(_FILE):
            self._open_recent(self._recent[event.id])
            return
        begin: dict[str, Callable[[], object]] = {
            "new": self.action_new,
            "open": self.action_open,
            "example": self.action_example,
            "about": self.action_about,
            "quit": lambda: self.app.call_later(self.app.run_action, "leave"),
        }
        begin[event.id]()

    def _open_recent(self, entry: Recent) -> None:
        if entry.path.is_file():
            self._open_path(entry.path)
        else:
            self.notify(
                "The file is not there any more. Press d to take it off the list.", severity="warning"
            )

    def action_forget(self) -> None:
        """Take the workbook under the cursor off the list. The file stays."""
        entry = self._recent.get(self.query_one(Picks).current)
        if entry is None:
            self.app.bell()
            return
        order = list(self._recent)
        index = order.index(f"{_FILE}{entry.path}")
        forget(folders().recent_file, entry.path)
        self._fill(order[index + 1] if index + 1 < len(order) else "")

    def action_about(self) -> None:
        """What this is for, and the keys."""
        self.app.push_screen(StartHelp(self.glyphs))

    # ── opening and making ───────────────────────────────────────────────────

    def _open_path(self, path: Path) -> None:
        app: Any = self.app
        app.open_workbook(path)

    def action_open(self) -> None:
        """A file of the person's choice."""
        self.app.push_screen(OpenDialog(self.glyphs), lambda path: self._open_path(path) if path else None)

    def action_example(self) -> None:
        """A copy of one of the examples."""
        try:
            found = sorted(bundled("sample_programs").glob(f"*{SUFFIX}"))
        except FileNotFoundError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        by_name = {path.name: path for path in found}
        choices = [(name, f"{name.removesuffix(SUFFIX)}\n{about(path)}") for name, path in by_name.items()]

        def answered(name: str | None) -> None:
            if name is not None:
                data = by_name[name].read_bytes()
                self._make(name, lambda path: _create(path, data))

        words = "A copy is made, so that you can change it."
        self.app.push_screen(Question("Examples", words, choices, self.glyphs), answered)

    def action_new(self) -> None:
        """Five questions, or a template."""
        from partnerbook.workbook.templates import TEMPLATES

        choices = [("questions", "Five questions\nand the plan that fits your company, as a start")]
        choices += [(each.key, f"{each.title}\n{each.summary}") for each in TEMPLATES.values()]
        self.app.push_screen(Question("New workbook", "", choices, self.glyphs), self._new_from)

    def _new_from(self, start: str | None) -> None:
        if start == "questions":
            self._ask_questions()
        elif start is not None:
            ask = Ask("New workbook", "What is the program called?", wrong=_need, glyphs=self.glyphs)
            self.app.push_screen(ask, lambda name: self._new_from_template(start, name))

    def _ask_questions(self, answers: Answers | None = None) -> None:
        self.app.push_screen(NewDialog(self._today, self.glyphs, answers), self._new_from_answers)

    def _new_from_answers(self, draft: Draft | None) -> None:
        if draft is not None:
            name = file_name(draft.program.program.name or "")
            self._make(name, lambda path: _write(path, draft), lambda: self._ask_questions(draft.answers))

    def _new_from_template(self, template: str, name: str | None) -> None:
        from partnerbook.workbook.templates import filled

        if name is not None:
            text = filled(template, name, self._today)
            self._make(file_name(name), lambda path: _create(path, text.encode("utf-8")))

    def _make(
        self, wanted: str, write: Callable[[Path], None], back: Callable[[], None] | None = None
    ) -> None:
        """Ask for the file's name until the file could be made, and open it; else go `back`."""
        folder = Path.cwd()
        made: list[Path] = []

        def wrong(text: str) -> str:
            if not text:
                return "a file needs a name"
            try:
                path = folder / workbook_path(text)
                write(path)
            except (FileError, WriteError, ValueError, RuntimeError) as error:
                return f"{error}. {getattr(error, 'remedy', 'Choose another name.')}"
            made.append(path)
            return ""

        ask = Ask("Make the file", f"File name, in {home(folder)}", wanted, wrong=wrong, glyphs=self.glyphs)

        def answered(_: str | None) -> None:
            if made:
                self._open_path(made[-1])
            elif back is not None:
                back()

        self.app.push_screen(ask, answered)


def _need(text: str) -> str:
    return "" if text else "a program needs a name"


def _create(path: Path, data: bytes) -> None:
    create(path, data)


def _write(path: Path, draft: Draft) -> None:
    create_workbook(path, draft.document, draft.program, {})
