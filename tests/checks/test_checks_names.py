"""CHK002: names that no table has; and that thousands of partners are not looked through for them."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from programs import TODAY, found, mended, program_of, report, waits

from partnerbook.checks import engine, partner_names
from partnerbook.checks.engine import Engine
from partnerbook.program.address import join
from partnerbook.program.edit import Add, EditError, Move, Remove, Rename, Set, Unset, apply
from partnerbook.program.locate import value_at
from partnerbook.program.program import Program
from partnerbook.program.recruiting import Partner
from partnerbook.program.references import is_checked, references
from partnerbook.workbook.read import read

BOOK = """
[program]
owner = "lead"
[team.lead]
role = "partner-manager"
[tracks.var]
type = "var"
[tracks.isv]
type = "isv"
[extra_pay.services]
track = "var"
[metrics.deals]
measures = "activity"
[benefits.portal]
name = "Portal"
[tiers.gold]
rank = 1
tracks = ["var"]
[tiers.gold.pay_percent]
var = 25                          # a margin
services = 5
[tiers.gold.requires]
deals = 3
[tiers.gold.benefits]
portal = "Yes"
[tiers.gold.alternatives]
either = ["deals"]
[enablement.modules.pitch]
tracks = ["var", "isv"]
owner = "somebody in marketing"
[partners.acme]
track = "var"
tier = "gold"
manager = "Ann, who is not in the team table"
metrics = { deals = 3 }
[conflict.incidents.one]
partner = "acme"
"""


def told(text: str) -> list[tuple[str, str, str]]:
    return [(each.address, each.message, each.fix) for each in found(program_of(text), "CHK002")]


def with_partners(number: int, **facts: Any) -> Program:
    partners = {f"p{n}": Partner(track="var", tier="gold", **facts) for n in range(number)}
    return program_of(BOOK).model_copy(update={"partners": partners})


def codes(program: Program) -> list[tuple[str, str]]:
    return [(each.address, each.message) for each in found(program, "CHK002")]


def test_names_that_are_there_are_not_spoken_of() -> None:
    assert told(BOOK) == []
    assert told("") == []


@pytest.mark.parametrize(
    ("old", "new", "at", "message", "fix"),
    [
        ('owner = "lead"', 'owner = "leed"', "program.owner", 'team member "leed"', "lead"),
        ("var = 25 ", "vra = 25 ", "tiers.gold.pay_percent.vra", 'track or extra pay line "vra"', "var"),
        ('tracks = ["var"]', 'tracks = ["vra"]', "tiers.gold.tracks", 'track "vra"', "var"),
        ('"isv"]', '"ivs"]', "enablement.modules.pitch.tracks", 'track "ivs"', "var, isv"),
        ('portal = "Yes"', 'prtal = "Yes"', "tiers.gold.benefits.prtal", 'benefit "prtal"', "portal"),
        (
            'either = ["deals"]',
            'either = ["deal"]',
            "tiers.gold.alternatives.either",
            'metric "deal"',
            "deals",
        ),
        (
            'services]\ntrack = "var"',
            'services]\ntrack = "va"',
            "extra_pay.services.track",
            'track "va"',
            "var",
        ),
        ('tier = "gold"', 'tier = "golden"', "partners.acme.tier", 'tier "golden"', "gold"),
        ("{ deals = 3 }", "{ deal = 3 }", "partners.acme.metrics.deal", 'metric "deal"', "deals"),
        ('partner = "acme"', 'partner = "akme"', "conflict.incidents.one.partner", 'partner "akme"', "acme"),
    ],
)
@pytest.mark.parametrize("status", ["draft", "launched"])
def test_a_name_that_is_not_there_is_a_warning_and_the_nearest_mends_it(
    old: str, new: str, at: str, message: str, fix: str, status: str
) -> None:
    assert BOOK.count(old) == 1
    program = program_of(BOOK.replace("[program]", f'[program]\nstatus = "{status}"').replace(old, new))
    (finding,) = found(program, "CHK002")
    assert (finding.severity, finding.address) == ("warning", at)
    assert finding.message == f"there is no {message}"
    assert finding.fix == f"{fix} passes (the nearest name)"
    assert found(mended(program, finding), "CHK002") == []


@pytest.mark.parametrize(
    ("old", "new", "message", "fix"),
    [
        ('tracks = ["var"]', 'tracks = ["var", "referral"]', 'track "referral"', "add [tracks.referral]"),
        ('portal = "Yes"', '"a b" = "x"', 'benefit "a b"', 'add [benefits."a b"]'),
        ("services = 5", "vra = 5", 'track or extra pay line "vra"', "has its entry already"),
        ('tracks = ["var"]', 'tracks = ["x", "vra"]', 'track "x" and no "vra"', "add [tracks.x]"),
        ('tracks = ["var"]', 'tracks = ["1", "2", "3", "4", "5"]', '"3", nor 2 others', "add [tracks.1]"),
    ],
)
def test_where_no_name_will_do_none_is_offered(old: str, new: str, message: str, fix: str) -> None:
    (finding,) = found(program_of(BOOK.replace(old, new)), "CHK002")
    assert message in finding.message
    assert fix in finding.fix
    assert finding.mending == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("deals = 3\n", "dals = 3\n"),  # TIE005 speaks of it
        ('[team.lead]\nrole = "partner-manager"\n', ""),  # FRM009 speaks of it
        ('tracks = ["var"]', 'tracks = "none"'),
        ('tier = "gold"', 'tier = "none"'),
    ],
)
def test_what_another_check_judges_and_a_known_absence_is_left_alone(old: str, new: str) -> None:
    assert old in BOOK
    assert told(BOOK.replace(old, new)) == []


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ('owner = "lead"', 'owner = "withheld"', "program.owner"),
        ('tracks = ["var"]', 'tracks = "withheld"', "tiers.gold.tracks"),
        ('tier = "gold"', 'tier = "withheld"', "partners.acme.tier"),
    ],
)
def test_a_name_that_is_withheld_neither_passes_nor_fails(old: str, new: str, at: str) -> None:
    program = program_of(BOOK.replace(old, new).replace('"isv"]', '"ivs"]'))
    assert [(each.address, each.withheld) for each in waits(program, "CHK002")] == [(at, True)]
    assert [at for at, _ in codes(program)] == ["enablement.modules.pitch.tracks"]


def test_from_outside_only_what_must_be_listed_can_be_missing() -> None:
    text = BOOK.replace('owner = "lead"', 'perspective = "outside"\nowner = "somebody"')
    text = text.replace('partner = "acme"', 'partner = "other"').replace(
        'tracks = ["var"]', 'tracks = ["vra"]'
    )
    assert [at for at, *_ in told(text)] == ["tiers.gold.tracks"]
    assert {each.address for each in waits(program_of(text), "CHK002")} == {
        "program.owner",
        "conflict.incidents.one.partner",
    }
    complete = text.replace("[program]", '[program]\ncomplete = ["team", "partners"]')
    assert len(told(complete)) == 3


def test_it_can_be_waived() -> None:
    waiver = """
    [waivers.soon]
    check = "CHK002"
    at = "tiers.gold.tracks"
    reason = "The track follows in spring."
    owner = "CFO"
    expires = 2027-03-31
    """
    (finding,) = found(program_of(BOOK.replace('tracks = ["var"]', 'tracks = ["si"]') + waiver), "CHK002")
    assert finding.waived


def test_it_is_no_remark_on_the_file_as_well() -> None:
    assert read(f"format = 1\n{BOOK}".replace('tracks = ["var"]', 'tracks = ["vra"]').encode()).problems == ()


@pytest.mark.parametrize(
    "sample",
    sorted((Path(__file__).parents[2] / "sample_programs").glob("*.program.toml")),
    ids=lambda path: path.stem,
)
def test_samples_name_only_what_is_there(sample: Path) -> None:
    program = read(sample).program
    assert program is not None
    assert codes(program) == []


# ── many partners ────────────────────────────────────────────────────────────


def test_all_that_a_partner_can_name_is_looked_at() -> None:
    named = [each for each in references(program_of(BOOK)) if each.address.startswith("partners.")]
    fields = {each.address.split(".")[2]: each.tables for each in named if is_checked(each)}
    assert {name: (table,) for name, table in partner_names.TABLES.items()} == fields


def test_a_hundred_are_told_one_by_one_and_the_others_counted() -> None:
    program = with_partners(300)
    program = program.model_copy(update={"tiers": {}, "conflict": Program().conflict})
    several = codes(program)
    assert len(several) == 101
    assert several[-1] == ("partners", "and 200 more names that no table has")
    assert len({at for at, _ in several}) == 101


def test_a_key_in_one_partner_looks_through_no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only when a name goes missing are partners searched; not at the keys after that."""
    searched: list[int] = []
    search = partner_names._keys

    def counting(partners: Any, wrong: Any) -> Any:
        searched.append(len(partners))
        return search(partners, wrong)

    monkeypatch.setattr(partner_names, "_keys", counting)
    monkeypatch.setattr(partner_names, "_last", ())
    program = with_partners(50)
    kept = Engine(TODAY)
    kept.report(program)
    kept.report(apply(program, Set("partners.p7.name", "N")))
    assert searched == []
    for typed in ("gol", "go", "g"):
        program = apply(program, Set("partners.p49.tier", typed))
        assert ("CHK002", "partners.p49.tier") in {
            (each.code, each.address) for each in kept.report(program).findings
        }
    kept.report(apply(program, Set("partners.p7.name", "N")))
    assert searched == [50]


