"""REC: the plan, activation, attention, concentration; and the counts over all partners."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from programs import found, mended, program_of, report, said, waits

from partnerbook.checks import tally as counting
from partnerbook.checks.recruiting.concentration import measured
from partnerbook.checks.tally import tally
from partnerbook.economics.of_program import recorded_hours
from partnerbook.program.edit import Set, apply
from partnerbook.program.recruiting import Partner

PILOT = '[program]\nstatus = "pilot"\n'
OUTSIDE = '[program]\nstatus = "launched"\nperspective = "outside"\n'


def partners(**stages):
    """Partners at these stages: ``active=3``."""
    lines = [
        f'[partners.{stage}-{number}]\nstage = "{stage}"\n'
        for stage, many in stages.items()
        for number in range(many)
    ]
    return "\n".join(lines)


def plan(status=PILOT, **values):
    return status + "[recruiting]\n" + "".join(f"{name} = {value}\n" for name, value in values.items())


# ── REC001 ──

LIST = "recruiting.target_list"


def test_a_new_draft_is_asked_for_all_three_inputs():
    assert said(program_of(""), "REC001") == [
        ("todo", LIST),
        ("todo", "recruiting.onboarding.kick-off"),
        ("todo", "recruiting.first_deal_incentive"),
    ]
    assert {severity for severity, _ in said(program_of(PILOT), "REC001")} == {"error"}


def lists_missing(text):
    return [pair for pair in said(program_of(text), "REC001") if pair[1] == LIST]


@pytest.mark.parametrize(("targets", "missing"), [(0, True), (9, True), (10, False), (11, False)])
def test_as_many_targets_as_should_become_active_are_a_list(targets, missing):
    text = plan(target_active=10) + partners(target=targets, contacted=20, active=20)
    assert lists_missing(text) == ([("error", LIST)] if missing else [])


def test_a_written_list_is_enough_and_none_or_blank_is_not():
    assert lists_missing(plan(target_list='"partners.csv"')) == []
    for word in ('"none"', '""'):
        assert lists_missing(plan(target_list=word)) == [("error", LIST)]
        assert lists_missing(plan(target_list=word, status="")) == [("todo", LIST)]


def test_a_list_of_no_targets_is_none_even_where_none_is_planned():
    assert lists_missing(plan(target_active=0)) == [("error", LIST)]


def test_a_withheld_list_target_or_stage_waits():
    for text, at in [
        (plan(target_list='"withheld"'), LIST),
        (plan(target_active='"withheld"') + partners(target=3), "recruiting.target_active"),
        (plan() + partners(target=3), "recruiting.target_active"),
        (plan(target_active=3) + partners(target=2, withheld=1), "partners.withheld-0.stage"),
    ]:
        assert lists_missing(text) == []
        assert [wait.address for wait in waits(program_of(text), "REC001")] == [at]
    assert lists_missing(plan(target_active=4) + partners(target=2, withheld=1)) == [("error", LIST)]


def test_an_outsider_sees_only_what_is_written_as_absent():
    assert said(program_of(OUTSIDE), "REC001") == []
    none = plan(OUTSIDE + 'complete = ["partners"]\n', target_list='"none"', first_deal_incentive='"none"')
    assert said(program_of(none), "REC001") == [("error", LIST), ("error", "recruiting.first_deal_incentive")]
    assert lists_missing(plan(OUTSIDE, target_list='"none"')) == []


def test_one_step_is_an_onboarding_program_and_a_blank_one_is_not():
    step = "[recruiting.onboarding.kickoff]\n"
    assert "recruiting.onboarding" in [at for _, at in said(program_of(PILOT + step), "REC001")]
    where = [at for _, at in said(program_of(PILOT + step + 'title = "Hello"\n'), "REC001")]
    assert where == [LIST, "recruiting.first_deal_incentive"]


def test_the_fix_of_onboarding_adds_a_step():
    program = program_of("")
    finding = next(each for each in found(program, "REC001") if "onboarding" in each.address)
    assert [at for _, at in said(mended(program, finding), "REC001")] == [
        LIST,
        "recruiting.first_deal_incentive",
    ]


# ── REC002, REC004, REC006 ──


def test_what_active_means():
    both = ["recruiting.activation_event", "recruiting.activation_within_days"]
    assert said(program_of(""), "REC002") == [("todo", at) for at in both]
    assert said(program_of(PILOT), "REC002") == [("error", at) for at in both]
    assert said(program_of(OUTSIDE), "REC002") == []
    assert said(program_of(plan(activation_event='"a deal"', activation_within_days=90)), "REC002") == []
    assert said(program_of(plan(activation_event='"none"', activation_within_days=90)), "REC002") == [
        ("error", both[0])
    ]
    withheld = program_of(plan(activation_event='"withheld"', activation_within_days='"withheld"'))
    assert said(withheld, "REC002") == []
    assert [wait.address for wait in waits(withheld, "REC002")] == both


def test_success_is_counted_in_active_partners():
    (finding,) = found(program_of(plan(counts='"signed"', status="")), "REC004")
    assert (finding.severity, finding.address, finding.passes) == (
        "warning",
        "recruiting.counts",
        "activated",
    )
    assert said(program_of(plan(counts='"activated"')), "REC004") == []
    assert said(program_of(""), "REC004") == [("todo", "recruiting.counts")]
    assert said(program_of(PILOT), "REC004") == [("warning", "recruiting.counts")]
    assert said(program_of(OUTSIDE), "REC004") == []


@pytest.mark.parametrize(
    ("percent", "fires"), [("0", False), ("50", False), ("99.99", False), ("100", True), ("120.5", True)]
)
def test_not_everybody_activates(percent, fires):
    findings = found(program_of(plan(activation_percent=percent, status="")), "REC006")
    assert [each.severity for each in findings] == (["error"] if fires else [])
    if fires:
        assert findings[0].passes == 50
        assert "30-50 %" in findings[0].fix


def test_an_unset_activation_is_essential():
    at = "recruiting.activation_percent"
    assert said(program_of(""), "REC006") == [("todo", at)]
    assert said(program_of(PILOT), "REC006") == [("error", at)]
    assert said(program_of(OUTSIDE), "REC006") == []
    assert [wait.address for wait in waits(program_of(plan(activation_percent='"withheld"')), "REC006")] == [
        at
    ]


# ── REC003 ──


@pytest.mark.parametrize(("percent", "needed"), [(20, 61), (30, 40), (40, 30), (50, 24), (60, 19)])
def test_signatures_that_do(percent, needed):
    for signed, fires in ((needed - 1, True), (needed, False)):
        program = program_of(plan(target_active=10, to_sign=signed, activation_percent=percent))
        findings = found(program, "REC003")
        assert [(each.severity, each.address, each.passes) for each in findings] == (
            [("warning", "recruiting.to_sign", needed)] if fires else []
        )
        if fires:
            assert "assumption activation_confidence_percent" in findings[0].source
            assert found(mended(program, findings[0]), "REC003") == []


def test_the_confidence_is_an_assumption():
    text = plan(target_active=10, to_sign=24, activation_percent=50)
    assert said(program_of(text + "[assumptions.activation_confidence_percent]\nvalue = 95\n"), "REC003")


def test_where_nobody_activates_no_number_does():
    (finding,) = found(program_of(plan(target_active=10, to_sign=24, activation_percent=0)), "REC003")
    assert (finding.passes, finding.fix) == (None, "no number of signatures is enough at this share")


def test_unset_signatures_are_asked_for_with_the_number_that_does():
    (finding,) = found(program_of(plan(target_active=10, activation_percent=50)), "REC003")
    assert (finding.severity, finding.address) == ("warning", "recruiting.to_sign")
    assert finding.fix.startswith("24 signatures give 10 active partners in 80 %")
    assert said(program_of(""), "REC003") == [("todo", "recruiting.to_sign")]
    assert said(program_of(OUTSIDE), "REC003") == []


def test_signatures_wait_for_the_other_numbers():
    for left_out in ("target_active", "activation_percent"):
        values = {"target_active": 10, "to_sign": 3, "activation_percent": 50}
        values[left_out] = '"withheld"'
        (wait,) = waits(program_of(plan(**values)), "REC003")
        assert (wait.address, wait.withheld) == (f"recruiting.{left_out}", True)
        del values[left_out]
        (wait,) = waits(program_of(plan(**values)), "REC003")
        assert (wait.address, wait.withheld) == (f"recruiting.{left_out}", False)


# ── REC005 ──


@pytest.mark.parametrize(
    ("stages", "fires"),
    [
        ({"active": 5, "inactive": 14}, False),
        ({"active": 5, "inactive": 15}, True),
        ({"active": 6, "inactive": 14}, False),
        ({"active": 5, "inactive": 5, "signed": 5, "onboarding": 5}, True),
        ({"active": 5, "inactive": 14, "left": 50, "target": 50, "contacted": 50}, False),
        ({"inactive": 20}, True),
        ({"active": 8, "inactive": 19}, True),
        ({"active": 9, "inactive": 21}, False),
    ],
)
def test_three_in_ten_of_twenty_are_active(stages, fires):
    assert said(program_of(partners(**stages)), "REC005") == ([("warning", "partners")] if fires else [])


def test_the_fix_of_inactivity_says_how_many():
    (finding,) = found(program_of(partners(active=8, inactive=19)), "REC005")
    assert "activate 1 more" in finding.fix
    assert "active_share_percent" in finding.source


def test_both_limits_of_activity_are_assumptions():
    text = partners(active=2, inactive=8)
    assert said(program_of(text + "\n[assumptions.inactive_sample]\nvalue = 10\n"), "REC005")
    text = partners(active=6, inactive=14)
    assert said(program_of(text + "\n[assumptions.active_share_percent]\nvalue = 30.1\n"), "REC005")


@pytest.mark.parametrize(
    ("stages", "answer"),
    [
        ({"active": 2, "inactive": 18, "withheld": 1}, "fires"),
        ({"active": 5, "inactive": 15, "withheld": 5}, "waits"),
        ({"active": 4, "inactive": 15, "withheld": 1}, "waits"),
        ({"active": 4, "inactive": 5, "withheld": 3}, "passes"),
    ],
)
def test_withheld_stages_matter_only_where_they_decide(stages, answer):
    program = program_of(partners(**stages))
    assert bool(said(program, "REC005")) == (answer == "fires")
    where = [wait.address for wait in waits(program, "REC005")]
    assert where == (["partners.withheld-0.stage"] if answer == "waits" else [])


def test_an_outsider_waits_for_the_partners_that_are_not_listed():
    text = partners(inactive=20)
    assert said(program_of(OUTSIDE + text), "REC005") == []
    assert said(program_of(OUTSIDE + 'complete = ["partners"]\n' + text), "REC005") == [
        ("warning", "partners")
    ]


# ── REC007 ──


@pytest.mark.parametrize(
    ("months", "fires"), [("1", False), ("3", False), ("3.1", True), ("6", True), ("0", True)]
)
def test_business_reviews_come_round_every_quarter(months, fires):
    program = program_of(plan(business_review_every_months=months))
    findings = found(program, "REC007")
    assert [(each.severity, each.passes) for each in findings] == ([("warning", 3)] if fires else [])


def test_no_business_review_is_to_do_then_a_warning():
    at = "recruiting.business_review_every_months"
    assert said(program_of(""), "REC007") == [("todo", at)]
    assert said(program_of(PILOT), "REC007") == [("warning", at)]
    assert said(program_of(OUTSIDE), "REC007") == []


# ── REC008 ──


def active(many, top, hours_top, hours_rest, tier=""):
    """Active partners of which the first `top` are the top ten; hours ``None`` are not written."""
    text = []
    for number in range(many):
        hours = hours_top if number < top else hours_rest
        mark = "top_ten = true\n" if number < top else ""
        written = "" if hours is None else f"manager_hours_per_month = {hours}\n"
        text.append(f'[partners.p{number}]\nstage = "active"\n{tier}{mark}{written}')
    return "".join(text)


@pytest.mark.parametrize(
    ("text", "fires"),
    [
        (active(9, 0, 1, 1), ""),
        (active(10, 0, 1, 1), "no top ten is named"),
        (active(10, 10, 1, 1), ""),
        (active(20, 10, 1, 1), ""),
        (active(20, 10, 1, 1.01), "49.7 % of the managers' hours"),
        (active(20, 10, 1, "0.99"), ""),
        (active(40, 11, 9, 1), "11 partners are marked"),
        (active(20, 1, 19, 1), ""),
        (active(20, 1, "18.9", 1), "less than 50 %"),
        (active(12, 5, 3, None), ""),
        (active(12, 5, None, 3), "0 % of the managers' hours"),
    ],
)
def test_the_top_ten_get_half_of_the_hours(text, fires):
    findings = found(program_of(text), "REC008")
    assert len(findings) == bool(fires)
    if fires:
        assert (findings[0].severity, findings[0].address) == ("warning", "partners")
        assert fires in findings[0].message


def test_hours_come_from_the_tier_where_the_partner_has_none():
    tiers = "[tiers.gold]\nmanager_hours_per_month = 5\n"
    text = active(20, 10, 4, None, tier='tier = "gold"\n')
    assert said(program_of(tiers + text), "REC008") == [("warning", "partners")]
    assert said(program_of(tiers.replace("5", "4") + text), "REC008") == []


def test_the_top_ten_wait_for_hours():
    for text, at in [
        (active(10, 5, None, None), "partners"),
        (active(10, 5, '"withheld"', 2), "partners.p0.manager_hours_per_month"),
        (
            '[tiers.gold]\nmanager_hours_per_month = "withheld"\n'
            + active(10, 5, None, 2, tier='tier = "gold"\n'),
            "tiers.gold.manager_hours_per_month",
        ),
        (active(10, 5, 1, 2).replace("true", '"withheld"', 1), "partners.p0.top_ten"),
    ]:
        assert said(program_of(text), "REC008") == []
        assert [wait.address for wait in waits(program_of(text), "REC008")] == [at]


def test_inactive_partners_take_no_place_among_the_ten():
    text = active(10, 10, 1, 1) + '[partners.old]\nstage = "inactive"\ntop_ten = true\n'
    assert said(program_of(text), "REC008") == []


# ── REC009 ──

AT = "assumptions.revenue_top_fifth_percent.value"
METRICS = (
    '[metrics.money]\nmeasures = "revenue"\n[metrics.people]\nmeasures = "people"\n'
    '[metrics.renewed]\nmeasures = "revenue"\n'
)


def measured_partners(values, first="2025-11-24", metric="money"):
    text = [
        f"[partners.p{number}]\nactivated = {first if not number else '2026-08-01'}\n"
        f"[partners.p{number}.metrics]\n{metric} = {value}\n"
        for number, value in enumerate(values)
    ]
    return METRICS + "".join(text)


TEN = [400, 200, *[25] * 8]


@pytest.mark.parametrize(
    ("text", "fires"),
    [
        (measured_partners(TEN), True),
        (measured_partners(TEN[:9]), False),
        (measured_partners(TEN, "2025-11-25"), False),
        (measured_partners(TEN, metric="people"), False),
        (measured_partners(TEN, metric="renewed"), True),
        (measured_partners(TEN) + "[assumptions.revenue_top_fifth_percent]\nvalue = 75\n", False),
        (measured_partners(TEN) + "[assumptions.revenue_top_fifth_percent]\nvalue = 80\n", True),
        (
            measured_partners(TEN)
            + '[assumptions.revenue_top_fifth_percent]\nvalue = 80\nsource = "card, src3"\n',
            True,
        ),
        (
            measured_partners(TEN)
            + '[assumptions.revenue_top_fifth_percent]\nvalue = 80\nsource = "measured in 2026"\n',
            False,
        ),
        (measured_partners([*TEN[:9], '"none"']), False),
        (measured_partners([*TEN[:9], '"withheld"']), False),
    ],
)
def test_own_numbers_replace_the_rule(text, fires):
    assert said(program_of(text), "REC009") == ([("note", AT)] if fires else [])


@pytest.mark.parametrize("written", ["", '[assumptions.revenue_top_fifth_percent]\nsource = "card, src3"\n'])
def test_the_fix_writes_the_own_figure_and_its_source(written):
    program = program_of(measured_partners(TEN) + written)
    (finding,) = found(program, "REC009")
    after = mended(program, finding)
    own = after.assumptions["revenue_top_fifth_percent"]
    assert (own.value, own.source) == (75, "measured: 10 partners, 2026-11-24")
    assert found(after, "REC009") == []


@pytest.mark.parametrize(
    ("values", "share"),
    [(TEN, 75), ([1] * 10, None), ([5] + [0] * 9, None), ([0] * 10, None), ([10, 5, 5, *[0] * 9], 85)],
)
def test_what_the_best_fifth_bring(values, share):
    program = program_of(measured_partners(values))
    assert measured(tally(program.partners).recorded, ("money",)) == (len(values), share)


# ── REC010 ──


@pytest.mark.parametrize(
    ("arr", "target", "fires"),
    [(4_999_999, 3, False), (5_000_000, 9, True), (5_000_000, 10, False), (30_000_000, 9, True)],
)
def test_ten_are_planned_from_five_million(arr, target, fires):
    program = program_of(plan(target_active=target) + f"[company]\narr = {arr}\n")
    findings = found(program, "REC010")
    assert [(each.severity, each.address, each.passes) for each in findings] == (
        [("note", "recruiting.target_active", 10)] if fires else []
    )


def test_the_band_is_in_dollars():
    text = plan(target_active=9) + "[company]\narr = 5_000_000\n[assumptions.currency_per_usd]\nvalue = 1.1\n"
    assert said(program_of(text), "REC010") == []


def test_an_unset_target_is_to_do():
    assert said(program_of(""), "REC010") == [("todo", "recruiting.target_active")]
    assert said(program_of(PILOT + "[company]\narr = 6_000_000\n"), "REC010") == [
        ("note", "recruiting.target_active")
    ]
    assert said(program_of(PILOT + "[company]\narr = 2_000_000\n"), "REC010") == []


# ── the counts ──

PARTNER = st.builds(
    Partner,
    stage=st.sampled_from([None, "target", "signed", "active", "inactive", "withheld"]),
    track=st.sampled_from([None, "var"]),
    tier=st.sampled_from([None, "gold", "unknown"]),
    signed=st.sampled_from([None, date(2026, 1, 1), date(2026, 2, 1)]),
    activated=st.sampled_from([None, date(2026, 3, 1)]),
    top_ten=st.sampled_from([None, True, False]),
    manager_hours_per_month=st.sampled_from([None, 2, 3.5]),
    metrics=st.sampled_from([{}, {"money": 5}, {"money": 5, "people": 1}]),
)
TABLES = st.dictionaries(st.sampled_from("abcdefg"), PARTNER, max_size=6)


def fresh(partners):
    counting._last = ({}, counting._EMPTY)
    return tally(partners)


@settings(max_examples=150)
@given(st.lists(TABLES, min_size=2, max_size=4), st.data())
def test_counts_brought_up_to_date_equal_counts_made_anew(tables, data):
    shared = [{**tables[0], **table} for table in tables[1:]] + tables
    data.draw(st.randoms()).shuffle(shared)
    fresh({})
    running = [tally(table) for table in shared]
    assert running == [fresh(table) for table in shared]


@given(TABLES)
def test_hours_are_those_that_the_interface_shows(table):
    program = program_of("[tiers.gold]\nmanager_hours_per_month = 4\n").model_copy(update={"partners": table})
    shown = recorded_hours(program)
    from partnerbook.checks.check import Look
    from partnerbook.checks.recruiting.attention import _spent

    active = tally(table).active
    total, top = _spent(Look(program, date(2026, 11, 24)), active)
    assert (shown.total, shown.for_top_ten) == (pytest.approx(float(total)), pytest.approx(float(top)))
    assert shown.active == sum(active.values())
    assert isinstance(top, Decimal | int)


def test_one_partner_is_recounted_and_the_rest_shared():
    program = program_of(measured_partners(TEN))
    before = fresh(program.partners)
    after = tally(apply(program, Set("partners.p1.stage", "active")).partners)
    assert after.of("active") == 1
    assert after.recorded is before.recorded
    assert after.activated is before.activated


def test_a_report_over_many_partners_says_each_thing_once():
    findings = report(program_of(partners(active=3, inactive=97))).findings
    assert [each.code for each in findings if each.address == "partners"] == ["REC005"]
