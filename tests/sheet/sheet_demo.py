"""A small owner of a sheet, for tests and for looking: ``python sheet_demo.py ladder``, long or nasty.

It plays the part of a screen: keeps values by address, makes rows, judges one percentage.
"""

from __future__ import annotations

import sys
from datetime import date

from textual.app import App, ComposeResult

from partnerbook.program.fields import FieldSpec
from partnerbook.record import replace
from partnerbook.tui.glyphs import UNICODE, Glyphs, choose_glyphs
from partnerbook.tui.sheet.model import (
    Cell,
    Choice,
    Column,
    EmptyRow,
    Flag,
    FormRow,
    GridHead,
    GridRow,
    Heading,
    LazyRows,
    Row,
    Rows,
    SheetModel,
    TextRow,
)
from partnerbook.tui.sheet.sheet import Sheet

TODAY = date(2026, 11, 24)
PERCENT = FieldSpec("var", "Solution partners", "number", unit="%", help="What partners earn on a deal.")
MONEY = FieldSpec("arr", "Annual recurring revenue", "whole", unit="money", help="Revenue that repeats.")
TEXT = FieldSpec("name", "Name", "text", help="As partners read it.", source="card, step 1")
NOTE = FieldSpec("value", "Pitch", "note", help="Why a partner would bother, in a few sentences.")
DAY = FieldSpec("next_review", "Next review", "date", help="When the program is looked at again.")
YES = FieldSpec("founder_led", "Founder-led sales", "yes-no", help="Do founders still close the deals?")
STATUS = FieldSpec(
    "status",
    "Status",
    "choice",
    choices=("draft", "pilot", "launched"),
    default="draft",
    help="How far it is.",
)
GOALS = FieldSpec("goals", "Goals", "list", choices=("new-markets", "lock-in", "networks"), help="What for.")
WHOLE = FieldSpec("customers", "New customers", "whole", help="Customers brought in a year.")
TIERS = ("registered", "silver", "gold")

START = {
    "program.name": "Northwind Partner Network",
    "program.status": "pilot",
    "program.goals": "new-markets, lock-in",
    "program.next_review": "2027-03-01",
    "program.pitch": "Paid within 30 days\nfor introductions you already make.",
    "company.arr": "8000000",
    "company.founder_led": "yes",
    "company.win_rate": "24",
    "company.secret": "withheld",
    "tiers.silver.pay": "25",
    "tiers.gold.pay": "30",
    "tiers.silver.revenue": "50000",
    "tiers.gold.revenue": "100000",
    "tiers.gold.customers": "6",
}


def judge(address: str, text: str) -> tuple[Flag, ...]:
    """The one check of the demo: a percentage below 20 is an error."""
    if not address.endswith(".pay") or not text:
        return ()
    if not text.isdigit():
        return (Flag("error", "VALUE", "A percentage is a number, such as 25", "type a number"),)
    if int(text) >= 20:
        return ()
    first = Flag(
        "error",
        "PAY001",
        f"{text} % is below the 20 % floor: 25 passes (Silver pays 25)",
        "25 passes",
        "card, src3",
        "Pay Gold at least what Silver gets, or waive the floor with a reason.",
    )
    return first, Flag("warning", "TIE003", "Gold pays less than Silver", "25 passes")


class Book:
    """Values by address, and the rows that show them."""

    def __init__(self, values: dict[str, str]) -> None:
        self.values = values
        self.saved = dict(values)
        self.head = GridHead("Ladder", tuple(Column(t.title(), item=f"tiers.{t}") for t in TIERS), step=True)

    def cell(self, address: str, field: FieldSpec, unit: str = "", **facts: object) -> Cell:
        text = self.values.get(address, "")
        state = "withheld" if text == "withheld" else "value" if text else "unset"
        flags = judge(address, text)
        if flags and flags[0].code == "VALUE":
            state = "pending"
        shown = f"{int(text):,}" if field.kind == "whole" and text.isdigit() else ""
        item = ".".join(address.split(".")[:2]) if address.startswith("tiers.") else ""
        cell = Cell(address, text, field, flags, state=state, unit=unit, shown=shown, item=item)
        changed = text != self.saved.get(address, "")
        return replace(cell, changed=changed, **facts)

    def grid(self, label: str, name: str, field: FieldSpec, unit: str = "", step: str = "") -> GridRow:
        cells = tuple(self.cell(f"tiers.{tier}.{name}", field, unit) for tier in TIERS)
        steps = ("",) * (len(TIERS) - 2) + (step,)
        return GridRow(label, cells, self.head, steps, collection="tiers")

    def rows(self) -> list[Row]:
        sure = Flag("todo", "COM004", "Say how many deals the founders close", "any number")
        ratio = Flag(
            "warning", "CON010", "A win rate below 25 % is thin proof that others can sell it", "25 passes"
        )
        ok = Cell("", "22 %", None, state="readonly")
        return [
            Heading("Program", "1 to do"),
            FormRow("Name", self.cell("program.name", TEXT)),
            FormRow(
                "Status", self.cell("program.status", STATUS), hint="the guide says “pilot” on its cover"
            ),
            FormRow("Goals", self.cell("program.goals", GOALS)),
            FormRow("Next review", self.cell("program.next_review", DAY), hint="in 3 months"),
            FormRow("Pitch", self.cell("program.pitch", NOTE)),
            TextRow(),
            Heading("Company"),
            FormRow("Annual recurring revenue", self.cell("company.arr", MONEY), "USD"),
            FormRow("Founder-led sales", self.cell("company.founder_led", YES)),
            FormRow("Win rate of direct sales", self.cell("company.win_rate", PERCENT, flags=(ratio,)), "%"),
            FormRow("of them by founders", self.cell("company.won", WHOLE, flags=(sure,)), "deals", indent=2),
            FormRow("Direct gross margin", self.cell("company.secret", PERCENT), "%"),
            FormRow("Effective margin", ok, hint="after 4 deals a year"),
            TextRow(),
            self.head,
            self.grid("Solution partners", "pay", PERCENT, "%"),
            self.grid("Sourced revenue", "revenue", MONEY, step="×2"),
            self.grid("  or New customers", "customers", WHOLE),
            self.grid("Marketing funds", "funds", TEXT, step="+"),
            TextRow(),
            Heading("Modules"),
            EmptyRow("No modules yet. Add one with", "ctrl+n", collection="modules"),
        ]


