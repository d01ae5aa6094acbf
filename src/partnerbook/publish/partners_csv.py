"""Partners as a table for spreadsheets, and back: text in, text out, nothing is read or written here.

The first row names the columns: ``key``, the fields of ``[partners.KEY]``, and the keys of the metrics.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from partnerbook.program.address import Address, join, slug, split
from partnerbook.program.edit import Add, Change, Edit, Set
from partnerbook.program.fields import FieldSpec
from partnerbook.program.locate import name_of, spec_at, value_at
from partnerbook.program.program import Program
from partnerbook.program.recruiting import Partner
from partnerbook.program.table import parts_of
from partnerbook.program.values import CURRENCY, NotAValue, parse
from partnerbook.record import fresh, record

KEY: Final = "key"
_METRICS: Final = "metrics."
"""In front of a metric whose key is also the name of a field; accepted in front of every metric."""
_ACTIVE: Final = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""A spreadsheet takes a cell that begins so for a formula; the last four are full-width twins."""
_GUARD: Final = "'"
_DELIMITERS: Final = (",", ";", "\t")
_BYTE_ORDER_MARK: Final = "\ufeff"


@record
class RowProblem:
    """Something in a table that was not taken over."""

    line: int
    """Of the text, from 1."""
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}; {self.remedy}"


# ── out ──────────────────────────────────────────────────────────────────────


def partners_csv(program: Program) -> str:
    """All partners as a table, in the order of the workbook.

    Give the program as the file says it: private values are ``withheld`` then, and do not leave the house.
    """
    import csv
    import io

    fields = _fields()
    metrics = _metrics(program)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([KEY, *fields, *(guarded(_column_of(key, fields)) for key in metrics)])
    for key, partner in program.partners.items():
        values = [getattr(partner, name) for name in fields]
        values += [partner.metrics.get(metric) for metric in metrics]
        writer.writerow([guarded(key), *(guarded(_written(value)) for value in values)])
    return text.getvalue()


