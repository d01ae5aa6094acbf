"""What a person does on the pages beyond typing: use the plan, pick public figures, split, filter, tables."""

from __future__ import annotations

from pathlib import Path

from page_texts import DRAFT
from tui_driver import Driver, example, running

from partnerbook.tui.dialogs.picks import Picks
from partnerbook.tui.widgets.canvas import Canvas


def draft(folder: Path) -> Path:
    path = folder / "new.program.toml"
    path.write_text(DRAFT)
    return path


async def command(run: Driver, name: str) -> None:
    """Choose an entry of the palette."""
    found = [doing for words, _, doing in run.book.commands() if words == name]
    assert found, name
    found[0]()
    await run.settle()


async def replace_text(run: Driver, text: str) -> None:
    """Type over the line of a dialog, and confirm."""
    await run.press("ctrl+u")
    await run.type(text)
    await run.press("enter")


async def test_the_plan_becomes_tracks_with_one_key_and_one_undo(tmp_path: Path) -> None:
    async with running(draft(tmp_path)) as run:
        await run.enter("company.arr", "8m")
        await run.enter("program.goals", "existing-networks, integration-lock-in")
        await run.press("f12")
        assert {track.type for track in run.book.session.program.tracks.values()} == {
            "referral",
            "isv",
            "var",
        }
        assert "3 tracks made" in run.said
        await run.press("ctrl+z")
        assert run.book.session.program.tracks == {}


async def test_a_public_figure_is_picked_filtered_to_the_track_and_added_with_its_link(
    tmp_path: Path,
) -> None:
    async with running(example(tmp_path)) as run:
        await run.press("f3")
        before = set(run.book.session.program.competitors)
        await run.press("f12")
        picks = run.app.screen.query_one(Picks)
        assert "referral" in run.words(picks)
        await run.type("hubspot")
        await run.press("enter")
        [key] = set(run.book.session.program.competitors) - before
        made = run.book.session.program.competitors[key]
        assert made.vendor == "HubSpot"
        assert str(made.source).startswith("https://")
        assert run.at == f"competitors.{key}.vendor"
        await run.press("ctrl+z")
        assert set(run.book.session.program.competitors) == before


async def test_a_long_video_is_split_with_the_key_that_the_page_shows(tmp_path: Path) -> None:
    async with running(example(tmp_path, "long-video")) as run:
        await run.press("f5")
        assert "F12 splits the long one" in run.drawn()
        count = len(run.book.session.program.enablement.modules)
        await run.press("f12")
        modules = run.book.session.program.enablement.modules
        assert len(modules) == count + 1
        assert all(not each.minutes or float(each.minutes) <= 10 for each in modules.values())
        assert "F12" not in run.drawn()


