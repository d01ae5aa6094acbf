"""What the partner earns: the boundaries of each row, the laws, and the fixes."""

from typing import Any

import pytest
from programs import found, mended, program_of, said, waits

from partnerbook.checks.finding import Finding
from partnerbook.program.edit import Set, apply
from partnerbook.program.program import Program

SIZE = "[company]\naverage_contract_value = 25_000\n"


def program(text: str, status: str = "pilot", perspective: str = "own") -> Program:
    """A program in a status."""
    return program_of(f'[program]\nstatus = "{status}"\nperspective = "{perspective}"\n{text}')


def reseller(pay: str = 'kind = "margin"', more: str = "", resells: str = "may_resell = true") -> str:
    """A VAR track."""
    return f'[tracks.var]\ntype = "var"\n{resells}\n[tracks.var.pay]\n{pay}\n{more}'


def tier(key: str, rank: int, pay: str = "", more: str = "", tracks: str = '["var"]') -> str:
    """A tier with its pay lines."""
    return f'[tiers.{key}]\nname = "{key.title()}"\nrank = {rank}\ntracks = {tracks}\n{more}\n' + (
        f"[tiers.{key}.pay_percent]\n{pay}\n" if pay else ""
    )


def one(found: list[Finding]) -> Finding:
    """The only finding there is."""
    assert len(found) == 1
    return found[0]


