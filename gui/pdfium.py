"""Pages of a PDF as pictures. PDFium must not be used from two threads at once: all of the program's use is here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Any

from PySide6 import QtGui

_turn = RLock()


@contextmanager
def opened(pdf: bytes) -> Iterator[Any]:
    """The document, for as long as it is this thread's turn. Raises pypdfium2.PdfiumError for what is no PDF."""
    import pypdfium2

    with _turn:
        document = pypdfium2.PdfDocument(pdf)
        try:
            yield document
        finally:
            document.close()


def page_sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of each page in points, as it is shown; () for a file that PDFium cannot draw, though another
    reader has made sense of it."""
    import pypdfium2

    try:
        with opened(pdf) as document:
            return tuple(document[number].get_size() for number in range(len(document)))
    except pypdfium2.PdfiumError:
        return ()


def page_picture(page: Any, scale: float) -> QtGui.QImage:
    """A page of an opened document, `scale` pixels to a point."""
    bitmap = page.render(scale=scale, rev_byteorder=False)
    # pdfium gives BGR, three bytes a pixel; the copy outlives its memory
    view = QtGui.QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QtGui.QImage.Format.Format_BGR888)
    return view.copy()
