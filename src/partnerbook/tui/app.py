"""The application: keys, the palette, and which screen is open."""

from __future__ import annotations

import asyncio
import os
import signal
from datetime import date, datetime
from functools import partial
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual.binding import Binding, BindingType
from textual.events import Event, Key
from textual.worker import Worker, WorkerState

from partnerbook.settings.folders import folders
from partnerbook.settings.options import Settings
from partnerbook.tui.garbage import collect_garbage
from partnerbook.tui.looks import Looks
from partnerbook.tui.reading import is_small, not_open, read_workbook
from partnerbook.tui.scrollbars import draw_scrollbars
from partnerbook.tui.text import safe
from partnerbook.tui.type_ahead import TypeAhead, is_through
from partnerbook.tui.unsaved import recent_words, unsaved_words

if TYPE_CHECKING:
    from textual.command import Provider
    from textual.screen import Screen

    from partnerbook.session.conflicts import Conflicts
    from partnerbook.session.file import WorkbookFile
    from partnerbook.tui.workbook_screen import WorkbookScreen
    from partnerbook.workbook.read import Reading


_PATIENCE: Final = 2000
"""Times that it is looked whether a key is through, before the next one is typed all the same."""


def _actions() -> type[Provider]:
    from partnerbook.tui.palette import Actions

    return Actions


_GRACE: Final = 2.0
"""Seconds in which the program has to end when it is told to."""


