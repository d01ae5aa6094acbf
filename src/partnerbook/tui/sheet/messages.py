"""What a sheet tells its owner. Handlers are named ``on_sheet_committed`` and so on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from textual.message import Message

if TYPE_CHECKING:
    from partnerbook.tui.sheet.places import SheetPlaces

Direction: TypeAlias = Literal["stay", "down", "up", "next", "previous", "away"]
"""Where the cursor went after a commit; ``away``: to wherever it was sent, by a click for instance."""


class CellMessage(Message, namespace="sheet"):
    """Something happened at an address."""

    def __init__(self, sheet: SheetPlaces, address: str) -> None:
        super().__init__()
        self.sheet = sheet
        self.address = address

    @property
    def control(self) -> SheetPlaces:
        return self.sheet


class Committed(CellMessage, namespace="sheet"):
    """A text was typed, chosen or toggled, and shall be the value."""

    def __init__(self, sheet: SheetPlaces, address: str, text: str, direction: Direction) -> None:
        super().__init__(sheet, address)
        self.text = text
        self.direction = direction


class Dropped(CellMessage, namespace="sheet"):
    """Typing ended without a new text: what a preview showed no longer holds."""


class Cleared(CellMessage, namespace="sheet"):
    """The value shall be unset."""


class Moved(CellMessage, namespace="sheet"):
    """The cursor stands on another address."""


class ActionWanted(CellMessage, namespace="sheet"):
    """Add, duplicate, remove or move the thing that the cursor is on; or Enter on a computed cell."""

    def __init__(self, sheet: SheetPlaces, name: str, address: str, item: str, collection: str) -> None:
        super().__init__(sheet, address)
        self.name = name
        """``add``, ``duplicate``, ``remove``, ``move-earlier``, ``move-later``, ``open``; ``type``: in vain."""
        self.item = item
        """Address of the keyed table; empty when the cursor is on none."""
        self.collection = collection
        """Address of the table of keyed tables; empty when there is none."""
