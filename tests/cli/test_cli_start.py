"""The command as a process of its own: starting, what it loads, pipes, terminals, interruption."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from cli_run import DAY, SAMPLES, Runner, environment, process, sample

import partnerbook
from partnerbook.cli.main import COMMANDS

ROOT = SAMPLES.parent


def test_the_version_is_that_of_the_package(run: Runner) -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert partnerbook.__version__ == declared
    for option in ("--version", "-V"):
        assert run(option).out == f"partnerbook {declared}\n"


def test_help_names_every_command(run: Runner) -> None:
    out = run("--help").out
    for command, summary in COMMANDS.items():
        assert f"  {command}" in out
        assert summary in out
        ran = run(command, "--help")
        assert ran.status == 0
        assert ran.out.startswith(f"usage: partnerbook {command} ")


COMMAND_LINES = [
    ["--version"],
    ["--help"],
    ["check", sample("example")],
    ["check", sample("example"), "--format", "json"],
    ["explain", "--all"],
    ["show", sample("example")],
    ["get", sample("example"), "program.name"],
    ["set", "copy.program.toml", "program.name", "M"],
    ["new", "fresh", "--template", "full-ecosystem"],
    ["locate"],
]


@pytest.mark.parametrize("words", COMMAND_LINES, ids=lambda words: words[0])
def test_no_command_loads_the_interface(tmp_path: Path, words: list[str]) -> None:
    (tmp_path / "copy.program.toml").write_bytes(Path(sample("example")).read_bytes())
    script = (
        "import sys\n"
        "from partnerbook.cli.main import main\n"
        f"status = main({words!r})\n"
        "heavy = {'textual', 'rich', 'tomlkit', 'partnerbook.tui'} & set(sys.modules)\n"
        "print(sorted(heavy), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=environment(),
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1] == "[]"


def test_version_and_help_load_next_to_nothing() -> None:
    script = (
        "import sys\n"
        "before = set(sys.modules)\n"
        "from partnerbook.cli.main import main\n"
        "main(['--version'])\n"
        "main(['--help'])\n"
        "print(sorted(set(sys.modules) - before), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env=environment(), check=True
    )
    assert done.stderr.strip() == str(
        ["__future__", "partnerbook", "partnerbook.cli", "partnerbook.cli.main"]
    )


def test_as_a_process_status_and_streams_are_those_of_the_command(tmp_path: Path) -> None:
    sound = process("check", sample("example"), "--select", "WAI001", "--at", DAY)
    assert (sound.status, sound.out, sound.err) == (0, "Nothing found.\n", "")
    assert process("check", "nothing.toml", cwd=tmp_path).status == 2
    expired = process("check", "-", "--at", "2099-01-01", stdin=Path(sample("example")).read_bytes())
    assert expired.status == 1
    assert "-:386:11 WAI001 this waiver ended" in expired.out


def test_a_reader_that_goes_away_is_no_noise(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "partnerbook", "show", sample("example")]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(PYTHONUNBUFFERED="")
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 141


def test_interruption_is_quiet() -> None:
    command = [sys.executable, "-m", "partnerbook", "check", "-"]
    # Where tests run in the background SIGINT is ignored, and a child would inherit that.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        running = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(),
            bufsize=0,
        )
    finally:
        signal.signal(signal.SIGINT, before)
    with running:
        assert running.stdin is not None
        assert running.stdout is not None
        assert running.stderr is not None
        # A pipe holds 64 KiB: once more than that has been taken, the command is reading.
        running.stdin.write(b"#" * 200_000)
        running.send_signal(signal.SIGINT)
        # Should the signal have come between two reads, the next one ends here and the signal is noticed then.
        running.stdin.close()
        assert running.stderr.read() == b""
        assert running.stdout.read() == b""
    assert running.returncode == 130


def test_the_interface_needs_a_terminal(run: Runner, tmp_path: Path) -> None:
    name = sample("example")
    for ran in (process(name), process(), run(name)):
        assert ran.status == 2
        assert ran.out == ""
        assert "there is no terminal" in ran.err
        assert "partnerbook show " in ran.err
        assert "partnerbook check " in ran.err


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_terminal_that_can_show_nothing_is_refused(term: str) -> None:
    parent, child = os.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "partnerbook", sample("example")],
            stdin=child,
            stdout=child,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(TERM=term),
            check=False,
        )
    finally:
        os.close(child)
        os.close(parent)
    assert done.returncode == 2
    assert "partnerbook show " in done.stderr
    assert "textual" not in done.stderr


def test_colours_on_a_terminal() -> None:
    parent, child = os.openpty()
    try:
        for variables, coloured in (({"NO_COLOR": ""}, True), ({"NO_COLOR": "1"}, False)):
            subprocess.run(
                [sys.executable, "-m", "partnerbook", "check", sample("example"), "--at", DAY],
                stdout=child,
                env=environment(TERM="xterm", **variables),
                check=False,
            )
            assert (b"\x1b[" in os.read(parent, 65536)) == coloured
    finally:
        os.close(child)
        os.close(parent)


def test_a_file_that_is_not_there_and_a_command_that_is_none(run: Runner) -> None:
    ran = run("chekc")
    assert ran.status == 2
    assert "did you mean the command check?" in ran.err
    ran = run("chekc", "a.toml")
    assert ran.status == 2
    assert "did you mean check?" in ran.err
    assert "partnerbook new lost.program.toml" in run("lost.program.toml").err
    assert run("-").status == 2
    assert run("--nonsense").status == 2


def test_a_file_named_like_a_command(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "check").write_text('format = 1\n[program]\nname = "P"\n')
    assert "there is no terminal" in run("./check").err
    assert run("check", "check").status == 0
    assert "usage: partnerbook check" in run("check").err


def test_a_terminal_without_utf8() -> None:
    ran = process("show", sample("example"), PYTHONUTF8="0", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert ran.status == 0
    assert ran.out.isascii()


def test_a_mistake_of_ours_is_one_line_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from partnerbook.cli import main as command_line

    def fail(words: list[str]) -> int:
        raise RuntimeError("boom \x1b[2J")

    monkeypatch.setattr(command_line, "main", fail)
    monkeypatch.delenv("PARTNERBOOK_DEBUG", raising=False)
    assert command_line.entry() == 2
    err = capsys.readouterr().err
    assert "RuntimeError: boom \\x1b[2J" in err
    assert "Traceback" not in err
    monkeypatch.setenv("PARTNERBOOK_DEBUG", "1")
    with pytest.raises(RuntimeError):
        command_line.entry()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_a_full_disk_is_no_mistake_of_ours() -> None:
    with Path("/dev/full").open("w") as full:
        told = subprocess.run(
            [sys.executable, "-m", "partnerbook", "--help"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert told.returncode == 2
    assert "could not be written: No space left on device" in told.stderr
    assert "should not happen" not in told.stderr
