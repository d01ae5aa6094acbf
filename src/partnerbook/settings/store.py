"""Small files of the person's: TOML read with every problem placed, and texts replaced in one step."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomli

from partnerbook.program.address import join
from partnerbook.record import fresh, record
from partnerbook.workbook import files
from partnerbook.workbook.problems import Problem

if TYPE_CHECKING:
    from partnerbook.workbook.problems import Severity
    from partnerbook.workbook.scan import Parts


@record(frozen=False)
class TomlFile:
    """A TOML file, and the problems found in it so far."""

    path: Path
    text: str = ""
    data: dict[str, Any] = fresh(default_factory=dict)
    problems: list[Problem] = fresh(default_factory=list)

    @property
    def broken(self) -> bool:
        """Whether anything in it cannot be used; a warning alone does not break it."""
        return any(problem.severity == "error" for problem in self.problems)

    def report(
        self, parts: Parts, code: str, message: str, remedy: str, severity: Severity = "error"
    ) -> None:
        """Note a problem at a key, or at the nearest table above it that is written."""
        line, column = self._find(parts)
        address = join(*parts)
        self.problems.append(
            Problem(str(self.path), line, column, code, message, remedy, address, severity),
        )

    def _find(self, parts: Parts) -> tuple[int, int]:
        from partnerbook.workbook.items import scan

        places = {item.parts: (item.line, item.column) for item in scan(self.text)}
        for size in range(len(parts), 0, -1):
            if parts[:size] in places:
                return places[parts[:size]]
        return 1, 1


def read_toml(path: Path) -> TomlFile:
    """A TOML file. One that cannot be read is empty, with every reason among its problems.

    Raises:
        FileNotFoundError: there is none.
    """
    if not path.exists():
        raise FileNotFoundError(path)
    found = TomlFile(path)
    try:
        found.text = files.load(path).text
        found.data = tomli.loads(found.text)
    except files.FileError as error:
        found.problems.append(
            Problem(str(path), error.line, error.column, error.code, error.message, error.remedy)
        )
    except (ValueError, RecursionError, MemoryError):
        from partnerbook.workbook.syntax import parse  # loads much, and a sound file never needs it

        parsed = parse(found.text, str(path))
        found.data = parsed.data or {}
        found.problems += parsed.problems
    return found


def replace_text(path: Path, text: str) -> None:
    """Make a file hold this text: the old text or the new one after a crash, nothing between.

    Raises:
        FileError: it cannot be written.
        OSError: its folder cannot be made.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    data = files.encode(text)
    if path.exists():
        files.save(path, data, files.digest(files.load_bytes(path)))
    else:
        files.create(path, data)
