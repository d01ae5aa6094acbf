"""What Tiers, Enablement, Recruiting, Conflict and Review say of a program."""

from __future__ import annotations

import pytest
from page_texts import (
    DRAFT,
    all_rows,
    cell,
    changed,
    example,
    line_with,
    picture,
    program_of,
    rows_of,
    sheet_text,
    view_of,
    words,
)

from partnerbook.program.edit import Add, Move, Remove, Set, apply
from partnerbook.program.program import Program
from partnerbook.tui.kept import Kept
from partnerbook.tui.page import Page
from partnerbook.tui.pages import Pages
from partnerbook.tui.screens.conflict import ConflictPage
from partnerbook.tui.screens.enablement import EnablementPage
from partnerbook.tui.screens.recruiting import RecruitingPage
from partnerbook.tui.screens.recruiting_order import SORTS, PartnerOrder
from partnerbook.tui.screens.review import ReviewPage
from partnerbook.tui.screens.tiers import TiersPage
from partnerbook.tui.sheet.model import GridRow, Heading, SheetModel


def row(model: SheetModel, label: str) -> GridRow:
    """The first row of a grid with this label."""
    found = next(
        (each for each in all_rows(model) if isinstance(each, GridRow) and each.label.strip() == label), None
    )
    assert found is not None, label
    return found


def heading(model: SheetModel, label: str) -> str:
    """What stands beside a heading."""
    return next(each.note for each in all_rows(model) if isinstance(each, Heading) and each.label == label)


def texts(of: GridRow) -> list[str]:
    return [each.shown or each.text for each in of.cells]


# ── every page ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize("page", tuple(Pages().values()), ids=lambda page: page.key)
@pytest.mark.parametrize("text", [DRAFT, "format = 1\n", None], ids=["draft", "bare", "example"])
def test_a_page_shows_any_program_in_any_width(page: Page, text: str | None) -> None:
    program = example() if text is None else program_of(text)
    for width in (57, 77, 120):
        assert len(rows_of(page, program, width)) > 2
        assert all(len(line) <= width for line in picture(page, program, width))


@pytest.mark.parametrize("page", tuple(Pages().values()), ids=lambda page: page.key)
def test_no_two_cells_of_a_page_have_one_address(page: Page) -> None:
    seen: set[str] = set()
    for each in all_rows(rows_of(page, example())):
        for one in each.cells if isinstance(each, GridRow) else [each.cell] if hasattr(each, "cell") else []:
            assert one.address not in seen
            seen.add(one.address)


# ── Tiers ────────────────────────────────────────────────────────────────────


def test_the_ladder_says_how_to_add_copy_move_and_remove() -> None:
    note = heading(rows_of(TiersPage(), example()), "Ladder")
    assert all(key in note for key in ("^n", "^d", "alt+", "^r"))
    assert "^n" in words_of_empty(rows_of(TiersPage(), program_of(DRAFT)))


def words_of_empty(model: SheetModel) -> str:
    return " ".join(getattr(each, "key", "") for each in all_rows(model))


def test_what_a_tier_has_like_the_one_before_is_quiet_and_what_differs_is_not() -> None:
    model = rows_of(TiersPage(), example())
    portal = [cell(model, f"tiers.{tier}.benefits.portal").quiet for tier in ("registered", "silver", "gold")]
    leads = [cell(model, f"tiers.{tier}.benefits.leads").quiet for tier in ("silver", "gold")]
    assert portal == [False, True, True]
    assert leads == [False, False]


def test_the_step_says_how_the_highest_tier_differs() -> None:
    model = rows_of(TiersPage(), example())
    assert row(model, "Sourced revenue").steps[-1] == "×2"
    assert row(model, "Marketing funds").steps[-1] == "+"
    assert row(model, "Portal, battle cards, deal registration").steps[-1] == ""
    assert row(model, "Solution partners").steps[-1] == "↓"
    assert row(model, "Name").steps == ()


