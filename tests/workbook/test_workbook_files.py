"""Files: replaced in one step or not at all, never over somebody else's change."""

from __future__ import annotations

import io
import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from partnerbook.workbook import files
from partnerbook.workbook.files import AlreadyExists, ChangedOnDisk, FileError, NotText, TooLarge

OLD = b"format = 1\n"
NEW = b"format = 1\n[program]\n"


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "acme.program.toml"
    path.write_bytes(OLD)
    return path


def names(path):
    return sorted(each.name for each in path.parent.iterdir())


def test_save_replaces_and_leaves_nothing_else(path):
    assert files.save(path, NEW, files.digest(OLD)) == files.digest(NEW)
    assert path.read_bytes() == NEW
    assert names(path) == ["acme.program.toml"]


def test_what_changed_on_disk_is_not_overwritten(path):
    path.write_bytes(b"other 8 !\n\n")
    with pytest.raises(ChangedOnDisk):
        files.save(path, NEW, files.digest(OLD))
    assert path.read_bytes() == b"other 8 !\n\n"
    path.unlink()
    with pytest.raises(ChangedOnDisk):
        files.save(path, NEW, files.digest(OLD))
    assert names(path) == []


def test_create_never_overwrites(path):
    with pytest.raises(AlreadyExists):
        files.create(path, NEW)
    assert path.read_bytes() == OLD
    dangling = path.with_name("link")
    dangling.symlink_to(path.with_name("nowhere"))
    with pytest.raises(AlreadyExists):
        files.create(dangling, NEW)
    fresh = path.with_name("fresh.program.toml")
    assert files.create(fresh, NEW) == files.digest(NEW)
    assert fresh.read_bytes() == NEW
    assert names(path) == ["acme.program.toml", "fresh.program.toml", "link"]


def test_a_link_stays_a_link(path, tmp_path):
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    link = folder / "here.toml"
    link.symlink_to(path)
    files.save(link, NEW, files.digest(OLD))
    assert link.is_symlink()
    assert path.read_bytes() == NEW
    assert list(folder.iterdir()) == [link]


def test_the_mode_is_kept(path):
    path.chmod(0o640)
    files.save(path, NEW, files.digest(OLD))
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_read_only_file_is_refused(path):
    path.chmod(0o444)
    with pytest.raises(FileError, match="read-only"):
        files.save(path, NEW, files.digest(OLD))
    assert path.read_bytes() == OLD


def test_what_an_interrupted_save_left_is_cleared(path):
    stale = path.with_name(".acme.program.toml.4242.partnerbook-part")
    stale.write_bytes(b"half")
    strange = path.with_name(".other.toml.4242.partnerbook-part")
    strange.write_bytes(b"not ours")
    files.save(path, NEW, files.digest(OLD))
    assert names(path) == [strange.name, path.name]


@pytest.mark.parametrize("stop", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("call", ["fsync", "open", "fdopen"])
def test_a_failing_disk_leaves_a_whole_file_and_no_other(path, monkeypatch, call, stop):
    real, calls = getattr(os, call), []

    def failing(*args, **kwargs):
        calls.append(args)
        if len(calls) == stop:
            raise OSError(28, "No space left on device")
        return real(*args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(os, call, failing)
        try:
            files.save(path, NEW, files.digest(OLD))
            whole = (NEW,)
        except FileError:
            whole = (OLD, NEW)
    assert path.read_bytes() in whole
    assert names(path) == [path.name]


def test_killed_while_writing_nothing_is_torn(path):
    script = (
        "import os, sys\nfrom pathlib import Path\nfrom partnerbook.workbook import files\n"
        "path = Path(sys.argv[1])\nreal = os.fsync\n"
        "def dies(number):\n    os._exit(9)\n"
        "os.fsync = dies\nfiles.save(path, b'x' * 100000, files.digest(path.read_bytes()))\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    assert done.returncode == 9
    assert path.read_bytes() == OLD
    files.save(path, NEW, files.digest(OLD))
    assert names(path) == [path.name]


def test_writers_at_once_lose_no_update(path):
    path.write_bytes(b"0")

    def count(times):
        for _ in range(times):
            while True:
                old = files.load_bytes(path)
                try:
                    files.save(path, str(int(old) + 1).encode(), files.digest(old))
                except ChangedOnDisk:
                    continue
                break

    workers = [threading.Thread(target=count, args=(15,)) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert path.read_bytes() == b"60"


def test_what_is_no_regular_file_is_refused_at_once(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (pipe, tmp_path, tmp_path / "none", tmp_path / "none" / "below"):
        with pytest.raises(FileError) as caught:
            files.load_bytes(path)
        assert caught.value.remedy
    with pytest.raises(FileError):
        files.save(pipe, NEW, files.digest(OLD))
    with pytest.raises(FileError):
        files.create(tmp_path / "none" / "new.toml", NEW)


def test_standard_input_is_read(monkeypatch):
    class Input:
        buffer = io.BytesIO(NEW)

    monkeypatch.setattr(sys, "stdin", Input())
    assert files.load_bytes(None) == NEW


def test_the_size_is_capped(path):
    path.write_bytes(b"#" * (files.MAX_BYTES + 1))
    with pytest.raises(TooLarge):
        files.load(path)
    path.write_bytes(b"#" * files.MAX_BYTES)
    assert len(files.load(path).text) == files.MAX_BYTES


def test_text_is_utf_8_and_nothing_else():
    with pytest.raises(NotText, match="UTF-16"):
        files.decode("a = 1\n".encode("utf-16"))
    with pytest.raises(NotText) as caught:
        files.decode("a = 1\n# ä\n# x".encode() + b"\xff\n")
    assert (caught.value.line, caught.value.column) == (3, 4)
    assert files.decode(b"\xef\xbb\xbfa\r\n").text == "a\r\n"
    assert files.encode("a\r\n", bom=True) == b"\xef\xbb\xbfa\r\n"


def test_a_folder_is_called_one(tmp_path: Path) -> None:
    for folder in (tmp_path, Path()):
        with pytest.raises(FileError) as caught:
            files.load(folder)
        assert caught.value.message == f"{folder.name or folder} is a folder"
