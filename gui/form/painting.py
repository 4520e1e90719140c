"""Draws the cells of the form. Every mark has a shape of its own beside its colour."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QLine, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPen, QPolygon, QStaticText, QTransform

from core.catalog import LayoutCell
from core.texts import text
from core.values import show
from gui.form.marks import Marks
from gui.form.measure import PADDING, Measures, in_columns, is_left_aligned
from gui.form.model import FormModel
from gui.style import Colours, colours, form_font, ui_font

_CORNER, _SUSPECT_CORNER = 5, 8
_BAR = 3
_NUMBER_PADDING = 6
_KEPT = 500
"""Numbers whose layout is kept."""


def is_total(address: str) -> bool:
    """True for the cells of a total row or a total column."""
    return "total" in address.split(".")[1:]


class Painter:
    """Draws one cell at a time; pens, brushes and fonts are made once for a theme and size."""

    def __init__(self, model: FormModel) -> None:
        self.model = model
        self.lit: frozenset[str] = frozenset()
        self.named: frozenset[tuple[int, int]] = frozenset()
        self.hover_row = -1
        self.measures = Measures((), (), {})
        self.use(colours(), 9.0)

    def use(self, theme: Colours, size: float) -> None:
        """Take on a theme and a font size in points."""
        self.theme = theme
        self.font, self.bold_font = form_font(size), ui_font(size, bold=True)
        self.small_font = form_font(size - 1.5)
        self.small_font.setStrikeOut(True)
        self.ghost_font = form_font(size - 0.5)
        self.ghost_font.setItalic(True)
        self.ghost_metrics = QFontMetrics(self.ghost_font)
        self.metrics, self.small_metrics = QFontMetrics(self.bold_font), QFontMetrics(self.small_font)
        self.line_pen, self.frame_pen = QPen(theme.line, 1), QPen(theme.frame, 1)
        self.ink_pen, self.faint_pen = QPen(theme.ink), QPen(theme.faint)
        self.current_pen = _inner_pen(theme.accent, 2)
        self.error_pen, self.warning_pen = _inner_pen(theme.error_mark, 2), _inner_pen(theme.warning_mark, 2)
        self.unsure_pen = QPen(theme.unsure, 1.4, Qt.PenStyle.DotLine)
        self._numbers: dict[tuple[str, bool], QStaticText] = {}
        self.hatching = QBrush(theme.blank_needed, Qt.BrushStyle.BDiagPattern)

    def label(self, painter: QPainter, rect: QRect, cell: LayoutCell) -> None:
        here = (cell.row, cell.column)
        painter.fillRect(rect, self.theme.named if here in self.named else self.theme.label)
        if cell.row_id is not None and cell.row == self.hover_row:
            painter.fillRect(rect, self.theme.hover)
        words = self.measures.labels.get(here)
        if words is not None:
            painter.setFont(self.font)
            painter.setPen(self.ink_pen)
            top = rect.top() + (rect.height() - words.size().height()) / 2
            left = rect.left() + PADDING + (1 if is_left_aligned(cell, self.model.table) else 0)
            painter.drawStaticText(QPoint(left, round(top)), words)

    def value(self, painter: QPainter, rect: QRect, cell: LayoutCell, *, selected: bool) -> None:
        address = str(cell.address)
        marks = self.model.marks(address)
        lit = address in self.lit
        painter.fillRect(rect, self.theme.lit if lit else self._fill(address, marks))
        if marks.blank_needed:
            painter.fillRect(rect.adjusted(3, 3, -4, -4), self.hatching)
        if selected:
            painter.fillRect(rect, self.theme.selection)
        elif cell.row == self.hover_row:
            painter.fillRect(rect, self.theme.hover)
        self._number(painter, rect, address, marks)
        self._marks(painter, rect, marks)
        if lit:
            painter.fillRect(QRect(rect.left(), rect.top(), _BAR, rect.height() - 1), self.theme.accent)

    def current(self, painter: QPainter, rect: QRect, *, focused: bool) -> None:
        """The frame of the current cell, over everything else; thin while the keys go elsewhere."""
        painter.setPen(self.current_pen if focused else QPen(self.theme.accent, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(1, 1, -2, -2) if focused else rect.adjusted(0, 0, -1, -1))

    def _fill(self, address: str, marks: Marks) -> QBrush:
        theme = self.theme
        if marks.error:
            return QBrush(theme.suspect_fill if marks.suspect else theme.error_fill)
        if marks.warning:
            return QBrush(theme.warning_fill)
        return QBrush(theme.total if is_total(address) else theme.paper)

    def _number(self, painter: QPainter, rect: QRect, address: str, marks: Marks) -> None:
        words = self.model.shown(address)
        inner = rect.adjusted(_NUMBER_PADDING, 0, -_NUMBER_PADDING, 0)
        to_the_right = in_columns(self.model.table)
        taken = 0
        if words:
            taken = self.metrics.horizontalAdvance(words)
            if taken > inner.width():
                words = self.metrics.elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
            # among many zeros the other numbers should stand out, except where a zero may be the fault
            quiet = words == "0" and not (marks.error or marks.warning)
            painter.setPen(self.faint_pen if quiet else self.ink_pen)
            number = self._written(words, bold=is_total(address))
            size = number.size()
            left = inner.right() + 1 - size.width() if to_the_right else inner.center().x() - size.width() / 2
            painter.setFont(self.bold_font if is_total(address) else self.font)
            painter.drawStaticText(round(left), rect.top() + round((rect.height() - size.height()) / 2), number)
        free = inner.width() - taken if to_the_right else (inner.width() - taken) // 2
        balance = self.model.balances.get(address)
        if balance is not None:
            self._ghost(painter, inner, text("commands.balance_ghost", value=show(balance.value)), free)
        elif marks.original and self.small_metrics.horizontalAdvance(marks.original) + 2 <= free:
            painter.setFont(self.small_font)
            painter.setPen(self.faint_pen)
            where = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
            place = rect.adjusted(4, 0, 0, -2)
            if marks.blank_needed:
                painter.fillRect(painter.boundingRect(place, where, marks.original), self.theme.paper)
            painter.drawText(place, where, marks.original)

    def _written(self, words: str, *, bold: bool) -> QStaticText:
        """A number laid out once: the same few stand in most cells."""
        number = self._numbers.get((words, bold))
        if number is None:
            if len(self._numbers) >= _KEPT:
                self._numbers.clear()
            number = self._numbers[words, bold] = QStaticText(words)
            number.setTextFormat(Qt.TextFormat.PlainText)
            number.prepare(QTransform(), self.bold_font if bold else self.font)
        return number

    def _ghost(self, painter: QPainter, room: QRect, words: str, free: int) -> None:
        """The value that would balance, slanted, at the left of the cell. Where there is no room, its arrow alone,
        small in the corner: beside the number that is there it would be read as pointing to that."""
        where = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self.ghost_font)
        if self.ghost_metrics.horizontalAdvance(words) > free:
            words = words[:1]
            if self.small_metrics.horizontalAdvance(words) > free:
                return
            where = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
            painter.setFont(self.small_font)
        painter.fillRect(painter.boundingRect(room, where, words).adjusted(-2, 0, 2, 0), self.theme.paper)
        painter.setPen(self.faint_pen)
        painter.drawText(room, where, words)

    def _marks(self, painter: QPainter, rect: QRect, marks: Marks) -> None:
        theme = self.theme
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if marks.suspect and (marks.error or marks.warning):
            painter.setPen(self.error_pen if marks.error else self.warning_pen)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        if marks.error or marks.warning:
            right, top = rect.right() - 1, rect.top()
            size = _SUSPECT_CORNER if marks.suspect else _CORNER
            corner = QPolygon([QPoint(right - size, top), QPoint(right, top), QPoint(right, top + size)])
            painter.setPen(QPen(theme.error_mark if marks.error else theme.warning_mark, 1))
            painter.setBrush(theme.error_mark if marks.error else Qt.BrushStyle.NoBrush)
            painter.drawPolygon(corner)
        elif marks.ignored:
            right, top = rect.right() - 1, rect.top()
            corner = QPolygon([QPoint(right - _CORNER, top), QPoint(right, top), QPoint(right, top + _CORNER)])
            painter.setPen(self.faint_pen)
            painter.drawPolygon(corner)
        if marks.unsure:
            painter.setPen(self.unsure_pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(rect).adjusted(2.5, 2.5, -3.5, -3.5))
        if marks.original is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.edited)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawEllipse(rect.left() + 4, rect.top() + 4, 5, 5)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def lines(self, painter: QPainter, cells: Iterable[tuple[LayoutCell, QRect]]) -> None:
        """The lines between cells, and the frame around the form where they touch it."""
        table = self.model.table
        inner: list[QLine] = []
        frame: list[QLine] = []
        for cell, rect in cells:
            left, top, right, bottom = rect.left(), rect.top(), rect.right(), rect.bottom()
            at_right = cell.column + cell.colspan == table.width
            at_bottom = cell.row + cell.rowspan == table.height
            (frame if at_right else inner).append(QLine(right, top, right, bottom))
            (frame if at_bottom else inner).append(QLine(left, bottom, right, bottom))
            if cell.column == 0:
                frame.append(QLine(left, top, left, bottom))
            if cell.row == 0:
                frame.append(QLine(left, top, right, top))
        for pen, lines in ((self.line_pen, inner), (self.frame_pen, frame)):
            painter.setPen(pen)
            painter.drawLines(lines)


def _inner_pen(colour: QColor, width: int) -> QPen:
    pen = QPen(colour, width)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return pen
