"""What a page draws from: one program with its findings at one moment, and the cells made of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from partnerbook.checks.finding import Finding, Report, weight
from partnerbook.program.address import Address, child, split, within
from partnerbook.program.fields import WITHHELD, FieldSpec
from partnerbook.program.locate import spec_at, value_at, value_in
from partnerbook.program.program import Program
from partnerbook.program.table import Table, parts_of
from partnerbook.program.values import measured, one_of, shown, typed
from partnerbook.program.wording import called
from partnerbook.record import fresh, record
from partnerbook.tui.glyphs import Glyphs
from partnerbook.tui.kept import Kept
from partnerbook.tui.keys import KeyNames
from partnerbook.tui.sheet.model import (
    Cell,
    Column,
    EmptyRow,
    Flag,
    FormRow,
    GridHead,
    GridRow,
    Heading,
    LateCells,
    Row,
)

if TYPE_CHECKING:
    from partnerbook.revisions.story import Told

_FIRST: Final = 20
"""Cells for the name of a record at least."""
_MOST_KEY: Final = 16
_KEYS_SEEN: Final = 64

_NO_KEYS: Final = KeyNames()

ColumnWish: TypeAlias = tuple[str, int] | tuple[str, int, str]
"""Field, width, and a title that is shorter than the field's label."""


