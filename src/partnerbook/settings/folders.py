"""Where the person's files lie, and where the files that come with the program lie. Nothing is made here."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final, Literal, TypeAlias

from partnerbook.record import record

APP: Final = "partnerbook"
CONFIG_VARIABLE: Final = "PARTNERBOOK_CONFIG_DIR"
"""An environment variable: everything of the person's lies in this folder, in tests and portable set-ups."""

Bundle: TypeAlias = Literal["themes", "sample_programs"]


@record
class Folders:
    """The person's two folders. They need not exist."""

    config: Path
    """Written by the person: settings and themes."""
    state: Path
    """Written by the program: recent workbooks and the log."""

    @property
    def settings_file(self) -> Path:
        """The person's choices."""
        return self.config / "settings.toml"

    @property
    def themes(self) -> Path:
        """The person's own themes."""
        return self.config / "themes"

    @property
    def recent_file(self) -> Path:
        """The workbooks that were opened."""
        return self.state / "recent.json"

    @property
    def log_file(self) -> Path:
        """What went wrong inside."""
        return self.state / "partnerbook.log"


def folders() -> Folders:
    """The person's folders: the platform's own, or below the folder that `CONFIG_VARIABLE` names."""
    named = os.environ.get(CONFIG_VARIABLE)
    if named:
        config = Path(named).expanduser().absolute()
        return Folders(config, config / "state")
    import platformdirs

    return Folders(
        Path(platformdirs.user_config_dir(APP, appauthor=False)),
        Path(platformdirs.user_state_dir(APP, appauthor=False)),
    )


def bundled(what: Bundle) -> Path:
    """A folder that comes with the program, in an installed wheel or in a checkout.

    Raises:
        FileNotFoundError: the installation is not whole.
    """
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "bundled" / what, package.parents[1] / what):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"{what} did not come with this installation of partnerbook: install it again")
