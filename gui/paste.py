"""A table on the clipboard: recognised, previewed in the form with old and new numbers, filled in as one step."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QMimeData, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QScrollArea,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from core.catalog import edition
from core.errors import UserError
from core.extract.fragment import Fragment, other_edition, recognise
from core.formats import html as html_reader
from core.formats import text as text_reader
from core.formats.raw import Grid, RawDocument
from core.model import Cell, Report
from core.rules import RuleSet
from core.session import FillCells, Origin, Session
from core.texts import text
from gui.form.view import FormTable
from gui.style import colours, resize_within, ui_font

_SIZE = (1180, 760)
_ADDRESS = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Preview:
    """What a paste would do to a report: the cells that change, and those that stay as they are."""

    report: Report
    fragment: Fragment
    rules: RuleSet
    previous: Origin | None = None
    """Last year's report, where there is one."""

    @property
    def changed(self) -> dict[str, Cell]:
        """Cells whose number becomes another, or that were guessed now or before."""
        cells = self.report.cells
        return {
            address: cell
            for address, cell in self.fragment.cells.items()
            if (cell.shown, cell.state, cell.sure) != (cells[address].shown, cells[address].state, cells[address].sure)
        }

    @property
    def after(self) -> Report:
        return FillCells(self.fragment.cells, "").apply(self.report)


def document_on(mime: QMimeData | None) -> RawDocument | None:
    """The clipboard's table as grids and lines: from its HTML if that holds a table, else from its text."""
    name = text("paste.clipboard")
    # a clipboard that nobody has filled has no data at all
    if mime is None:
        return None
    if mime.hasHtml():
        # the page may name an encoding of its own, but Qt has decoded it: the mark at the start decides
        content = b"\xef\xbb\xbf" + mime.html().encode("utf-8", errors="replace")
        try:
            document = html_reader.read(content, name)
        except UserError:
            document = None
        if document is not None and any(isinstance(block, Grid) for block in document.blocks):
            return document
    words = mime.text()
    if not words.strip():
        return None
    return RawDocument("text", text_reader.blocks_of(words, name))


def preview_of(session: Session, mime: QMimeData | None) -> Preview | None:
    """What the clipboard would change; None where nothing of the form is recognised in it."""
    document = document_on(mime)
    if document is None:
        return None
    fragment = recognise(document, session.report.edition)
    return Preview(session.report, fragment, session.rules, session.previous) if fragment.cells else None


def refusal(session: Session, mime: QMimeData | None) -> str:
    """Why nothing was recognised, and what to do."""
    document = document_on(mime)
    if document is None:
        return text("paste.empty")
    other = other_edition(document, session.report.edition)
    if other is not None:
        return text("paste.other_edition", other=edition(other).name, here=edition(session.report.edition).name)
    return text("paste.not_recognised")


def nothing_new(preview: Preview) -> str:
    """Said instead of a preview that would change nothing."""
    return text("paste.same", tables=text("paste.and").join(_table_name(table) for table in preview.fragment.tables))


def fill(session: Session, preview: Preview) -> bool:
    """Put the recognised cells into the report, as one step of undo."""
    count = len(preview.changed)
    names = text("paste.and").join(_table_name(table) for table in preview.fragment.tables)
    return session.do(FillCells(preview.fragment.cells, text("paste.undo", tables=names, count=count)))


def _table_name(table_id: str) -> str:
    return text(f"window.table.{edition().table(table_id).part}")


