"""The list of recent workbooks, and the folders where the person's files lie."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from partnerbook.settings.folders import CONFIG_VARIABLE, bundled, folders
from partnerbook.settings.locate import locate
from partnerbook.settings.recent import forget, load_recent, remember

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    return tmp_path / "state" / "recent.json"


def names(path: Path) -> list[str]:
    return [entry.path.name for entry in load_recent(path)]


def test_the_newest_is_first_and_none_is_twice(listed: Path, tmp_path: Path) -> None:
    for hour, name in enumerate(["a", "b", "a"]):
        remember(listed, tmp_path / name, NOON + timedelta(hours=hour), f"seen at {hour}", limit=9)
    assert names(listed) == ["a", "b"]
    newest = load_recent(listed)[0]
    assert newest.summary == "seen at 2"
    assert newest.opened == NOON + timedelta(hours=2)


def test_only_so_many_are_kept(listed: Path, tmp_path: Path) -> None:
    for hour in range(5):
        remember(listed, tmp_path / str(hour), NOON + timedelta(hours=hour), limit=3)
    assert names(listed) == ["4", "3", "2"]
    remember(listed, tmp_path / "x", NOON, limit=0)
    assert names(listed) == []


def test_one_can_be_forgotten(listed: Path, tmp_path: Path) -> None:
    remember(listed, tmp_path / "a", NOON, limit=9)
    remember(listed, tmp_path / "b", NOON + timedelta(hours=1), limit=9)
    forget(listed, tmp_path / "b")
    assert names(listed) == ["a"]


def test_a_relative_path_is_kept_whole(listed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    remember(listed, Path("a.program.toml"), NOON, limit=9)
    assert load_recent(listed)[0].path == tmp_path / "a.program.toml"


def test_a_name_that_is_no_text_comes_back(listed: Path) -> None:
    remember(listed, Path("/w/\udce9.program.toml"), NOON, "caf\u00e9 \u202e", limit=9)
    assert load_recent(listed)[0].path == Path("/w/\udce9.program.toml")


@pytest.mark.parametrize(
    "torn",
    [
        "",
        "{",
        "[]",
        "null",
        '{"recent": 3}',
        '{"recent": [1, {}, {"path": 2, "opened": "x"}]}',
        pytest.param("[" * 100_000, id="deep"),
    ],
)
def test_a_torn_list_is_an_empty_list_and_heals(listed: Path, tmp_path: Path, torn: str) -> None:
    listed.parent.mkdir()
    listed.write_text(torn, encoding="utf-8")
    assert load_recent(listed) == ()
    remember(listed, tmp_path / "a", NOON, limit=9)
    assert names(listed) == ["a"]


def test_entries_that_make_sense_survive_those_that_do_not(listed: Path) -> None:
    good = {"path": "/w/a", "opened": NOON.isoformat()}
    rows = [{"path": "/w/b"}, {**good, "opened": "9999-99-99"}, {**good, "path": "x\0"}, good, "text"]
    listed.parent.mkdir()
    listed.write_text(json.dumps({"recent": rows}), encoding="utf-8")
    assert names(listed) == ["a"]


def test_bytes_that_are_no_text_are_an_empty_list(listed: Path) -> None:
    listed.parent.mkdir()
    listed.write_bytes(b"\xff\xfe\x00")
    assert load_recent(listed) == ()


def test_a_place_that_cannot_be_written_bothers_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    remember(tmp_path / "file" / "recent.json", tmp_path / "a", NOON, limit=9)
    assert load_recent(tmp_path / "file" / "recent.json") == ()


# ── folders ──────────────────────────────────────────────────────────────────


def test_one_variable_moves_everything_of_the_persons(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CONFIG_VARIABLE, str(tmp_path))
    own = folders()
    for path in (own.settings_file, own.themes, own.recent_file, own.log_file):
        assert path.is_relative_to(tmp_path)
    assert list(tmp_path.iterdir()) == [], "looking makes nothing"


def test_the_platforms_folders_are_ours_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(CONFIG_VARIABLE, raising=False)
    own = folders()
    assert own.config.is_absolute()
    assert "partnerbook" in own.config.parts
    assert "partnerbook" in own.state.parts


def test_what_comes_with_the_program_is_found() -> None:
    assert (bundled("themes") / "harbor.toml").is_file()
    assert (bundled("sample_programs") / "example.program.toml").is_file()


def test_locate_names_every_place_and_whether_it_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CONFIG_VARIABLE, str(tmp_path))
    (tmp_path / "settings.toml").write_text("", encoding="utf-8")
    places = {place.name: place for place in locate()}
    assert set(places) == {"settings", "themes", "recent", "log", "bundled-themes", "samples"}
    assert places["settings"].exists
    assert not places["themes"].exists
    assert places["samples"].path == bundled("sample_programs")
