"""ENB: material, portal, length, rhythm."""

import pytest
from programs import found, mended, program_of, report, said, waits

from partnerbook.checks.enablement.length import split_evenly
from partnerbook.program.fields import WITHHELD

PILOT = '[program]\nstatus = "pilot"\n'
OUTSIDE = '[program]\nstatus = "launched"\nperspective = "outside"\n'
COMPLETE = OUTSIDE + 'complete = ["modules"]\n'


def module(key, **values):
    lines = "".join(f"{name} = {value}\n" for name, value in values.items())
    return f"[enablement.modules.{key}]\n{lines}"


PLAYBOOK = module("playbook", kind='"playbook"')
VIDEO = module("pitch", kind='"video"', minutes=9)
CARD = module("card", kind='"battle-card"', pages=1)


# ── ENB001 ──


def test_a_new_draft_is_asked_for_a_playbook_and_training():
    assert said(program_of(""), "ENB001") == [
        ("todo", "enablement.modules.playbook"),
        ("todo", "enablement.modules.training"),
    ]


def test_from_pilot_on_missing_material_is_an_error():
    assert {severity for severity, _ in said(program_of(PILOT), "ENB001")} == {"error"}


@pytest.mark.parametrize("playbook", [PLAYBOOK, '[company.proof]\nsales_playbook = "docs/how.md"\n'])
@pytest.mark.parametrize("kind", ["video", "course", "live"])
def test_a_playbook_anywhere_and_any_training_will_do(playbook, kind):
    assert said(program_of(PILOT + playbook + module("training", kind=f'"{kind}"')), "ENB001") == []


@pytest.mark.parametrize("kind", ["battle-card", "playbook", "integration-docs", "document"])
def test_other_modules_are_no_training(kind):
    where = [at for _, at in said(program_of(PILOT + module("one", kind=f'"{kind}"')), "ENB001")]
    assert "enablement.modules.training" in where


def test_a_playbook_that_is_written_as_absent_or_blank_is_none():
    for words in ('"none"', '""', '"  "'):
        text = f"{PILOT}[company.proof]\nsales_playbook = {words}\n{VIDEO}"
        assert said(program_of(text), "ENB001") == [("error", "enablement.modules.playbook")]


def test_a_withheld_playbook_waits_and_training_is_judged():
    text = f'{PILOT}[company.proof]\nsales_playbook = "{WITHHELD}"\n'
    program = program_of(text)
    assert said(program, "ENB001") == [("error", "enablement.modules.training")]
    assert [(wait.address, wait.withheld) for wait in waits(program, "ENB001")] == [
        ("company.proof.sales_playbook", True)
    ]


def test_a_module_of_a_withheld_kind_may_be_what_is_missing():
    program = program_of(PILOT + PLAYBOOK + module("one", kind='"withheld"'))
    assert said(program, "ENB001") == []
    assert [wait.address for wait in waits(program, "ENB001")] == ["enablement.modules.one.kind"]


def test_an_outsider_does_not_know_what_else_there_is():
    assert said(program_of(OUTSIDE), "ENB001") == []
    assert said(program_of(COMPLETE), "ENB001") == [("error", "enablement.modules.training")]
    assert [wait.address for wait in waits(program_of(COMPLETE), "ENB001")] == [
        "company.proof.sales_playbook"
    ]


ISV = PILOT + PLAYBOOK + VIDEO + '[tracks.apps]\ntype = "isv"\n'


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ("", ["enablement.modules.integration-docs"]),
        (module("guide", kind='"integration-docs"', tracks='["apps"]'), []),
        (module("guide", kind='"integration-docs"'), []),
        (
            module("guide", kind='"integration-docs"', tracks='["other"]'),
            ["enablement.modules.integration-docs"],
        ),
        ('[integrations.sync]\ntrack = "apps"\ndocuments = "docs/sync.md"\n', []),
        ('[integrations.sync]\ntrack = "apps"\n', ["integrations.sync.documents"]),
        ('[integrations.sync]\ntrack = "apps"\ndocuments = "withheld"\n', []),
        (
            '[integrations.sync]\ntrack = "other"\ndocuments = "x"\n',
            ["enablement.modules.integration-docs"],
        ),
    ],
)
def test_an_isv_track_needs_integration_documents(more, where):
    assert [at for _, at in said(program_of(ISV + more), "ENB001")] == where


