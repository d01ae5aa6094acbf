"""The ladder of tiers: the boundaries of each row, the laws, and the fixes."""

import pytest
from programs import found, mended, program_of, said, waits

from partnerbook.checks.finding import Finding
from partnerbook.program.edit import Rename, Set
from partnerbook.program.program import Program

VAR = '[tracks.var]\ntype = "var"\nname = "Solution partners"\nmay_resell = true\n'
SALES = (
    '[metrics.sales]\nname = "Sourced revenue"\nmeasures = "revenue"\nunit = "money"\nwindow_months = 12\n'
    'measured_by = "crm"\n'
)


def program(text: str, status: str = "pilot", perspective: str = "own") -> Program:
    """A program in a status."""
    return program_of(f'[program]\nstatus = "{status}"\nperspective = "{perspective}"\n{text}')


def tier(key: str, rank: int | None, tracks: str = '["var"]', more: str = "", **tables: str) -> str:
    """A tier and its keyed tables."""
    text = f'[tiers.{key}]\nname = "{key.title()}"\ntracks = {tracks}\n{more}\n'
    text += "" if rank is None else f"rank = {rank}\n"
    return text + "".join(f"[tiers.{key}.{name}]\n{lines}\n" for name, lines in tables.items())


def pay(percent: object = 25) -> str:
    """The track's own margin."""
    return f'[tracks.var.pay]\nkind = "margin"\npercent = {percent}\n'


def one(found: list[Finding]) -> Finding:
    """The only finding there is."""
    assert len(found) == 1
    return found[0]


class TestTierCount:
    @pytest.mark.parametrize(
        ("ranks", "is_found"),
        [((), False), ((0,), False), ((1,), True), ((0, 1), True), ((0, 1, 2), False), ((1, 2, 3), False)],
    )
    def test_two_or_three_ranked_tiers(self, ranks: tuple[int, ...], is_found: bool) -> None:
        held = program(VAR + "".join(tier(f"t{rank}", rank) for rank in ranks))
        assert said(held, "TIE001") == ([("warning", "tiers")] if is_found else [])

    def test_four_are_too_many_for_one_track_and_not_for_two(self) -> None:
        si = '[tracks.si]\ntype = "si"\n'
        four = [tier(f"t{rank}", rank) for rank in range(1, 5)]
        assert said(program(VAR + "".join(four)), "TIE001")
        two_and_two = four[:2] + [tier(f"s{rank}", rank, '["si"]') for rank in (1, 2)]
        assert not said(program(VAR + si + "".join(two_and_two)), "TIE001")

    def test_tracks_on_the_same_tiers_are_found_once(self) -> None:
        si = '[tracks.si]\ntype = "si"\n'
        assert len(said(program(VAR + si + tier("only", 1, '["var", "si"]')), "TIE001")) == 1

    def test_only_the_tracks_that_have_these_tiers_are_named(self) -> None:
        si = '[tracks.si]\ntype = "si"\n'
        both = tier("low", 1) + tier("high", 2, '["var", "si"]')
        (finding,) = found(program(VAR + si + both), "TIE001")
        assert finding.message.startswith("si: 1 ranked tier (High)")

    def test_an_unknown_rank_matters_only_where_it_decides(self) -> None:
        pair = tier("a", 1) + tier("b", 2)
        assert not waits(program(VAR + pair + tier("c", None)), "TIE001")
        assert waits(program(VAR + tier("a", 1) + tier("c", None)), "TIE001")
        assert said(program(VAR + pair + tier("c", 3) + tier("d", 4) + tier("e", None)), "TIE001")


LEADS = {"benefits": 'leads = "Your region"'}


