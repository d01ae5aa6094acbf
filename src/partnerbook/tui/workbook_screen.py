"""The frame that stays: title, step rail, the sheet of a page with its picture, findings, and the keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen

from partnerbook.checks.finding import SEVERITIES, Finding, Report
from partnerbook.program.address import Address, within
from partnerbook.program.edit import Change, EditError
from partnerbook.program.locate import spec_at
from partnerbook.program.table import Table
from partnerbook.program.values import NotAValue, parse
from partnerbook.program.wording import title
from partnerbook.session import changes
from partnerbook.session.file import WorkbookFile
from partnerbook.session.session import Session
from partnerbook.tui.glyphs import Glyphs
from partnerbook.tui.page import Page, Place
from partnerbook.tui.pages import all_pages
from partnerbook.tui.sheet.messages import ActionWanted, Cleared, Committed, Dropped, Moved
from partnerbook.tui.sheet.model import Cell, Choice
from partnerbook.tui.sheet.sheet import Sheet
from partnerbook.tui.text import safe_content
from partnerbook.tui.view import View
from partnerbook.tui.widgets.bars import KeyBar, Rail, SayLine, Stop, TitleBar
from partnerbook.tui.widgets.canvas import Canvas
from partnerbook.tui.widgets.findings import FindingsPanel

_STYLES = {
    "error": "bold $flag-error",
    "warning": "$flag-warning",
    "note": "$flag-note",
    "todo": "$flag-todo",
    "ok": "$flag-ok",
}


class WorkbookScreen(Screen[None]):
    """One open workbook. Pages declare what is shown; this screen shows it and passes on what a person does."""

    AUTO_FOCUS = "#sheet"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-medium"), (170, "-wide")]  # noqa: RUF012 - as Screen declares it
    VERTICAL_BREAKPOINTS = [(0, "-low"), (34, "-tall")]  # noqa: RUF012 - as Screen declares it
    DEFAULT_CSS = """
    WorkbookScreen {
        layout: vertical;
        #body { height: 1fr; }
        #left { width: 1fr; }
        #sheet { height: 1fr; }
        #picture { display: none; border-top: solid $foreground 20%; background: $surface; }
        #findings { display: none; border-left: solid $foreground 20%; background: $surface; }
        &.-medium #findings, &.-wide #findings { display: block; width: 42; }
        &.-wide #findings { width: 50; }
        &.-tall.-medium #picture { display: block; height: 13; }
        &.-wide #picture { display: block; }
        &.-wide #left { layout: horizontal; }
        &.-wide #sheet { width: 1fr; height: 100%; }
        &.-wide #picture { width: 60; height: 100%; border-top: none; border-left: solid $foreground 20%; }
        &.-drawer #left { display: none; }
        &.-drawer #findings { display: block; width: 1fr; border-left: none; }
        &.-picture #sheet { display: none; }
        &.-picture #picture { display: block; height: 1fr; border-top: none; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "page('company')", "Company", show=False, id="page.company"),
        Binding("f3", "page('value')", "1 Value", show=False, id="page.value"),
        Binding("f4", "page('tiers')", "2 Tiers", show=False, id="page.tiers"),
        Binding("f5", "page('enablement')", "3 Enablement", show=False, id="page.enablement"),
        Binding("f6", "page('recruiting')", "4 Recruiting", show=False, id="page.recruiting"),
        Binding("f7", "page('conflict')", "5 Conflict", show=False, id="page.conflict"),
        Binding("f9", "page('review')", "Review", show=False, id="page.review"),
        Binding("f8", "finding(1)", "Next finding", show=False, id="finding.next"),
        Binding("shift+f8,f20", "finding(-1)", "Last finding", show=False, id="finding.previous"),
        Binding("ctrl+s", "save", "Save", show=False, id="file.save"),
        Binding("ctrl+z", "undo", "Undo", show=False, id="edit.undo"),
        Binding("ctrl+y,ctrl+shift+z", "redo", "Redo", show=False, id="edit.redo"),
        Binding("ctrl+f", "search", "Search", show=False, id="app.search"),
        Binding("f1", "help", "Help", show=False, id="app.help"),
        Binding("ctrl+l", "findings", "Findings", show=False, id="view.findings"),
        Binding("ctrl+t", "rail", "Steps", show=False, id="view.rail"),
        Binding("f10", "picture", "Picture", show=False, id="view.picture"),
        Binding("f", "mend", "Fix", show=False, id="finding.fix"),
        Binding("e", "explain", "Explain", show=False, id="finding.explain"),
        Binding("w", "waive", "Waive", show=False, id="finding.waive"),
        Binding("slash", "search", "Search", show=False, id="app.search-slash"),
    ]

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__()
        self.glyphs = glyphs
        self.pages: dict[str, Page] = {page.key: page for page in all_pages()}
        self.page: Page = next(iter(self.pages.values()))
        self.file: WorkbookFile | None = None
        self.led_to: Finding | None = None
        """The finding that F8 led to: `f`, `e` and `w` mean it."""
        self._places: dict[str, Address] = {}
        self._late = False

    def compose(self) -> ComposeResult:
        """The frame; it is painted before there is a workbook."""
        yield TitleBar(id="title")
        yield Rail(id="rail")
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield Sheet(glyphs=self.glyphs, today=self._today, id="sheet")
                yield Canvas(glyphs=self.glyphs, id="picture")
            yield FindingsPanel(title_of=self.title_of, glyphs=self.glyphs, id="findings")
        yield SayLine(id="say")
        yield KeyBar(id="keys")

    def on_resize(self) -> None:
        """A small terminal gets a notice; the rows follow the width."""
        from partnerbook.tui.too_small import TooSmall, fits

        if not fits(self.app.size.width, self.app.size.height) and self.is_current:
            self.app.push_screen(TooSmall())
        elif self.file is not None:
            self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        if not self.sheet.editing:
            self.refresh_page()

    def on_mount(self) -> None:
        """Tie the sheet to this screen."""
        self.sheet.preview = self._preview
        self.sheet.choices_for = self._choices
        if self.file is not None:
            self.show_page(self.page.key)

    # ── what is where ────────────────────────────────────────────────────────

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
        """Show a workbook."""
        self.file = file
        self._places.clear()
        self.pages = {page.key: page for page in all_pages()}
        if self.is_mounted:
            self.show_page(self.page.key)

    def view(self, typing: tuple[Address, str] | None = None) -> View:
        """The moment to be drawn; with ``(address, text)`` as if that were entered."""
        session = self.session
        program, report = session.program, session.report
        mistakes = {at: self._mistake(at, text) for at, text in session.pending.items()}
        if typing is not None:
            preview = session.preview(*typing)
            program, report = preview.program, preview.report
            mistakes.pop(typing[0], None)
            if preview.mistake:
                mistakes[typing[0]] = preview.mistake
        return View(
            program,
            report,
            session.today,
            self.glyphs,
            pending=session.pending,
            unsaved=session.unsaved,
            mistakes=mistakes,
        )

    def _mistake(self, at: Address, text: str) -> str:
        spec = spec_at(self.session.program, at)
        try:
            if spec is not None:
                parse(spec, text)
        except NotAValue as error:
            return str(error)
        return "another value"

    def _today(self) -> Any:
        return self.session.today

    def title_of(self, at: Address) -> str:
        """An address in words."""
        return title(self.session.program, at)

    # ── drawing ──────────────────────────────────────────────────────────────

    def show_page(self, key: str, at: Address = "") -> None:
        """Show a page, with the cursor at an address or where it was."""
        if self.sheet.editing:
            self.commit_typing()
        if self.page.key != key:
            self._places[self.page.key] = self.sheet.address
            self.page = self.pages[key]
        view = self.view()
        wanted = self.page.reveal(view, at) if at else self._places.get(key, "")
        self.sheet.show(self.page.rows(view, self._width()), wanted or None)
        self._around(view)

    def refresh_page(self, at: Address = "") -> None:
        """Draw the page again after a change."""
        view = self.view()
        self.sheet.show(self.page.rows(view, self._width()), at or None)
        self._around(view)

    def _preview(self, at: Address, text: str) -> None:
        """A key was typed: flags and numbers of the sheet now, the rest when the frame is out."""
        view = self.view((at, text))
        self.sheet.update_rows(self.page.rows(view, self._width()))
        self._pending_view = view
        if not self._late:
            self._late = True
            self.call_after_refresh(self._around_late)

    def _around_late(self) -> None:
        self._late = False
        if self.sheet.editing:
            self._around(self._pending_view)

    def _around(self, view: View) -> None:
        """Title, rail, picture, findings and keys."""
        self._show_title(view.report)
        self._show_rail(view.report)
        findings = self.session.ordered(view.report)
        here = [each for each in findings if self.page.owns(each.address)]
        self.panel.fill(_worst_first(here), _worst_first([each for each in findings if each not in here]))
        picture = self.query_one("#picture", Canvas)
        if picture.display:
            picture.show(self.page.picture(view, max(picture.size.width - 3, 30)))
        self._show_keys()

    def _width(self) -> int:
        return self.sheet.size.width

    def _show_title(self, report: Report) -> None:
        assert self.file is not None
        bar = self.query_one("#title", TitleBar)
        state = (
            f"{self.glyphs.modified} modified"
            if self.session.is_modified or self.session.pending
            else "saved"
        )
        bar.name_shown = (self.session.program.program.name or "Unnamed program", self.file.path.name, state)
        counts = []
        for severity in SEVERITIES:
            number = report.count(severity)
            if number:
                word = "to do" if severity == "todo" else severity + ("s" if number != 1 else "")
                counts.append((f"{getattr(self.glyphs, severity)} {number} {word}", _STYLES[severity]))
        bar.counts = tuple(counts) or ((f"{self.glyphs.ok} nothing found", _STYLES["ok"]),)

    def _show_rail(self, report: Report) -> None:
        rail = self.query_one("#rail", Rail)
        rail.stops = tuple(self._stop(page, report) for page in self.pages.values())
        rail.current = self.page.key

    def _stop(self, page: Page, report: Report) -> Stop:
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
        style = _STYLES["ok" if worst == "note" else worst]
        heading = f"{page.number} {page.title}".strip()
        return Stop(page.key, heading, f"{page.number} {page.title[:3]}".strip(), state, style)

    def _touched(self, page: Page) -> bool:
        for name in page.tables:
            held = getattr(self.session.program, name)
            if (not held.is_empty) if isinstance(held, Table) else bool(held):
                return True
        return False

    def _show_keys(self) -> None:
        bar = self.query_one("#keys", KeyBar)
        bar.keys = self.app.keys_for(self)  # type: ignore[attr-defined]

    def commands(self) -> Iterator[tuple[str, str, Callable[[], None]]]:
        """What the palette offers beside the actions with keys: what the page can do."""
        yield from self.page.commands(self)
        for page in self.pages.values():
            yield f"Go to {page.title}", page.question, partial(self.action_page, page.key)

    def say(self, text: str, style: str = "") -> None:
        """Say what was done, in the line above the keys."""
        self.query_one("#say", SayLine).said = safe_content(text, style)

    # ── typing ───────────────────────────────────────────────────────────────

    @on(Committed)
    def _committed(self, event: Committed) -> None:
        self._enter(event.address, event.text, keep=event.direction == "stay")

    @on(Cleared)
    def _cleared(self, event: Cleared) -> None:
        self._enter(event.address, "", keep=True)

    def _enter(self, at: Address, text: str, *, keep: bool) -> None:
        there = self.session.enter(at, text)
        if there != at:
            self.say(f"its key is now {there.split('.')[-2]}")
        moved = self.sheet.address if self.sheet.address != at else there
        self.refresh_page(there if keep or (there != at and moved == there) else moved)

    @on(Dropped)
    def _dropped(self) -> None:
        self.session.drop()
        self.refresh_page()

    @on(Moved)
    def _moved(self, event: Moved) -> None:
        self._places[self.page.key] = event.address
        self.query_one("#say", SayLine).said = Content("")
        if self.file is not None and self.page.looked_at(Place(event.address, self.sheet.item)):
            self.refresh_page()

    def commit_typing(self) -> None:
        """What is being typed becomes the value, as on leaving the cell."""
        typed = self.sheet.finish()
        if typed is not None:
            self.session.enter(*typed)
        else:
            self.session.drop()

    def _choices(self, cell: Cell) -> Sequence[Choice]:
        spec = cell.field
        if spec is None:
            return ()
        if spec.refers_to:
            program = self.session.program
            keys = [(key, table) for table in spec.refers_to for key in getattr(program, table)]
            return [Choice(key, self.title_of(f"{table}.{key}")) for key, table in keys]
        return [Choice(word) for word in spec.choices] if spec.kind in ("choice", "list", "text") else ()

    # ── things ───────────────────────────────────────────────────────────────

    @on(ActionWanted)
    def _wanted(self, event: ActionWanted) -> None:
        item, collection, program = event.item, event.collection, self.session.program
        try:
            if event.name == "add" and collection:
                self.do(changes.adding(program, collection))
            elif event.name == "duplicate" and item:
                self.do(changes.copying(program, item))
            elif event.name == "remove" and item:
                self.do(changes.removing(program, item))
            elif event.name in ("move-earlier", "move-later") and item:
                change = changes.moving(program, item, 1 if event.name == "move-later" else -1)
                self.do(change, event.address) if change else self.app.bell()
            else:
                self.say("nothing here to " + event.name.split("-")[0], "$text-warning")
        except EditError as error:
            self.say(str(error), "$text-error")

    def do(self, change: Change, at: Address = "") -> None:
        """Make a change, show where it happened, and say what it was."""
        self.session.do(change)
        view = self.view()
        where = at or self._first_cell(view, changes.moved_to(change.edits[0].address, change.edits))
        self.refresh_page(where)
        self.say(change.name)

    def _first_cell(self, view: View, at: Address) -> Address:
        """The first cell of a thing, so that typing its name comes next."""
        rows = self.page.rows(view, self._width())
        for name in ("name", "title", "vendor", "role", "applies_to", "what", "check", "value", "track"):
            if rows.index_of(f"{at}.{name}") is not None:
                return f"{at}.{name}"
        return at

    # ── actions ──────────────────────────────────────────────────────────────

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Until there is a workbook nothing can be done."""
        return self.file is not None or action not in _NEEDS_FILE

    def action_page(self, key: str) -> None:
        """Go to a page."""
        self.remove_class("-drawer", "-picture")
        self.show_page(key)
        self.sheet.focus()

    @on(Rail.Chosen)
    def _rail_chosen(self, event: Rail.Chosen) -> None:
        self.show_page(event.key)
        if event.enter:
            self.sheet.focus()

    def action_rail(self) -> None:
        """To the rail, and back."""
        rail = self.query_one("#rail", Rail)
        (self.sheet if rail.has_focus else rail).focus()

    def action_findings(self) -> None:
        """To the findings, and back; where there is no room they take the place of the sheet."""
        if self.panel.has_focus:
            self.remove_class("-drawer")
            self.sheet.focus()
            return
        if not self.panel.display:
            self.add_class("-drawer")
        self.panel.focus()

    def action_picture(self) -> None:
        """The picture in the place of the sheet, and back."""
        self.toggle_class("-picture")
        self.call_after_refresh(lambda: self._around(self.view()))

    def action_finding(self, by: int) -> None:
        """Go to the next or the last finding, on this page first."""
        order = self._walk()
        if not order:
            self.say(f"{self.glyphs.ok} nothing found", "$flag-ok")
            return
        known = [(each.code, each.address) for each in order]
        now = (self.led_to.code, self.led_to.address) if self.led_to else None
        index = (known.index(now) + by) % len(order) if now in known else (0 if by > 0 else len(order) - 1)
        self.lead_to(order[index])

    def _walk(self) -> list[Finding]:
        findings = [each for each in self.session.ordered() if not each.waived]
        start = list(self.pages).index(self.page.key) if self.led_to is None else 0
        keys = [*list(self.pages)[start:], *list(self.pages)[:start]]
        return [each for key in keys for each in _worst_first(findings) if self.pages[key].owns(each.address)]

    def lead_to(self, finding: Finding) -> None:
        """Go to the field of a finding and say what it is."""
        self.led_to = finding
        self.remove_class("-drawer", "-picture")
        self.go_to(finding.address)
        (self.panel if self.panel.display else self.query_one("#say", SayLine)).focus()
        sign = getattr(self.glyphs, finding.severity)
        word = "to do" if finding.severity == "todo" else finding.severity
        words = f"{sign} {word} {finding.code}  {self.title_of(finding.address)}: {finding.sentence}"
        self.call_later(self.say, words, _STYLES[finding.severity])
        self.panel.select(finding)

    def go_to(self, at: Address) -> None:
        """Show the cell of an address, or the nearest one."""
        page = next((page for page in self.pages.values() if page.owns(at)), self.page)
        view = self.view()
        wanted = page.reveal(view, at)
        rows = page.rows(view, self._width())
        while wanted and rows.index_of(wanted) is None:
            near = self._first_below(page, view, wanted)
            wanted = near or wanted.rpartition(".")[0]
        self.show_page(page.key, wanted)
        self.sheet.focus()

    def _first_below(self, page: Page, view: View, table: Address) -> Address:
        rows = page.rows(view, self._width())
        places = getattr(rows, "places", {})
        return next((at for at in places if at != table and within(at, table)), "")

    @on(FindingsPanel.Wanted)
    def _finding_wanted(self, event: FindingsPanel.Wanted) -> None:
        doing: dict[str, Callable[[Finding], None]] = {
            "go": self.lead_to,
            "fix": self.mend,
            "explain": self.explain,
            "waive": self.waive,
        }
        doing[event.what](event.finding)

    def current_finding(self) -> Finding | None:
        """The finding that is meant: under the panel's cursor, at the sheet's, or the one led to last."""
        if self.panel.has_focus:
            return self.panel.current
        here = self.session.report.at(self.sheet.address)
        return here[0] if here else self.led_to

    def action_mend(self) -> None:
        """Fix the finding that is meant."""
        self._with_finding(self.mend)

    def action_explain(self) -> None:
        """Explain the finding that is meant."""
        self._with_finding(self.explain)

    def action_waive(self) -> None:
        """Waive the finding that is meant."""
        self._with_finding(self.waive)

    def _with_finding(self, doing: Callable[[Finding], None]) -> None:
        finding = self.current_finding()
        if finding is None:
            self.say("no finding here: F8 goes to the next one", "$text-warning")
        else:
            doing(finding)

    def mend(self, finding: Finding) -> None:
        """Make the edits that a finding offers."""
        change = changes.mending(self.session.program, finding)
        if change is None:
            self.say(f"{finding.code} has no fix that a program can make: {finding.fix}", "$text-warning")
            return
        try:
            self.do(change, finding.address)
        except EditError as error:
            self.say(str(error), "$text-error")

    def explain(self, finding: Finding) -> None:
        """Show claim, source, why and examples of a check."""
        from partnerbook.tui.dialogs.explain import ExplainDialog

        self.app.push_screen(ExplainDialog(finding, self.glyphs))

    def waive(self, finding: Finding) -> None:
        """Ask for reason, owner and end, and waive a finding."""
        from partnerbook.tui.dialogs.waive import WaiveDialog

        def answered(answer: tuple[str, str, Any] | None) -> None:
            if answer is not None:
                self.do(changes.waiving(self.session.program, finding, *answer))

        self.app.push_screen(WaiveDialog(finding, self.session.today, self.glyphs), answered)

    def action_undo(self) -> None:
        """Take the last change back."""
        step = self.session.undo()
        self._after_step(f"Undid: {step.name}" if step else "nothing to undo", step.address if step else "")

    def action_redo(self) -> None:
        """Make the last change that was undone again."""
        step = self.session.redo()
        self._after_step(f"Redid: {step.name}" if step else "nothing to redo", step.address if step else "")

    def _after_step(self, words: str, at: Address) -> None:
        if at:
            self.go_to(at)
        self.call_later(self.say, words)

    def action_save(self) -> None:
        """Save; what is being typed is entered first."""
        self.commit_typing()
        self.refresh_page()
        self.app.save(self)  # type: ignore[attr-defined]

    def action_search(self) -> None:
        """Search the workbook."""
        from partnerbook.tui.dialogs.search import SearchDialog

        def answered(at: Address | None) -> None:
            if at:
                self.go_to(at)

        self.app.push_screen(SearchDialog(self.session.program, self.glyphs), answered)

    def action_help(self) -> None:
        """Help for the field under the cursor, and the keys."""
        from partnerbook.tui.dialogs.help import HelpDialog

        at = self.sheet.address
        spec = spec_at(self.session.program, at) if at else None
        self.app.push_screen(
            HelpDialog(self.page, at, spec, self.session.report.at(at) if at else (), self.glyphs)
        )


_NEEDS_FILE = frozenset(
    (
        "page",
        "finding",
        "save",
        "undo",
        "redo",
        "search",
        "help",
        "findings",
        "picture",
        "mend",
        "explain",
        "waive",
    )
)


def _worst_first(findings: Sequence[Finding]) -> list[Finding]:
    """By severity; within one in the order of the text, waived ones last."""
    return sorted(findings, key=lambda each: (each.waived, SEVERITIES.index(each.severity)))
