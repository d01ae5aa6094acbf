"""CON001-CON007: registration, process, publication, stolen deals, judges, window."""

from datetime import date

import pytest
from programs import found, mended, program_of, said, waits

PILOT = '[program]\nstatus = "pilot"\n'
DRAFT = '[program]\nstatus = "draft"\n'
OUTSIDE = '[program]\nstatus = "launched"\nperspective = "outside"\n'
ENABLED = "conflict.registration.enabled"


def where(text, code):
    return [at for _, at in said(program_of(text), code)]


# ── CON001 ──


@pytest.mark.parametrize(
    ("track", "sells"),
    [
        ('type = "var"', True),
        ('type = "var"\nmay_resell = false', True),
        ('type = "si"', False),
        ('type = "si"\nmay_resell = false', False),
        ('type = "si"\nmay_resell = true', True),
        ('type = "si"\n[tiers.gold]\nrank = 1\ntracks = ["one"]\nmay_resell = true', True),
        ('type = "isv"', False),
        ('type = "isv"\njoint_market.co_selling = "Monthly account mapping"', True),
        ('type = "isv"\njoint_market.co_selling = "none"', False),
        ('type = "referral"', False),
    ],
)
def test_tracks_that_sell_register(track, sells):
    text = f"[tracks.one]\n{track}\n"
    expected = [ENABLED] if sells else []
    for status, severity in ((PILOT, "error"), (DRAFT, "todo")):
        for written in ("", "[conflict.registration]\nenabled = false\n"):
            assert said(program_of(status + text + written), "CON001") == [(severity, at) for at in expected]
        assert where(status + text + "[conflict.registration]\nenabled = true\n", "CON001") == []


def test_without_tracks_nobody_has_to_register():
    assert where(PILOT, "CON001") == []


def test_registration_waits_for_what_is_withheld():
    var = PILOT + '[tracks.var]\ntype = "var"\n'
    for text, at in [
        (var + '[conflict.registration]\nenabled = "withheld"\n', ENABLED),
        (PILOT + '[tracks.x]\ntype = "withheld"\n', "tracks.x.type"),
        (PILOT + '[tracks.x]\ntype = "si"\nmay_resell = "withheld"\n', "tracks.x.may_resell"),
        (
            PILOT + '[tracks.x]\ntype = "isv"\njoint_market.co_selling = "withheld"\n',
            "tracks.x.joint_market.co_selling",
        ),
    ]:
        assert where(text, "CON001") == []
        assert [(wait.address, wait.withheld) for wait in waits(program_of(text), "CON001")] == [(at, True)]
    assert where(var + '[tracks.x]\ntype = "withheld"\n', "CON001") == [ENABLED]


def test_an_outsider_judges_registration_only_where_it_is_written():
    text = OUTSIDE + '[tracks.var]\ntype = "var"\n'
    assert where(text, "CON001") == []
    assert where(text + "[conflict.registration]\nenabled = false\n", "CON001") == [ENABLED]


def test_the_fix_switches_registration_on():
    program = program_of(PILOT + '[tracks.var]\ntype = "var"\n')
    assert found(mended(program, found(program, "CON001")[0]), "CON001") == []


@pytest.mark.parametrize(
    ("tracks", "left_out"),
    [
        ('["var", "si"]', []),
        ('["var"]', ["si"]),
        ('["friends"]', ["var", "si"]),
        ("[]", ["var", "si"]),
        ('"none"', ["var", "si"]),
    ],
)
def test_every_track_that_sells_is_among_those_that_may_register(tracks, left_out):
    selling = '[tracks.var]\ntype = "var"\n[tracks.si]\ntype = "si"\nmay_resell = true\n'
    rules = (
        f'[tracks.friends]\ntype = "referral"\n[conflict.registration]\nenabled = true\ntracks = {tracks}\n'
    )
    program = program_of(PILOT + selling + rules)
    at = "conflict.registration.tracks"
    assert said(program, "CON001") == [("error", at)] * len(left_out)
    findings = found(program, "CON001")
    assert [each.message.split(" can meet")[0] for each in findings] == left_out
    for _ in left_out:
        program = mended(program, found(program, "CON001")[0]) if found(program, "CON001") else program
    assert said(program, "CON001") == []


