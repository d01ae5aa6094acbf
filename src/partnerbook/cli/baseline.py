"""A baseline: findings that are known, so that ``check`` speaks of new ones only.

The file is JSON and made to be kept in git: for each workbook (named from the baseline's folder) a sorted list
of lines ``CODE address``, as often as it is found. It only ever gets shorter by itself: what is found no more is
taken out. It grows when somebody asks for it.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from partnerbook.cli.arguments import Usage
from partnerbook.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from partnerbook.cli.checked import Checked, Print

VERSION: Final = 1
_ABOUT: Final = "Findings of partnerbook that are known. Written by partnerbook check --write-baseline."


@record
class Baseline:
    """What a baseline file says."""

    path: Path
    files: Mapping[str, Counter[Print]]
    """Fingerprints by workbook, named from the folder of the baseline with slashes."""
    digest: str = ""
    """The SHA-256 of the file; empty where there is none yet."""

    def name_of(self, path: str) -> str:
        """A workbook as this baseline names it."""
        if path == "-":
            return path
        try:
            return os.path.relpath(path, self.path.parent).replace(os.sep, "/")
        except ValueError:  # on another drive
            return Path(path).as_posix()

    def known(self, path: str) -> Counter[Print]:
        """The fingerprints that are known of a workbook."""
        return self.files.get(self.name_of(path), Counter())

    def unused(
        self, results: Iterable[Checked], in_view: Callable[[str], bool]
    ) -> dict[str, tuple[Print, ...]]:
        """What is found no more, by workbook: in the files that were read, as far as their checks ran, and in
        files that are gone."""
        seen = {self.name_of(result.path): result for result in results}
        found: dict[str, tuple[Print, ...]] = {}
        for name, prints in self.files.items():
            if name in seen and seen[name].readable:
                left = prints - Counter(seen[name].prints())
                idle = tuple(each for each in sorted(left.elements()) if in_view(each[0]))
            elif name in seen or name == "-" or (self.path.parent / name).exists():
                continue
            else:
                idle = tuple(sorted(prints.elements()))
            if idle:
                found[name] = idle
        return found

    def shrunk(self, unused: Mapping[str, Iterable[Print]]) -> Baseline:
        """Without what is unused."""
        files = {name: prints - Counter(unused.get(name, ())) for name, prints in self.files.items()}
        return Baseline(self.path, files, self.digest)

    def with_results(self, results: Iterable[Checked], in_view: Callable[[str], bool]) -> Baseline:
        """With everything that was found in these files; what other checks and files have stays."""
        files = dict(self.files)
        for result in results:
            if result.readable:
                name = self.name_of(result.path)
                kept = {p: n for p, n in files.get(name, Counter()).items() if not in_view(p[0])}
                files[name] = Counter(result.prints()) + Counter(kept)
        return Baseline(self.path, files, self.digest)

    @property
    def text(self) -> str:
        """The file."""
        from partnerbook.cli.output import as_json

        files = {
            name: sorted(f"{code} {address}".rstrip() for code, address in prints.elements())
            for name, prints in sorted(self.files.items())
            if prints.total()
        }
        return as_json({"about": _ABOUT, "version": VERSION, "files": files}) + "\n"

    def write(self) -> None:
        """Put it on the disk, in one step.

        Raises:
            FileError: it cannot be written, or is no longer what was read.
        """
        from partnerbook.workbook.files import create, save

        data = self.text.encode("ascii")
        if self.digest:
            save(self.path, data, self.digest)
        else:
            create(self.path, data)


def read_baseline(name: str, *, new: bool) -> Baseline:
    """The baseline in a file. Where there is none it is empty if a `new` one is about to be written.

    Raises:
        Usage: there is no such file, or it is no baseline.
    """
    from partnerbook.workbook.files import FileError, digest, load_bytes

    path = Path(name)
    if new and not path.exists():
        return Baseline(path, {})
    try:
        data = load_bytes(path)
    except FileError as error:
        hint = "" if path.exists() else "; --write-baseline makes it"
        raise Usage(f"--baseline: {error.message}{hint}") from None
    try:
        return Baseline(path, _parsed(data), digest(data))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Usage(f"--baseline: {name} is no baseline of partnerbook") from None


def _parsed(data: bytes) -> dict[str, Counter[Print]]:
    import json

    plain: Any = json.loads(data)
    if plain["version"] != VERSION:
        raise ValueError("another version")
    return {str(name): Counter(map(_print, lines)) for name, lines in plain["files"].items()}


def _print(line: str) -> Print:
    code, _, address = line.partition(" ")
    return code, address
