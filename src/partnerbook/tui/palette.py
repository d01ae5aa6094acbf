"""The command palette's entries: every action of the program by name, with its key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from partnerbook.record import record
from partnerbook.tui.heads import HEADS
from partnerbook.tui.keys import Action, actions_of
from partnerbook.tui.text import safe, safe_content

_NAMES: Final = {
    "app.quit": "Quit",
    "file.open": "Open another workbook",
    "file.save": "Save",
    "finding.next": "Go to the next finding",
    "finding.previous": "Go to the last finding",
    "finding.fix": "Fix the finding",
    "finding.explain": "Explain the finding",
    "finding.waive": "Waive the finding",
    "view.findings": "Show the findings",
    "view.rail": "Go to the steps",
    "view.picture": "Show the picture",
    "view.compare": "Compare with…",
    "app.search": "Search the workbook",
    "app.help": "Help for this field and page",
    "sheet.add": "Add one here",
    "sheet.duplicate": "Copy the thing under the cursor",
    "sheet.remove": "Remove the thing under the cursor",
    "sheet.move-earlier": "Move the thing under the cursor up",
    "sheet.move-later": "Move the thing under the cursor down",
    "sheet.copy": "Copy the value",
    "sheet.cut": "Cut the value",
    "sheet.paste": "Paste into the value",
    "sheet.clear": "Unset the value",
}
"""Names that say more than the word beside a key."""
_HIDDEN: Final = frozenset(("app.palette", "app.search-slash"))
_USUAL: Final = (
    "file.save",
    "finding.next",
    "finding.previous",
    "view.findings",
    "app.search",
    "edit.undo",
    "edit.redo",
)
"""What a person looks for on every page."""
_ON_SHEET: Final = frozenset(
    ("add", "duplicate", "remove", "move-earlier", "move-later", "copy", "cut", "paste", "clear")
)


@record
class Entry:
    """One line of the palette."""

    name: str
    words: str
    """What it does, where the name does not say it."""
    key: str
    run: Callable[[], Any]


class Actions(Provider):
    """Everything that can be done at the moment."""

    async def discover(self) -> Hits:
        """All, while nothing is typed."""
        for entry in entries(self.app, self.screen):
            yield DiscoveryHit(_display(entry), entry.run, text=safe(entry.name).plain, help=_help(entry))

    async def search(self, query: str) -> Hits:
        """Those that match."""
        matcher = self.matcher(query)
        for entry in entries(self.app, self.screen):
            name = safe(entry.name).plain
            score = max(matcher.match(name), matcher.match(f"{name} {entry.words}") * 0.9)
            if score > 0:
                yield Hit(
                    score, _display(entry, matcher.highlight(name)), entry.run, text=name, help=_help(entry)
                )


def _display(entry: Entry, name: Content | None = None) -> Content:
    shown = name or safe_content(entry.name)
    return Content.assemble(shown, "  ", (entry.key, "$text-accent")) if entry.key else shown


def _help(entry: Entry) -> str | None:
    """Words below the name. The palette takes them as markup, so they hold no brackets."""
    words = safe(entry.words).plain.replace("[", "(").replace("]", ")").replace("\\", "/")
    return words or None


def entries(app: Any, screen: Any) -> Iterator[Entry]:
    """What the palette offers while a screen is shown: each name once."""
    seen: set[str] = set()
    for entry in _all(app, screen):
        if entry.name not in seen:
            seen.add(entry.name)
            yield entry


def _all(app: Any, screen: Any) -> Iterator[Entry]:
    """What is wanted most comes first: with nothing typed, Enter takes the first line."""
    keymap = dict(app.settings.keymap)
    workbook = app.workbook
    if workbook is not None and screen is workbook and workbook.file is not None:
        yield from _of_workbook(app, workbook, keymap)
    elif screen is not workbook:
        for action in actions_of(type(screen), "", keymap):
            if action.id.split(".")[0] in ("start", "unreadable", "compare"):
                yield _entry(action, action.words, screen)
    for action in actions_of(type(app), "", keymap):
        if action.id not in _HIDDEN:
            yield _entry(action, _NAMES.get(action.id, action.words), app)
    if app.startup_problems:
        words = f"{len(app.startup_problems)} found when the program started"
        yield Entry("Settings problems", words, "", partial(_settings_problems, app))
    yield Entry("Keys", "every key, and how to change it", "", partial(_keys, app))
    yield Entry("Theme", "other colours", "", partial(_themes, app))
    yield Entry("Screenshot", "an SVG picture of what is shown", "", partial(_screenshot, app))


def _of_workbook(app: Any, workbook: Any, keymap: dict[str, str]) -> Iterator[Entry]:
    """What this page can do; saving, findings, search; the other pages; then the rest."""
    from partnerbook.tui.sheet.sheet import Sheet

    sheet = {each.id.split(".")[1]: each for each in actions_of(Sheet, "", keymap)}
    own = {each.id: each for each in actions_of(type(workbook), "", keymap) if each.id not in _HIDDEN}
    for name, words, run in workbook.page.commands(workbook):
        yield Entry(name, words, "", run)
    yield _thing(workbook, sheet["add"], workbook.adds_here)
    usual = [own.pop(id) for id in _USUAL]
    yield from (_entry(each, _NAMES.get(each.id, each.words), workbook) for each in usual)
    yield from _pages(workbook, own)
    yield from (_thing(workbook, each) for name, each in sheet.items() if name in _ON_SHEET)
    yield from (_entry(each, _NAMES.get(id, each.words), workbook) for id, each in own.items())
    yield Entry("Save as", "under another name", "", app.action_save_as)
    count = len(workbook.file.problems)
    words = f"{count} found when the file was read" if count else "none was found when the file was read"
    yield Entry("Reading problems", words, "", partial(_problems, app, workbook))
    for name, words, run in workbook.commands():
        yield Entry(name, words, "", run)


def _pages(workbook: Any, actions: dict[str, Action]) -> Iterator[Entry]:
    """Going to each page; its action is taken out of those that are left."""
    for head in HEADS:
        action = actions.pop(f"page.{head.key}")
        run = partial(workbook.run_action, action.action)
        yield Entry(f"Go to {head.title}", head.question, _key(action), run)


def _thing(workbook: Any, action: Action, words: str = "") -> Entry:
    run = partial(_on_sheet, workbook, action.action)
    return Entry(_NAMES.get(action.id, action.words), words, _key(action), run)


def _entry(action: Action, name: str, owner: Any) -> Entry:
    return Entry(name, "", _key(action), partial(owner.run_action, action.action))


def _key(action: Action) -> str:
    return action.keys[0] if action.keys else ""


async def _on_sheet(workbook: Any, action: str) -> None:
    workbook.sheet.focus()
    await workbook.sheet.run_action(action)


def _problems(app: Any, workbook: Any) -> None:
    from partnerbook.tui.dialogs.problems import ProblemsDialog

    def answered(at: str | None) -> None:
        if at:
            workbook.go_to(at)

    app.push_screen(ProblemsDialog(workbook.file.problems, app.glyphs), answered)


def _settings_problems(app: Any) -> None:
    from partnerbook.tui.dialogs.settings_problems import SettingsProblems

    app.push_screen(SettingsProblems(app.startup_problems, app.glyphs))


def _keys(app: Any) -> None:
    from partnerbook.tui.dialogs.help import KeysDialog

    app.push_screen(KeysDialog(app.glyphs))


def _themes(app: Any) -> None:
    from partnerbook.tui.dialogs.themes import ThemesDialog

    app.push_screen(ThemesDialog(app.glyphs))


def _screenshot(app: Any) -> None:
    """When the palette is off the screen."""
    app.set_timer(0.1, app.deliver_screenshot)
