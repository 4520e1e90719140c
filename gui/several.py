"""Several reports at once: choosing one of a file's, and the list of a batch of files with what each holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.errors import UserError
from core.texts import text
from gui.jobs import Jobs
from gui.style import colours, resize_within, ui_font

if TYPE_CHECKING:
    from core.pipeline import Loaded
    from core.rules import RuleSet

MOST = 300
"""Files of a batch; a folder with more is not what a reviewer meant to drop."""

_WORST_FIRST = ("error", "warning", "passed")
_PATH = Qt.ItemDataRole.UserRole


# ------------------------------------------------------------------------------------------ one file, several reports


def choose(parent: QWidget | None, found: Sequence[Loaded]) -> int | None:
    """Ask which of a file's reports is meant; its place in `found`, or None."""
    dialog = ReportChooser(found, parent)
    return dialog.chosen() if dialog.exec() == QDialog.DialogCode.Accepted else None


class ReportChooser(QDialog):
    """The reports of one file with body, year, how many cells have a number, where it stands, and title."""

    def __init__(self, found: Sequence[Loaded], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reportChooser")
        self.setWindowTitle(text("several.title"))
        resize_within(self, 860, 380)
        words = QLabel(text("several.question", name=found[0].path.name, count=len(found)))
        words.setWordWrap(True)
        self.table = _table(("number", "agency", "year", "cells", "place", "heading"), len(found), stretch=5)
        for row, loaded in enumerate(found):
            for column, word in enumerate((str(row + 1), *_described(loaded))):
                self.table.setItem(row, column, QTableWidgetItem(word))
        self.table.selectRow(0)
        self.table.itemDoubleClicked.connect(lambda _: self.accept())
        buttons = QDialogButtonBox()
        opening = buttons.addButton(text("several.open"), QDialogButtonBox.ButtonRole.AcceptRole)
        opening.setDefault(True)
        opening.setObjectName("open")
        buttons.addButton(text("window.cancel"), QDialogButtonBox.ButtonRole.RejectRole).setObjectName("cancel")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        _stack(self, words, self.table, buttons)
        self.table.setFocus()

    def chosen(self) -> int:
        return max(self.table.currentRow(), 0)


def _described(loaded: Loaded) -> tuple[str, str, str, str, str]:
    report = loaded.report
    places = (str(n.params.get("place", "")) for n in loaded.notices if n.message_id == "several_reports")
    filled = sum(cell.value is not None for cell in report.cells.values())
    return (
        report.agency or text("window.banner.no_agency"),
        str(report.year) if report.year else text("window.banner.no_year"),
        text("several.filled", count=filled, all=len(report.cells)),
        next(places, ""),
        report.title,
    )


def copied_document(mime: QMimeData | None) -> tuple[bytes, Path] | None:
    """What is on the clipboard as a file would have it: the page, else the text. None where there are no words."""
    if mime is None or not mime.text().strip():
        return None
    if mime.hasHtml():
        # Qt has decoded the page: the mark at the start says so, whatever the page names
        return b"\xef\xbb\xbf" + mime.html().encode("utf-8", "replace"), Path(text("several.copied_page"))
    return mime.text().encode("utf-8", "replace"), Path(text("several.copied_text"))


# ----------------------------------------------------------------------------------------------- a batch of files


def files_in(paths: Iterable[Path]) -> list[Path]:
    """The files that were dropped, and those of dropped folders (not of folders in them) that can be read."""
    from core.export import EXPORTERS
    from core.formats import FORMATS
    from core.workspace import SUFFIX

    known = {SUFFIX, *(f".{kind}" for kind in EXPORTERS)}
    known |= {extension for one in FORMATS.values() for extension in one.extensions}
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.iterdir() if p.is_file() and not p.name.startswith(("~$", ".")))
            found += [one for one in inside if one.suffix.lower() in known]
        else:
            found.append(path)
    return list(dict.fromkeys(found))[:MOST]


@dataclass(frozen=True, slots=True)
class Entry:
    """What the list says of one file: bodies, year, verdict or why it could not be read. `outcome` is a colour's
    name: error, warning, passed."""

    agency: str
    year: str
    verdict: str
    outcome: str


