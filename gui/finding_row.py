"""How one row of the list of findings is drawn: mark, place, message, and what was decided of it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from core.masking import masked
from core.model import Decision, DecisionKind
from core.texts import text
from gui.outline import level
from gui.style import Colours, colours, ui_font

FINDING = Qt.ItemDataRole.UserRole
PLACE = Qt.ItemDataRole.UserRole + 1
DECISION = Qt.ItemDataRole.UserRole + 2
"""Data of an item; a header has no FINDING, an open finding no DECISION."""

_MARKS = {"error": "✗", "warning": "？", "unknown": "…", "info": "i"}
_IGNORED_MARK = "－"
_PADDING = 8
_LEFT = 34
_PLACE_HEIGHT = 19
_HEADER = 28
_LINE_BREAK = "\u2028"
"""Qt's break of a line inside a paragraph."""


def _tone(theme: Colours, name: str) -> tuple[QColor, QColor]:
    return {
        "error": (theme.error_fill, theme.error_mark),
        "warning": (theme.warning_fill, theme.warning_mark),
        "unknown": (theme.warning_fill, theme.warning_mark),
    }.get(name, (theme.total, theme.faint))


class FindingRow(QStyledItemDelegate):
    """A header of a group, or a finding: mark, place in bold, message over as many lines as it needs."""

    def __init__(self, parent: QListWidget) -> None:
        super().__init__(parent)
        self._list = parent
        self._heights: dict[tuple[str, int], int] = {}

    @staticmethod
    def _words(index: QModelIndex | QPersistentModelIndex) -> str:
        """The message, and on a line of its own what was decided of it."""
        decision = index.data(DECISION)
        return f"{index.data()}{_LINE_BREAK}→ {masked(str(decision))}" if decision is not None else str(index.data())

    def _width(self) -> int:
        return self._list.viewport().width() - _LEFT - _PADDING

    def _layout(self, words: str, width: int) -> QTextLayout:
        layout = QTextLayout(words, ui_font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(line.position() + type(line.position())(0, height))
            height += line.height() + 1
        layout.endLayout()
        return layout

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        if index.data(FINDING) is None:
            return QSize(100, _HEADER)
        words, width = self._words(index), self._width()
        key = (words, width)
        if key not in self._heights:
            if len(self._heights) > 2000:
                self._heights.clear()
            self._heights[key] = int(self._layout(words, width).boundingRect().height()) + 2
        return QSize(100, self._heights[key] + _PLACE_HEIGHT + 2 * _PADDING - 2)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = colours()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        finding = index.data(FINDING)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if finding is None:
            painter.setFont(ui_font(bold=True))
            painter.setPen(theme.faint)
            painter.drawText(rect.adjusted(12, 4, -8, 0), int(Qt.AlignmentFlag.AlignVCenter), index.data())
            painter.restore()
            return
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.selection)
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.accent)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.hover)
        decision = index.data(DECISION)
        ignored = decision is not None and decision.kind is DecisionKind.IGNORED
        self._mark(painter, rect, "" if ignored else level(finding))
        room = QRect(rect.left() + _LEFT, rect.top() + _PADDING - 2, self._width(), _PLACE_HEIGHT)
        corner = room.bottomLeft().toPointF()
        if decision is not None:
            room.setRight(self._state(painter, room, decision) - 6)
        painter.setPen(theme.faint if ignored else theme.ink)
        painter.setFont(ui_font(bold=not ignored))
        words = painter.fontMetrics().elidedText(index.data(PLACE), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)
        painter.setFont(ui_font())
        self._layout(self._words(index), self._width()).draw(painter, corner)
        painter.setPen(theme.total)
        painter.drawLine(rect.left() + _LEFT, rect.bottom(), rect.right(), rect.bottom())
        painter.restore()

    @staticmethod
    def _state(painter: QPainter, room: QRect, decision: Decision) -> int:
        """A frame with 已确认 or 已忽略 at the right of the place; returns where it begins."""
        theme = colours()
        confirmed = decision.kind is DecisionKind.CONFIRMED
        words = text(f"window.deciding.state_{decision.kind}")
        painter.setFont(ui_font(8.0, bold=confirmed))
        width = painter.fontMetrics().horizontalAdvance(words) + 12
        place = QRect(room.right() - width, room.center().y() - 8, width, 17)
        painter.setPen(theme.accent if confirmed else theme.faint)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(place, 3, 3)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), words)
        return place.left()

    @staticmethod
    def _mark(painter: QPainter, rect: QRect, name: str) -> None:
        """The mark of a level; "" for what was ignored."""
        fill, ink = _tone(colours(), name)
        place = QRect(rect.left() + 11, rect.top() + _PADDING - 1, 17, 17)
        painter.setPen(ink)
        painter.setBrush(fill)
        painter.drawEllipse(place)
        painter.setFont(ui_font(8.0, bold=True))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), _MARKS.get(name, _IGNORED_MARK))


class FindingList(QListWidget):
    """Lays its rows out anew when its width changes, since their heights depend on it."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
