"""Print preview and printing: the pages of the PDF, drawn at the printer's resolution: paper looks like the PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6 import QtGui
from PySide6.QtCore import QObject, QRectF, QSize, QSizeF, Qt

from core.errors import UserError
from core.texts import text
from gui import dialogs, pdfium
from gui.documents import may_show, review_copy
from gui.errors import show_error
from gui.jobs import Jobs
from gui.preferences import Preferences

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

    from core.session import Session

PREVIEW_DPI = 150
MOST_DPI = 600
"""Finer than an office printer shows; a page of A4 is then some 35 million pixels, one page at a time."""

_PREVIEW_SIZE = QSize(980, 860)
_POINTS_PER_INCH = 72


class Printing(QObject):
    """Prints what the session holds. The document is set on another thread, drawn on this one."""

    def __init__(
        self, window: QWidget, jobs: Jobs, session: Callable[[], Session | None], preferences: Preferences
    ) -> None:
        super().__init__(window)
        self._window = window
        self._jobs = jobs
        self._preferences = preferences
        self._session = session

    def preview_review(self) -> None:
        self._typeset(review=True, then=lambda pdf: show_preview(self._window, pdf, text("window.print.review")))

    def preview_clean(self) -> None:
        self._typeset(review=False, then=lambda pdf: show_preview(self._window, pdf, text("window.print.clean")))

    def print_review(self) -> None:
        self._typeset(review=True, then=lambda pdf: ask_and_print(self._window, pdf, text("window.print.review")))

    def print_clean(self) -> None:
        self._typeset(review=False, then=lambda pdf: ask_and_print(self._window, pdf, text("window.print.clean")))

    def preview_letter(self) -> None:
        """The letter to the department, asked for as when it is saved."""
        session = self._session()
        if session is None:
            return
        own = self._preferences.settings
        asked = dialogs.ask_letter(self._window, own.organisation)
        if asked is None:
            return
        letter, report, review = replace(asked, fonts=own.fonts), session.report, review_copy(session)

        def work() -> bytes:
            from core.export.letter import render_letter

            return render_letter(report, review, letter, "pdf")

        name = text("window.print.letter")
        self._jobs.start(text("window.busy.typeset"), work, lambda pdf: show_preview(self._window, pdf, name))

    def _typeset(self, review: bool, then: Callable[[bytes], None]) -> None:
        session = self._session()
        if session is None:
            return
        if not review and not may_show(self._window, session):
            return
        report, own = session.report, self._preferences.settings
        copy = review_copy(session, own.signatories) if review else None
        fonts = own.fonts

        def work() -> bytes:
            from core.export import render

            return render(report, "pdf", copy, fonts)

        self._jobs.start(text("window.busy.typeset"), work, then)


def show_preview(window: QWidget, pdf: bytes, name: str) -> None:
    """A window with the pages as they will be printed; printing is one click from there."""
    from PySide6.QtPrintSupport import QPrintPreviewDialog

    printer = new_printer(name)
    dialog = QPrintPreviewDialog(printer, window)
    dialog.setWindowTitle(text("window.print.preview_title", name=name))
    dialog.resize(_PREVIEW_SIZE.boundedTo(window.screen().availableGeometry().size()))
    # the dialog asks again, for the paper, when its print button is pressed
    dialog.paintRequested.connect(lambda device: draw_or_tell(window, pdf, device))
    dialog.exec()


def ask_and_print(window: QWidget, pdf: bytes, name: str) -> None:
    """Ask for printer, pages and copies, then print."""
    from PySide6.QtPrintSupport import QPrintDialog

    printer = new_printer(name)
    dialog = QPrintDialog(printer, window)
    dialog.setWindowTitle(name)
    dialog.setMinMax(1, page_count(pdf))
    if dialog.exec() == QPrintDialog.DialogCode.Accepted:
        draw_or_tell(window, pdf, printer)


def draw_or_tell(window: QWidget, pdf: bytes, printer: QPrinter) -> None:
    """Draw, or say why the printer would not begin."""
    try:
        draw(pdf, printer)
    except UserError as error:
        show_error(window, error)


def new_printer(name: str) -> QPrinter:
    """The system's standard printer, A4 without margins: the document brings its own."""
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    printer.setPageSize(QtGui.QPageSize(QtGui.QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    return printer


def page_count(pdf: bytes) -> int:
    with pdfium.opened(pdf) as document:
        return len(document)


def draw(pdf: bytes, printer: QPrinter) -> None:
    """Draw the pages that were asked for. Raises UserError when the printer cannot be begun."""
    painter = QtGui.QPainter()
    with pdfium.opened(pdf) as document:
        try:
            for turn, number in enumerate(_wanted(printer, len(document))):
                page = document[number]
                width, height = page.get_size()
                upright = (
                    QtGui.QPageLayout.Orientation.Portrait
                    if height >= width
                    else QtGui.QPageLayout.Orientation.Landscape
                )
                # the orientation has to be set before the page is begun
                printer.setPageOrientation(upright)
                if turn == 0:
                    if not painter.begin(printer):
                        raise UserError("cannot_print")
                else:
                    printer.newPage()
                _draw_page(painter, printer, page)
        finally:
            if painter.isActive():
                painter.end()


def _draw_page(painter: QtGui.QPainter, printer: QPrinter, page: object) -> None:
    """Draw one page over the whole sheet, keeping its proportions; a sheet of another size gets it scaled to fit."""
    # a preview keeps every page in memory; only paper gets the printer's own resolution
    preview = painter.paintEngine().type() is QtGui.QPaintEngine.Type.Picture
    dpi = min(printer.resolution(), PREVIEW_DPI if preview else MOST_DPI)
    image = pdfium.page_picture(page, dpi / _POINTS_PER_INCH)
    sheet = printer.paperRect(_device_pixels())
    size = QSizeF(image.size()).scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRectF(sheet.left() + (sheet.width() - size.width()) / 2, sheet.top(), size.width(), size.height())
    painter.setRenderHint(QtGui.QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(place, image)


def _device_pixels() -> QPrinter.Unit:
    from PySide6.QtPrintSupport import QPrinter

    return QPrinter.Unit.DevicePixel


def _wanted(printer: QPrinter, count: int) -> Iterator[int]:
    """Page numbers (from 0) in the order of printing: the range, reversed if asked, as often as copies are wanted."""
    from PySide6.QtPrintSupport import QPrinter

    pages = list(range(count))
    if printer.printRange() == QPrinter.PrintRange.PageRange and printer.fromPage():
        last = printer.toPage() or count
        pages = pages[printer.fromPage() - 1 : last]
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        pages.reverse()
    copies = 1 if printer.supportsMultipleCopies() else max(printer.copyCount(), 1)
    if printer.collateCopies():
        for _ in range(copies):
            yield from pages
    else:
        for page in pages:
            yield from [page] * copies
