"""What is shown when no file is given: recent workbooks, a new one, an example, another file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, ClassVar, Final

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from partnerbook.session.file import SUFFIX, workbook_path
from partnerbook.settings.folders import bundled, folders
from partnerbook.settings.recent import Recent, forget, load_recent
from partnerbook.tui.dialogs.ask import Ask
from partnerbook.tui.dialogs.help import StartHelp
from partnerbook.tui.dialogs.help_lines import start_lines
from partnerbook.tui.dialogs.new import Draft, NewDialog
from partnerbook.tui.dialogs.pager import Pager
from partnerbook.tui.dialogs.paths import OpenDialog
from partnerbook.tui.dialogs.picks import Pick, Picks
from partnerbook.tui.dialogs.question import Question
from partnerbook.tui.glyphs import Glyphs
from partnerbook.tui.page import Line, Paint
from partnerbook.workbook.files import FileError

_FILE: Final = "file:"
_BEGIN: Final = (
    ("n", "new", "New workbook", "five questions, or a template"),
    ("o", "open", "Open a file", "any .program.toml"),
    ("e", "example", "Open an example", "a copy of it, to play with"),
    ("F1", "about", "Which kind of program?", "what this is for"),
    ("q", "quit", "Quit", ""),
)
_KEYS: Final = (
    ("Enter", "open"),
    ("n", "new"),
    ("o", "file"),
    ("e", "example"),
    ("d", "forget"),
    ("F1", "help"),
    ("q", "quit"),
)


class StartScreen(Screen[None]):
    """The way in."""

    DEFAULT_CSS = """
    StartScreen { layout: vertical; background: $background; color: $foreground; }
    StartScreen #art { height: 5; padding: 1 3 0 3; }
    StartScreen #middle { height: 1fr; }
    StartScreen #list { width: 1fr; height: 1fr; max-height: 100%; padding: 0 2; background: $background; }
    StartScreen #about { display: none; width: 56; padding: 0 2; background: $surface; }
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

    def compose(self) -> ComposeResult:
        """Title, list, what it is about, keys."""
        self.set_class(self.glyphs.ascii, "-ascii")
        yield Static(art(self.glyphs), id="art")
        with Horizontal(id="middle"):
            yield Picks(self.glyphs, id="list", filling=True)
            yield Pager(lambda width: start_lines(width, self.glyphs), self.glyphs, id="about")
        shown = [Content.assemble((key, "bold $text-accent"), f" {words}") for key, words in _KEYS]
        yield Static(Content("   ").join(shown), id="keys")

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
            words = "No workbook yet. Press n to make one, or e to look at an example."
            picks.append(Pick("", ((f"  {words}", "muted"),)))
        picks += [Pick("", ()), Pick("", (("Begin", "heading"),))]
        picks += [
            Pick(id, ((f"{key:<4}", "accent"), (title, "plain")), ((words, "muted"),))
            for key, id, title, words in _BEGIN
        ]
        self.query_one(Picks).fill(picks, at or (next(iter(self._recent), "new")))

    def _entry(self, id: str, entry: Recent) -> Pick:
        there = entry.path.is_file()
        name = entry.path.name
        paint: Paint = "strong" if there else "muted"
        state = entry.summary if there else "not there any more: d takes it off the list"
        below: Line = ((home(entry.path.parent), "muted"),)
        left: Line = ((name, paint), ("   ", "plain"), (state, _state_paint(state) if there else "muted"))
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

    @work(exclusive=True, group="start")
    async def action_open(self) -> None:
        """A file of the person's choice."""
        path = await self.app.push_screen_wait(OpenDialog(self.glyphs))
        if path is not None:
            self._open_path(path)

    @work(exclusive=True, group="start")
    async def action_example(self) -> None:
        """A copy of one of the examples."""
        try:
            found = sorted(bundled("sample_programs").glob("*.program.toml"))
        except FileNotFoundError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        choices = [(path.name, f"{path.name.removesuffix(SUFFIX)}\n{about(path)}") for path in found]
        words = "A copy is made, so that you can change it."
        name = await self.app.push_screen_wait(Question("Examples", words, choices, self.glyphs))
        chosen = next((path for path in found if path.name == name), None)
        if chosen is not None:
            data = chosen.read_bytes()
            await self._make(chosen.name, lambda path: _create(path, data))

    @work(exclusive=True, group="start")
    async def action_new(self) -> None:
        """Five questions, or a template."""
        from partnerbook.workbook.templates import TEMPLATES, filled

        choices = [("questions", "Five questions\nand the plan that fits your company, as a start")]
        choices += [(each.key, f"{each.title}\n{each.summary}") for each in TEMPLATES.values()]
        answer = await self.app.push_screen_wait(Question("New workbook", "", choices, self.glyphs))
        if answer == "questions":
            draft = await self.app.push_screen_wait(NewDialog(self._today, self.glyphs))
            if draft is not None:
                await self._make(
                    file_name(draft.program.program.name or ""), lambda path: _write(path, draft)
                )
        elif answer is not None:
            ask = Ask("New workbook", "What is the program called?", wrong=_need, glyphs=self.glyphs)
            name = await self.app.push_screen_wait(ask)
            if name is not None:
                text = filled(answer, name, self._today)
                await self._make(file_name(name), lambda path: _create(path, text.encode("utf-8")))

    async def _make(self, wanted: str, write: Callable[[Path], None]) -> None:
        """Ask for the file's name until it could be made, and open it."""
        folder = Path.cwd()
        made: list[Path] = []

        def wrong(text: str) -> str:
            if not text:
                return "a file needs a name"
            try:
                path = folder / workbook_path(text)
                write(path)
            except (FileError, ValueError, RuntimeError) as error:
                return f"{error}. {getattr(error, 'remedy', 'Choose another name.')}"
            made.append(path)
            return ""

        label = f"File name, in {home(folder)}"
        await self.app.push_screen_wait(Ask("Make the file", label, wanted, wrong=wrong, glyphs=self.glyphs))
        if made:
            self._open_path(made[-1])


