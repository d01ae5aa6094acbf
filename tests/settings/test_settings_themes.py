"""Themes: what comes with the program can be read by everybody, and a broken one never stops the start."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from partnerbook.settings.colour import blend, contrast, linear, rgb
from partnerbook.settings.contrast import READABLE, pairs, value, weak_pairs
from partnerbook.settings.folders import CONFIG_VARIABLE, bundled
from partnerbook.settings.theme import FLAGS, Theme, build_theme
from partnerbook.settings.themes import load_theme, load_theme_named, load_themes, plain_theme, theme_names

SHIPPED = load_themes([bundled("themes")])
NAMES = sorted(SHIPPED.by_name)
THREE = 'dark = true\n[colours]\nprimary = "#7cc4f0"\nforeground = "#fff"\nbackground = "#101010"\n'

# Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency"
# (2009), severity 1.0, on linear RGB.
BLINDNESS = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
FULL_SIGHT = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))


def lab(colour: str, sight: tuple[tuple[float, ...], ...]) -> tuple[float, float, float]:
    """CIE L*a*b* (D65) of a colour as somebody with this sight sees it."""
    light = [linear(channel) for channel in rgb(colour)]
    seen = [min(max(sum(m * c for m, c in zip(row, light, strict=True)), 0.0), 1.0) for row in sight]
    to_xyz = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.9505, 1.0, 1.089)
    xyz = [
        sum(m * c for m, c in zip(row, seen, strict=True)) / w for row, w in zip(to_xyz, white, strict=True)
    ]
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one: str, other: str, sight: tuple[tuple[float, ...], ...]) -> float:
    """How far two colours are apart (CIE76): 2 can just be seen, 20 is plainly another colour."""
    pairs = zip(lab(one, sight), lab(other, sight), strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)


def test_the_promised_themes_ship_whole() -> None:
    assert SHIPPED.problems == ()
    assert {"harbor", "paper", "contrast", "okabe"} <= set(NAMES)
    assert {theme.dark for theme in SHIPPED.by_name.values()} == {True, False}


@pytest.mark.parametrize("name", [*NAMES, "plain"])
def test_every_text_can_be_read_on_every_ground(name: str) -> None:
    theme = SHIPPED.by_name.get(name, plain_theme())
    assert weak_pairs(theme) == ()


def test_high_contrast_has_seven_to_one() -> None:
    assert weak_pairs(SHIPPED.by_name["contrast"], readable=7.0) == ()


@pytest.mark.parametrize("name", NAMES)
def test_every_judged_colour_is_a_plain_colour(name: str) -> None:
    """A pair with ``auto 60%`` in it would be passed over, so none may be used in a theme that ships."""
    theme = SHIPPED.by_name[name]
    for one, other, _ in pairs():
        assert value(theme, one).startswith("#")
        assert value(theme, other).startswith("#")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("share", [0.05, 0.13, 0.16])
def test_flags_can_be_read_on_rows_and_fields_that_stand_out(name: str, share: float) -> None:
    theme = SHIPPED.by_name[name]
    ground = blend(theme.surface, theme.foreground, share)
    for flag in FLAGS:
        colour = value(theme, flag if flag == "changed" else f"flag-{flag}")
        assert contrast(colour, ground) >= READABLE, (flag, ground)


@pytest.mark.parametrize("sight", sorted(BLINDNESS))
def test_okabe_flags_stay_apart_for_colour_blind_readers(sight: str) -> None:
    theme = SHIPPED.by_name["okabe"]
    flags = {name: theme.variables[f"flag-{name}"] for name in ("error", "warning", "note", "todo", "ok")}
    # With tritanopia blue and green are nearly one; the sign before each flag tells them apart too.
    least = 10 if sight == "tritanopia" else 18
    for one, other in itertools.combinations(flags, 2):
        assert difference(flags[one], flags[other], BLINDNESS[sight]) > least, (one, other)


@pytest.mark.parametrize("name", NAMES)
def test_flags_are_distinct_for_full_sight(name: str) -> None:
    theme = SHIPPED.by_name[name]
    flags = [theme.variables[f"flag-{flag}"] for flag in ("error", "warning", "note", "todo", "ok")]
    for one, other in itertools.combinations(flags, 2):
        assert difference(one, other, FULL_SIGHT) > 18, (one, other)


def test_a_weak_theme_is_found_out() -> None:
    weak = build_theme(
        "weak", dark=True, colours={"primary": "#335577", "foreground": "#777777", "background": "#555555"}
    )
    assert ("foreground", "background") in {(pair.text, pair.ground) for pair in weak_pairs(weak)}


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("name", NAMES)
def test_textual_takes_the_theme(name: str) -> None:
    """Every variable means something to Textual or to us, and the colours arrive as they were written."""
    from textual.color import Color
    from textual.design import ColorSystem

    theme = SHIPPED.by_name[name]
    system = ColorSystem(
        primary=theme.primary,
        background=theme.background,
        dark=theme.dark,
        variables=dict(theme.variables),
    )
    own = {f"flag-{flag}" for flag in FLAGS} | {"changed", "rule", "cursor-row-background"}
    assert set(theme.variables) - set(system.generate()) <= own
    for variable, colour in theme.variables.items():
        if "style" not in variable:
            Color.parse(colour.split()[0])


def test_three_colours_make_a_theme(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(THREE, encoding="utf-8")
    themes = load_themes([tmp_path])
    assert themes.problems == ()
    theme = themes.by_name["mine"]
    assert theme.label == "Mine"
    assert theme.variables["block-cursor-background"] == "#7cc4f0"
    assert theme.variables["flag-error"] == theme.error
    assert weak_pairs(theme) == ()


def test_the_persons_theme_wins_over_one_that_ships(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CONFIG_VARIABLE, str(tmp_path))
    (tmp_path / "themes").mkdir()
    (tmp_path / "themes" / "harbor.toml").write_text(THREE, encoding="utf-8")
    assert load_themes().by_name["harbor"].background == "#101010"


def test_a_broken_override_leaves_the_theme_that_ships(tmp_path: Path) -> None:
    (tmp_path / "harbor.toml").write_text("dark = maybe\n", encoding="utf-8")
    themes = load_themes([bundled("themes"), tmp_path])
    assert themes.by_name["harbor"] == SHIPPED.by_name["harbor"]
    assert [Path(problem.path).name for problem in themes.problems] == ["harbor.toml"]


def test_every_problem_of_a_theme_is_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "wrong.toml"
    file.write_text(
        'dark = "yes"\nlable = "Wrong"\n\n[colours]\nprimary = "blue"\nbackgruond = "#000"\n'
        'foreground = "#fff"\n\n[variables]\nborder = "thick"\nblock-cursor-text-style = "loud"\n',
        encoding="utf-8",
    )
    theme, problems = load_theme(file)
    assert theme is None
    assert [(problem.line, problem.address) for problem in problems] == [
        (1, "dark"),
        (2, "lable"),
        (4, "colours.background"),
        (5, "colours.primary"),
        (6, "colours.backgruond"),
        (10, "variables.border"),
        (11, "variables.block-cursor-text-style"),
    ]
    unknown = {problem.address: problem.remedy for problem in problems if problem.code == "unknown-name"}
    assert unknown == {"lable": "Did you mean label?", "colours.backgruond": "Did you mean background?"}
    assert all(problem.remedy for problem in problems)


def test_an_unknown_name_alone_does_not_break_a_theme(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(THREE + 'colour = "#123456"\n', encoding="utf-8")
    theme, problems = load_theme(file)
    assert theme is not None
    assert [problem.severity for problem in problems] == ["warning"]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"dark = true\n[colours\n", 2),
        (b'dark = true\n\nlabel = "caf\xe9"\n', 3),
        (b"\xff\xfed\x00", 1),
        (b"a = " + b"[" * 5000 + b"]" * 5000, 1),
        (b"colours = 3\ndark = true\n", 1),
        (b"dark = true\ncolours = {primary = 1, foreground = true, background = []}\n", 2),
    ],
)
def test_no_bytes_stop_the_start(tmp_path: Path, content: bytes, line: int) -> None:
    (tmp_path / "bad.toml").write_bytes(content)
    (tmp_path / "good.toml").write_text(THREE, encoding="utf-8")
    themes = load_themes([tmp_path])
    assert list(themes.by_name) == ["good"]
    assert line in {problem.line for problem in themes.problems}
    assert all(Path(problem.path).name == "bad.toml" for problem in themes.problems)


def test_there_is_always_a_theme(tmp_path: Path) -> None:
    nothing = load_themes([tmp_path / "gone"])
    assert isinstance(nothing.pick("harbor"), Theme)
    assert SHIPPED.pick("no-such").name == "harbor"
    assert SHIPPED.pick("paper").name == "paper"


@pytest.mark.parametrize("text", [THREE, "dark = maybe\n"])
def test_a_theme_that_is_read_alone_is_the_one_that_all_of_them_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setenv(CONFIG_VARIABLE, str(tmp_path))
    (tmp_path / "themes").mkdir()
    for name in ("harbor", "mine"):
        (tmp_path / "themes" / f"{name}.toml").write_text(text, encoding="utf-8")
    assert theme_names() == {*NAMES, "mine"}
    for name in (*NAMES, "mine", "no-such"):
        assert load_theme_named(name) == load_themes().by_name.get(name)


def test_only_the_theme_that_is_asked_for_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def noted(path: Path) -> object:
        read.append(path.name)
        return load_theme(path)

    monkeypatch.setattr("partnerbook.settings.themes.load_theme", noted)
    monkeypatch.setenv(CONFIG_VARIABLE, str(tmp_path))
    assert load_theme_named("paper") == SHIPPED.by_name["paper"]
    assert read == ["paper.toml"]
