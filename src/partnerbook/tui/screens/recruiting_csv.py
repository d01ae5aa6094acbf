"""Partners to and from a table: what is asked, and what is said of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from partnerbook.program.edit import EditError
from partnerbook.session.partners_file import TableError, read_table, table_path, write_table
from partnerbook.tui.dialogs.ask import Ask
from partnerbook.tui.dialogs.question import Question

_PROBLEMS_SHOWN: Final = 40


def write_partners(screen: Any) -> None:
    """Ask for a file name and write all partners to it; asks again before it replaces a file."""

    def answered(name: str | None) -> None:
        if name:
            _write(screen, table_path(screen.file.path, name), replace=False)

    words = "File beside the workbook, for a spreadsheet"
    screen.app.push_screen(Ask("Partners to CSV", words, "partners.csv"), answered)


def _write(screen: Any, path: Path, *, replace: bool) -> None:
    from partnerbook.publish.partners_csv import partners_csv

    shared = screen.session.shared
    try:
        write_table(path, partners_csv(shared), replace=replace)
    except TableError as error:
        if error.exists:
            _ask_to_replace(screen, path)
        else:
            screen.say(f"not written: {error}", "$flag-error")
        return
    screen.say(f"{len(shared.partners):,} partners written to {path.name}", "$flag-ok")


def _ask_to_replace(screen: Any, path: Path) -> None:
    def answered(answer: str | None) -> None:
        if answer == "replace":
            _write(screen, path, replace=True)
        elif answer == "other":
            write_partners(screen)

    choices = (("other", "Choose another name"), ("replace", f"Replace {path.name}"))
    screen.app.push_screen(Question("The file exists", f"{path} is there already.", choices), answered)


def read_partners(screen: Any) -> None:
    """Ask for a file, and add and update partners from it as one step of undo."""

    def answered(name: str | None) -> None:
        if name:
            _read(screen, table_path(screen.file.path, name))

    held = screen.session.program.recruiting.target_list or ""
    wanted = held if held.endswith(".csv") else "partners.csv"
    words = "File; its first row names the columns: name, stage, track, tier, signed, metrics by key"
    screen.app.push_screen(Ask("Partners from CSV", words, wanted), answered)


def _read(screen: Any, path: Path) -> None:
    from partnerbook.publish.partners_csv import read_partners_csv

    try:
        change, problems = read_partners_csv(read_table(path), screen.session.shared)
        if change is not None:
            screen.session.do(change, "partners")
            screen.refresh_page()
    except (TableError, EditError) as error:
        screen.say(f"not read: {error}", "$flag-error")
        return
    done = change.name if change is not None else f"{path.name}: nothing new"
    screen.say(done, "$flag-ok" if not problems else "$flag-warning")
    if problems:
        words = "\n".join(str(each) for each in problems[:_PROBLEMS_SHOWN])
        if len(problems) > _PROBLEMS_SHOWN:
            words += f"\nand {len(problems) - _PROBLEMS_SHOWN:,} more"
        title = f"{done}; {len(problems):,} not taken over"
        screen.app.push_screen(
            Question(
                title, words, (("close", f"Close; {screen.key_names('edit.undo')} takes the rest back too"),)
            )
        )