def test_other_tracks_need_no_integration_documents():
    for kind in ("referral", "var", "si"):
        assert said(program_of(ISV.replace("isv", kind)), "ENB001") == []


def test_the_fix_of_missing_material_adds_it():
    program = program_of(PILOT + '[tracks.apps]\ntype = "isv"\n[tracks.more]\ntype = "isv"\n')
    while findings := found(program, "ENB001"):
        program = mended(program, findings[0])
    kinds = [module.kind for module in program.enablement.modules.values()]
    assert sorted(kinds) == ["integration-docs", "integration-docs", "playbook", "video"]
    assert not [each for each in report(program).findings if each.code in ("ENB003", "ENB004")]


# ── ENB002 ──


REGISTERED = "[conflict.registration]\nenabled = true\nin_portal = true\n"
IN_PORTAL = "in_portal = true\n"
PORTAL = '[enablement]\nportal = "wiki-and-form"\n'
WHOLE = PILOT + PORTAL + VIDEO + IN_PORTAL + CARD + IN_PORTAL + REGISTERED


def test_a_portal_with_all_three_passes():
    for portal in ("wiki-and-form", "partner-portal"):
        assert said(program_of(WHOLE.replace("wiki-and-form", portal)), "ENB002") == []


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        (VIDEO + IN_PORTAL, "", "enablement.modules.training"),
        (CARD + IN_PORTAL, "", "enablement.modules.battle-card"),
        (VIDEO + IN_PORTAL, VIDEO + "in_portal = false\n", "enablement.modules.pitch.in_portal"),
        (VIDEO + IN_PORTAL, VIDEO, "enablement.modules.pitch.in_portal"),
        (CARD + IN_PORTAL, CARD + "in_portal = false\n", "enablement.modules.card.in_portal"),
        ("enabled = true", "enabled = false", "conflict.registration.enabled"),
        ("enabled = true\n", "", "conflict.registration.enabled"),
        (REGISTERED, "[conflict.registration]\nenabled = true\n", "conflict.registration.in_portal"),
        (
            REGISTERED,
            "[conflict.registration]\nenabled = true\nin_portal = false\n",
            "conflict.registration.in_portal",
        ),
        ('portal = "wiki-and-form"', 'portal = "none"', "enablement.portal"),
        ('portal = "wiki-and-form"\n', "", "enablement.portal"),
    ],
)
def test_what_the_portal_lacks(old, new, where):
    assert old in WHOLE
    assert said(program_of(WHOLE.replace(old, new)), "ENB002") == [("warning", where)]


def test_a_second_video_outside_the_portal_is_found_too():
    text = WHOLE + module("more", kind='"live"', in_portal="false")
    assert said(program_of(text), "ENB002") == [("warning", "enablement.modules.more.in_portal")]


def test_playbooks_and_documents_need_not_be_in_the_portal():
    for kind in ("playbook", "integration-docs", "document"):
        text = WHOLE + module("more", kind=f'"{kind}"', in_portal="false")
        assert said(program_of(text), "ENB002") == []


def test_in_a_draft_only_what_is_written_as_absent_is_more_than_to_do():
    draft = WHOLE.replace(PILOT, "")
    blank = draft.replace('portal = "wiki-and-form"\n', "")
    assert said(program_of(blank), "ENB002") == [("todo", "enablement.portal")]
    assert said(program_of(draft.replace(CARD + IN_PORTAL, CARD)), "ENB002") == [
        ("todo", "enablement.modules.card.in_portal")
    ]
    none = draft.replace("wiki-and-form", "none")
    assert said(program_of(none), "ENB002") == [("warning", "enablement.portal")]
    off = draft.replace("enabled = true", "enabled = false")
    assert said(program_of(off), "ENB002") == [("warning", "conflict.registration.enabled")]


@pytest.mark.parametrize(("arr", "portal"), [(20_000_000, "wiki-and-form"), (20_000_001, "partner-portal")])
def test_the_portal_that_passes_depends_on_revenue(arr, portal):
    text = WHOLE.replace("wiki-and-form", "none") + f"[company]\narr = {arr}\n"
    assert [finding.passes for finding in found(program_of(text), "ENB002")] == [portal]


def test_the_fixes_of_the_portal_pass():
    text = PILOT + PORTAL.replace("wiki-and-form", "none") + VIDEO + "in_portal = false\n"
    program = program_of(text + "[conflict.registration]\nenabled = false\n")
    while findings := found(program, "ENB002"):
        program = mended(program, findings[0])
    assert program.conflict.registration.in_portal is True