def edited(rng: random.Random, program: Program) -> Program:
    """The program after an edit of its partners, or of what they name."""
    key = rng.choice([*program.partners, "new"])
    at = join("partners", key)
    edit = rng.choice(
        [
            Set(f"{at}.tier", rng.choice(("gold", "gld", "none", "withheld"))),
            Set(f"{at}.track", rng.choice(("var", "vra"))),
            Set(f"{at}.metrics.{rng.choice(('deals', 'dals'))}", 3),
            Unset(f"{at}.track"),
            Add(at, {"tier": rng.choice(("gold", "silver"))}),
            Remove(at),
            Move(at, rng.choice([*program.partners, None])),
            Rename(at, f"{key}-2"),
            Rename(join("tiers", rng.choice(list(program.tiers))), rng.choice(("gold", "gld"))),
        ]
    )
    try:
        return apply(program, edit)
    except EditError:
        return program


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([2, 100]))
def test_whatever_is_done_to_partners_a_report_equals_a_full_run(seed: int, most: int) -> None:
    rng = random.Random(seed)
    kept, program = Engine(TODAY), with_partners(6)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(partner_names, "_MANY", most)
        kept.report(program)
        for _ in range(8):
            program = edited(rng, program)
            now = kept.report(program)
            patched.setattr(partner_names, "_last", ())
            assert now == engine.run(program, TODAY)
            assert {each.address for each in now.findings if each.code == "CHK002"} == by_hand(program, most)


def by_hand(program: Program, most: int) -> set[str]:
    """Where a name of a partner is not there, found in the plainest way; with "partners" for what is too much."""
    wrong = {
        join("partners", key, name)
        for key in program.partners
        for name, table in (("track", program.tracks), ("tier", program.tiers))
        if value_at(program, join("partners", key, name)) not in (None, "none", "withheld", *table)
    }
    wrong |= {
        join("partners", key, "metrics", "dals") for key, p in program.partners.items() if "dals" in p.metrics
    }
    told = {each.address for each in report(program).findings if each.code == "CHK002"}
    elsewhere = {at for at in told if not at.startswith("partners")}
    if len(wrong) <= most:
        return wrong | elsewhere
    assert len(told & wrong) == most
    return (told & wrong) | {"partners"} | elsewhere
