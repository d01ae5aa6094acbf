"""Every statement of the card is carried out somewhere, in our own words."""

import re

import pytest

from partnerbook.knowledge.loader import (
    anti_patterns,
    assumptions,
    claims,
    comparison,
    context_figures,
    misconceptions,
    pillars,
    question,
    tree,
)

SENTENCES = re.findall(
    r"\S+",
    """
title question definition-network definition-75-percent definition-pillars
property-isv property-var property-referral property-referral-fastest property-time-to-pipeline property-ibm
constraint-team constraint-margin constraint-engineering constraint-conflict constraint-ai
tree-goal-markets tree-goal-integration tree-goal-networks tree-goal-all
tree-arr-below-1m tree-arr-1m-5m tree-arr-5m-20m tree-arr-above-20m tree-team-yes tree-team-no
step1-inputs step1-output step1-constraint step2-inputs step2-output step2-constraint
step3-inputs step3-output step3-constraint step4-inputs step4-output step4-constraint
step5-inputs step5-output step5-constraint
anti-pmf-wrong anti-pmf-why anti-pmf-correct anti-pmf-how
anti-margin-wrong anti-margin-why anti-margin-correct anti-margin-range
anti-ae-wrong anti-ae-why anti-ae-correct anti-ae-ratio
misconception-signing misconception-signing-start misconception-signing-needs
misconception-isv misconception-isv-reality
misconception-more misconception-more-reality misconception-more-invest
comparison-ecosystem comparison-channel comparison-alliance comparison-referral when
""",
)
"""The card, sentence by sentence."""

CODE = re.compile(r"(FRM|VAL|PAY|TIE|ENB|REC|CON)\d{3}")
SOURCE = re.compile(r"card(, src[1-4])?")
COMPARED = [
    item for table in (misconceptions(), comparison(), anti_patterns(), context_figures()) for item in table
]


def advice_places() -> set[str]:
    """Every place that a claim may name as its advice."""
    places = {"plan"}
    tables = {
        "misconceptions": misconceptions(),
        "comparison": comparison(),
        "anti_patterns": anti_patterns(),
        "context": context_figures(),
    }
    for name, rows in tables.items():
        places |= {f"{name}.{row.id}" for row in rows}
    for asked in tree():
        places |= {f"tree.{asked.id}.{branch.id}" for branch in asked.branches}
    return places


def test_every_sentence_of_the_card_is_a_claim_and_nothing_else_is() -> None:
    assert [claim.id for claim in claims()] == SENTENCES


@pytest.mark.parametrize("claim", claims(), ids=lambda claim: claim.id)
def test_every_claim_has_words_a_source_and_a_use(claim) -> None:
    assert claim.text.endswith(".")
    assert SOURCE.fullmatch(claim.source)
    assert claim.uses
    for use in claim.uses:
        kind, _, place = use.partition(":")
        match kind:
            case "advice":
                assert place in advice_places()
            case "assumption":
                assert place in assumptions()
            case "help":
                assert place
            case _:
                assert CODE.fullmatch(use)


def test_all_advice_is_backed_by_a_claim() -> None:
    used = {use.removeprefix("advice:") for claim in claims() for use in claim.uses}
    assert advice_places() <= used


@pytest.mark.parametrize("item", COMPARED, ids=lambda item: item.id)
def test_help_says_where_it_comes_from_and_which_checks_see_it(item) -> None:
    assert SOURCE.fullmatch(getattr(item, "source", "card"))
    assert all(CODE.fullmatch(code) for code in getattr(item, "checks", ()))


def test_the_bands_of_revenue_follow_each_other_without_a_gap() -> None:
    bands = question("arr").branches
    assert [band.from_usd for band in bands] == [0, 1_000_000, 5_000_000, 20_000_000]
    assert [band.to_usd for band in bands] == [1_000_000, 5_000_000, 20_000_000, None]
    assert [band.to_included for band in bands] == [False, False, True, False]
    assert (bands[1].partners_from, bands[1].partners_to) == (3, 10)


def test_what_the_tree_leads_to() -> None:
    assert question("goal").branch("all").tracks == ("referral", "isv", "var", "si")
    assert question("goal").branch("new-markets").tracks == ("var", "si")
    assert question("arr").branch("above-20m").portal
    assert {branch.id for branch in question("team").branches} == {"yes", "no"}
    with pytest.raises(KeyError):
        question("goal").branch("unknown")


def test_a_program_stands_on_three_pillars() -> None:
    assert len(pillars()) == 3


def test_quoted_figures_come_with_their_caveat() -> None:
    figures = {figure.id: figure for figure in context_figures()}
    assert "73.1 %" in figures["share-of-tech-sales"].caveat
    assert all("Never a target" in figure.caveat for figure in figures.values())
