"""Reading the data files of this room: nothing is read before it is asked for."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any


@cache
def read(name: str) -> Any:
    """The contents of ``data/NAME.json``. Shared: whoever asks must not change it."""
    import json

    return json.loads(_content(f"{name}.json"))


@cache
def read_tables(name: str) -> Any:
    """The contents of ``data/NAME.toml``, shared too: what is asked for at every opening needs no other parser."""
    import tomli

    return tomli.loads(_content(f"{name}.toml").decode())


def _content(name: str) -> bytes:
    """The bytes of a data file, from a wheel and a zip alike."""
    loader: Any = __loader__  # type: ignore[name-defined]
    try:
        content: bytes = loader.get_data(str(Path(__file__).parent / "data" / name))
    except OSError:
        raise FileNotFoundError(f"the data file {name} is not part of this installation") from None
    return content