class TestMarginBelowFloor:
    @pytest.mark.parametrize(
        ("percent", "is_found"),
        [("19.999", True), ("20", False), ("20.0", False), ("0.0", True), ("25", False)],
    )
    def test_the_floor_is_20_percent(self, percent: str, is_found: bool) -> None:
        held = program(reseller(f'kind = "margin"\npercent = {percent}'))
        assert said(held, "PAY001") == ([("error", "tracks.var.pay.percent")] if is_found else [])

    def test_a_discount_is_a_margin_and_a_commission_is_none(self) -> None:
        assert said(program(reseller('kind = "discount"\npercent = 19')), "PAY001")
        assert not said(program(reseller('kind = "commission"\npercent = 19')), "PAY001")

    def test_who_may_not_resell_has_no_margin_to_judge(self) -> None:
        pay = 'kind = "margin"\npercent = 5'
        assert not said(program(reseller(pay, resells="may_resell = false")), "PAY001")
        held = program(reseller(pay, tier("gold", 1, "var = 5", "may_resell = true"), "may_resell = false"))
        assert said(held, "PAY001") == [("error", "tiers.gold.pay_percent.var")]

    @pytest.mark.parametrize(("percent", "kept"), [("24.9", False), ("25", True)])
    def test_the_annual_fee_is_taken_off(self, percent: str, kept: bool) -> None:
        year = "[tracks.var.partner_year]\ndeals = 4\nprogram_fee = 5_000\n"
        held = program(SIZE + reseller(f'kind = "margin"\npercent = {percent}', year))
        assert bool(said(held, "PAY001")) is not kept
        if not kept:
            finding = one(found(held, "PAY001"))
            assert finding.passes == 25
            assert "19.9 %" in finding.message
            assert "5,000 USD" in finding.message

    def test_the_fee_is_set_against_the_revenue_that_the_tier_asks_for_where_that_is_more(self) -> None:
        asks = "[tiers.gold.requires]\nsales = 500_000\n"
        metric = '[metrics.sales]\nmeasures = "revenue"\nunit = "money"\nwindow_months = 12\n'
        year = "[tracks.var.partner_year]\ndeals = 4\n"
        gold = tier("gold", 1, "var = 21", "annual_fee = 5_000")
        pay = reseller('kind = "margin"', year)
        assert not said(program(SIZE + metric + pay + gold + asks), "PAY001")
        assert said(program(SIZE + metric + pay + gold), "PAY001")

    def test_an_unknown_revenue_makes_it_wait_from_20_on_and_not_below(self) -> None:
        text = reseller('kind = "margin"\npercent = {}', "[tracks.var.partner_year]\nprogram_fee = 10\n")
        high, low = program(text.format(20)), program(text.format("19.9"))
        assert not said(high, "PAY001")
        assert waits(high, "PAY001")
        assert said(low, "PAY001") == [("error", "tracks.var.pay.percent")]

    def test_pay_on_registered_deals_does_not_count(self) -> None:
        held = program(reseller('kind = "margin"\npercent = 15\nregistered_only = true'))
        assert not said(held, "PAY001")
        assert said(held, "PAY009") == [("warning", "tracks.var.pay.registered_only")]
        uplift = "[conflict.registration]\nenabled = true\nmargin_uplift_points = 5\n"
        assert said(program(reseller('kind = "margin"\npercent = 15') + uplift), "PAY001")

    def test_renewals_are_not_judged(self) -> None:
        assert not said(program(reseller('kind = "margin"\npercent = 20\nrenewal_percent = 5')), "PAY001")

    def test_rank_0_is_exempt(self) -> None:
        held = program(reseller('kind = "margin"\npercent = 20', tier("open", 0, "var = 5")))
        assert not said(held, "PAY001")

    def test_the_tracks_own_line_counts_only_where_no_ranked_tier_lists_it(self) -> None:
        low = 'kind = "margin"\npercent = 5'
        assert said(program(reseller(low, tier("open", 0))), "PAY001") == [
            ("error", "tracks.var.pay.percent")
        ]
        assert not said(program(reseller(low, tier("gold", 1, "var = 20"))), "PAY001")

    def test_an_inherited_line_is_found_once_at_the_track(self) -> None:
        tiers = tier("silver", 1) + tier("gold", 2) + tier("best", 3, "var = 10")
        held = program(reseller('kind = "margin"\npercent = 18', tiers))
        assert sorted(said(held, "PAY001")) == [
            ("error", "tiers.best.pay_percent.var"),
            ("error", "tracks.var.pay.percent"),
        ]

    def test_an_extra_line_is_judged_alone_where_it_is_paid(self) -> None:
        extra = '[extra_pay.cloud]\ntrack = "var"\nkind = "margin"\npercent = 12\n'
        pay = 'kind = "margin"\npercent = 25'
        assert said(program(reseller(pay, extra)), "PAY001") == [("error", "extra_pay.cloud.percent")]
        named = program(reseller(pay, extra + tier("gold", 1, "cloud = 20")))
        assert said(named, "PAY001") == []
        low = program(reseller(pay, extra + tier("gold", 1, "cloud = 19")))
        assert said(low, "PAY001") == [("error", "tiers.gold.pay_percent.cloud")]

    def test_a_zero_among_others_is_not_paid_and_not_judged(self) -> None:
        extra = '[extra_pay.cloud]\ntrack = "var"\nkind = "margin"\n'
        held = program(reseller('kind = "margin"', extra + tier("gold", 1, "var = 0\ncloud = 25")))
        assert said(held, "PAY001") == []

    def test_withheld_pay_neither_passes_nor_fails(self) -> None:
        held = program(reseller('kind = "margin"\npercent = "withheld"'))
        assert said(held, "PAY001") == []
        assert [(each.address, each.withheld) for each in waits(held, "PAY001")] == [
            ("tracks.var.pay.percent", True)
        ]

    def test_in_the_outside_view_an_unwritten_fee_may_exist(self) -> None:
        text = SIZE + reseller('kind = "margin"\npercent = {}')
        assert not said(program(text.format(25), perspective="outside"), "PAY001")
        assert waits(program(text.format(25), perspective="outside"), "PAY001")
        assert said(program(text.format(15), perspective="outside"), "PAY001")

    def test_no_margin_is_offered_that_would_be_more_than_everything(self) -> None:
        year = "[tracks.var.partner_year]\ndeals = 1\nprogram_fee = 1_000_000\n"
        finding = one(found(program(SIZE + reseller('kind = "margin"\npercent = 30', year)), "PAY001"))
        assert finding.passes is None
        assert "fee" in finding.fix