class TestEmptyTier:
    @pytest.mark.parametrize(("status", "severity"), [("draft", "todo"), ("pilot", "error")])
    def test_neither_benefits_nor_pay(self, status: str, severity: str) -> None:
        assert said(program(VAR + tier("gold", 1), status), "TIE002") == [(severity, "tiers.gold.benefits")]

    @pytest.mark.parametrize("words", ['leads = "none"', 'leads = ""', 'leads = " "'])
    def test_a_benefit_without_words_is_none(self, words: str) -> None:
        assert said(program(VAR + tier("gold", 1, benefits=words)), "TIE002")

    def test_pay_or_a_benefit_is_enough_for_the_first(self) -> None:
        assert not said(program(VAR + pay() + tier("gold", 1)), "TIE002")
        assert not said(program(VAR + tier("gold", 1, **LEADS)), "TIE002")

    @pytest.mark.parametrize(
        ("upper", "is_found"),
        [
            ({"benefits": 'leads = "Your region"'}, True),
            ({"benefits": 'leads = "Your region, first pick"'}, False),
            ({"benefits": 'leads = "Your region"\nfunds = "Half"'}, False),
            ({"benefits": 'leads = "Your region"\nfunds = "none"'}, True),
            ({"benefits": 'leads = "Your region"', "pay_percent": "var = 25"}, True),
            ({"benefits": 'leads = "Your region"', "pay_percent": "var = 25.1"}, False),
            (
                {"benefits": 'leads = "Your region"', "pay_percent": "var = 25", "pay_months": "var = 12"},
                True,
            ),
        ],
    )
    def test_it_gives_what_the_one_below_does_not(self, upper: dict[str, str], is_found: bool) -> None:
        held = program(VAR + pay() + tier("silver", 1, **LEADS) + tier("gold", 2, **upper))
        assert said(held, "TIE002") == ([("error", "tiers.gold.benefits")] if is_found else [])

    def test_longer_pay_is_higher_pay(self) -> None:
        tiers = tier("silver", 1, pay_months="var = 12") + tier("gold", 2, pay_months="var = {}")
        assert said(program(VAR + pay() + tiers.format(12)), "TIE002")
        assert not said(program(VAR + pay() + tiers.format(13)), "TIE002")
        assert not said(program(VAR + pay() + tiers.format(0)), "TIE002")

    def test_below_is_the_next_lower_rank_of_the_same_track(self) -> None:
        si = '[tracks.si]\ntype = "si"\n'
        tiers = tier("silver", 1, '["si"]', **LEADS) + tier("gold", 2, **LEADS)
        assert not said(program(VAR + si + tiers), "TIE002")

    def test_a_withheld_benefit_makes_it_wait_only_where_it_decides(self) -> None:
        low, text = tier("silver", 1, **LEADS), 'leads = "withheld"'
        assert waits(program(VAR + low + tier("gold", 2, benefits=text)), "TIE002")
        other = tier("gold", 2, benefits=text + '\nfunds = "Half"')
        assert not waits(program(VAR + low + other), "TIE002")

    def test_outside_nothing_written_is_not_nothing_given(self) -> None:
        assert said(program(VAR + tier("gold", 1), perspective="outside"), "TIE002") == []
        none = tier("gold", 1, benefits='leads = "none"')
        assert said(program(VAR + none, perspective="outside"), "TIE002")


def step(lower: str, upper: str, metrics: str = SALES, **tables: str) -> str:
    """Two tiers with requirements."""
    return VAR + metrics + tier("silver", 1, requires=lower) + tier("gold", 2, requires=upper, **tables)


