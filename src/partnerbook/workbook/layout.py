"""The order in which the format writes tables and keys, taken from the declarations of the program."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from partnerbook.program.program import Program
from partnerbook.program.table import Table, parts_of
from partnerbook.workbook.scan import Parts

FORMAT_KEY: Final = "format"
UNKNOWN: Final = 1_000_000
"""The place of keys that the format does not know: behind all others."""


@lru_cache(maxsize=4096)
def format_order(parts: Parts) -> int:
    """The place of an address among its siblings; the same for keys that the author chose, last for unknown
    ones.
    """
    if parts == (FORMAT_KEY,):
        return -1
    table: type[Table] = Program
    index = 0
    while True:
        declared = parts_of(table)
        part = declared.get(parts[index])
        if index == len(parts) - 1:
            return list(declared).index(parts[index]) if part is not None else UNKNOWN
        if part is None or (part.keyed and index + 1 == len(parts) - 1):
            return 0
        if part.table is None:
            return 0
        table = part.table
        index += 2 if part.keyed else 1
