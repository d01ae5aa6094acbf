"""The frame that stays: title, step rail, the sheet of a page with its picture, findings, and the keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from textual import on
from textual.events import Key

from partnerbook.checks.finding import Finding
from partnerbook.program.address import Address, within
from partnerbook.program.edit import EditError
from partnerbook.session import changes
from partnerbook.tui.frame.frame import STYLES, worst_first
from partnerbook.tui.frame.typing import Typing
from partnerbook.tui.heads import HEADS, head_of
from partnerbook.tui.page import Page
from partnerbook.tui.view import View
from partnerbook.tui.widgets.bars import SayLine
from partnerbook.tui.widgets.findings import FindingsPanel


class FindingActions(Typing):
    """Walking findings, and what can be done with one."""

    def action_finding(self, by: int) -> None:
        """Go to the next or the last finding, on this page first."""
        order = self._walk()
        if not order:
            self.say(f"{self.glyphs.ok} nothing found", "$flag-ok")
            return
        known = [(each.code, each.address) for each in order]
        now = (self.led_to.code, self.led_to.address) if self.led_to else None
        if now in known:
            self.lead_to(order[(known.index(now) + by) % len(order)])
        elif (beside := self._beside_gone(known, by)) is not None:
            self.lead_to(order[beside])
        else:
            self.lead_to(order[self._first_here(order) if by > 0 else self._first_here(order) - 1])

    def _beside_gone(self, known: Sequence[tuple[str, Address]], by: int) -> int | None:
        """What stood next to the finding that was led to and is gone, while its page is still shown."""
        gone = self.led_to
        if gone is None or not self.page.owns(gone.address):
            return None
        walked = list(self._walked)[::by]
        if (gone.code, gone.address) not in walked:
            return None
        place = walked.index((gone.code, gone.address))
        index = {each: number for number, each in enumerate(known)}
        return next((index[each] for each in (*walked[place:], *walked[:place]) if each in index), None)

    def _walk(self) -> list[Finding]:
        """All that is not waived: page by page, the worst of each first."""
        findings = worst_first([each for each in self.session.ordered() if not each.waived])
        return [each for head in HEADS for each in findings if head.owns(each.address)]

    def _first_here(self, order: Sequence[Finding]) -> int:
        """The first finding of this page or of one after it; behind the last page comes the first again."""
        keys = [head.key for head in HEADS]
        for head in HEADS[keys.index(self.page.key) :]:
            for index, each in enumerate(order):
                if head.owns(each.address):
                    return index
        return 0

    def lead_to(self, finding: Finding) -> None:
        """Go to the field of a finding and say what it is."""
        self.led_to = finding
        self._walked = [(each.code, each.address) for each in self._walk()]
        self.remove_class("-drawer", "-picture")
        self.go_to(finding.address)
        self._led_at = self.sheet.address
        (self.panel if self.has_panel else self.query_one("#say", SayLine)).focus()
        sign = getattr(self.glyphs, finding.severity)
        word = "to do" if finding.severity == "todo" else finding.severity
        words = f"{sign} {word} {finding.code}  {self.title_of(finding.address)}: {finding.sentence}"
        self.say(words, STYLES[finding.severity])
        self.panel.select(finding)

    def enter_field(self, finding: Finding) -> None:
        """Into the field of a finding, to type there; what is wrong with it stays said."""
        self.lead_to(finding)
        self.sheet.focus()

    def go_to(self, at: Address) -> None:
        """Show the cell of an address, or the nearest one."""
        head = head_of(at)
        page = self.pages[head.key] if head is not None else self.page
        view = self.view()
        wanted = page.reveal(view, at)
        rows = self.rows_of(page, view)
        while wanted and rows.index_of(wanted) is None:
            near = self._first_below(page, view, wanted)
            wanted = near or wanted.rpartition(".")[0]
        self.show_page(page.key, wanted)
        self.sheet.focus()

    def _first_below(self, page: Page, view: View, table: Address) -> Address:
        rows = self.rows_of(page, view)
        places = getattr(rows, "places", {})
        return next((at for at in places if at != table and within(at, table)), "")

    def on_key(self, event: Key) -> None:
        """On a finding that F8 led to, the keys of the sheet that type nothing mean its field."""
        led_here = self.file is not None and self.on_findings and self.sheet.address == self._led_at
        elsewhere = event.is_printable or event.key in self.active_bindings
        if led_here and not elsewhere and event.key in self.sheet._bindings.key_to_bindings:
            event.stop()
            self.set_focus(self.sheet)
            self.app.post_message(Key(event.key, event.character))

    @on(FindingsPanel.Wanted)
    def _finding_wanted(self, event: FindingsPanel.Wanted) -> None:
        doing: dict[str, Callable[[Finding], None]] = {
            "go": self.enter_field,
            "fix": self.mend,
            "explain": self.explain,
            "waive": self.waive,
        }
        doing[event.what](event.finding)

    def current_finding(self) -> Finding | None:
        """The finding that is meant: under the panel's cursor, at the sheet's, or the one led to last."""
        if self.panel.has_focus:
            return self.panel.current
        led_here = self.led_to is not None and self.sheet.address == self._led_at
        if led_here and self.led_to in self.session.report.findings:
            return self.led_to
        here = self.session.report.at(self.sheet.address)
        return here[0] if here else None

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
            self.say(
                f"no finding here: {self.key_names('finding.next')} goes to the next one", "$text-warning"
            )
        else:
            doing(finding)

    def mend(self, finding: Finding) -> None:
        """Make the edits that a finding offers."""
        change = changes.mending(self.session.program, finding)
        if change is None:
            self.say(f"{finding.code} has no fix that a program can make: {finding.fix}", "$text-warning")
            return
        try:
            self.do(change, changes.moved_to(finding.address, change.edits))
        except EditError as error:
            self.say(str(error), "$text-error")

    def explain(self, finding: Finding) -> None:
        """Show claim, source, why and examples of a check."""
        from partnerbook.tui.dialogs.explain import ExplainDialog

        self.app.push_screen(ExplainDialog(finding, self.glyphs))

    def waive(self, finding: Finding) -> None:
        """Ask for reason, owner and end, and waive a finding."""
        from partnerbook.checks.waivers import can_be_waived
        from partnerbook.tui.dialogs.waive import WaiveDialog

        if not can_be_waived(finding.code):
            self.say(f"{finding.code} cannot be waived: {finding.fix}", "$text-warning")
            return

        def answered(answer: tuple[str, str, Any] | None) -> None:
            if answer is not None:
                self.do(changes.waiving(self.session.program, finding, *answer))

        self.app.push_screen(WaiveDialog(finding, self.session.today, self.glyphs), answered)
