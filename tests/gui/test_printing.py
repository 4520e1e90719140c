"""Printing draws the pages of the PDF: all of them, or those that were asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog, QPrintPreviewWidget
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.export import render
from gui import printing
from gui.documents import review_copy
from gui.window import MainWindow

DPI = 100
"""Enough to compare pages, and quick."""


@pytest.fixture
def pdf(opened: Callable[..., MainWindow]) -> bytes:
    session = opened().session()
    assert session is not None
    return render(session.report, "pdf", review_copy(session))


def print_to(path: Path, pdf: bytes, pages: tuple[int, int] | None = None) -> pypdfium2.PdfDocument:
    printer = printing.new_printer("审核稿")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(DPI)
    if pages:
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
        printer.setFromTo(*pages)
    printing.draw(pdf, printer)
    return pypdfium2.PdfDocument(path)


def test_all_pages_are_printed_as_the_pdf_has_them(pdf: bytes, tmp_path: Path) -> None:
    made, meant = print_to(tmp_path / "out.pdf", pdf), pypdfium2.PdfDocument(pdf)
    assert len(made) == len(meant) == printing.page_count(pdf)
    for page, original in zip(made, meant, strict=True):
        assert page.get_size() == pytest.approx(original.get_size(), abs=1.5)
        assert ink(page) == pytest.approx(ink(original), abs=3)


def test_a_page_range_is_respected(pdf: bytes, tmp_path: Path) -> None:
    made, meant = print_to(tmp_path / "out.pdf", pdf, (2, 3)), pypdfium2.PdfDocument(pdf)
    assert len(made) == 2
    assert ink(made[0]) == pytest.approx(ink(meant[1]), abs=3)


def ink(page: pypdfium2.PdfPage) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what is printed on a page, in points."""
    image = page.render(scale=1, grayscale=True).to_pil().point(lambda grey: 255 * (grey < 160))
    box = image.getbbox()
    assert box is not None
    return box


def test_the_preview_dialog_draws_every_page(
    opened: Callable[..., MainWindow], pdf: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages: list[int] = []

    def look(dialog: QPrintPreviewDialog) -> int:
        dialog.show()
        QApplication.processEvents()
        preview = dialog.findChild(QPrintPreviewWidget)
        assert isinstance(preview, QPrintPreviewWidget)
        pages.append(preview.pageCount())
        dialog.close()
        return 0

    monkeypatch.setattr(QPrintPreviewDialog, "exec", look)
    printing.show_preview(opened(), pdf, "审核稿")
    assert pages == [printing.page_count(pdf)]


@pytest.mark.parametrize("action", ["preview_review", "preview_clean"])
def test_previews_show_the_document(
    opened: Callable[..., MainWindow], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, action: str
) -> None:
    shown: list[tuple[bytes, str]] = []
    monkeypatch.setattr(printing, "show_preview", lambda window, pdf, name: shown.append((pdf, name)))
    window = opened()
    window.actions_by_id[action].trigger()
    qtbot.waitUntil(lambda: bool(shown), timeout=20_000)
    assert shown[0][0].startswith(b"%PDF")
    assert shown[0][1] == ("审核稿" if action.endswith("review") else "正式稿")
