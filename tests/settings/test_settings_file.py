"""settings.toml: every problem told, defaults for what is broken, and one value written back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerbook.settings.options import OPTIONS, Settings
from partnerbook.settings.settings import SettingsError, load_settings, save_choice


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def test_no_file_means_the_defaults(file: Path) -> None:
    loaded = load_settings(file)
    assert loaded.settings == Settings()
    assert loaded.problems == ()


def test_what_is_written_is_taken(file: Path) -> None:
    file.write_text(
        'theme = "paper"\nglyphs = "ascii"\nconfirm_quit = false\nrecent_limit = 3\n'
        '[keys]\n"app.save" = ["ctrl+s", "f10"]\nsheet.commit = "enter"\n',
        encoding="utf-8",
    )
    loaded = load_settings(file)
    assert loaded.problems == ()
    assert loaded.settings == Settings(
        theme="paper",
        glyphs="ascii",
        confirm_quit=False,
        recent_limit=3,
        keys=(("app.save", "ctrl+s,f10"), ("sheet.commit", "enter")),
    )
    assert loaded.settings.keymap["app.save"] == "ctrl+s,f10"


def test_every_problem_is_told_and_the_rest_is_used(file: Path) -> None:
    file.write_text(
        '# mine\nthme = "paper"\nglyphs = "emoji"\nrecent_limit = -1\nconfirm_quit = false\n\n'
        '[keys]\n"app.save" = 5\n"app.quit" = "ctrl q"\n"app.undo" = "ctrl+z"\n',
        encoding="utf-8",
    )
    loaded = load_settings(file)
    assert [(problem.line, problem.address) for problem in loaded.problems] == [
        (2, "thme"),
        (3, "glyphs"),
        (4, "recent_limit"),
        (8, 'keys."app.save"'),
        (9, 'keys."app.quit"'),
    ]
    assert loaded.problems[0].remedy == "Did you mean theme?"
    assert '"ascii"' in loaded.problems[1].message
    assert all(problem.path == str(file) and problem.remedy for problem in loaded.problems)
    assert loaded.settings == Settings(confirm_quit=False, keys=(("app.undo", "ctrl+z"),))


def test_true_is_no_number(file: Path) -> None:
    file.write_text("recent_limit = true\n", encoding="utf-8")
    assert len(load_settings(file).problems) == 1


def test_an_unknown_theme_is_named_and_the_default_taken(file: Path) -> None:
    file.write_text('theme = "papper"\n', encoding="utf-8")
    loaded = load_settings(file, themes=["harbor", "paper"])
    assert loaded.settings.theme == "harbor"
    assert loaded.problems[0].remedy == "Did you mean paper?"


@pytest.mark.parametrize("written", ['"app.sav" = "f2"', 'app.sav = "f2"'])
def test_keys_for_an_unknown_action_are_named(file: Path, written: str) -> None:
    file.write_text(f'[keys]\n{written}\n"app.quit" = "f10"\n', encoding="utf-8")
    loaded = load_settings(file, actions=["app.save", "app.quit"])
    assert loaded.settings.keymap == {"app.quit": "f10"}
    assert [(problem.line, problem.remedy) for problem in loaded.problems] == [(2, "Did you mean app.save?")]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b'glyphs = "ascii"\ntheme = \n', 2),
        (b'theme = "a"\ntheme = "b"\n', 2),
        (b"\xff\xfe", 1),
        (b'x = "\xe9"', 1),
        (b"a = " + b"[" * 9000, 1),
    ],
)
def test_a_file_that_is_no_toml_gives_the_defaults_and_the_line(
    file: Path, content: bytes, line: int
) -> None:
    file.write_bytes(content)
    loaded = load_settings(file)
    assert loaded.settings == Settings()
    assert [problem.line for problem in loaded.problems] == [line]


def test_a_folder_in_the_files_place_is_a_problem_not_a_crash(file: Path) -> None:
    file.mkdir()
    loaded = load_settings(file)
    assert loaded.settings == Settings()
    assert len(loaded.problems) == 1


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.binary(max_size=120) | st.text(max_size=120).map(lambda text: text.encode("utf-8", "replace"))
)
def test_no_bytes_crash_it(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    assert isinstance(load_settings(file, themes=["harbor"], actions=["app.save"]).settings, Settings)


@pytest.mark.parametrize("name", OPTIONS)
def test_an_option_explains_itself_and_accepts_its_default(name: str) -> None:
    option = OPTIONS[name]
    assert option.label
    assert option.help.endswith(".")
    if not option.entries:
        assert option.accept(option.default) == option.default


# ── writing a choice back ────────────────────────────────────────────────────


def test_a_choice_changes_its_own_bytes_and_nothing_else(file: Path) -> None:
    before = '# mine\r\nglyphs   =  "ascii"  # old\r\ntheme = "harbor" # night\r\n\r\n[keys]\r\n"a.b"="f2"'
    file.write_bytes(before.encode())
    save_choice(file, "theme", "paper")
    assert file.read_bytes() == before.replace('"harbor"', '"paper"').encode()


def test_a_choice_makes_the_file_and_its_folder(tmp_path: Path) -> None:
    file = tmp_path / "new" / "settings.toml"
    save_choice(file, "theme", "paper")
    assert load_settings(file).settings.theme == "paper"
    assert [path.name for path in file.parent.iterdir()] == ["settings.toml"]


def test_a_choice_that_was_not_there_lands_above_the_tables(file: Path) -> None:
    file.write_text('[keys]\n"app.save" = "f2"\n', encoding="utf-8")
    save_choice(file, "theme", "paper")
    loaded = load_settings(file)
    assert loaded.problems == ()
    assert loaded.settings == Settings(theme="paper", keys=(("app.save", "f2"),))


def test_a_broken_file_is_left_as_it_is(file: Path) -> None:
    file.write_text("theme = \n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"settings\.toml:1"):
        save_choice(file, "theme", "paper")
    assert file.read_text(encoding="utf-8") == "theme = \n"


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(SettingsError):
        save_choice(tmp_path / "file" / "settings.toml", "theme", "paper")
