"""Blocks put in, taken out and moved, with one blank line between tables and every loose comment in its
place.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from partnerbook.workbook.block import Block
from partnerbook.workbook.scan import Parts


def is_below(parts: Parts, prefix: Parts) -> bool:
    """Whether an address is `prefix` or lies below it."""
    return parts[: len(prefix)] == prefix


def without(blocks: Sequence[Block], gone: Collection[Block]) -> list[Block]:
    """The blocks without some; what was loose behind those stays."""
    kept: list[Block] = []
    doomed = set(map(id, gone))
    last = len(blocks) - 1
    for number, block in enumerate(blocks):
        if id(block) not in doomed:
            kept.append(block)
            continue
        before = kept[-1]
        tail = _joined(before.tail, block.tail, at_start=not before.text, at_end=number == last)
        kept[-1] = before.with_tail(tail)
    return kept


def _joined(first: str, second: str, *, at_start: bool, at_end: bool) -> str:
    """What is between two tables when the table between these two gaps goes: the larger of the two gaps."""
    head, run = _split_end(first)
    lead, rest = _split_start(second)
    if at_end and not rest:
        return head + lead
    if at_start:
        return rest
    return head + (run if run.count("\n") >= lead.count("\n") else lead) + rest


def _split_end(tail: str) -> tuple[str, str]:
    lines = tail.split("\n")[:-1]
    count = 0
    while count < len(lines) and not lines[-1 - count].strip():
        count += 1
    cut = sum(len(line) + 1 for line in lines[: len(lines) - count])
    return tail[:cut], tail[cut:]


def _split_start(tail: str) -> tuple[str, str]:
    lines = tail.split("\n")[:-1]
    count = 0
    while count < len(lines) and not lines[count].strip():
        count += 1
    cut = sum(len(line) + 1 for line in lines[:count])
    return tail[:cut], tail[cut:]


def put_after(blocks: list[Block], number: int, group: list[Block], eol: str) -> list[Block]:
    """The blocks with `group` behind block `number`, before what is loose there."""
    before = blocks[number]
    last = number == len(blocks) - 1
    dense = not before.tail and (_is_dense(blocks) if last else bool(before.own))
    gap = "" if dense or not before.own else eol
    tail = before.tail
    if not before.own and not last and not tail:
        tail = eol
    inner = [block.with_tail("") for block in group[:-1]] if dense else group[:-1]
    return [*blocks[:number], before.with_tail(gap), *inner, group[-1].with_tail(tail), *blocks[number + 1 :]]


def put_before(blocks: list[Block], number: int, group: list[Block], eol: str) -> list[Block]:
    """The blocks with `group` before block `number` and behind what is loose there."""
    before = blocks[number - 1]
    gap = "" if before.own and not before.tail else eol
    return [*blocks[:number], *group[:-1], group[-1].with_tail(gap), *blocks[number:]]


def _is_dense(blocks: Sequence[Block]) -> bool:
    return len(blocks) > 1 and not blocks[-2].tail and bool(blocks[-2].own)


def loosened(group: Sequence[Block], eol: str) -> list[Block]:
    """Blocks on their way to another place: blank lines between them come along, loose comments stay
    behind.
    """
    return [block if not block.tail.strip() else block.with_tail(eol) for block in group]


def fenced(blocks: list[Block], eol: str) -> list[Block]:
    """A blank line wherever a comment would otherwise stand directly above a header that it does not belong
    to.
    """
    last = len(blocks) - 1
    return [
        block.with_tail(block.tail + eol) if number < last and _ends_in_comment(block) else block
        for number, block in enumerate(blocks)
    ]


def _ends_in_comment(block: Block) -> bool:
    """Whether the last line is a comment that is no value's: a blank one is the usual case."""
    text = block.tail or block.own
    if text == "\n" or not text:
        return False
    begin = text.rfind("\n", 0, len(text) - 1) + 1
    return text[begin:].lstrip().startswith("#") and (bool(block.tail) or _is_loose(block, begin))


def _is_loose(block: Block, begin: int) -> bool:
    return not block.entries or begin >= block.entries[-1].line.end


def slot(blocks: Sequence[Block], parts: Parts, order: Callable[[Parts], int]) -> tuple[int, bool]:
    """Where the table `parts` goes: the number of a block, and whether behind it (or else before it).

    Before the tables below it; else behind the last table that the format does not put after it, looking
    among its nearest relatives first.
    """
    size = len(parts)
    mine = next((n for n, block in enumerate(blocks) if n > 0 and block.parts[:size] == parts), None)
    if mine is not None:
        return mine, False
    for depth in range(size - 1, -1, -1):
        above, rank = parts[:depth], order(parts[: depth + 1])
        first = 0
        for number in range(len(blocks) - 1, 0, -1):
            theirs = blocks[number].parts
            if theirs[:depth] != above:
                continue
            if len(theirs) == depth or order(theirs[: depth + 1]) <= rank:
                return number, True
            first = number
        if first:
            return first, False
    return 0, True
