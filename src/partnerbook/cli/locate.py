"""``partnerbook locate``: the folders that are read and written."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what this command takes."""
    parser.description = "Print the folders and files that are read and written. They need not exist."
    parser.add_argument("--json", action="store_true", help="for programs")


def run(options: argparse.Namespace) -> int:
    """Print them."""
    from partnerbook.cli.output import as_json, safe, say
    from partnerbook.settings.folders import bundled, folders

    yours = folders()
    places = {
        "settings": yours.settings_file,
        "themes": yours.themes,
        "recent": yours.recent_file,
        "log": yours.log_file,
    }
    for name, what in (("bundled themes", "themes"), ("samples", "sample_programs")):
        try:
            places[name] = bundled("themes" if what == "themes" else "sample_programs")
        except FileNotFoundError:
            continue
    if options.json:
        say(as_json({name: str(place) for name, place in places.items()}))
        return 0
    for name, place in places.items():
        say(f"{name + ':':<16}{safe(str(place))}")
    return 0