# ── words ────────────────────────────────────────────────────────────────────


def art(glyphs: Glyphs) -> Content:
    """A small ladder of tiers, and what this is."""
    full, half = ("##", "  ") if glyphs.ascii else ("██", "▄▄")
    rows = (
        (f"      {half if not glyphs.ascii else full}", ""),
        (f"   {half if not glyphs.ascii else full} {full}", "partnerbook"),
        (f"{full} {full} {full}", "a partner program, designed and checked step by step"),
    )
    lines = [
        Content.assemble(
            (drawn.ljust(8), "$text-accent"), "    ", (words, "bold" if index == 1 else "$text-muted")
        )
        for index, (drawn, words) in enumerate(rows)
    ]
    return Content("\n").join(lines)


def ago(moment: datetime, today: date) -> str:
    """When something was, as people say it."""
    days = (today - moment.date()).days
    if days <= 0:
        return f"today {moment:%H:%M}"
    if days == 1:
        return f"yesterday {moment:%H:%M}"
    return f"{days} days ago" if days < 14 else f"{moment:%Y-%m-%d}"


def home(path: Path) -> str:
    """A folder, with ``~`` for the person's own."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(path)


def file_name(program: str) -> str:
    """A file name for a program: ``northwind.program.toml``."""
    from partnerbook.program.address import slug

    return f"{slug(program)[:40].strip('-') if program.strip() else 'partners'}{SUFFIX}"


def about(path: Path) -> str:
    """What an example says of itself: its first comment."""
    try:
        with path.open(encoding="utf-8") as file:
            first = file.readline()
    except (OSError, ValueError):
        return ""
    return first.removeprefix("#").strip()[:60] if first.startswith("#") else ""


def _state_paint(state: str) -> Paint:
    for word in ("error", "warning"):
        if word in state:
            return "error" if word == "error" else "warning"
    return "muted"


def _need(text: str) -> str:
    return "" if text else "a program needs a name"


def _create(path: Path, data: bytes) -> None:
    from partnerbook.workbook.files import create

    create(path, data)


def _write(path: Path, draft: Draft) -> None:
    from partnerbook.workbook.write import create_workbook

    create_workbook(path, draft.document, draft.program, {})
