"""Keys in settings.toml that cannot work are named with their line, and the usual ones kept."""

from __future__ import annotations

import pytest

from partnerbook.settings.folders import folders
from partnerbook.tui.app import PartnerbookApp


def started(keys: str) -> PartnerbookApp:
    file = folders().settings_file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"[keys]\n{keys}\n")
    return PartnerbookApp()


@pytest.mark.parametrize("key", ["x", "X", "slash", "space", "?"])
@pytest.mark.parametrize("action", ["file.save", "sheet.add", "note.new-line", "app.quit"])
def test_a_key_that_types_is_refused_for_what_has_to_work_on_a_sheet(action: str, key: str) -> None:
    app = started(f'"{action}" = "{key}"')
    (problem,) = app.startup_problems
    assert (problem.line, problem.severity) == (2, "warning")
    assert action in problem.message
    assert "Until then it is" in problem.remedy
    assert action not in app.settings.keymap


@pytest.mark.parametrize(
    "keys",
    [
        '"list.next" = "x"',
        '"dialog.close" = "x"',
        '"finding.waive" = "z"',
        '"file.save" = ["x", "ctrl+g"]',
        '"file.save" = "ctrl+z"\n"edit.undo" = "ctrl+s"',
        '"edit.undo" = "ctrl+u"',
    ],
)
def test_keys_that_can_work_are_taken(keys: str) -> None:
    app = started(keys)
    assert app.startup_problems == ()
    assert len(app.settings.keys) == keys.count("=")


@pytest.mark.parametrize(
    ("mine", "key", "other"),
    [
        ("sheet.duplicate", "f12", "page.act"),
        ("page.act", "ctrl+n", "sheet.add"),
        ("edit.undo", "ctrl+s", "file.save"),
        ("list.next", "enter", "list.choose"),
    ],
)
def test_one_key_for_two_actions_of_a_place_is_named_with_both(mine: str, key: str, other: str) -> None:
    app = started(f'"{mine}" = "{key}"')
    said = [each for each in app.startup_problems if other in each.message]
    assert len(said) == 1
    assert mine in said[0].message
    assert said[0].line == 2
    assert app.settings.keymap[mine] == key


def test_the_usual_keys_have_no_fault() -> None:
    assert started('"sheet.duplicate" = "ctrl+g"').startup_problems == ()
