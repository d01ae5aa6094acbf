"""VAL001-VAL008: the partner's value proposition, at every boundary."""

import pytest
from programs import SAMPLE, found, mended, program_of, report, said, waits

PILOT = '[program]\nstatus = "pilot"\n'
DRAFT = '[program]\nstatus = "draft"\n'
OUTSIDE = '[program]\nstatus = "launched"\nperspective = "outside"\n'


def track(kind: str, rest: str = "") -> str:
    return f'[tracks.{kind}]\ntype = "{kind}"\n{rest}'


@pytest.mark.parametrize(
    ("head", "value", "expected"),
    [
        (PILOT, "value = 'Money'\n", []),
        (PILOT, "value = '   '\n", ["error"]),
        (PILOT, "", ["error"]),
        (DRAFT, "", ["todo"]),
        (OUTSIDE, "", []),
        (OUTSIDE, "value = 'none'\n", ["error"]),
        (PILOT, "value = 'withheld'\n", []),
    ],
)
def test_a_track_says_what_it_is_worth(head: str, value: str, expected: list[str]) -> None:
    program = program_of(head + track("var", value))
    assert said(program, "VAL001") == [(severity, "tracks.var.value") for severity in expected]


def competitors(count: int) -> str:
    return "".join(f'[competitors.c{number}]\nvendor = "V{number}"\n' for number in range(count))


@pytest.mark.parametrize(
    ("head", "count", "expected"),
    [
        (PILOT, 0, ["error"]),
        (PILOT, 1, ["warning"]),
        (PILOT, 2, ["warning"]),
        (PILOT, 3, []),
        (DRAFT, 0, ["todo"]),
        (DRAFT, 1, ["warning"]),
        (OUTSIDE, 0, []),
        (OUTSIDE, 1, []),
        (OUTSIDE + 'complete = ["competitors"]\n', 1, ["warning"]),
        (OUTSIDE + 'complete = ["competitors"]\n', 0, ["error"]),
    ],
)
def test_three_competing_programs_are_recorded(head: str, count: int, expected: list[str]) -> None:
    program = program_of(head + competitors(count))
    assert said(program, "VAL002") == [(severity, "competitors") for severity in expected]


def test_an_entry_that_says_nothing_is_no_competitor_and_the_number_is_an_assumption() -> None:
    assert said(program_of(PILOT + "[competitors.empty]\n"), "VAL002") == [("error", "competitors")]
    own = "[assumptions.competitors_wanted]\nvalue = 1\n"
    assert said(program_of(PILOT + competitors(1) + own), "VAL002") == []


PAID = "pay.percent = 15\n"
DEALS = "partner_year.deals = 3\n"


@pytest.mark.parametrize(
    ("kind", "rest", "expected"),
    [
        ("referral", "", "partner_year.deals"),
        ("referral", DEALS, "pay.percent"),
        ("referral", PAID, "partner_year.deals"),
        ("referral", DEALS + PAID, None),
        ("referral", DEALS + "pay.amount = 500\n", None),
        ("var", "", "partner_year.deals"),
        ("var", DEALS + PAID, "partner_year.cost_per_deal"),
        ("var", DEALS + "partner_year.cost_per_deal = 0\n", None),
        ("isv", DEALS + "partner_year.co_sell_value = 9\n", None),
        ("isv", 'partner_year.deals = "withheld"\n', None),
    ],
)
def test_a_track_has_its_economics(kind: str, rest: str, expected: str | None) -> None:
    program = program_of(PILOT + track(kind, rest))
    assert said(program, "VAL003") == ([("error", f"tracks.{kind}.{expected}")] if expected else [])


def test_referral_may_be_paid_at_a_tier() -> None:
    tier = '[tiers.one]\nrank = 1\ntracks = ["referral"]\n[tiers.one.pay_percent]\nreferral = 10\n'
    assert said(program_of(PILOT + track("referral", DEALS) + tier), "VAL003") == []


def test_economics_are_to_do_in_a_draft_and_unknown_outside() -> None:
    assert said(program_of(DRAFT + track("var")), "VAL003") == [("todo", "tracks.var.partner_year.deals")]
    assert said(program_of(OUTSIDE + track("var")), "VAL003") == []


