"""The source as pictures of its pages, drawn while they are looked at, with the place of the current cell framed."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from core.errors import UserError
from core.formats.raw import Box, Boxes, RawDocument
from core.model import Location
from core.texts import text
from gui import dialogs, pdfium
from gui.jobs import Jobs
from gui.source.base import Clicks
from gui.style import colours

_GAP = 12
"""Pixels around and between pages."""
_KEPT = 96 << 20
"""Bytes of pictures that are kept, of the pages looked at last; a page of A4 at double size has some 6 MB."""
_LEAST, _MOST, _STEP = 0.3, 5.0, 1.2


@dataclass(frozen=True, slots=True)
class _Picture:
    """A page number (from 0) at a scale in device pixels to a point."""

    page: int
    scale: float


class PagesView(QAbstractScrollArea):
    """Shows a PDF of any length; only pages in view are drawn, on another thread. `zoomed` tells the new scale."""

    zoomed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.clicks = Clicks(self)
        self.jobs = Jobs(self)
        self._pdf = b""
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._boxes: Boxes = {}
        self._where: Location | None = None
        self._pending = False
        self._pictures: OrderedDict[_Picture, QImage] = OrderedDict()
        self._failed = False
        self.scale = 0.0
        """Pixels to a point; 0 until the user has zoomed: the page is then as wide as the pane."""
        self.setObjectName("sourcePages")
        self.setAccessibleName(text("window.source.name"))
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(40)
        self.horizontalScrollBar().setSingleStep(40)
        # a page that cannot be drawn stays white; the text beside it still has its words
        self.jobs.failed.connect(lambda _: self._give_up())
        self.jobs.broken.connect(self._break)

    # -- what is shown --------------------------------------------------------------------------------------------

    def show_document(self, document: RawDocument, content: bytes) -> None:
        self.jobs.cancel()
        self._pdf, self._boxes, self._where = content, document.boxes, None
        self._pictures.clear()
        self._failed = False
        self._sizes = pdfium.page_sizes(content)
        self.verticalScrollBar().setValue(0)
        self._lay_out()

    def show_places(self, document: RawDocument) -> None:
        """The same file was read: now it is known where things stand on the pages that are shown already."""
        self._boxes = document.boxes
        self._show_marked()

    def mark(self, where: Location | None) -> None:
        self._where = where
        self._pending = True
        self._show_marked()

    @property
    def drawable(self) -> bool:
        """False where the file's pages cannot be drawn."""
        return bool(self._sizes)

    def marked(self) -> tuple[Box, ...]:
        """The boxes that are framed now."""
        return self._boxes.get(self._where, ()) if self._where is not None else ()

    def zoom(self, factor: float) -> None:
        """Larger or smaller by a factor; what stands in the middle stays there."""
        self.set_scale(min(_MOST, max(_LEAST, self._now() * factor)))

    def fit_width(self) -> None:
        """The page as wide as the pane."""
        self.set_scale(self._fitting())

    def set_scale(self, scale: float) -> None:
        middle = QPointF(self.viewport().rect().center())
        before = self._now()
        x, y = self.horizontalScrollBar().value() + middle.x(), self.verticalScrollBar().value() + middle.y()
        self.scale = scale
        self._lay_out()
        self.horizontalScrollBar().setValue(int(x * scale / before - middle.x()))
        self.verticalScrollBar().setValue(int(y * scale / before - middle.y()))
        self.zoomed.emit(scale)

    # -- where things lie, in pixels of the whole roll of pages ---------------------------------------------------

    def _fitting(self) -> float:
        widest = max((width for width, _ in self._sizes), default=1.0)
        return max(_LEAST, (self.viewport().width() - 2 * _GAP) / widest)

    def _now(self) -> float:
        return self.scale or self._fitting()

    def _places(self) -> list[QRectF]:
        """The rectangle of each page."""
        scale, top = self._now(), float(_GAP)
        widest = max((width for width, _ in self._sizes), default=0.0) * scale
        room = max(widest, self.viewport().width() - 2.0 * _GAP)
        places = []
        for width, height in self._sizes:
            left = _GAP + (room - width * scale) / 2
            places.append(QRectF(left, top, width * scale, height * scale))
            top += height * scale + _GAP
        return places

    def _rect(self, box: Box, places: list[QRectF]) -> QRectF:
        page, scale = places[box.page - 1], self._now()
        return QRectF(
            page.left() + box.x0 * scale,
            page.top() + box.top * scale,
            (box.x1 - box.x0) * scale,
            (box.bottom - box.top) * scale,
        )

    def _offset(self) -> QPointF:
        return QPointF(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())

    def rect_of(self, box: Box) -> QRectF:
        """Where a box lies in the viewport now."""
        return self._rect(box, self._places()).translated(self._offset())

    def _lay_out(self) -> None:
        places = self._places()
        size = self.viewport().size()
        height = places[-1].bottom() + _GAP if places else 0.0
        width = max((place.right() + _GAP for place in places), default=0.0)
        for bar, whole, part in (
            (self.verticalScrollBar(), height, size.height()),
            (self.horizontalScrollBar(), width, size.width()),
        ):
            bar.setRange(0, max(0, int(whole - part)))
            bar.setPageStep(part)
        self.viewport().update()

    def _show_marked(self) -> None:
        """Scroll the marked place into the middle, once there is room to do so."""
        boxes = [box for box in self.marked() if box.page <= len(self._sizes)]
        if self._pending and boxes and self.isVisible():
            self._pending = False
            rect = self._rect(boxes[0], self._places())
            size = self.viewport().size()
            view = QRectF(0, 0, size.width(), size.height()).translated(-self._offset())
            # what is in view already stays where the eye is
            if not view.adjusted(0, _GAP, 0, -_GAP).contains(rect):
                self.verticalScrollBar().setValue(int(rect.center().y() - size.height() / 2))
                # a line wider than the pane is shown from where it begins
                left = rect.left() - _GAP if rect.width() > size.width() else rect.center().x() - size.width() / 2
                self.horizontalScrollBar().setValue(int(left))
        self.viewport().update()

    # -- drawing --------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = colours()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        places, offset = self._places(), self._offset()
        view = QRectF(self.viewport().rect())
        for number, place in enumerate(places):
            rect = place.translated(offset)
            if not rect.intersects(view):
                continue
            painter.fillRect(rect, QColor("white"))
            picture = self._picture(number)
            if picture is not None:
                painter.drawImage(rect, picture)
            painter.setPen(QPen(theme.line, 1))
            painter.drawRect(rect)
        fill = QColor(theme.accent)
        fill.setAlpha(46)
        for box in self.marked():
            if box.page <= len(places):
                rect = self._rect(box, places).translated(offset)
                painter.fillRect(rect, fill)
                # pages are white in dark windows too
                painter.setPen(QPen(QColor("#0b5cad"), 2))
                painter.drawRect(rect.adjusted(-1, -1, 1, 1))
        painter.end()

    def _wanted(self, number: int) -> _Picture:
        return _Picture(number, round(self._now() * self.devicePixelRatioF(), 3))

    def _picture(self, number: int) -> QImage | None:
        """The page's picture, or for the moment one of another size; what is missing is drawn meanwhile."""
        wanted = self._wanted(number)
        if wanted in self._pictures:
            self._pictures.move_to_end(wanted)
            return self._pictures[wanted]
        QTimer.singleShot(0, self, self._draw_next)
        return next((image for known, image in reversed(self._pictures.items()) if known.page == number), None)

    def _draw_next(self) -> None:
        """Draw the first page in view that has no picture yet."""
        if self.jobs.running or self._failed or not self.isVisible():
            return
        missing = next((wanted for wanted in self._in_view() if wanted not in self._pictures), None)
        if missing is not None:
            pdf = self._pdf
            self.jobs.start("", lambda: _drawn(pdf, missing), lambda image: self._keep(missing, image))

    def _in_view(self) -> list[_Picture]:
        view, offset = QRectF(self.viewport().rect()), self._offset()
        return [self._wanted(n) for n, place in enumerate(self._places()) if place.translated(offset).intersects(view)]

    def _keep(self, wanted: _Picture, image: QImage) -> None:
        self._pictures[wanted] = image
        while len(self._pictures) > 1 and sum(one.sizeInBytes() for one in self._pictures.values()) > _KEPT:
            self._pictures.popitem(last=False)
        self.viewport().update()
        self._draw_next()

    def _give_up(self) -> None:
        self._failed = True

    def _break(self, trace: str) -> None:
        self._give_up()
        dialogs.show_bug(self.window(), trace)

    # -- events ---------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        self._show_marked()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        QTimer.singleShot(0, self, self._show_marked)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(_STEP if event.angleDelta().y() > 0 else 1 / _STEP)
            event.accept()
            return
        super().wheelEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def places_at(self, position: QPointF) -> list[Location]:
        """The places of the source under a point of the viewport, the smallest first."""
        pages, offset = self._places(), self._offset()
        found: list[tuple[float, Location]] = []
        for where, boxes in self._boxes.items():
            for box in boxes:
                if box.page <= len(pages) and self._rect(box, pages).translated(offset).contains(position):
                    found.append(((box.x1 - box.x0) * (box.bottom - box.top), where))
        return [where for _, where in sorted(found, key=lambda one: one[0])]

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = bool(self.places_at(event.position()))
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicks.at.emit(self.places_at(event.position()))


def _drawn(pdf: bytes, wanted: _Picture) -> QImage:
    """The picture of a page. Raises UserError for a page that cannot be drawn."""
    import pypdfium2

    try:
        with pdfium.opened(pdf) as document:
            return pdfium.page_picture(document[wanted.page], wanted.scale)
    except pypdfium2.PdfiumError as error:
        raise UserError("damaged", name="") from error
