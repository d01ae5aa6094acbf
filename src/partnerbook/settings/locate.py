"""What lies where, for people who look for it."""

from __future__ import annotations

from pathlib import Path

from partnerbook.record import record
from partnerbook.settings.folders import bundled, folders


@record
class Location:
    """One file or folder that the program knows."""

    name: str
    label: str
    path: Path

    @property
    def exists(self) -> bool:
        """Whether it is there now."""
        return self.path.exists()


def locate() -> tuple[Location, ...]:
    """Every file and folder of the person's and of the program's, whether it exists or not."""
    own = folders()
    found = [
        Location("settings", "Settings", own.settings_file),
        Location("themes", "Your themes", own.themes),
        Location("recent", "Recent workbooks", own.recent_file),
        Location("log", "Log", own.log_file),
    ]
    for what, name, label in (
        ("themes", "bundled-themes", "Themes of the program"),
        ("sample_programs", "samples", "Sample workbooks"),
    ):
        try:
            found.append(Location(name, label, bundled(what)))  # type: ignore[arg-type]
        except FileNotFoundError:
            continue
    return tuple(found)
