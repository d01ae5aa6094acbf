"""Whole tables as text: new ones, renamed ones, and tables that were written in another way."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from partnerbook.program import address as addresses
from partnerbook.program.fields import Value
from partnerbook.record import replace
from partnerbook.workbook import body
from partnerbook.workbook.block import Block
from partnerbook.workbook.scan import Entry, Parts, key_parts
from partnerbook.workbook.values import literal

Nested: TypeAlias = "Value | Mapping[str, Nested]"


class EditError(ValueError):
    """The text cannot be changed in this way: there is nothing at the address, or something else in its
    way.
    """


def block(parts: Parts, lines: Iterable[tuple[Parts, str]], eol: str) -> Block:
    """A new table of keys with the text of their values."""
    written = [f"[{addresses.join(*parts)}]{eol}"]
    written += [f"{addresses.join(*key)} = {text}{eol}" for key, text in lines]
    return Block("".join(written), eol, parts, 0)


def blocks(parts: Parts, table: Mapping[str, Nested], eol: str, *, top: bool = True) -> list[Block]:
    """A new table and the tables in it. A table that holds nothing but tables needs no header, unless it is
    `top`.
    """
    plain: list[tuple[Parts, str]] = []
    below: list[Block] = []
    for key, value in table.items():
        if isinstance(value, Mapping):
            below += blocks((*parts, key), value, eol, top=False)
        else:
            plain.append(((key,), literal(value, None, eol)))
    return [block(parts, plain, eol), *below] if plain or top or not below else below


def rename_keys(within: Block, hits: Sequence[Entry], parts: Parts, key: str) -> Block:
    """The block with the last of `parts` renamed wherever a key of it is written."""
    wanted = len(parts) - 1 - len(within.parts)
    for hit in sorted(hits, key=lambda entry: entry.key, reverse=True):
        entry = within.by_key[hit.parts]
        number = wanted - (len(entry.parts) - len(key_parts(within.own, entry.key)))
        if number >= 0:
            within = body.rename_part(within, entry, number, key)
    return within


def rename_block(old: Block, parts: Parts, key: str) -> Block:
    """A block at or below `parts`, with the last of `parts` renamed in its header."""
    number = len(parts) - 1
    if old.header_parts[number][0] != parts[-1]:
        raise EditError(f"{addresses.join(*parts)} lies in an array of tables")
    new = body.rename_header(old, number, key)
    return replace(new, parts=(*parts[:-1], key, *old.parts[len(parts) :]))


def comment_out(within: Block, hits: Sequence[Entry], eol: str) -> Block:
    """The block with some of its keys turned into comment lines."""
    for hit in sorted(hits, key=lambda entry: entry.start, reverse=True):
        if hit.outer in hits:
            continue
        entry = within.by_key[hit.parts]
        own = within.own
        if entry.outer is None:
            kept = body.as_comment(own[entry.start : entry.end], eol)
            within = within.with_text(own[: entry.start] + kept + own[entry.end :])
        else:
            kept = body.as_comment(own[entry.key : entry.value_end] + "\n", eol)
            within = body.drop_entries(within, [entry], keep_comments=False, eol=eol)
            at = entry.outer.start
            within = within.with_text(within.own[:at] + kept + within.own[at:])
    return within


def comment_out_blocks(all_blocks: Sequence[Block], gone: Collection[Block], eol: str) -> list[Block]:
    """All blocks, with some turned into loose comments behind the block before them."""
    doomed = set(map(id, gone))
    kept: list[Block] = []
    for item in all_blocks:
        if id(item) not in doomed:
            kept.append(item)
            continue
        before = kept[-1]
        gap = before.tail if before.tail or not before.own else eol
        behind = item.tail or eol
        kept[-1] = before.with_tail(gap + body.as_comment(item.own, eol) + behind)
    return kept


class Lifted(NamedTuple):
    """A key taken out of where it was written, to be written below a header."""

    parts: Parts
    text: str | None
    """The text of the value; ``None`` for a table."""
    comment: str


def lifted(within: Block, hits: Iterable[Entry]) -> list[Lifted]:
    """The keys among some entries of a block."""
    own = within.own
    return [
        Lifted(
            within.parts + entry.parts,
            None if entry.inline else own[entry.value : entry.value_end],
            own[entry.comment : entry.comment_end] if entry.comment >= 0 else "",
        )
        for entry in hits
    ]


def regrouped(parts: Parts, loose: Iterable[Lifted], eol: str) -> list[Block]:
    """Tables with headers made of lifted keys that lie at or below `parts`."""
    groups: dict[Parts, list[str]] = {parts: []}
    above: dict[Parts, str] = {}
    for key, text, comment in loose:
        if text is None:
            groups.setdefault(key, [])
            if comment:
                above[key] = comment + eol
            continue
        behind = f" {comment}" if comment else ""
        groups.setdefault(key[:-1], []).append(f"{addresses.quote(key[-1])} = {text}{behind}{eol}")
    made = []
    for key, lines in groups.items():
        head = above.get(key, "")
        own = f"{head}[{addresses.join(*key)}]{eol}" + "".join(lines)
        made.append(Block(own, eol, key, len(head)))
    return made
