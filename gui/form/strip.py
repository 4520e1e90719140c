"""The equations of the current cell with their numbers, under the form: what must add up, and whether it does."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from core.catalog import edition
from core.equations import BROKEN, EquationState, Outcome, explain, filled_in, sums_of, table_id
from core.session import Change, Session
from core.texts import text
from core.values import show
from gui.still import Still
from gui.style import Colours, colours, elided, ui_font

_LINES = 3
_ROOM = ((480, 3), (370, 2), (320, 1))
"""From which height of the desk on there is room for how many equations."""
_ASIDE = 10
"""Pixels left and right of the words."""
_COLOURS: dict[Outcome, Callable[[Colours], QColor]] = {
    Outcome.PASS: lambda theme: theme.passed,
    Outcome.PASS_WITH_BLANKS: lambda theme: theme.passed,
    Outcome.FAIL: lambda theme: theme.error_mark,
    Outcome.BLANK_TOTAL: lambda theme: theme.warning_mark,
    Outcome.UNKNOWN: lambda theme: theme.warning_mark,
    Outcome.EMPTY: lambda theme: theme.faint,
}


class _Line(QStyledItemDelegate):
    """An equation in the width that there is."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, super().sizeHint(option, index).height())


class EquationStrip(QFrame):
    """Shows `Session.equations_of` the current cell, and while no cell is current those of all tables that do not hold.

    Of fixed height, so that the page above never jumps. Where there is room for no line, it folds to its caption, which
    then says the first equation too.
    """

    equationActivated = Signal(object)
    """The cells of the equation under the mouse or the keys; an empty tuple when there is none any more."""
    equationChosen = Signal(object)
    """The cells of an equation that is to be gone to: chosen while no cell is."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("equationStrip")
        self._session = session
        self._address: str | None = None
        self._lines = _LINES
        self._title = ""
        self._read: object = None
        self._states: tuple[EquationState, ...] = ()
        self._caption = QLabel(self)
        self._caption.setObjectName("equationCaption")
        self._list = QListWidget(self)
        self._list.setAccessibleName(text("form.strip_name"))
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        # a long equation ends in dots: a bar to scroll it by would hide the line below
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setItemDelegate(_Line(self._list))
        self._list.setMouseTracking(True)
        self._list.setUniformItemSizes(True)
        self._list.itemEntered.connect(self._light)
        self._list.itemClicked.connect(self._choose)
        self._list.itemActivated.connect(self._choose)
        self._list.installEventFilter(self)
        self.setFocusProxy(self._list)
        column = QVBoxLayout(self)
        column.setContentsMargins(_ASIDE, 4, _ASIDE, 4)
        column.setSpacing(2)
        caption = Still(self)
        caption.hold(self._caption)
        column.addWidget(caption)
        column.addWidget(self._list)
        self._fit()
        session.changed.connect(self._on_change)
        self._refresh()

    def show_cell(self, address: str | None) -> None:
        """Show the equations of that cell; without one, those that do not hold."""
        if address is None and self._address is None and self._read is self._session.report.cells:
            # the caret walks through a text: the same is shown already
            return
        self._address = address
        self._refresh()

    def lines(self) -> tuple[str, ...]:
        """The words of each line, as shown."""
        return tuple(self._list.item(row).text() for row in range(self._list.count()))

    def _on_change(self, change: Change) -> None:
        if change.reset:
            self._address = None
        other_rules = change == Change()
        if change.reset or change.cells or other_rules:
            self._refresh()

    def _refresh(self) -> None:
        report = self._session.report
        form = edition(report.edition)
        if self._address not in form.table_of:
            self._address = None
        session = self._session
        self._read = report.cells
        self._states = session.equations_of(self._address) if self._address else session.broken_equations()
        if self._address is None:
            count = len(self._states)
            self._title = text("form.strip_broken", count=count) if count else self._nothing_broken()
        else:
            shown = report.cells[self._address].shown or text("form.blank")
            words = text("form.strip_cell", cell=form.describe(self._address), value=shown)
            self._title = words if self._states else f"{words}　{text('form.strip_no_equation')}"
        self._fill()
        self._entitle()

    def _nothing_broken(self) -> str:
        """That all sums hold; that is not said of a table that nobody has filled in, nor where no sum is in force."""
        session = self._session
        filled = filled_in(session.report, edition(session.report.edition))
        tables = [filled[table] for table in {table_id(s.equation) for s in sums_of(session.report, session.rules)}]
        if not tables:
            return text("form.strip_rules_off")
        return text(
            "form.strip_none" if all(tables) else "form.strip_none_filled" if any(tables) else "form.strip_unfilled"
        )

    def _fill(self) -> None:
        """A line for each equation."""
        theme = colours()
        while self._list.count() > len(self._states):
            self._list.takeItem(self._list.count() - 1)
        for row, state in enumerate(self._states):
            item = self._list.item(row) or QListWidgetItem(self._list)
            words = self._words(state)
            item.setText(words)
            item.setToolTip(f"{words}\n{state.equation.rule.basis}")
            item.setForeground(_COLOURS[state.outcome](theme))
            spoken = text(f"form.strip_spoken_{state.outcome}")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{spoken}：{words}")

    def _entitle(self) -> None:
        """The caption; folded, it says of a cell what its gravest equation says, and the rest when pointed at."""
        words = self._title
        if self.folded and self._address is not None and self._states:
            first = next((state for state in self._states if state.outcome in BROKEN), self._states[0])
            words = f"{words}　{self._words(first)}"
        self._caption.setText(elided(self._caption, words, self.width() - 2 * _ASIDE) if self.folded else words)
        self._caption.setToolTip("\n".join((words, *self.lines())) if self.folded else "")

    def _words(self, state: EquationState) -> str:
        report = self._session.report
        gap = max(state.difference, -state.difference)
        broken = state.outcome in BROKEN
        if state.outcome is Outcome.UNKNOWN:
            remark = text("form.strip_missing", count=len(state.missing))
        else:
            remark = text("form.strip_difference", difference=show(gap)) if broken else ""
        return text(
            "form.strip_line",
            mark=text(f"form.strip_{state.outcome}"),
            numbers=state.written(report),
            difference=remark,
            title=state.equation.rule.title,
            equation=explain(state.equation, edition(report.edition)),
        )

    def _light(self, item: QListWidgetItem) -> None:
        self.equationActivated.emit(self._states[self._list.row(item)].equation.form.cells)

    def _choose(self, item: QListWidgetItem) -> None:
        cells = self._states[self._list.row(item)].equation.form.cells
        if self._address is None:
            self.equationChosen.emit(cells)
        else:
            self.equationActivated.emit(cells)

    @property
    def folded(self) -> bool:
        """True while there is room for the caption only."""
        return self._lines == 0

    def fit(self, height: int) -> None:
        """Take the room for as many equations as suit a desk of that height; without any, fold to the caption."""
        count = next((lines for least, lines in _ROOM if height >= least), 0)
        if count != self._lines:
            self._lines = count
            self._fit()
            self._entitle()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """The lights go out with the mouse or the focus; the keys walk the lines like the mouse does."""
        if event.type() in (QEvent.Type.Leave, QEvent.Type.FocusOut):
            self.equationActivated.emit(())
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyRelease:
            item = self._list.currentItem()
            if item is not None and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self._light(item)
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.folded:
            self._entitle()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self._fit()
            self._refresh()

    def _fit(self) -> None:
        self._list.setFont(ui_font())
        # a row as it is drawn: of what has no room, not even a part is seen
        row = self._list.sizeHintForRow(0)
        line = row if row > 0 else self._list.fontMetrics().height() + 1
        self._list.setFixedHeight(self._lines * line)
        self._list.setVisible(self._lines > 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, super().minimumSizeHint().height())
