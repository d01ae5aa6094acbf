"""The few signs the interface draws with, once for terminals with Unicode and once for plain ASCII.

Nothing here looks at the environment: whoever starts the interface passes the encoding to `choose_glyphs`.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from partnerbook.record import record

Wish: TypeAlias = Literal["auto", "unicode", "ascii"]


@record
class Glyphs:
    """One set of signs. Every sign is one cell wide, unless its comment says otherwise."""

    ascii: bool
    """Whether text of the workbook must be shown in ASCII too."""
    error: str
    warning: str
    note: str
    todo: str
    waived: str
    ok: str
    modified: str
    """Something differs from the last commit, or is not saved."""
    cursor: str
    """Marks the row with the cursor, for people who see no colours."""
    left: str
    right: str
    up: str
    down: str
    more_left: str
    more_right: str
    unset: str
    ellipsis: str
    middle_dot: str
    separator: str
    """A vertical rule between facts on one line."""
    checked: str
    """A ticked box in a list; three cells."""
    unchecked: str
    """An empty box in a list; three cells."""
    more: str
    """Something that was not there before."""
    times: str
    arrow: str
    """From an old value to a new one."""
    line: str
    heavy_line: str
    vertical: str
    top_left: str
    top_right: str
    bottom_left: str
    bottom_right: str
    bar_full: str
    bar_parts: tuple[str, ...]
    """Parts of a bar from an eighth upwards; empty where the terminal has no such blocks."""
    bar_empty: str
    levels: tuple[str, ...]
    """Heights for a one-line chart, lowest first."""


UNICODE: Final = Glyphs(
    ascii=False,
    error="✗",
    warning="▲",
    note="●",
    todo="○",
    waived="◌",
    ok="✓",
    modified="•",
    cursor="▸",
    left="←",
    right="→",
    up="↑",
    down="↓",
    more_left="‹",
    more_right="›",
    unset="—",
    ellipsis="…",
    middle_dot="·",
    separator="│",
    checked="[✓]",
    unchecked="[ ]",
    more="+",
    times="×",
    arrow="→",
    line="─",
    heavy_line="━",
    vertical="│",
    top_left="╭",
    top_right="╮",
    bottom_left="╰",
    bottom_right="╯",
    bar_full="█",
    bar_parts=("▏", "▎", "▍", "▌", "▋", "▊", "▉"),
    bar_empty="░",
    levels=("▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"),
)

ASCII: Final = Glyphs(
    ascii=True,
    error="X",
    warning="!",
    note="i",
    todo="o",
    waived="w",
    ok="V",
    modified="*",
    cursor=">",
    left="<",
    right=">",
    up="^",
    down="v",
    more_left="<",
    more_right=">",
    unset="-",
    ellipsis="~",
    middle_dot="-",
    separator="|",
    checked="[x]",
    unchecked="[ ]",
    more="+",
    times="x",
    arrow=">",
    line="-",
    heavy_line="=",
    vertical="|",
    top_left="+",
    top_right="+",
    bottom_left="+",
    bottom_right="+",
    bar_full="#",
    bar_parts=(),
    bar_empty=".",
    levels=(".", ":", "-", "=", "+", "*", "#"),
)


def choose_glyphs(encoding: str | None, wish: Wish = "auto") -> Glyphs:
    """The signs for a terminal.

    Args:
        encoding: the encoding of the output, as in ``sys.stdout.encoding``; ``None`` when unknown.
        wish: what the person asked for; ``auto`` decides by the encoding.
    """
    if wish == "unicode":
        return UNICODE
    if wish == "ascii" or encoding is None:
        return ASCII
    plain = encoding.lower().replace("-", "").replace("_", "")
    return UNICODE if plain.startswith(("utf8", "utf16", "utf32", "cp65001")) else ASCII


def bar(share: float, width: int, glyphs: Glyphs) -> str:
    """A horizontal bar of ``width`` cells, filled to ``share`` (0 to 1, clamped), padded with blanks."""
    filled = min(max(share, 0.0), 1.0) * width
    whole = int(filled)
    drawn = glyphs.bar_full * whole
    if glyphs.bar_parts and whole < width:
        eighths = round((filled - whole) * 8)
        if eighths == 8:
            drawn += glyphs.bar_full
        elif eighths:
            drawn += glyphs.bar_parts[eighths - 1]
    return drawn.ljust(width)
