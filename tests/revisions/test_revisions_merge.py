"""Three-way merge: what is one conflict and what is none, and where each comment ends up."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from partnerbook.program.locate import value_at
from partnerbook.program.program import Program
from partnerbook.revisions.merge import Merged, Unmergeable, brought, merge
from partnerbook.workbook.read import read

EXAMPLE = (Path(__file__).parents[2] / "sample_programs" / "example.program.toml").read_text()
MARGIN = "var = 18                          # below the 20% floor: flagged the moment it is typed"
SILVER = "[tiers.silver.pay_percent]\nvar = 25\n"


def changed(*pairs: tuple[str, str], text: str = EXAMPLE) -> str:
    """The example with parts of it replaced; each has to be there."""
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return text


def merged(ours: str, theirs: str, base: str = EXAMPLE) -> Merged:
    return merge(base.encode(), ours.encode(), theirs.encode())


def clean(ours: str, theirs: str, base: str = EXAMPLE) -> str:
    """The text of a merge without conflicts, done by address."""
    made = merged(ours, theirs, base)
    assert not made.conflicts
    assert not made.remarks
    return made.marked()


def program(text: str) -> Program:
    found = read(text.encode()).program
    assert found is not None
    return found


def without(text: str, begin: str, end: str) -> str:
    at = text.index(begin)
    return text[:at] + text[text.index(end, at + 1) :]


# ── none of these is a conflict ──────────────────────────────────────────────


def test_value_and_comment_of_one_line() -> None:
    ours = changed(("var = 18 ", "var = 22 "))
    theirs = changed(("# below the 20% floor: flagged", "# under the floor: flagged"))
    assert (
        clean(ours, theirs)
        == clean(theirs, ours)
        == changed((MARGIN, MARGIN.replace("18", "22").replace("below the 20%", "under the")))
    )


def test_the_same_change_twice() -> None:
    ours = changed(("var = 18 ", "var = 22 "))
    assert clean(ours, changed(("to_sign = 24", "to_sign = 30"), text=ours)) == changed(
        ("var = 18 ", "var = 22 "), ("to_sign = 24", "to_sign = 30")
    )


def test_words_are_a_set() -> None:
    line = 'rejection_grounds = ["open direct opportunity", "existing customer", "incomplete"]'
    ours = changed(
        (line, 'rejection_grounds = ["open direct opportunity", "existing customer", "too small"]')
    )
    theirs = changed(
        (line, 'rejection_grounds = ["open direct opportunity", "existing customer", "incomplete", "late"]')
    )
    found = value_at(program(clean(ours, theirs)), "conflict.registration.rejection_grounds")
    assert found == ("open direct opportunity", "existing customer", "too small", "late")


def test_new_tables_of_both_stay_ours_first_and_the_banner_below_them() -> None:
    banner = "# ── Step 4"
    ours = changed((banner, '[enablement.modules.ann]\ntitle = "Ann"\n\n' + banner))
    theirs = changed((banner, '[enablement.modules.bob]\ntitle = "Bob"\n\n' + banner))
    text = clean(ours, theirs)
    assert (
        '[enablement.modules.ann]\ntitle = "Ann"\n\n[enablement.modules.bob]\ntitle = "Bob"\n\n' + banner
        in text
    )
    assert text.count(banner) == 1


def test_a_rename_and_work_on_what_was_renamed() -> None:
    ours = changed(("tiers.gold", "tiers.platinum"), ('name = "Gold"', 'name = "Platinum"'))
    theirs = changed(("var = 18 ", "var = 22 "), ('tier = "silver"', 'tier = "gold"'))
    for text in (clean(ours, theirs), clean(theirs, ours)):
        found = program(text)
        assert value_at(found, "tiers.platinum.pay_percent.var") == 22
        assert value_at(found, "partners.contoso.tier") == "platinum"
        assert "tiers.gold" not in text


def test_a_thing_that_only_lost_values_may_be_removed() -> None:
    ours = without(EXAMPLE, "[enablement.modules.pitch]", "[enablement.modules.versus-acme]")
    theirs = changed(("minutes = 9\n", ""))
    assert clean(ours, theirs) == clean(theirs, ours) == ours


def test_values_of_a_table_that_one_side_no_longer_writes() -> None:
    ours = without(EXAMPLE, "[tiers.silver.requires]", "[tiers.silver.benefits]")
    theirs = changed(("[tiers.silver.requires]\n", "[tiers.silver.requires]\ncustomers-kept = 60\n"))
    for text in (clean(ours, theirs), clean(theirs, ours)):
        assert dict(program(text).tiers["silver"].requires) == {"customers-kept": 60}


def test_one_moves_things_and_the_other_changes_them() -> None:
    silver = EXAMPLE[EXAMPLE.index("[tiers.silver]") : EXAMPLE.index("[tiers.gold]")]
    ours = EXAMPLE.replace(silver, "").replace("[tiers.registered]\n", silver + "[tiers.registered]\n")
    theirs = changed((SILVER, SILVER.replace("25", "26")))
    for text in (clean(ours, theirs), clean(theirs, ours)):
        assert text == ours.replace(SILVER, SILVER.replace("25", "26"))


def test_both_move_other_things() -> None:
    def moved(text: str, one: str, end: str, before: str) -> str:
        block = text[text.index(one) : text.index(end)]
        return text.replace(block, "").replace(before, block + before)

    ours = moved(
        EXAMPLE, "[metrics.new-customers]", "[metrics.certified-people]", "[metrics.sourced-revenue]"
    )
    theirs = moved(EXAMPLE, "[tracks.app-makers]\n", "[integrations.", "[tracks.referral]\n")
    for text in (clean(ours, theirs), clean(theirs, ours)):
        assert list(program(text).metrics)[:2] == ["new-customers", "sourced-revenue"]
        assert list(program(text).tracks) == ["app-makers", "referral", "var"]


@pytest.mark.parametrize("swapped", [False, True])
def test_comments_of_what_the_other_side_removed_stay(swapped: bool) -> None:
    ours = changed(("minutes = 9\n", "# measured in May\nminutes = 9   # without the credits\n"))
    for theirs in (
        changed(("minutes = 9\n", "")),
        without(EXAMPLE, "[enablement.modules.pitch]", "[enablement.modules.versus-acme]"),
    ):
        text = clean(theirs, ours) if swapped else clean(ours, theirs)
        assert "# measured in May\n" in text
        assert "# without the credits\n" in text
        assert value_at(program(text), "enablement.modules.pitch.minutes") is None


def test_comments_of_both_on_one_line() -> None:
    ours = changed((MARGIN, "# ann above\nvar = 18  # ann behind"))
    theirs = changed((MARGIN, "# bob above\nvar = 18  # bob behind"))
    text = clean(ours, theirs)
    for comment in ("# ann above", "# ann behind", "# bob above", "# bob behind"):
        assert text.count(comment) == 1


def test_a_list_over_several_lines_keeps_the_comments_of_both() -> None:
    base = changed(
        ('["open direct opportunity", "existing customer", "incomplete"]', '[\n  "open", # o\n  "known",\n]')
    )
    ours = changed(('  "known",\n', '  "known", # ann\n  "small", # small\n'), text=base)
    theirs = changed(('  "known",\n', '  "known",\n  "late", # late\n'), text=base)
    for text in (clean(ours, theirs, base), clean(theirs, ours, base)):
        assert set(program(text).conflict.registration.rejection_grounds or ()) == {
            "open",
            "known",
            "small",
            "late",
        }
        for comment in ("# o", "# ann", "# small", "# late"):
            assert text.count(comment + "\n") == 1


def test_unknown_keys_are_merged_like_others() -> None:
    ours = changed(('[tiers.gold]\nname = "Gold"\n', '[tiers.gold]\nname = "Gold"\nx-colour = "red"\n'))
    theirs = changed(("[conflict.published]\n", "[x-notes]\ntext = 1\n\n[conflict.published]\n"))
    text = clean(ours, theirs)
    assert 'x-colour = "red"' in text
    assert "[x-notes]\ntext = 1\n" in text


@pytest.mark.parametrize(
    "line", ["pay_percent = { var = 18, hosting = 15 }\n", "pay_percent.var = 18\npay_percent.hosting = 15\n"]
)
def test_tables_written_in_other_ways(line: str) -> None:
    table = f"[tiers.gold.pay_percent]\n{MARGIN}\nhosting = 15\n\n"
    base = changed((table, ""), ('[tiers.gold]\nname = "Gold"\n', f'[tiers.gold]\nname = "Gold"\n{line}'))
    ours = changed(("var = 18", "var = 22"), text=base)
    theirs = changed(("hosting = 15", "hosting = 16"), text=base)
    for text in (clean(ours, theirs, base), clean(theirs, ours, base)):
        assert dict(program(text).tiers["gold"].pay_percent) == {"var": 22, "hosting": 16}


def test_one_side_writes_a_table_in_another_way() -> None:
    """Nothing is silently wrong, whatever becomes of the text."""
    table = f"[tiers.gold.pay_percent]\n{MARGIN}\nhosting = 15\n\n"
    ours = changed(
        (table, ""),
        (
            '[tiers.gold]\nname = "Gold"\n',
            '[tiers.gold]\nname = "Gold"\npay_percent = { var = 18, hosting = 15 }\n',
        ),
    )
    theirs = changed(("var = 18 ", "var = 22 "))
    for one, other in ((ours, theirs), (theirs, ours)):
        made = merged(one, other)
        found = {
            value_at(program(made.resolved(lambda _, side=side: side)), "tiers.gold.pay_percent.var")
            for side in ("ours", "theirs")
        }  # type: ignore[misc]
        assert found == {22} or made.conflicts


# ── these are ────────────────────────────────────────────────────────────────


def test_one_value_two_ways_is_one_line() -> None:
    made = merged(changed(("var = 18 ", "var = 22 ")), changed(("var = 18 ", "var = 21 ")))
    assert [(each.address, each.kind) for each in made.conflicts] == [
        ("tiers.gold.pay_percent.var", "changed")
    ]
    assert made.conflicts[0].ours == MARGIN.replace("18", "22") + "\n"
    assert made.conflicts[0].base == MARGIN + "\n"
    assert made.resolved(lambda _: "theirs") == changed(("var = 18 ", "var = 21 "))


@pytest.mark.parametrize("swapped", [False, True])
def test_removed_and_changed(swapped: bool) -> None:
    gone = without(EXAMPLE, "[enablement.modules.pitch]", "[enablement.modules.versus-acme]")
    kept = changed(("minutes = 9\n", "minutes = 8\n"))
    made = merged(kept, gone) if swapped else merged(gone, kept)
    assert [(each.address, each.kind) for each in made.conflicts] == [("enablement.modules.pitch", "deleted")]
    assert made.resolved(lambda _: "theirs" if swapped else "ours") == gone
    assert made.resolved(lambda _: "ours" if swapped else "theirs") == kept


def test_unset_and_changed() -> None:
    made = merged(changed(("minutes = 9\n", "")), changed(("minutes = 9\n", "minutes = 8\n")))
    assert [(each.address, each.kind) for each in made.conflicts] == [
        ("enablement.modules.pitch.minutes", "deleted")
    ]
    assert (made.conflicts[0].ours, made.conflicts[0].theirs) == ("", "minutes = 8\n")


@pytest.mark.parametrize("word", ["tiers.gold", "conflict.accounts.named-enterprise"])
def test_two_keys_for_one_thing(word: str) -> None:
    ours, theirs = changed((word, f"{word}-ann")), changed((word, f"{word}-bob"))
    made = merged(ours, theirs)
    assert made.conflicts[0].kind == "renamed"
    assert program(made.resolved(lambda _: "ours")) == program(ours)
    assert program(made.resolved(lambda _: "theirs")) == program(theirs)


def test_two_keys_for_a_thing_that_others_name() -> None:
    def rekeyed(key: str) -> str:
        return changed(
            ("[tracks.var", f"[tracks.{key}"),
            ('"var"]', f'"{key}"]'),
            ('["var"', f'["{key}"'),
            ('track = "var"', f'track = "{key}"'),
            ("\nvar = ", f"\n{key} = "),
            ("pay_percent.var", f"pay_percent.{key}"),
        )

    ours, theirs = rekeyed("resell"), rekeyed("solution")
    made = merged(ours, theirs)
    assert program(made.resolved(lambda _: "ours")) == program(ours)
    assert program(made.resolved(lambda _: "theirs")) == program(theirs)


@pytest.mark.parametrize("swapped", [False, True])
def test_another_key_and_removed(swapped: bool) -> None:
    ours = changed(("[conflict.accounts.everyone-else]", "[conflict.accounts.others]"))
    theirs = without(EXAMPLE, "[conflict.accounts.everyone-else]", "[conflict.registration]")
    made = merged(theirs, ours) if swapped else merged(ours, theirs)
    assert [(each.address, each.kind) for each in made.conflicts] == [("conflict.accounts.others", "deleted")]


def test_another_thing_that_looks_alike_is_not_taken_for_a_rename() -> None:
    """One partner goes and another of the same tier comes: what the other side wrote of the first is not its."""
    begin, end = EXAMPLE.index("[partners.contoso]"), EXAMPLE.index("# ── Step 5")
    block = EXAMPLE[begin:end]
    other = (
        block.replace("contoso", "fabrikam")
        .replace("Contoso Consulting", "Fabrikam")
        .replace("2026-06-14", "2026-07-01")
        .replace("2026-08-02", "2026-09-02")
    )
    ours = EXAMPLE.replace(block, other)
    theirs = changed(
        ("sourced-revenue = 50_000\nnew-customers = 2", "sourced-revenue = 90_000\nnew-customers = 2")
    )
    made = merged(ours, theirs)
    assert [(each.address, each.kind) for each in made.conflicts] == [("partners.contoso", "deleted")]


def test_one_thing_moved_two_ways() -> None:
    def first(text: str, key: str, end: str, before: str) -> str:
        block = text[text.index(f"[metrics.{key}]") : text.index(end)]
        return text.replace(block, "").replace(before, block + before)

    ours = first(EXAMPLE, "customers-kept", "[benefits.portal]", "[metrics.sourced-revenue]")
    theirs = first(EXAMPLE, "customers-kept", "[benefits.portal]", "[metrics.new-customers]")
    made = merged(ours, theirs)
    assert [(each.address, each.kind) for each in made.conflicts] == [("metrics", "moved")]
    assert made.resolved(lambda _: "ours") == ours
    assert made.resolved(lambda _: "theirs") == theirs


def test_both_add_one_key() -> None:
    ours = changed(
        ("[partners.contoso]", '[partners.fab]\nname = "Fab"\nstage = "target"\n\n[partners.contoso]')
    )
    theirs = changed(
        ("[partners.contoso]", '[partners.fab]\nname = "Fab"\nstage = "signed"\n\n[partners.contoso]')
    )
    made = merged(ours, theirs)
    assert [(each.address, each.kind) for each in made.conflicts] == [("partners.fab.stage", "changed")]


# ── the laws at their edges ──────────────────────────────────────────────────


def test_with_the_base_the_other_side_comes_back_to_the_byte() -> None:
    odd = ("\ufeff" + EXAMPLE.replace("\n", "\r\n")).encode()[:-2]
    assert (
        merge(EXAMPLE.encode(), EXAMPLE.encode(), odd).encoded(
            merge(EXAMPLE.encode(), EXAMPLE.encode(), odd).marked()
        )
        == odd
    )
    made = merge(EXAMPLE.encode(), odd, EXAMPLE.encode())
    assert made.encoded(made.marked()) == odd


def test_line_ends_of_one_side_and_values_of_the_other() -> None:
    ours = EXAMPLE.replace("\n", "\r\n")
    theirs = changed(("var = 18 ", "var = 22 ")).removesuffix("\n")
    assert clean(ours, theirs) == theirs.replace("\n", "\r\n")


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "name = 1\n",
        "format = 2\n",
        "format = 1\n[program\n",
        "format = 1\n<<<<<<< a\n=======\n>>>>>>> b\n",
    ],
)
def test_what_is_no_workbook_is_not_merged(bad: str) -> None:
    with pytest.raises(Unmergeable, match=r"ours|theirs"):
        merged(bad, EXAMPLE)
    with pytest.raises(Unmergeable, match=r"ours|theirs"):
        merged(EXAMPLE, bad)


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(Unmergeable, match="theirs: line 1"):
        merge(EXAMPLE.encode(), EXAMPLE.encode(), b"format = 1 # \xff\n")


def test_without_an_ancestor_what_both_wrote_alike_is_no_conflict() -> None:
    made = merged(changed(("var = 18 ", "var = 22 ")), changed(("to_sign = 24", "to_sign = 30")), base="")
    assert {each.address for each in made.conflicts} == {"tiers.gold.pay_percent.var", "recruiting.to_sign"}


def test_what_both_together_bring_is_said() -> None:
    ours = changed(('tier = "silver"', 'tier = "gold"'))
    theirs = changed(("[tiers.gold.benefits]\nportal", "[tiers.gold.benefits]\nleads-too = 'x'\nportal"))
    today = date(2026, 11, 24)
    assert not any("contoso" in each for each in brought(merged(ours, theirs), today))
    theirs = without(EXAMPLE, "[tiers.gold]\n", "# ── Step 3")
    made = merged(ours, theirs)
    assert 'CHK002 warning at partners.contoso.tier: there is no tier "gold"' in brought(made, today)