def test_reach_hours_and_money_stand_under_each_tier_and_follow_the_requirement() -> None:
    model = rows_of(TiersPage(), example())
    reached = texts(row(model, "stay there"))
    assert reached == ["26.7", "5.7", "7.7"]
    assert texts(row(model, "of managers, a month")) == ["", "17 hours", "62 hours"]
    assert cell(model, "computed.reach-var.gold").text == "19 %"
    harder = rows_of(TiersPage(), changed(example(), {
        "tiers.gold.requires.sourced-revenue": 300_000, "tiers.gold.requires.new-customers": 12,
    }))  # fmt: skip
    assert cell(harder, "computed.reach-var.gold").text == "6 %"
    assert cell(model, "computed.reach-var.gold").editable is False
    assert cell(model, "computed.reach-var.gold").item == "tiers.gold"


def test_a_fee_shows_what_it_leaves_of_the_margin() -> None:
    assert "after the fee" not in sheet_text(rows_of(TiersPage(), example()))
    model = rows_of(TiersPage(), changed(example(), {"tiers.silver.annual_fee": 5_000}))
    assert texts(row(model, "after the fee")) == ["", "20 %", ""]


def test_who_gets_there_is_drawn_and_who_stands_where_is_named() -> None:
    lines = picture(TiersPage(), example())
    bars = [line_with(lines, f"{name} ").count("█") for name in ("Registered", "Silver", "Gold")]
    assert bars == sorted(bars, reverse=True)
    assert "103 of 133" in line_with(lines, "manager hours")
    assert line_with(lines, "Silver 1:") == "Silver 1: Contoso Consulting"


# ── Enablement ───────────────────────────────────────────────────────────────


def test_a_module_has_its_length_as_a_bar_against_the_limit() -> None:
    model = rows_of(EnablementPage(), example())
    at = "computed.enablement.modules"
    assert cell(model, f"{at}.pitch").text == "███████▎"
    assert cell(model, f"{at}.versus-acme").text == "████████"
    assert cell(model, f"{at}.playbook").text == ""
    longer = rows_of(EnablementPage(), changed(example(), {"enablement.modules.pitch.minutes": 14}))
    assert cell(longer, f"{at}.pitch").text == "████████ +4"
    assert "F12" in heading(longer, "Modules")
    assert "F12" not in heading(model, "Modules")


def test_holes_in_what_a_track_can_learn_from_stand_out() -> None:
    lines = picture(EnablementPage(), example())
    assert line_with(lines, "video").split() == ["video", "✓", "1", "✓", "1", "○", "none"]
    gone = changed(example(), {"enablement.modules.sync-guide.tracks": ("var",)})
    assert line_with(picture(EnablementPage(), gone), "integration-docs").endswith("○ none")


def test_the_portal_says_what_it_carries() -> None:
    assert line_with(picture(EnablementPage(), example()), "training") == (
        "✓ training   ✓ battle cards   ✓ deal registration"
    )
    gone = changed(example(), {"enablement.modules.versus-acme.in_portal": False})
    assert "✗ battle cards" in line_with(picture(EnablementPage(), gone), "training")


def test_the_pace_of_onboarding_is_said_in_years() -> None:
    assert cell(rows_of(EnablementPage(), example()), "enablement.new_partners_per_quarter").hint == (
        "68 take 2.8 years"
    )


# ── Recruiting ───────────────────────────────────────────────────────────────


def many() -> Program:
    program = example()
    for name, stage in (
        ("Adatum", "target"),
        ("Zeta", "signed"),
        ("Fabrikam", "active"),
        ("Litware", "left"),
    ):
        program = apply(
            program, Add(f"partners.{name.lower()}", {"name": name, "stage": stage, "track": "var"})
        )
    return program


def partners_in(page: RecruitingPage, program: Program) -> list[str]:
    model = rows_of(page, program)
    return [
        each.label for each in all_rows(model) if isinstance(each, GridRow) and each.collection == "partners"
    ]


def test_the_signatures_stand_beside_the_plan() -> None:
    model = rows_of(RecruitingPage(), example())
    assert cell(model, "recruiting.to_sign").hint == "85 % sure; 24 would do"
    assert cell(
        rows_of(RecruitingPage(), example(recruiting__to_sign=12)), "recruiting.to_sign"
    ).hint.endswith("24 would do")
    assert cell(model, "recruiting.target_active").hint == "1 active now"
    assert picture(RecruitingPage(), example())[0] == "24 signatures for 10 active at 80 %"