class PastePreview(QDialog):
    """Shows which table was recognised and what each cell would become; accepted by 填入."""

    def __init__(self, preview: Preview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.preview = preview
        self.setObjectName("pastePreview")
        self.setWindowTitle(text("paste.title"))
        resize_within(self, *_SIZE)
        after = preview.after
        # the old numbers stand in its cells as they do beside one's own edits
        self.session = Session(after, Origin("", b"", preview.report), preview.rules, previous=preview.previous)
        self.forms: dict[str, FormTable] = {}
        self.summary = QLabel(self._summary())
        self.summary.setObjectName("pasteSummary")
        self.summary.setWordWrap(True)
        self.summary.setFont(ui_font(bold=True))
        self.verdict = QLabel(text("paste.after", verdict=self.session.judgement.verdict_text()))
        self.verdict.setObjectName("pasteVerdict")
        self.changes = self._change_list()
        self.left_out = self._left_out()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(10)
        column.addWidget(self.summary)
        column.addWidget(self._middle(), 1)
        foot = QHBoxLayout()
        foot.addWidget(self.verdict, 1)
        foot.addWidget(self._buttons())
        column.addLayout(foot)
        # the first change is in view from the start
        self.changes.setCurrentCell(0, 0)

    def _summary(self) -> str:
        fragment, changed = self.preview.fragment, self.preview.changed
        form = edition(fragment.edition)
        names = text("paste.and").join(
            text("paste.table", number=_table_name(table), title=form.table(table).title) for table in fragment.tables
        )
        words = [text("paste.recognised_bare" if fragment.bare else "paste.recognised", tables=names)]
        words.append(text("paste.counts", found=len(fragment.cells), changed=len(changed)))
        guessed = sum(cell.guessed for cell in changed.values())
        if guessed:
            words.append(text("paste.guessed", count=guessed))
        return "".join(words)

    def _middle(self) -> QSplitter:
        tabs = QTabWidget()
        tabs.setAccessibleName(text("paste.after_name"))
        tabs.setDocumentMode(True)
        for table in self.preview.fragment.tables:
            form = FormTable(self.session, table)
            # only to be looked at
            form.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
            form.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            form.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
            self.forms[table] = form
            area = QScrollArea()
            area.setWidgetResizable(True)
            holder = QWidget()
            column = QVBoxLayout(holder)
            column.addWidget(form)
            column.addStretch(1)
            area.setWidget(holder)
            area.setAccessibleName(form.accessibleName())
            form.reveal.connect(lambda rect, area=area, form=form: _reveal(area, form, rect))
            tabs.addTab(area, _table_name(table))
        self.tabs = tabs
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(QLabel(text("paste.changes")))
        column.addWidget(self.changes, 3)
        if self.left_out.count():
            column.addWidget(QLabel(text("paste.left_out")))
            column.addWidget(self.left_out, 1)
        splitter = QSplitter()
        splitter.addWidget(tabs)
        splitter.addWidget(side)
        splitter.setSizes([690, 470])
        splitter.setChildrenCollapsible(False)
        return splitter

    def _change_list(self) -> QTableWidget:
        """One line for each cell that changes: its name, what stands there, what would, and how it was read."""
        cells, changed = self.preview.report.cells, self.preview.changed
        form = edition(self.preview.report.edition)
        listed = QTableWidget(len(changed), 4)
        listed.setObjectName("pasteChanges")
        listed.setAccessibleName(text("paste.changes"))
        listed.setHorizontalHeaderLabels([text(f"paste.column_{name}") for name in ("cell", "old", "new", "how")])
        listed.verticalHeader().hide()
        listed.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        listed.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        listed.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        listed.setShowGrid(False)
        # Tab goes on to the buttons, the arrows go about the list
        listed.setTabKeyNavigation(False)
        # the column's name stands at the end
        listed.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        for row, (address, cell) in enumerate(changed.items()):
            words = (
                form.describe(address),
                cells[address].shown or text("form.blank"),
                cell.shown or text("form.blank"),
                self._how(cell),
            )
            for at, word in enumerate(words):
                item = QTableWidgetItem(word)
                item.setData(_ADDRESS, address)
                item.setToolTip(word)
                if cell.guessed:
                    item.setForeground(QColor(colours().unsure))
                listed.setItem(row, at, item)
        header = listed.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        listed.currentItemChanged.connect(self._show)
        return listed

    @staticmethod
    def _how(cell: Cell) -> str:
        if cell.guessed:
            return text("paste.how_guessed")
        return text("paste.how_words") if cell.value is None and cell.shown else ""

    def _left_out(self) -> QListWidget:
        listed = QListWidget()
        listed.setObjectName("pasteLeftOut")
        listed.setAccessibleName(text("paste.left_out"))
        listed.setWordWrap(True)
        listed.addItems([str(notice) for notice in self.preview.fragment.notices])
        return listed

    def _show(self, item: QTableWidgetItem | None) -> None:
        """The chosen change in the form."""
        if item is None:
            return
        address = str(item.data(_ADDRESS))
        table = address.partition(".")[0]
        self.tabs.setCurrentIndex(list(self.forms).index(table))
        self.forms[table].go_to(address)

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        fill_in = buttons.addButton(text("paste.fill"), QDialogButtonBox.ButtonRole.AcceptRole)
        fill_in.setObjectName("fill")
        fill_in.setDefault(True)
        fill_in.setEnabled(bool(self.preview.changed))
        buttons.addButton(text("window.cancel"), QDialogButtonBox.ButtonRole.RejectRole).setObjectName("cancel")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons


def _reveal(area: QScrollArea, form: FormTable, rect: QRect) -> None:
    """Scroll the cell into view."""
    centre = form.geometry().topLeft() + rect.center()
    area.ensureVisible(centre.x(), centre.y(), 40, 80)
