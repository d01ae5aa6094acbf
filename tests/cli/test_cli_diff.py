"""``partnerbook diff``: what changed, in sentences; with files and with real git repositories."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from cli_run import DAY, Runner, controls, environment, need_keys, process, sample

OLD = Path(sample("example"))
NAME = "plans/näher dran.program.toml"


def git(folder: Path, *words: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "core.autocrlf=false")
    quiet = environment(GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_SYSTEM="/dev/null")
    done = subprocess.run(["git", *identity, *words], cwd=folder, capture_output=True, env=quiet, check=False)
    assert done.returncode == 0, done.stderr.decode()


def changed(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def repository(tmp_path: Path, run: Runner) -> Path:
    """A repository with the example committed; the runner is in its folder."""
    git(tmp_path, "init", "-q", "-b", "main")
    path = tmp_path / NAME
    path.parent.mkdir()
    path.write_bytes(OLD.read_bytes())
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "first")
    return tmp_path


@pytest.fixture
def revised(tmp_path: Path) -> str:
    path = tmp_path / "revised.program.toml"
    path.write_bytes(OLD.read_bytes())
    changed(path, "sourced-revenue = 50_000", "sourced-revenue = 60_000")
    return str(path)


def test_two_files_are_told_in_sentences(run: Runner, revised: str) -> None:
    ran = run("diff", str(OLD), revised, "--at", DAY)
    assert ran.status == 0
    assert "  ▲ Silver: sourced revenue 50,000 USD → 60,000 USD (+20 %) (tighter)\n" in ran.out
    assert "Contoso Consulting falls from Silver to Registered" in ran.out
    assert "1 edit, 1 tighter, 1 partner demoted." in ran.out
    assert "Silver is harder to keep and states no grace period" in ran.out
    assert not ran.err


def test_findings_that_come_are_told_with_code_message_and_severity(run: Runner) -> None:
    words = ("diff", sample("sound"), sample("margin-below-floor"), "--at", DAY)
    assert "\n  PAY001 18 % is below the 20 % floor (error)\n" in run(*words).out
    marked = run(*words, "--format", "markdown").out
    assert "\n- `PAY001` 18 % is below the 20 % floor *(error)*\n" in marked


def test_the_real_revision_says_what_tightened(run: Runner) -> None:
    ran = run("diff", sample("odoo-v10"), sample("odoo-v11"), "--at", DAY)
    assert "Gold: net new users 200 → 300 (+50 %), certified staff 3 → 6 (tighter)" in ran.out
    assert "Retention: definition changed (window 12 months → 36 months)" in ran.out


def test_a_file_alone_is_compared_with_head(run: Runner, repository: Path) -> None:
    assert "Both say the same." in run("diff", NAME).out
    changed(repository / NAME, 'version = "0.3.0"', 'version = "0.4.0"')
    ran = run("diff", NAME, "--exit-code")
    assert ran.status == 1
    assert f"HEAD:{NAME} → {NAME}: 1 edit." in ran.out
    assert "Program: version 0.3.0 → 0.4.0" in ran.out


def test_a_renamed_file_is_compared_with_what_it_was(run: Runner, repository: Path) -> None:
    git(repository, "mv", NAME, "other.program.toml")
    changed(repository / "other.program.toml", 'version = "0.3.0"', 'version = "0.4.0"')
    ran = run("diff", "other.program.toml")
    assert f"HEAD:{NAME} → other.program.toml: 1 edit." in ran.out


def test_revisions_are_named_before_a_colon(
    run: Runner, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed(repository / NAME, 'version = "0.3.0"', 'version = "0.4.0"')
    git(repository, "commit", "-qam", "second")
    both = run("diff", f"main~1:{NAME}", f"HEAD:{NAME}")
    assert "version 0.3.0 → 0.4.0" in both.out
    back = run("diff", f"HEAD:{NAME}", f"main~1:{NAME}")
    assert "version 0.4.0 → 0.3.0" in back.out
    assert "version 0.3.0 → 0.4.0" in run("diff", f"main~1:{NAME}").out  # against the working file
    monkeypatch.chdir(repository / "plans")
    assert "version 0.3.0 → 0.4.0" in run("diff", "main~1:./näher dran.program.toml").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nowhere:x.program.toml", NAME), "there is no revision nowhere"),
        (("HEAD:missing.program.toml", NAME), "HEAD has no file missing.program.toml"),
        (("new.program.toml",), "new.program.toml is not in HEAD"),
        (("-",), "standard input is in no repository"),
        (("-", "-"), "only one side can be standard input"),
    ],
)
def test_what_git_cannot_give_is_said(
    run: Runner, repository: Path, words: tuple[str, ...], said: str
) -> None:
    (repository / "new.program.toml").write_bytes(OLD.read_bytes())
    ran = run("diff", *words)
    assert ran.status == 2
    assert said in ran.err
    assert not ran.out


def test_outside_a_repository_two_files_are_needed(run: Runner, revised: str) -> None:
    ran = run("diff", revised)
    assert ran.status == 2
    assert "is in no git repository: name two files" in ran.err


def test_an_unreadable_side_is_status_2(run: Runner, tmp_path: Path) -> None:
    broken = tmp_path / "broken.program.toml"
    broken.write_text("format = 1\n[program\n", encoding="utf-8")
    ran = run("diff", str(OLD), str(broken), "--exit-code")
    assert ran.status == 2
    assert "broken.program.toml:2:" in ran.err


def test_comments_and_layout_are_no_difference(run: Runner, tmp_path: Path) -> None:
    same = tmp_path / "same.program.toml"
    same.write_text("# another comment\n" + OLD.read_text(encoding="utf-8"), encoding="utf-8")
    ran = run("diff", str(OLD), str(same), "--exit-code")
    assert ran.status == 0
    assert "Both say the same." in ran.out


@pytest.mark.parametrize(("count", "together"), [(8, False), (9, True)])
def test_many_of_one_kind_are_told_together(run: Runner, tmp_path: Path, count: int, together: bool) -> None:
    partners = "".join(f'[partners.p{n}]\nname = "P{n}"\nstage = "target"\n' for n in range(count))
    more = tmp_path / "more.program.toml"
    more.write_text(OLD.read_text(encoding="utf-8") + "\n" + partners, encoding="utf-8")
    added, removed = run("diff", str(OLD), str(more)).out, run("diff", str(more), str(OLD)).out
    assert (f"    Partners: {count} added: P0, P1, P2 and {count - 3} more\n" in added) is together
    assert (f"    Partners: {count} removed: P0, P1, P2 and {count - 3} more\n" in removed) is together
    assert ("    P7: partner removed\n" in removed) is not together
    assert f"{count} edits" in added
    assert len(json.loads(run("diff", str(OLD), str(more), "--format", "json").out)["told"]) == count


def test_json_holds_sentences_and_edits(run: Runner, revised: str) -> None:
    told = json.loads(run("diff", str(OLD), revised, "--format", "json", "--at", DAY).out)
    need_keys(
        told,
        {
            "version": int,
            "old": str,
            "new": str,
            "told": list,
            "effects": list,
            "warnings": list,
            "appeared": list,
            "gone": list,
        },
    )
    (sentence,) = told["told"]
    assert sentence["direction"] == "tighter"
    assert sentence["edits"] == [
        {"edit": "set", "address": "tiers.silver.requires.sourced-revenue", "value": 60000}
    ]
    assert told["effects"][0]["partner"] == "contoso"
    assert told["effects"][0]["demoted"] is True


def test_in_markdown_text_of_the_workbook_is_never_markup(run: Runner, tmp_path: Path) -> None:
    evil = tmp_path / "evil.program.toml"
    evil.write_bytes(OLD.read_bytes())
    changed(evil, 'name = "Silver"', 'name = "<img src=x> [a](http://b.c) *d* `e` @octocat #12 | $f$"')
    changed(evil, "sourced-revenue = 50_000", "sourced-revenue = 60_000")
    ran = run("diff", str(OLD), str(evil), "--format", "markdown", "--at", DAY)
    assert ran.status == 0
    out = ran.out
    for live in ("<img", "[a](", " *d*", " `e`", "@octocat", "#12", "http://", " | ", "$f$"):
        assert live not in out
    assert "&lt;img src=x&gt; \\[a\\](http" in out
    assert "### 2 Tiers\n\n- **" in out


def test_nothing_acts_on_the_terminal(run: Runner, tmp_path: Path) -> None:
    evil = tmp_path / "evil.program.toml"
    evil.write_bytes(OLD.read_bytes())
    changed(evil, 'name = "Silver"', 'name = "S\\u001b[31m\\u202eilver"')
    changed(evil, "sourced-revenue = 50_000", "sourced-revenue = 60_000")
    for form in ("text", "markdown", "json"):
        ran = run("diff", str(OLD), str(evil), "--format", form, "--at", DAY)
        assert ran.status == 0
        assert not controls(ran.out)


def test_private_values_stay_private(run: Runner, repository: Path) -> None:
    path = repository / NAME
    old = "[tiers.silver.pay_percent]\nvar = 25"
    changed(path, old, '[tiers.silver.pay_percent]\nvar = "withheld"')
    secret = path.with_name("näher dran.private.toml")
    secret.write_text("[tiers.silver.pay_percent]\nvar = 27.31\n", encoding="utf-8")
    for form in ("text", "markdown", "json"):
        ran = run("diff", NAME, "--format", form, "--at", DAY)
        assert "private" in ran.out
        assert "27.31" not in ran.out + ran.err


def test_it_runs_as_a_process(repository: Path) -> None:
    changed(repository / NAME, 'version = "0.3.0"', 'version = "0.4.0"')
    ran = process("diff", NAME, "--exit-code", cwd=repository)
    assert ran.status == 1
    assert "version 0.3.0 → 0.4.0" in ran.out