def test_a_withheld_portal_waits():
    program = program_of(WHOLE.replace("wiki-and-form", WITHHELD))
    assert said(program, "ENB002") == []
    assert [wait.address for wait in waits(program, "ENB002")] == ["enablement.portal"]


# ── ENB003, ENB004 ──


@pytest.mark.parametrize(
    ("minutes", "parts"),
    [("0", 0), ("9.99", 0), ("10", 0), ("10.0", 0), ("10.01", 2), ("14", 2), ("20.5", 3)],
)
@pytest.mark.parametrize("kind", ["video", "course"])
def test_a_long_module_says_into_how_many_it_splits(kind, minutes, parts):
    findings = found(program_of(module("one", kind=f'"{kind}"', minutes=minutes)), "ENB003")
    if not parts:
        assert findings == []
        return
    (finding,) = findings
    assert (finding.severity, finding.address) == ("error", "enablement.modules.one.minutes")
    assert f"{parts} modules of at most 10 minutes" in finding.fix
    assert (finding.limit, finding.source) == ("10 minutes", "card, src4")


@pytest.mark.parametrize("kind", ["live", "battle-card", "playbook", "integration-docs", "document"])
def test_other_kinds_may_be_long(kind):
    assert said(program_of(PILOT + module("one", kind=f'"{kind}"', minutes=90)), "ENB003") == []


@pytest.mark.parametrize(
    ("code", "kind", "name"), [("ENB003", "video", "minutes"), ("ENB004", "battle-card", "pages")]
)
def test_a_length_that_nobody_knows(code, kind, name):
    text, at = module("one", kind=f'"{kind}"'), f"enablement.modules.one.{name}"
    assert said(program_of(text), code) == [("todo", at)]
    assert said(program_of(PILOT + text), code) == [("error", at)]
    for program in (program_of(OUTSIDE + text), program_of(f'{PILOT}{text}{name} = "withheld"\n')):
        assert said(program, code) == []
        assert [wait.address for wait in waits(program, code)] == [at]


def test_a_withheld_length_does_not_silence_the_other_modules():
    text = module("one", kind='"video"', minutes='"withheld"') + module("two", kind='"video"', minutes=11)
    assert said(program_of(text), "ENB003") == [("error", "enablement.modules.two.minutes")]


LONG = """
[enablement.modules.first]
title = "Why us"
kind = "course"
minutes = 25
tracks = ["var"]
in_portal = true
owner = "Marketing"
file = "why.mp4"
[enablement.modules.first-2]
kind = "document"
[enablement.modules.last]
kind = "document"
"""


def test_splitting_is_one_change_with_parts_in_place_and_keys_of_their_own():
    program = program_of(LONG)
    (finding,) = found(program, "ENB003")
    modules = mended(program, finding).enablement.modules
    keys = list(modules)
    assert (keys[0], keys[3:]) == ("first", ["first-2", "last"])
    parts = [modules[key] for key in keys[:3]]
    assert [part.minutes for part in parts] == [9, 8, 8]
    assert [part.title for part in parts] == [f"Why us, part {n} of 3" for n in (1, 2, 3)]
    shared = {(part.kind, part.tracks, part.in_portal, part.owner) for part in parts}
    assert shared == {("course", ("var",), True, "Marketing")}
    assert [part.file for part in parts] == ["why.mp4", None, None]
    assert found(mended(program, finding), "ENB003") == []


def test_splitting_the_last_module_keeps_the_order():
    program = program_of(module("a", kind='"document"') + module('"b c"', kind='"video"', minutes=31))
    modules = mended(program, found(program, "ENB003")[0]).enablement.modules
    assert list(modules) == ["a", "b c", "b c-2", "b c-3", "b c-4"]
    assert modules["b c"].title == "Part 1 of 4"


def test_a_slip_of_the_keyboard_is_not_split_into_thousands():
    for minutes in ("201", "100000", "1e300"):
        (finding,) = found(program_of(module("one", kind='"video"', minutes=minutes)), "ENB003")
        assert finding.edits == ()
    assert len(found(program_of(module("one", kind='"video"', minutes=200)), "ENB003")[0].edits) == 21