def guarded(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return _GUARD + text if text.startswith(_ACTIVE) else text


def unguarded(text: str) -> str:
    """The cell as it was before `guarded`."""
    return text[1:] if text.startswith(_GUARD) and text[1:].startswith(_ACTIVE) else text


def _fields() -> tuple[str, ...]:
    return tuple(name for name, part in parts_of(Partner).items() if part.spec is not None and not part.keyed)


def _metrics(program: Program) -> tuple[str, ...]:
    """Metrics that are declared, then those that some partner has without that."""
    recorded = (key for partner in program.partners.values() for key in partner.metrics)
    return tuple(dict.fromkeys((*program.metrics, *recorded)))


def _column_of(metric: str, fields: Iterable[str]) -> str:
    return _METRICS + metric if metric in (KEY, *fields) or metric.startswith(_METRICS) else metric


def _written(value: Any) -> str:
    """A value as it can be typed again, without separators of thousands."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:f}".rstrip("0").rstrip(".")
    return str(value)


# ── in ───────────────────────────────────────────────────────────────────────


@record(frozen=False)
class _Table:
    """What is being made of a text."""

    program: Program
    width: int
    """Columns of the first row."""
    columns: dict[int, str]
    """Which column holds what: ``key``, a field, or ``metrics.KEY`` as an address."""
    edits: list[Edit] = fresh(default_factory=list)
    problems: list[RowProblem] = fresh(default_factory=list)
    seen: dict[str, int] = fresh(default_factory=dict)
    """Keys that a row stands for, with its line."""
    by_name: dict[str, str] = fresh(default_factory=dict)
    added: int = 0
    changed: int = 0


def read_partners_csv(text: str, program: Program) -> tuple[Change | None, tuple[RowProblem, ...]]:
    """The partners of a table as one change of `program`, and all that could not be taken over.

    A row with the key or the name of a partner changes that partner; any other row adds one. An empty cell
    changes nothing. Commas, semicolons and tabs divide cells.

    Returns:
        The change (``None``: there is nothing to do) and the problems, in the order of the lines.
    """
    rows = _rows(text.removeprefix(_BYTE_ORDER_MARK))
    try:
        _, header = next(rows)
    except StopIteration:
        return None, (RowProblem(1, "the table is empty", "the first row names the columns"),)
    except _Unreadable as error:
        return None, (error.problem,)
    columns, problems = _columns(header, program)
    if not {KEY, "name"} & set(columns.values()):
        missing = RowProblem(1, "no column says which partner a row is", "name a column key or name")
        return None, (missing, *problems)
    table = _Table(program, len(header), columns, problems=list(problems))
    table.by_name = {str(each.name).casefold(): key for key, each in program.partners.items() if each.name}
    try:
        for line, cells in rows:
            _row(table, line, cells)
    except _Unreadable as error:
        table.problems.append(error.problem)
    if not table.edits:
        return None, tuple(table.problems)
    counts = ((table.added, "added"), (table.changed, "updated"))
    name = "partners from CSV: " + ", ".join(f"{count:,} {word}" for count, word in counts if count)
    return Change(name, tuple(table.edits)), tuple(table.problems)


class _Unreadable(Exception):
    """The text is no table from here on."""

    def __init__(self, problem: RowProblem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not empty, each with the line on which it begins."""
    import csv
    import io

    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problem = RowProblem(line, f"not a table from here on: {error}", "nothing below was read")
            raise _Unreadable(problem) from None
        if any(cell.strip() for cell in cells):
            yield line, [unguarded(cell.strip()) for cell in cells]
        line = reader.line_num + 1


def _columns(header: list[str], program: Program) -> tuple[dict[int, str], list[RowProblem]]:
    """What each column holds, and the columns that nobody knows."""
    known = {_plain(KEY): KEY}
    for name, part in parts_of(Partner).items():
        if part.spec is not None and not part.keyed:
            known[_plain(name)] = name
            known.setdefault(_plain(part.spec.label), name)
    for key in _metrics(program):
        at = join("metrics", key)
        known[_plain(_METRICS + key)] = at
        known.setdefault(_plain(key), at)
        known.setdefault(_plain(name_of(program, ("metrics",), key)), at)
    columns: dict[int, str] = {}
    problems: list[RowProblem] = []
    for index, title in enumerate(header):
        found = known.get(_plain(title))
        if found is None:
            if title:
                problems.append(RowProblem(1, f"no column is called {title[:40]}", _nearest(title, known)))
        elif found in columns.values():
            problems.append(
                RowProblem(1, f"the column {title[:40]} stands there twice", "the first one counts")
            )
        else:
            columns[index] = found
    return columns, problems


def _plain(title: str) -> str:
    return title.strip().casefold().replace("-", "_").replace(" ", "_")


def _nearest(title: str, known: Mapping[str, str]) -> str:
    import difflib

    near = difflib.get_close_matches(_plain(title), known, n=1, cutoff=0.5)
    return f"the nearest is {known[near[0]]}" if near else "it was left out"


def _row(table: _Table, line: int, cells: list[str]) -> None:
    held = {
        what: cells[index] for index, what in table.columns.items() if index < len(cells) and cells[index]
    }
    if any(cells[table.width :]):
        table.problems.append(RowProblem(line, "more cells than columns", "the rest was left out"))
    key, name = held.pop(KEY, ""), held.get("name", "")
    if not key and not name:
        table.problems.append(RowProblem(line, "neither a key nor a name", "the row was left out"))
        return
    known = key if key in table.program.partners else "" if key else table.by_name.get(name.casefold(), "")
    wanted = known or key or slug(name)
    if wanted in table.seen and (known or key):
        before = table.seen[wanted]
        table.problems.append(
            RowProblem(line, f"the same partner as on line {before}", "the row was left out")
        )
        return
    fresh = known or _free(wanted, table)
    table.seen[fresh] = line
    values = _values(table, line, fresh, held)
    if known:
        if not key:
            values.pop("name", None)  # it was found by this name, however that is written
        _update(table, known, values)
    else:
        table.edits.append(Add(join("partners", fresh), _nested(values)))
        table.by_name.setdefault(name.casefold(), fresh)
        table.added += 1


def _free(wanted: str, table: _Table) -> str:
    number, key = 1, wanted
    while key in table.seen or key in table.program.partners:
        number += 1
        key = f"{wanted}-{number}"
    return key


def _values(table: _Table, line: int, key: str, held: Mapping[str, str]) -> dict[str, Any]:
    """The values of a row by field, ``metrics.KEY`` for metrics."""
    values: dict[str, Any] = {}
    for what, text in held.items():
        at = f"{join('partners', key)}.{what}"
        spec = spec_at(table.program, at)
        if spec is None:
            continue
        try:
            value = _referred(
                table.program, spec, parse(spec, text, table.program.program.currency or CURRENCY)
            )
        except NotAValue as error:
            said = f"{spec.label}: {text[:40]} is no value"
            table.problems.append(RowProblem(line, said, f"expected {error}"))
            continue
        if value is not None:
            values[what] = value
    return values


def _referred(program: Program, spec: FieldSpec, value: Any) -> Any:
    """The key of what a value names, where it names it by its name; the author may name what comes later."""
    if not spec.refers_to or not isinstance(value, str):
        return value
    for table in spec.refers_to:
        held: Mapping[str, Any] = getattr(program, table)
        if value in held:
            return value
    for table in spec.refers_to:
        for key, item in getattr(program, table).items():
            if value.casefold() in (key.casefold(), str(getattr(item, "name", "")).casefold()):
                return key
    return value


def _update(table: _Table, key: str, values: Mapping[str, Any]) -> None:
    edits: list[Edit] = []
    for what, value in values.items():
        at: Address = f"{join('partners', key)}.{what}"
        before = value_at(table.program, at)
        if value != before or type(value) is not type(before):
            edits.append(Set(at, value))
    table.edits += edits
    table.changed += bool(edits)


def _nested(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values by field as the table that `Add` takes."""
    made: dict[str, Any] = {}
    for what, value in values.items():
        parts = split(what)
        if len(parts) == 1:
            made[what] = value
        else:
            made.setdefault(parts[0], {})[parts[1]] = value
    return made


__all__ = ["RowProblem", "guarded", "partners_csv", "read_partners_csv", "unguarded"]