@pytest.mark.parametrize("tracks", ["[]", '"none"'])
def test_in_a_draft_an_empty_list_of_who_may_register_is_to_do(tracks):
    rules = f'[tracks.var]\ntype = "var"\n[conflict.registration]\nenabled = true\ntracks = {tracks}\n'
    assert said(program_of(DRAFT + rules), "CON001") == [("todo", "conflict.registration.tracks")]


def test_who_may_register_waits_for_what_is_withheld():
    rules = '[conflict.registration]\nenabled = true\ntracks = "withheld"\n'
    at = "conflict.registration.tracks"
    var = '[tracks.var]\ntype = "var"\n'
    assert [wait.address for wait in waits(program_of(PILOT + var + rules), "CON001")] == [at]
    assert waits(program_of(PILOT + rules), "CON001") == []


# ── CON002 ──


def late(signing="", effective="", more="", partners=""):
    rules = "enabled = true\n" + (f"effective = {effective}\n" if effective else "") + more
    plan = f"[recruiting]\nfirst_signing = {signing}\n" if signing else ""
    return f"{PILOT}{plan}[conflict.registration]\n{rules}{partners}"


@pytest.mark.parametrize(
    ("effective", "fires"), [("2026-05-31", False), ("2026-06-01", False), ("2026-06-02", True)]
)
def test_registration_is_in_force_at_the_first_signing(effective, fires):
    findings = found(program_of(late("2026-06-01", effective)), "CON002")
    assert [(each.severity, each.address, each.passes) for each in findings] == (
        [("error", "conflict.registration.effective", date(2026, 6, 1))] if fires else []
    )


def test_registration_that_is_late_is_an_error_in_a_draft_too():
    text = late("2026-06-01", "2026-07-01").replace(PILOT, DRAFT)
    assert said(program_of(text), "CON002") == [("error", "conflict.registration.effective")]


@pytest.mark.parametrize("enabled", ["false", '"withheld"'])
def test_registration_that_is_not_on_is_not_late(enabled):
    assert where(late("2026-06-01", "2026-07-01").replace("true", enabled), "CON002") == []


def signed(day, track="var"):
    return f'[partners.acme]\ntrack = "{track}"\nsigned = {day}\n'


def test_a_recorded_contract_counts_as_a_signing():
    assert where(late("2026-06-01", "2026-05-15", partners=signed("2026-05-14")), "CON002")
    assert not where(late("2026-06-01", "2026-05-15", partners=signed("2026-05-15")), "CON002")
    assert where(late("", "2026-05-15", partners=signed("2026-05-14")), "CON002")


def test_partners_that_may_not_register_do_not_count():
    only = 'tracks = ["var"]\n'
    assert not where(late("2026-06-01", "2026-05-15", only, signed("2026-05-01", "friends")), "CON002")
    assert where(late("2026-06-01", "2026-05-15", only, signed("2026-05-01", "var")), "CON002")


def test_unset_days_are_asked_for():
    at = "conflict.registration.effective"
    assert said(program_of(late("2026-06-01")), "CON002") == [("error", at)]
    assert said(program_of(late("2026-06-01").replace(PILOT, DRAFT)), "CON002") == [("todo", at)]
    assert where(late("2026-06-01").replace(PILOT, OUTSIDE), "CON002") == []
    unplanned = late("", "2026-06-01")
    assert said(program_of(unplanned.replace(PILOT, DRAFT)), "CON002") == [
        ("todo", "recruiting.first_signing")
    ]
    assert [wait.address for wait in waits(program_of(unplanned), "CON002")] == ["recruiting.first_signing"]


def test_a_withheld_day_matters_only_where_it_decides():
    text = late('"withheld"', "2026-05-15")
    assert where(text, "CON002") == []
    assert [wait.withheld for wait in waits(program_of(text), "CON002")] == [True]
    assert where(text + signed("2026-05-14"), "CON002") == ["conflict.registration.effective"]


# ── CON003 ──

PROCESS = """
[conflict.accounts.all]
owner = "shared"
applies_to = "All accounts"
[conflict.registration]
enabled = true
protection_days = 90
scope = "opportunity"
approval_hours = 48
tie_break = "first-approved"
extension_days = 0
rejection_grounds = ["existing customer"]
[conflict.resolution]
escalation_hours = 72
"""
PARTS = {
    "protection_days = 90": "conflict.registration.protection_days",
    'scope = "opportunity"': "conflict.registration.scope",
    "approval_hours = 48": "conflict.registration.approval_hours",
    'tie_break = "first-approved"': "conflict.registration.tie_break",
    "extension_days = 0": "conflict.registration.extension_days",
    'rejection_grounds = ["existing customer"]': "conflict.registration.rejection_grounds",
    "escalation_hours = 72": "conflict.resolution.escalation_hours",
}
ACCOUNTS = '[conflict.accounts.all]\nowner = "shared"\napplies_to = "All accounts"\n'


