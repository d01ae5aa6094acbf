"""Findings are walked, fixed, explained and waived from the keyboard, in the panel and without it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tui_driver import GOLD, SAMPLES, Driver, example, running, unwaived

from partnerbook.checks.finding import Report
from partnerbook.record import replace
from partnerbook.tui.dialogs.explain import ExplainDialog
from partnerbook.tui.dialogs.waive import WaiveDialog
from partnerbook.tui.frame.frame import worst_first


def current(d: Driver) -> tuple[str, str]:
    found = d.book.panel.current
    assert found is not None
    return found.code, found.address


async def test_f8_walks_all_of_them_and_comes_round(tmp_path: Path) -> None:
    async with running(unwaived(tmp_path)) as d:
        wanted = d.findings()
        seen = []
        for _ in wanted:
            await d.press("f8")
            assert d.book.led_to is not None
            assert d.book.led_to.code in d.said
            assert d.book.page.owns(d.book.led_to.address)
            seen.append((d.book.led_to.code, d.book.led_to.address))
        assert len(set(seen)) == len(seen)
        assert set(seen) == wanted
        await d.press("f8")
        assert (d.book.led_to.code, d.book.led_to.address) == seen[0]
        await d.press("shift+f8")
        assert (d.book.led_to.code, d.book.led_to.address) == seen[-1]


async def test_f8_begins_on_the_page_that_is_shown(tmp_path: Path) -> None:
    async with running(unwaived(tmp_path)) as d:
        await d.press("f4", "f8")
        assert d.book.page.key == "tiers"
        await d.press("f")
        assert ("PAY001", GOLD) not in d.findings()
        await d.press("shift+f8")
        assert d.book.led_to is not None
        assert d.book.page.key in ("company", "value")


async def test_at_80x24_the_finding_stands_beside_its_field(tmp_path: Path) -> None:
    async with running(unwaived(tmp_path), (80, 24)) as d:
        await d.press("f4", "f8")
        assert d.at == GOLD
        assert "PAY001" in d.words("#say")
        assert "18 %" in d.drawn()
        await d.press("f")
        assert d.value(GOLD) == 25


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_on_a_finding_the_digits_go_to_the_steps(tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(unwaived(tmp_path), size) as d:
        await d.press("f4", "f8", "5")
        assert d.book.page.key == "conflict"
        assert d.value(GOLD) == 18


async def test_the_panel_with_single_keys(tmp_path: Path) -> None:
    async with running(unwaived(tmp_path)) as d:
        await d.press("f4", "ctrl+l")
        assert d.book.panel.has_focus
        first = current(d)
        assert first == ("PAY001", GOLD)
        await d.press("j")
        second = current(d)
        assert second != first
        await d.press("k")
        assert current(d) == first
        await d.press("G")
        last = current(d)
        ordered = d.book.session.ordered()
        elsewhere = worst_first([each for each in ordered if not d.book.page.owns(each.address)])
        assert last == (elsewhere[-1].code, elsewhere[-1].address)
        await d.press("enter")
        assert d.book.page.owns(last[1])
        await d.press("f4", "ctrl+l", "g")
        assert current(d) == first
        await d.press("f")
        assert d.value(GOLD) == 25
        await d.press("ctrl+z")
        assert d.value(GOLD) == 18


async def test_slash_filters_the_panel(tmp_path: Path) -> None:
    async with running(unwaived(tmp_path)) as d:
        await d.press("ctrl+l", "slash")
        words = d.words("#findings")
        assert "only errors" in words
        assert "PAY001" in words
        assert "VAL002" not in words
        await d.press("slash")
        assert "VAL002" in d.words("#findings")


async def test_a_fix_elsewhere_leaves_the_page(tmp_path: Path) -> None:
    async with running(unwaived(tmp_path)) as d:
        await d.press("f2", "ctrl+l")
        while current(d) != ("PAY001", GOLD):
            await d.press("j")
        await d.press("f")
        assert d.value(GOLD) == 25
        assert d.book.page.key == "company"
        assert d.said.startswith("PAY001")


async def test_explaining(tmp_path: Path) -> None:
    async with running(unwaived(tmp_path)) as d:
        await d.press("f4", "f8", "e")
        assert isinstance(d.app.screen, ExplainDialog)
        words = "\n".join(d.words(each) for each in d.app.screen.query("Pager"))
        assert "card, src3" in words
        assert "20 % floor" in words
        await d.press("escape")
        assert d.app.screen is d.book


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_waiving(tmp_path: Path, size: tuple[int, int]) -> None:
    path = unwaived(tmp_path)
    async with running(path, size) as d:
        await d.press("f4", "f8", "w")
        assert isinstance(d.app.screen, WaiveDialog)
        await d.press("enter")
        assert isinstance(d.app.screen, WaiveDialog)
        await d.type("Agreed for a year")
        await d.press("enter", *"CFO", "enter", "enter")
        assert d.app.screen is d.book
        (waiver,) = d.value("waivers").values()
        assert (waiver.check, waiver.at, waiver.reason, waiver.owner) == (
            "PAY001",
            GOLD,
            "Agreed for a year",
            "CFO",
        )
        assert waiver.expires == date(2027, 2, 24)
        assert ("PAY001", GOLD) not in d.findings()
        await d.press("ctrl+z")
        assert ("PAY001", GOLD) in d.findings()


async def test_a_waived_finding_is_shown_and_not_counted(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as d:
        await d.press("f4")
        assert "waived PAY001" in d.words("#findings")
        await d.press("f8")
        assert d.book.led_to is not None
        assert d.book.led_to.code != "PAY001"


async def test_single_keys_mean_the_finding_that_f8_led_to(tmp_path: Path) -> None:
    """Two findings stand at Gold's margin: F8 twice, then f is about the second."""
    async with running(unwaived(tmp_path), (80, 24)) as d:
        await d.press("f4", "f8", "f8")
        assert d.book.led_to is not None
        second = d.book.led_to
        assert (second.code, second.address) == ("TIE003", GOLD)
        await d.press("e")
        assert isinstance(d.app.screen, ExplainDialog)
        assert d.app.screen.finding.code == "TIE003"


