"""What Company and Value say: the tree, the plan, the partner's year, our place among competitors."""

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
)

from partnerbook.program.edit import Add, apply
from partnerbook.program.program import Program
from partnerbook.record import replace
from partnerbook.tui.dialogs.benchmarks import comparable, competitor_change, page_day, paid
from partnerbook.tui.glyphs import ASCII
from partnerbook.tui.keys import KeyNames
from partnerbook.tui.page import Place
from partnerbook.tui.screens.company import CompanyPage
from partnerbook.tui.screens.value import ValuePage
from partnerbook.tui.sheet.model import GridHead


def value_page(track: str) -> ValuePage:
    page = ValuePage()
    page.looked_at(Place(f"tracks.{track}.name", f"tracks.{track}"))
    return page


# ── Company ──────────────────────────────────────────────────────────────────


def test_goals_come_first_and_revenue_says_its_band() -> None:
    model = rows_of(CompanyPage(), example())
    assert model.index_of("program.goals") == (1, 0)
    assert cell(model, "company.arr").hint == "5M to 20M dollars"
    assert (
        cell(rows_of(CompanyPage(), example(company__arr=900_000)), "company.arr").hint
        == "Less than 1M dollars"
    )


def test_only_the_branches_taken_are_lit() -> None:
    lines = picture(CompanyPage(), example())
    assert line_with(lines, "5M to 20M").strip().startswith("✓")
    assert line_with(lines, "1M to 5M").strip().startswith("·")
    assert line_with(lines, "Yes").strip().startswith("✓")
    assert line_with(lines, "No →").strip().startswith("·")
    at = next(n for n, line in enumerate(lines) if "5M to 20M" in line)
    assert any("VAR gets an agreement" in line for line in lines[at : at + 4])


def test_the_plan_is_a_timeline_with_reasons() -> None:
    lines = picture(CompanyPage(), example())
    bars = [line for line in lines if "█" in line]
    assert [line.split()[0] for line in bars] == ["Referral", "ISV", "VAR"]
    starts = [line.index("█") for line in bars]
    assert starts == sorted(starts)
    assert starts[0] < starts[1] < starts[2]
    assert "Nov 2026" in bars[0]
    assert "may resell" in lines[lines.index(bars[2]) + 1]


def test_without_answers_the_page_says_what_to_answer() -> None:
    text = " ".join(picture(CompanyPage(), program_of(DRAFT)))
    assert "annual recurring revenue" in text
    assert "Goals" in text
    assert "█" not in text


def test_the_key_for_the_plan_is_shown_only_while_it_adds_something() -> None:
    program = changed(program_of(DRAFT), {"company.arr": 3_000_000, "program.goals": ("existing-networks",)})
    assert any(line.startswith("F12 use this plan") for line in picture(CompanyPage(), program))
    keyless = CompanyPage().picture(view_of(program, keys=KeyNames()), 60)
    assert not any("use this plan" in text for line in keyless for text, _ in line)
    assert not any("F12" in line for line in picture(CompanyPage(), example()))
    assert "F12 uses it" in sheet_text(rows_of(CompanyPage(), program))
    assert "F12" not in sheet_text(rows_of(CompanyPage(), example()))


def test_assumptions_stand_with_unit_default_and_where_it_is_from() -> None:
    model = rows_of(CompanyPage(), example())
    ours = cell(model, "assumptions.discount_rate_percent.value")
    assert ours.state == "inherited"
    assert ours.unit == "%"
    assert cell(model, "assumptions.revenue_top_fifth_percent.default").text.startswith("80 %, card")


@pytest.mark.parametrize("width", [55, 57, 76, 117])
@pytest.mark.parametrize("page", [CompanyPage(), value_page("var"), value_page("referral")])
def test_no_picture_is_wider_than_its_place(page: CompanyPage | ValuePage, width: int) -> None:
    for line in picture(page, example(), width):
        assert len(line) <= width, line


def test_plain_terminals_get_plain_bars() -> None:
    lines = picture(CompanyPage(), example(), glyphs=ASCII)
    assert "#" in line_with(lines, "Referral ")
    assert "█" not in "".join(lines)


# ── Value ────────────────────────────────────────────────────────────────────


def test_one_track_at_a_time_the_one_under_the_cursor() -> None:
    page = ValuePage()
    assert "Friends of Northwind: the offer" in sheet_text(rows_of(page, example()))
    assert page.looked_at(Place("tracks.var.name", "tracks.var"))
    text = sheet_text(rows_of(page, example()))
    assert "Solution partners: the offer" in text
    assert "Friends of Northwind: the offer" not in text


def test_numbers_stand_beside_the_fields_they_come_from() -> None:
    model = rows_of(value_page("var"), example())
    assert cell(model, "tracks.var.partner_year.deals").hint == "profit 52,600 a year"
    assert cell(model, "tracks.var.vendor_deal.acquisition_cost").hint == "a deal leaves 26,247"
    assert cell(model, "tracks.var.vendor_deal.retention_percent").hint == "pays from 1 % new deals"
    more = rows_of(value_page("var"), example(tracks__var__partner_year__deals=5))
    assert cell(more, "tracks.var.partner_year.deals").hint != "profit 52,600 a year"


