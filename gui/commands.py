"""Ctrl+K: every action, and every place to jump to, in one list that is searched while typing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from core.search import folded
from core.texts import text
from gui.focus import focus_now, give_keys
from gui.initials import initials
from gui.style import colours, ui_font

_ENTRY = Qt.ItemDataRole.UserRole
_ROW = 30
_ROWS = 12
_WIDTH = 620
_FROM_TOP = 64
_ALIKE = 75
"""Likeness in percent from which words with a slip in them are still offered."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: its name, where it is found otherwise, its keys, and what it does. `enabled` is asked when shown."""

    name: str
    where: str
    run: Callable[[], object]
    keys: str = ""
    enabled: bool = True
    hint: str = ""


def matching(entries: Iterable[Entry], wanted: str) -> list[Entry]:
    """The entries that hold all of the words, in name, place, hint or pinyin initials, the best first: names that
    begin so, then names that hold it, then the rest. Where there are none, those that are nearly so."""
    words = folded(wanted).split()
    entries = list(entries)
    if not words:
        return entries
    ranked = [(rank, at) for at, entry in enumerate(entries) if (rank := _rank(entry, words)) is not None]
    if ranked:
        return [entries[at] for _, at in sorted(ranked)]
    return _alike(entries, "".join(words))


def _rank(entry: Entry, words: list[str]) -> int | None:
    name = folded(entry.name)
    short = initials(entry.name)
    everything = f"{name} {folded(entry.where)} {folded(entry.hint)}"
    if not all(word in everything or word in short for word in words):
        return None
    grades = (
        name.startswith(" ".join(words)) or short == "".join(words),
        name.startswith(words[0]) or short.startswith(words[0]),
        all(word in name for word in words),
        all(word in short for word in words),
        True,
    )
    return grades.index(True)


def _alike(entries: list[Entry], wanted: str) -> list[Entry]:
    if len(wanted) < 3:
        return []
    from rapidfuzz import fuzz

    scores = [(-fuzz.partial_ratio(wanted, folded(entry.name)), at) for at, entry in enumerate(entries)]
    return [entries[at] for score, at in sorted(scores) if -score >= _ALIKE]


class _Row(QStyledItemDelegate):
    """Name at the left; where it is and its keys at the right, in grey."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry, theme, rect = index.data(_ENTRY), colours(), option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.selection)
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.accent)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(ui_font())
        right = rect.right() - 14
        painter.setPen(theme.faint)
        for words, gap in ((entry.keys, 18), (entry.where, 18)):
            if words:
                width = painter.fontMetrics().horizontalAdvance(words)
                painter.drawText(QRect(right - width, rect.top(), width + 2, rect.height()), int(middle), words)
                right -= width + gap
        painter.setPen(theme.ink if entry.enabled else theme.line)
        room = QRect(rect.left() + 14, rect.top(), right - rect.left() - 14, rect.height())
        words = painter.fontMetrics().elidedText(entry.name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(middle), words)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, _ROW)


class CommandList(QFrame):
    """Lies over the window until something is chosen, Esc is pressed or the keys go elsewhere. The keys go back to
    where they were before the chosen action is carried out."""

    def __init__(self, entries: Callable[[], list[Entry]], window: QWidget) -> None:
        super().__init__(window)
        self._gather = entries
        self._entries: list[Entry] = []
        self._before: QWidget | None = None
        self.setObjectName("commands")
        self.setAccessibleName(text("commands.name"))
        self.words = QLineEdit(self)
        self.words.setObjectName("commandWords")
        self.words.setAccessibleName(text("commands.words"))
        self.words.setPlaceholderText(text("commands.placeholder"))
        self.words.textChanged.connect(self._filter)
        self.words.installEventFilter(self)
        self.list = QListWidget(self)
        self.list.setObjectName("commandList")
        self.list.setAccessibleName(text("commands.name"))
        self.list.setItemDelegate(_Row(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.itemClicked.connect(lambda _: self.run())
        self.note = QLabel(self)
        self.note.setObjectName("commandNote")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 6)
        column.setSpacing(6)
        for widget in (self.words, self.list, self.note):
            column.addWidget(widget)
        self.hide()

    def open(self) -> None:
        """Show everything that can be done now, with the keys in the search."""
        focus = focus_now()
        if focus is not None and not self.isAncestorOf(focus):
            self._before = focus
        self._entries = self._gather()
        self.words.clear()
        self._filter("")
        self.show()
        self.raise_()
        give_keys(self.words)

    def _place(self) -> None:
        """As high as what was found, in the middle of the window's upper part."""
        window = self.window()
        width = min(_WIDTH, window.width() - 40)
        self.list.setFixedHeight(min(max(1, self.list.count()) * _ROW, _ROWS * _ROW, window.height() - 200))
        self.setFixedWidth(width)
        self.adjustSize()
        self.move((window.width() - width) // 2, _FROM_TOP)

    def shut(self) -> None:
        """Close; the keys go back to where they were."""
        inside = self.words.hasFocus()
        before, self._before = self._before, None
        self.hide()
        if inside and before is not None and before.isVisible():
            give_keys(before, Qt.FocusReason.OtherFocusReason)

    def _filter(self, wanted: str) -> None:
        found = matching(self._entries, wanted)
        self.list.clear()
        for entry in found:
            item = QListWidgetItem(entry.name, self.list)
            item.setData(_ENTRY, entry)
            item.setToolTip(entry.hint)
            spoken = text("commands.separator").join(word for word in (entry.name, entry.where, entry.keys) if word)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        self.list.setCurrentRow(0)
        self.note.setText(text("commands.keys") if found else text("commands.nothing"))
        self._place()

    def shown(self) -> list[Entry]:
        """The entries in the list, from the top."""
        return [self.list.item(row).data(_ENTRY) for row in range(self.list.count())]

    def run(self) -> None:
        """Carry out the chosen entry; one that cannot be done now stays in the list, and why is said."""
        item = self.list.currentItem()
        if item is None:
            return
        entry: Entry = item.data(_ENTRY)
        if not entry.enabled:
            self.note.setText(text("commands.disabled", name=entry.name))
            return
        self.shut()
        entry.run()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
                self._before = None
                self.hide()
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._pressed(event)
        return False

    def _pressed(self, event: QKeyEvent) -> bool:
        steps = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_PageUp: -_ROWS + 1,
            Qt.Key.Key_PageDown: _ROWS - 1,
        }
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.shut()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.run()
        elif key in steps:
            self._step(steps[key])
        elif key not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return False
        return True

    def _step(self, by: int) -> None:
        """Up and down the list; one row at a time round its ends."""
        count = self.list.count()
        if count:
            row = self.list.currentRow() + by
            self.list.setCurrentRow(row % count if abs(by) == 1 else max(0, min(count - 1, row)))
