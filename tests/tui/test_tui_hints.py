"""Keys that hints name are the person's own, and no hint is written with a key in it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from dialog_texts import screen_text
from tui_driver import TODAY, example, running, unwaived

from partnerbook.settings.folders import folders
from partnerbook.settings.options import Settings
from partnerbook.tui import keys as keys_module
from partnerbook.tui.app import PartnerbookApp
from partnerbook.tui.dialogs.compare import CompareScreen
from partnerbook.tui.dialogs.question import Question
from partnerbook.tui.keys import KeyNames, action_ids, places

TUI = Path(keys_module.__file__).parent
_KEY = re.compile(
    r"\b(ctrl|alt|shift)\+|\^[a-z]\b|\bF\d{1,2}\b|\bEsc\b|\b(?<!\{)Enter\b(?! (confirm|adds|opens|next|goes? t))"
)
_DECLARE = frozenset(("Binding", "_key"))


def remapped(**keys: str) -> None:
    file = folders().settings_file
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = [f'"{id.replace("__", ".").replace("_", "-")}" = "{key}"' for id, key in keys.items()]
    file.write_text("[keys]\n" + "\n".join(lines) + "\n")


def written(path: Path) -> list[str]:
    """Texts in a module that are no documentation, no declaration of a key and no comparison with one."""
    tree = ast.parse(path.read_text())
    skipped: set[ast.AST] = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", [])
        for each in body if isinstance(body, list) else []:
            if isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant):
                skipped.add(each.value)
        called = isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", ""))
        if called in _DECLARE | {"startswith", "bar"} or isinstance(node, ast.Dict | ast.Compare):
            skipped |= set(ast.walk(node))
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and node not in skipped]
    return [node.value for node in found if isinstance(node.value, str)]


def test_no_hint_is_written_with_a_key_in_it() -> None:
    found = [
        (path.relative_to(TUI).as_posix(), text)
        for path in sorted(TUI.rglob("*.py"))
        for text in written(path)
        if _KEY.search(text)
    ]
    allowed = {
        ("app.py", "ctrl+p"),
        ("screens/tiers.py", "alt+left"),
        ("screens/tiers.py", "alt+right"),
        ("screens/tiers.py", "alt+"),
        ("screens/tiers.py", "^r"),
        ("dialogs/help.py", ', for example  "edit.undo" = "ctrl+u".'),
    }
    assert {each for each in found if each not in allowed} == set()


def test_every_action_that_a_hint_names_is_there() -> None:
    known = action_ids(PartnerbookApp)
    for _, owner in places(PartnerbookApp):
        for place in re.findall(r"\{([a-z.|-]+)\}", getattr(owner, "HINT", "")):
            assert set(place.split("|")) <= known, owner


def test_hints_of_actions_without_keys_are_left_out() -> None:
    names = KeyNames({"a.one": ("x", "y+enter"), "a.up": ("up",), "a.down": ("down",), "a.none": ()})
    assert names.fill("{a.one} does · {a.none} cannot · Tab next · {a.up|a.down} move") == (
        "x does · Tab next · arrows move"
    )
    assert names("a.one", like="enter") == "y+enter"
    assert names("a.none") == "the palette"
    assert names("a.none", without="") == ""


async def test_pages_name_the_keys_of_the_person(tmp_path: Path) -> None:
    remapped(
        page__act="f11", sheet__add="f1", sheet__duplicate="ctrl+g", sheet__remove="f12", app__help="ctrl+b",
        sheet__move_earlier="ctrl+left", view__picture="ctrl+o", finding__waive="z", file__save="ctrl+w",
        page__recruiting="ctrl+j", finding__next="ctrl+j", sheet__word_left="alt+b",
    )  # fmt: skip
    path = tmp_path / "new.program.toml"
    path.write_text('format = 1\n[program]\ngoals = "all"\n[company]\narr = 9000000\n')
    async with running(path, (200, 50)) as d:
        assert "^o shows the plan, F11 uses it" in d.drawn()
        assert "F11 use this plan" in d.words("#picture")
        assert "Nobody yet: a dedicated partner manager comes first  F1 adds one" in d.drawn()
        await d.press("ctrl+w")
        await d.press("f4")
        assert "two or three are enough  F1 adds one" in d.drawn()
        await d.press("f1")
        assert "F1 adds a tier, ^g copies, ctrl+left alt+right moves, F12 removes" in d.drawn()
        await d.press("f3")
        assert "F11 picks from public figures" in d.drawn()
        await d.press("f9")
        assert "F11 filters" in d.drawn()
        await d.press("ctrl+end")
        assert "^w saves" in d.drawn()
        await d.go("waivers")
        assert "None. z on a finding waives it" in d.drawn()
        await d.press("ctrl+e")
        assert "^j shows them" in d.said


async def test_dialogs_and_boxes_name_the_keys_of_the_person(tmp_path: Path) -> None:
    remapped(
        dialog__close="f10", list__choose="f11", sheet__commit="ctrl+j", note__keep="f2", note__drop="f3",
        note__next="f9", note__new_line="f4",
        findings__filter="x", start__new="m", start__forget="y",
    )  # fmt: skip
    async with running(example(tmp_path)) as d:
        d.app.push_screen(Question("Well?", "", (("a", "One"),)))
        await d.settle()
        assert "F11 choose" in screen_text(d.app)
        assert "F10 cancel" in screen_text(d.app)
        await d.press("f10")
        await d.go("program.status")
        await d.press("ctrl+j")
        assert "^j takes it" in d.drawn()
        await d.press("escape")
        await d.go("tracks.var.value")
        await d.press("x")
        assert "F2 keeps it · F9 goes on · F4 new line · F3 drops it" in screen_text(d.app)
        await d.press(*"more than a few words, which would be missed")
        await d.press("f3")
        assert "F3 again drops what you typed · F2 keeps it" in screen_text(d.app)
        await d.press("f3", "ctrl+l", "x")
        assert "x changes" in d.words("#findings")


async def test_the_start_screen_names_the_keys_of_the_person(tmp_path: Path) -> None:
    remapped(start__new="m", start__forget="y", start__help="f7")
    async with running(None) as d:
        shown = screen_text(d.app)
        assert "Press m to make one, or e to look at an example" in shown
        assert "F7  Which kind of program?" in shown
        assert "m new" in shown.split("\n")[-1]
        assert "y forget" in shown.split("\n")[-1]


async def test_comparing_names_the_keys_of_the_person(tmp_path: Path) -> None:
    remapped(compare__back="f10", compare__history="x")
    async with running(example(tmp_path)) as d:
        await d.press("shift+f9")
        assert isinstance(d.app.screen, CompareScreen)
        keys = screen_text(d.app).split("\n")[-1]
        assert "x history" in keys
        assert "F10 back" in keys


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_on_a_finding_the_line_of_keys_says_how_to_get_to_its_field(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with running(unwaived(tmp_path), size) as d:
        await d.press("f8")
        assert d.words("#keys").split("   ")[:4] == [" Enter to its field", "f fix", "e why", "w waive"]
        assert screen_text(d.app).endswith("^p everything" if size[0] == 80 else "^s save")
        await d.press("enter")
        assert d.sheet.has_focus
        assert "to its field" not in d.words("#keys")


def test_the_application_can_be_asked_for_keys_before_there_is_a_workbook() -> None:
    app = PartnerbookApp(today=TODAY, settings=Settings(keys=(("app.quit", "f4"),)))
    assert keys_module.key_names(app)("app.quit") == "F4"
