"""The pane 与上年比对: the place that the comparison has in the window, filled when there is something to compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.session import Change, Session

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from gui.comparison.view import ComparisonView


class ComparisonPane(QWidget):
    """Most work is done without last year's report: the table and the texts are made when the pane is first shown."""

    cellChosen = Signal(str)
    textChosen = Signal(str, object)
    """A part and a span in its text."""
    otherWanted = Signal()
    """Another report of last year is to be chosen."""
    endWanted = Signal()
    """No more comparison."""
    left = Signal()
    """The keys are to go back to the sheet."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("comparison")
        self._session = session
        self.view: ComparisonView | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def _made(self) -> ComparisonView:
        if self.view is None:
            from gui.comparison.view import ComparisonView

            self.view = ComparisonView(self._session, self)
            self.view.cellChosen.connect(self.cellChosen)
            self.view.textChosen.connect(self.textChosen)
            self.view.otherWanted.connect(self.otherWanted)
            self.view.endWanted.connect(self.endWanted)
            self.view.left.connect(self.left)
            self._column.addWidget(self.view)
        return self.view

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._session.previous is not None:
            self._made()

    def concern(self, change: Change) -> None:
        """Take up what the session says has changed."""
        if self.view is not None:
            self.view.concern(change)

    def show_cell(self, address: str) -> None:
        """Choose the row of the cell that the keys came to elsewhere."""
        if self.view is not None:
            self.view.show_cell(address)

    def show_text(self, number: str) -> None:
        """Show the texts of the part that the caret came to elsewhere."""
        if self.view is not None:
            self.view.show_text(number)

    def enter(self) -> None:
        """Take the keys."""
        self._made().enter()
