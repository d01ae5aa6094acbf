"""``check --baseline`` and ``check --diff``: only what is new is said."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from cli_run import DAY, Runner, controls

TWO = """format = 1
[program]
name = "P"
[waivers.a]
check = "PAY001"
at = "tiers.gold"
reason = "agreed"
owner = "CFO"
expires = 2020-01-01
[waivers.b]
check = "PAY002"
at = "tiers.gold"
reason = "agreed"
owner = "CFO"
expires = 2020-01-01
"""
THREE = TWO + TWO[TWO.index("[waivers.b]") :].replace("waivers.b", "waivers.c")
ONE = TWO.replace("expires = 2020-01-01\n[", "expires = 2099-01-01\n[")
LOW = """format = 1
[program]
status = "pilot"
[company]
average_contract_value = 25_000
[tracks.var]
type = "var"
may_resell = true
[tracks.var.pay]
kind = "margin"
percent = 25
[tracks.var.partner_year]
deals = 4
[tiers.gold]
rank = 1
tracks = ["var"]
annual_fee = 0
[tiers.gold.pay_percent]
var = 5
"""
ARGS = ["--at", DAY, "--select", "WAI001"]


def addresses(out: str) -> list[str]:
    return [f["address"] for file in json.loads(out)["files"] for f in file["findings"]]


def test_a_baseline_is_written_and_then_only_what_is_new_is_said(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "w.toml").write_text(TWO)
    ran = run("check", "w.toml", *ARGS, "--baseline", "b.json", "--write-baseline")
    assert (ran.status, ran.out) == (0, "Wrote 2 findings to b.json.\n")
    kept = json.loads((tmp_path / "b.json").read_text())
    assert kept["files"] == {"w.toml": ["WAI001 waivers.a.expires", "WAI001 waivers.b.expires"]}

    ran = run("check", "w.toml", *ARGS, "--baseline", "b.json")
    assert ran.status == 0
    assert ran.out == "Nothing found.\n2 findings left out: already in b.json.\n"

    (tmp_path / "w.toml").write_text(THREE)
    ran = run("check", "w.toml", *ARGS, "--baseline", "b.json", "--format", "json")
    assert ran.status == 1
    assert addresses(ran.out) == ["waivers.c.expires"]
    report = json.loads(ran.out)
    assert report["known"] == 2
    assert report["baseline"] == {"path": "b.json", "unused": []}


def test_a_baseline_shrinks_by_itself_and_names_what_it_lost(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "w.toml").write_text(TWO)
    run("check", "w.toml", *ARGS, "--baseline", "b.json", "--write-baseline")
    (tmp_path / "w.toml").write_text(ONE)
    ran = run("check", "w.toml", *ARGS, "--baseline", "b.json")
    assert ran.status == 0
    assert (
        "1 entry of b.json was found no more and taken out:\n    w.toml: WAI001 waivers.a.expires" in ran.out
    )
    assert "waivers.a" not in (tmp_path / "b.json").read_text()
    (tmp_path / "w.toml").write_text(TWO)
    ran = run("check", "w.toml", *ARGS, "--baseline", "b.json")
    assert ran.status == 1  # what was mended and comes back is new
    assert "taken out" not in ran.out


def test_a_baseline_keeps_what_this_run_did_not_look_at(run: Runner, tmp_path: Path) -> None:
    for name in ("w.toml", "v.toml", "gone.toml"):
        (tmp_path / name).write_text(TWO.replace('owner = "CFO"\n', ""))
    words = ["w.toml", "v.toml", "gone.toml", "--select", "WAI", "--at", DAY]
    run("check", *words, "--baseline", "b.json", "--write-baseline")
    before = json.loads((tmp_path / "b.json").read_text())["files"]
    (tmp_path / "gone.toml").unlink()
    (tmp_path / "w.toml").write_text("format = 1\n")
    (tmp_path / "v.toml").write_text("format = [")
    out = run("check", "w.toml", "v.toml", *ARGS, "--baseline", "b.json").out
    after = json.loads((tmp_path / "b.json").read_text())["files"]
    assert after["v.toml"] == before["v.toml"]  # it cannot be read now
    assert after["w.toml"] == [line for line in before["w.toml"] if not line.startswith("WAI001")]
    assert "gone.toml" not in after
    assert "    gone.toml: WAI003" in out


def test_the_same_finding_twice_is_known_as_often_as_it_was_written(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "w.toml").write_text(TWO)
    run("check", "w.toml", *ARGS, "--baseline", "b.json", "--write-baseline")
    kept = json.loads((tmp_path / "b.json").read_text())
    kept["files"]["w.toml"].append("WAI001 waivers.b.expires")
    (tmp_path / "b.json").write_text(json.dumps(kept))
    out = run("check", "w.toml", *ARGS, "--baseline", "b.json").out
    assert "1 entry of b.json was found no more" in out
    assert "2 findings left out" in out


def test_files_are_named_from_the_folder_of_the_baseline(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "plans" / "2027"
    folder.mkdir(parents=True)
    (folder / "w.toml").write_text(TWO)
    run("check", str(folder / "w.toml"), *ARGS, "--baseline", "b.json", "--write-baseline")
    assert list(json.loads((tmp_path / "b.json").read_text())["files"]) == ["plans/2027/w.toml"]
    monkeypatch.chdir(folder)
    assert "2 findings left out" in run("check", "w.toml", *ARGS, "--baseline", "../../b.json").out


def test_waived_findings_stay_visible_and_are_no_part_of_it(run: Runner, tmp_path: Path) -> None:
    text = LOW + (
        '[waivers.w]\ncheck = "PAY001"\nat = "tiers.gold.pay_percent.var"\n'
        'reason = "agreed"\nowner = "CFO"\nexpires = 2099-01-01\n'
    )
    (tmp_path / "w.toml").write_text(text)
    run("check", "w.toml", "--select", "PAY001", "--baseline", "b.json", "--write-baseline")
    assert json.loads((tmp_path / "b.json").read_text())["files"] == {}
    assert "(1 waived)" in run("check", "w.toml", "--select", "PAY001", "--baseline", "b.json").out


def test_what_is_wrong_with_the_file_can_be_known_but_not_that_it_is_unreadable(
    run: Runner, tmp_path: Path
) -> None:
    (tmp_path / "w.toml").write_text('format = 1\n[company]\narr = "much"\n')
    assert run("check", "w.toml", *ARGS).status == 1
    run("check", "w.toml", *ARGS, "--baseline", "b.json", "--write-baseline")
    assert run("check", "w.toml", *ARGS, "--baseline", "b.json").status == 0
    (tmp_path / "w.toml").write_text("format = [")
    before = (tmp_path / "b.json").read_bytes()
    ran = run("check", "w.toml", *ARGS, "--baseline", "b.json", "--write-baseline")
    assert ran.status == 2
    assert "w.toml:1:" in ran.err
    assert (tmp_path / "b.json").read_bytes() == before
    assert run("check", "w.toml", *ARGS, "--baseline", "b.json").status == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "nonsense",
        '{"version": 2, "files": {}}',
        '{"version": 1, "files": {"a": 1}}',
        "[" * 9999,
    ],
)
def test_a_file_that_is_no_baseline_is_refused_and_left_alone(run: Runner, tmp_path: Path, text: str) -> None:
    (tmp_path / "w.toml").write_text(TWO)
    (tmp_path / "b.json").write_text(text)
    for more in ([], ["--write-baseline"]):
        ran = run("check", "w.toml", "--baseline", "b.json", *more)
        assert ran.status == 2
        assert "is no baseline" in ran.err
    assert (tmp_path / "b.json").read_text() == text


def test_wrong_use_is_refused(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "w.toml").write_text(TWO)
    assert "--write-baseline makes it" in run("check", "w.toml", "--baseline", "b.json").err
    for words in (
        ["--write-baseline"],
        ["--baseline", "b.json", "--write-baseline", "--diff", "HEAD"],
        ["--baseline", "."],
    ):
        ran = run("check", "w.toml", *words)
        assert ran.status == 2
        assert "usage: partnerbook check" in ran.err
    assert run("check", "-", "--diff", "HEAD", stdin=TWO.encode()).status == 2


def git(folder: Path, *words: str) -> None:
    settings = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *settings, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init")
    (tmp_path / "w.toml").write_text(TWO)
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "two")
    return tmp_path


def test_diff_says_only_what_a_change_brings(run: Runner, repository: Path) -> None:
    ran = run("check", "w.toml", *ARGS, "--diff", "HEAD")
    assert (ran.status, ran.out) == (0, "Nothing found.\n2 findings left out: already in HEAD.\n")
    (repository / "w.toml").write_text("# a line more\n" + THREE)
    ran = run("check", "w.toml", *ARGS, "--diff", "HEAD", "--format", "json")
    assert ran.status == 1
    assert addresses(ran.out) == ["waivers.c.expires"]
    assert json.loads(ran.out)["since"] == "HEAD"


def test_diff_knows_problems_of_the_file_too(run: Runner, repository: Path) -> None:
    (repository / "w.toml").write_text(TWO + "unknown = 1\n")
    git(repository, "commit", "-am", "unknown")
    assert run("check", "w.toml", *ARGS, "--diff", "HEAD", "--strict").status == 0
    (repository / "w.toml").write_text(TWO + "unknown = 1\nstrange = 2\n")
    out = run("check", "w.toml", *ARGS, "--diff", "HEAD").out
    assert "strange" in out
    assert "unknown key unknown" not in out


def test_diff_follows_a_new_name_and_a_new_key(run: Runner, repository: Path) -> None:
    git(repository, "mv", "w.toml", "plän 2.toml")
    (repository / "plän 2.toml").write_text(TWO.replace("waivers.b", "waivers.other"))
    ran = run("check", "plän 2.toml", *ARGS, "--diff", "HEAD")
    assert ran.out == "Nothing found.\n2 findings left out: already in HEAD.\n"


def test_all_of_a_new_file_is_new(run: Runner, repository: Path) -> None:
    (repository / "new.toml").write_text(ONE)
    assert addresses(run("check", "new.toml", *ARGS, "--diff", "HEAD", "--format", "json").out) == [
        "waivers.b.expires"
    ]


def test_three_dots_mean_where_head_left_the_branch(run: Runner, repository: Path) -> None:
    git(repository, "checkout", "-b", "side")
    git(repository, "checkout", "main")
    (repository / "w.toml").write_text(ONE)
    git(repository, "commit", "-am", "one mended on main")
    git(repository, "checkout", "side")
    (repository / "w.toml").write_text(THREE)
    git(repository, "commit", "-am", "one more on side")

    def found(revision: str) -> list[str]:
        return addresses(run("check", "w.toml", *ARGS, "--diff", revision, "--format", "json").out)

    assert found("main...") == ["waivers.c.expires"]
    assert found("main") == ["waivers.a.expires", "waivers.c.expires"]


def test_diff_together_with_a_baseline(run: Runner, repository: Path) -> None:
    (repository / "w.toml").write_text(THREE)
    run("check", "w.toml", *ARGS, "--baseline", "b.json", "--write-baseline")
    ran = run("check", "w.toml", *ARGS, "--baseline", "b.json", "--diff", "HEAD")
    assert ran.out == "Nothing found.\n3 findings left out: already in b.json or HEAD.\n"


def test_diff_says_what_is_missing(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "w.toml").write_text(TWO)
    ran = run("check", "w.toml", "--diff", "HEAD")
    assert ran.status == 2
    assert "is in no git repository" in ran.err
    git(tmp_path, "init")
    for revision in ("HEAD", "no-such", "--upload-pack=x", "no\x1bsuch", ""):
        ran = run("check", "w.toml", f"--diff={revision}")
        assert ran.status == 2
        assert "there is no revision" in ran.err
        assert controls(ran.err) == []


def test_private_values_are_judged_in_both_and_said_in_none(run: Runner, repository: Path) -> None:
    text = LOW.replace("var = 5", 'var = "withheld"')
    place = repository / "p.program.toml"
    place.write_text(text)
    (repository / "p.private.toml").write_text("tiers.gold.pay_percent.var = 4.77\n")
    git(repository, "add", "p.program.toml")
    git(repository, "commit", "-m", "p")
    assert run("check", place.name, "--select", "PAY001").status == 1
    ran = run("check", place.name, "--select", "PAY001", "--diff", "HEAD")
    assert ran.status == 0
    assert "1 finding left out" in ran.out
    assert "4.77" not in ran.out + ran.err