class TestLadderFalls:
    @pytest.mark.parametrize(("gold", "is_found"), [(49_999, True), (50_000, False), (60_000, False)])
    def test_a_requirement_must_not_be_easier(self, gold: int, is_found: bool) -> None:
        held = program(step("sales = 50_000", f"sales = {gold}"))
        assert said(held, "TIE003") == ([("error", "tiers.gold.requires.sales")] if is_found else [])

    def test_less_can_be_harder(self) -> None:
        churn = '[metrics.churn]\nmeasures = "retention"\nbetter = "lower"\nunit = "percent"\n'
        assert not said(program(step("churn = 10", "churn = 9", churn)), "TIE003")
        finding = one(found(program(step("churn = 10", "churn = 11", churn)), "TIE003"))
        assert (finding.passes, finding.fix) == (10, "10 % passes (Silver asks for 10 %)")

    def test_a_yes_must_not_become_a_no(self) -> None:
        plan = '[metrics.plan]\nmeasures = "condition"\nunit = "yes-no"\n'
        assert said(program(step("plan = true", "plan = false", plan)), "TIE003")
        assert not said(program(step("plan = false", "", plan)), "TIE003")
        assert not said(program(step("plan = true", "plan = true", plan)), "TIE003")

    @pytest.mark.parametrize("status", ["draft", "pilot"])
    def test_a_requirement_that_is_not_there_falls(self, status: str) -> None:
        severity = "todo" if status == "draft" else "error"
        held = program(step("sales = 50_000", ""), status)
        assert said(held, "TIE003") == [(severity, "tiers.gold.requires.sales")]
        assert not found(mended(held, one(found(held, "TIE003"))), "TIE003")
        none = program(step("sales = 50_000", 'sales = "none"'), status)
        assert said(none, "TIE003") == [("error", "tiers.gold.requires.sales")]

    def test_an_alternatives_group_holds_what_is_not_required(self) -> None:
        people = '[metrics.people]\nmeasures = "people"\nunit = "count"\n'
        groups = 'either = ["sales", "people"]'
        held = program(step("sales = 50_000", "people = 4", SALES + people, alternatives=groups))
        assert not said(held, "TIE003")

    def test_of_a_group_below_one_member_is_enough(self) -> None:
        people = '[metrics.people]\nmeasures = "people"\nunit = "count"\n'
        group = {"alternatives": 'either = ["sales", "people"]'}
        lower = tier("silver", 1, requires="sales = 50_000\npeople = 2", **group)
        text = VAR + SALES + people + lower
        assert not said(program(text + tier("gold", 2, requires="people = 4")), "TIE003")
        assert said(program(text + tier("gold", 2)), "TIE003")

    def test_a_required_metric_can_count_as_it(self) -> None:
        other = SALES + '[metrics.cloud]\nmeasures = "revenue"\nunit = "money"\ncounts_as = "{}"\n'
        assert not said(program(step("sales = 5", "cloud = 9", other.format("sales"))), "TIE003")
        assert said(program(step("sales = 5", "cloud = 9", other.format("cloud"))), "TIE003")
        assert said(program(step("sales = 5", 'cloud = "none"', other.format("sales"))), "TIE003")

    def test_outside_a_written_table_lacks_what_it_lacks(self) -> None:
        people = '[metrics.people]\nmeasures = "people"\nunit = "count"\n'
        text = step("sales = 50_000", "{}", SALES + people)
        assert said(program(text.format("people = 4"), perspective="outside"), "TIE003")
        open_ = program(text.format(""), perspective="outside")
        assert said(open_, "TIE003") == []
        assert waits(open_, "TIE003")

    @pytest.mark.parametrize("which", ["silver", "gold"])
    def test_withheld_neither_passes_nor_fails(self, which: str) -> None:
        values = {"silver": "sales = 50_000", "gold": "sales = 1", which: 'sales = "withheld"'}
        held = program(step(values["silver"], values["gold"]))
        assert said(held, "TIE003") == []
        assert [each.address for each in waits(held, "TIE003")] == [f"tiers.{which}.requires.sales"]

    @pytest.mark.parametrize(("gold", "is_found"), [("24.9", True), ("25", False), ("25.1", False)])
    def test_pay_must_not_be_lower(self, gold: str, is_found: bool) -> None:
        tiers = tier("silver", 1, pay_percent="var = 25") + tier("gold", 2, pay_percent=f"var = {gold}")
        held = program(VAR + pay() + tiers)
        assert said(held, "TIE003") == ([("error", "tiers.gold.pay_percent.var")] if is_found else [])
        assert [each.fix for each in found(held, "TIE003")] == (
            ["25 % passes (Silver pays 25)"] if is_found else []
        )

    def test_an_inherited_fall_stands_once_at_the_track(self) -> None:
        tiers = tier("silver", 1, pay_percent="var = 30") + tier("gold", 2) + tier("best", 3)
        held = program(VAR + pay(25) + tiers)
        assert said(held, "TIE003") == [("error", "tracks.var.pay.percent")]
        assert one(found(held, "TIE003")).passes == 30

    def test_shorter_pay_is_lower_pay(self) -> None:
        text = "[company]\nannual_retention_percent = 90\n" + VAR
        text += '[tracks.var.pay]\nkind = "commission"\npercent = 10\nmonths = 24\n' + tier("silver", 1)
        shorter = program(text + tier("gold", 2, pay_percent="var = 18", pay_months="var = 12"))
        finding = one(found(shorter, "TIE003"))
        assert finding.passes == 18.2  # worth the 18.18 % that two years at 10 % are worth
        assert not found(mended(shorter, finding), "TIE003")

    @pytest.mark.parametrize(("status", "severity"), [("draft", "todo"), ("pilot", "error")])
    def test_an_extra_line_that_ends_falls(self, status: str, severity: str) -> None:
        extra = '[extra_pay.cloud]\ntrack = "var"\nkind = "commission"\n'
        tiers = tier("silver", 1, pay_percent="cloud = 10") + tier("gold", 2)
        held = program(VAR + pay() + extra + tiers, status)
        assert said(held, "TIE003") == [(severity, "tiers.gold.pay_percent.cloud")]
        assert not found(mended(held, one(found(held, "TIE003"))), "TIE003")

    def test_a_vendors_take_may_fall(self) -> None:
        take = '[tracks.var.pay]\nkind = "vendor-take"\npercent = 20\n'
        tiers = tier("silver", 1, pay_percent="var = 20") + tier("gold", 2, pay_percent="var = 15")
        assert not said(program(VAR + take + tiers), "TIE003")

    def test_rank_0_is_below_rank_1(self) -> None:
        lower, upper = tier("open", 0, requires="sales = 10"), tier("silver", 1, requires="sales = 9")
        assert said(program(VAR + SALES + lower + upper), "TIE003")


