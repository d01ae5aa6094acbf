"""Text with the conflicts of a merge in it: written with git's markers, read back, and settled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Final, Literal, NamedTuple, TypeAlias

from partnerbook.program.address import Address
from partnerbook.record import record
from partnerbook.workbook.bounds import Marker, conflict_markers

MARKER_SIZE: Final = 7
"""Signs in a marker, unless git asks for more."""

Choice: TypeAlias = Literal["ours", "theirs", "both"]
Kind: TypeAlias = Literal["changed", "deleted", "renamed", "moved", "text"]

KIND_WORDS: Final[dict[Kind, str]] = {
    "changed": "both sides changed it",
    "deleted": "one side removed it, the other changed it",
    "renamed": "both sides gave it another key",
    "moved": "both sides put it in another place",
    "text": "both sides changed these lines",
}
"""What is the matter, in words."""


@record
class Hunk:
    """Lines of which there are two versions. Every version ends in a line end, or is empty."""

    ours: str
    theirs: str
    base: str | None = None
    """What both came from; ``None`` when it is not known."""
    address: Address = ""
    """What it is about; empty when it is not known."""
    kind: Kind = "text"

    def chosen(self, choice: Choice) -> str:
        """The lines that a choice stands for."""
        if choice == "both":
            return together(self.ours, self.theirs)
        return self.ours if choice == "ours" else self.theirs


Piece: TypeAlias = str | Hunk


class Labels(NamedTuple):
    """What the markers call the versions."""

    ours: str = "ours"
    base: str = "base"
    theirs: str = "theirs"


def hunks(pieces: Iterable[Piece]) -> tuple[Hunk, ...]:
    """The conflicts among the pieces of a text."""
    return tuple(piece for piece in pieces if isinstance(piece, Hunk))


def resolved(pieces: Iterable[Piece], choose: Callable[[int], Choice]) -> str:
    """The text in which every conflict is settled; `choose` is asked with its number, from 0."""
    parts: list[str] = []
    number = 0
    for piece in pieces:
        if isinstance(piece, Hunk):
            parts.append(piece.chosen(choose(number)))
            number += 1
        else:
            parts.append(piece)
    return "".join(parts)


def marked(
    pieces: Iterable[Piece],
    *,
    eol: str = "\n",
    size: int = MARKER_SIZE,
    labels: Labels | None = None,
    with_base: bool = False,
) -> str:
    """The text with conflicts as git writes them; with `with_base` in its diff3 style."""
    names = labels or Labels()
    parts: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            parts.append(piece)
            continue
        parts += [f"{'<' * size} {names.ours}{eol}", piece.ours]
        if with_base:
            parts += [f"{'|' * size} {names.base}{eol}", piece.base or ""]
        parts += ["=" * size, eol, piece.theirs, f"{'>' * size} {names.theirs}{eol}"]
    return "".join(parts)


def pieces_of(text: str) -> tuple[Piece, ...]:
    """The pieces of a text with conflict markers; such a line inside a string is text like any other.

    A marker that has lost its partners stays as text, for a person to look at.
    """
    markers = conflict_markers(text)
    found: list[Piece] = []
    at = 0
    for group in _groups(markers):
        if group[0].offset < at:
            continue
        found.append(text[at : group[0].offset])
        found.append(_hunk(text, group))
        at = _behind(text, group[-1])
    found.append(text[at:])
    return tuple(piece for piece in found if piece)


def _groups(markers: Sequence[Marker]) -> Iterable[list[Marker]]:
    """Markers that belong together: ours, perhaps base, theirs, end."""
    group: list[Marker] = []
    order = "<|=>"
    for marker in markers:
        if marker.sign == "<":
            group = [marker]
        elif group and order.index(marker.sign) > order.index(group[-1].sign):
            group.append(marker)
            if marker.sign == ">" and len(group) > 2 and group[-2].sign == "=":
                yield group
                group = []


def _hunk(text: str, group: Sequence[Marker]) -> Hunk:
    spans = [text[_behind(text, one) : other.offset] for one, other in pairwise(group)]
    if len(spans) == 2:
        return Hunk(spans[0], spans[1])
    return Hunk(spans[0], spans[2], spans[1])


def _behind(text: str, marker: Marker) -> int:
    end = text.find("\n", marker.offset)
    return len(text) if end < 0 else end + 1


def together(ours: str, theirs: str) -> str:
    """Both versions: of two lists the words of both, else the lines of both, one behind the other."""
    joined = _joined_lists(ours, theirs)
    return joined if joined is not None else ours + theirs


def _joined_lists(ours: str, theirs: str) -> str | None:
    """One line whose list has the words of both; ``None`` where the versions are not one list each."""
    from partnerbook.workbook.document import Document
    from partnerbook.workbook.scan import ScanError

    try:
        mine, other = Document.of(ours), Document.of(theirs)
        first, second = mine.blocks[0].entries, other.blocks[0].entries
        if len(mine.blocks) > 1 or len(other.blocks) > 1 or len(first) != 1 or len(second) != 1:
            return None
        values = [
            _words(one, each[0].value, each[0].value_end) for one, each in ((ours, first), (theirs, second))
        ]
    except (ScanError, ValueError):
        return None
    if first[0].parts != second[0].parts or values[0] is None or values[1] is None:
        return None
    from partnerbook.program.address import join

    return mine.set(join(*first[0].parts), tuple(dict.fromkeys((*values[0], *values[1])))).text


def _words(text: str, begin: int, end: int) -> tuple[str, ...] | None:
    from partnerbook.workbook.values import parse

    value = parse(text[begin:end])
    if isinstance(value, list) and all(isinstance(word, str) for word in value):
        return tuple(value)
    return None


def can_be_both(hunk: Hunk) -> bool:
    """Whether both versions can stand together."""
    if not hunk.ours.strip() or not hunk.theirs.strip() or hunk.kind == "moved":
        return False
    import tomli

    try:
        tomli.loads(together(hunk.ours, hunk.theirs))
    except (ValueError, RecursionError):
        return False
    return True