class TestNoPay:
    def test_zero_is_an_error_in_a_draft_too(self) -> None:
        held = program('[tracks.isv]\ntype = "isv"\npay = { kind = "commission", percent = 0 }\n', "draft")
        assert said(held, "PAY002") == [("error", "tracks.isv.pay.percent")]

    @pytest.mark.parametrize(("status", "severity"), [("draft", "todo"), ("pilot", "error")])
    def test_what_nobody_wrote_is_to_do_in_a_draft(self, status: str, severity: str) -> None:
        held = program('[tracks.var]\ntype = "var"\n' + tier("gold", 1) + tier("best", 2), status)
        assert said(held, "PAY002") == [(severity, "tracks.var.pay.percent")]

    def test_it_is_silent_outside_unless_the_table_of_pay_is_written(self) -> None:
        track = '[tracks.var]\ntype = "var"\n[tracks.isv]\ntype = "isv"\n'
        both = '["var", "isv"]'
        unwritten = program(track + tier("gold", 1, tracks=both), perspective="outside")
        assert said(unwritten, "PAY002") == []
        written = program(track + tier("gold", 1, "var = 20", tracks=both), perspective="outside")
        assert said(written, "PAY002") == [("error", "tiers.gold.pay_percent.isv")]

    @pytest.mark.parametrize("line", ["retention_value = 12_000", "co_sell_value = 1"])
    def test_an_isv_with_a_quantified_value_is_warned_only(self, line: str) -> None:
        text = '[tracks.{0}]\ntype = "{0}"\npay = {{ kind = "commission", percent = 0 }}\n'
        year = f"[tracks.{{0}}.partner_year]\n{line}\n"
        assert said(program((text + year).format("isv")), "PAY002") == [("warning", "tracks.isv.pay.percent")]
        assert said(program((text + year).format("si")), "PAY002") == [("error", "tracks.si.pay.percent")]
        zero = year.replace(line, "retention_value = 0")
        assert said(program((text + zero).format("isv")), "PAY002") == [("error", "tracks.isv.pay.percent")]

    def test_a_zero_among_others_means_not_paid_here(self) -> None:
        extra = '[extra_pay.cloud]\ntrack = "var"\nkind = "commission"\n'
        held = program(reseller('kind = "margin"', extra + tier("gold", 1, "var = 0\ncloud = 5")))
        assert said(held, "PAY002") == []
        none = program(reseller('kind = "margin"', extra + tier("gold", 1, "var = 0\ncloud = 0")))
        assert said(none, "PAY002") == [("error", "tiers.gold.pay_percent.var")]

    def test_rank_0_pays_nothing_and_a_bounty_is_pay(self) -> None:
        bounty = 'kind = "bounty"\namount = 500'
        assert said(program(reseller(bounty, tier("open", 0, "var = 0"))), "PAY002") == []

    def test_a_vendors_take_is_no_pay(self) -> None:
        held = program(reseller('kind = "vendor-take"\npercent = 15'))
        assert said(held, "PAY002") == [("error", "tracks.var.pay.kind")]

    def test_withheld_pay_waits_unless_something_is_paid_anyway(self) -> None:
        extra = '[extra_pay.cloud]\ntrack = "var"\nkind = "commission"\npercent = 5\n'
        hidden = 'kind = "margin"\npercent = "withheld"'
        assert said(program(reseller(hidden)), "PAY002") == []
        assert waits(program(reseller(hidden)), "PAY002")
        assert not waits(program(reseller(hidden, extra)), "PAY002")

    def test_the_fix_pays_what_is_usual(self) -> None:
        held = program(reseller('kind = "margin"\npercent = 0'))
        finding = one(found(held, "PAY002"))
        assert finding.passes == 20
        assert not found(mended(held, finding), "PAY002")


def referral(pay: str, more: str = "") -> Program:
    """A referral program."""
    company = "[company]\naverage_contract_value = 10_000\nannual_retention_percent = 90\n"
    return program(f'{company}[tracks.friends]\ntype = "referral"\n[tracks.friends.pay]\n{pay}\n{more}')


