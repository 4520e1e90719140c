"""The parts of the report on the left, each with the number of its findings."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from core.catalog import edition
from core.conclusion import is_ignored
from core.model import PART_NUMBERS, Finding, Verdict
from core.session import Session
from core.texts import text
from gui.style import colours, ui_font

_NUMBER = Qt.ItemDataRole.UserRole
_COUNTS = Qt.ItemDataRole.UserRole + 1
_ROW = 34
_NARROW = 112
_LEVELS = ("error", "warning", "unknown", "info")


def level(finding: Finding) -> str:
    """How a finding is shown: error, warning, unknown (could not be checked) or info."""
    return "unknown" if finding.verdict is Verdict.UNKNOWN else finding.severity.value


class _Row(QStyledItemDelegate):
    """A part's name, cut with … if it must be, and at most one badge each for errors and for what is doubtful."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = colours()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.selection if chosen else theme.hover)
        if chosen:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.accent)
        right = self._badges(painter, rect, index.data(_COUNTS) or {})
        painter.setFont(ui_font(bold=chosen))
        painter.setPen(theme.ink)
        room = QRect(rect.left() + 12, rect.top(), right - rect.left() - 16, rect.height())
        words = painter.fontMetrics().elidedText(index.data(), Qt.TextElideMode.ElideRight, room.width())
        if rect.width() < _NARROW:
            # in a narrow pane the number says more than the beginning of a name
            words = index.data()[0]
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)
        painter.restore()

    @staticmethod
    def _badges(painter: QPainter, rect: QRect, counts: dict[str, int]) -> int:
        """Draw the badges from the right; returns where the room for the name ends."""
        theme = colours()
        right = rect.right() - 8
        doubtful = counts.get("warning", 0) + counts.get("unknown", 0)
        beside = [
            (doubtful, "?", theme.warning_fill, theme.warning_mark),
            (counts.get("error", 0), "✗", theme.error_fill, theme.error_mark),
        ]
        if rect.width() < _NARROW:
            # beside the first letter of a name there is room for the graver one
            beside = [badge for badge in reversed(beside) if badge[0]][:1]
        for count, mark, fill, ink in beside:
            if not count:
                continue
            painter.setFont(ui_font(8.0, bold=True))
            words = f"{mark}{count}"
            width = painter.fontMetrics().horizontalAdvance(words) + 12
            badge = QRect(right - width, rect.center().y() - 8, width, 18)
            painter.setPen(ink)
            painter.setBrush(fill)
            painter.drawRoundedRect(badge, 9, 9)
            painter.drawText(badge, int(Qt.AlignmentFlag.AlignCenter), words)
            right = badge.left() - 4
        return right

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(76, _ROW)


class Outline(QListWidget):
    """`chosen` tells the part that was clicked or reached by key."""

    chosen = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._following = False
        self.setObjectName("outline")
        self.setAccessibleName(text("window.outline.name"))
        self.setItemDelegate(_Row(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFont(QFont(ui_font()))
        for number in PART_NUMBERS:
            item = QListWidgetItem(self)
            item.setData(_NUMBER, number)
        self.refresh()
        self.setCurrentRow(0)
        self.currentRowChanged.connect(self._choose)
        self.itemClicked.connect(lambda item: self.chosen.emit(item.data(_NUMBER)))

    def refresh(self) -> None:
        """Count the findings of each part anew, without those that were ignored."""
        form = edition(self._session.report.edition)
        counted = {number: dict.fromkeys(_LEVELS, 0) for number in PART_NUMBERS}
        for finding in self._session.judgement.findings:
            if not is_ignored(finding, self._session.decisions):
                counted[finding.part or "0"][level(finding)] += 1
        for row, (number, counts) in enumerate(counted.items()):
            words = [text(f"window.level.count_{name}", count=count) for name, count in counts.items() if count]
            item = self.item(row)
            name = text(f"window.outline.part_{number}")
            if item.text() != name:
                item.setText(name)
            if item.data(_COUNTS) != counts:
                item.setData(_COUNTS, counts)
                summary = text("window.separator").join(words) or text("window.outline.clean")
                item.setToolTip(f"{form.heading(number)}\n{summary}")
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{form.heading(number)}：{summary}")

    def follow(self, number: str) -> None:
        """Show which part is in view, without going there."""
        self._following = True
        self.setCurrentRow(PART_NUMBERS.index(number))
        self._following = False

    def _choose(self, row: int) -> None:
        if not self._following and row >= 0:
            self.chosen.emit(PART_NUMBERS[row])