def test_a_whole_process_passes():
    assert where(PILOT + PROCESS, "CON003") == []


@pytest.mark.parametrize(("line", "at"), PARTS.items())
def test_each_part_of_the_process_is_needed(line, at):
    text = PROCESS.replace(line + "\n", "")
    assert said(program_of(PILOT + text), "CON003") == [("error", at)]
    assert said(program_of(DRAFT + text), "CON003") == [("todo", at)]
    assert where(OUTSIDE + text, "CON003") == []
    name = line.split(" = ")[0]
    withheld = program_of(PILOT + PROCESS.replace(line, f'{name} = "withheld"'))
    assert said(withheld, "CON003") == []
    assert [(wait.address, wait.withheld) for wait in waits(withheld, "CON003")] == [(at, True)]


@pytest.mark.parametrize("written", ['"none"', '"discretion"', "30", "0"])
def test_no_extension_is_an_answer(written):
    assert where(PILOT + PROCESS.replace("extension_days = 0", f"extension_days = {written}"), "CON003") == []


@pytest.mark.parametrize("grounds", ["[]", '"none"'])
def test_grounds_that_are_written_as_absent_are_missing_outside_too(grounds):
    text = PROCESS.replace('["existing customer"]', grounds)
    for status in (PILOT, OUTSIDE):
        assert where(status + text, "CON003") == ["conflict.registration.rejection_grounds"]


def test_account_rules_are_needed_and_say_both_things():
    text = PILOT + PROCESS
    assert where(text.replace(ACCOUNTS, ""), "CON003") == ["conflict.accounts"]
    assert where(text.replace('owner = "shared"\n', ""), "CON003") == ["conflict.accounts.all.owner"]
    assert where(text.replace('"All accounts"', '" "'), "CON003") == ["conflict.accounts.all.applies_to"]


def test_account_rules_outside_are_none_only_where_all_are_published():
    text = PROCESS.replace(ACCOUNTS, "")
    assert where(OUTSIDE + text, "CON003") == []
    assert where(OUTSIDE + 'complete = ["accounts"]\n' + text, "CON003") == ["conflict.accounts"]


@pytest.mark.parametrize("enabled", ["false", '"withheld"'])
def test_a_process_is_asked_for_only_where_registration_is_on(enabled):
    assert where(f"{PILOT}[conflict.registration]\nenabled = {enabled}\n", "CON003") == []
    assert where(PILOT, "CON003") == []


def test_an_unset_window_comes_with_the_days_that_would_do():
    text = PROCESS.replace("protection_days = 90\n", "")
    cycle = "[company]\nsales_cycle_mean_days = 75\nsales_cycle_variation = 0.6\n"
    (finding,) = found(program_of(PILOT + text + cycle), "CON003")
    assert finding.fix == "103 days cover 80 % of sales cycles"


# ── CON004 ──


def published(url='"https://example.org"', version='"1.0"', current='"1.0"', status="pilot", more=""):
    lines = [f'[program]\nstatus = "{status}"\n{more}', f"version = {current}\n" if current else ""]
    lines += ["[conflict.published]\n", f"url = {url}\n" if url else ""]
    return "".join([*lines, f"version = {version}\n" if version else ""])


URL, VERSION = "conflict.published.url", "conflict.published.version"


@pytest.mark.parametrize(
    ("text", "at"),
    [
        (published(), []),
        (published(current='" 1.0"'), []),
        (published(url=""), [URL]),
        (published(url='"none"'), [URL]),
        (published(version=""), [VERSION]),
        (published(version='"0.9"'), [VERSION]),
        (published(version='"1.0.0"'), [VERSION]),
        (published(current=""), ["program.version"]),
        (published(url="", version="", current=""), [URL, VERSION]),
    ],
)
def test_rules_can_be_read_in_the_version_of_the_program(text, at):
    assert said(program_of(text), "CON004") == [("error", each) for each in at]
    draft = text.replace('"pilot"', '"draft"')
    assert said(program_of(draft), "CON004") == [("todo", each) for each in at]