def test_what_is_paid_for_months_is_worth_something_today() -> None:
    model = rows_of(value_page("referral"), example(tracks__referral__pay__months=36))
    assert cell(model, "tracks.referral.pay.months").hint == "worth 37.3 % of year one"


def test_a_fee_shows_the_effective_margin_beside_the_percent() -> None:
    model = rows_of(value_page("var"), example(tracks__var__partner_year__program_fee=5_000))
    assert cell(model, "tracks.var.pay.percent").hint == "20 % after the fee"
    assert cell(rows_of(value_page("var"), example()), "tracks.var.pay.percent").hint == ""


def test_our_side_of_a_deal_says_what_is_usual_where_nothing_is_written() -> None:
    model = rows_of(value_page("referral"), example())
    cost = cell(model, "tracks.referral.vendor_deal.acquisition_cost")
    assert (cost.state, cost.shown) == ("inherited", "7,500")
    assert cell(model, "tracks.referral.vendor_deal.retention_percent").shown == "87"


def test_the_waterfall_goes_on_where_the_line_before_ended_and_costs_go_back() -> None:
    lines = picture(value_page("var"), example())
    names = ("pay on deals", "renewals", "on our leads", "services", "selling", "certification", "learning")
    drawn = [line_with(lines, name) for name in names]
    ends = [line.rindex("█") for line in drawn]
    starts = [line.index("█") for line in drawn]
    for before, after in zip(range(3), range(1, 4), strict=True):
        assert starts[after] - ends[before] == 1
    assert ends[4] == ends[3]
    assert starts[5] < starts[4]
    left = line_with(lines, "left in a year")
    assert "52,600" in left
    assert left.index("█") == starts[0]
    assert left.rindex("█") == starts[6] - 1


def test_a_loss_is_drawn_and_said() -> None:
    lines = picture(value_page("var"), example(tracks__var__partner_year__cost_per_deal=40_000))
    assert "-97,400" in line_with(lines, "left in a year")


def test_what_is_left_at_each_tier() -> None:
    lines = picture(value_page("var"), example())
    assert line_with(lines, "left at Silver").endswith("52,600")
    assert line_with(lines, "left at Gold").endswith("43,920")


def test_a_picture_waits_and_names_what_for() -> None:
    lines = picture(value_page("var"), program_of(DRAFT + '[tracks.var]\ntype = "var"\nname = "V"\n'))
    assert "Average contract value" in " ".join(lines)


def test_competitors_are_ranked_by_what_they_are_worth_with_us_among_them() -> None:
    lines = picture(value_page("referral"), example())
    rival, ours = line_with(lines, "HubSpot"), line_with(lines, "▸ we")
    assert lines.index(rival) < lines.index(ours)
    assert "49.8" in rival
    assert "20 %, 36 mo." in rival
    assert "15 %, 12 mo." in ours


def test_competitors_of_another_base_or_kind_are_not_compared() -> None:
    other = changed(example(), {"competitors.hubspot-solutions.base": "list-price"})
    lines = picture(value_page("referral"), other)
    assert "No competitor of the same type, kind and base" in " ".join(lines)


# ── public figures ───────────────────────────────────────────────────────────


def test_every_public_figure_becomes_a_competitor_that_the_program_takes() -> None:
    for row in comparable():
        program = apply_change(example(), competitor_change(example(), row))
        key = next(reversed(program.competitors))
        held = program.competitors[key]
        assert held.vendor == row.vendor
        assert held.source == row.url
        assert held.seen == page_day(row)
        assert (held.type, held.kind, held.base) == (row.type, row.kind, row.base)
        assert held.percent == row.percent
        assert paid(row)


def test_a_second_figure_of_one_vendor_gets_a_key_of_its_own() -> None:
    row = comparable()[0]
    once = apply_change(example(), competitor_change(example(), row))
    twice = apply_change(once, competitor_change(once, row))
    assert len(twice.competitors) == len(example().competitors) + 2


def test_money_of_another_currency_is_not_taken_over() -> None:
    row = next(each for each in comparable() if each.amount is not None)
    foreign = changed(example(), {"program.currency": "XXX"})
    [edit] = competitor_change(foreign, row).edits
    assert isinstance(edit, Add)
    assert "amount" not in edit.table


@pytest.mark.parametrize(
    ("written", "day"),
    [("2025-03", "2025-03-01"), ("2025-03-09", "2025-03-09"), ("c.2015", "None"), (None, "None")],
)
def test_the_day_of_a_page(written: str | None, day: str) -> None:
    assert str(page_day(replace(comparable()[0], page_date=written))) == day


def apply_change(program: Program, change: object) -> Program:
    for edit in change.edits:  # type: ignore[attr-defined]
        program = apply(program, edit)
    return program


# ── tables ───────────────────────────────────────────────────────────────────


def test_the_name_of_a_record_is_its_first_column_and_keys_take_little_room() -> None:
    heads = [row for row in all_rows(rows_of(ValuePage(), example())) if isinstance(row, GridHead)]
    assert heads[0].columns[0].label == "Name"
    assert heads[0].label_width == len("app-makers")
    assert all(head.label_width <= 16 for head in heads)