async def test_a_length_that_is_half_typed_is_neither_split_nor_called_short(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as run:
        await run.press("f5", "f12")
        assert run.said == "every video and course keeps to ten minutes"
        await run.enter("enablement.modules.pitch.minutes", "12x")
        await run.go("enablement.portal")
        await run.press("f12")
        assert run.said.endswith("the length is not a number yet")
        assert run.at == "enablement.modules.pitch.minutes"


async def test_the_fix_that_splits_a_module_says_how_many_there_are(tmp_path: Path) -> None:
    async with running(example(tmp_path, "long-video")) as run:
        found = run.book.session.report.findings
        run.book.mend(next(each for each in found if each.code == "ENB003"))
        assert "modules now" in run.book.session.history[-1]


async def test_what_stood_there_before_half_typed_text_is_not_split(tmp_path: Path) -> None:
    async with running(example(tmp_path, "long-video")) as run:
        [long] = [at for code, at in run.findings() if code == "ENB003"]
        count = len(run.book.session.program.enablement.modules)
        await run.enter(long, "9x")
        await run.press("f12")
        assert run.said.endswith("the length is not a number yet")
        assert len(run.book.session.program.enablement.modules) == count


async def test_partners_are_filtered_and_the_heading_says_so(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as run:
        await run.press("f6", "f12")
        await run.type("nobody")
        await run.press("enter")
        assert "0 of 1 with" in run.drawn()
        await command(run, "Show all partners")
        assert "Contoso Consulting" in run.drawn()


async def test_partners_go_to_a_table_and_come_back_as_one_step(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as run:
        await run.press("f6")
        await command(run, "Partners to CSV")
        await run.press("enter")
        table = tmp_path / "partners.csv"
        text = table.read_text(encoding="utf-8-sig")
        assert text.startswith("key,name,track")
        assert "contoso,Contoso Consulting,var" in text
        table.write_text("name,stage,sourced-revenue\nContoso Consulting,inactive,\nFabrikam,target,5k\n")
        await command(run, "Partners from CSV")
        await replace_text(run, "partners.csv")
        assert run.value("partners.contoso.stage") == "inactive"
        assert run.value("partners.contoso.metrics.sourced-revenue") == 50_000
        assert run.value("partners.fabrikam.metrics.sourced-revenue") == 5_000
        await run.press("ctrl+z")
        assert run.value("partners.contoso.stage") == "active"
        assert run.value("partners.fabrikam") is None


async def test_a_table_is_never_overwritten_without_asking(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as run:
        table = tmp_path / "partners.csv"
        table.write_text("mine")
        await command(run, "Partners to CSV")
        await run.press("enter")
        assert table.read_text() == "mine"
        await run.press("escape")
        assert table.read_text() == "mine"
        await command(run, "Partners to CSV")
        await run.press("enter", "2")
        assert table.read_text(encoding="utf-8-sig").startswith("key,")


async def test_what_a_table_has_wrong_is_shown_with_its_lines(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as run:
        (tmp_path / "bad.csv").write_text("name,stagge,signed\nFabrikam,target,soon\n")
        await command(run, "Partners from CSV")
        await replace_text(run, "bad.csv")
        shown = run.words(run.app.screen.query_one("#words"))
        assert "line 1: no column is called stagge" in shown
        assert "line 2: Signed: soon is no value" in shown
        await run.press("enter")
        await command(run, "Partners from CSV")
        await replace_text(run, "missing.csv")
        assert "not read" in run.said


async def test_enter_on_a_finding_of_review_goes_to_its_field(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as run:
        await run.go("waivers.gold-floor.at")
        run.sheet.go_to("review.finding.0.where")
        await run.press("enter")
        assert run.book.page.key == "tiers"
        assert run.at == "tiers.gold.pay_percent.var"


async def test_typing_a_number_changes_what_stands_beside_it_in_the_same_repaint(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as run:
        await run.go("conflict.registration.protection_days")
        assert "covers 97 % of cycles" in run.drawn()
        await run.type("5")
        assert "covers 97 %" not in run.drawn()
        await run.press("escape")
        assert "covers 97 % of cycles" in run.drawn()


async def test_the_picture_fills_a_small_screen_and_can_be_scrolled(tmp_path: Path) -> None:
    async with running(example(tmp_path), size=(80, 24)) as run:
        await run.press("f10")
        assert "The plan that this leads to" in run.words("#picture")
        picture = run.book.query_one("#picture", Canvas)
        assert picture.has_focus
        picture.scroll_end(animate=False)
        await run.settle()
        assert "First hire a partner manager" in run.words("#picture")
        await run.press("f10")
        assert run.sheet.has_focus


async def test_a_stored_word_that_is_no_choice_is_unticked_like_the_others(tmp_path: Path) -> None:
    path = draft(tmp_path)
    path.write_text(DRAFT.replace("[program]", '[program]\ngoals = ["new-markets", "moon"]', 1))
    async with running(path) as run:
        assert run.value("program.goals") == ("new-markets", "moon")
        await run.go("program.goals")
        await run.press("enter")
        assert "[✓] moon" in run.drawn()
        assert "unknown" in run.drawn()
        await run.press("space", "enter")
        assert run.value("program.goals") == ("new-markets",)
        assert not run.book.session.pending