def test_an_old_version_names_the_one_that_passes():
    program = program_of(published(version='"0.9"'))
    (finding,) = found(program, "CON004")
    assert (finding.found, finding.limit, finding.passes) == ("0.9", "1.0", "1.0")
    assert found(mended(program, finding), "CON004") == []


def test_publication_that_is_withheld_or_not_seen_waits():
    for text in (published(url='"withheld"', version='"withheld"'), published(current='"withheld"')):
        assert where(text, "CON004") == []
        assert waits(program_of(text), "CON004")
    assert where(OUTSIDE, "CON004") == []


# ── CON005 ──


def incident(active="true", consent="false", remedy=""):
    lines = ["[conflict.incidents.one]\n", f"registration_active = {active}\n" if active else ""]
    lines += [f"partner_consented = {consent}\n" if consent else "", f"remedy = {remedy}\n" if remedy else ""]
    return "".join(lines)


AT = "conflict.incidents.one"


@pytest.mark.parametrize(
    ("text", "at"),
    [
        (incident(), f"{AT}.remedy"),
        (incident(remedy='"none"'), f"{AT}.remedy"),
        (incident(consent=""), f"{AT}.remedy"),
        (incident(remedy='"Full margin"'), ""),
        (incident(consent="true"), ""),
        (incident(active="false"), ""),
        (incident(active=""), f"{AT}.registration_active"),
        (incident(active="", remedy='"Full margin"'), ""),
        (incident(active="", consent="true"), ""),
    ],
)
def test_a_stolen_deal_needs_a_remedy(text, at):
    assert said(program_of(PILOT + text), "CON005") == ([("error", at)] if at else [])
    assert said(program_of(DRAFT + text), "CON005") == ([("todo", at)] if at else [])


@pytest.mark.parametrize(
    ("text", "at"),
    [
        (incident(active='"withheld"'), f"{AT}.registration_active"),
        (incident(consent='"withheld"'), f"{AT}.partner_consented"),
        (incident(remedy='"withheld"'), f"{AT}.remedy"),
    ],
)
def test_an_incident_waits_for_what_is_withheld(text, at):
    program = program_of(PILOT + text)
    assert said(program, "CON005") == []
    assert [wait.address for wait in waits(program, "CON005")] == [at]


def test_incidents_are_judged_one_by_one():
    text = PILOT + incident(remedy='"withheld"') + incident().replace("one", "two")
    assert where(text, "CON005") == ["conflict.incidents.two.remedy"]


# ── CON006 ──

NEUTRAL = """
[conflict.registration]
enabled = true
approver_has_quota = false
[conflict.resolution]
adjudicator = "Revenue operations"
adjudicator_has_quota = false
remedy = "Full pay"
direct_reps_paid_on_partner_deals = true
"""
RESOLUTION = "conflict.resolution"


def test_a_neutral_judge_with_a_remedy_passes():
    assert where(PILOT + NEUTRAL, "CON006") == []


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ('adjudicator = "Revenue operations"\n', "", f"{RESOLUTION}.adjudicator"),
        ('"Revenue operations"', '"none"', f"{RESOLUTION}.adjudicator"),
        (
            "adjudicator_has_quota = false",
            "adjudicator_has_quota = true",
            f"{RESOLUTION}.adjudicator_has_quota",
        ),
        ("adjudicator_has_quota = false\n", "", f"{RESOLUTION}.adjudicator_has_quota"),
        (
            "approver_has_quota = false",
            "approver_has_quota = true",
            "conflict.registration.approver_has_quota",
        ),
        ("approver_has_quota = false\n", "", "conflict.registration.approver_has_quota"),
        (
            "direct_reps_paid_on_partner_deals = true",
            "direct_reps_paid_on_partner_deals = false",
            f"{RESOLUTION}.direct_reps_paid_on_partner_deals",
        ),
        (
            "direct_reps_paid_on_partner_deals = true\n",
            "",
            f"{RESOLUTION}.direct_reps_paid_on_partner_deals",
        ),
    ],
)
def test_a_judge_who_is_a_party_is_a_warning_and_an_error_without_a_remedy(old, new, at):
    text = NEUTRAL.replace(old, new)
    assert said(program_of(PILOT + text), "CON006") == [("warning", at)]
    without = text.replace('remedy = "Full pay"\n', "")
    assert said(program_of(PILOT + without), "CON006") == [("error", at), ("error", f"{RESOLUTION}.remedy")]
    private = text.replace('"Full pay"', '"withheld"')
    assert said(program_of(PILOT + private), "CON006") == [("warning", at)]


