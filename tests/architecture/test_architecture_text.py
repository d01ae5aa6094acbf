"""Text of a workbook is never markup: what the interface hands to a widget is a literal, `Content` or `Text`.

Textual reads ``[...]`` in a plain ``str`` as markup, in most places where it takes text. So a call that shows
text gets a literal that somebody wrote here, an object made by ``tui/text.py``, or says ``markup=False``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import partnerbook

PACKAGE = Path(partnerbook.__file__).parent
ROOT = PACKAGE.parents[1]

SHOWS = {
    "Static", "Label", "Button", "Checkbox", "RadioButton", "Option", "Collapsible", "Tooltip", "Link",
    "update", "notify", "add_option", "add_row", "add_column", "set_label",
}  # fmt: skip
"""Calls whose first argument is shown."""
TITLES = {"border_title", "border_subtitle", "tooltip", "label"}
"""Attributes that are shown when they are set."""


def name_of(node: ast.expr) -> str:
    """The last part of what is called: ``self.query_one(X).update`` is ``update``."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def is_formatted(node: ast.expr) -> bool:
    """Whether an expression makes a ``str`` out of values: an f-string, ``+``, ``%``, ``str.format``."""
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in node.values)
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.Mod | ast.Add) and any(
            is_text(side) or is_formatted(side) for side in (node.left, node.right)
        )
    if isinstance(node, ast.Call):
        if isinstance(node.func, ast.Name):
            return node.func.id in {"str", "repr", "format"}
        return name_of(node.func) in {"format", "join", "strip", "replace", "title", "capitalize", "upper"}
    if isinstance(node, ast.IfExp):
        return is_formatted(node.body) or is_formatted(node.orelse)
    return False


def is_text(node: ast.expr) -> bool:
    """Whether an expression is a literal text."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def says_no_markup(call: ast.Call) -> bool:
    """Whether the call turns markup off."""
    return any(
        word.arg == "markup" and isinstance(word.value, ast.Constant) and word.value.value is False
        for word in call.keywords
    )


def formatted_names(scope: ast.AST) -> set[str]:
    """Local names that hold formatted text: ``message = f"..."`` and then ``notify(message)``."""
    return {
        target.id
        for node in ast.walk(scope)
        if isinstance(node, ast.Assign) and is_formatted(node.value)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def shown(node: ast.AST) -> list[ast.expr]:
    """The expressions that a statement or call shows as they are."""
    if isinstance(node, ast.Call) and name_of(node.func) in SHOWS and not says_no_markup(node):
        return [
            *node.args,
            *(word.value for word in node.keywords if word.arg in {"title", "label", "content"}),
        ]
    if isinstance(node, ast.Assign):
        return [
            node.value
            for target in node.targets
            if isinstance(target, ast.Attribute) and target.attr in TITLES
        ]
    return []


def offences(source: str) -> Iterator[int]:
    """The lines that show formatted text, which a workbook's text may be part of."""
    tree = ast.parse(source)
    scopes = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    names = [(scope, formatted_names(scope)) for scope in scopes]
    local = {id(inner): held for scope, held in names for inner in ast.walk(scope)}
    for node in ast.walk(tree):
        for value in shown(node):
            named = isinstance(value, ast.Name) and value.id in local.get(id(node), set())
            if is_formatted(value) or named:
                yield value.lineno


@pytest.mark.parametrize(
    "source",
    [
        'Static(f"{name}")',
        'self.query_one("#x", Static).update(f"{name} is {value}")',
        'self.notify("Saved " + name)',
        'self.notify("%s" % name)',
        'Label("{}".format(name))',
        'Label(" ".join(names))',
        "Option(str(value))",
        'self.border_title = f"Tier {name}"',
        'self.notify("fine", title=f"{name}")',
        'Static(f"{a}" if a else "none")',
        'def f(self, name):\n    message = f"{name}"\n    self.notify(message)',
    ],
)
def test_formatted_text_is_found(source: str) -> None:
    assert list(offences(source))


@pytest.mark.parametrize(
    "source",
    [
        'Static("Tiers")',
        "Static(safe_content(name))",
        'Static(Content(f"{name}"))',
        'self.notify(f"{name}", markup=False)',
        'Static(id=f"tier-{number}")',
        "hashlib.sha256().update(data)",
        "self.border_title = safe_content(name)",
        'd.update({"a": f"{name}"})',
    ],
)
def test_safe_text_is_let_through(source: str) -> None:
    assert not list(offences(source))


def test_no_formatted_text_is_handed_to_a_widget() -> None:
    found = [
        f"{path.relative_to(PACKAGE)}:{line}"
        for path in sorted((PACKAGE / "tui").rglob("*.py"))
        for line in offences(path.read_text(encoding="utf-8"))
    ]
    assert not found, "make it safe with tui/text.py: " + ", ".join(found)


def test_markup_is_read_from_literals_alone() -> None:
    """``Content.from_markup`` and ``Text.from_markup`` get a literal; values go in as ``$name``."""
    found = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in sorted((PACKAGE / "tui").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and name_of(node.func) == "from_markup"
        and not (node.args and is_text(node.args[0]))
    ]
    assert not found, ", ".join(found)
