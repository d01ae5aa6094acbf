"""The walls: what loads what. Rooms are looked at in a fresh interpreter, as a command would load them."""

from __future__ import annotations

import argparse
import ast
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import partnerbook
from partnerbook.settings.folders import CONFIG_VARIABLE

PACKAGE = Path(partnerbook.__file__).parent
ROOT = PACKAGE.parents[1]
SAMPLE = ROOT / "sample_programs" / "example.program.toml"
ROOMS = sorted(
    path.parent.name
    for path in PACKAGE.glob("*/__init__.py")
    if path.parent.name not in {"tui", "cli", "bundled"}
)
INTERFACE = {"textual", "rich"}

IMPORT_ALL = """
import importlib, json, pkgutil, sys
package = importlib.import_module(sys.argv[1])
for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    importlib.import_module(found.name)
print(json.dumps(sorted(sys.modules)))
"""
RUN_COMMAND = """
import contextlib, io, json, sys
from partnerbook.cli.main import entry
sys.argv = ["partnerbook", *sys.argv[1:]]
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    try:
        entry()
    except SystemExit:
        pass
print(json.dumps(sorted(sys.modules)))
"""


def imported_names(source: str) -> set[str]:
    """The top-level packages that a module imports, anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


def test_what_is_imported_is_what_is_required() -> None:
    """Every dependency is used, and nothing is used that only happens to come with another one."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    required = {re.split(r"[<>=!~ \[]", line)[0] for line in project["dependencies"]}
    imported = set[str]().union(
        *(imported_names(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py"))
    )
    assert imported - sys.stdlib_module_names - {"partnerbook"} == required


def loaded_by(program: str, *arguments: str, cwd: Path | None = None) -> set[str]:
    """The top-level packages that a program has loaded when it ends."""
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        cwd=cwd,
    )
    assert done.returncode == 0, done.stderr
    return {name.split(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}


def test_every_room_is_there() -> None:
    assert {"program", "knowledge", "economics", "checks", "workbook", "settings", "session"} <= set(ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_no_room_below_the_interface_loads_it(room: str) -> None:
    assert not loaded_by(IMPORT_ALL, f"partnerbook.{room}") & INTERFACE


def test_the_probe_sees_the_interface() -> None:
    """The test above would pass for ever if its way of looking could not see textual."""
    assert loaded_by(IMPORT_ALL, "partnerbook.tui") >= INTERFACE


def command_names() -> list[str]:
    """Every command that the command line knows, asked of itself."""
    try:
        import partnerbook.cli.main as main
    except ImportError:
        return []
    if hasattr(main, "COMMANDS"):
        return sorted(main.COMMANDS)
    return sorted(
        name
        for action in main.build_parser()._actions
        if isinstance(action, argparse._SubParsersAction)
        for name in action.choices
    )


ARGUMENTS = {
    "new": ["made.program.toml"],
    "check": ["copy.program.toml"],
    "diff": ["copy.program.toml", "copy.program.toml"],
    "explain": ["PAY001"],
    "completions": ["bash"],
    "fmt": ["copy.program.toml"],
    "migrate": ["copy.program.toml"],
    "show": ["copy.program.toml"],
    "get": ["copy.program.toml", "program.name"],
    "set": ["copy.program.toml", "program.name", "Other"],
    "textconv": ["copy.program.toml"],
    "git-setup": ["--status"],
    "git-diff-driver": ["copy.program.toml", "/dev/null", ".", ".", "copy.program.toml", ".", "100644"],
    "merge-driver": ["copy.program.toml", "copy.program.toml", "copy.program.toml"],
}
COMMAND_LINES = [["--version"], ["--help"]] + [
    line for name in command_names() for line in ([name, "--help"], [name, *ARGUMENTS.get(name, [])])
]


@pytest.mark.parametrize("line", sorted(COMMAND_LINES), ids=" ".join)
def test_no_command_but_the_interface_loads_textual(line: list[str], tmp_path: Path) -> None:
    (tmp_path / "copy.program.toml").write_bytes(SAMPLE.read_bytes())
    assert not loaded_by(RUN_COMMAND, *line, cwd=tmp_path) & INTERFACE


WATCHED_IMPORT = """
import importlib, pkgutil, sys
package, home = sys.argv[1:]
seen = []
def watch(event, arguments):
    if event == "open" and isinstance(arguments[0], str) and arguments[0].startswith((package, home)):
        seen.append(arguments[0])
    elif event in ("os.mkdir", "os.listdir", "subprocess.Popen", "socket.connect"):
        if str(arguments[0]).startswith(home) or not event.startswith("os."):
            seen.append(event)
sys.addaudithook(watch)
import partnerbook
for found in pkgutil.walk_packages(partnerbook.__path__, "partnerbook."):
    if not found.name.endswith("__main__"):
        importlib.import_module(found.name)
strange = [name for name in seen if not name.endswith((".py", ".pyc"))]
assert not strange, strange
open(package + "/py.typed").close()
assert seen[-1].endswith("py.typed"), "the watch sees nothing"
"""


def test_importing_the_package_reads_and_makes_nothing(tmp_path: Path) -> None:
    """Nothing happens at import: no module of ours reads a file, makes a folder or looks at the person's."""
    done = subprocess.run(
        [sys.executable, "-B", "-c", WATCHED_IMPORT, str(PACKAGE), str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        env={CONFIG_VARIABLE: str(tmp_path), "HOME": str(tmp_path)},
    )
    assert done.returncode == 0, done.stderr