async def test_half_typed_text_is_counted_walked_to_and_gone_when_it_is_undone(tmp_path: Path) -> None:
    sign = "CHK003"

    async with running(example(tmp_path)) as d:
        title, rail = d.words("#title"), d.words("#rail")
        await d.go("recruiting.to_sign")
        await d.type("12x")
        assert sign in d.drawn()
        assert "2 errors" in d.words("#title")
        await d.press("f2")
        assert "2 errors" in d.words("#title")
        assert d.words("#rail") != rail
        assert f"error {sign}" in d.words("#findings")
        await d.press("f6", "f8")
        assert d.at == "recruiting.to_sign"
        assert sign in d.said
        assert "not a value yet: type a whole number, 0 or more" in d.said
        await d.press("f")
        assert "has no fix that a program can make: type a whole number" in d.said
        await d.press("w")
        assert d.app.screen is d.book
        assert "cannot be waived" in d.said
        await d.press("e")
        assert isinstance(d.app.screen, ExplainDialog)
        await d.press("escape", "ctrl+z")
        assert d.words("#title") == title
        assert d.words("#rail") == rail


async def test_a_name_that_is_not_there_is_counted_walked_to_and_mended(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as d:
        title = d.words("#title")
        await d.enter("enablement.modules.pitch.tracks", "varr")
        assert d.words("#title") != title
        await d.press("f8")
        while d.at != "enablement.modules.pitch.tracks":
            await d.press("f8")
        assert "CHK002" in d.said
        assert 'there is no track "varr"' in d.said
        await d.press("f")
        assert d.value("enablement.modules.pitch.tracks") == ("var",)
        assert ("CHK002", "enablement.modules.pitch.tracks") not in d.findings()


async def test_the_cursor_follows_a_key_that_a_fix_changes(tmp_path: Path) -> None:
    path = example(tmp_path)
    path.write_text(path.read_text().replace("[tiers.gold.benefits]\nportal", "[tiers.gold.benefits]\nprtal"))
    async with running(path) as d:
        await d.press("f4", "f8")
        while d.at != "tiers.gold.benefits.prtal":
            await d.press("f8")
        await d.press("f")
        assert d.at == "tiers.gold.benefits.portal"
        assert d.value("tiers.gold.benefits.prtal") is None


async def test_after_moving_on_nothing_stale_is_fixed(tmp_path: Path) -> None:
    async with running(unwaived(tmp_path)) as d:
        await d.press("f4", "f8")
        await d.go("tiers.silver.name")
        d.book.action_mend()
        await d.settle()
        assert d.value(GOLD) == 18
        assert "no finding here" in d.said


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.toml")), ids=lambda path: path.name.split(".")[0])
async def test_every_finding_of_every_sample_can_be_led_to_and_its_fix_made(
    path: Path, tmp_path: Path
) -> None:
    copy = tmp_path / path.name
    copy.write_bytes(path.read_bytes())
    async with running(copy) as d:
        for finding in d.book.session.ordered():
            if finding.waived or finding not in d.book.session.report.findings:
                continue
            d.book.lead_to(finding)
            assert d.book.page.owns(finding.address)
            assert d.at, finding
            if finding.mending:
                d.book.mend(finding)
                again = {(each.code, each.address) for each in d.book.session.report.findings}
                assert (finding.code, finding.address) not in again, finding
                d.book.action_undo()
        await d.settle()
        assert d.book.session.document.text == path.read_text()


async def test_the_line_of_keys_says_what_can_be_done_with_a_finding(tmp_path: Path) -> None:
    async with running(unwaived(tmp_path)) as d:
        assert "f fix" not in d.words("#keys")
        await d.press("f4", "f8")
        assert "f fix   e why   w waive" in d.words("#keys")
        where = d.words("#keys").index("fix")
        await d.pilot.click("#keys", offset=(where, 0))
        await d.settle()
        assert d.value(GOLD) == 25
        d.sheet.focus()
        await d.settle()
        assert "f fix" not in d.words("#keys")


async def test_the_finding_under_the_cursor_stands_out(tmp_path: Path) -> None:
    def grounds() -> set[object]:
        strips = [d.book.panel.strip_of(n) for n in range(len(d.book.panel.lines))]
        first, after = d.book.panel._bounds(d.book.panel._cursor)
        inside = {segment.style.bgcolor for strip in strips[first:after] for segment in strip}
        outside = {segment.style.bgcolor for strip in strips[after:] for segment in strip}
        assert not inside & outside
        return inside

    async with running(unwaived(tmp_path)) as d:
        await d.press("f4", "ctrl+l")
        before = grounds()
        await d.press("j")
        assert grounds() == before


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_on_a_finding_the_keys_of_the_sheet_mean_its_field(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with running(unwaived(tmp_path), size=size) as d:
        await d.press("f4", "f8")
        assert d.book.on_findings
        before = len(d.value("tiers"))
        await d.press("ctrl+n")
        assert len(d.value("tiers")) == before + 1
        assert d.sheet.has_focus
        await d.press("ctrl+z", "f4", "f8", "escape")
        assert d.sheet.has_focus


async def test_f8_after_a_fix_goes_on_behind_what_is_gone(tmp_path: Path) -> None:
    async with running(unwaived(tmp_path)) as d:
        await d.press("f4")
        await d.press("ctrl+n")
        order = [(each.code, each.address) for each in d.book._walk()]
        mendable = {(each.code, each.address) for each in d.book._walk() if each.mending}
        gone = next(
            n for n, each in enumerate(order) if n > 0 and each in mendable and each[1].startswith("tiers.")
        )
        while d.book.led_to is None or (d.book.led_to.code, d.book.led_to.address) != order[gone]:
            await d.press("f8")
        await d.press("f")
        left = d.findings()
        assert order[gone] not in left
        wanted = next(each for each in order[gone + 1 :] if each in left)
        await d.press("f8")
        assert (d.book.led_to.code, d.book.led_to.address) == wanted


async def test_the_stop_of_review_says_the_worst_of_all_pages(tmp_path: Path) -> None:
    async with running(unwaived(tmp_path)) as d:
        assert "Review ✗" in d.words("#rail")
        await d.press("f9")
        assert "Not yet" in d.words("#picture")


@pytest.mark.parametrize(
    ("severity", "sign"), [("", "ok"), ("todo", "todo"), ("note", "ok"), ("warning", "warning")]
)
async def test_the_stop_of_review_without_errors(tmp_path: Path, severity: str, sign: str) -> None:
    async with running(unwaived(tmp_path)) as d:
        [some, *_] = d.book.session.report.findings
        found = (replace(some, severity=severity),) if severity else ()
        stop = d.book._stop(d.book.pages["review"], Report(found, ()))
        assert stop.state == getattr(d.app.glyphs, sign)


# ── on Review ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)])
async def test_review_lists_the_findings_once_and_the_panel_stands_beside_the_other_pages(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    roomy = size[0] > 100
    async with running(unwaived(tmp_path), size) as d:
        await d.press("f4")
        beside = d.sheet.size.width
        assert d.book.panel.display == roomy
        await d.press("f9")
        assert not d.book.panel.display
        assert "TIE003" in d.drawn()
        await d.press("f4")
        assert d.book.panel.display == roomy
        assert d.sheet.size.width == beside
        assert max(len(line) for line in d.drawn().split("\n")) <= beside


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)])
async def test_from_review_the_next_finding_is_led_to_and_the_panel_can_be_called(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with running(unwaived(tmp_path), size) as d:
        await d.press("f9", "ctrl+l")
        assert d.book.panel.has_focus
        assert d.book.panel.display
        await d.press("ctrl+l")
        assert d.sheet.has_focus
        assert not d.book.panel.display
        await d.press("f8")
        assert d.book.page.key != "review"
        assert d.book.panel.has_focus == (size[0] > 100)
        assert d.book.on_findings


async def test_in_a_wide_terminal_review_reads_messages_to_their_end(tmp_path: Path) -> None:
    async with running(unwaived(tmp_path), (200, 50)) as d:
        await d.press("f9")
        assert "Gold pays 18 %, less than the 25 % of Silver below it" in d.drawn()
