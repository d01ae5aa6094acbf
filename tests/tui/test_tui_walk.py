"""The main job as a new user would do it: type, be flagged, fix, add, save, and find it again."""

from __future__ import annotations

import difflib
import subprocess
import sys
from pathlib import Path

from textual.events import Key
from tui_driver import GOLD, Driver, example, running, unwaived

from partnerbook.session.file import WorkbookFile, open_file


async def key_only(driver: Driver, char: str) -> str:
    """Run the handler of one key and read the sheet at once: no other message is handled between."""
    await driver.sheet._on_key(Key(char, char))
    return driver.drawn()


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """Lines that went, and lines that came."""
    found = list(difflib.ndiff(before.splitlines(), after.splitlines()))
    return (
        [line[2:] for line in found if line.startswith("- ")],
        [line[2:] for line in found if line.startswith("+ ") and line[2:].strip()],
    )


async def test_each_key_shows_its_flag_in_its_own_repaint(tmp_path: Path) -> None:
    async with running(unwaived(tmp_path)) as d:
        await d.enter(GOLD, "25")
        await d.go(GOLD)
        assert "PAY001" not in d.drawn()
        first = await key_only(d, "1")
        assert "PAY001" in first
        assert "1 % is below the 20 % floor" in first
        assert "25 % passes" in first
        second = await key_only(d, "8")
        assert "PAY001" in second
        assert "18 % is below the 20 % floor" in second
        assert "25 % passes" in second
        await d.press("escape")
        assert "PAY001" not in d.drawn()
        assert d.value(GOLD) == 25
        await d.type("18")
        await d.press("enter")
        assert d.value(GOLD) == 18
        assert ("PAY001", GOLD) in d.findings()
        assert "18 %" in d.drawn()


async def test_every_size_flags_while_typing(tmp_path: Path) -> None:
    path = unwaived(tmp_path)
    for size in ((80, 24), (120, 40), (200, 50)):
        async with running(path, size) as d:
            await d.go(GOLD)
            assert "PAY001" in await key_only(d, "1")
            drawn = await key_only(d, "9")
            assert "PAY001" in drawn
            assert "25 % passes" in drawn


async def test_next_finding_fix_and_named_undo(tmp_path: Path) -> None:
    async with running(unwaived(tmp_path)) as d:
        await d.press("f4", "f8")
        assert d.at == GOLD
        assert "PAY001" in d.said
        await d.press("f")
        assert d.value(GOLD) == 25
        assert ("PAY001", GOLD) not in d.findings()
        await d.press("ctrl+z")
        assert d.value(GOLD) == 18
        assert d.said.startswith("Undid: PAY001: Gold")
        assert "18 % → 25 %" in d.said
        await d.press("ctrl+y")
        assert d.value(GOLD) == 25
        assert d.said.startswith("Redid: ")


async def add_tier(d: Driver) -> None:
    """Platinum, with a requirement and a benefit."""
    await d.press("f4", "ctrl+n")
    assert d.at == "tiers.new-tier.name"
    await d.type("Platinum")
    await d.press("enter")
    assert d.value("tiers.platinum.name") == "Platinum"
    assert d.value("tiers.new-tier") is None
    await d.enter("tiers.platinum.requires.sourced-revenue", "250000")
    await d.go("tiers.platinum.benefits.leads")
    await d.type("First pick, all regions")
    await d.press("enter")


async def test_a_tier_added_named_required_and_given(tmp_path: Path) -> None:
    async with running(unwaived(tmp_path)) as d:
        await add_tier(d)
        tier = d.value("tiers.platinum")
        assert tier.rank == 3
        assert tier.tracks == ("var",)
        assert dict(tier.requires) == {"sourced-revenue": 250_000}
        assert dict(tier.benefits) == {"leads": "First pick, all regions"}


async def test_a_long_video_says_into_how_many_it_splits(tmp_path: Path) -> None:
    async with running(unwaived(tmp_path)) as d:
        await d.press("f5")
        await d.go("enablement.modules.playbook.title")
        await d.press("ctrl+n")
        assert d.at == "enablement.modules.new-module.title"
        await d.type("Demo")
        await d.press("enter")
        await d.enter("enablement.modules.demo.kind", "video")
        await d.enter("enablement.modules.demo.tracks", "var")
        await d.go("enablement.modules.demo.minutes")
        await key_only(d, "1")
        drawn = await key_only(d, "4")
        found = [each for each in d.book.session.report.findings if "demo" in each.address]
        assert "2" in "".join(line for line in drawn.splitlines() if "module" in line or "split" in line), (
            drawn
        )
        await d.press("enter")
        found = [
            each
            for each in d.book.session.report.findings
            if each.address.startswith("enablement.modules.demo.minutes")
        ]
        assert found


