"""Printing draws the pages of the PDF: all of them, or those that were asked for."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog, QPrintPreviewWidget
from PySide6.QtWidgets import QApplication, QToolBar
from pytestqt.qtbot import QtBot

from core.export import render
from core.export.letter import Letter
from gui import dialogs, printing
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


def grey(page: pypdfium2.PdfPage) -> list[int]:
    """A page in squares of 5 points: fine enough to see every line, coarse enough to forgive half a pixel."""
    small = page.render(scale=1, grayscale=True).to_pil().resize((119, 168), Image.Resampling.BOX)
    return list(small.tobytes())


def test_paper_looks_like_the_exported_pdf(pdf: bytes, tmp_path: Path) -> None:
    made, meant = print_to(tmp_path / "out.pdf", pdf), pypdfium2.PdfDocument(pdf)
    for page, original in zip(made, meant, strict=True):
        apart = [abs(a - b) for a, b in zip(grey(page), grey(original), strict=True)]
        assert sum(apart) / len(apart) < 4
        # nothing is missing and nothing was added: no place is dark on one and white on the other
        assert max(apart) < 90


def two_pages() -> bytes:
    """An upright page and one on its side."""
    document = pypdfium2.PdfDocument.new()
    for width, height in ((595, 842), (842, 595)):
        document.new_page(width, height)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def test_each_page_keeps_its_orientation(window: MainWindow, tmp_path: Path) -> None:
    made = print_to(tmp_path / "out.pdf", two_pages())
    assert [page.get_width() > page.get_height() for page in made] == [False, True]


@pytest.mark.parametrize(("collated", "order"), [(True, [0, 1, 0, 1]), (False, [0, 0, 1, 1])])
def test_copies_are_printed_where_the_printer_cannot_repeat(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, collated: bool, order: list[int]
) -> None:
    printer = printing.new_printer("审核稿")
    monkeypatch.setattr(QPrinter, "supportsMultipleCopies", lambda _: False)
    printer.setCopyCount(2)
    printer.setCollateCopies(collated)
    assert list(printing._wanted(printer, 2)) == order


def test_a_printer_that_does_not_begin_is_told(window: MainWindow, tmp_path: Path, no_dialogs: list[str]) -> None:
    printer = printing.new_printer("审核稿")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "没有这个文件夹" / "out.pdf"))
    printing.draw_or_tell(window, two_pages(), printer)
    assert "打印机" in no_dialogs[0]


def test_the_letter_is_previewed(
    opened: Callable[..., MainWindow], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[tuple[bytes, str]] = []
    monkeypatch.setattr(printing, "show_preview", lambda window, pdf, name: shown.append((pdf, name)))
    monkeypatch.setattr(dialogs, "ask_letter", lambda parent, office: Letter(office or "清溪区政府办公室"))
    window = opened()
    window.actions_by_id["preview_letter"].trigger()
    qtbot.waitUntil(lambda: bool(shown), timeout=20_000)
    assert shown[0][1] == "审核意见"
    page = pypdfium2.PdfDocument(shown[0][0])[0]
    assert "清溪区" in page.get_textpage().get_text_range()


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
        bar = dialog.findChild(QToolBar)
        assert isinstance(bar, QToolBar)
        # also the last one, which prints, is in sight
        assert all(bar.widgetForAction(action).isVisible() for action in bar.actions() if not action.isSeparator())
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