def test_a_missing_remedy_is_an_error_by_itself():
    text = NEUTRAL.replace('"Full pay"', '""')
    assert said(program_of(PILOT + text), "CON006") == [("error", f"{RESOLUTION}.remedy")]
    assert said(program_of(DRAFT + text), "CON006") == [("todo", f"{RESOLUTION}.remedy")]


def test_an_approver_matters_only_where_registration_is_on():
    text = NEUTRAL.replace("enabled = true", "enabled = false").replace("approver_has_quota = false\n", "", 1)
    assert where(PILOT + text, "CON006") == []


def test_in_a_draft_a_written_quota_is_a_warning_and_an_unset_one_to_do():
    quota = NEUTRAL.replace("adjudicator_has_quota = false", "adjudicator_has_quota = true")
    assert [severity for severity, _ in said(program_of(DRAFT + quota), "CON006")] == ["warning"]
    unset = NEUTRAL.replace("adjudicator_has_quota = false\n", "")
    assert [severity for severity, _ in said(program_of(DRAFT + unset), "CON006")] == ["todo"]


def test_the_fixes_make_the_judge_neutral():
    text = NEUTRAL.replace("quota = false", "quota = true").replace("deals = true", "deals = false")
    program = program_of(PILOT + text)
    assert len(found(program, "CON006")) == 3
    for finding in found(program, "CON006"):
        program = mended(program, finding)
    assert found(program, "CON006") == []


def test_judges_outside_are_judged_only_where_they_are_written():
    assert where(OUTSIDE, "CON006") == []
    text = "[conflict.resolution]\ndirect_reps_paid_on_partner_deals = false\n"
    assert len(where(OUTSIDE + text, "CON006")) == 1


# ── CON007 ──


def window(days, extension="0", mean="75", variation="0.6", more=""):
    return (
        f"[company]\nsales_cycle_mean_days = {mean}\nsales_cycle_variation = {variation}\n"
        f"[conflict.registration]\nenabled = true\nprotection_days = {days}\nextension_days = {extension}\n{more}"
    )


@pytest.mark.parametrize(
    ("days", "extension", "passes"),
    [
        (102, "0", 103),
        (103, "0", None),
        (72, "30", 73),
        (73, "30", None),
        (102, '"discretion"', 103),
        (102, '"none"', 103),
        (0, "103", None),
    ],
)
def test_the_window_outlasts_four_cycles_in_five(days, extension, passes):
    program = program_of(PILOT + window(days, extension))
    findings = found(program, "CON007")
    assert [(each.severity, each.address, each.passes) for each in findings] == (
        [("warning", "conflict.registration.protection_days", passes)] if passes is not None else []
    )
    for finding in findings:
        assert "window_cover_percent" in finding.source
        assert found(mended(program, finding), "CON007") == []


def test_the_share_that_a_window_covers_is_an_assumption():
    text = PILOT + window(103) + "[assumptions.window_cover_percent]\nvalue = 85\n"
    assert where(text, "CON007") == ["conflict.registration.protection_days"]


def test_no_window_covers_everything():
    text = PILOT + window(1000) + "[assumptions.window_cover_percent]\nvalue = 100\n"
    (finding,) = found(program_of(text), "CON007")
    assert (finding.passes, finding.fix) == (None, "no window is long enough")


@pytest.mark.parametrize(
    ("values", "at"),
    [
        ({"days": '"withheld"'}, "conflict.registration.protection_days"),
        ({"extension": '"withheld"'}, "conflict.registration.extension_days"),
        ({"mean": '"withheld"'}, "company.sales_cycle_mean_days"),
        ({"variation": '"withheld"'}, "company.sales_cycle_variation"),
    ],
)
def test_a_window_waits_for_what_is_withheld(values, at):
    program = program_of(PILOT + window(**{"days": 10, **values}))
    assert said(program, "CON007") == []
    assert [(wait.address, wait.withheld) for wait in waits(program, "CON007")] == [(at, True)]


def test_a_window_of_a_registration_that_is_off_is_not_judged():
    assert where(PILOT + window(1).replace("enabled = true", "enabled = false"), "CON007") == []
