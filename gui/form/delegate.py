"""Edits the cells of the form in place."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QPalette
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui.form.measure import in_columns
from gui.form.model import FormModel
from gui.form.painting import Painter

Index = QModelIndex | QPersistentModelIndex


class CellEditor(QLineEdit):
    """The field in a cell. `replacing` when typing began it: arrow keys then leave the cell, as in Excel."""

    def __init__(self, address: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.address = address
        self.burst = object()
        self.typed = False
        self.replacing = True
        self.composing = False
        self.setFrame(False)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """While an input method composes, the text is not yet what is meant; it is told when that is done."""
        was_composing = self.composing
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        if was_composing and not self.composing:
            self.textChanged.emit(self.text())


class FormDelegate(QStyledItemDelegate):
    """Edits by a CellEditor, of which each keystroke goes to the session at once; the sheet paints with `painter`.

    `left` tells with which key an editor was finished, after its text is in the session.
    """

    left = Signal(object)
    fill = Signal(str)
    block_pasted = Signal()
    history = Signal(bool)

    def __init__(self, model: FormModel, parent: QObject) -> None:
        super().__init__(parent)
        self.model = model
        self.painter = Painter(model)
        self._typing = False

    # -- editing --------------------------------------------------------------------------------------------------

    def createEditor(  # type: ignore[override]  # Qt itself takes None for “no editor here”
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget | None:
        cell = self.model.layout_cell(index)
        if cell is None or cell.address is None:
            return None
        editor = CellEditor(cell.address, parent)
        editor.setFont(self.painter.font)
        right = in_columns(self.model.table)
        editor.setAlignment(Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignHCenter)
        palette = editor.palette()
        palette.setColor(QPalette.ColorRole.Base, self.painter.theme.paper)
        palette.setColor(QPalette.ColorRole.Text, self.painter.theme.ink)
        editor.setPalette(palette)
        editor.textChanged.connect(lambda text: self._on_text(editor, text))
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        # inside the frame of the current cell
        editor.setGeometry(option.rect.adjusted(2, 2, -3, -3))

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the cell's text. What comes back of one's own typing is left alone: 007 stays 007 until it is done."""
        assert isinstance(editor, CellEditor)
        if not self._typing:
            editor.blockSignals(True)
            editor.setText(self.model.shown(editor.address))
            editor.blockSignals(False)
            editor.typed = False

    def _on_text(self, editor: CellEditor, text: str) -> None:
        if not editor.composing:
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
        entering = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        # Alt+Enter is the window's
        filling = entering and not event.modifiers() & Qt.KeyboardModifier.AltModifier
        return event.key() == Qt.Key.Key_Escape or filling or any(event.matches(key) for key in own)

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