class DemoApp(App[None]):
    """One sheet that fills the screen."""

    CSS = "Sheet { height: 1fr; }"

    def __init__(self, kind: str = "ladder", glyphs: Glyphs = UNICODE) -> None:
        super().__init__()
        self.kind = kind
        self.sheet_glyphs = glyphs
        self.book = Book(dict(START))
        self.heard: list[tuple[str, ...]] = []
        self.made = 0
        self.previews: list[tuple[str, str]] = []

    def compose(self) -> ComposeResult:
        yield Sheet(glyphs=self.sheet_glyphs, today=lambda: TODAY)

    @property
    def sheet(self) -> Sheet:
        return self.query_one(Sheet)

    def on_mount(self) -> None:
        sheet = self.sheet
        sheet.preview = self.preview
        sheet.choices_for = self.choices
        sheet.show(self.model())
        sheet.focus()

    def model(self) -> SheetModel:
        if self.kind == "long":
            return self.long()
        if self.kind == "nasty":
            return nasty()
        return Rows.of(self.book.rows())

    def long(self, count: int = 10_000) -> LazyRows:
        head = GridHead("Partner", (Column("Stage", 12), Column("Hours", 8, "right"), Column("Website", 28)))

        def make(index: int) -> Row:
            self.made += 1
            if index == 0:
                return head
            key = f"partners.p{index}"
            cells = (
                Cell(f"{key}.stage", "active" if index % 3 else "signed", STATUS),
                Cell(f"{key}.hours", str(index % 40), WHOLE, unit="h"),
                Cell(f"{key}.website", f"https://partner-{index}.example", TEXT),
            )
            return GridRow(f"Partner {index:,}", cells, head, item=key, collection="partners")

        def find(address: str) -> tuple[int, int] | None:
            _, key, name = address.split(".")
            return int(key[1:]), ("stage", "hours", "website").index(name)

        return LazyRows(count + 1, make, find)

    def choices(self, cell: Cell) -> list[Choice]:
        words = cell.field.choices if cell.field else ()
        return [Choice(word, f"what {word} means") for word in words]

    def preview(self, address: str, text: str) -> None:
        self.previews.append((address, text))
        if self.kind == "ladder":
            shown = Book({**self.book.values, address: text})
            shown.saved, shown.head = self.book.saved, self.book.head
            self.sheet.update_rows(Rows.of(shown.rows()))

    def on_sheet_committed(self, message: Sheet.Committed) -> None:
        self.heard.append(("committed", message.address, message.text, message.direction))
        self.book.values[message.address] = message.text
        if self.kind == "ladder":
            self.sheet.update_rows(self.model())

    def on_sheet_cleared(self, message: Sheet.Cleared) -> None:
        self.heard.append(("cleared", message.address))
        self.book.values.pop(message.address, None)
        self.sheet.update_rows(self.model())

    def on_sheet_dropped(self, message: Sheet.Dropped) -> None:
        self.heard.append(("dropped", message.address))
        self.sheet.update_rows(self.model())

    def on_sheet_moved(self, message: Sheet.Moved) -> None:
        self.heard.append(("moved", message.address))

    def on_sheet_action_wanted(self, message: Sheet.ActionWanted) -> None:
        self.heard.append(("action", message.name, message.item, message.collection))


HOSTILE = (
    "[@click=app.quit]x[/]",
    "\x1b]0;title\x07 and \x1b[31mred",
    "\x9b31m raw C1",
    "user\u202egnp.exe",
    "zero\u200bwidth \u2066isolate",
    "tag \U000e0041\U000e0042",
    "a" + "\u0301" * 300,
    "lone \ud800 surrogate",
    "日本語の長い長い名前がここに入りますとても長い",
    "new\nline\rand\ttab",
    "x" * 1_000_000,
)


def nasty() -> Rows:
    """Every hostile text in every place that shows one."""
    rows: list[Row] = []
    for index, text in enumerate(HOSTILE):
        flag = Flag("error", "BAD01", text, text, text, text)
        field = FieldSpec("n", text, "text", help=text, source=text, default=text)
        head = GridHead(text, (Column(text), Column(text)))
        rows += [
            Heading(text, text),
            FormRow(text, Cell(f"n{index}.a", text, field), text),
            FormRow(text, Cell(f"n{index}.b", text, field, (flag, flag)), text, text),
            FormRow("unset", Cell(f"n{index}.c", "", field, state="unset", hint=text)),
            head,
            GridRow(
                text,
                (Cell(f"n{index}.d", text, field, (flag,)), Cell(f"n{index}.e", text, field)),
                head,
                text,
            ),
            TextRow(text),
            EmptyRow(text, "ctrl+n", collection=f"c{index}"),
        ]
    return Rows.of(rows)


if __name__ == "__main__":
    arguments = sys.argv[1:]
    signs = choose_glyphs("ascii" if "ascii" in arguments else "utf-8")
    kinds = [a for a in arguments if a in ("ladder", "long", "nasty")]
    app = DemoApp(kinds[0] if kinds else "ladder", signs)
    if "light" in arguments:
        app.theme = "textual-light"
    app.run()
