"""Reading the data files of this room: nothing is read before it is asked for."""

from __future__ import annotations

from functools import cache
from typing import Any


@cache
def read(name: str) -> Any:
    """The contents of ``data/NAME.json``. Shared: whoever asks must not change it."""
    import json
    import pkgutil  # half the cost of importlib.resources, and works from a wheel and a zip alike

    content = pkgutil.get_data("partnerbook.knowledge", f"data/{name}.json")
    if content is None:
        raise FileNotFoundError(f"the data file {name}.json is not part of this installation")
    return json.loads(content)
