"""``python -m benchmarks [--quick] [--repetitions N] [--only WORD]``: prints the ratios of docs/performance.md."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import commands, inside, keys, starts
from benchmarks.setting import Setting, prepare
from benchmarks.table import printed

_SECTIONS = {
    "commands": commands.measure,
    "starts": starts.measure,
    "flags": keys.measure_flags,
    "pages": keys.measure_pages,
    "inside": inside.measure,
}


def main() -> int:
    """Measure, print, and say what was missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two repetitions instead of five")
    parser.add_argument("--repetitions", type=int, default=0)
    parser.add_argument("--only", choices=_SECTIONS, action="append", help="a part of it")
    options = parser.parse_args()
    repetitions = options.repetitions or (2 if options.quick else 5)
    began, rows = time.perf_counter(), []
    with tempfile.TemporaryDirectory(prefix="partnerbook-bench-") as folder:
        setting = Setting(Path(folder), repetitions)
        prepare(setting)
        for name in options.only or _SECTIONS:
            print(f"measuring {name} ...", file=sys.stderr)
            rows += _SECTIONS[name](setting)
    print(printed(rows))
    missed = sum(row.verdict == "MISSED" for row in rows)
    print(f"\n{len(rows)} ratios in {time.perf_counter() - began:.0f} s, {missed} missed; "
          f"medians of {repetitions} interleaved turns on this machine.")  # fmt: skip
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
