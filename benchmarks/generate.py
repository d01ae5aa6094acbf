"""A workbook of any size: ``python benchmarks/generate.py 10000 [--interleaved] [-o FILE]``.

The same number gives the same text. The partners are made up: names, tracks, stages and days as in a real
partner list, with a few long tails.
"""

from __future__ import annotations

import argparse
import random
import sys
from datetime import date, timedelta
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent / "sample_programs" / "example.program.toml"
LAST_DAY = date(2026, 10, 31)
STAGES = (
    ("target", 25), ("contacted", 20), ("signed", 10), ("onboarding", 10),
    ("active", 20), ("inactive", 10), ("left", 5),
)  # fmt: skip
TRACKS = (("var", 60), ("referral", 30), ("app-makers", 10))
FIRST = ("Alder", "Bright", "Cedar", "Delta", "Ember", "Fern", "Granite", "Harbour", "Iron", "Juniper", "Kestrel",
         "Linden", "Maple", "North", "Orchid", "Pine", "Quartz", "River", "Summit", "Tide")  # fmt: skip
SECOND = ("bridge", "field", "gate", "line", "mark", "path", "point", "stone", "ware", "works")
KINDS = (
    "Consulting",
    "Partners",
    "Systems",
    "Digital",
    "GmbH",
    "& Söhne",
    "IT Services",
    "Solutions",
    "Group",
)


def workbook(partners: int, *, interleaved: bool = False, metrics: int = 0, tiers: int = 0) -> str:
    """The example with this many partners instead of its one; `metrics` and `tiers` make a wider ladder.

    `interleaved`: the tables of all partners' results come after those of all partners, which is legal TOML.
    """
    chance = random.Random(f"{partners} partners")
    head, tail = _around_the_partner()
    made = [_partner(chance, number) for number in range(partners)]
    if interleaved:
        middle = [own for own, _ in made] + [results for _, results in made]
    else:
        middle = [part for pair in made for part in pair]
    return head + "".join(middle) + tail + _ladder(metrics, tiers)


def _around_the_partner() -> tuple[str, str]:
    text = BASE.read_text(encoding="utf-8")
    start, end = text.index("[partners.contoso]"), text.index("# ── Step 5")
    # The one incident and the one waiver of the example would speak of what is not there.
    tail = text[end:].replace('partner = "contoso"\n', "")
    waiver, assumptions = tail.index("[waivers.gold-floor]"), tail.index("[assumptions.")
    return text[:start], tail[:waiver] + tail[assumptions:]


def _partner(chance: random.Random, number: int) -> tuple[str, str]:
    name = f"{chance.choice(FIRST)}{chance.choice(SECOND)} {chance.choice(KINDS)}"
    key = f"p{number:05d}-{name.split(maxsplit=1)[0].lower()}"
    track, stage = _picked(chance, TRACKS), _picked(chance, STAGES)
    lines = [f"[partners.{key}]", f'name = "{name}"', f'track = "{track}"']
    if track == "var" and stage not in ("target", "contacted"):
        lines.append(f'tier = "{chance.choice(("registered", "silver", "silver", "gold"))}"')
    lines.append(f'stage = "{stage}"')
    if stage not in ("target", "contacted"):
        signed = LAST_DAY - timedelta(days=chance.randint(20, 900))
        lines.append(f"signed = {signed}")
        if stage in ("active", "inactive"):
            lines.append(f"activated = {min(signed + timedelta(days=chance.randint(10, 200)), LAST_DAY)}")
        lines.append('manager = "partner-lead"')
    if number < 10:
        lines.append("top_ten = true")
    results = [f"[partners.{key}.metrics]"]
    results.append(f"sourced-revenue = {int(chance.lognormvariate(10, 1.2))}")
    results.append(f"new-customers = {chance.choice((0, 0, 1, 1, 2, 3, 5, 9))}")
    results.append(f"certified-people = {chance.choice((0, 1, 2, 2, 4))}")
    return "\n".join(lines) + "\n\n", "\n".join(results) + "\n\n"


def _picked(chance: random.Random, weighted: tuple[tuple[str, int], ...]) -> str:
    words, weights = zip(*weighted, strict=True)
    found: str = chance.choices(words, weights)[0]
    return found


def _ladder(metrics: int, tiers: int) -> str:
    """More metrics, and more tiers that require them: a screen full of fields."""
    text = ""
    names = [f"measure-{number:02d}" for number in range(metrics)]
    for name in names:
        text += f'\n[metrics.{name}]\nname = "{name}"\nmeasures = "activity"\nunit = "count"\nwindow_months = 12\n'
    for number in range(tiers):
        text += f'\n[tiers.step-{number}]\nname = "Step {number}"\nrank = {number + 3}\ntracks = ["var"]\n'
        text += f"\n[tiers.step-{number}.pay_percent]\nvar = {30 + number}\n"
        text += f"\n[tiers.step-{number}.requires]\n"
        text += "".join(f"{name} = {number + 2}\n" for name in names)
    return text


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="Write a workbook with N partners.")
    parser.add_argument("partners", metavar="N", type=int)
    parser.add_argument("--interleaved", action="store_true", help="partners first, then all their results")
    parser.add_argument("-o", "--output", type=Path, help="a file; else standard output")
    options = parser.parse_args()
    text = workbook(options.partners, interleaved=options.interleaved)
    if options.output:
        options.output.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main()
