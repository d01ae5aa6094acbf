"""A finding explained: what the check looks at, why, what was found here, and what would pass."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from partnerbook.checks.check import Check
from partnerbook.checks.finding import Finding
from partnerbook.tui.dialogs.dialog import Dialog
from partnerbook.tui.dialogs.drawn import flow
from partnerbook.tui.dialogs.pager import Pager
from partnerbook.tui.glyphs import Glyphs
from partnerbook.tui.page import Line, Paint

_MOST_LINES: Final = 40
"""Lines shown of one example."""


class ExplainDialog(Dialog[None]):
    """Everything there is to say about one finding."""

    HINT = "{reading.up|reading.down} scroll · {dialog.close} close"
    BOX = "-large"
    AUTO_FOCUS = "Pager"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e,enter,q", "cancel", "Close", show=False, id="dialog.explain-close"),
    ]

    def __init__(self, finding: Finding, glyphs: Glyphs) -> None:
        super().__init__(f"{finding.code} {finding.name}", glyphs)
        self.finding = finding

    def body(self) -> ComposeResult:
        """One page."""
        from partnerbook.checks.catalogue import by_code

        self._check = by_code(self.finding.code)
        self._examples = examples(self.finding.code)
        yield Pager(self._lines, self.glyphs)

    def _lines(self, width: int) -> list[Line]:
        lines: list[Line] = [(), *self._here(width)]
        if self._check is not None:
            lines += [(), *_claim(self._check, width)]
        for title, text in zip(("This does not pass", "This passes"), self._examples, strict=True):
            if text:
                lines += [(), ((title, "heading"),), *_example(text, self.glyphs)]
        return [*lines, ()]

    def _here(self, width: int) -> list[Line]:
        finding, glyphs = self.finding, self.glyphs
        kind = "waived" if finding.waived else finding.severity
        paint: Paint = "muted" if finding.waived else finding.severity
        word = "to do" if kind == "todo" else kind
        lines: list[Line] = [((f"{getattr(glyphs, kind)} {word}", paint), (f"  {finding.address}", "muted"))]
        lines += flow(_sentence(finding.message), width, "strong")
        for label, text in (("found", finding.found), ("limit", finding.limit)):
            if text:
                lines += flow(text, width, indent=7, first=label)
        if finding.waived:
            lines += flow(f"Waived by waivers.{finding.waiver}.", width, "muted")
        elif finding.fix:
            lines += flow(finding.fix, width, "ok", indent=2, first=glyphs.arrow)
        return lines


def _claim(check: Check[Any], width: int) -> list[Line]:
    grade = f"{check.severity}; to do while the program is a draft" if check.essential else check.severity
    return [
        (("What it looks at", "heading"),),
        *flow(check.claim, width),
        *flow(f"source: {check.source} · {grade} · {check.family}", width, "muted"),
        (),
        (("Why", "heading"),),
        *flow(check.why, width),
        (),
        (("How to mend it", "heading"),),
        *flow(_sentence(check.remedy), width),
    ]


def _example(text: str, glyphs: Glyphs) -> list[Line]:
    rows = [row for row in text.strip().splitlines() if not row.startswith(("# finds:", "format ="))]
    while rows and not rows[0].strip():
        rows.pop(0)
    shown: list[Line] = [((f"{glyphs.separator} ", "track"), _toml(row)) for row in rows[:_MOST_LINES]]
    if len(rows) > _MOST_LINES:
        rest = len(rows) - _MOST_LINES
        shown.append(((f"{glyphs.separator} ", "track"), (f"{glyphs.ellipsis} {rest} more lines", "muted")))
    return shown


def _toml(row: str) -> tuple[str, Paint]:
    stripped = row.strip()
    if stripped.startswith("["):
        return row, "strong"
    return row, "muted" if stripped.startswith("#") else "plain"


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "?", "!")) else ".")


def examples(code: str) -> tuple[str, str]:
    """The failing and the passing example of a check; empty where it has none."""
    import pkgutil

    found: list[str] = []
    for kind in ("fail", "pass"):
        try:
            data = pkgutil.get_data("partnerbook.checks", f"examples/{code}.{kind}.toml")
        except OSError:
            data = None
        found.append(data.decode("utf-8") if data else "")
    return found[0], found[1]