async def test_saving_changes_those_lines_and_nothing_else(tmp_path: Path) -> None:
    path = unwaived(tmp_path)
    before = path.read_text()
    async with running(path) as d:
        await d.enter(GOLD, "19")
        await add_tier(d)
        await d.press("ctrl+s")
        assert d.said.startswith(f"saved {path.name}")
        assert not d.book.session.is_modified
        shown = d.findings()
    after = path.read_text()
    gone, came = changed_lines(before, after)
    assert gone == ["var = 18                          # below the 20% floor: flagged the moment it is typed"]
    assert (
        came[0] == "var = 19                          # below the 20% floor: flagged the moment it is typed"
    )
    assert came[1:] == [
        "[tiers.platinum]",
        'name = "Platinum"',
        "rank = 3",
        'tracks = ["var"]',
        "[tiers.platinum.requires]",
        "sourced-revenue = 250_000",
        "[tiers.platinum.benefits]",
        'leads = "First pick, all regions"',
    ]
    assert [line for line in before.splitlines() if "#" in line and "var = 18" not in line] == [
        line for line in after.splitlines() if "#" in line and "var = 19" not in line
    ]
    async with running(path) as d:
        assert d.findings() == shown
        assert d.value("tiers.platinum.requires.sourced-revenue") == 250_000
        assert d.value(GOLD) == 19
        assert not d.book.session.is_modified
    assert isinstance(open_file(path, d.app.today), WorkbookFile)


async def test_the_command_line_says_the_same_as_the_screen(tmp_path: Path) -> None:
    import json

    path = unwaived(tmp_path)
    async with running(path) as d:
        await d.enter(GOLD, "19")
        await d.press("ctrl+s")
        here = {(each.code, each.address, each.message) for each in d.book.session.report.findings}
    command = [
        sys.executable,
        "-m",
        "partnerbook",
        "check",
        str(path),
        "--format",
        "json",
        "--at",
        "2026-11-24",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    (said,) = json.loads(done.stdout)["files"]
    assert {(each["code"], each["address"], each["message"]) for each in said["findings"]} == here


async def test_undo_goes_back_across_pages_and_shows_where(tmp_path: Path) -> None:
    path = unwaived(tmp_path)
    before = path.read_text()
    async with running(path) as d:
        await d.enter("company.arr", "9m")
        await d.enter(GOLD, "20")
        await d.enter("conflict.registration.protection_days", "150")
        await d.enter("recruiting.to_sign", "30")
        wanted = ["recruiting", "conflict", "tiers", "company"]
        for page in wanted:
            await d.press("ctrl+z")
            assert d.book.page.key == page
        assert d.at == "company.arr"
        assert d.book.session.document.text == before
        for page in reversed(wanted):
            await d.press("ctrl+y")
            assert d.book.page.key == page
        assert d.value("recruiting.to_sign") == 30
        await d.press(*["ctrl+z"] * 5)
        assert d.said == "nothing to undo"
        assert d.book.session.document.text == before


async def test_a_name_that_no_table_has_is_flagged_while_typing(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as d:
        await d.go("enablement.modules.pitch.tracks")
        await d.type("varr")
        assert 'there is no track "varr"' in d.drawn()
        assert "var passes (the nearest name)" in " ".join(d.drawn().split())
        await d.press("escape")
        assert "there is no track" not in d.drawn()


async def test_what_reading_remarked_is_said_when_a_file_is_opened(tmp_path: Path) -> None:
    path = example(tmp_path)
    path.write_text(path.read_text().replace("[company]\n", "[company]\nfavourite_colour = 3\n", 1))
    async with running(path) as d:
        assert "favourite_colour" in d.said
        assert "Reading problems" in d.said


async def test_findings_are_wrapped_beside_the_scroll_bar(tmp_path: Path) -> None:
    async with running(example(tmp_path, "new-draft"), size=(120, 40)) as d:
        panel = d.book.panel
        assert panel.show_vertical_scrollbar
        width = panel.scrollable_content_region.width
        assert all(sum(len(text) for text, _ in line) <= width for line in panel.lines)


async def test_undo_of_a_removal_goes_to_what_came_back(tmp_path: Path) -> None:
    async with running(example(tmp_path, "sound")) as d:
        await d.go("tracks.referral.name")
        await d.press("ctrl+r")
        assert d.value("tracks.referral") is None
        await d.press("ctrl+z")
        assert d.at.startswith("tracks.referral.")
