"""How one row of the list of findings is drawn: mark, place, message, and what was decided of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from core.masking import masked
from core.model import Decision, DecisionKind
from core.texts import text
from gui.findings_model import FindingsModel, Index, Row
from gui.style import Colours, colours, ui_font

_MARKS = {"error": "✗", "warning": "?", "unknown": "…", "info": "i"}
_IGNORED_MARK = "－"
_PADDING = 8
_LEFT = 34
_PLACE_HEIGHT = 19
_HEADER = 28
_KEPT = 500
"""Messages whose lines are kept."""
_LINE_BREAK = "\u2028"
"""Qt's break of a line inside a paragraph."""

_LOWEST = 48
"""Pixels of height that the list keeps: the head and the first line of a finding."""


def _tone(theme: Colours, name: str) -> tuple[QColor, QColor]:
    return {
        "error": (theme.error_fill, theme.error_mark),
        "warning": (theme.warning_fill, theme.warning_mark),
        "unknown": (theme.warning_fill, theme.warning_mark),
    }.get(name, (theme.total, theme.faint))


def _in_lines(words: str, width: int) -> QTextLayout:
    layout = QTextLayout(words, ui_font())
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(line.position() + type(line.position())(0, height))
        height += line.height() + 1
    layout.endLayout()
    return layout


class FindingRow(QStyledItemDelegate):
    """A header of a group, or a finding: mark, place in bold, message over as many lines as it needs."""

    def __init__(self, model: FindingsModel, parent: QListView) -> None:
        super().__init__(parent)
        self._model = model
        self._list = parent
        self._layouts: dict[tuple[str, int], QTextLayout] = {}

    @staticmethod
    def words(row: Row) -> str:
        """The message, and on a line of its own what was decided of it."""
        return row.words if row.decision is None else f"{row.words}{_LINE_BREAK}→ {masked(str(row.decision))}"

    def _width(self) -> int:
        return self._list.viewport().width() - _LEFT - _PADDING

    def _layout(self, row: Row) -> QTextLayout:
        """The message in lines, kept since it is both measured and drawn, and drawn again with every key."""
        key = (self.words(row), self._width())
        layout = self._layouts.get(key)
        if layout is None:
            if len(self._layouts) >= _KEPT:
                self._layouts.clear()
            layout = self._layouts[key] = _in_lines(*key)
        return layout

    def height(self, row: Row) -> int:
        """Pixels that a row takes at the list's present width."""
        if not row.level:
            return _HEADER
        return int(self._layout(row).boundingRect().height()) + _PLACE_HEIGHT + 2 * _PADDING

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, self.height(self._model.rows[index.row()]))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = colours()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        row = self._model.rows[index.row()]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not row.level:
            painter.setFont(ui_font(bold=True))
            painter.setPen(theme.faint)
            painter.drawText(rect.adjusted(12, 4, -8, 0), int(Qt.AlignmentFlag.AlignVCenter), row.words)
            painter.restore()
            return
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.selection)
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.accent)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.hover)
        ignored = row.decision is not None and row.decision.kind is DecisionKind.IGNORED
        self._mark(painter, rect, "" if ignored else row.level)
        room = QRect(rect.left() + _LEFT, rect.top() + _PADDING - 2, self._width(), _PLACE_HEIGHT)
        corner = room.bottomLeft().toPointF()
        if row.decision is not None:
            room.setRight(self._state(painter, room, row.decision) - 6)
        painter.setPen(theme.faint if ignored else theme.ink)
        painter.setFont(ui_font(bold=not ignored))
        words = painter.fontMetrics().elidedText(row.place, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)
        painter.setFont(ui_font())
        self._layout(row).draw(painter, corner)
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


class FindingList(QListView):
    """Lays its rows out anew when its width changes, since their heights depend on it."""

    def __init__(self, model: FindingsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(model)
        self._rows = FindingRow(model, self)
        self.setItemDelegate(self._rows)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._model = model

    def choose(self, row: int) -> None:
        """Make a row current; -1 for none."""
        self.setCurrentIndex(self._model.index(row) if row >= 0 else QModelIndex())

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """While numbers change and lines do not, a row is drawn anew and nothing else is laid out or drawn."""
        at = first.row()
        if first == last and self._laid_out(at) == self._rows.height(self._model.rows[at]):
            self.update(first)
        else:
            super().dataChanged(first, last, list(roles))
            # a row of other lines, as of one just decided, moves those below it
            self.scheduleDelayedItemsLayout()

    def _laid_out(self, at: int) -> int:
        """Pixels between the top of a row and that of the next, as last laid out: its rect knows the new height."""
        if at + 1 < self._model.rowCount():
            end = self.visualRect(self._model.index(at + 1)).top()
        else:
            end = self.contentsSize().height() - self.verticalOffset()
        return end - self.visualRect(self._model.index(at)).top()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
        if event.size().height() < event.oldSize().height():
            # what opens below, to decide of the chosen finding, must not cover it
            self.scrollTo(self.currentIndex())

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), _LOWEST)
