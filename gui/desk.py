"""Where a report is worked on: banner, sheet and equations in the middle, the panes beside it, all kept in step."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from core.catalog import edition
from core.model import Finding
from core.search import Place
from core.session import Change, Session
from core.texts import text
from gui import recent
from gui.banner import Banner
from gui.cells import CellActions
from gui.comparison.pane import ComparisonPane
from gui.docks import Docks
from gui.findings import FindingsPanel
from gui.focus import give_keys
from gui.form.balance import BalanceSearch
from gui.form.strip import EquationStrip
from gui.jobs import Jobs
from gui.late import LatePane
from gui.notices import NoticesPanel
from gui.outline import Outline
from gui.page import Page
from gui.panes import Panes
from gui.practice import PracticeBar
from gui.preferences import Preferences
from gui.repairs import RepairSearch
from gui.source import SourcePanel
from gui.still import Still

ZOOMS = (80, 90, 100, 110, 125, 150, 175, 200)
"""Sizes of the sheet, in percent."""

_LOW = 370
"""Below this height nothing but the form takes more than a line."""

if TYPE_CHECKING:
    from gui.find import FindBar
    from gui.paste import Preview
    from gui.preview import PreviewPanel


class Desk(QWidget):
    """Built once, when the first report is opened; other reports are put into the same session."""

    changed = Signal()
    """Something of the session changed: title, actions and status may have to follow."""
    message = Signal(str)
    placeChanged = Signal(str, str)
    """Where the keys are: the place in words, and where it stood in the source."""

    def __init__(self, session: Session, window: QMainWindow, jobs: Jobs, preferences: Preferences) -> None:
        super().__init__(window)
        self.session = session
        self.banner = Banner(session, self)
        self.practice = PracticeBar(session, self)
        self.page = Page(session, self)
        self.strip = EquationStrip(session, self)
        self.outline = Outline(session, self)
        self.findings = FindingsPanel(session, self)
        self.findings.deciding.reviewer = lambda: preferences.settings.signatories[0]
        self.notices = NoticesPanel(session, self)
        self.source = SourcePanel(session, self)
        self.repairs = RepairSearch(session, self)
        self.comparison = ComparisonPane(session, self)
        self.preview: PreviewPanel | None = None
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        above = Still(self)
        above.hold(self.banner)
        for widget in (above, self.practice):
            column.addWidget(widget)
        column.addWidget(self.page, 1)
        column.addWidget(self.strip)
        self.dock_layout = Docks(
            window,
            {
                "outline": self.outline,
                "findings": self.findings,
                "source": self.source,
                "preview": LatePane(lambda place: self._make_preview(place, jobs, preferences), self),
                "notices": self.notices,
                "comparison": self.comparison,
            },
        )
        self.docks = self.dock_layout.docks
        self.comparison_dock = self.docks["comparison"]
        self.panes = Panes(self)
        self.cells = CellActions(self)
        self.balances = BalanceSearch(session, self.page.models, self)
        self._connect()
        self._entered = ""
        """Key of the finding whose words Enter has led to last."""
        self._zoom = recent.zoom()
        if self._zoom != 100:
            self.page.zoom(self._zoom / 100)

    @cached_property
    def find_bar(self) -> FindBar:
        """The bar above the page for searching, made with the first search."""
        from gui.find import FindBar

        bar = FindBar(self.session, self)
        self._column.insertWidget(self._column.indexOf(self.page), bar)
        bar.message.connect(self.message)
        bar.found.connect(self.show_place)
        bar.left.connect(lambda: self._flash(None))
        return bar

    def _make_preview(self, place: QWidget, jobs: Jobs, preferences: Preferences) -> PreviewPanel:
        """The preview, when its pane is first seen."""
        from gui.preview import PreviewPanel

        self.preview = PreviewPanel(self.session, jobs, preferences, place)
        self.preview.show_part(self.page.part_shown)
        self.preview.chosen.connect(self._go_to_printed)
        self.page.partShown.connect(self.preview.show_part)
        return self.preview

    def show_comparison(self) -> None:
        """Show the comparison while there is a report of last year."""
        shown = self.session.previous is not None
        self.comparison_dock.setVisible(shown)
        self.comparison_dock.toggleViewAction().setEnabled(shown)

    def enter_comparison(self) -> None:
        """Put the keys into the comparison; say how to begin one where there is none."""
        if self.session.previous is None:
            self.message.emit(text("comparison.none_yet"))
            return
        self.comparison_dock.show()
        self.comparison.enter()

    def _connect(self) -> None:
        self.session.changed.connect(self._concern)
        self.page.addressed.connect(self._show_cell)
        self.page.placed.connect(self._show_caret)
        self.page.partShown.connect(self.outline.follow)
        self.page.message.connect(self.message)
        self.page.tableWanted.connect(self.paste_table)
        for section in self.page.sections.values():
            if section.table is not None:
                section.table.recognise = self.paste_recognised
        self.outline.chosen.connect(self.page.go_to_part)
        self.findings.chosen.connect(self.go_to)
        self.findings.entered.connect(self.enter_finding)
        self.findings.message.connect(self.message)
        self.findings.shown.connect(self.practice.follow)
        self.notices.chosen.connect(self.page.go_to_cell)
        self.source.chosen.connect(self.page.go_to_cell)
        self.source.sentence.connect(self._go_to_paragraph)
        self.docks["source"].visibilityChanged.connect(self.source.look)
        self.comparison.cellChosen.connect(self.page.go_to_cell)
        self.comparison.left.connect(self._leave_comparison)
        self.comparison.textChosen.connect(lambda part, span: self.show_place(Place(part=part, span=span)))
        self.strip.equationActivated.connect(lambda cells: self.page.light(tuple(cells)))
        self.page.sourceWanted.connect(self.cells.reveal_source)
        self.strip.equationChosen.connect(self._go_to_equation)
        self.page.zoomTurned.connect(lambda step: self.zoom_in() if step > 0 else self.zoom_out())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the form comes before the equations."""
        super().resizeEvent(event)
        self.strip.fit(self.height())
        self.practice.show_slim(self.height() < _LOW)

    def _concern(self, change: Change) -> None:
        self.page.concern(change)
        self.findings.refresh()
        self.outline.refresh()
        self.banner.refresh()
        self.practice.refresh()
        self.comparison.concern(change)
        if change.reset or change.previous:
            self.show_comparison()
        if change.reset:
            self.notices.refresh()
            self.docks["notices"].setWindowTitle(self.notices.count_words())
            self.source.refresh()
            self.strip.show_cell(None)
            self.placeChanged.emit("", "")
        self.changed.emit()

    # ---------------------------------------------------------------------------------------------- actions

    def undo(self, steps: int = 1) -> None:
        names = self.session.names[0][:steps]
        if self.session.undo(steps):
            message = "window.undone" if steps == 1 else "commands.undone_many"
            self.message.emit(text(message, name=names[-1], count=steps))

    def redo(self, steps: int = 1) -> None:
        names = self.session.names[1][:steps]
        if self.session.redo(steps):
            message = "window.redone" if steps == 1 else "commands.redone_many"
            self.message.emit(text(message, name=names[-1], count=steps))

    def confirm(self) -> None:
        """Say that the selected cells were read rightly."""
        table = self.page.table_in_use()
        if table is None:
            self.message.emit(text("unsure.nothing_here"))
        else:
            table.confirm()

    def next_unsure(self) -> None:
        """Go to the next cell that was guessed and not confirmed, round the end to the first."""
        unsure = self.session.unsure
        if not unsure:
            self.message.emit(text("unsure.nothing_left"))
            return
        order = edition(self.session.report.edition).addresses
        table = self.page.table_in_use()
        here = table.current_address() if table is not None else None
        at = order.index(here) if here in order else -1
        self.page.go_to_cell(next((a for a in unsure if order.index(a) > at), unsure[0]))

    def restore_layout(self) -> None:
        """Put the panes back where they stand at first."""
        self.dock_layout.restore()
        self.show_comparison()
        self.message.emit(text("docks.restored"))

    def zoom_in(self) -> None:
        self._zoom_to(next((size for size in ZOOMS if size > self._zoom), ZOOMS[-1]))

    def zoom_out(self) -> None:
        self._zoom_to(next((size for size in reversed(ZOOMS) if size < self._zoom), ZOOMS[0]))

    def zoom_usual(self) -> None:
        self._zoom_to(100)

    def _zoom_to(self, percent: int) -> None:
        """Show the sheet in that size; kept for the next time."""
        if percent != self._zoom:
            self._zoom = percent
            recent.keep_zoom(percent)
            self.page.zoom(percent / 100)
        self.message.emit(text("docks.zoomed", percent=percent))

    def _leave_comparison(self) -> None:
        """Back to the cell that was current, or to the sheet."""
        give_keys(self.page.table_in_use() or self.page, Qt.FocusReason.OtherFocusReason)

    def paste_table(self) -> None:
        """Recognise the table on the clipboard and show what it would change; say why where that cannot be done."""
        if not self.paste_recognised():
            from gui import paste

            self.message.emit(paste.refusal(self.session, QGuiApplication.clipboard().mimeData()))

    def paste_recognised(self) -> bool:
        """Preview the clipboard's table; False where nothing of the form is recognised in it."""
        # the readers of pages are loaded with the first table that is pasted
        from gui import paste

        preview = paste.preview_of(self.session, QGuiApplication.clipboard().mimeData())
        if preview is None:
            return False
        if not preview.changed:
            self.message.emit(paste.nothing_new(preview))
            return True
        dialog = paste.PastePreview(preview, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._fill(preview))
        dialog.rejected.connect(lambda: self.message.emit(text("paste.given_up")))
        dialog.open()
        return True

    def _fill(self, preview: Preview) -> None:
        from gui import paste

        changed = tuple(preview.changed)
        if paste.fill(self.session, preview):
            self.page.go_to_cell(changed[0])
            self.message.emit(text("paste.filled", count=len(changed)))

    def ignore(self) -> None:
        """Ask in the list of findings why the chosen one is ignored."""
        dock = self.docks["findings"]
        dock.setVisible(True)
        dock.raise_()
        self.findings.ignore()

    def show_finding(self, finding: Finding) -> None:
        """Choose a finding in the list and go where it is."""
        self.findings.show_finding(finding)
        self.go_to(finding)

    def show_in_list(self, finding: Finding) -> None:
        """Put the keys into the list of findings, on that one."""
        dock = self.docks["findings"]
        dock.show()
        dock.raise_()
        self.findings.show_finding(finding)
        give_keys(self.findings.list, Qt.FocusReason.OtherFocusReason)

    def go_to(self, finding: Finding) -> None:
        """Show where a finding is, and light up the cells that it speaks of."""
        self.page.go_to(finding)
        self._flash(Place(part=finding.part, span=finding.span) if finding.span else None)
        # the words are shown; the cells that they speak of are lit where they stand
        self.page.light(finding.cells if len(finding.cells) > 1 or finding.span else ())
        self._entered = ""

    def enter_finding(self, finding: Finding) -> None:
        """Put the keys where a finding is; of one with words and a cell, into the other one the second time."""
        if finding.span and finding.cells and self._entered == finding.key:
            self._go_to_cell_of(finding)
        else:
            self.go_to(finding)
            self._entered = finding.key

    def other_place(self) -> None:
        """From the words of the chosen finding to the cell that they speak of, and back."""
        finding = self.findings.current()
        if finding is None or not (finding.span and finding.cells):
            self.message.emit(text("window.findings.one_place"))
        elif self.page.current_address() in finding.cells:
            self.go_to(finding)
        else:
            self._go_to_cell_of(finding)

    def _go_to_cell_of(self, finding: Finding) -> None:
        self.page.go_to_cell((finding.suspects or finding.cells)[0])
        self._flash(Place(part=finding.part, span=finding.span))
        self.page.light(finding.cells if len(finding.cells) > 1 else ())
        self._entered = ""

    def _go_to_equation(self, cells: tuple[str, ...]) -> None:
        """Go to the cell of an equation that is suspected, or to its first, and light up all of it."""
        findings = self.session.judgement.findings
        suspects = [a for finding in findings if set(cells) == set(finding.cells) for a in finding.suspects]
        self.page.go_to_cell((suspects or list(cells))[0])
        self.page.light(cells)

    def _go_to_printed(self, place: str) -> None:
        """Go to what was clicked in the preview."""
        number, colon, offset = place.partition(":")
        if place in self.session.report.cells:
            self.page.go_to_cell(place)
        elif place == "title":
            self.page.go_to_field("title")
        elif colon:
            at = int(offset)
            self.page.go_to_span(number, (at, at))
        else:
            self.page.go_to_part(number)

    def show_place(self, place: Place) -> None:
        """Show a place that was searched for."""
        self._flash(None)
        if place.address is not None:
            self.page.go_to_cell(place.address)
        elif place.field is not None:
            self.page.go_to_field(place.field)
        elif place.part is not None and place.span is not None:
            self.page.go_to_span(place.part, place.span)
            self._flash(place)

    def _go_to_paragraph(self, number: str, index: int) -> None:
        paragraphs = self.session.report.part(number).paragraphs
        if index < len(paragraphs):
            start = sum(len(words) + 1 for words in paragraphs[:index])
            self.show_place(Place(part=number, span=(start, start + len(paragraphs[index]))))

    def _flash(self, place: Place | None) -> None:
        for number, section in self.page.sections.items():
            section.editor.show_span(place.span if place is not None and place.part == number else None)

    # ---------------------------------------------------------------------------------------------- where the keys are

    def _show_cell(self, address: str) -> None:
        report = self.session.report
        if not address or address not in report.cells:
            return
        form = edition(report.edition)
        self.page.light(())
        self.strip.show_cell(address)
        table = text(f"window.table.{form.table_of[address].part}")
        where = report.cells[address].where
        self.source.mark(where)
        if self.preview is not None:
            self.preview.show_cell(address)
        self.comparison.show_cell(address)
        self.findings.follow(address=address)
        self.placeChanged.emit(f"{table} {form.describe(address)}", str(where) if where else "")

    def _show_caret(self, number: str, position: int) -> None:
        report = self.session.report
        paragraph = report.part(number).text[:position].count("\n")
        wheres = report.part(number).wheres
        where = wheres[paragraph] if paragraph < len(wheres) else None
        words = text("window.findings.paragraph", part=edition(report.edition).heading(number), number=paragraph + 1)
        self.strip.show_cell(None)
        self.source.mark(where)
        if self.preview is not None:
            self.preview.show_text(number, position)
        self.comparison.show_text(number)
        self.findings.follow(part=number, position=position)
        self.placeChanged.emit(words, str(where) if where else "")