@record
class View:
    """One moment of an open workbook, as pages see it."""

    program: Program
    report: Report
    today: date
    glyphs: Glyphs
    pending: Mapping[Address, str] = fresh(default_factory=dict)
    unsaved: frozenset[Address] = frozenset()
    saved: Program | None = None
    """The program as it was opened or saved last; ``None`` where that is this one."""
    private: frozenset[Address] = frozenset()
    """Addresses whose values come from the private overlay: no sentence quotes them."""
    differing: frozenset[Address] | None = None
    """Addresses that differ from the last commit; ``None`` where there is none, or it is not known yet."""
    since: Sequence[Told] | None = None
    """What has changed since the last commit; ``None`` where there is none, or it is not known yet."""
    kept: Kept = fresh(default_factory=Kept)
    """What was made for the moment before."""
    keys: KeyNames = _NO_KEYS
    """The keys of actions as they are mapped, for hints."""

    @cached_property
    def flags(self) -> Mapping[Address, tuple[Flag, ...]]:
        """What checks say, by address, the worst first."""
        findings = self.report.findings
        return _flags(findings, self.kept.flags(findings, flag_of))

    @property
    def marked(self) -> frozenset[Address]:
        """Addresses that differ from the last commit, or else from what was saved."""
        return self.unsaved if self.differing is None else self.differing

    # ── cells ────────────────────────────────────────────────────────────────

    def cell(
        self,
        at: Address,
        *,
        item: Address = "",
        collection: Address = "",
        hint: str = "",
        inherited: Any = None,
    ) -> Cell:
        """The cell of a value; `inherited` is what holds when nothing is written there."""
        facts = (item, collection, hint, inherited)
        return self.kept.cell(
            at, facts, lambda: self._cell(at, spec_at(self.program, at), value_at(self.program, at), *facts)
        )

    def _cell(
        self,
        at: Address,
        spec: FieldSpec | None,
        value: Any,
        item: Address,
        collection: Address,
        hint: str,
        inherited: Any,
    ) -> Cell:
        waiting = self.pending.get(at)
        state = _state(value, waiting, inherited)
        return Cell(
            address=at,
            text=typed(value) if waiting is None else waiting,
            field=spec,
            flags=self.flags.get(at, ()),
            hint=hint,
            state=state,
            changed=at in self.marked,
            shown=_drawn(value, waiting, inherited, spec, self.glyphs.unset),
            unit=one_of(self.unit(spec)) if value == 1 and value is not True else self.unit(spec),
            item=item,
            collection=collection,
        )

    def holds(self, at: Address) -> bool:
        """Whether anything is written, or waits as typed text, at an address or below it."""
        value = value_at(self.program, at)
        empty = value.is_empty if isinstance(value, Table) else value is None or value == {}
        return not empty or any(within(waiting, at) for waiting in self.pending)

    def unit(self, spec: FieldSpec | None) -> str:
        """What stands behind a number: ``%``, ``days``, the program's currency."""
        if spec is None:
            return ""
        return (self.program.program.currency or "USD") if spec.unit == "money" else spec.unit

    def fact(
        self, at: Address, text: str, *, hint: str = "", item: Address = "", collection: Address = ""
    ) -> Cell:
        """A computed cell, read only; `at` is made up and must differ from every address of the format."""
        return self.kept.once(
            at,
            (text, hint, item, collection),
            lambda: Cell(at, text, None, hint=hint, state="readonly", item=item, collection=collection),
        )

    # ── rows ─────────────────────────────────────────────────────────────────

    def form(
        self,
        table: Address,
        names: Iterable[str] = (),
        *,
        item: Address = "",
        collection: Address = "",
        hints: Mapping[str, str] | None = None,
        inherited: Mapping[str, Any] | None = None,
        indent: int = 0,
    ) -> list[Row]:
        """A row for each named value of a table; without names, for all its values.

        `hints` are computed facts beside values, `inherited` what holds where nothing is written.
        """
        made: list[Row] = []
        for name in names or self.value_names(table):
            at = child(table, name)
            hint, usual = (hints or {}).get(name, ""), (inherited or {}).get(name)
            cell = self.cell(at, item=item, collection=collection, hint=hint, inherited=usual)
            made.append(self.kept.once(("row", at), (cell, indent), partial(_form_row, name, cell, indent)))
        return made

    def value_names(self, table: Address) -> list[str]:
        """Keys of the plain values that a table declares."""
        model = value_at(self.program, table)
        if not isinstance(model, Table):
            return []
        return [name for name, part in parts_of(type(model)).items() if part.spec and not part.keyed]

    def records(
        self,
        collection: Address,
        title: str,
        columns: Iterable[ColumnWish],
        *,
        empty: str,
        note: str = "",
        keys: Iterable[str] | None = None,
        hints: Mapping[Address, str] | None = None,
        label: str = "key",
    ) -> list[Row]:
        """A table of keyed tables: a row each, a column for each named field, what matters most first.

        Args:
            collection: address of the table of keyed tables.
            title: of the section.
            columns: field and width of each column (0: a share of the room), and a shorter title if wanted.
            empty: what belongs here, for a table without entries.
            note: beside the title.
            keys: entries that are shown; all of them without.
            hints: computed facts beside values, by address.
            label: what the keys are called.
        """
        held: Mapping[str, Any] = value_at(self.program, collection) or {}
        chosen = list(held if keys is None else keys)
        if not chosen:
            empty_row = EmptyRow(empty, self.adds, collection=collection)
            return [Heading(title, note, collection=collection), empty_row]
        wishes = list(columns)
        head = self.head(collection, chosen, wishes, label)
        names = [wish[0] for wish in wishes]
        rows: list[Row] = [Heading(title, note, collection=collection), head]
        rows += [self.record(collection, key, names, head, hints) for key in chosen]
        return rows

    def head(
        self, collection: Address, keys: Sequence[str], wishes: Sequence[ColumnWish], label: str = "key"
    ) -> GridHead:
        """The titles of a table of keyed tables."""
        width, wished = key_width(keys, label), tuple(wishes)
        return self.kept.once(
            ("head", collection),
            (keys[0], wished, label, width),
            lambda: self._head(collection, keys[0], wished, label, width),
        )

    def _head(
        self, collection: Address, key: str, wishes: Sequence[ColumnWish], label: str, width: int
    ) -> GridHead:
        columns = [self.column(collection, key, wish, first=not n) for n, wish in enumerate(wishes)]
        return GridHead(label, tuple(columns), collection=collection, label_width=width)

    def record(
        self,
        collection: Address,
        key: str,
        names: Iterable[str],
        head: GridHead,
        hints: Mapping[Address, str] | None = None,
    ) -> GridRow:
        """One row of a table of keyed tables. Its cells are made when they are looked at."""
        item, wanted = child(collection, key), tuple(names)
        said = tuple(hints.get(f"{item}.{name}", "") for name in wanted) if hints else ()
        return self.kept.once(
            ("row", item),
            (head, wanted, said),
            lambda: self._record(item, collection, key, wanted, said, head),
            table=item,
        )

    def _record(
        self,
        item: Address,
        collection: Address,
        key: str,
        names: tuple[str, ...],
        said: tuple[str, ...],
        head: GridHead,
    ) -> GridRow:
        table = value_at(self.program, item)

        def make(column: int) -> Cell:
            name = names[column]
            at = f"{item}.{name}"
            # Records of one table are declared alike: that is looked up once for all.
            spec = self.kept.once(("spec", collection, name), None, lambda: spec_at(self.program, at))
            hint = said[column] if said else ""
            return self._cell(at, spec, value_in(table, split(name)), item, collection, hint, None)

        return GridRow(key, LateCells(len(names), make), head, item=item, collection=collection)

    def column(self, collection: Address, key: str, wish: ColumnWish, *, first: bool = False) -> Column:
        """The column of a field in a table of keyed tables; the first says what a row is, and gets more."""
        spec = spec_at(self.program, child(collection, key, wish[0]))
        numeric = spec is not None and spec.kind in ("whole", "number")
        label = wish[2] if len(wish) > 2 else spec.label if spec else wish[0]
        return Column(label, wish[1], "right" if numeric else "left", least=_FIRST if first else 0)

    # ── words ────────────────────────────────────────────────────────────────

    def amount(self, value: float) -> str:
        """An amount of money, rounded to whole units."""
        return f"{value:,.0f} {self.program.program.currency or 'USD'}"

    @property
    def adds(self) -> str:
        """What an empty place says of the key that starts it."""
        return f"{self.keys('sheet.add')} adds one"

    def name(self, item: Address) -> str:
        """What a keyed table is called."""
        return called(value_at(self.program, item), split(item)[-1])

    def measured(self, at: Address) -> str:
        """The value at an address with its unit."""
        return measured(spec_at(self.program, at), value_at(self.program, at), self.program.program.currency)


