"""The floor: a bare Textual app with one input, an empty screen (F3), and a `DataTable` of 10,000 rows (F5)."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widgets import Input, Label

ROWS = 10_000


class Empty(Screen[None]):
    """Nothing but a line to be seen."""

    def compose(self) -> ComposeResult:
        yield Label("an empty screen, with a line of text that says so")


class Table(Screen[None]):
    """As many rows as there are partners, and as many columns as the recruiting page shows."""

    def compose(self) -> ComposeResult:
        from textual.widgets import DataTable  # not at the top: the floor of starting is an input alone

        table: DataTable[str] = DataTable(cursor_type="row")
        table.add_columns("key", "name", "track", "tier", "stage", "signed", "activated")
        table.add_rows(
            (f"p{n:05d}", f"Partner {n}", "var", "silver", "active", "2026-06-14", "2026-08-02")
            for n in range(ROWS)
        )
        yield table


class Bare(App[None]):
    """One input line."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [("f3", "push_empty"), ("f4", "pop_screen"), ("f5", "push_table")]  # noqa: RUF012 - as App declares it

    def compose(self) -> ComposeResult:
        yield Label("A bare Textual app with one input")
        yield Input(placeholder="type here, the characters are echoed")

    def action_push_empty(self) -> None:
        self.push_screen(Empty())

    def action_push_table(self) -> None:
        self.push_screen(Table())


if __name__ == "__main__":
    Bare().run()
