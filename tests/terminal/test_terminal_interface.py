"""The program as a person runs it: through a terminal, with its signals and its limits."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from terminal import KEYS, Terminal, example

OPENED = "Annual recurring revenue"


def test_start_type_and_see_the_flag_at_each_key(tmp_path: Path) -> None:
    path = example(tmp_path)
    with Terminal(tmp_path, path.name) as t:
        t.wait_for(OPENED)
        assert "Northwind Partner Network" in t.text
        t.press("f4")
        t.wait_for("Sourced revenue")
        t.press("ctrl+f")
        t.wait_for("Search the workbook")
        t.press("gold solution")
        t.wait_for("tiers.gold.pay_percent.var")
        t.press("enter")
        t.wait_until_gone("Search the workbook")
        t.wait_for("18 % is below the 20 % floor")
        t.press("25", "enter")
        t.wait_until_gone("PAY001")
        t.press("\x1b[A", "1")
        assert "25 % passes" in t.wait_for("1 % is below the 20 % floor")
        t.press("8")
        assert "PAY001" in t.wait_for("18 % is below the 20 % floor")
        t.press("escape")
        t.wait_until_gone("PAY001")
        t.press("ctrl+q")
        t.wait_for("Unsaved changes")
        t.press("2")
        assert t.end() == 0
        assert t.given_back


def test_keys_pressed_at_once_reach_the_workbook(tmp_path: Path) -> None:
    path = example(tmp_path)
    path.write_text(path.read_text() + "# a long file is read behind its frame\n" * 3000)
    with Terminal(tmp_path, path.name) as t:
        t.wait_for("Reading the workbook")
        t.press("\x1b[B", "9m", "enter", "f4", "ctrl+s")
        t.wait_for("Sourced revenue")
        t.wait_for("saved acme.program.toml")
        t.press("ctrl+q")
        assert t.end() == 0
    assert "arr = 9_000_000" in (tmp_path / "acme.program.toml").read_text()


@pytest.mark.parametrize(
    ("keys", "seen"),
    [
        (("f4", "down", "down", "down", "right", "9"), "9 % is below the 20 % floor"),
        (("ctrl+f", "silver"), "Silver · Name"),
        (("f4", "\x1bOR", "\x1b[17~"), "Onboarding"),
        (("f4", "\x1b[F", "\x12", "\x1b[1;3D", "\x04"), "copied"),
    ],
    ids=["page-then-number", "dialog-then-letters", "pages", "remove-then-move-then-copy"],
)
def test_keys_sent_at_once_each_act_where_the_one_before_led(
    tmp_path: Path, keys: tuple[str, ...], seen: str
) -> None:
    path = example(tmp_path)
    with Terminal(tmp_path, path.name) as t:
        t.wait_for(OPENED)
        t.child.send("".join(KEYS.get(key, key) for key in keys))
        t.wait_for(seen)
        assert "CHK003" not in t.text


def test_a_name_and_the_next_value_sent_at_once(tmp_path: Path) -> None:
    path = example(tmp_path)
    with Terminal(tmp_path, path.name) as t:
        t.wait_for(OPENED)
        t.child.send(KEYS["f4"] + "\x1b[1;5F" + "\x0e" + "Demo\t1500\r")
        t.wait_for("1,500 USD")
        assert "CHK003" not in t.text


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="no such signal here")
def test_a_terminal_that_goes_away_in_the_middle_ends_the_program(tmp_path: Path) -> None:
    path = example(tmp_path)
    with Terminal(tmp_path, path.name) as t:
        t.wait_for(OPENED)
        pid = t.child.pid
        t.child.send("".join(KEYS[key] for key in ("f4", "f9", "f2")) * 30)
        t.child.kill(signal.SIGHUP)  # nobody reads what it writes any more
        t.child.ptyproc.fileobj.close()
        ended, status = os.waitpid(pid, 0)
        t.child.close = lambda **_: None
    assert ended == pid
    assert os.waitstatus_to_exitcode(status) in (129, -signal.SIGHUP)


def test_save_and_quit(tmp_path: Path) -> None:
    path = example(tmp_path)
    before = path.read_text()
    with Terminal(tmp_path, path.name, size=(80, 24)) as t:
        t.wait_for(OPENED)
        t.press("down", "9m", "enter")
        t.wait_for("9,000,000")
        t.press("ctrl+s")
        t.wait_for(f"saved {path.name}")
        t.press("ctrl+q")
        assert t.end() == 0
        assert t.given_back
    assert path.read_text() == before.replace("arr = 8_000_000", "arr = 9_000_000", 1)
    assert [each.name for each in tmp_path.iterdir() if each.name != "config"] == [path.name]


def test_quitting_without_changes_asks_nothing(tmp_path: Path) -> None:
    with Terminal(tmp_path, example(tmp_path).name) as t:
        t.wait_for(OPENED)
        t.press("ctrl+q")
        assert t.end() == 0
        assert t.given_back


def test_the_start_screen(tmp_path: Path) -> None:
    with Terminal(tmp_path) as t:
        t.wait_for("New workbook")
        t.press("q")
        assert t.end() == 0
        assert t.given_back


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_gives_the_terminal_back_and_leaves_the_file(tmp_path: Path, name: str) -> None:
    path = example(tmp_path)
    before = path.read_bytes()
    with Terminal(tmp_path, path.name) as t:
        t.wait_for(OPENED)
        t.press("down", "9m", "enter")
        t.wait_for("9,000,000")
        os.kill(t.child.pid, getattr(signal, name))
        assert t.end() == 128 + getattr(signal, name)
        assert t.given_back
    assert path.read_bytes() == before


def test_a_signal_while_the_workbook_is_being_read(tmp_path: Path) -> None:
    with Terminal(tmp_path, example(tmp_path).name) as t:
        t.wait_for("Company")
        os.kill(t.child.pid, signal.SIGTERM)
        assert t.end() == 128 + signal.SIGTERM
        assert t.given_back


def test_killed_while_open_the_file_is_whole_and_nothing_is_left_behind(tmp_path: Path) -> None:
    path = example(tmp_path)
    before = path.read_bytes()
    with Terminal(tmp_path, path.name) as t:
        t.wait_for(OPENED)
        t.press("down", "9m", "enter")
        t.wait_for("9,000,000")
        os.kill(t.child.pid, signal.SIGKILL)
        assert t.end() == 128 + signal.SIGKILL
    assert path.read_bytes() == before
    with Terminal(tmp_path, path.name) as t:
        t.wait_for(OPENED)
        t.press("down", "7m", "enter")
        t.wait_for("7,000,000")
        t.press("ctrl+s")
        t.wait_for(f"saved {path.name}")
        t.press("ctrl+q")
        assert t.end() == 0
    assert b"arr = 7_000_000" in path.read_bytes()
    assert [each.name for each in tmp_path.iterdir() if each.name != "config"] == [path.name]


def test_killed_in_the_middle_of_saving_the_file_is_old_or_new(tmp_path: Path) -> None:
    path = example(tmp_path)
    before = path.read_bytes()
    after = before.replace(b"arr = 8_000_000", b"arr = 9_000_000", 1)
    with Terminal(tmp_path, path.name) as t:
        t.wait_for(OPENED)
        t.press("down", "9m", "enter")
        t.wait_for("9,000,000")
        t.press("ctrl+s")
        os.kill(t.child.pid, signal.SIGKILL)
        assert t.end() == 128 + signal.SIGKILL
    assert path.read_bytes() in (before, after)


def test_ctrl_z_undoes_and_does_not_stop_the_program(tmp_path: Path) -> None:
    with Terminal(tmp_path, example(tmp_path).name) as t:
        t.wait_for(OPENED)
        t.press("down", "9m", "enter")
        t.wait_for("9,000,000")
        t.press("ctrl+z")
        t.wait_for("Undid: Company")
        t.wait_for("8,000,000  USD")
        t.press("ctrl+q")
        assert t.end() == 0


def test_resizing_while_typing(tmp_path: Path) -> None:
    with Terminal(tmp_path, example(tmp_path).name) as t:
        t.wait_for(OPENED)
        t.press("down", "9")
        t.screen.resize(12, 50)
        t.child.setwinsize(12, 50)
        t.wait_for("too small")
        t.screen.resize(24, 80)
        t.child.setwinsize(24, 80)
        t.wait_for(OPENED)
        t.press("m", "enter")
        t.wait_for("9,000,000")
        t.press("ctrl+q")
        t.wait_for("Unsaved changes")
        t.press("2")
        assert t.end() == 0


# ── where it cannot be shown ─────────────────────────────────────────────────


@pytest.mark.parametrize(("term", "words"), [("dumb", "TERM is dumb"), ("-", "TERM is not set")])
def test_a_terminal_that_cannot_show_it(tmp_path: Path, term: str, words: str) -> None:
    with Terminal(tmp_path, example(tmp_path).name, TERM=term) as t:
        assert t.end() == 2
        said = t.raw.decode()
        assert words in said
        assert "partnerbook show acme.program.toml" in said
        assert "partnerbook check acme.program.toml" in said
        assert "\x1b" not in said


def test_no_terminal_at_all(tmp_path: Path) -> None:
    path = example(tmp_path)
    environment = {**os.environ, "PARTNERBOOK_CONFIG_DIR": str(tmp_path / "config")}
    done = subprocess.run(
        [sys.executable, "-m", "partnerbook", str(path)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert "there is no terminal" in done.stderr
    assert "partnerbook check" in done.stderr


@pytest.mark.parametrize("theme", ["harbor", "paper", "contrast"])
def test_no_color_means_no_colour(tmp_path: Path, theme: str) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.toml").write_text(f'theme = "{theme}"\n')
    with Terminal(tmp_path, example(tmp_path).name, NO_COLOR="1") as t:
        t.wait_for(OPENED)
        for key, words in (
            ("f4", "Sourced revenue"),
            ("f9", "Is it ready?"),
            ("f2", OPENED),
            ("f8", "PAY001"),
        ):
            t.press(key)
            t.wait_for(words)
        t.press("ctrl+p")
        t.wait_for("Go to the next finding")
        t.press("escape")
        t.wait_until_gone("Go to the next finding")
        t.press("escape", "\x14")
        t.wait_for_underlined("Company")
        t.press("ctrl+f")
        t.wait_for("Search the workbook")
        t.press("sol", "escape")
        t.wait_until_gone("Search the workbook")
        t.press("ctrl+q")
        assert t.end() == 0
    assert t.attributes <= {0, 1, 2, 3, 4, 7, 9, 22, 23, 24, 27, 29}
    assert {1, 2, 4, 7} <= t.attributes


def test_without_colour_cursors_are_seen(tmp_path: Path) -> None:
    with Terminal(tmp_path, example(tmp_path).name, NO_COLOR="1") as t:
        t.wait_for(OPENED)
        first, second = t.reversed_words()
        assert (first, second[:12]) == ("Company ✓", "▸new-markets")
        t.press("down", "9m")
        t.wait_for("9m")
        assert t.reversed_words() == ["Company ✓"], "the caret behind the text is one blank"
        assert any(cell.reverse for cell in t.line_with("9m").values())
        t.press("enter", "f4")
        t.wait_for("Sourced revenue")
        t.press("f8")
        t.wait_for("to its field")
        shown = t.reversed_words()
        assert "2 Tiers" in shown[0]
        assert "PAY001" in " ".join(shown), "the finding under the cursor"
        t.press("\x14")
        t.wait_for_underlined("2 Tiers")
        t.press("ctrl+p")
        t.wait_for("Go to the next finding")
        t.wait_for_underlined("Another group of alternatives")


def test_an_empty_no_color_is_none(tmp_path: Path) -> None:
    with Terminal(tmp_path, example(tmp_path).name, NO_COLOR="") as t:
        t.wait_for(OPENED)
        seen = {cell.fg for row in t.screen.buffer.values() for cell in row.values()}
        assert any(value != "default" and len({value[0:2], value[2:4], value[4:6]}) > 1 for value in seen)
        t.press("ctrl+q")
        assert t.end() == 0


def test_ascii_where_the_locale_is_c(tmp_path: Path) -> None:
    path = example(tmp_path)
    with Terminal(tmp_path, path.name, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0") as t:
        t.wait_for(OPENED)
        t.press("f4", "f8")
        t.wait_for("X error PAY001")
        assert t.text.isascii()
        assert "\\u" not in t.text
        t.press("ctrl+q")
        assert t.end() == 0
    assert t.raw.isascii()
