"""Completions and the manual page: made from the commands, and right for the shells that are installed."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from cli_run import SAMPLES, Runner

from partnerbook.cli.describe import commands
from partnerbook.cli.main import COMMANDS

ROOT = SAMPLES.parent
BASH = shutil.which("bash")
PRINT = 'COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _partnerbook; printf "%s\\n" "${COMPREPLY[@]}"'


@pytest.fixture(scope="module")
def bash_script() -> str:
    from partnerbook.cli.shells.bash import script

    return script()


def completed(script: str, folder: Path, *words: str) -> list[str]:
    assert BASH is not None
    done = subprocess.run(
        [BASH, "--noprofile", "--norc", "-u", "-c", script + PRINT, "bash", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return [line for line in done.stdout.splitlines() if line]


needs_bash = pytest.mark.skipif(BASH is None, reason="there is no bash")


@needs_bash
def test_bash_completes_commands_options_choices_and_codes(bash_script: str, tmp_path: Path) -> None:
    def after(*words: str) -> list[str]:
        return completed(bash_script, tmp_path, "partnerbook", *words)

    assert after("ch") == ["check"]
    assert set(after("")) >= set(COMMANDS)
    assert after("--ver") == ["--version"]
    assert after("check", "--write") == ["--write-baseline"]
    assert after("check", "--format", "s") == ["sarif"]
    assert after("check", "x.toml", "--format", "=", "j") == ["json", "junit"]
    assert set(after("check", "--format", "=")) == {"text", "json", "github", "sarif", "junit"}
    assert after("explain", "PAY001") == ["PAY001"]
    assert after("new", "--template", "ref") == ["referral-pilot"]
    assert after("completions", "z") == ["zsh"]
    assert after("get", "--at", "20") == []


@needs_bash
def test_bash_completes_workbooks_whatever_they_are_called(bash_script: str, tmp_path: Path) -> None:
    (tmp_path / "a b $(touch x).program.toml").touch()
    (tmp_path / "a.txt").touch()
    (tmp_path / "a folder").mkdir()
    found = completed(bash_script, tmp_path, "partnerbook", "check", "a")
    assert sorted(found) == ["a b $(touch x).program.toml", "a folder"]
    assert completed(bash_script, tmp_path, "partnerbook", "a b") == ["a b $(touch x).program.toml"]
    assert "a.txt" in completed(bash_script, tmp_path, "partnerbook", "check", "-o", "a.")
    assert not (tmp_path / "x").exists()


@needs_bash
def test_bash_completes_revisions(bash_script: str, tmp_path: Path) -> None:
    assert completed(bash_script, tmp_path, "partnerbook", "check", "--diff", "") == ["HEAD"]
    for words in (
        ["init", "-b", "trunk"],
        ["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "--allow-empty", "-m", "x"],
    ):
        subprocess.run(["git", *words], cwd=tmp_path, check=True, capture_output=True)
    assert completed(bash_script, tmp_path, "partnerbook", "check", "--diff", "t") == ["trunk"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_script_knows_every_command_and_option(run: Runner, shell: str) -> None:
    ran = run("completions", shell)
    assert ran.status == 0
    for command in commands():
        assert not command.name or re.search(rf"\b{command.name}\b", ran.out)
        for option in command.options if command.name else ():
            for flag in option.flags:
                named = (
                    flag
                    if shell != "fish"
                    else flag.replace("--", "-l ")
                    if flag[1] == "-"
                    else f"-s {flag[1]}"
                )
                assert named in ran.out
    found = shutil.which(shell)
    if found:
        subprocess.run([found, "-n"], input=ran.out, text=True, check=True)


def test_an_unknown_shell_is_refused(run: Runner) -> None:
    assert run("completions", "csh").status == 2
    assert run("completions").status == 2


def test_the_manual_page_knows_every_command_and_option() -> None:
    page = (ROOT / "docs" / "partnerbook.1").read_text(encoding="utf-8").replace("\\-", "-")
    for command in commands():
        assert f'.SS "{command.synopsis}"' in page
        for option in command.options:
            for flag in option.flags:
                assert f"\\fB{flag}\\fR" in page


@pytest.mark.skipif(shutil.which("groff") is None, reason="there is no groff")
def test_the_manual_page_is_sound_roff() -> None:
    page = ROOT / "docs" / "partnerbook.1"
    done = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww", "-rCHECKSTYLE=3", str(page)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    shown = re.sub(".\x08", "", done.stdout).replace("\u2010", "-")  # bold is struck twice
    assert "EXIT STATUS" in shown
    assert "--write-baseline" in shown


def test_roff_reads_no_command_in_a_text() -> None:
    from partnerbook.cli.manual import _text

    assert _text(".x\n'y\\ \"-") == "\\&.x\n\\(aqy\\e \\(dq\\-"
