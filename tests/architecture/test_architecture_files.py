"""What is in the repository: small files, no names of anybody's machine, generated files up to date."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import partnerbook

PACKAGE = Path(partnerbook.__file__).parent
ROOT = PACKAGE.parents[1]
MOST_LINES = 400

TEXT = {".py", ".toml", ".md", ".txt", ".json", ".tcss", ".cfg", ".yml", ".yaml", ".sh", ".csv", ".svg", ""}
MACHINE = re.compile(
    r"/(?:home|Users)/[a-z]\w*/|/root/|/opt/pypi|/work/(?:main|shared|\.)|/tmp/(?:team|bash)"
    r"|[a-z0-9.-]+/simple/|index-url|(?:artifactory|nexus|pypi)\.[a-z0-9-]+\.(?:internal|local|corp)",
)


def committed() -> list[Path]:
    """The text files that git keeps, or that would be kept; none outside of a checkout."""
    asked = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if asked.returncode:
        pytest.skip("not a git checkout")
    names = asked.stdout.decode("utf-8", "surrogateescape").split("\0")
    paths = [ROOT / name for name in names if name]
    return [path for path in paths if path.is_file() and path.suffix in TEXT]


def test_files_stay_small() -> None:
    long = {
        str(path.relative_to(PACKAGE)): lines
        for path in sorted(PACKAGE.rglob("*.py"))
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    }
    assert not long, f"over {MOST_LINES} lines, each worth asking whether two things live in it: {long}"


@pytest.mark.parametrize(
    "line",
    [
        "see /home/ann/x",
        "/work/main/src",
        "pip install --index-url https://x",
        "https://mirror.example/simple/",
    ],
)
def test_the_name_of_a_machine_is_noticed(line: str) -> None:
    assert MACHINE.search(line)


def test_nothing_names_a_machine() -> None:
    found = []
    for path in committed():
        if path == Path(__file__):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if match := MACHINE.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {match[0]}")
    assert not found, "\n".join(found)


def test_the_version_is_written_the_same_twice() -> None:
    """It is a constant in the package, because asking the installation is slow."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert partnerbook.__version__ == project["version"]


def test_links_between_documents_lead_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    assert pages
    dead = [
        f"{page.name}: {target}"
        for page in pages
        for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert not dead


def test_generated_files_are_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / ".ci" / "docs.py"), "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