class TestReferralRange:
    @pytest.mark.parametrize(
        ("percent", "is_found"),
        [("9.9", True), ("10", False), ("15", False), ("20", False), ("20.1", True)],
    )
    def test_the_range_includes_its_ends(self, percent: str, is_found: bool) -> None:
        held = referral(f'kind = "commission"\nmonths = 12\npercent = {percent}')
        assert bool(said(held, "PAY003")) is is_found

    def test_a_year_needs_no_retention_and_more_does(self) -> None:
        text = '[tracks.friends]\ntype = "referral"\n[tracks.friends.pay]\nkind = "commission"\npercent = 9\n'
        assert said(program(text + "months = 12\n"), "PAY003")
        longer = program(text + "months = 24\n")
        assert not said(longer, "PAY003")
        assert [each.address for each in waits(longer, "PAY003")] == ["company.annual_retention_percent"]

    def test_several_years_count_at_todays_value(self) -> None:
        # 1 + 0.818 + 0.669 = 2.488: 8.0 is worth 19.9, 8.1 is worth 20.2
        assert not said(referral('kind = "commission"\nmonths = 36\npercent = 8'), "PAY003")
        held = referral('kind = "commission"\nmonths = 36\npercent = 8.1')
        finding = one(found(held, "PAY003"))
        assert finding.passes == 8
        assert "36 months" in finding.message
        assert "discount_rate_percent" in finding.source
        assert not found(mended(held, finding), "PAY003")

    def test_half_a_year_counts_half(self) -> None:
        assert said(referral('kind = "commission"\nmonths = 6\npercent = 19'), "PAY003")
        assert not said(referral('kind = "commission"\nmonths = 6\npercent = 20'), "PAY003")

    def test_of_a_range_the_upper_end_counts(self) -> None:
        assert not said(
            referral('kind = "commission"\nmonths = 12\npercent_from = 5\npercent = 15'), "PAY003"
        )
        assert said(referral('kind = "commission"\nmonths = 12\npercent_from = 15\npercent = 25'), "PAY003")

    @pytest.mark.parametrize(("amount", "passes"), [(999, 1000), (1000, None), (2000, None), (2001, 2000)])
    def test_a_bounty_is_a_commission_on_the_deal(self, amount: int, passes: int | None) -> None:
        held = referral(f'kind = "bounty"\namount = {amount}')
        offers = [(each.address, each.passes) for each in found(held, "PAY003")]
        assert offers == ([("tracks.friends.pay.amount", passes)] if passes else [])

    def test_only_referral_is_judged(self) -> None:
        assert not said(program(reseller('kind = "commission"\nmonths = 12\npercent = 5')), "PAY003")

    def test_pay_for_ever_is_too_much_where_customers_grow(self) -> None:
        company = "[company]\nannual_retention_percent = 110\n"
        text = (
            '[tracks.f]\ntype = "referral"\n[tracks.f.pay]\nkind = "commission"\nmonths = 0\npercent = 15\n'
        )
        held = program(company + text)
        finding = one(found(held, "PAY003"))
        assert finding.edits == (Set("tracks.f.pay.months", 12),)
        assert not found(mended(held, finding), "PAY003")

    def test_only_a_track_that_may_resell_is_spared_a_margin(self) -> None:
        text = '[tracks.f]\ntype = "referral"\nmay_resell = {}\npay = {{ kind = "margin", percent = 25 }}\n'
        assert not said(program(text.format("true")), "PAY003")
        assert said(program(text.format("false")), "PAY003")


def rival(key: str, percent: Any, **facts: Any) -> str:
    """A competing program."""
    held = {"type": "var", "level": "entry", "kind": "margin", **facts}
    lines = "".join(f'{name} = "{value}"\n' for name, value in held.items() if value is not None)
    return f"[competitors.{key}]\n{lines}percent = {percent}\n"


THREE = rival("a", 20) + rival("b", 25, kind="discount") + rival("c", 40)


