"""What is there to be copied into other repositories: the GitHub workflow and the hooks for pre-commit."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from cli_run import SAMPLES, environment

ROOT = SAMPLES.parent
WORKFLOW: Any = yaml.safe_load((ROOT / "docs" / "examples" / "partnerbook.yml").read_text(encoding="utf-8"))
HOOKS: Any = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
STEPS = {step["name"]: step for step in WORKFLOW["jobs"]["check"]["steps"] if "name" in step}


def shell(line: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """A step as a runner of GitHub runs it, with this partnerbook on the path."""
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", line],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env=environment(PATH=f"{folder / 'bin'}:/usr/bin:/bin", GITHUB_WORKSPACE=str(folder), **variables),
    )


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A sound program on main, and a branch on which Gold pays less than the floor."""
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "partnerbook"
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m partnerbook "$@"\n')
    command.chmod(0o755)
    (tmp_path / ".gitignore").write_text("bin\n")
    (tmp_path / "our plans").mkdir()
    program = tmp_path / "our plans" / "a b.program.toml"
    program.write_bytes((SAMPLES / "sound.program.toml").read_bytes())
    git = "git -c user.name=A -c user.email=a@example.org"
    done = shell(
        f"{git} init -q -b main; git add .; {git} commit -qm sound; git update-ref refs/remotes/origin/main HEAD",
        tmp_path,
    )
    assert done.returncode == 0, done.stderr
    assert shell("git checkout -qb gold", tmp_path).returncode == 0
    text = program.read_text(encoding="utf-8")
    program.write_text(
        text.replace("[tiers.gold.pay_percent]\nvar = 30", "[tiers.gold.pay_percent]\nvar = 18")
    )
    assert shell(f"{git} commit -qam gold", tmp_path).returncode == 0
    return tmp_path


def test_the_workflow_annotates_the_line_that_the_pull_request_brings(repository: Path) -> None:
    step = STEPS["What the pull request brings"]
    base = step["env"]["BASE"].replace("${{ github.base_ref }}", "main")
    done = shell(step["run"], repository, BASE=base)
    assert done.returncode != 0
    text = (repository / "our plans" / "a b.program.toml").read_text(encoding="utf-8")
    line = text[: text.index("var = 18")].count("\n") + 1
    assert f"::error file=our plans/a b.program.toml,line={line},col=7,title=PAY001" in done.stdout
    assert done.stderr == ""


def test_the_workflow_passes_on_what_is_sound(repository: Path) -> None:
    shell("git checkout -q main", repository)
    step = STEPS["What the pull request brings"]
    assert shell(step["run"], repository, BASE="origin/main").returncode == 0
    assert shell(STEPS["Everything"]["run"], repository).returncode == 0
    shell("partnerbook fmt our*/*.toml", repository)
    assert shell(STEPS["Layout"]["run"], repository).returncode == 0
    program = repository / "our plans" / "a b.program.toml"
    program.write_text(program.read_text(encoding="utf-8").replace("\n[company]", "\n\n\n[company]"))
    done = shell(STEPS["Layout"]["run"], repository)
    assert done.returncode != 0
    assert done.stdout == "would change our plans/a b.program.toml\n"


def test_the_workflow_passes_where_there_is_no_workbook(repository: Path) -> None:
    shell("git rm -rq .", repository)
    for step in ("What the pull request brings", "Everything", "Layout"):
        assert shell(STEPS[step]["run"], repository, BASE="origin/main").returncode == 0


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_hooks_run_on_workbooks(hook: dict[str, Any], repository: Path) -> None:
    names = ["our plans/a b.program.toml", "x.toml", "program.toml", "a.program.toml.bak", "p.private.toml"]
    chosen = [name for name in names if re.search(hook["files"], name)]
    assert chosen == names[:1]
    words = [*shlex.split(hook["entry"]), *chosen]
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=repository, capture_output=True, text=True, check=False
    )
    assert done.returncode == (1 if hook["id"] == "partnerbook-check" else 0)
    assert done.stderr == ""


def test_every_command_in_the_documentation_is_one() -> None:
    """Each line of `docs/ci.md` and of the README that begins with the command is understood by its parser."""
    from importlib import import_module

    from partnerbook.cli.arguments import Parser
    from partnerbook.cli.main import COMMANDS

    seen = 0
    for page in (ROOT / "docs" / "ci.md", ROOT / "README.md"):
        for line in re.findall(
            r"(?m)^(?:\s*- run: )?partnerbook (.+?)(?: \|\||\s+#|$)", page.read_text(encoding="utf-8")
        ):
            name, *words = shlex.split(line)
            if name not in COMMANDS:
                assert name.endswith(".toml")
                continue
            parser = Parser(prog=name)
            import_module(f"partnerbook.cli.{name.replace('-', '_')}").arguments(parser)
            parser.parse_args(words)
            seen += 1
    assert seen > 10