REACH = (
    "[company]\naverage_contract_value = 25_000\n" + VAR + "[tracks.var.partner_year]\ndeals = 4\n" + SALES
)


class TestOutOfReach:
    def test_a_quarter_reaches_the_first_ranked_tier(self) -> None:
        # With a mean of 100,000 and 80/20: a quarter reaches 75,500.
        assert said(program(REACH + tier("open", 0) + tier("silver", 1, requires="sales = 75_600")), "TIE004")
        held = program(REACH + tier("open", 0) + tier("silver", 1, requires="sales = 75_400"))
        assert said(held, "TIE004") == []

    def test_one_in_twenty_reaches_the_others(self) -> None:
        text = REACH + tier("silver", 1, requires="sales = 10_000") + tier("gold", 2, requires="sales = {}")
        assert said(program(text.format(300_000)), "TIE004") == []  # 6.8 %
        held = program(text.format(450_000))
        finding = one(found(held, "TIE004"))
        assert finding.address == "tiers.gold.requires.sales"
        assert "tier_reach_percent" in finding.source
        assert not found(mended(held, finding), "TIE004")

    def test_a_looser_assumption_lets_it_pass(self) -> None:
        text = REACH + tier("silver", 1, requires="sales = 100_000")
        assert said(program(text), "TIE004")
        looser = "[assumptions.first_tier_reach_percent]\nvalue = 19\n"
        assert said(program(text + looser), "TIE004") == []

    def test_a_count_is_multiplied_by_what_one_is_worth(self) -> None:
        metric = '[metrics.wins]\nmeasures = "customers"\nunit = "count"\nwindow_months = 12\n'
        text = REACH + metric + "{}" + tier("silver", 1, requires="wins = 4")
        assert [each.address for each in waits(program(text.format("")), "TIE004")] == [
            "metrics.wins.value_each"
        ]
        finding = one(found(program(text.format("value_each = 25_000\n")), "TIE004"))
        assert (finding.address, finding.passes) == ("tiers.silver.requires.wins", 3)

    def test_people_and_conditions_count_as_reached(self) -> None:
        metrics = (
            '[metrics.people]\nmeasures = "people"\nunit = "count"\n[metrics.plan]\nmeasures = "condition"\n'
        )
        held = program(REACH + metrics + tier("silver", 1, requires="people = 900\nplan = true"))
        assert said(held, "TIE004") == []
        assert waits(held, "TIE004") == []

    def test_of_alternatives_the_easiest_counts(self) -> None:
        metric = '[metrics.wins]\nmeasures = "customers"\nunit = "count"\nvalue_each = 25_000\n'
        group = {"alternatives": 'either = ["sales", "wins"]'}
        asks = "sales = 900_000\nwins = {}"
        assert not said(
            program(REACH + metric + tier("silver", 1, requires=asks.format(2), **group)), "TIE004"
        )
        held = program(REACH + metric + tier("silver", 1, requires=asks.format(20), **group))
        assert said(held, "TIE004") == [("warning", "tiers.silver.requires.wins")]

    def test_a_longer_window_asks_for_less_a_year(self) -> None:
        text = REACH.replace("window_months = 12", "window_months = 24") + tier(
            "a", 1, requires="sales = 140_000"
        )
        assert said(program(text), "TIE004") == []

    def test_rank_0_is_no_goal(self) -> None:
        assert said(program(REACH + tier("open", 0, requires="sales = 9_000_000")), "TIE004") == []