class TestBelowCompetitors:
    @pytest.mark.parametrize(("percent", "is_found"), [("24.9", True), ("25", False), ("30", False)])
    def test_the_median_is_held_against_it(self, percent: str, is_found: bool) -> None:
        held = program(THREE + reseller(f'kind = "margin"\npercent = {percent}'))
        assert said(held, "PAY004") == ([("warning", "tracks.var.pay.percent")] if is_found else [])

    def test_with_fewer_than_three_it_is_only_a_note(self) -> None:
        held = program(rival("a", 30) + rival("b", 30) + reseller('kind = "margin"\npercent = 25'))
        assert said(held, "PAY004") == [("note", "tracks.var.pay.percent")]
        wanted = "[assumptions.competitors_wanted]\nvalue = 2\n"
        held = program(wanted + rival("a", 30) + rival("b", 30) + reseller('kind = "margin"\npercent = 25'))
        assert said(held, "PAY004") == [("warning", "tracks.var.pay.percent")]

    @pytest.mark.parametrize(
        "other",
        [
            {"type": "si"},
            {"kind": "commission"},
            {"level": None},
            {"kind": None},
            {"base": "net-price"},
        ],
    )
    def test_only_the_like_is_compared(self, other: dict[str, Any]) -> None:
        held = program(
            rival("a", 90, **other) + reseller('kind = "margin"\npercent = 20\nbase = "list-price"')
        )
        assert said(held, "PAY004") == []

    def test_entry_is_our_lowest_tier_and_top_our_highest(self) -> None:
        tiers = tier("silver", 1, "var = 20") + tier("mid", 2, "var = 22") + tier("gold", 3, "var = 25")
        rivals = rival("a", 21) + rival("b", 26, level="top")
        assert said(program(rivals + reseller('kind = "margin"', tiers)), "PAY004") == [
            ("note", "tiers.silver.pay_percent.var"),
            ("note", "tiers.gold.pay_percent.var"),
        ]

    def test_pay_is_compared_by_what_it_is_worth(self) -> None:
        rivals = "".join(
            f'[competitors.{key}]\ntype = "referral"\nlevel = "entry"\nkind = "commission"\n'
            f"percent = 10\nmonths = 24\n"
            for key in "abc"
        )
        pay = 'kind = "commission"\nmonths = 12\npercent = {}'
        # 10 % for two years is worth 18.18 %
        assert said(referral(pay.format(18.1), rivals), "PAY004")
        assert not said(referral(pay.format(18.2), rivals), "PAY004")
        assert one(found(referral(pay.format(15), rivals), "PAY004")).passes == 18.2

    def test_a_withheld_rival_makes_it_wait_and_another_one_does_not(self) -> None:
        ours = reseller('kind = "margin"\npercent = 20')
        hidden = program(THREE + rival("d", '"withheld"') + ours)
        assert said(hidden, "PAY004") == []
        assert waits(hidden, "PAY004")
        other = program(THREE + rival("d", '"withheld"', type="si") + ours)
        assert said(other, "PAY004")

    def test_in_the_outside_view_the_list_has_to_be_complete(self) -> None:
        text = THREE + reseller('kind = "margin"\npercent = 20\nmonths = 12')
        assert said(program(text, perspective="outside"), "PAY004") == []
        complete = apply(program(text, perspective="outside"), Set("program.complete", ("competitors",)))
        assert said(complete, "PAY004") != []

    def test_without_competitors_there_is_nothing_to_say(self) -> None:
        held = program(reseller('kind = "margin"\npercent = 20'))
        assert said(held, "PAY004") == []
        assert waits(held, "PAY004") == []


class TestAboveTypical:
    @pytest.mark.parametrize(("percent", "is_found"), [("30", False), ("30.1", True)])
    def test_thirty_is_usual(self, percent: str, is_found: bool) -> None:
        held = program(reseller(f'kind = "margin"\npercent = {percent}'))
        assert said(held, "PAY005") == ([("note", "tracks.var.pay.percent")] if is_found else [])

    def test_only_resale(self) -> None:
        assert not said(program(reseller('kind = "commission"\npercent = 50')), "PAY005")
        held = program(reseller('kind = "margin"\npercent = 50', resells="may_resell = false"))
        assert not said(held, "PAY005")


COSTS = """
[tracks.var.partner_year]
deals = 4
cost_per_deal = 2_500
people_certified = 2
cost_per_certification = 1_500
enablement_hours = 60
cost_per_hour = 90
"""
SERVICES = "services_attach_percent = 50\nservices_margin_percent = 35\n"


class TestPartnerLosesMoney:
    @pytest.mark.parametrize(("percent", "is_found"), [("18.3", True), ("18.4", True), ("18.5", False)])
    def test_nothing_left_is_a_loss(self, percent: str, is_found: bool) -> None:
        held = program(SIZE + reseller(f'kind = "margin"\npercent = {percent}', COSTS))
        assert said(held, "PAY006") == ([("error", "tracks.var.pay.percent")] if is_found else [])

    @pytest.mark.parametrize(
        ("type_", "kind", "severity"),
        [("var", "margin", "warning"), ("var", "commission", "note"), ("si", "margin", "note")],
    )
    def test_living_on_services_is_less_grave(self, type_: str, kind: str, severity: str) -> None:
        pay = f'kind = "{kind}"\npercent = 10\nmonths = 12'
        text = SIZE + reseller(pay, COSTS + SERVICES).replace('type = "var"', f'type = "{type_}"')
        assert said(program(text), "PAY006") == [(severity, "tracks.var.pay.percent")]

    def test_rank_0_is_exempt_and_each_ranked_tier_is_judged(self) -> None:
        tiers = tier("open", 0, "var = 1") + tier("silver", 1, "var = 25") + tier("gold", 2, "var = 10")
        held = program(SIZE + reseller('kind = "margin"', COSTS + tiers))
        assert said(held, "PAY006") == [("error", "tiers.gold.pay_percent.var")]

    def test_the_fee_of_the_tier_replaces_the_tracks(self) -> None:
        pay, fee = reseller('kind = "margin"\npercent = 25', COSTS), "annual_fee = {}"
        assert said(program(SIZE + pay + tier("gold", 1, more=fee.format(6_600))), "PAY006")
        assert not said(program(SIZE + pay + tier("gold", 1, more=fee.format(6_599))), "PAY006")

    def test_the_offer_leaves_a_profit(self) -> None:
        held = program(SIZE + reseller('kind = "margin"\npercent = 15', COSTS))
        finding = one(found(held, "PAY006"))
        assert finding.passes == 20  # 18.5 leaves a profit; the floor asks for 20
        assert "-3,400 USD" in finding.message
        assert not found(mended(held, finding), "PAY006")

    def test_no_percentage_helps_who_sells_nothing(self) -> None:
        held = program(SIZE + reseller('kind = "margin"\npercent = 25', COSTS.replace("= 4", "= 0")))
        assert one(found(held, "PAY006")).passes is None

    def test_it_waits_for_the_deals(self) -> None:
        held = program(SIZE + reseller('kind = "margin"\npercent = 25'))
        assert said(held, "PAY006") == []
        assert [each.address for each in waits(held, "PAY006")] == ["tracks.var.partner_year.deals"]