def test_the_funnel_counts_stages_and_how_many_came_so_far() -> None:
    lines = picture(RecruitingPage(), many())
    assert line_with(lines, "target  ").split()[1] == "1"
    assert line_with(lines, "active  ").split()[1] == "2"
    assert line_with(lines, "target  ").split()[-1] == "5"
    assert line_with(lines, "signed  ").split()[-1] == "4"
    assert "Contoso Consulting" in " ".join(lines)


def test_a_filter_is_said_in_the_heading_and_a_found_partner_shows_again() -> None:
    page = RecruitingPage()
    page.filter = "var active"
    assert partners_in(page, many()) == ["contoso", "fabrikam"]
    note = heading(rows_of(page, many()), "Partners")
    assert "2 of 5" in note
    assert "var active" in note
    page.reveal(view_of(many()), "partners.zeta.name")
    assert "zeta" in partners_in(page, many())


def test_sorting_by_stage_goes_from_target_to_left_and_is_said() -> None:
    page = RecruitingPage()
    page.sort = "stage"
    assert partners_in(page, many()) == ["adatum", "zeta", "contoso", "fabrikam", "litware"]
    assert "by stage" in heading(rows_of(page, many()), "Partners")


@pytest.mark.parametrize("sort", SORTS)
def test_every_order_holds_every_partner(sort: str) -> None:
    partners = many().partners
    keys = PartnerOrder().keys(partners, "", sort)
    assert sorted(keys) == sorted(partners)


def test_typing_into_a_sorted_or_filtered_list_moves_no_row() -> None:
    order, program = PartnerOrder(), many()
    before = list(order.keys(program.partners, "a", "name"))
    typed = apply(program, Set("partners.adatum.name", "zzz"))
    assert list(order.keys(typed.partners, "a", "name")) == before
    order.forget()
    assert list(order.keys(typed.partners, "a", "name")) != before


def test_an_added_or_removed_partner_is_seen_at_once() -> None:
    order, program = PartnerOrder(), many()
    order.keys(program.partners, "", "name")
    more = apply(program, Add("partners.abc", {"name": "Abc"}))
    assert order.keys(more.partners, "", "name")[0] == "abc"
    assert order.place("abc") == 0
    assert order.place("nobody") is None


def test_a_metric_that_is_not_declared_has_its_column_too() -> None:
    program = apply(example(), Set("partners.contoso.metrics.old-points", 7))
    assert cell(rows_of(RecruitingPage(), program), "partners.contoso.metrics.old-points").shown == "7"


# ── Conflict ─────────────────────────────────────────────────────────────────


def test_the_window_says_what_it_covers_and_what_would_do() -> None:
    at = "conflict.registration.protection_days"
    assert cell(rows_of(ConflictPage(), example()), at).hint == "covers 97 % of cycles"
    short = rows_of(ConflictPage(), changed(example(), {at: 20}))
    assert cell(short, at).hint.startswith("covers 6")
    days = int(cell(short, at).hint.split("; ")[1].split()[0])
    fixed = cell(rows_of(ConflictPage(), changed(example(), {at: days})), at).hint
    assert fixed == "covers 80 % of cycles"


def test_the_life_of_a_deal_is_a_line_of_days() -> None:
    lines = picture(ConflictPage(), example())
    marks, drawn = lines[1], lines[2]
    assert marks.split("day")[1:] == [f" {day}".ljust(len(part)) for day, part in zip(
        ("0", "120", "180"), marks.split("day")[1:], strict=True
    )]  # fmt: skip
    assert set(drawn) == {"█"}
    assert "within 48 hours" in " ".join(lines)


def test_without_registration_nothing_protects_a_deal() -> None:
    off = changed(example(), {"conflict.registration.enabled": False})
    assert "nothing protects" in " ".join(picture(ConflictPage(), off))


def test_the_curve_rises_from_left_to_right() -> None:
    lines = picture(ConflictPage(), example())
    top = line_with(lines, "100 %")[6:]
    heights = [" ▁▂▃▄▅▆▇█".index(char) for char in top]
    assert heights == sorted(heights)
    assert "180 days cover 97 %" in " ".join(lines)


# ── Review ───────────────────────────────────────────────────────────────────


