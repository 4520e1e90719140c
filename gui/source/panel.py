"""The pane 原件: chooses how the file is shown (pages, sheets, document, text), and keeps it in step with the form."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from core import formats
from core.errors import UserError
from core.export.json_file import is_report
from core.formats.raw import Grid, RawDocument
from core.model import PART_NUMBERS, Location
from core.session import Origin, Session
from core.texts import text
from gui import dialogs
from gui.jobs import Jobs
from gui.source.base import SourceView

if TYPE_CHECKING:
    from gui.source.pages import PagesView

_WAYS = ("pages", "sheets", "document", "text")
_PAGED = frozenset({"pdf"})
_SHEETS = frozenset({"xlsx", "xls", "ods", "csv"})
_LARGE = 6000
"""Cells beyond which a document's tables are shown as text: laying them out would hold the window up."""


def views_for(document: RawDocument) -> tuple[str, ...]:
    """How a file can be shown, the best way first."""
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    if document.kind in _PAGED:
        return ("pages", "text")
    if document.kind in _SHEETS and grids:
        return ("sheets", "text")
    if any(grid.exact for grid in grids) and sum(len(grid.cells) for grid in grids) <= _LARGE:
        return ("document", "text")
    return ("text",)


class SourcePanel(QWidget):
    """Filled when it is seen, on another thread, since reading the file again takes as long as opening it did. Among
    tabs, Qt calls a pane visible that is behind another: `look` is to be called when it comes to the front.

    `chosen` asks to go to the cell that was clicked, `sentence` to a part's paragraph (counted from 0).
    """

    chosen = Signal(str)
    sentence = Signal(str, int)
    filled = Signal()
    """The source is shown."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.jobs = Jobs(self)
        self._shown: Origin | None = None
        self._document: RawDocument | None = None
        self._where: Location | None = None
        self._ready: set[str] = set()
        self.kind = ""
        """Which of the views is shown; "" for none."""
        self.setObjectName("source")
        self.setAccessibleName(text("window.source.name"))
        self._views: dict[str, QWidget] = {}
        self._built = False
        self.jobs.failed.connect(self._fail)
        self.jobs.broken.connect(self._break)

    def _build(self) -> None:
        """The bar and the place of the views, made when the pane is first seen."""
        self._built = True
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self.note.setMargin(14)
        self.note.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.note)
        self._bar = self._make_bar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._stack, 1)

    def _make_bar(self) -> QWidget:
        """Ways of showing on the left, the size of pages on the right."""
        bar = QWidget(self)
        bar.setObjectName("sourceBar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(2)
        self._group = QButtonGroup(bar)
        self.ways: dict[str, QToolButton] = {}
        for kind in _WAYS:
            button = self.ways[kind] = _button(bar, f"source.{kind}", checkable=True)
            button.clicked.connect(lambda _=False, kind=kind: self.show_as(kind))
            self._group.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        self.zooms = [_button(bar, f"source.{name}") for name in ("smaller", "larger", "width")]
        for button, change in zip(
            self.zooms,
            (lambda v: v.zoom(1 / 1.2), lambda v: v.zoom(1.2), lambda v: v.fit_width()),
            strict=True,
        ):
            button.clicked.connect(lambda _=False, change=change: self._with_pages(change))
            row.addWidget(button)
        bar.hide()
        return bar

    def _with_pages(self, change: Callable[[PagesView], None]) -> None:
        if "pages" in self._views:
            change(cast("PagesView", self._views["pages"]))

    # -- for the desk ---------------------------------------------------------------------------------------------

    def mark(self, where: Location | None) -> None:
        """Mark that place and bring it into view; None marks nothing."""
        self._where = where
        self._show()

    def refresh(self) -> None:
        """Another report is shown."""
        self._where = None
        self._show()

    def look(self) -> None:
        """The pane may have come to the front; it has its place in the window only after that was laid out."""
        QTimer.singleShot(0, self, self._show)

    @property
    def seen(self) -> bool:
        """False also for a pane behind other tabs."""
        return not self.visibleRegion().isEmpty()

    def view(self) -> QWidget | None:
        """The view that is shown now."""
        return self._views.get(self.kind)

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self._show()

    # -- filling --------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        """Show and mark what is to be seen, if anyone sees it."""
        if self.seen:
            if not self._built:
                self._build()
            self._fill()
            self._mark()

    def _fill(self) -> None:
        origin = self._session.origin
        if origin is self._shown and origin is not None:
            return
        self.jobs.cancel()
        self._shown, self._document = origin, None
        self._say(text("window.source.none" if origin is None or not origin.content else "source.reading"))
        if origin is None or not origin.content:
            return
        if is_report(origin.content):
            self._say(text("window.source.not_shown", name=origin.name))
            self.filled.emit()
            return
        if origin.content.startswith(b"%PDF"):
            # pages are drawn without being read; where things stand on them comes a little later
            self._offer(RawDocument("pdf", ()))
        self.jobs.start("", lambda: formats.read(origin.content, origin.name), self._take)

    def _say(self, words: str) -> None:
        self.kind = ""
        self.note.setText(words)
        self._bar.hide()
        self._stack.setCurrentWidget(self.note)

    def _fail(self, error: UserError) -> None:
        self._say(str(error))
        self.filled.emit()

    def _break(self, trace: str) -> None:
        self._say(text("source.not_read"))
        self.filled.emit()
        dialogs.show_bug(self.window(), trace)

    def _take(self, document: RawDocument) -> None:
        view = self.view()
        if self.kind == "pages" and document.kind in _PAGED:
            self._document = document
            self._ready &= {"pages"}
            cast("PagesView", view).show_places(document)
        else:
            self._offer(document)
        self.filled.emit()

    def _offer(self, document: RawDocument) -> None:
        """Show the source in the best way, and buttons for the others."""
        self._document = document
        self._ready.clear()
        offered = views_for(document)
        for kind, button in self.ways.items():
            button.setVisible(kind in offered)
        self._bar.setVisible(len(offered) > 1)
        self.show_as(offered[0])

    def show_as(self, kind: str) -> None:
        """Show the source in one of its ways; a view is made and filled when it is first wanted."""
        if self._document is None or self._shown is None:
            return
        if kind not in self._views:
            made = self._views[kind] = _made(kind, self)
            self._stack.addWidget(made)
            assert isinstance(made, SourceView)
            made.clicks.at.connect(self._clicked)
        view = self._views[kind]
        assert isinstance(view, SourceView)
        if kind not in self._ready:
            view.show_document(self._document, self._shown.content)
            self._ready.add(kind)
        if kind == "pages" and not cast("PagesView", view).drawable:
            self._bar.hide()
            self.show_as("text")
            return
        self.kind = kind
        self.ways[kind].setChecked(True)
        for button in self.zooms:
            button.setVisible(kind == "pages")
        self._stack.setCurrentWidget(view)
        view.mark(self._where)

    def _mark(self) -> None:
        view = self.view()
        if isinstance(view, SourceView):
            view.mark(self._where)

    # -- clicks ---------------------------------------------------------------------------------------------------

    def _clicked(self, places: list[Location]) -> None:
        """Go to the cell that was read from the nearest place, else to the sentence that stood there."""
        report = self._session.report
        for where in places:
            for address, cell in report.cells.items():
                if cell.where == where:
                    self.chosen.emit(address)
                    return
            for number in PART_NUMBERS:
                wheres = report.part(number).wheres
                if where in wheres:
                    self.sentence.emit(number, wheres.index(where))
                    return


def _made(kind: str, parent: QWidget) -> QWidget:
    """The view for one of the ways; loaded with the first file that is shown so."""
    if kind == "pages":
        from gui.source.pages import PagesView

        return PagesView(parent)
    if kind == "sheets":
        from gui.source.sheets import SheetsView

        return SheetsView(parent)
    if kind == "document":
        from gui.source.flow import FlowView

        return FlowView(parent)
    from gui.source.text import TextView

    return TextView(parent)


def _button(parent: QWidget, name: str, *, checkable: bool = False) -> QToolButton:
    button = QToolButton(parent)
    button.setObjectName(name.replace(".", "_"))
    button.setText(text(name))
    button.setToolTip(text(f"{name}_tip"))
    button.setAccessibleName(text(f"{name}_tip"))
    button.setCheckable(checkable)
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