COMPANY = """
[company]
average_contract_value = 25_000
gross_margin_percent = 75
direct_acquisition_cost = 20_000
annual_retention_percent = 90
"""


class TestVendorLosesMoney:
    def test_the_break_even_is_held_against_the_assumption(self) -> None:
        # Contributions of 26,247 (partner) and 26,643 (direct): a break-even of 1.5 %.
        text = COMPANY + reseller('kind = "margin"\npercent = 25\nrenewal_percent = 15')
        assert said(program(text), "PAY007") == []
        strict = "[assumptions.breakeven_incrementality_percent]\nvalue = {}\n"
        assert said(program(text + strict.format(1.4)), "PAY007") == [("warning", "tracks.var.pay.percent")]
        assert said(program(text + strict.format(1.5)), "PAY007") == []

    def test_a_negative_contribution_is_found_and_the_offer_is_not(self) -> None:
        held = program(COMPANY + reseller('kind = "margin"\npercent = 100\nmonths = 0'))
        finding = one(found(held, "PAY007"))
        assert "leaves us -" in finding.message
        assert not found(mended(held, finding), "PAY007")

    def test_even_a_customer_who_never_stays_can_be_judged(self) -> None:
        deal = "[tracks.var.vendor_deal]\nretention_percent = 0\nacquisition_cost = 100_000\n"
        held = program(COMPANY + reseller('kind = "margin"\npercent = 20\nrenewal_percent = 0', deal))
        finding = one(found(held, "PAY007"))
        assert finding.passes is None
        assert "no lower pay" in finding.fix

    def test_where_direct_deals_leave_nothing_there_is_nothing_to_compare_with(self) -> None:
        text = COMPANY.replace("20_000", "900_000")
        held = program(text + reseller('kind = "margin"\npercent = 25\nrenewal_percent = 15'))
        assert said(held, "PAY007") == []
        assert waits(held, "PAY007")

    def test_several_missing_values_are_all_named(self) -> None:
        secret = COMPANY.replace("75", '"withheld"').replace("20_000", '"withheld"')
        held = program(secret + reseller('kind = "margin"\npercent = 25\nrenewal_percent = 15'))
        assert {each.address for each in waits(held, "PAY007") if each.withheld} == {
            "company.gross_margin_percent",
            "company.direct_acquisition_cost",
        }