class TestUnmeasurable:
    def test_an_undeclared_metric_is_found_at_the_requirement(self) -> None:
        held = program(VAR + SALES + tier("gold", 1, requires="sale = 5\nother-thing = 3"))
        first, second = found(held, "TIE005")
        assert first.address == "tiers.gold.requires.sale"
        assert first.edits == (Rename("tiers.gold.requires.sale", "sales"),)
        assert [each.address for each in found(mended(held, first), "TIE005")] == [second.address]
        assert second.edits == ()

    @pytest.mark.parametrize(
        ("measures", "is_found"),
        [
            ("revenue", True),
            ("customers", True),
            ("activity", True),
            ("retention", True),
            ("people", False),
            ("condition", False),
        ],
    )
    def test_what_is_counted_over_time_needs_a_window(self, measures: str, is_found: bool) -> None:
        metric = f'[metrics.it]\nmeasures = "{measures}"\nmeasured_by = "crm"\n'
        held = program(VAR + metric + tier("gold", 1, requires="it = 5"))
        assert said(held, "TIE005") == ([("error", "metrics.it.window_months")] if is_found else [])
        for finding in found(held, "TIE005"):
            assert finding.edits == (Set("metrics.it.window_months", 12),)

    @pytest.mark.parametrize(("status", "severity"), [("draft", "todo"), ("pilot", "error")])
    def test_it_needs_a_place_once_however_many_tiers_ask(self, status: str, severity: str) -> None:
        metric = SALES.replace('measured_by = "crm"', "")
        text = VAR + metric + tier("silver", 1, requires="sales = 5") + tier("gold", 2, requires="sales = 6")
        assert said(program(text, status), "TIE005") == [(severity, "metrics.sales.measured_by")]

    def test_a_written_none_is_an_error_in_a_draft_too(self) -> None:
        text = VAR + SALES.replace('"crm"', '"none"') + tier("gold", 1, requires="sales = 5")
        assert said(program(text, "draft"), "TIE005") == [("error", "metrics.sales.measured_by")]
        text = VAR + SALES.replace("12", "0") + tier("gold", 1, requires="sales = 5")
        assert [each.passes for each in found(program(text, "draft"), "TIE005")] == [12]

    def test_a_metric_that_nobody_asks_for_is_not_judged(self) -> None:
        text = VAR + '[metrics.it]\nmeasures = "revenue"\n' + tier("gold", 1, requires='it = "none"')
        assert said(program(text), "TIE005") == []

    def test_outside_unwritten_places_are_not_missing(self) -> None:
        text = VAR + '[metrics.it]\nmeasures = "revenue"\n' + tier("gold", 1, requires="it = 5\nno = 1")
        assert said(program(text, perspective="outside"), "TIE005") == [("error", "tiers.gold.requires.no")]


class TestTimeGate:
    def months(self, silver: str, gold: str) -> Program:
        """Two tiers with minimum times."""
        return program(VAR + tier("silver", 1, more=silver) + tier("gold", 2, more=gold))

    @pytest.mark.parametrize(("first", "is_found"), [(17, True), (18, False), (19, False)])
    def test_the_way_up_must_not_take_longer_than_the_rule_says(self, first: int, is_found: bool) -> None:
        gold = f"min_months_in_program = {first}\nmin_months_at_tier_below = 12"
        held = self.months("min_months_in_program = 6", gold)
        assert said(held, "TIE006") == ([("note", "tiers.gold.min_months_in_program")] if is_found else [])
        assert [each.passes for each in found(held, "TIE006")] == ([18] if is_found else [])

    def test_an_unset_first_is_not_exceeded(self) -> None:
        assert said(self.months("min_months_in_program = 6", "min_months_at_tier_below = 12"), "TIE006") == []

    @pytest.mark.parametrize(("months", "is_found"), [(24, False), (25, True)])
    def test_two_years_are_the_latest(self, months: int, is_found: bool) -> None:
        held = self.months("", f"min_months_in_program = {months}")
        assert said(held, "TIE006") == ([("note", "tiers.gold.min_months_in_program")] if is_found else [])
        held = self.months("min_months_in_program = 12", f"min_months_at_tier_below = {months - 12}")
        assert said(held, "TIE006") == ([("note", "tiers.gold.min_months_at_tier_below")] if is_found else [])
        assert [each.passes for each in found(held, "TIE006")] == ([12] if is_found else [])

    def test_it_adds_up_over_all_tiers_below(self) -> None:
        text = VAR + tier("a", 1, more="min_months_in_program = 10")
        text += tier("b", 2, more="min_months_at_tier_below = 10") + tier(
            "c", 3, more="min_months_at_tier_below = {}"
        )
        assert said(program(text.format(4)), "TIE006") == []
        assert said(program(text.format(5)), "TIE006") == [("note", "tiers.c.min_months_at_tier_below")]

    def test_outside_an_unwritten_minimum_may_exist(self) -> None:
        text = VAR + tier("silver", 1) + tier("gold", 2, more="min_months_in_program = 30")
        held = program(text, perspective="outside")
        assert said(held, "TIE006") == []
        assert waits(held, "TIE006")


