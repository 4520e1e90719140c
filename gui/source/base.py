"""What every way of showing the source can do."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject, Signal

from core.formats.raw import RawDocument
from core.model import Location


class Clicks(QObject):
    """Speaks for a view: `at` tells which places of the source were clicked, the nearest one first."""

    at = Signal(object)


@runtime_checkable
class SourceView(Protocol):
    """A view of a source. `clicks.at` is emitted with the Locations that were clicked."""

    clicks: Clicks

    def show_document(self, document: RawDocument, content: bytes) -> None:
        """Show another file."""

    def mark(self, where: Location | None) -> None:
        """Mark that place and bring it into view; None marks nothing."""
