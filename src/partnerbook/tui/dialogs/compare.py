"""Compare: the open workbook against another version of it, told by step, each edit to be taken back."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar, Final, Literal, TypeAlias

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from partnerbook.program.address import Address, join
from partnerbook.program.edit import Change, EditError
from partnerbook.session.bases import Base, Bases, Moment, NoBase, bases, history
from partnerbook.session.file import WorkbookFile
from partnerbook.session.revising import (
    Comparison,
    against,
    changelog,
    compare,
    granting,
    next_version,
    reverting,
    tier_lost,
    versioning,
    where,
    without_grace,
)
from partnerbook.tui.dialogs.ask import Ask
from partnerbook.tui.dialogs.compare_note import NoteDialog
from partnerbook.tui.dialogs.compare_picks import FILE, base_picks, history_picks, story_picks
from partnerbook.tui.dialogs.drawn import key_line
from partnerbook.tui.dialogs.paths import OpenDialog
from partnerbook.tui.dialogs.picks import Pick, Picks
from partnerbook.tui.glyphs import Glyphs
from partnerbook.tui.keys import KeyNames, screen_keys
from partnerbook.tui.once import Once
from partnerbook.tui.text import safe_content

Mode: TypeAlias = Literal["bases", "story", "history"]

_KEYS: Final = {
    "bases": (("list.choose", "compare"), ("compare.history", "history"), ("compare.back", "back")),
    "story": (
        ("compare.revert", "revert"),
        ("compare.undo", "undo"),
        ("list.choose", "go there"),
        ("compare.grace", "grace"),
        ("compare.version", "version"),
        ("compare.history", "history"),
        ("compare.back", "back"),
    ),
    "history": (("list.choose", "compare with it"), ("compare.back", "back")),
}
_MOST_GRACE: Final = 120
"""Months of grace that are taken at most."""


class CompareScreen(Once[str]):
    """Lies over the workbook; answers with the address to go to. Git and the story run in threads."""

    DEFAULT_CSS = """
    CompareScreen { layout: vertical; background: $background; color: $foreground; }
    CompareScreen #title { height: 1; background: $panel; padding: 0 1; }
    CompareScreen #list { margin: 1 0 0 0; background: $background; }
    CompareScreen #say { height: 1; padding: 0 1; }
    CompareScreen #keys { height: 1; background: $panel; padding: 0 1; }
    """
    AUTO_FOCUS = "#list"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "revert", "Take this edit back", show=False, id="compare.revert"),
        Binding("u,ctrl+z", "undo", "Undo", show=False, id="compare.undo"),
        Binding("g", "grace", "Give a grace period", show=False, priority=True, id="compare.grace"),
        Binding("h", "history", "History of the workbook", show=False, id="compare.history"),
        Binding("v", "version", "Next version and changelog", show=False, id="compare.version"),
        Binding("escape", "back", "Back", show=False, id="compare.back"),
    ]

    def __init__(self, file: WorkbookFile, glyphs: Glyphs) -> None:
        super().__init__()
        self.file = file
        self.glyphs = glyphs
        self.mode: Mode = "bases"
        self.comparison: Comparison | None = None
        self._bases: Bases | None = None
        self._moments: tuple[Moment, ...] = ()

    @cached_property
    def key_names(self) -> KeyNames:
        """The keys of what can be done here, as they are mapped."""
        return screen_keys(self, Picks)

    def compose(self) -> ComposeResult:
        """Title, the list, what is to be said, keys."""
        yield Static(id="title")
        yield Picks(self.glyphs, id="list", filling=True)
        yield Static(id="say")
        yield Static(id="keys")

    def on_mount(self) -> None:
        """Look for what can be compared with."""
        self._show("bases")
        self._tell("looking for commits, tags and branches")
        self._run("bases", self._find_bases)

    def on_resize(self) -> None:
        """Wrap again; make way for the notice when the terminal becomes too small."""
        from partnerbook.tui.too_small import make_way

        if not make_way(self):
            self.call_after_refresh(self._refill)

    # ── what is shown ────────────────────────────────────────────────────────

    def _show(self, mode: Mode, at: str = "") -> None:
        self.mode = mode
        if not self.is_current:
            return  # a dialog lies above it: drawn when that is closed
        self.query_one("#title", Static).update(self._title())
        self.query_one("#keys", Static).update(key_line(self.key_names, _KEYS[mode]))
        self.query_one(Picks).fill(self._picks(), at)

    def on_screen_resume(self) -> None:
        """A dialog was closed: what a thread has found meanwhile is shown now."""
        self.call_after_refresh(self._refill)

    def _refill(self) -> None:
        self._show(self.mode, self.query_one(Picks).current)

    def _picks(self) -> list[Pick]:
        width = max(self.query_one(Picks).scrollable_content_region.width - 2, 20)
        if self.mode == "story" and self.comparison is not None:
            return story_picks(self.comparison, self.glyphs, width)
        if self.mode == "history":
            return history_picks(self._moments, self.glyphs)
        return base_picks(self._bases, self.glyphs, width) if self._bases is not None else []

    def _title(self) -> Content:
        name = safe_content(self.file.path.name, "bold", ascii_only=self.glyphs.ascii)
        if self.mode == "history":
            return Content.assemble(name, "  history")
        if self.mode == "bases" or self.comparison is None:
            return Content.assemble(name, "  compare")
        told = self.comparison.story.told
        tighter, looser = (sum(1 for each in told if each.direction == way) for way in ("tighter", "looser"))
        base = safe_content(self.comparison.base.name, ascii_only=self.glyphs.ascii)
        counts = f"  {len(told)} changed, {tighter} tighter, {looser} looser"
        return Content.assemble(name, "  against ", base, counts)

    def _tell(self, words: str, style: str = "") -> None:
        self.query_one("#say", Static).update(safe_content(words, style, ascii_only=self.glyphs.ascii))

    # ── threads ──────────────────────────────────────────────────────────────

    def _run(self, group: str, work: Any) -> None:
        self.run_worker(work, thread=True, exclusive=True, group=group, exit_on_error=False)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A thread has found something."""
        event.stop()
        if event.state is WorkerState.ERROR:
            self._tell(f"that failed: {event.worker.error}", "$flag-error")
        elif event.state is WorkerState.SUCCESS:
            self._found(event.worker.result)

    def _found(self, result: object) -> None:
        if isinstance(result, str):
            self._tell(result, "$flag-warning")
        elif isinstance(result, Bases):
            self._bases = result
            self._tell("")
            if self.mode == "bases":
                self._show("bases")
        elif isinstance(result, Comparison):
            before = self.query_one(Picks).current if self.mode == "story" else ""
            self.comparison = result
            self._show("story", before)
            if not before:
                self._tell("")
        elif isinstance(result, tuple):
            self._moments = result
            self._tell("")
            self._show("history")

    def _find_bases(self) -> Bases:
        return bases(self.file.path)

    def _compare(self, base: Base) -> None:
        session = self.file.session
        path, program, private, today = self.file.path, session.program, dict(session.private), session.today

        def work() -> Comparison | str:
            try:
                return compare(path, program, private, today, base)
            except NoBase as error:
                return str(error)

        self._tell(f"comparing with {base.name}")
        self._run("story", work)

    def _again(self) -> None:
        """The program has changed: tell the story anew."""
        held, session = self.comparison, self.file.session
        if held is None:
            return
        program, private, today = session.program, dict(session.private), session.today
        self._run("story", lambda: against(held.base, held.old, program, private, today))

    # ── what a person does ───────────────────────────────────────────────────

    def on_picks_picked(self, event: Picks.Picked) -> None:
        """Enter: compare with it, or go to the field."""
        kind, _, rest = event.id.partition(":")
        if kind == FILE:
            self._ask_file()
        elif kind == "base" and self._bases is not None:
            self._compare(self._bases.found[int(rest)])
        elif kind == "moment":
            self._compare(self._moments[int(rest)].base)
        elif at := self._address(kind, rest):
            self.dismiss(at)

    def _address(self, kind: str, rest: str) -> Address:
        held = self.comparison
        if held is None:
            return ""
        if kind == "grace":
            return join("tiers", rest, "grace_months")
        number = int(rest)
        if kind == "told":
            return where(held.new, held.story.told[number])
        if kind == "effect":
            partner = held.story.effects[number].partner
            return join("partners", partner) if partner else ""
        return (held.story.appeared if kind == "appeared" else held.story.gone)[number].address

    def _ask_file(self) -> None:
        def answered(path: Path | None) -> None:
            if path is not None:
                self._compare(Base("file", path.name, file=path))

        self.app.push_screen(OpenDialog(self.glyphs, self.file.path.parent), answered)

    def action_back(self) -> None:
        """From the story or the history to the bases; from there to the workbook."""
        self.workers.cancel_group(self, "story")
        if self.mode == "bases":
            self.dismiss("")
            return
        self._tell("")
        if self.mode == "history" and self.comparison is not None:
            self._show("story")
            return
        self.comparison = None
        self._show("bases")

    def action_history(self) -> None:
        """The commits of the workbook, with numbers."""
        path, today = self.file.path, self.file.session.today

        def work() -> tuple[Moment, ...] | str:
            try:
                return tuple(history(path, today))
            except NoBase as error:
                return str(error)

        self._tell("reading the history")
        self._run("history", work)

    def _current(self) -> Comparison | None:
        """The comparison, while it is about the program as it is now."""
        held = self.comparison
        if self.mode != "story" or held is None:
            self._tell("compare with something first", "$flag-warning")
            return None
        if held.new is not self.file.session.program:
            self._tell("one moment: still comparing", "$flag-warning")
            return None
        return held

    def _do(self, change: Change) -> None:
        try:
            self.file.session.do(change)
        except EditError as error:
            self._tell(f"not done: {error}", "$flag-error")
            return
        self._tell(f"{change.name}; {self.key_names('compare.undo')} takes it back", "$flag-ok")
        self._again()

    def action_revert(self) -> None:
        """Take the edits of one sentence back."""
        kind, _, rest = self.query_one(Picks).current.partition(":")
        held = self._current()
        if held is None:
            return
        if kind != "told":
            key = self.key_names("compare.revert")
            self._tell(f"{key} takes back an edit: put the cursor on one", "$flag-warning")
            return
        change = reverting(held, held.story.told[int(rest)])
        if change is None:
            self._tell("this cannot be taken back alone", "$flag-warning")
        else:
            self._do(change)

    def action_undo(self) -> None:
        """Take the last change back."""
        step = self.file.session.undo()
        self._tell(f"Undid: {step.name}" if step else "nothing to undo")
        self._again()

    def action_grace(self) -> None:
        """Ask for months of grace for the tier under the cursor, else the first that has none."""
        held = self._current()
        if held is None:
            return
        tier = self._tier(held)
        if not tier:
            self._tell("no tier here is harder to keep without a grace period", "$flag-warning")
            return

        def answered(text: str | None) -> None:
            if text:
                self._do(granting(self.file.session.program, tier, int(text)))

        name = held.new.tiers[tier].name or tier
        label = f"Months before a partner that no longer qualifies leaves {name}"
        self.app.push_screen(Ask("Grace period", label, "6", wrong=_no_months, glyphs=self.glyphs), answered)

    def _tier(self, held: Comparison) -> str:
        kind, _, rest = self.query_one(Picks).current.partition(":")
        if kind == "grace":
            return rest
        if kind == "effect" and (effect := held.story.effects[int(rest)]).demoted and effect.partner:
            return tier_lost(held, effect.partner)
        lacking = without_grace(held)
        if kind == "told":
            touched = {edit.address for edit in held.story.told[int(rest)].edits}
            named = [key for key in lacking if any(at.startswith(join("tiers", key) + ".") for at in touched)]
            lacking = (*named, *lacking)
        return next(iter(lacking), "")

    def action_version(self) -> None:
        """Ask for the next version; then show and copy the note for the changelog."""
        held = self._current()
        if held is None:
            return
        now = held.new.program.version or ""

        def answered(version: str | None) -> None:
            if not version:
                return
            note = changelog(held, version, self.file.session.today)
            if version != now:
                self._do(versioning(self.file.session.program, version))
            self.app.push_screen(NoteDialog("For the changelog, copied", note, self.glyphs))

        label = f"Next version (now {now or 'none'})"
        # a version that the revision has raised already is proposed as it is
        proposed = now if now and now != held.old.program.version else next_version(now)
        self.app.push_screen(Ask("Next version", label, proposed, glyphs=self.glyphs), answered)


def _no_months(text: str) -> str:
    fits = text.isascii() and text.isdecimal() and 0 < int(text[:4]) <= _MOST_GRACE
    return "" if fits else f"whole months, 1 to {_MOST_GRACE}"
