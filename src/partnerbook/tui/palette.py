"""The command palette's entries: every action of the program by name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, TypeAlias

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.types import IgnoreReturnCallbackType

Entry: TypeAlias = tuple[str, str, IgnoreReturnCallbackType]


class Actions(Provider):
    """Every action that has a key, and those that have none."""

    async def discover(self) -> Hits:
        """All, while nothing is typed."""
        for name, words, run in self._entries():
            yield DiscoveryHit(name, run, help=words)

    async def search(self, query: str) -> Hits:
        """Those that match."""
        matcher = self.matcher(query)
        for name, words, run in self._entries():
            score = matcher.match(f"{name} {words}")
            if score > 0:
                yield Hit(score, matcher.highlight(name), run, help=words)

    def _entries(self) -> Iterator[Entry]:
        from partnerbook.tui.keys import actions

        app: Any = self.app
        for action in actions(app):
            if action.where in ("everywhere", "workbook"):
                run = partial(_run, app, self.screen, action.action)
                yield action.words, f"{action.id}  {', '.join(action.keys)}", run
            elif action.where == "sheet" and action.id.split(".")[1] in _ON_SHEET:
                yield (
                    f"{action.words} (the thing under the cursor)",
                    f"{action.id}  {', '.join(action.keys)}",
                    partial(_run_on_sheet, app, action.action),
                )
        yield "Save as", "under another name", partial(_run, app, self.screen, "app.save_as")
        screen = app.workbook
        if screen is not None and screen.file is not None:
            yield from screen.commands()


_ON_SHEET = frozenset(("add", "duplicate", "remove", "move-earlier", "move-later", "copy", "paste", "clear"))


async def _run(app: Any, screen: Any, action: str) -> None:
    await (app if hasattr(app, f"action_{action.split('(', maxsplit=1)[0]}") else screen).run_action(action)


async def _run_on_sheet(app: Any, action: str) -> None:
    if app.workbook is not None:
        app.workbook.sheet.focus()
        await app.workbook.sheet.run_action(action)