def key_width(keys: Sequence[str], label: str = "key") -> int:
    """Width of a column of keys: as wide as the longest of the first ones, up to a limit."""
    return min(max(len(label), *(len(key) for key in keys[:_KEYS_SEEN])), _MOST_KEY)


def _state(value: Any, waiting: str | None, inherited: Any) -> Any:
    if waiting is not None:
        return "pending"
    if value is None:
        return "unset" if inherited is None else "inherited"
    return "withheld" if value == WITHHELD else "value"


def _drawn(value: Any, waiting: str | None, inherited: Any, spec: FieldSpec | None, unset: str) -> str:
    if waiting is not None:
        return waiting
    if value is not None:
        return shown(value)
    if inherited is not None:
        return shown(inherited)
    return spec.default if spec and spec.default else unset


def _form_row(name: str, cell: Cell, indent: int) -> FormRow:
    label = cell.field.label if cell.field else name
    return FormRow(label, cell, item=cell.item, collection=cell.collection, indent=indent)


def _flags(findings: Sequence[Finding], drawn: Sequence[Flag]) -> dict[Address, tuple[Flag, ...]]:
    grouped: dict[Address, list[tuple[Finding, Flag]]] = {}
    for finding, flag in zip(findings, drawn, strict=True):
        grouped.setdefault(finding.address, []).append((finding, flag))
    return {
        at: tuple(flag for _, flag in sorted(group, key=lambda pair: weight(pair[0])))
        for at, group in grouped.items()
    }


def flags_at(report: Report, at: Address) -> tuple[Flag, ...]:
    """What is found at one address, the worst first."""
    found = [finding for finding in report.findings if finding.address == at]
    return tuple(map(flag_of, sorted(found, key=weight)))


def flag_of(finding: Finding) -> Flag:
    """A finding as the sheet draws it."""
    short = finding.fix.split(" (")[0] if finding.passes is not None else ""
    return Flag(
        severity="waived" if finding.waived else finding.severity,
        code=finding.code,
        message=finding.message,
        short=short,
        source=finding.source,
        fix=finding.fix,
    )
