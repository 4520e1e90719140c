"""The tree of rules in the settings: a box to use each rule, and its severity, both reached by the keys."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from core.texts import text

_SPOKEN = Qt.ItemDataRole.AccessibleTextRole
_ENTERING = (Qt.Key.Key_F2, Qt.Key.Key_Right)


class SeverityBox(QComboBox):
    """The severity of one rule. No stop of Tab, as there are as many as rules: F2 on the rule's row leads here, and
    choosing or Esc leads back."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # the wheel scrolls the list, it does not change the rule under the pointer
        event.ignore()

    def hidePopup(self) -> None:
        super().hidePopup()
        self.left.emit()


class RuleTree(QTreeWidget):
    """Chapters of rules; Space uses a rule or not, F2 opens its severity."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(text("settings.rules.name"))
        self.setAccessibleDescription(text("settings.rules.keys"))
        self.setToolTip(text("settings.rules.keys"))
        self.setHeaderLabels([text("settings.rules.column_rule"), text("settings.rules.column_severity")])
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        self.header().resizeSection(1, 110)

    def put(self, item: QTreeWidgetItem, box: SeverityBox) -> None:
        """Put the box of a rule's severity into its row, which says it too."""
        self.setItemWidget(item, 1, box)
        box.left.connect(self.setFocus)
        box.currentTextChanged.connect(lambda words: self._say(item, words))
        self._say(item, box.currentText())

    @staticmethod
    def _say(item: QTreeWidgetItem, severity: str) -> None:
        item.setData(0, _SPOKEN, text("settings.rules.spoken", rule=item.text(0), severity=severity))
        item.setData(1, _SPOKEN, severity)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        box = self.itemWidget(item, 1) if item is not None else None
        if isinstance(box, SeverityBox) and event.key() in _ENTERING:
            box.setFocus(Qt.FocusReason.ShortcutFocusReason)
            box.showPopup()
        else:
            super().keyPressEvent(event)
