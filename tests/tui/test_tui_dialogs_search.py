"""Search across a workbook: what is found, in which order, and where it leads."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from dialog_texts import is_safe, screen_text
from hypothesis import given
from hypothesis import strategies as st
from tui_driver import SAMPLES, Driver, example, running

from partnerbook.program.build import build
from partnerbook.program.locate import spec_at, value_at
from partnerbook.program.program import Program
from partnerbook.program.wording import title
from partnerbook.tui.dialogs.search import SearchDialog
from partnerbook.tui.dialogs.search_index import find, index

GOLD = "tiers.gold.pay_percent.var"


def program_of(text: str) -> Program:
    raw = tomllib.loads(text)
    raw.pop("format", None)
    return build(raw).program


def sample() -> Program:
    return program_of((SAMPLES / "example.program.toml").read_text())


HITS = index(sample())


def first(query: str) -> str:
    return find(HITS, query, 10)[0].address


def test_every_value_is_in_the_index_once_with_its_own_words() -> None:
    program = sample()
    addresses = [hit.address for hit in HITS]
    assert len(addresses) == len(set(addresses))
    for hit in HITS:
        assert spec_at(program, hit.address) is not None
        assert (value_at(program, hit.address) is None) == (not hit.value)
        if not hit.address.startswith(("program.", "extra_pay.")):
            assert hit.title == title(program, hit.address)


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("gold solution", GOLD),
        ("solution GOLD", GOLD),
        (GOLD, GOLD),
        ("annual recurring", "company.arr"),
        ("northwind partner network", "program.name"),
        ("win rate", "company.proof.win_rate_percent"),
    ],
)
def test_words_labels_values_and_addresses_are_found(query: str, address: str) -> None:
    assert first(query) == address


def test_letters_in_their_order_are_found_where_words_are_not() -> None:
    assert GOLD in [hit.address for hit in find(HITS, "goldsoluprt", 5)]
    assert find(HITS, "qqqqqq", 5) == []


def test_letters_close_together_come_first() -> None:
    hits = index(program_of('[tiers.a]\nname = "x1y2z"\n[tiers.b]\nname = "x...y...z"\n'))
    assert [hit.value for hit in find(hits, "xyz", 50) if hit.value][:2] == ["x1y2z", "x...y...z"]


def test_a_text_made_to_be_slow_is_searched_too() -> None:
    hits = index(program_of(f'[tiers.a]\nname = "{"a" * 300}"\n'))
    assert find(hits, "a" * 39 + "b", 5) == []


def test_nothing_typed_lists_the_workbook_in_its_order() -> None:
    assert [hit.address for hit in find(HITS, "  ", 3)] == [hit.address for hit in HITS[:3]]


def test_unset_fields_are_found_by_their_label() -> None:
    hits = index(program_of("[tiers.gold]\nrank = 1\n"))
    assert any(hit.address == "company.arr" and not hit.value for hit in find(hits, "recurring", 5))


def test_many_entries_list_their_set_values_alone() -> None:
    text = "\n".join(f'[partners.p{n}]\nname = "Partner {n}"' for n in range(100))
    mine = [hit for hit in index(program_of(text)) if hit.address.startswith("partners.")]
    assert [hit.address for hit in mine] == [f"partners.p{n}.name" for n in range(100)]
    assert find(mine, "partner 42", 1)[0].address == "partners.p42.name"


@given(st.text(max_size=30), st.integers(1, 20))
def test_any_query_gives_hits_of_the_index_up_to_the_limit(query: str, limit: int) -> None:
    found = find(HITS, query, limit)
    assert len(found) <= limit
    assert len({hit.address for hit in found}) == len(found)
    assert set(found) <= set(HITS)


@given(st.sampled_from(HITS))
def test_every_place_is_found_by_its_address(hit: object) -> None:
    found = find(HITS, hit.address, 3)  # type: ignore[attr-defined]
    assert found[0] is hit


async def searching(driver: Driver, text: str) -> str:
    await driver.press("ctrl+f")
    await driver.type(text)
    assert isinstance(driver.app.screen, SearchDialog)
    return screen_text(driver.app)


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_enter_goes_to_the_hit(tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(example(tmp_path), size) as driver:
        drawn = await searching(driver, "gold sol")
        assert "Gold · Solution partners   18 %" in drawn
        assert GOLD in drawn
        await driver.press("enter")
        assert driver.at == GOLD
        assert driver.sheet.has_focus


async def test_arrows_choose_while_typing(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as driver:
        await searching(driver, "gold")
        wanted = find(HITS, "gold", 3)
        await driver.press("down", "down", "up", "enter")
        assert driver.at == wanted[1].address


async def test_a_typed_address_leads_there_though_nothing_is_written(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as driver:
        drawn = await searching(driver, "enablement.modules.fresh.title")
        assert "Enter goes to enablement.modules.fresh.title" in drawn


async def test_what_is_nowhere_says_so_and_enter_stays(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as driver:
        drawn = await searching(driver, "zzzzqq")
        assert "nothing fits" in drawn
        await driver.press("enter")
        assert isinstance(driver.app.screen, SearchDialog)
        await driver.press("escape")
        assert driver.app.screen is driver.book


async def test_hostile_names_are_shown_as_marks(tmp_path: Path) -> None:
    path = tmp_path / "odd.program.toml"
    path.write_text('format = 1\n[tiers.gold]\nname = "[/b] \\u001b[31m Gold\\u202e"\nrank = 1\n')
    async with running(path) as driver:
        drawn = await searching(driver, "gold")
        assert "[/b] ␛[31m Gold<U+202E>" in drawn
        assert is_safe(drawn)


async def test_a_click_on_a_hit_goes_there(tmp_path: Path) -> None:
    async with running(example(tmp_path)) as driver:
        drawn = await searching(driver, "gold sol")
        row = next(y for y, line in enumerate(drawn.split("\n")) if "18 %" in line and GOLD in line)
        await driver.pilot.click(offset=(20, row))
        await driver.settle()
        assert driver.at == GOLD
