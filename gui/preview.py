"""The typeset document beside the form, kept current while typing; a page that is not current is never shown as if."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from core.session import Change, Session
from core.texts import text
from gui.documents import review_copy
from gui.jobs import Jobs
from gui.preferences import Preferences
from gui.style import colours

if TYPE_CHECKING:
    from core.export.pdf import Preview, Spot

PAUSE = 250
"""Milliseconds without a change after which the pages are set anew."""

FIT = 0
ZOOMS = (FIT, 50, 75, 100, 125, 150, 200)
"""Percent of the printed size on the screen; FIT fits the pages to the width."""

_GAP = 10
_POINTS = 72.0
_SCREEN = 96.0
_SHEET = QSize(595, 842)
"""A4 in points."""

_FINEST = 220.0
_NEAR = 26.0
"""Points within which a click belongs to the paragraph or row that begins above it."""


@dataclass
class _Pages:
    """What is shown: pages as pictures, where things stand on them, dots an inch."""

    images: tuple[QImage, ...] = ()
    spots: tuple[Spot, ...] = ()
    ppi: float = _SCREEN
    tops: list[int] = field(default_factory=list)


class PreviewPanel(QWidget):
    """Sets the pages on another thread while the pane is seen. `chosen` asks to go to what was clicked: a cell's
    address, or a part's number with an offset in its text ("1:245")."""

    chosen = Signal(str)

    def __init__(self, session: Session, jobs: Jobs, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._preferences = preferences
        self._running = False
        self._part = "0"
        self.current = False
        """True when the pages shown are those of the report as it is."""
        self.copy = _box(("clean", "review"), "copy")
        self.zoom = _box(ZOOMS, "zoom")
        self.where = QLabel()
        self.where.setObjectName("previewWhere")
        self.sheet = _Sheet(self)
        self.area = QScrollArea(self)
        self.area.setObjectName("preview")
        self.area.setAccessibleName(text("preview.name"))
        self.area.setWidget(self.sheet)
        self.area.setWidgetResizable(False)
        # with a bar that comes and goes, the width that pages are fitted to would come and go too
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.area.verticalScrollBar().valueChanged.connect(self._say_where)
        row = QHBoxLayout()
        row.setContentsMargins(8, 6, 8, 6)
        for widget in (self.copy, self.zoom, self.where):
            row.addWidget(widget)
        self.where.setContentsMargins(6, 0, 0, 0)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.area, 1)
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self._set_pages)
        self.copy.currentIndexChanged.connect(self.refresh)
        self.zoom.currentIndexChanged.connect(self.refresh)
        session.changed.connect(self._concern)
        preferences.changed.connect(self.refresh)

    # ---------------------------------------------------------------------------------------------- keeping current

    def _concern(self, change: Change) -> None:
        if change.saved and not (change.cells or change.parts or change.fields):
            return
        if change.reset:
            self.sheet.pages = _Pages()
            self._part = "0"
        self.refresh()

    def refresh(self, *_: object) -> None:
        """The pages are no longer those of the report; set them anew after a pause, if they are seen."""
        self.current = False
        self.sheet.update()
        self._say_where()
        if self.seen:
            self._timer.start()

    @property
    def seen(self) -> bool:
        """False also for a pane behind other tabs, which Qt may call visible although it is out of sight."""
        return not self.visibleRegion().isEmpty()

    def looked_at(self) -> None:
        """The pane is being painted: what it shows must become current."""
        if not self.current and not self._running and not self._timer.isActive():
            self._timer.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.zoom.currentData() == FIT and event.size().width() != event.oldSize().width():
            self.sheet.lay_out(self._width())
            self.refresh()

    def _width(self) -> int:
        """Width of a page on the screen, in pixels of the window."""
        percent: int = self.zoom.currentData()
        if percent == FIT:
            return max(self.area.viewport().width() - 2 * _GAP, 160)
        return round(_SHEET.width() * percent / 100 * self.logicalDpiX() / _POINTS)

    def _set_pages(self) -> None:
        if not self.seen:
            return
        if self._running:
            self._timer.start()
            return
        session = self._session
        report, decisions = session.report, session.decisions
        review = review_copy(session) if self.copy.currentData() == "review" else None
        fonts = self._preferences.settings.fonts
        width = self._width()
        ppi = min(width * self.devicePixelRatioF() / _SHEET.width() * _POINTS, _FINEST)
        asked = (report, decisions, review is None, fonts, width)

        def work() -> _Pages:
            # typesetting is loaded with the first preview
            from core.export import document_of, pdf

            found: Preview = pdf.preview(document_of(report, review, fonts), ppi)
            return _Pages(tuple(QImage.fromData(page) for page in found.pages), found.spots, ppi)

        def show(pages: _Pages) -> None:
            self._running = False
            now = (session.report, session.decisions, self.copy.currentData() == "clean")
            if now != asked[:3] or self._preferences.settings.fonts != fonts or self._width() != width:
                # typed on meanwhile: what is shown stays marked as old
                self._timer.start()
                if not self.sheet.pages.images:
                    self._show(pages, current=False)
                return
            self._show(pages, current=True)

        def fail(_: BaseException) -> None:
            self._running = False

        self._running = True
        self._jobs.quietly(work, show, fail)

    def _show(self, pages: _Pages, *, current: bool) -> None:
        first = not self.sheet.pages.images
        self.sheet.pages = pages
        self.sheet.lay_out(self._width())
        self.current = current
        self.sheet.update()
        self._say_where()
        if first:
            self.show_part(self._part)

    # ---------------------------------------------------------------------------------------------- going

    def show_part(self, number: str) -> None:
        """Scroll to where a part begins; remembered until there are pages."""
        self._part = number
        self._scroll_to("title" if number == "0" else number)

    def show_cell(self, address: str) -> None:
        """Scroll to a cell if it is out of sight."""
        self._scroll_to(address, only_if_hidden=True)

    def show_text(self, number: str, position: int) -> None:
        """Scroll to the words of a part at that position, if they are out of sight."""
        starts = [spot.place for spot in self.sheet.pages.spots if spot.place.startswith(f"{number}:")]
        before = [place for place in starts if int(place.partition(":")[2]) <= position]
        if before:
            nearest = max(before, key=lambda place: int(place.partition(":")[2]))
            self._scroll_to(nearest, only_if_hidden=True)

    def _scroll_to(self, place: str, *, only_if_hidden: bool = False) -> None:
        spot = next((spot for spot in self.sheet.pages.spots if spot.place == place), None)
        if spot is None or not self.sheet.pages.tops:
            return
        at = self.sheet.point_of(spot)
        bar = self.area.verticalScrollBar()
        if only_if_hidden and bar.value() + 40 < at.y() < bar.value() + self.area.viewport().height() - 40:
            return
        bar.setValue(at.y() - (self.area.viewport().height() // 3 if only_if_hidden else 48))

    def clicked(self, at: QPoint) -> None:
        spot = self.sheet.spot_at(at)
        if spot is not None and self.current:
            self.chosen.emit(spot.place)

    def turn_zoom(self, steps: int) -> None:
        """Ctrl with the wheel: one zoom larger or smaller."""
        row = self.zoom.currentIndex() + (1 if steps > 0 else -1)
        self.zoom.setCurrentIndex(min(max(row, 0), self.zoom.count() - 1))

    def _say_where(self, *_: object) -> None:
        pages = self.sheet.pages
        if not pages.images:
            self.where.setText(text("preview.setting"))
            return
        middle = self.area.verticalScrollBar().value() + self.area.viewport().height() // 2
        page = sum(top <= middle for top in pages.tops) or 1
        words = text("preview.page", page=page, count=len(pages.images))
        self.where.setText(words if self.current else text("preview.old", words=words))


class _Sheet(QWidget):
    """The pages below each other. Old ones are covered with a veil that says so."""

    def __init__(self, panel: PreviewPanel) -> None:
        super().__init__(panel)
        self._panel = panel
        self.pages = _Pages()
        self._width = 0
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def lay_out(self, width: int) -> None:
        """Place the pages at that width."""
        self._width = width
        tops, at = [], _GAP
        for image in self.pages.images:
            tops.append(at)
            at += round(width * image.height() / max(image.width(), 1)) + _GAP
        self.pages.tops = tops
        self.resize(width + 2 * _GAP, max(at, 60))

    def _place(self, number: int) -> QRect:
        image = self.pages.images[number]
        return QRect(
            _GAP, self.pages.tops[number], self._width, round(self._width * image.height() / max(image.width(), 1))
        )

    def point_of(self, spot: Spot) -> QPoint:
        """Where a spot stands in this widget."""
        scale = self._width / _SHEET.width()
        return QPoint(_GAP + round(spot.x * scale), self.pages.tops[spot.page - 1] + round(spot.y * scale))

    def spot_at(self, at: QPoint) -> Spot | None:
        """What was clicked: the cell nearest in its row, else the last paragraph that begins above."""
        number = sum(top <= at.y() for top in self.pages.tops)
        if not number or not self._place(number - 1).contains(at):
            return None
        scale = self._width / _SHEET.width()
        x, y = (at.x() - _GAP) / scale, (at.y() - self.pages.tops[number - 1]) / scale
        # a spot is the top of its line; a click lies a little below
        on_page = [spot for spot in self.pages.spots if spot.page == number and "." in spot.place]
        row = [spot for spot in on_page if -_NEAR / 2 < y - spot.y < _NEAR]
        if row:
            level = min(abs(y - spot.y - _NEAR / 4) for spot in row)
            nearest = [spot for spot in row if abs(y - spot.y - _NEAR / 4) <= level + 1]
            return min(nearest, key=lambda spot: abs(x - spot.x - 4))
        before = [spot for spot in self.pages.spots if "." not in spot.place and (spot.page, spot.y - 4) <= (number, y)]
        return before[-1] if before else None

    def paintEvent(self, event: QPaintEvent) -> None:
        self._panel.looked_at()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        theme = colours()
        for number, image in enumerate(self.pages.images):
            place = self._place(number)
            if not place.intersects(event.rect()):
                continue
            painter.drawImage(place, image)
            painter.setPen(theme.line)
            painter.drawRect(place.adjusted(0, 0, -1, -1))
            if not self._panel.current:
                veil = QColor(theme.paper)
                veil.setAlpha(150)
                painter.fillRect(place, veil)
                painter.setPen(theme.faint)
                painter.drawText(place.adjusted(0, 12, 0, 0), _TOP, text("preview.veil"))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._panel.clicked(event.position().toPoint())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._panel.turn_zoom(event.angleDelta().y())
            event.accept()
        else:
            event.ignore()


_TOP = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)


def _box(values: tuple[object, ...], name: str) -> QComboBox:
    box = QComboBox()
    box.setObjectName(f"preview_{name}")
    box.setAccessibleName(text(f"preview.{name}"))
    box.setToolTip(text(f"preview.{name}"))
    for value in values:
        words = f"{value}%" if isinstance(value, int) and value else text(f"preview.{name}_{value or 'fit'}")
        box.addItem(words, value)
    return box
