"""Changes to one block's lines. Each returns the block anew; every other character of it stays as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from partnerbook.program import address as addresses
from partnerbook.record import replace
from partnerbook.workbook.block import Block
from partnerbook.workbook.scan import Entry, Parts, comments_in, key_parts


def dotted_key(parts: Parts) -> str:
    """A key as it is written."""
    return addresses.join(*parts)


def replace_value(block: Block, entry: Entry, literal: str) -> Block:
    """Another value in the place of an entry's.

    A comment behind it that stands in the block's column stays in it. One that has to give way comes back as
    soon as there is room. Any other keeps its distance.
    """
    return _splice(block, entry.line, entry.value, entry.value_end, literal)


def rename_part(block: Block, entry: Entry, number: int, key: str) -> Block:
    """Another name for one part of an entry's written key, counted from 0."""
    _, begin, end = key_parts(block.own, entry.key)[number]
    return _splice(block, entry.line, begin, end, addresses.quote(key))


def rename_header(block: Block, number: int, key: str) -> Block:
    """Another name for one part of the header, counted from 0."""
    _, begin, end = block.header_parts[number]
    line_end = block.own.index("\n", block.head)
    close = block.own.index("]", block.header_parts[-1][2])
    at = block.own.find("#", close, line_end)
    value_end = block.own.rindex("]", close, at if at >= 0 else line_end) + 1
    line = Entry((), block.head, block.head, block.head, block.head, value_end, line_end + 1, at)
    return _splice(block, line, begin, end, addresses.quote(key))


def _splice(block: Block, line: Entry, begin: int, end: int, new: str) -> Block:
    own = block.own
    if line.comment < 0:
        return block.with_text(own[:begin] + new + own[end:])
    before = own[:begin] + new + own[end : line.value_end]
    gap = own[line.value_end : line.comment]
    one_line = "\n" not in new and "\n" not in own[line.start : line.value_end]
    column = block.comment_column
    at = line.comment - line.start
    if (
        one_line
        and column is not None
        and "\t" not in gap
        and (at == column or line.parts in block.displaced)
    ):
        room = column - (len(before) - line.start)
        gap = " " * max(1, room)
        moved = block.displaced | {line.parts} if room < 1 else block.displaced - {line.parts}
        block = replace(block, displaced=moved)
    return block.with_text(before + gap + own[line.comment :])


def insert_entry(block: Block, parts: Parts, literal: str, eol: str, rank: Callable[[Parts], int]) -> Block:
    """A new key, behind the last one that the format's order does not put after it."""
    lines = [entry for entry in block.entries if entry.outer is None]
    family = [entry for entry in lines if len(parts) > 1 and entry.parts[:-1] == parts[:-1]]
    mine = rank(parts)
    before = [entry for entry in family or lines if rank(entry.parts[: len(parts)]) <= mine]
    indent = block.own[lines[-1].start : lines[-1].key] if lines else ""
    line = f"{indent}{dotted_key(parts)} = {literal}{eol}"
    if before:
        at = before[-1].end
    elif lines and block.parts:
        at = block.body
    else:
        at = len(block.own) if not lines else _above(block, lines[0])
    return block.with_text(block.own[:at] + line + block.own[at:])


def _above(block: Block, entry: Entry) -> int:
    """Where the comments directly above an entry begin."""
    at = entry.start
    while at > block.body:
        begin = block.own.rfind("\n", 0, at - 1) + 1
        if not block.own[begin:at].lstrip().startswith("#"):
            break
        at = begin
    return at


def move_entry(block: Block, entry: Entry, before: Entry | None) -> Block:
    """A key's line, with the comments directly above it, before another key's, or behind the last of its
    family.
    """
    own = block.own
    begin, end = _above(block, entry), entry.end
    if before is not None:
        at = _above(block, before)
    else:
        family = [e for e in block.entries if e.outer is None and e.parts[:-1] == entry.parts[:-1]]
        at = family[-1].end
    text = own[begin:end]
    if at <= begin:
        return block.with_text(own[:at] + text + own[at:begin] + own[end:])
    return block.with_text(own[:begin] + own[end:at] + text + own[at:]) if at > end else block


def insert_inline(block: Block, entry: Entry, parts: Parts, literal: str) -> Block:
    """A new key at the end of an inline table."""
    inner = block.own[entry.value + 1 : entry.value_end - 1]
    pair = f"{dotted_key(parts)} = {literal}"
    kept = inner.rstrip()
    if not kept:
        return replace_value(block, entry, "{ " + pair + " }")
    close = inner[len(kept) :]
    comma = "" if kept.endswith(",") else ","
    return replace_value(block, entry, "{" + kept + comma + " " + pair + close + "}")


def drop_entries(block: Block, gone: Iterable[Entry], *, keep_comments: bool, eol: str) -> Block:
    """Without some keys. Their comments stay as lines of their own where `keep_comments`."""
    ordered = sorted(gone, key=lambda entry: entry.start, reverse=True)
    for entry in ordered:
        if entry.outer in ordered:
            continue
        current = block.by_key[entry.parts]  # its place may have changed with the one before
        if current.outer is None:
            block = _drop_line(block, current, keep_comments=keep_comments, eol=eol)
        else:
            block = _drop_inline(block, current)
    return block


def _drop_line(block: Block, entry: Entry, *, keep_comments: bool, eol: str) -> Block:
    own = block.own
    text = own[entry.start : entry.end]
    kept = ""
    if keep_comments and "#" in text:
        comments = comments_in(own[entry.value : entry.value_end])
        if entry.comment >= 0:
            comments.append(own[entry.comment : entry.comment_end])
        indent = own[entry.start : entry.key]
        kept = "".join(indent + comment + eol for comment in comments)
    before, behind = own[: entry.start], own[entry.end :] + block.tail
    if not kept:
        before = _without_double_gap(before, behind)
    return block.with_text(before + kept + behind, "")


def _without_double_gap(before: str, behind: str) -> str:
    last = before.rfind("\n", 0, len(before) - 1) + 1
    first = behind[: behind.find("\n") + 1]
    return before[:last] if before and not before[last:].strip() and not first.strip() else before


def _drop_inline(block: Block, entry: Entry) -> Block:
    own = block.own
    begin, end = entry.key, entry.value_end
    behind = len(own[end:]) - len(own[end:].lstrip(" \t"))
    if own[end + behind : end + behind + 1] == ",":
        end += behind + 1
        end += len(own[end:]) - len(own[end:].lstrip(" \t"))
    else:
        before = own[:begin].rstrip(" \t")
        if before.endswith(","):
            begin = len(before) - 1
    line = entry.line
    shifted = line.value_end
    return _splice(block, line, line.value, shifted, own[line.value : begin] + own[end:shifted])


def as_comment(text: str, eol: str) -> str:
    """Lines of TOML kept as comment lines."""
    lines = text.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    kept = (line.rstrip("\r") for line in lines)
    return "".join((line if line.lstrip().startswith("#") else f"# {line}".rstrip()) + eol for line in kept)
