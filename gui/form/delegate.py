"""Paints the cells of the form and edits them in place. Every mark has a shape of its own beside its colour."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPen, QPolygon
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from core.catalog import LayoutCell
from gui.form.marks import Marks
from gui.form.measure import PADDING, Measures, is_left_aligned
from gui.form.model import FormModel
from gui.style import Colours, colours, form_font

Index = QModelIndex | QPersistentModelIndex
_CORNER = 7
_BAR = 3
_NUMBER_PADDING = 6


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
        self.font, self.bold_font = form_font(size), form_font(size, bold=True)
        self.small_font = form_font(size - 2)
        self.small_font.setStrikeOut(True)
        self.metrics, self.small_metrics = QFontMetrics(self.bold_font), QFontMetrics(self.small_font)
        self.line_pen, self.frame_pen = QPen(theme.line, 1), QPen(theme.frame, 1)
        self.ink_pen, self.faint_pen = QPen(theme.ink), QPen(theme.faint)
        self.current_pen = _inner_pen(theme.accent, 2)
        self.error_pen, self.warning_pen = _inner_pen(theme.error_mark, 2), _inner_pen(theme.warning_mark, 2)
        self.unsure_pen = QPen(theme.unsure, 1.4, Qt.PenStyle.DotLine)
        self.hatching = QBrush(theme.blank_needed, Qt.BrushStyle.BDiagPattern)

    def label(self, painter: QPainter, rect: QRect, cell: LayoutCell) -> None:
        here = (cell.row, cell.column)
        painter.fillRect(rect, self.theme.lit if here in self.named else self.theme.label)
        if cell.row_id is not None and cell.row == self.hover_row:
            painter.fillRect(rect, self.theme.hover)
        text = self.measures.labels.get(here)
        if text is not None:
            painter.setFont(self.font)
            painter.setPen(self.ink_pen)
            top = rect.top() + (rect.height() - text.size().height()) / 2
            left = rect.left() + PADDING + (1 if is_left_aligned(cell, self.model.table) else 0)
            painter.drawStaticText(QPoint(left, round(top)), text)
        self._lines(painter, rect, cell)

    def value(self, painter: QPainter, rect: QRect, cell: LayoutCell, state: QStyle.StateFlag) -> None:
        address = str(cell.address)
        marks = self.model.marks(address)
        lit = address in self.lit
        painter.fillRect(rect, self.theme.lit if lit else self._fill(address, marks))
        if marks.blank_needed:
            painter.fillRect(rect.adjusted(3, 3, -4, -4), self.hatching)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self.theme.selection)
        elif cell.row == self.hover_row:
            painter.fillRect(rect, self.theme.hover)
        self._number(painter, rect, address, marks)
        self._marks(painter, rect, marks)
        if lit:
            painter.fillRect(QRect(rect.left(), rect.top(), _BAR, rect.height() - 1), self.theme.accent)
        self._lines(painter, rect, cell)

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
        in_column = self.model.table.header_rows and self.model.table.height > self.model.table.header_rows + 1
        alignment = Qt.AlignmentFlag.AlignRight if in_column else Qt.AlignmentFlag.AlignHCenter
        taken = 0
        if words:
            taken = self.metrics.horizontalAdvance(words)
            if taken > inner.width():
                words = self.metrics.elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
            painter.setFont(self.bold_font if is_total(address) else self.font)
            painter.setPen(self.ink_pen)
            painter.drawText(inner, alignment | Qt.AlignmentFlag.AlignVCenter, words)
        if marks.original:
            free = inner.width() - taken if in_column else (inner.width() - taken) // 2
            if self.small_metrics.horizontalAdvance(marks.original) + 2 <= free:
                painter.setFont(self.small_font)
                painter.setPen(self.faint_pen)
                where = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
                painter.drawText(rect.adjusted(4, 0, 0, -2), where, marks.original)

    def _marks(self, painter: QPainter, rect: QRect, marks: Marks) -> None:
        theme = self.theme
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if marks.suspect and (marks.error or marks.warning):
            painter.setPen(self.error_pen if marks.error else self.warning_pen)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        if marks.error or marks.warning:
            right, top = rect.right() - 1, rect.top()
            corner = QPolygon([QPoint(right - _CORNER, top), QPoint(right, top), QPoint(right, top + _CORNER)])
            painter.setPen(QPen(theme.error_mark if marks.error else theme.warning_mark, 1))
            painter.setBrush(theme.error_mark if marks.error else Qt.BrushStyle.NoBrush)
            painter.drawPolygon(corner)
        if marks.unsure:
            painter.setPen(self.unsure_pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(rect).adjusted(2.5, 2.5, -3.5, -3.5))
        if marks.original is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.edited)
            painter.drawEllipse(rect.left() + 4, rect.top() + 4, 5, 5)

    def _lines(self, painter: QPainter, rect: QRect, cell: LayoutCell) -> None:
        table = self.model.table
        left, top, right, bottom = rect.left(), rect.top(), rect.right(), rect.bottom()
        painter.setPen(self.frame_pen if cell.column + cell.colspan == table.width else self.line_pen)
        painter.drawLine(right, top, right, bottom)
        painter.setPen(self.frame_pen if cell.row + cell.rowspan == table.height else self.line_pen)
        painter.drawLine(left, bottom, right, bottom)
        painter.setPen(self.frame_pen)
        if cell.column == 0:
            painter.drawLine(left, top, left, bottom)
        if cell.row == 0:
            painter.drawLine(left, top, right, top)


def _inner_pen(colour: object, width: int) -> QPen:
    pen = QPen(colour, width)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return pen


class CellEditor(QLineEdit):
    """The field in a cell. `replacing` when typing began it: arrow keys then leave the cell, as in Excel."""

    def __init__(self, address: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.address = address
        self.burst = object()
        self.typed = False
        self.replacing = True
        self.setFrame(False)


class FormDelegate(QStyledItemDelegate):
    """Paints by a Painter and edits by a CellEditor; each keystroke goes to the session at once.

    `left` tells with which key an editor was finished, after its text is in the session.
    """

    left = Signal(object)
    fill = Signal(str)
    block_pasted = Signal()
    history = Signal(bool)

    def __init__(self, model: FormModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.painter = Painter(model)
        self._typing = False

    # -- painting -------------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell = self.model.layout_cell(index)
        if cell is None:
            return
        if cell.address is None:
            self.painter.label(painter, option.rect, cell)
        else:
            self.painter.value(painter, option.rect, cell, option.state)

    # -- editing --------------------------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget | None:
        cell = self.model.layout_cell(index)
        if cell is None or cell.address is None:
            return None
        editor = CellEditor(cell.address, parent)
        editor.setFont(self.painter.font)
        editor.setAlignment(Qt.AlignmentFlag.AlignCenter)
        theme = self.painter.theme
        editor.setStyleSheet(
            f"QLineEdit {{ background: {theme.paper.name()}; color: {theme.ink.name()};"
            f" border: 2px solid {theme.accent.name()}; padding: 0; }}"
        )
        editor.textChanged.connect(lambda text: self._on_text(editor, text))
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect.adjusted(0, 0, -1, -1))

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the cell's text. What comes back of one's own typing is left alone: 007 stays 007 until it is done."""
        assert isinstance(editor, CellEditor)
        if not self._typing:
            editor.blockSignals(True)
            editor.setText(self.model.shown(editor.address))
            editor.blockSignals(False)
            editor.typed = False

    def _on_text(self, editor: CellEditor, text: str) -> None:
        editor.typed = True
        self._write(editor, text)

    def _write(self, editor: CellEditor, text: str) -> None:
        self._typing = True
        try:
            self.model.write({editor.address: text}, token=editor.burst)
        finally:
            self._typing = False

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        """The text is in the session already; the burst of typing ends and is one step of undo."""
        assert isinstance(editor, CellEditor)
        if editor.typed:
            self._write(editor, editor.text())
            self.model.session.seal()

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if not isinstance(editor, CellEditor):
            return False
        if event.type() == QEvent.Type.ShortcutOverride and self._own_key(event):
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and self._pressed(editor, event):
            return True
        return super().eventFilter(editor, event)

    @staticmethod
    def _own_key(event: QEvent) -> bool:
        """Keys that the window has too but that mean this cell while it is edited."""
        assert isinstance(event, QKeyEvent)
        own = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo, QKeySequence.StandardKey.Paste)
        return event.key() == Qt.Key.Key_Escape or any(event.matches(key) for key in own)

    def _pressed(self, editor: CellEditor, event: QEvent) -> bool:
        """What keys do in a cell; True when the key has been used."""
        assert isinstance(event, QKeyEvent)
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.give_up(editor)
            return True
        if event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo):
            self.finish(editor)
            self.history.emit(event.matches(QKeySequence.StandardKey.Undo))
            return True
        if event.matches(QKeySequence.StandardKey.Paste):
            self.block_pasted.emit()
            return True
        entered = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if entered and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            words = editor.text()
            self.give_up(editor)
            self.fill.emit(words)
            return True
        sideways = key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and editor.replacing
        leaving = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Up, Qt.Key.Key_Down)
        if not (entered or sideways or key in leaving):
            return False
        if entered and not editor.typed:
            # Enter on an untouched guess says that it is right
            self._write(editor, editor.text())
            self.model.session.seal()
        self.finish(editor)
        self.left.emit(event)
        return True

    def finish(self, editor: CellEditor) -> None:
        """Keep what was typed and close the editor."""
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def give_up(self, editor: CellEditor) -> None:
        """Take back what was typed and close the editor."""
        editor.typed = False
        self.model.session.revert(editor.burst)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.RevertModelCache)
