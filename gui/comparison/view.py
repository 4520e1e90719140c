"""This year's report beside last year's: a tab of cells and a tab of texts; kept current while typing."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTableView,
    QTabWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from core.comparison.copying import overlap
from core.comparison.wording import Row
from core.model import PART_NUMBERS
from core.session import Change, Session
from core.texts import text
from gui.comparison.model import COLUMNS, ComparisonModel
from gui.comparison.words import page_of
from gui.focus import give_keys
from gui.style import form_font

_WIDTHS = {"item": 300, "last": 96, "this": 96, "change": 96, "relative": 96}
_PAUSE = 250
"""Milliseconds without typing after which texts are compared anew: for long ones that takes longer than a key."""

_ROW = 24
_PARTS_WIDTH = 236
_PART = Qt.ItemDataRole.UserRole


class ComparisonView(QWidget):
    """Empty while the session has no report of last year. Works only while it is seen."""

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
        self._session = session
        self._rows: tuple[Row, ...] = ()
        self._stale = True
        self._pause = QTimer(self, interval=_PAUSE, singleShot=True)
        self._pause.timeout.connect(self._refresh_texts)
        self.model = ComparisonModel(session, self)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(text("comparison.title"))
        self.table = self._make_table()
        self.tabs.addTab(self.table, text("comparison.tab_cells"))
        self.tabs.addTab(self._make_texts(), text("comparison.tab_texts"))
        self.tabs.setCornerWidget(self._make_corner())
        self.tabs.currentChanged.connect(self._show_texts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)

    def _make_table(self) -> QTableView:
        table = QTableView(self)
        table.setObjectName("comparisonCells")
        table.setAccessibleName(text("comparison.tab_cells"))
        table.setModel(self.model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(_ROW)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for at, name in enumerate(COLUMNS):
            if name in _WIDTHS:
                table.setColumnWidth(at, _WIDTHS[name])
        header.setSectionResizeMode(len(COLUMNS) - 1, QHeaderView.ResizeMode.Stretch)
        table.clicked.connect(self._go_to_row)
        table.activated.connect(self._go_to_row)
        return table

    def _make_texts(self) -> QWidget:
        box = QWidget(self)
        self.parts = QListWidget(box)
        self.parts.setObjectName("comparisonParts")
        self.parts.setAccessibleName(text("comparison.parts"))
        self.parts.setFrameShape(QFrame.Shape.NoFrame)
        self.parts.setFixedWidth(_PARTS_WIDTH)
        self.parts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.parts.currentRowChanged.connect(self._show_part)
        self.page = QTextBrowser(box)
        self.page.setObjectName("comparisonPage")
        self.page.setAccessibleName(text("comparison.tab_texts"))
        self.page.setFrameShape(QFrame.Shape.NoFrame)
        self.page.setOpenLinks(False)
        self.page.setFont(form_font(10.0))
        self.page.anchorClicked.connect(self._go_to_paragraph)
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.parts)
        row.addWidget(self.page, 1)
        return box

    def _make_corner(self) -> QWidget:
        corner = QWidget(self)
        self.name = QLabel(corner)
        self.name.setObjectName("comparisonName")
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        self.only = QCheckBox(text("comparison.changes_only"), corner)
        self.only.setChecked(self.model.changes_only)
        self.only.toggled.connect(self._filter)
        self.other = QPushButton(text("comparison.other"), corner)
        self.other.clicked.connect(self.otherWanted)
        self.end = QPushButton(text("comparison.end"), corner)
        self.end.clicked.connect(self.endWanted)
        for button in (self.other, self.end):
            button.setObjectName("small")
        row = QHBoxLayout(corner)
        row.setContentsMargins(8, 2, 10, 2)
        row.setSpacing(10)
        for widget in (self.name, self.only, self.other, self.end):
            row.addWidget(widget)
        return corner

    # ---------------------------------------------------------------------------------------------- content

    def concern(self, change: Change) -> None:
        """Take up what the session says has changed; at once if the pane is seen, else when it is shown."""
        if change.saved or (change.decisions and not (change.cells or change.parts)):
            return
        self._stale = True
        if not self.isVisible():
            return
        if change.reset or change.previous:
            self._refresh()
            return
        self.model.refresh()
        self._stale = False
        if change.parts:
            self._pause.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._pause.stop()
        self._stale = True

    def _refresh(self) -> None:
        self._stale = False
        previous = self._session.previous
        name = "" if previous is None else text("comparison.with", title=previous.report.title or previous.name)
        self.name.setText(name)
        self.name.setToolTip("" if previous is None else previous.name)
        self.model.refresh()
        self._refresh_texts()

    def _refresh_texts(self) -> None:
        self._pause.stop()
        self._list_parts()
        self._show_texts()

    def _filter(self, wanted: bool) -> None:
        self.model.changes_only = wanted
        self._show_texts()

    def _list_parts(self) -> None:
        previous, report = self._session.previous, self._session.report
        chosen = max(self.parts.currentRow(), 0) if self.parts.count() else 1
        self.parts.blockSignals(True)
        self.parts.clear()
        for number in PART_NUMBERS if previous is not None else ():
            assert previous is not None
            shared = overlap(previous.report.part(number).text, report.part(number).text)
            score = (
                text("comparison.score", share=f"{shared.share:.0%}") if shared.counted else text("comparison.no_score")
            )
            words = text("comparison.part", part=text(f"window.outline.part_{number}"), score=score)
            item = QListWidgetItem(words, self.parts)
            item.setData(_PART, number)
            item.setToolTip(text("comparison.score_tip", copied=shared.copied, counted=shared.counted))
        self.parts.setCurrentRow(min(chosen, self.parts.count() - 1))
        self.parts.blockSignals(False)

    def _show_texts(self) -> None:
        # two texts are compared word by word only when someone looks
        if self.tabs.currentIndex() == 1:
            self._show_part()

    def _show_part(self) -> None:
        item, previous = self.parts.currentItem(), self._session.previous
        if item is None or previous is None:
            self.page.clear()
            return
        number = item.data(_PART)
        last, this = previous.report.part(number).text, self._session.report.part(number).text
        html, self._rows = page_of(last, this, changes_only=self.model.changes_only)
        at = self.page.verticalScrollBar().value()
        self.page.setHtml(html)
        self.page.verticalScrollBar().setValue(at)

    # ---------------------------------------------------------------------------------------------- going

    def _go_to_row(self, index: QModelIndex) -> None:
        address = self.model.address_at(index.row())
        if address is not None:
            self.cellChosen.emit(address)

    def _go_to_paragraph(self, link: QUrl) -> None:
        row = self._rows[int(link.fragment())]
        if row.this is not None:
            self.textChosen.emit(self.parts.currentItem().data(_PART), row.this)

    def show_cell(self, address: str) -> None:
        """Choose the row of the cell that the keys came to elsewhere."""
        if not self.table.isVisible() or self.table.hasFocus():
            return
        row = self.model.row_of(address)
        if row is None:
            self.table.clearSelection()
        elif self.table.currentIndex().row() != row or not self.table.selectionModel().hasSelection():
            self.table.selectRow(row)

    def show_text(self, number: str) -> None:
        """Show the texts of the part that the caret came to elsewhere."""
        if self.page.isVisible() and not (self.parts.hasFocus() or self.page.hasFocus()):
            self.parts.setCurrentRow(PART_NUMBERS.index(number))

    def enter(self) -> None:
        """Take the keys: into the table or the list of parts, whichever is shown."""
        place = self.table if self.tabs.currentIndex() == 0 else self.parts
        if place is self.table and not self.table.currentIndex().isValid() and self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, 0))
        give_keys(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def show_part(self, number: str) -> None:
        """Show the texts of a part."""
        self.tabs.setCurrentIndex(1)
        self.parts.setCurrentRow(PART_NUMBERS.index(number))
