"""Questions, single lines, waivers, explanations, problems: what is asked and what is answered."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from typing import Any

import pytest
from dialog_texts import HOSTILE, is_safe, screen_text
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen
from textual.scrollbar import ScrollBar

from partnerbook.checks.finding import Finding
from partnerbook.program.agreed import Waiver
from partnerbook.record import replace
from partnerbook.tui.dialogs.ask import Ask
from partnerbook.tui.dialogs.explain import ExplainDialog
from partnerbook.tui.dialogs.problems import ProblemsDialog
from partnerbook.tui.dialogs.question import Question
from partnerbook.tui.dialogs.waive import WaiveDialog
from partnerbook.tui.glyphs import ASCII, UNICODE
from partnerbook.tui.scrollbars import draw_scrollbars
from partnerbook.workbook.problems import Problem

TODAY = date(2026, 11, 24)
FINDING = Finding(
    code="WAI001",
    name="waiver-expired",
    severity="warning",
    address="waivers.gold-floor",
    message="it ended on 2026-01-01",
    found="2026-01-01",
    limit="today",
    fix="set another day",
    source="ours",
)
NOTHING = object()


class Host(App[None]):
    """Shows one dialog and keeps its answer."""

    def __init__(self, dialog: Screen[Any]) -> None:
        super().__init__()
        self.dialog = dialog
        self.answer: Any = NOTHING

    def on_mount(self) -> None:
        def answered(answer: Any) -> None:
            self.answer = answer

        self.push_screen(self.dialog, answered)


@asynccontextmanager
async def shown(
    dialog: Screen[Any], size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[Host, Pilot[Any]]]:
    app = Host(dialog)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, pilot


def question() -> Question:
    return Question(
        "Unsaved", "Gold 25 % → 18 %", (("save", "Save"), ("drop", "Drop"), ("stay", "Stay")), UNICODE
    )


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        (["enter"], "save"),
        (["space"], "save"),
        (["down", "enter"], "drop"),
        (["j", "j", "enter"], "stay"),
        (["end", "up", "enter"], "drop"),
        (["G", "k", "enter"], "drop"),
        (["3"], "stay"),
        (["escape"], None),
    ],
)
async def test_a_question_is_answered_from_the_keyboard(keys: list[str], answer: str | None) -> None:
    async with shown(question()) as (app, pilot):
        await pilot.press(*keys)
        assert app.answer == answer


async def test_a_number_without_an_answer_changes_nothing() -> None:
    async with shown(question()) as (app, pilot):
        await pilot.press("9", "0")
        assert app.answer is NOTHING
        await pilot.press("enter")
        assert app.answer == "save"


async def test_a_click_answers_and_a_click_beside_the_box_closes() -> None:
    async with shown(question()) as (app, pilot):
        row = next(y for y, line in enumerate(screen_text(app).split("\n")) if "2  Drop" in line)
        await pilot.click(offset=(20, row))
        assert app.answer == "drop"
    async with shown(question()) as (app, pilot):
        await pilot.click(offset=(0, 0))
        assert app.answer is None


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50), (60, 16)])
async def test_a_question_is_seen_whole(size: tuple[int, int]) -> None:
    async with shown(question(), size) as (app, _):
        drawn = screen_text(app)
        assert all(
            words in drawn for words in ("Unsaved", "Gold 25 % → 18 %", "1  Save", "2  Drop", "3  Stay")
        )


async def test_the_answers_of_a_long_question_stay_in_sight() -> None:
    words = "\n".join(f"change {number}" for number in range(100))
    async with shown(Question("Unsaved", words, (("save", "Save"), ("stay", "Stay")), UNICODE)) as (app, _):
        drawn = screen_text(app)
        assert "1  Save" in drawn
        assert "2  Stay" in drawn


def dialogs(text: str, glyphs: Any) -> list[Screen[Any]]:
    """A dialog of each kind that shows a text wherever it can."""
    finding = replace(FINDING, message=text, fix=text, found=text, address=text)
    return [
        Question(text, text, (("a", text),), glyphs),
        Ask(text, text, "" if glyphs.ascii else text, glyphs=glyphs),
        ExplainDialog(finding, glyphs),
        WaiveDialog(finding, TODAY, glyphs),
        ProblemsDialog([Problem("f", 1, 1, "wrong-shape", text, text, text)], glyphs),
    ]


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII], ids=["unicode", "ascii"])
async def test_no_text_is_markup_or_reaches_the_terminal_raw(
    glyphs: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ScrollBar, "renderer", ScrollBar.renderer)
    draw_scrollbars(glyphs)
    async with shown(Ask("Below", "nothing", glyphs=glyphs)) as (app, pilot):
        for text in HOSTILE:
            for dialog in dialogs(text, glyphs):
                await app.push_screen(dialog)
                await pilot.pause()
                drawn = screen_text(app)
                assert is_safe(drawn), (dialog, text)
                assert not text.startswith("[") or text in drawn
                assert not glyphs.ascii or drawn.isascii(), dialog
                app.pop_screen()


async def test_one_line_is_asked_for() -> None:
    async with shown(Ask("Save as", "File name", "acme", glyphs=UNICODE)) as (app, pilot):
        await pilot.press("-", "2", "enter")
        assert app.answer == "acme-2"
    async with shown(Ask("Save as", "File name", "acme", glyphs=UNICODE)) as (app, pilot):
        await pilot.press("escape")
        assert app.answer is None


async def test_a_wrong_line_is_said_and_can_be_mended() -> None:
    ask = Ask("New", "Name", wrong=lambda text: "" if text else "a name is needed", glyphs=UNICODE)
    async with shown(ask) as (app, pilot):
        await pilot.press("enter")
        assert app.answer is NOTHING
        assert "✗ a name is needed" in screen_text(app)
        await pilot.press("x")
        assert "a name is needed" not in screen_text(app)
        await pilot.press("enter")
        assert app.answer == "x"


async def test_pasted_controls_do_not_enter_a_line() -> None:
    from textual.events import Paste

    async with shown(Ask("Save as", "File name", glyphs=UNICODE)) as (app, pilot):
        assert app.screen.focused is not None
        app.screen.focused.post_message(Paste("a\x1b[31mb\u202e\nc"))
        await pilot.pause()
        await pilot.press("enter")
        assert app.answer == "a[31mb c"


# ── waivers ──────────────────────────────────────────────────────────────────


def waive() -> WaiveDialog:
    return WaiveDialog(FINDING, TODAY, UNICODE)


async def test_a_waiver_needs_a_reason_an_owner_and_holds_three_months() -> None:
    async with shown(waive()) as (app, pilot):
        await pilot.press(*"agreed", "enter", *"lead", "enter", "enter")
        assert app.answer == ("agreed", "lead", date(2027, 2, 24))


async def test_what_is_missing_is_said_where_it_is_missing() -> None:
    async with shown(waive()) as (app, pilot):
        await pilot.press("ctrl+s")
        drawn = screen_text(app)
        assert "✗ Reason is missing" in drawn
        assert "✗ Owner is missing" in drawn
        assert app.screen.focused is not None
        assert app.screen.focused.id == "reason"
        await pilot.press(*"why", "ctrl+s")
        assert "Reason is missing" not in screen_text(app)
        assert app.screen.focused.id == "owner"
        assert app.answer is NOTHING


@pytest.mark.parametrize(
    ("keys", "day"),
    [
        (["down"], date(2027, 2, 25)),
        (["up", "up"], date(2027, 2, 22)),
        (["pagedown"], date(2027, 3, 24)),
        (["pageup"] * 9, TODAY),
    ],
)
async def test_keys_move_the_last_day_and_never_into_the_past(keys: list[str], day: date) -> None:
    async with shown(waive()) as (app, pilot):
        await pilot.press(*"why", "tab", *"me", "tab", *keys, "enter")
        assert app.answer == ("why", "me", day)


@pytest.mark.parametrize(
    ("typed", "said"),
    [("2026-11-23", "is over already"), ("soon", "expected a date"), ("withheld", "expected a date")],
)
async def test_a_wrong_day_is_said(typed: str, said: str) -> None:
    async with shown(waive()) as (app, pilot):
        await pilot.press(*"why", "tab", *"me", "tab", "end", "ctrl+u", *typed, "enter")
        assert app.answer is NOTHING
        assert said in screen_text(app)


async def test_today_is_a_last_day() -> None:
    async with shown(waive()) as (app, pilot):
        await pilot.press(*"why", "tab", *"me", "tab", "end", "ctrl+u", *"2026-11-24", "enter")
        assert app.answer == ("why", "me", TODAY)


@pytest.mark.parametrize("size", [(80, 24), (60, 16)])
async def test_all_three_lines_of_a_waiver_are_seen(size: tuple[int, int]) -> None:
    async with shown(waive(), size) as (app, pilot):
        await pilot.press("tab", "tab")
        drawn = screen_text(app)
        assert "2027-02-24" in drawn
        assert "Expires" in drawn


def test_what_is_asked_is_what_the_format_declares() -> None:
    assert set(WaiveDialog(FINDING, TODAY, UNICODE)._specs) == set(Waiver.parts) - {"check", "at"}


# ── explaining, problems ─────────────────────────────────────────────────────


async def test_a_finding_is_explained_whole() -> None:
    from partnerbook.checks.catalogue import by_code

    check = by_code(FINDING.code)
    assert check is not None
    dialog = ExplainDialog(FINDING, UNICODE)
    async with shown(dialog, (120, 60)) as (app, pilot):
        drawn = " ".join(screen_text(app).replace("│", " ").split())
        for words in (
            FINDING.address,
            "It ended on 2026-01-01.",
            FINDING.fix,
            "▲ warning",
            check.claim,
            check.why,
        ):
            assert words in drawn
        assert f"source: {check.source}" in drawn
        await pilot.press("e")
        assert app.answer is None


async def test_a_long_explanation_scrolls() -> None:
    async with shown(ExplainDialog(FINDING, UNICODE), (80, 24)) as (app, pilot):
        top = screen_text(app)
        await pilot.press("j", "j")
        assert screen_text(app) != top
        await pilot.press("G")
        assert app.screen.focused is not None
        assert app.screen.focused.scroll_offset.y == app.screen.focused.max_scroll_y > 0
        await pilot.press("g")
        assert screen_text(app) == top


async def test_a_finding_without_a_check_or_fix_is_shown_too() -> None:
    bare = replace(FINDING, code="XXX999", fix="", found="", limit="")
    async with shown(ExplainDialog(bare, UNICODE)) as (app, _):
        assert "It ended on 2026-01-01." in screen_text(app)


async def test_problems_lead_to_their_place() -> None:
    problems = [
        Problem("f", 3, 1, "unknown-key", "unknown key nme", "Did you mean name?", "program.nme", "warning"),
        Problem("f", 6, 7, "wrong-shape", "expected a number", "Write it.", "company.arr"),
    ]
    async with shown(ProblemsDialog(problems, UNICODE)) as (app, pilot):
        await pilot.pause()
        drawn = screen_text(app)
        assert "program.nme  line 3, column 1" in drawn
        assert "→ Did you mean name?" in drawn
        await pilot.press("j", "enter")
        assert app.answer == "company.arr"


async def test_no_problems_are_said_to_be_none() -> None:
    async with shown(ProblemsDialog([], UNICODE)) as (app, pilot):
        await pilot.pause()
        assert "✓ reading found nothing wrong" in screen_text(app)
