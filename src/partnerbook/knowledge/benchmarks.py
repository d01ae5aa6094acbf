"""Public figures: what other vendors pay, and what practice holds to be usual."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from partnerbook.knowledge.files import read
from partnerbook.record import record


@record
class Benchmark:
    """What one vendor publishes for one tier of its program."""

    key: str
    """Made of vendor, program and tier; unique."""
    vendor: str
    program: str
    partner_type: str
    """As the source calls it."""
    type: str | None
    """The type of track that it competes with, where there is one: referral, isv, var or si."""
    tier: str
    level: str | None
    """``entry`` or ``top``, where the tier is the lowest or the highest of its program."""
    kind: str | None
    """As a pay line calls it; ``None`` where nothing about pay was seen, or it is no pay."""
    percent: float | None
    """Of a range the upper end."""
    percent_from: float | None
    amount: float | None
    """A sum for a deal, in `currency`."""
    currency: str | None
    base: str | None
    """As a pay line calls it."""
    base_text: str | None
    """As the source says it."""
    months: int | None
    """0: for as long as the customer stays."""
    url: str
    source_class: str
    seen: str
    """How much of the source was read."""
    page_date: str | None
    confidence: str
    note: str
    not_comparable: str
    """Why the figure cannot stand beside a pay line; empty where it can."""
    requirements: Mapping[str, Any]

    @property
    def comparable(self) -> bool:
        """Whether it can be taken over as a competitor."""
        has_figure = self.percent is not None or self.amount is not None
        return self.type is not None and self.kind is not None and has_figure and not self.not_comparable


@record
class Range:
    """What is usual, as somebody says it."""

    metric: str
    low: float | None
    high: float | None
    value: str
    """What was said, where it is not two numbers; may be empty."""
    source: str
    url: str
    origin: str
    note: str


@cache
def benchmarks() -> tuple[Benchmark, ...]:
    """All public rows, in the order of the data file."""
    words = read("benchmark_words")
    reasons = {(vendor, tier): why for vendor, tier, why in words["not_comparable"]}
    keys: set[str] = set()
    return tuple(_benchmark(row, words, reasons, keys) for row in read("benchmarks"))


def _benchmark(
    row: Mapping[str, Any], words: Mapping[str, Any], reasons: Mapping[tuple[str, str], str], keys: set[str]
) -> Benchmark:
    paid = row["paid"]
    kind = words["kinds"].get(paid["kind"])
    if kind is None and paid["kind"] not in words["no_pay"]:
        raise ValueError(f"a kind of pay without a word for it: {paid['kind']}")
    high = paid["pct"] if paid["pct_max"] is None else paid["pct_max"]
    low = paid["pct_min"] if paid["pct_min"] is not None or high == paid["pct"] else paid["pct"]
    return Benchmark(
        key=_unique(f"{row['vendor']} · {row['program']} · {row['tier']}", keys),
        vendor=row["vendor"],
        program=row["program"],
        partner_type=row["partner_type"],
        type=words["types"].get(row["partner_type"]),
        tier=row["tier"],
        level=_level(row["tier_rank"], row["tier_count"]),
        kind=kind,
        percent=high,
        percent_from=low,
        amount=paid["amount"],
        currency=paid["currency"],
        base=words["bases"].get(paid["base"]),
        base_text=paid["base"],
        months=0 if paid["recurring"] and paid["duration_months"] is None else paid["duration_months"],
        url=row["source_url"],
        source_class=row["source_class"],
        seen=row["seen"],
        page_date=row["page_date"],
        confidence=row["confidence"],
        note=row["note"] or "",
        not_comparable=reasons.get((row["vendor"], row["tier"]), ""),
        requirements=row["requirements"] or {},
    )


def _unique(key: str, taken: set[str]) -> str:
    number, name = 1, key
    while name in taken:
        number += 1
        name = f"{key} ({number})"
    taken.add(name)
    return name


def _level(rank: int | None, count: int | None) -> str | None:
    if rank is None or count is None or count < 2:
        return None
    return "entry" if rank == 1 else "top" if rank == count else None


@cache
def ranges() -> tuple[Range, ...]:
    """What is usual, by metric; rows that are kept only as a warning are left out."""
    return tuple(_range(row) for row in read("ranges") if not row["metric"].startswith("WARNING"))


def _range(row: Mapping[str, Any]) -> Range:
    value = row.get("value")
    number = value if isinstance(value, int | float) else None
    if isinstance(value, list):
        value = ", ".join(map(str, value))
    return Range(
        metric=row["metric"],
        low=row.get("low", number),
        high=row.get("high", number),
        value="" if value is None else str(value),
        source=row.get("source", ""),
        url=row["url"],
        origin=row["class"],
        note=row.get("note", ""),
    )
