"""The header of a long form, kept at the top of the page while the form's rows are scrolled under it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gui.form.measure import in_columns
from gui.form.sheet import FormSheet

_LARGEST_SHARE = 0.45
"""Of the height of the page, that a header may cover."""


class StickyHeader(QWidget):
    """Lies over the page's viewport and paints the header rows of the form that is under it; the mouse goes through."""

    def __init__(self, forms: Sequence[FormSheet], viewport: QWidget) -> None:
        super().__init__(viewport)
        self.setObjectName("stickyHeader")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._viewport = viewport
        self._forms = forms
        self._form: FormSheet | None = None
        for form in forms:
            form.headed.connect(self.update)
        self.hide()

    @property
    def form(self) -> FormSheet | None:
        """The form whose header is shown."""
        return self._form

    def place(self) -> None:
        """Take the place and the form that fit the page as it is scrolled now."""
        self._form = next((form for form in self._forms if self._is_under(form)), None)
        if self._form is None:
            self.hide()
            return
        corner = self._form.viewport().mapTo(self._viewport, QPoint(0, 0))
        height = self.height_over(self._form)
        # the header leaves with the last row
        bottom = corner.y() + self._form.height() - self._form.rowHeight(self._form.form_model.table.height - 1)
        size = QSize(self._form.viewport().width(), height)
        self.setGeometry(QRect(QPoint(corner.x(), min(0, bottom - height)), size))
        self.raise_()
        self.show()

    def height_over(self, form: FormSheet) -> int:
        """Pixels that the header of a form takes when it is kept in view; 0 where it is not kept: over a form that is
        not long, or in a window so low that the rows would not be seen for it.
        """
        table = form.form_model.table
        height = sum(form.rowHeight(row) for row in range(_first_row(form), table.header_rows))
        height = height if in_columns(table) else 0
        return height if height < self._viewport.height() * _LARGEST_SHARE else 0

    def _is_under(self, form: FormSheet) -> bool:
        if not self.height_over(form):
            return False
        top = form.viewport().mapTo(self._viewport, QPoint(0, 0)).y()
        return (
            top < -form.rowViewportPosition(_first_row(form))
            and top + form.height() - form.rowHeight(form.form_model.table.height - 1) > 0
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        form = self._form
        if form is None:
            return
        model, look = form.form_model, form.form_delegate.painter
        painter = QPainter(self)
        painter.translate(0, -form.rowViewportPosition(_first_row(form)))
        heads = [cell for cell in model.table.layout if cell.row < model.table.header_rows and cell.address is None]
        places = [(cell, look.measures.place(cell)) for cell in heads]
        for cell, rect in places:
            look.label(painter, rect, cell)
        look.lines(painter, places)
        painter.resetTransform()
        painter.setPen(look.frame_pen)
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()


def _first_row(form: FormSheet) -> int:
    """The row from which on the header is kept: the line over all columns says nothing that tells them apart."""
    return 1 if form.form_model.table.header_rows > 2 else 0
