"""Words that should name a table of the workbook and name none."""

from __future__ import annotations

from pathlib import Path

import pytest

from partnerbook.workbook.read import read

ROOT = Path(__file__).parents[2]
BOOK = """format = 1
[program]
owner = "lead"
[team.lead]
role = "partner-manager"
[tracks.var]
type = "var"
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
[partners.acme]
track = "var"
tier = "gold"
manager = "Ann, who is not in the team table"
"""


def said(text: str) -> list[tuple[int, int, str, str]]:
    return [(each.line, each.column, each.message, each.remedy) for each in read(text.encode()).problems]


def test_names_that_are_there_are_no_strangers() -> None:
    assert said(BOOK) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('owner = "lead"', 'owner = "leed"', (3, 9, 'there is no team member "leed"', "Did you mean lead?")),
        ("var = 25 ", "vra = 25 ", (18, 1, 'there is no track or extra pay line "vra"', "Did you mean var?")),
        (
            'tracks = ["var"]',
            'tracks = ["var", "referral"]',
            (16, 10, 'there is no track "referral"', "Correct it, or add [tracks.referral]."),
        ),
        (
            'portal = "Yes"',
            '"a b" = "x"',
            (23, 1, 'there is no benefit "a b"', 'Correct it, or add [benefits."a b"].'),
        ),
        ('tier = "gold"', 'tier = "golden"', (26, 8, 'there is no tier "golden"', "Did you mean gold?")),
    ],
)
def test_a_name_that_is_not_there_is_a_warning_with_the_nearest(
    old: str, new: str, problem: tuple[int, int, str, str]
) -> None:
    text = BOOK.replace(old, new)
    assert said(text) == [problem]
    assert [each.severity for each in read(text.encode()).problems] == ["warning"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("deals = 3", "dals = 3"),  # TIE005 speaks of it
        ('[team.lead]\nrole = "partner-manager"\n', ""),  # FRM009 speaks of it
        ('owner = "lead"', 'owner = "withheld"'),
        ('tracks = ["var"]', 'tracks = "none"'),
        ('owner = "lead"', 'perspective = "outside"\nowner = "somebody"'),
    ],
)
def test_what_a_check_judges_and_what_is_not_shown_is_left_alone(old: str, new: str) -> None:
    assert old in BOOK
    assert said(BOOK.replace(old, new)) == []


def test_many_strangers_are_not_all_listed() -> None:
    text = BOOK + "".join(f'[partners.p{number}]\ntier = "bronze"\n' for number in range(300))
    assert len(said(text)) == 100


@pytest.mark.parametrize(
    "sample", sorted((ROOT / "sample_programs").glob("*.program.toml")), ids=lambda path: path.stem
)
def test_samples_name_only_what_is_there(sample: Path) -> None:
    assert read(sample).problems == ()