GATE = (
    "[company]\nannual_retention_percent = {}\n"
    + VAR
    + "[tracks.var.partner_year]\nclients = {}\n"
    + '[metrics.kept]\nmeasures = "retention"\nunit = "percent"\nwindow_months = 12\nmeasured_by = "billing"\n'
)


class TestSmallNumberGate:
    @pytest.mark.parametrize(
        ("clients", "gate", "passes"),
        [(5, 90, 80), (10, 95, 80), (8, 87.5, None), (8, 87.6, 87), (400, 88, None)],
    )
    def test_chance_may_miss_a_fifth_of_years(self, clients: int, gate: float, passes: int | None) -> None:
        # 5 clients at 90 % all stay in 59 % of years; 7 of 8 in 81 %.
        held = program(GATE.format(90, clients) + tier("gold", 1, requires=f"kept = {gate}"))
        offers = [(each.address, each.passes) for each in found(held, "TIE007")]
        assert offers == ([("tiers.gold.requires.kept", passes)] if passes else [])

    def test_one_of_several_ways_is_no_gate(self) -> None:
        tiers = tier("gold", 1, requires="kept = 99\nsales = 1", alternatives='either = ["kept", "sales"]')
        assert said(program(GATE.format(90, 8) + SALES + tiers), "TIE007") == []

    def test_it_waits_for_the_clients(self) -> None:
        text = GATE.format(90, '"withheld"') + tier("gold", 1, requires="kept = 99")
        assert [each.address for each in waits(program(text), "TIE007")] == [
            "tracks.var.partner_year.clients"
        ]


class TestMissingInputs:
    FULL = VAR + "expected_partners = 40\n[enablement]\nnew_partners_per_quarter = 6\n"

    @pytest.mark.parametrize(("status", "severity"), [("draft", "todo"), ("pilot", "error")])
    def test_all_inputs_are_asked_for(self, status: str, severity: str) -> None:
        assert said(program("", status), "TIE008") == [
            (severity, "tracks"),
            (severity, "enablement.new_partners_per_quarter"),
        ]
        assert said(program(VAR + tier("gold", 1, "[]"), status), "TIE008") == [
            (severity, "enablement.new_partners_per_quarter"),
            (severity, "tracks.var.expected_partners"),
            (severity, "tiers.gold.tracks"),
        ]
        assert said(program(self.FULL + tier("gold", 1), status), "TIE008") == []

    def test_a_written_0_is_an_error(self) -> None:
        held = program(self.FULL.replace("40", "0").replace("= 6", "= 0"), "draft")
        assert {severity for severity, _ in said(held, "TIE008")} == {"error"}
        assert len(said(held, "TIE008")) == 2

    def test_outside_only_a_written_absence_counts(self) -> None:
        assert said(program("", perspective="outside"), "TIE008") == []
        empty = program(VAR + tier("gold", 1, "[]"), perspective="outside")
        assert said(empty, "TIE008") == [("error", "tiers.gold.tracks")]

    def test_withheld_is_not_missing(self) -> None:
        held = program(self.FULL.replace("40", '"withheld"'))
        assert said(held, "TIE008") == []
        assert [each.address for each in waits(held, "TIE008")] == ["tracks.var.expected_partners"]


