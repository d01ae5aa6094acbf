"""The frame that stays: title, step rail, the sheet of a page with its picture, findings, and the keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.screen import Screen

from partnerbook.checks.finding import SEVERITIES, Finding, Report
from partnerbook.program.address import Address
from partnerbook.program.changed import changed
from partnerbook.program.program import Program
from partnerbook.program.table import Table
from partnerbook.program.wording import title
from partnerbook.tui.frame.painting import LinesCompositor
from partnerbook.tui.frame.places import FramePlaces
from partnerbook.tui.glyphs import Glyphs
from partnerbook.tui.heads import HEADS, Head
from partnerbook.tui.kept import Kept
from partnerbook.tui.key_line import keys_for
from partnerbook.tui.keys import KeyNames, key_names
from partnerbook.tui.page import Page
from partnerbook.tui.sheet.model import SheetModel, first_address
from partnerbook.tui.sheet.sheet import Sheet
from partnerbook.tui.text import safe_content
from partnerbook.tui.view import View, flags_at
from partnerbook.tui.widgets.bars import KeyBar, Rail, SayLine, Stop, TitleBar
from partnerbook.tui.widgets.canvas import Canvas
from partnerbook.tui.widgets.findings import FindingsPanel

if TYPE_CHECKING:
    from textual.layout import Layout

    from partnerbook.revisions.story import Told
    from partnerbook.session.file import WorkbookFile
    from partnerbook.session.session import Session

STYLES = {
    "error": "bold $flag-error",
    "warning": "$flag-warning",
    "note": "$flag-note",
    "todo": "$flag-todo",
    "ok": "$flag-ok",
}
_PLACES = FramePlaces()


class _NoPage(Page):
    """What is shown while the workbook is being read."""

    key, title, question, tables = "", "", "", ()


class Frame(Screen[None]):
    """Title, rail, sheet, picture, findings and keys around one open workbook; what is drawn where.

    It is there before there is a workbook: checks and pages are imported after that.
    """

    AUTO_FOCUS = ""  # the sheet, when it has something to show
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-medium"), (170, "-wide")]  # noqa: RUF012 - as Screen declares it
    VERTICAL_BREAKPOINTS = [(0, "-low"), (34, "-tall")]  # noqa: RUF012 - as Screen declares it
    DEFAULT_CSS = """
    Frame {
        #picture { display: none; overflow-y: scroll; border-top: solid $foreground 20%; background: $surface; }
        #findings { display: none; overflow-y: scroll; border-left: solid $foreground 20%; background: $surface; }
        &.-medium #findings, &.-wide #findings { display: block; width: 42; }
        &.-wide #findings { width: 50; }
        &.-tall.-medium #picture { display: block; height: 13; }
        &.-judging #findings { display: none; }
        &.-wide #picture { display: block; }
        &.-wide #picture { width: 60; height: 1fr; border-top: none; border-left: solid $foreground 20%; }
        &.-drawer #sheet, &.-drawer #picture { display: none; }
        &.-drawer #findings { display: block; width: 1fr; border-left: none; }
        &.-ascii #picture { border-top: ascii $foreground 20%; }
        &.-ascii #findings { border-left: ascii $foreground 20%; }
        &.-ascii.-wide #picture { border-top: none; border-left: ascii $foreground 20%; }
        &.-ascii.-drawer #findings { border-left: none; }
        &.-picture #sheet { display: none; }
        &.-picture #picture { display: block; width: 1fr; height: 1fr !important; border-top: none; }
    }
    """

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__()
        self._compositor = LinesCompositor()
        self.glyphs = glyphs
        self.pages: Mapping[str, Page] = {}
        self.page: Page = _NoPage()
        self.file: WorkbookFile | None = None
        self.led_to: Finding | None = None
        """The finding that F8 led to: `f`, `e` and `w` mean it."""
        self._walked: Sequence[tuple[str, Address]] = ()
        """Code and address of all findings of the walk then, in its order."""
        self._led_at: Address = ""
        """Where the cursor stood then."""
        self._said_at: Address = ""
        """Where the cursor stood when something was said last."""
        self._opened_with: dict[Address, str] = {}
        """Values of the wrong shape that the file itself holds: nobody typed them here."""
        self.committed: Program | None = None
        """The last commit, once it is known; it shares with the open program what is the same."""
        self.since: Sequence[Told] | None = None
        """What has changed since then, once it is told."""
        self._places: dict[str, Address] = {}
        self._kept = Kept()
        self._late = False

    def compose(self) -> ComposeResult:
        """The frame; it is painted before there is a workbook."""
        yield TitleBar(id="title")
        yield Rail(id="rail")
        yield Sheet(glyphs=self.glyphs, today=self._today, id="sheet")
        yield Canvas(glyphs=self.glyphs, id="picture")
        yield FindingsPanel(title_of=self.title_of, glyphs=self.glyphs, id="findings")
        yield SayLine(id="say")
        yield KeyBar(id="keys")

    @property
    def layout(self) -> Layout:
        """Where the parts stand."""
        return _PLACES

    def on_mount(self) -> None:
        """Tie the sheet to this screen."""
        self.set_class(self.glyphs.ascii, "-ascii")
        self.query_one("#title", TitleBar).ascii_only = self.glyphs.ascii
        self.query_one("#say", SayLine).ascii_only = self.glyphs.ascii
        self.sheet.preview = self.preview

    @property
    def sheet(self) -> Sheet:
        """The sheet of the page."""
        return self.query_one("#sheet", Sheet)

    @property
    def panel(self) -> FindingsPanel:
        """The findings."""
        return self.query_one("#findings", FindingsPanel)

    @property
    def session(self) -> Session:
        """The open workbook's session."""
        assert self.file is not None
        return self.file.session

    def attach(self, file: WorkbookFile) -> None:
        """Take a workbook."""
        from partnerbook.tui.pages import Pages

        self.file = file
        self.committed = self.since = None
        self._opened_with = dict(file.session.pending)
        self._places.clear()
        self._kept = Kept()
        self.pages = Pages()
        self.page = self.pages[HEADS[0].key]

    @property
    def has_unsaved(self) -> bool:
        """Whether there is something that only this session knows: changes, or half-typed text."""
        return self.session.is_modified or bool(self.half_typed)

    @property
    def half_typed(self) -> list[Address]:
        """Where text waits that is no value yet, and that no file holds: quitting would lose it."""
        pending = self.session.pending.items()
        return [at for at, text in pending if self._opened_with.get(at) != text]

    def view(self, typing: tuple[Address, str] | None = None) -> View:
        """The moment to be drawn; with ``(address, text)`` as if that were entered."""
        session = self.session
        program, report = session.program, session.report
        if typing is not None:
            preview = session.preview(*typing)
            program, report = preview.program, preview.report
        return View(
            program,
            report,
            session.today,
            self.glyphs,
            pending=session.pending,
            unsaved=session.unsaved,
            saved=session.saved,
            private=frozenset(session.private),
            differing=self.differing(program),
            since=self.since,
            kept=self._kept,
            keys=self.key_names,
        )

    def rows_of(self, page: Page, view: View) -> SheetModel:
        """The sheet of a page at one moment; what is as it was the last time is made once."""
        self._kept.turn_to(page.key, view)
        return page.rows(view, self._width())

    @cached_property
    def key_names(self) -> KeyNames:
        """The keys of what can be done here, as they are mapped."""
        return key_names(self.app, FindingsPanel, SayLine, Sheet, type(self))

    def differing(self, program: Program) -> frozenset[Address] | None:
        """Addresses at which a program differs from the last commit, where that is known."""
        return changed(self.committed, program) if self.committed is not None else None

    def _today(self) -> Any:
        return self.session.today

    def title_of(self, at: Address) -> str:
        """An address in words."""
        return title(self.session.program, at)

    def show_page(self, key: str, at: Address = "") -> None:
        """Show a page, with the cursor at an address or where it was."""
        if self.sheet.editing:
            self.commit_typing()
        if self.page.key != key:
            self._places[self.page.key] = self.sheet.address
            self.page = self.pages[key]
            self._make_room()
        view = self.view()
        wanted = self.page.reveal(view, at) if at else self._places.get(key, "")
        rows = self.rows_of(self.page, view)
        self.sheet.show(rows, wanted or first_address(rows) or None)
        self._around(view)

    def _make_room(self) -> None:
        """The page that lists all findings has the room of the panel too: they would stand there twice."""
        if self.page.judges_all != self.has_class("-judging"):
            self.set_class(self.page.judges_all, "-judging")
            self.call_after_refresh(self._fill_room)

    def _fill_room(self) -> None:
        if not self.sheet.editing:
            self._draw_page()

    @property
    def has_panel(self) -> bool:
        """Whether the findings stand beside this page; its size is not known before the next refresh."""
        roomy = self.has_class("-medium") or self.has_class("-wide")
        return self.has_class("-drawer") or (roomy and not self.page.judges_all)

    def commit_typing(self) -> None:
        """What is being typed becomes the value, as on leaving the cell."""
        typed = self.sheet.finish()
        if typed is not None:
            self.enter(*typed)
        else:
            self.session.drop()

    def enter(self, at: Address, text: str) -> Address:
        """Enter a text at an address, and say so where that cannot be; returns the address then."""
        if at not in self.session.private:
            return self.session.enter(at, text)
        self.session.drop()
        from partnerbook.workbook.private import overlay_path

        words = f"private: change it in {overlay_path(self.file.path).name}" if self.file else ""
        self.call_later(self.say, words, "$flag-warning")
        return at

    def refresh_page(self, at: Address = "") -> None:
        """Draw the page again after a change."""
        self._draw_page(at)

    def _draw_page(self, at: Address = "") -> None:
        view = self.view()
        self.sheet.show(self.rows_of(self.page, view), at or None)
        self._around(view)

    def preview(self, at: Address, text: str) -> None:
        """A key was typed: what is found where it was typed now, all that follows when that frame is out."""
        self.sheet.flag(flags_at(self.session.preview(at, text, quick=True).report, at))
        if not self._late:
            self._late = True
            self.call_after_refresh(self._around_late)

    def _around_late(self) -> None:
        self._late = False
        if self.sheet.editing:
            view = self.view(self.sheet.editing)
            self.sheet.update_rows(self.rows_of(self.page, view))
            self._around(view)

    def _around(self, view: View) -> None:
        """Title, rail, picture, findings and keys."""
        self._show_title(view.report)
        self._show_rail(view.report)
        findings = self.session.ordered(view.report)
        here = [each for each in findings if self.page.owns(each.address)]
        elsewhere = [each for each in findings if not self.page.owns(each.address)]
        self.panel.fill(worst_first(here), worst_first(elsewhere))
        picture = self.query_one("#picture", Canvas)
        if picture.display:
            picture.show(self.page.picture(view, max(picture.size.width - 3, 30)))
        self._show_keys()

    def _width(self) -> int:
        return self.sheet.size.width

    def _show_title(self, report: Report) -> None:
        assert self.file is not None
        bar = self.query_one("#title", TitleBar)
        state = f"{self.glyphs.modified} modified" if self.has_unsaved else "saved"
        bar.name_shown = (self.session.program.program.name or "Unnamed program", self.file.path.name, state)
        counts = []
        for severity in SEVERITIES:
            number = report.count(severity)
            if number:
                word = "to do" if severity == "todo" else severity + ("s" if number != 1 else "")
                counts.append((f"{getattr(self.glyphs, severity)} {number} {word}", STYLES[severity]))
        bar.counts = tuple(counts) or ((f"{self.glyphs.ok} nothing found", STYLES["ok"]),)

    def _show_rail(self, report: Report) -> None:
        rail = self.query_one("#rail", Rail)
        rail.stops = tuple(self._stop(head, report) for head in HEADS)
        rail.current = self.page.key

    def _stop(self, page: Head, report: Report) -> Stop:
        if page.judges_all:
            return self._whole(page, report)
        mine = [each for each in report.findings if not each.waived and page.owns(each.address)]
        worst = next(
            (severity for severity in SEVERITIES if any(each.severity == severity for each in mine)), "ok"
        )
        number = sum(1 for each in mine if each.severity == worst)
        sign = getattr(self.glyphs, worst)
        if worst == "ok" and not self._touched(page):
            sign = self.glyphs.middle_dot
        state = (
            f"{sign}{number}" if worst not in ("ok", "note") else sign if worst == "ok" else self.glyphs.ok
        )
        style = STYLES["ok" if worst == "note" else worst]
        return Stop(page.key, page.heading, f"{page.number} {page.title[:3]}".strip(), state, style)

    def _whole(self, page: Head, report: Report) -> Stop:
        """The stop of the page that judges all the others: the worst of them, which the title counts."""
        worst = next((each for each in SEVERITIES if each != "note" and report.count(each)), "ok")
        return Stop(page.key, page.title, page.title[:3], getattr(self.glyphs, worst), STYLES[worst])

    def _touched(self, page: Head) -> bool:
        for name in page.tables:
            held = getattr(self.session.program, name)
            if (not held.is_empty) if isinstance(held, Table) else bool(held):
                return True
        return False

    def on_descendant_focus(self) -> None:
        """Other keys matter on a finding than in the sheet."""
        if self.file is not None:
            self._show_keys()

    @property
    def on_findings(self) -> bool:
        """Whether the focus is on a finding: single keys fix, explain and waive it."""
        return isinstance(self.focused, FindingsPanel | SayLine)

    def _show_keys(self) -> None:
        self.query_one("#keys", KeyBar).keys = keys_for(self)

    def say(self, text: str, style: str = "") -> None:
        """Say what was done, in the line above the keys; it stays until the cursor moves on."""
        self._said_at = self.sheet.address
        self.query_one("#say", SayLine).said = safe_content(text, style, ascii_only=self.glyphs.ascii)


def worst_first(findings: Sequence[Finding]) -> list[Finding]:
    """By severity; within one in the order of the text, waived ones last."""
    return sorted(findings, key=lambda each: (each.waived, SEVERITIES.index(each.severity)))
