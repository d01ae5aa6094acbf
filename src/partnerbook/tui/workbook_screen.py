"""The frame that stays: title, step rail, the sheet of a page with its picture, findings, and the keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, ClassVar, Final

from textual import on
from textual.binding import Binding, BindingType

from partnerbook.program.address import Address
from partnerbook.program.locate import spec_at
from partnerbook.session import changes
from partnerbook.session.changes import noun_of
from partnerbook.tui.frame.since import SinceCommit
from partnerbook.tui.heads import head_of
from partnerbook.tui.widgets.bars import Rail
from partnerbook.tui.widgets.canvas import Canvas


class WorkbookScreen(SinceCommit):
    """One open workbook. Pages declare what is shown; this screen shows it and passes on what a person does."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "page('company')", "Company", show=False, id="page.company"),
        Binding("f3", "page('value')", "1 Value", show=False, id="page.value"),
        Binding("f4", "page('tiers')", "2 Tiers", show=False, id="page.tiers"),
        Binding("f5", "page('enablement')", "3 Enablement", show=False, id="page.enablement"),
        Binding("f6", "page('recruiting')", "4 Recruiting", show=False, id="page.recruiting"),
        Binding("f7", "page('conflict')", "5 Conflict", show=False, id="page.conflict"),
        Binding("f9", "page('review')", "Review", show=False, id="page.review"),
        Binding("shift+f9,f21", "compare", "Compare with", show=False, id="view.compare"),
        Binding("f8", "finding(1)", "Next finding", show=False, id="finding.next"),
        Binding("shift+f8,f20", "finding(-1)", "Last finding", show=False, id="finding.previous"),
        Binding("ctrl+s", "save", "Save", show=False, id="file.save"),
        Binding("ctrl+z", "undo", "Undo", show=False, id="edit.undo"),
        Binding("ctrl+y,ctrl+shift+z", "redo", "Redo", show=False, id="edit.redo"),
        Binding("ctrl+f", "search", "Search", show=False, id="app.search"),
        Binding("f1", "help", "Help", show=False, id="app.help"),
        Binding("ctrl+l", "findings", "Findings", show=False, id="view.findings"),
        Binding("ctrl+t", "rail", "Steps", show=False, id="view.rail"),
        Binding("f12", "act", "What this page offers", show=False, id="page.act"),
        Binding("f10", "picture", "Picture", show=False, id="view.picture"),
        Binding("ctrl+e", "stage(1)", "Partner to the next stage", show=False, id="partner.next-stage"),
        Binding("f", "mend", "Fix", show=False, id="finding.fix"),
        Binding("e", "explain", "Explain", show=False, id="finding.explain"),
        Binding("w", "waive", "Waive", show=False, id="finding.waive"),
        Binding("slash", "search", "Search", show=False, id="app.search-slash"),
    ]

    def commands(self) -> Iterator[tuple[str, str, Callable[[], Any]]]:
        """What the palette offers beside the actions with keys: what this page can do, then the others."""
        yield from self.page.commands(self)
        for page in self.pages.values():
            if page is not self.page:
                for name, words, run in page.commands(self):
                    yield name, f"{page.title}: {words}", partial(self._on_page, page.key, run)
        for collection in _ADDED:
            noun, head = noun_of(collection), head_of(collection)
            assert head is not None
            yield f"Add: {noun}", f"{head.title}: a new one", partial(self._add_on_page, head.key, collection)
        yield "Change its key", "the thing under the cursor, and all that names it", self.rekey
        yield "Partner to the stage before", "the partner under the cursor", partial(self.action_stage, -1)

    def _on_page(self, key: str, run: Callable[[], Any]) -> None:
        """Do something that belongs to another page, there."""
        self.action_page(key)
        run()

    def _add_on_page(self, key: str, collection: Address) -> None:
        self.action_page(key)
        self.do(changes.adding(self.session.program, collection))

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
        if self.file is None:
            return
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
        if not self.has_panel:
            self.add_class("-drawer")
        self.panel.focus()

    def action_picture(self) -> None:
        """The picture in the place of the sheet, and back."""
        self.toggle_class("-picture")
        picture = self.query_one("#picture", Canvas)
        picture.can_focus = self.has_class("-picture")
        (picture if picture.can_focus else self.sheet).focus()
        self.call_after_refresh(lambda: self._around(self.view()))

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
        self.say(words)

    def action_save(self) -> None:
        """Save; what is being typed is entered first."""
        self.commit_typing()
        self.refresh_page()
        self.app.save(self)  # type: ignore[attr-defined]

    def action_act(self) -> None:
        """What the page offers: use the plan, pick public figures, filter."""
        self.commit_typing()
        self.refresh_page()
        if not self.page.act(self):
            self.say("this page has no action of its own", "$flag-warning")

    def action_stage(self, by: int) -> None:
        """Move the partner under the cursor a stage on or back."""
        self.commit_typing()
        if not self.page.stage(self, by):
            self.say(
                f"no partner here with a stage to go to: {self.key_names('page.recruiting')} shows them",
                "$flag-warning",
            )

    def action_search(self) -> None:
        """Search the workbook."""
        from partnerbook.tui.dialogs.search import SearchDialog

        def answered(at: Address | None) -> None:
            if at:
                self.go_to(at)

        self.app.push_screen(SearchDialog(self.session.program, self.glyphs), answered)

    def action_compare(self) -> None:
        """The workbook against its last commit, a tag, a branch or another file."""
        from partnerbook.tui.dialogs.compare import CompareScreen

        if self.file is None:
            return
        self.commit_typing()
        before = self.session.program

        def answered(at: Address | None) -> None:
            if at:
                self.go_to(at)
            elif self.session.program is not before:
                self.refresh_page()

        self.app.push_screen(CompareScreen(self.file, self.glyphs), answered)

    def action_help(self) -> None:
        """Help for the field under the cursor, and the keys."""
        from partnerbook.tui.dialogs.help import HelpDialog

        at = self.sheet.address
        spec = spec_at(self.session.program, at) if at else None
        self.app.push_screen(
            HelpDialog(self.page, at, spec, self.session.report.at(at) if at else (), self.glyphs)
        )


_ADDED: Final = (
    "tracks",
    "extra_pay",
    "integrations",
    "competitors",
    "tiers",
    "metrics",
    "benefits",
    "enablement.modules",
    "recruiting.onboarding",
    "partners",
    "conflict.accounts",
    "conflict.incidents",
    "team",
    "waivers",
)
"""What can be added by its name."""

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
        "stage",
        "act",
        "mend",
        "explain",
        "waive",
        "compare",
    )
)