def test_every_finding_is_listed_worst_first_with_its_sign_place_and_words() -> None:
    page, program = ReviewPage(), example()
    model = rows_of(page, program)
    listed = [
        each for each in all_rows(model) if isinstance(each, GridRow) and ".finding." in each.cells[0].address
    ]
    report = view_of(program).report
    assert len(listed) == len(report.findings)
    assert listed[0].label == "TIE003"
    assert listed[0].cells[0].flags[0].severity == "error"
    assert "Gold · Solution partners" in words(listed[0])
    assert listed[-1].cells[0].flags[0].severity == "waived"
    assert f"all: {len(listed)} of {len(listed)}" in heading(model, "Findings")


class Screen:
    """Hears what a page asks of the screen."""

    def __init__(self) -> None:
        self.asked: list[object] = []

    def __getattr__(self, name: str) -> object:
        return lambda *facts: self.asked.append((name, *facts))


def test_filters_say_what_they_show() -> None:
    page, program, screen = ReviewPage(), example(), Screen()
    rows_of(page, program)
    for name, _, run in page.commands(screen):
        if name == "Findings: only errors":
            run()
    model = rows_of(page, program)
    assert "only errors: 1 of" in heading(model, "Findings")
    for name, _, run in page.commands(screen):
        if name == "Findings: only 1 Value":
            run()
    note = heading(rows_of(page, program), "Findings")
    assert "all of 1 Value: " in note


def test_enter_leads_to_a_finding_a_step_or_a_change() -> None:
    page, screen = ReviewPage(), Screen()
    page.rows(view_of(example(), saved=example(company__arr=7_000_000)), 77)
    assert page.open(screen, "review.finding.0.what")
    assert page.open(screen, "review.step.tiers.error")
    assert page.open(screen, "review.changed.0.what")
    assert not page.open(screen, "waivers.gold-floor.at")
    [led, went, shown] = screen.asked  # type: ignore[misc]
    assert (led[0], led[1].code) == ("lead_to", "TIE003")  # type: ignore[index]
    assert went == ("action_page", "tiers")
    assert shown == ("go_to", "company.arr")


def test_what_is_not_saved_is_told_a_sentence_a_row() -> None:
    saved = example(company__arr=5_000_000, tiers__gold__tracks=("var", "referral"))
    saved = apply(saved, Remove("waivers.gold-floor"))
    model = ReviewPage().rows(view_of(example(), saved=saved), 77)
    told = [cell(model, f"review.changed.{number}.what").text for number in range(3)]
    assert told[0] == "Company: annual recurring revenue 5,000,000 USD → 8,000,000 USD (+60 %)"
    assert "no longer Friends of Northwind" in told[1]
    assert "new waiver" in told[2]
    assert not any(sign in "".join(told) for sign in "{}'")
    assert "3 changes" in heading(model, "Not saved yet")


def test_a_private_value_that_is_not_saved_is_not_quoted() -> None:
    facts = {"saved": example(company__arr=5_000_000), "private": frozenset({"company.arr"})}
    model = ReviewPage().rows(view_of(example(), **facts), 77)
    assert cell(model, "review.changed.0.what").text == "Company: annual recurring revenue changed (private)"


def test_another_order_alone_is_told_and_kept_apart() -> None:
    kept, program = Kept(), example()
    moved = apply(program, Move("metrics.customers-kept", "sourced-revenue"))
    for now, said in ((program, "Everything is saved"), (moved, "1 change,")):
        view = view_of(now, saved=program, kept=kept)
        kept.turn_to("review", view)
        rows = all_rows(ReviewPage().rows(view, 77))
        assert any(said in str(each) for each in rows)


def test_readiness_counts_by_step_and_untouched_steps_have_no_tick() -> None:
    model = rows_of(ReviewPage(), program_of(DRAFT))
    assert row(model, "· 2 Tiers").label.startswith("·")
    ready = rows_of(ReviewPage(), example())
    assert row(ready, "✗ 2 Tiers").cells[0].text == "1"
    assert row(ready, "✓ 5 Conflict").cells[0].text == "·"


def test_the_verdict_and_the_checks_that_wait() -> None:
    assert "one error is left" in " ".join(picture(ReviewPage(), example()))
    withheld = changed(example(), {"company.gross_margin_percent": "withheld"})
    text = "\n".join(picture(ReviewPage(), withheld))
    assert "wait for a value" in text
    assert "Company · Gross margin" in text