@pytest.mark.parametrize(
    ("minutes", "number", "parts"),
    [
        (14, 2, (7, 7)),
        (25, 3, (9, 8, 8)),
        (14.5, 2, (7.5, 7)),
        (10.25, 2, (5.25, 5)),
        (29.9, 3, (10, 10, 9.9)),
    ],
)
def test_parts_add_up_and_none_is_too_long(minutes, number, parts):
    assert split_evenly(minutes, number) == parts


@pytest.mark.parametrize(("pages", "fires"), [("0.5", False), ("1", False), ("1.01", True), ("2", True)])
def test_a_battle_card_is_one_page(pages, fires):
    findings = found(program_of(module("card", kind='"battle-card"', pages=pages)), "ENB004")
    assert [(each.severity, each.address, each.passes) for each in findings] == (
        [("error", "enablement.modules.card.pages", 1)] if fires else []
    )


def test_a_document_may_have_many_pages():
    assert said(program_of(PILOT + module("doc", kind='"document"', pages=40)), "ENB004") == []


# ── ENB005 ──


@pytest.mark.parametrize(
    ("months", "fires"), [("3", False), ("12", False), ("12.5", True), ("24", True), ("0", True)]
)
def test_training_comes_round_within_a_year(months, fires):
    program = program_of(f"[enablement]\ntraining_every_months = {months}\n")
    findings = found(program, "ENB005")
    assert [(each.severity, each.passes) for each in findings] == ([("warning", 12)] if fires else [])
    if fires:
        assert "assumption training_months" in findings[0].source
        assert found(mended(program, findings[0]), "ENB005") == []


def test_the_limit_of_training_is_an_assumption():
    text = "[enablement]\ntraining_every_months = 7\n[assumptions.training_months]\nvalue = 6.5\n"
    assert [each.passes for each in found(program_of(text), "ENB005")] == [6.5]


def test_no_rhythm_of_training_is_to_do_then_a_warning_and_unknown_outside():
    at = "enablement.training_every_months"
    assert said(program_of(""), "ENB005") == [("todo", at)]
    assert said(program_of(PILOT), "ENB005") == [("warning", at)]
    assert said(program_of(OUTSIDE), "ENB005") == []
    assert said(program_of(f'{PILOT}[enablement]\ntraining_every_months = "withheld"\n'), "ENB005") == []


# ── ENB006, ENB007 ──

TRACKS = '[tracks.var]\ntype = "var"\n[tracks.ref]\ntype = "referral"\nname = "Friends"\n'


def test_each_track_is_named_by_a_module():
    text = PILOT + TRACKS + module("one", tracks='["var"]')
    program = program_of(text)
    (finding,) = found(program, "ENB006")
    assert (finding.severity, finding.address) == ("warning", "enablement.modules.ref")
    assert "Friends" in finding.message
    assert found(mended(program, finding), "ENB006") == []
    assert said(program_of(text + module("two", tracks='["other", "ref"]')), "ENB006") == []


def test_without_any_module_covering_tracks_is_still_to_do_in_a_draft():
    assert {severity for severity, _ in said(program_of(TRACKS), "ENB006")} == {"todo"}
    assert {severity for severity, _ in said(program_of(PILOT + TRACKS), "ENB006")} == {"warning"}


def test_a_module_with_withheld_tracks_may_cover_the_rest():
    program = program_of(
        PILOT + TRACKS + module("one", tracks='["var"]') + module("two", tracks='"withheld"')
    )
    assert said(program, "ENB006") == []
    assert [wait.address for wait in waits(program, "ENB006")] == ["enablement.modules.two.tracks"]


def test_an_outsider_judges_coverage_where_all_modules_are_listed():
    assert said(program_of(OUTSIDE + TRACKS + module("one", tracks='["var"]')), "ENB006") == []
    assert said(program_of(COMPLETE + TRACKS + module("one", tracks='["var"]')), "ENB006") == [
        ("warning", "enablement.modules.ref")
    ]


def test_each_module_has_an_owner():
    text = module("one", owner='"Marketing"') + module("two", owner='" "') + module("three", title='"T"')
    expected = ["enablement.modules.two.owner", "enablement.modules.three.owner"]
    assert said(program_of(text), "ENB007") == [("todo", at) for at in expected]
    assert said(program_of(PILOT + text), "ENB007") == [("note", at) for at in expected]
    assert said(program_of(OUTSIDE + text), "ENB007") == [("note", expected[0])]


def test_a_withheld_owner_waits():
    assert said(program_of(PILOT + module("one", owner='"withheld"')), "ENB007") == []
