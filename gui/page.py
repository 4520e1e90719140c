"""The whole report as one sheet: fields, the parts' text, and between them the tables as the official form has them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from core.catalog import Table, edition
from core.model import PART_NUMBERS, Finding
from core.session import Change, Session
from core.texts import text
from gui.editor import PartEditor
from gui.form.model import FormModel
from gui.form.sticky import StickyHeader
from gui.form.view import FormTable
from gui.metadata import Metadata
from gui.style import ui_font

_WIDEST = 1000
"""Pixels; a wider sheet makes lines that the eye loses."""

_MARGIN = 28
_HEADING_SIZE = 12.5
"""Points. Headings are in 黑体, as the first level of headings of an official document is."""


class Section(QFrame):
    """One part: its heading, its text, and its table if the form has one there."""

    def __init__(self, session: Session, number: str, table: Table | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.number = number
        self._session = session
        self.heading = QLabel(self)
        self.heading.setObjectName("partHeading")
        self.heading.setFont(ui_font(_HEADING_SIZE))
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.heading.setWordWrap(True)
        self.editor = PartEditor(session, number, self)
        self.table: FormTable | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.heading)
        column.addWidget(self.editor)
        if table is not None:
            self.table = FormTable(session, table.id, self)
            column.addWidget(self.table)
        self.refresh_heading()

    def zoom(self, factor: float) -> None:
        """Show heading, text and table that many times as large as usual."""
        self.heading.setFont(ui_font(_HEADING_SIZE * factor))
        self.editor.zoom(factor)
        if self.table is not None:
            self.table.zoom(factor)

    def refresh_heading(self) -> None:
        report = self._session.report
        official = edition(report.edition).heading(self.number)
        heading = report.part(self.number).heading
        missing = heading is None and self.number != "0"
        self.heading.setText(text("window.page.missing_part", heading=official) if missing else heading or official)
        if self.heading.property("missing") == missing:
            return
        self.heading.setProperty("missing", missing)
        self.heading.style().unpolish(self.heading)
        self.heading.style().polish(self.heading)


class Page(QScrollArea):
    """Shows the session's report. What is chosen in it is told by signals; `go_to…` chooses from outside."""

    addressed = Signal(str)
    """A cell became current: its address."""
    placed = Signal(str, int)
    """The caret moved: part and position in its text."""
    partShown = Signal(str)
    """The part that stands at the top while scrolling."""
    message = Signal(str)
    sourceWanted = Signal(str)
    """A cell is to be shown in the source."""
    zoomTurned = Signal(int)
    """Ctrl with the wheel: one step larger (1) or smaller (-1) is asked for."""
    tableWanted = Signal()
    """A table on the clipboard is to be recognised and filled in."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setObjectName("page")
        self.setAccessibleName(text("window.page.name"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sections: dict[str, Section] = {}
        self._shown = ""
        self._keys: tuple[str, QWidget] | None = None
        """Where the keys are or were last: the part, and its table or text."""
        self._zoom = 1.0
        self._build()
        tables = [section.table for section in self.sections.values() if section.table is not None]
        self.sticky = StickyHeader(tables, self.viewport())
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def _build(self) -> None:
        """Lay out the sheet. Every edition has the same parts and tables; the tables follow the edition themselves."""
        form = edition(self.session.report.edition)
        desk = self._desk = QWidget()
        desk.setObjectName("desk")
        sheet = QFrame(desk)
        sheet.setObjectName("sheet")
        beside = QHBoxLayout(desk)
        beside.setContentsMargins(12, 12, 12, 12)
        beside.addStretch(0)
        beside.addWidget(sheet, 1)
        beside.addStretch(0)
        column = self._column = QVBoxLayout(sheet)
        column.setContentsMargins(_MARGIN, 22, _MARGIN, 30)
        column.setSpacing(14)
        self.metadata = Metadata(self.session, sheet)
        column.addWidget(self.metadata)
        self.sections = {}
        for number in PART_NUMBERS:
            section = Section(self.session, number, form.table_of_part(number), sheet)
            self.sections[number] = section
            column.addWidget(section)
            self._listen(section)
        column.addStretch(1)
        self._sheet = sheet
        self.setWidget(desk)

    def _listen(self, section: Section) -> None:
        # first of all: what else follows may ask which part is shown
        section.editor.placed.connect(lambda: self._take_keys(section.number, section.editor))
        section.editor.placed.connect(self.placed)
        section.editor.cursorPositionChanged.connect(lambda: self._follow_caret(section.editor))
        if section.table is not None:
            table = section.table
            table.currentAddressChanged.connect(lambda _: self._take_keys(section.number, table))
            table.currentAddressChanged.connect(self.addressed)
            table.message.connect(self.message)
            table.tableWanted.connect(self.tableWanted)
            table.sourceWanted.connect(self.sourceWanted)
            table.reveal.connect(lambda rect: self._reveal(table, rect))

    def concern(self, change: Change) -> None:
        """Take up what the session says has changed; the tables listen for themselves."""
        self.metadata.concern(change)
        for number, section in self.sections.items():
            section.editor.concern(change)
            if change.reset or number in change.parts:
                section.refresh_heading()
        if change.reset:
            self.verticalScrollBar().setValue(0)

    # ---------------------------------------------------------------------------------------------- going places

    def go_to_cell(self, address: str) -> None:
        """Make a cell current and show it."""
        section = self.sections[edition(self.session.report.edition).table_of[address].part]
        if section.table is not None:
            section.table.go_to(address)
            section.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to_span(self, number: str, span: tuple[int, int]) -> None:
        """Select words of a part and show them."""
        editor = self.sections[number].editor
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        editor.select(*span)
        # also in a window that is not the active one, whose editors have no keys
        self._reveal(editor.viewport(), editor.cursorRect())

    def go_to_part(self, number: str) -> None:
        """Show a part from its heading on."""
        self._column.activate()
        top = 0 if number == "0" else self.sections[number].mapTo(self._desk, QPoint(0, 0)).y() - 8
        self.verticalScrollBar().setValue(top)
        self._shown = number
        self.partShown.emit(number)

    def go_to_field(self, name: str) -> None:
        """Put the caret into one of the fields on top."""
        field = self.metadata.fields[name]
        self.ensureWidgetVisible(field)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.selectAll()

    def go_to(self, finding: Finding) -> None:
        """Show where a finding is: its words, its suspected cell, its part, or the title."""
        if finding.part is not None and finding.span is not None:
            self.go_to_span(finding.part, finding.span)
        elif finding.cells:
            self.go_to_cell((finding.suspects or finding.cells)[0])
        elif finding.part is not None:
            self.go_to_part(finding.part)
        else:
            self.go_to_field("title")

    def light(self, cells: tuple[str, ...]) -> None:
        """Light up cells in all tables; none to put them out."""
        for section in self.sections.values():
            if section.table is not None:
                section.table.lit(cells)

    def models(self) -> list[FormModel]:
        """The models of all tables."""
        return [section.table.form_model for section in self.sections.values() if section.table is not None]

    def current_address(self) -> str | None:
        """The current cell of the table that has the focus."""
        for section in self.sections.values():
            if section.table is not None and section.table.hasFocus():
                return section.table.current_address()
        return None

    def table_in_use(self) -> FormTable | None:
        """The table that was used last, also while the keys are elsewhere."""
        tables = [section.table for section in self.sections.values() if section.table is not None]
        return next((table for table in tables if not table.resting), None)

    def _follow_caret(self, editor: PartEditor) -> None:
        if editor.hasFocus():
            self._reveal(editor.viewport(), editor.cursorRect())

    def _reveal(self, widget: QWidget, rect: QRect) -> None:
        # the sheet may still have to grow for what is new in it
        QTimer.singleShot(0, self, lambda: self._scroll_to(widget, rect))

    def _scroll_to(self, widget: QWidget, rect: QRect) -> None:
        """Scroll so that the rect stands in view, away from the edges if it was not in view."""
        if not self.isAncestorOf(widget):
            return
        place = QRect(widget.mapTo(self._desk, rect.topLeft()), rect.size())
        bar = self.verticalScrollBar()
        height = self.viewport().height()
        # what the header that stays on top would cover is not in view
        covered = self.sticky.height_over(widget) if isinstance(widget, FormTable) and rect.top() > 0 else 0
        if not (bar.value() + 12 + covered <= place.top() and place.bottom() <= bar.value() + height - 12):
            bar.setValue(place.center().y() - max(height // 3, covered + 24))
        self._tell_part(next((n for n, section in self.sections.items() if section.isAncestorOf(widget)), "0"))

    def _take_keys(self, number: str, widget: QWidget) -> None:
        """The part of the cell or caret is the one that is shown, wherever it stands in view."""
        self._keys = number, widget
        self._tell_part(number)

    def _part_in_view(self) -> str | None:
        """The part of the cell or caret, as long as that is in view."""
        if self._keys is None:
            return None
        number, widget = self._keys
        if isinstance(widget, FormTable):
            rect, inside = widget.visualRect(widget.currentIndex()), widget.viewport()
        else:
            assert isinstance(widget, PartEditor)
            rect, inside = widget.cursorRect(), widget.viewport()
        place = QRect(inside.mapTo(self.viewport(), rect.topLeft()), rect.size())
        return number if self.viewport().rect().contains(place.center()) else None

    def _scrolled(self) -> None:
        top = self.verticalScrollBar().value() + self.viewport().height() // 4
        shown = "0"
        for number, section in self.sections.items():
            if section.mapTo(self._desk, QPoint(0, 0)).y() <= top:
                shown = number
        self._tell_part(self._part_in_view() or shown)
        self.sticky.place()

    @property
    def part_shown(self) -> str:
        """The part that was told of last."""
        return self._shown or "0"

    def _tell_part(self, shown: str) -> None:
        if shown != self._shown:
            self._shown = shown
            self.partShown.emit(shown)

    # ---------------------------------------------------------------------------------------------- size

    def zoom(self, factor: float) -> None:
        """Show everything on the sheet that many times as large as usual, and keep what is in view in view."""
        bar = self.verticalScrollBar()
        share = bar.value() / max(bar.maximum(), 1)
        self._zoom = factor
        self.metadata.zoom(factor)
        self._fit_sheet()
        for section in self.sections.values():
            section.zoom(factor)
        self._column.activate()
        QTimer.singleShot(0, self, lambda: self._settle(share))

    def _settle(self, share: float) -> None:
        """Scroll to the same share of the sheet; the sheet has its new height only now."""
        table = self.table_in_use()
        self.verticalScrollBar().setValue(round(share * self.verticalScrollBar().maximum()))
        if table is not None and table.hasFocus():
            self._scroll_to(table, table.visualRect(table.currentIndex()))
        self.sticky.place()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.angleDelta().y():
            self.zoomTurned.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_sheet()
        self.sticky.place()

    def _fit_sheet(self) -> None:
        """The sheet takes the room there is, up to its widest."""
        widest = round(_WIDEST * max(self._zoom, 1.0))
        self._sheet.setMaximumWidth(widest)
        self._sheet.setMinimumWidth(min(widest, self.viewport().width() - 24))