class TestSteepStep:
    @pytest.mark.parametrize(("gold", "is_found"), [("100_000", False), ("100_001", True)])
    def test_two_and_a_half_times(self, gold: str, is_found: bool) -> None:
        held = program(step("sales = 40_000", f"sales = {gold}"))
        assert said(held, "TIE009") == ([("note", "tiers.gold.requires.sales")] if is_found else [])
        assert [each.passes for each in found(held, "TIE009")] == ([100_000] if is_found else [])

    def test_where_less_is_harder_it_is_the_other_way_round(self) -> None:
        metric = '[metrics.days]\nmeasures = "activity"\nbetter = "lower"\nunit = "count"\n'
        assert said(program(step("days = 10", "days = 4", metric)), "TIE009") == []
        held = program(step("days = 10", "days = 3", metric))
        assert [each.passes for each in found(held, "TIE009")] == [4]
        assert said(program(step("days = 10", "days = 0", metric)), "TIE009")

    def test_a_first_requirement_is_no_step(self) -> None:
        assert said(program(step("", "sales = 40_000")), "TIE009") == []
        assert said(program(step("sales = 0", "sales = 40_000")), "TIE009") == []

    def test_the_ratio_is_an_assumption(self) -> None:
        looser = "[assumptions.tier_step_ratio]\nvalue = 3\n"
        assert said(program(looser + step("sales = 40_000", "sales = 120_000")), "TIE009") == []


class TestSameRank:
    def test_two_tiers_of_one_track(self) -> None:
        held = program(VAR + tier("silver", 1) + tier("gold", 1) + tier("best", 2))
        assert said(held, "TIE010") == [("error", "tiers.gold.rank")]
        finding = one(found(held, "TIE010"))
        assert finding.passes == 3
        assert not found(mended(held, finding), "TIE010")

    def test_tiers_of_different_tracks_may_share_a_rank(self) -> None:
        si = '[tracks.si]\ntype = "si"\n'
        assert said(program(VAR + si + tier("silver", 1) + tier("one", 1, '["si"]')), "TIE010") == []

    @pytest.mark.parametrize(("status", "severity"), [("draft", "todo"), ("pilot", "error")])
    def test_no_rank_is_to_do_in_a_draft(self, status: str, severity: str) -> None:
        held = program(VAR + tier("silver", 1) + tier("gold", None), status)
        assert said(held, "TIE010") == [(severity, "tiers.gold.rank")]
        assert not found(mended(held, one(found(held, "TIE010"))), "TIE010")

    def test_a_withheld_rank_waits(self) -> None:
        held = program(VAR + tier("silver", 1) + tier("gold", None, more='rank = "withheld"'))
        assert said(held, "TIE010") == []
        assert waits(held, "TIE010")


class TestFlatStep:
    @pytest.mark.parametrize(("gold", "is_found"), [("25", True), ("25.1", False)])
    def test_the_same_pay_is_noted(self, gold: str, is_found: bool) -> None:
        tiers = tier("silver", 1, pay_percent="var = 25.0") + tier("gold", 2, pay_percent=f"var = {gold}")
        held = program(VAR + pay() + tiers)
        assert said(held, "TIE011") == ([("note", "tiers.gold.pay_percent.var")] if is_found else [])

    def test_inherited_pay_is_noted_once_at_the_track(self) -> None:
        tiers = tier("silver", 1) + tier("gold", 2) + tier("best", 3)
        assert said(program(VAR + pay() + tiers), "TIE011") == [("note", "tracks.var.pay.percent")]

    def test_a_new_line_or_more_months_is_more(self) -> None:
        extra = '[extra_pay.cloud]\ntrack = "var"\nkind = "commission"\n'
        assert not said(
            program(VAR + pay() + extra + tier("a", 1) + tier("b", 2, pay_percent="cloud = 5")), "TIE011"
        )
        assert not said(program(VAR + pay() + tier("a", 1) + tier("b", 2, pay_months="var = 24")), "TIE011")

    @pytest.mark.parametrize("percent", ['"withheld"', None])
    def test_it_is_silent_where_a_line_is_not_known(self, percent: str | None) -> None:
        own = '[tracks.var.pay]\nkind = "margin"\n' if percent is None else pay(percent)
        held = program(VAR + own + tier("silver", 1) + tier("gold", 2))
        assert said(held, "TIE011") == []
        assert waits(held, "TIE011") == []