SYNC = '[integrations.sync]\ntrack = "isv"\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["integrations.isv"]),
        (SYNC, ["integrations.sync.joint_use_case", "integrations.sync.owner"]),
        (SYNC + 'joint_use_case = "x"\n', ["integrations.sync.owner"]),
        (SYNC + 'joint_use_case = "x"\nowner = "y"\n', []),
        (SYNC + '[integrations.two]\ntrack = "isv"\njoint_use_case = "x"\nowner = "y"\n', []),
        (SYNC + 'joint_use_case = "x"\nowner = "withheld"\n', []),
        ('[integrations.sync]\njoint_use_case = "x"\nowner = "y"\n', ["integrations.sync.track"]),
    ],
)
def test_an_isv_track_has_a_joint_solution(text: str, expected: list[str]) -> None:
    program = program_of(PILOT + track("isv") + text)
    assert said(program, "VAL004") == [("error", at) for at in expected]
    assert said(program_of(PILOT + text), "VAL004") == []


def test_an_integration_of_no_track_can_be_given_one() -> None:
    program = program_of(PILOT + track("isv") + '[integrations.sync]\njoint_use_case = "x"\nowner = "y"\n')
    (finding,) = found(program, "VAL004")
    assert said(mended(program, finding), "VAL004") == []


def test_a_missing_solution_is_to_do_in_a_draft_and_unknown_outside() -> None:
    assert said(program_of(DRAFT + track("isv")), "VAL004") == [("todo", "integrations.isv")]
    assert said(program_of(OUTSIDE + track("isv")), "VAL004") == []


BUILT = '[integrations.sync]\nengineering_weeks = 0.5\nengineering_owner = "x"\ndisplaces = "y"\n'


@pytest.mark.parametrize(
    ("gone", "instead", "field"),
    [
        ("", "", None),
        ("engineering_weeks = 0.5\n", "", "engineering_weeks"),
        ("= 0.5", "= 0", "engineering_weeks"),
        ('engineering_owner = "x"\n', "", "engineering_owner"),
        ('displaces = "y"', 'displaces = "none"', "displaces"),
        ('displaces = "y"', 'displaces = "withheld"', None),
    ],
)
def test_an_integration_is_planned_with_engineering(gone: str, instead: str, field: str | None) -> None:
    program = program_of(PILOT + BUILT.replace(gone, instead))
    assert said(program, "VAL005") == ([("error", f"integrations.sync.{field}")] if field else [])


def roadmap(*weeks: object, capacity: object = 100) -> str:
    held = "".join(
        f"[integrations.i{number}]\nengineering_weeks = {each}\n" for number, each in enumerate(weeks)
    )
    return f"[company]\nengineering_weeks_per_year = {capacity}\n" + held


@pytest.mark.parametrize(
    ("weeks", "passes"),
    [((20,), None), ((20.1,), 20), ((12, 8), None), ((12.5, 8), 12), ((8, 25), 12), ((), None)],
)
def test_integrations_leave_the_roadmap_most_of_the_year(
    weeks: tuple[float, ...], passes: float | None
) -> None:
    program = program_of(PILOT + roadmap(*weeks))
    findings = found(program, "VAL006")
    assert [finding.passes for finding in findings] == ([] if passes is None else [passes])
    for finding in findings:
        assert finding.severity == "warning"
        assert said(mended(program, finding), "VAL006") == []


def test_no_single_value_helps_where_the_others_take_it_all() -> None:
    (finding,) = found(program_of(PILOT + roadmap(21, 20)), "VAL006")
    assert (finding.address, finding.passes) == ("integrations.i0.engineering_weeks", None)


def test_the_share_of_the_roadmap_is_an_assumption() -> None:
    own = "[assumptions.isv_roadmap_share_percent]\nvalue = 25\n"
    assert said(program_of(PILOT + roadmap(25) + own), "VAL006") == []
    assert said(program_of(PILOT + roadmap(25.1) + own), "VAL006") != []