class PartnerbookApp(Looks):
    """One terminal, one workbook at a time."""

    TITLE = "partnerbook"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar = {_actions}
    COMMAND_PALETTE_BINDING = "ctrl+p"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+p", "command_palette", "Everything", show=False, id="app.palette", priority=True),
        Binding("ctrl+q", "leave", "Quit", show=False, id="app.quit", priority=True),
        Binding("ctrl+o", "open_start", "Open another", show=False, id="file.open"),
    ]

    CSS = """
    CommandPalette SearchIcon { display: none; }
    CommandPalette #--input, CommandPalette #--input.--list-visible { border: none; padding: 1 0; }
    CommandPalette #--results, CommandPalette OptionList { border: none; }
    """

    def __init__(
        self,
        path: Path | None = None,
        *,
        today: date | None = None,
        settings: Settings | None = None,
        encoding: str | None = "utf-8",
    ) -> None:
        super().__init__(settings, encoding)
        self.path = path
        self.today = today or date.today()
        self.status = 0
        self._book: WorkbookScreen | None = None
        self._ahead = TypeAhead(reading=path is not None)

    # ── starting ─────────────────────────────────────────────────────────────

    def get_default_screen(self) -> Screen[Any]:
        """What is shown first: below it there is nothing that would have to be laid out and painted too."""
        screen: Screen[Any]
        if self.path is None:
            from partnerbook.tui.dialogs.start import StartScreen

            collect_garbage()
            screen = StartScreen(self.glyphs, self.today)
        else:
            from partnerbook.tui.workbook_screen import WorkbookScreen

            screen = self._book = WorkbookScreen(self.glyphs, self.path.name)
        screen._push_result_callback(screen, None)  # as that of a pushed one: Textual could not replace it
        return screen

    def on_mount(self) -> None:
        """The frame first; the workbook is read in a thread."""
        draw_scrollbars(self.glyphs)
        self.set_keymap(self.settings.keymap)
        if self.path is not None:
            self.open_workbook(self.path)
        else:
            self.catch_up()
        self._catch_signals()

    def _catch_signals(self) -> None:
        """Being told to end, or losing the terminal, ends the program in order and gives the terminal back."""
        if self.is_headless:
            return
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None:
                # Not by the loop's own handlers: it may be waiting for a terminal that takes nothing any more.
                signal.signal(number, partial(self._told_to_end, loop))

    def _told_to_end(self, loop: asyncio.AbstractEventLoop, number: int, _frame: object) -> None:
        status = 128 + number
        for_sure = Timer(_GRACE, os._exit, (status,))
        for_sure.daemon = True
        for_sure.start()
        loop.call_soon_threadsafe(self.exit, None, status)

    def open_workbook(self, path: Path) -> None:
        """Show a workbook; of one that takes a while to read the frame at once."""
        self.path = path
        self._ahead.begin()
        if is_small(path):
            self._read_now(path)
        else:
            self._empty_book(path.name).call_after_refresh(self._read, path)

    def _empty_book(self, name: str = "") -> WorkbookScreen:
        """The screen for a workbook that is to come: the one that waits for it, or a new one."""
        from partnerbook.tui.workbook_screen import WorkbookScreen

        screen = self._book
        if screen is None or screen not in self.screen_stack or screen.file is not None:
            screen = self._book = WorkbookScreen(self.glyphs, name)
            self.switch_screen(screen)
        return screen

    def _read_now(self, path: Path) -> None:
        """Painting the frame first would take longer than reading a small file does."""
        try:
            result = read_workbook(path, self.today)
        except Exception as error:
            self._failed(error)
        else:
            self._opened(result)
        self.call_after_refresh(self._is_up)

    def _read(self, path: Path) -> None:
        self.run_worker(
            lambda: read_workbook(path, self.today),
            thread=True,
            exclusive=True,
            group="open",
            exit_on_error=False,
        )

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A file has been read, or not."""
        if event.worker.group != "open" or not event.worker.is_finished:
            return
        self._is_up()
        if event.state is WorkerState.ERROR:
            self._failed(event.worker.error)
        elif event.state is WorkerState.SUCCESS and event.worker.result is not None:
            self._opened(event.worker.result)

    def _is_up(self) -> None:
        """A file has been read, or not: what was left out meanwhile is done."""
        collect_garbage()
        self.catch_up()

    def _failed(self, error: BaseException | None) -> None:
        self._ahead.drop()
        self.notify(safe(str(error)).plain, title="Not opened", severity="error", markup=False)

    def _opened(self, result: WorkbookFile | Reading | Conflicts) -> None:
        from partnerbook.session.file import WorkbookFile

        if not isinstance(result, WorkbookFile):
            self._ahead.drop()
            self.switch_screen(not_open(result, self.today, self.glyphs))
            return
        screen = self._empty_book()
        screen.attach(result)
        screen.call_after_refresh(self._remember, screen)

    async def on_event(self, event: Event) -> None:
        """Keys wait until there is a workbook to take them, and each for what the one before it leads to."""
        if isinstance(event, Key) and self._ahead.state == "reading" and self._quits(event.key):
            self.exit(0)
        elif self._ahead.begins_to_wait(event, self):
            self.call_later(self._type_next)
        elif not self._ahead.takes(event):
            await super().on_event(event)

    def _quits(self, key: str) -> bool:
        from partnerbook.tui.keys import key_names, shown

        return shown(key) in key_names(self).all("app.quit")

    def type_ahead(self) -> None:
        """Type the keys that were kept, each when all that the one before it brought about has happened."""
        if self._ahead.state == "reading":
            self._ahead.state = "replaying"
            self.call_later(self._type_next)

    async def _type_next(self, looked: int = 0) -> None:
        if self._ahead.state != "replaying":
            return  # another workbook is being read
        if not self._ahead.leads or is_through(self) or looked == _PATIENCE:
            event, looked = self._ahead.next(self), 0
            if event is None:
                return
            await super().on_event(event)
        await asyncio.sleep(0)  # the others take their messages
        self.call_later(self._type_next, looked + 1)

    def open_file(self, file: WorkbookFile) -> None:
        """Show a workbook that has been read or made already."""
        self.path = file.path
        self._opened(file)

    def _remember(self, screen: WorkbookScreen) -> None:
        from partnerbook.settings.recent import remember

        if screen.file is None:
            return
        remember(
            folders().recent_file,
            screen.file.path,
            datetime.now().astimezone(),
            recent_words(screen.session.report),
            limit=self.settings.recent_limit,
        )

    def action_open_start(self) -> None:
        """The start screen: recent workbooks, new ones, examples, another file."""
        collect_garbage()
        from partnerbook.tui.dialogs.start import StartScreen

        self._unless_unsaved(lambda: self.switch_screen(StartScreen(self.glyphs, self.today)))

    # ── saving and leaving ───────────────────────────────────────────────────

    @property
    def workbook(self) -> WorkbookScreen | None:
        """The screen of the open workbook; none while one is being read."""
        screen = self._book
        return screen if screen in self.screen_stack and screen.file is not None else None

    def save(self, screen: WorkbookScreen, *, anyway: bool = False) -> bool:
        """Write the workbook to its file and say so; false when it was not written."""
        from partnerbook.session.file import SaveError

        assert screen.file is not None
        try:
            remarks = screen.file.save(anyway=anyway)
        except SaveError as error:
            self._not_saved(screen, error)
            return False
        screen.refresh_page()
        waiting = len(screen.session.pending)
        words = f"saved {screen.file.path.name}"
        if waiting:
            fields = ", ".join(screen.title_of(at) for at in list(screen.session.pending)[:3])
            fields += f" and {waiting - 3} more" if waiting > 3 else ""
            words += f"; not saved: {fields}, which {'is' if waiting == 1 else 'are'} no value yet"
        screen.say(". ".join((words, *remarks)), "$flag-warning" if waiting else "$flag-ok")
        self._remember(screen)
        return True

    def _not_saved(self, screen: WorkbookScreen, error: Exception) -> None:
        from partnerbook.tui.dialogs.question import Question

        screen.say(f"not saved: {error}", "$flag-error")
        if not getattr(error, "changed_on_disk", False):
            return

        def answered(answer: str | None) -> None:
            if answer == "replace":
                self.save(screen, anyway=True)
            elif answer == "reload" and screen.file is not None:
                self.open_workbook(screen.file.path)
            elif answer == "save-as":
                self.action_save_as()

        choices = (
            ("save-as", "Save under another name"),
            ("reload", "Open what is on disk, drop my changes"),
            ("replace", "Replace what is on disk with mine"),
        )
        self.push_screen(Question("The file changed on disk", str(error), choices), answered)

    def action_save_as(self) -> None:
        """Ask for a name and save under it."""
        from partnerbook.session.file import SaveError, workbook_path
        from partnerbook.tui.dialogs.ask import Ask

        screen = self.workbook
        if screen is None or screen.file is None:
            return
        file = screen.file
        screen.commit_typing()

        def answered(name: str | None) -> None:
            if not name:
                return
            path = file.path.parent / workbook_path(name)
            try:
                file.save_as(path)
            except SaveError as error:
                screen.say(f"not saved: {error}", "$flag-error")
                return
            screen.refresh_page()
            screen.say(f"saved as {path.name}", "$flag-ok")
            self._remember(screen)

        self.push_screen(Ask("Save as", "File name", file.path.name), answered)

    def action_leave(self) -> None:
        """Quit, after the keys that were pressed before; asks when something is not saved."""

        def leave() -> None:
            self._unless_unsaved(lambda: self.exit(0))

        (self.focused or self.screen).call_later(lambda: self.screen.call_after_refresh(leave))

    async def action_quit(self) -> None:
        """The palette's own Quit asks too."""
        self.action_leave()

    def _unless_unsaved(self, then: Any) -> None:
        screen = self.workbook
        if screen is None or screen.file is None or not self._has_unsaved(screen):
            then()
            return
        from partnerbook.tui.dialogs.question import Question

        def answered(answer: str | None) -> None:
            if answer == "drop" or (answer == "save" and self.save(screen) and not self._keeps_back(screen)):
                then()

        choices = (("save", "Save and go on"), ("drop", "Drop the changes"), ("stay", "Stay here"))
        self.push_screen(Question("Unsaved changes", unsaved_words(screen.session), choices), answered)

    def _keeps_back(self, screen: WorkbookScreen) -> bool:
        """Whether text that is no value yet would be lost; then the cursor goes there instead."""
        waiting = screen.half_typed
        if waiting:
            screen.go_to(waiting[0])
            screen.say(
                f"saved, but for {screen.title_of(waiting[0])}, which is no value yet", "$flag-warning"
            )
        return bool(waiting)

    def _has_unsaved(self, screen: WorkbookScreen) -> bool:
        if screen.sheet.editing:
            screen.commit_typing()
            screen.refresh_page()
        return self.settings.confirm_quit and screen.has_unsaved