def look_at(path: Path, rules: RuleSet) -> Entry:
    """Read one file and check it with those rules."""
    from core import pipeline

    try:
        found = pipeline.load_all(path)
    except UserError as error:
        return Entry("", "", text("several.unreadable", reason=error), "error")
    agency = found[0].report.agency or text("window.banner.no_agency")
    year = str(found[0].report.year or "")
    # of several reports the worst one decides
    tone, conclusion = min((_concluded(loaded, rules) for loaded in found), key=lambda one: _WORST_FIRST.index(one[0]))
    if len(found) > 1:
        agency = text("several.and_more", agency=agency, count=len(found))
        conclusion = text("several.worst", verdict=conclusion)
    return Entry(agency, year, conclusion, tone)


def _concluded(loaded: Loaded, rules: RuleSet) -> tuple[str, str]:
    """The tone and the words of a report's verdict."""
    from core import pipeline
    from core.conclusion import Outcome, conclude

    previous = loaded.previous.report if loaded.previous else None
    conclusion = conclude(pipeline.check(loaded.report, rules, previous).findings, loaded.decisions, len(rules.off))
    tone = {Outcome.FAILED: "error", Outcome.READY: "passed"}.get(conclusion.outcome, "warning")
    return tone, str(conclusion)


class Batch(QDialog):
    """Files dropped together, each read and checked in turn; stays open while one after the other is worked on."""

    opened = Signal(Path)

    def __init__(self, rules: Callable[[], RuleSet], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rules = rules
        self.setObjectName("batch")
        self.setWindowTitle(text("several.batch_title"))
        resize_within(self, 900, 520)
        self.jobs = Jobs(self)
        self.words = QLabel()
        self.table = _table(("file", "agency", "year", "verdict"), 0, stretch=3)
        self.table.itemActivated.connect(self._open)
        self._waiting: list[Path] = []
        buttons = QDialogButtonBox()
        opening = buttons.addButton(text("several.open"), QDialogButtonBox.ButtonRole.ActionRole)
        opening.setObjectName("open")
        opening.clicked.connect(lambda: self._open(self.table.currentItem()))
        buttons.addButton(text("window.close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        _stack(self, self.words, self.table, buttons)

    @property
    def paths(self) -> tuple[Path, ...]:
        items = (self.table.item(row, 0) for row in range(self.table.rowCount()))
        return tuple(item.data(_PATH) for item in items if item is not None)

    def add(self, paths: Sequence[Path]) -> None:
        """Put files under those that are there already, and begin to read them."""
        known = set(self.paths)
        for path in paths:
            if path in known:
                continue
            row = self.table.rowCount()
            self.table.insertRow(row)
            item = QTableWidgetItem(path.name)
            item.setData(_PATH, path)
            item.setToolTip(str(path))
            self.table.setItem(row, 0, item)
            self.table.setItem(row, 3, QTableWidgetItem(text("several.waiting")))
            self._waiting.append(path)
        if self.table.currentRow() < 0 and self.table.rowCount():
            self.table.selectRow(0)
        self._next()

    def _next(self) -> None:
        done = self.table.rowCount() - len(self._waiting)
        self.words.setText(text("several.batch", count=self.table.rowCount(), done=done))
        if self._waiting and not self.jobs.running:
            path, rules = self._waiting[0], self._rules()
            self.jobs.start("", lambda: look_at(path, rules), lambda entry: self._fill(path, entry))

    def _fill(self, path: Path, entry: Entry) -> None:
        self._waiting.remove(path)
        row = self.paths.index(path)
        theme = colours()
        tone: QColor = {"error": theme.error_mark, "passed": theme.passed}.get(entry.outcome, theme.warning_mark)
        for column, word in enumerate((entry.agency, entry.year, entry.verdict), 1):
            item = QTableWidgetItem(word)
            item.setToolTip(word)
            if column == 3:
                item.setForeground(tone)
            self.table.setItem(row, column, item)
        self._next()

    def _open(self, item: QTableWidgetItem | None) -> None:
        if item is not None:
            self.opened.emit(self.paths[item.row()])


def _table(columns: Sequence[str], rows: int, stretch: int) -> QTableWidget:
    table = QTableWidget(rows, len(columns))
    table.setHorizontalHeaderLabels([text(f"several.column_{name}") for name in columns])
    table.verticalHeader().hide()
    table.setFont(ui_font())
    table.setShowGrid(False)
    table.setAlternatingRowColors(True)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setTabKeyNavigation(False)
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)
    table.setAccessibleName(text("several.list"))
    return table


def _stack(dialog: QDialog, *widgets: QWidget) -> None:
    column = QVBoxLayout(dialog)
    column.setContentsMargins(16, 14, 16, 12)
    column.setSpacing(10)
    for widget in widgets:
        column.addWidget(widget)