class TestResaleCalledCommission:
    @pytest.mark.parametrize(("kind", "is_found"), [("margin", False), ("discount", False), ("rebate", True)])
    def test_resellers_are_paid_a_margin_or_a_discount(self, kind: str, is_found: bool) -> None:
        held = program(reseller(f'kind = "{kind}"\npercent = 25'))
        assert said(held, "PAY009") == ([("warning", "tracks.var.pay.kind")] if is_found else [])

    def test_once_however_many_tiers_resell(self) -> None:
        text = reseller('kind = "commission"\npercent = 25\nmonths = 12', tier("a", 1) + tier("b", 2))
        finding = one(found(program(text), "PAY009"))
        assert finding.passes == "margin"
        assert not found(mended(program(text), finding), "PAY009")

    def test_an_extra_margin_is_enough_and_one_of_0_is_not(self) -> None:
        extra = '[extra_pay.cloud]\ntrack = "var"\nkind = "margin"\n'
        fee = 'kind = "commission"\npercent = 5\nmonths = 12'
        assert not said(program(reseller(fee, extra + tier("gold", 1, "cloud = 25"))), "PAY009")
        bonus = '[extra_pay.bonus]\ntrack = "var"\nkind = "commission"\n'
        held = program(reseller('kind = "margin"', bonus + tier("gold", 1, "var = 0\nbonus = 25")))
        assert said(held, "PAY009") == [("warning", "tiers.gold.pay_percent.var")]

    @pytest.mark.parametrize(("status", "severity"), [("draft", "todo"), ("pilot", "warning")])
    def test_unwritten_pay_is_to_do_in_a_draft(self, status: str, severity: str) -> None:
        held = program('[tracks.var]\ntype = "var"\nmay_resell = true\n', status)
        assert said(held, "PAY009") == [(severity, "tracks.var.pay.kind")]

    def test_rank_0_earns_nothing_and_who_does_not_resell_needs_no_margin(self) -> None:
        pay = 'kind = "commission"\npercent = 10\nmonths = 12'
        assert not said(program(reseller(pay, resells="may_resell = false")), "PAY009")
        tiers = tier("open", 0, more="may_resell = true") + tier("gold", 1)
        assert not said(program(reseller(pay, tiers, "may_resell = false")), "PAY009")


class TestFeeEatsPay:
    METRIC = '[metrics.sales]\nmeasures = "revenue"\nunit = "money"\nwindow_months = {}\n'

    @pytest.mark.parametrize(("fee", "is_found"), [(25_000, False), (25_001, True)])
    def test_the_fee_is_earned_back_by_the_revenue_that_is_asked_for(self, fee: int, is_found: bool) -> None:
        gold = tier("gold", 1, more=f"annual_fee = {fee}") + "[tiers.gold.requires]\nsales = 100_000\n"
        held = program(SIZE + self.METRIC.format(12) + reseller('kind = "margin"\npercent = 25') + gold)
        assert said(held, "PAY010") == ([("note", "tiers.gold.annual_fee")] if is_found else [])
        assert [each.passes for each in found(held, "PAY010")] == ([25_000] if is_found else [])

    def test_the_window_counts(self) -> None:
        gold = tier("gold", 1, more="annual_fee = 25_001") + "[tiers.gold.requires]\nsales = 100_000\n"
        held = program(SIZE + self.METRIC.format(6) + reseller('kind = "margin"\npercent = 25') + gold)
        assert said(held, "PAY010") == []

    def test_no_requirement_is_a_requirement_of_0(self) -> None:
        held = program(reseller('kind = "margin"\npercent = 25', tier("gold", 1, more="annual_fee = 1")))
        assert [each.passes for each in found(held, "PAY010")] == [0]

    def test_the_best_line_earns_it(self) -> None:
        extra = '[extra_pay.cloud]\ntrack = "var"\nkind = "margin"\n'
        gold = tier("gold", 1, "var = 20\ncloud = 50", "annual_fee = 50_000")
        text = SIZE + self.METRIC.format(12) + reseller('kind = "margin"', extra + gold)
        assert said(program(text + "[tiers.gold.requires]\nsales = 100_000\n"), "PAY010") == []
        assert said(program(text + "[tiers.gold.requires]\nsales = 99_999\n"), "PAY010") != []

    def test_the_fee_of_the_track_is_found_once(self) -> None:
        fee = "[tracks.var.partner_year]\nprogram_fee = 100\n"
        tiers = tier("silver", 1) + tier("gold", 2)
        held = program(reseller('kind = "margin"\npercent = 25', fee + tiers))
        assert said(held, "PAY010") == [("note", "tracks.var.partner_year.program_fee")]

    def test_a_withheld_requirement_makes_it_wait(self) -> None:
        gold = tier("gold", 1, more="annual_fee = 10") + '[tiers.gold.requires]\nsales = "withheld"\n'
        held = program(self.METRIC.format(12) + reseller('kind = "margin"\npercent = 25') + gold)
        assert said(held, "PAY010") == []
        assert [each.address for each in waits(held, "PAY010")] == ["tiers.gold.requires.sales"]