def test_unknown_weeks_are_waited_for_unless_the_known_ones_are_too_many() -> None:
    program = program_of(PILOT + roadmap(5, '"withheld"'))
    assert said(program, "VAL006") == []
    assert [each.address for each in waits(program, "VAL006")] == ["integrations.i1.engineering_weeks"]
    (finding,) = found(program_of(PILOT + roadmap(25, '"withheld"')), "VAL006")
    assert finding.passes is None
    assert said(program_of(DRAFT + "[integrations.sync]\n"), "VAL006") == [
        ("todo", "company.engineering_weeks_per_year")
    ]


@pytest.mark.parametrize("field", ["co_selling", "co_marketing", "account_planning"])
def test_an_isv_track_goes_to_market_together(field: str) -> None:
    fields = ("co_selling", "co_marketing", "account_planning")
    held = {name: "" if name == field else "agreed" for name in fields}
    text = track("isv", "".join(f"joint_market.{name} = '{words}'\n" for name, words in held.items()))
    at = f"tracks.isv.joint_market.{field}"
    assert said(program_of(PILOT + text), "VAL007") == [("warning", at)]
    assert said(program_of(DRAFT + text), "VAL007") == [("todo", at)]
    assert said(program_of(PILOT + text.replace("''", "'agreed'")), "VAL007") == []
    assert said(program_of(PILOT + text.replace("isv", "si")), "VAL007") == []


SERVICES = "partner_year.services_attach_percent = 1\n"


def var(may: str, kind: str = "margin", services: str = SERVICES) -> str:
    return track("var", f"may_resell = {may}\npay.kind = '{kind}'\npay.percent = 25\n{services}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (var("true"), []),
        (var("false"), ["tracks.var.may_resell"]),
        (var("false", "discount"), ["tracks.var.may_resell"]),
        (var("false", "commission"), []),
        (var("true", services=""), ["tracks.var.partner_year.services_attach_percent"]),
        (
            var("true", services="partner_year.services_attach_percent = 0\n"),
            ["tracks.var.partner_year.services_attach_percent"],
        ),
        (
            var("false", "commission") + "[extra_pay.x]\ntrack = 'var'\nkind = 'margin'\n",
            ["tracks.var.may_resell"],
        ),
        (var("false").replace("var", "si"), []),
    ],
)
def test_a_var_track_resells_with_services(text: str, expected: list[str]) -> None:
    assert said(program_of(PILOT + text), "VAL008") == [("warning", at) for at in expected]


LADDER = '[tiers.one]\nrank = 1\ntracks = ["var"]\n[tiers.two]\nrank = 2\ntracks = ["var"]\n'


@pytest.mark.parametrize(
    ("may", "at_one", "expected"),
    [
        ("true", "", []),
        ("true", "may_resell = false\n", ["tiers.one.may_resell"]),
        ("false", "may_resell = true\n", ["tracks.var.may_resell"]),
        ("false", "", ["tracks.var.may_resell"]),
    ],
)
def test_a_tier_may_rule_resale_out_or_in(may: str, at_one: str, expected: list[str]) -> None:
    program = program_of(PILOT + var(may) + LADDER.replace("rank = 1\n", "rank = 1\n" + at_one))
    assert said(program, "VAL008") == [("warning", at) for at in expected]
    for finding in found(program, "VAL008"):
        program = mended(program, finding)
    assert said(program, "VAL008") == []


def test_resale_that_is_not_written_is_to_do_in_a_draft_and_waited_for_later() -> None:
    text = track("var", SERVICES)
    assert said(program_of(DRAFT + text), "VAL008") == [("todo", "tracks.var.may_resell")]
    assert said(program_of(PILOT + text), "VAL008") == []
    assert [each.address for each in waits(program_of(PILOT + text), "VAL008")] == ["tracks.var.may_resell"]


def test_the_sample_program_lacks_only_competitors() -> None:
    program = program_of(SAMPLE.read_text(encoding="utf-8"))
    said_there = [
        (each.code, each.severity) for each in report(program).findings if each.code.startswith("VAL")
    ]
    assert said_there == [("VAL002", "warning")]
