"""The list of findings on the right: by severity, with place and message; below it the chosen one with its fixes."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from core.catalog import edition
from core.model import Finding, Fix, Report
from core.session import Session, SetCells, SetText
from core.texts import text
from core.values import show
from gui.outline import level
from gui.style import Colours, colours, ui_font

_FINDING = Qt.ItemDataRole.UserRole
_PLACE = Qt.ItemDataRole.UserRole + 1
_LEVELS = ("error", "warning", "unknown", "info")
_MARKS = {"error": "✗", "warning": "？", "unknown": "…", "info": "i"}
_PADDING = 8
_LEFT = 34
_PLACE_HEIGHT = 19
_HEADER = 28


def place_of(finding: Finding, report: Report) -> str:
    """Where a finding is, for people: 表三 本年新收·自然人; 一、总体情况 第 3 段."""
    form = edition(report.edition)
    if finding.cells:
        cells = finding.suspects or finding.cells
        name = form.describe(cells[0])
        table = text(f"window.table.{form.table_of[cells[0]].part}")
        more = text("window.findings.more_cells", name=name, count=len(cells)) if len(cells) > 1 else name
        return f"{table} {more}"
    if finding.part is None:
        return text("window.findings.whole")
    heading = form.heading(finding.part)
    if finding.span is None:
        return heading
    paragraph = report.part(finding.part).text[: finding.span[0]].count("\n") + 1
    return text("window.findings.paragraph", part=heading, number=paragraph)


def apply_fix(session: Session, finding: Finding, fix: Fix) -> None:
    """Carry out a fix as one step of undo."""
    if fix.cells:
        words = {address: show(value) for address, value in fix.cells.items()}
        session.do(SetCells(words, label=text("window.findings.fix_name", note=fix.note)))
    elif fix.replacement is not None and finding.part is not None and finding.span is not None:
        old = session.report.part(finding.part).text
        start, end = finding.span
        session.do(SetText(finding.part, old[:start] + fix.replacement + old[end:]))


def _tone(theme: Colours, name: str) -> tuple[QColor, QColor]:
    return {
        "error": (theme.error_fill, theme.error_mark),
        "warning": (theme.warning_fill, theme.warning_mark),
        "unknown": (theme.warning_fill, theme.warning_mark),
    }.get(name, (theme.total, theme.faint))


class _Row(QStyledItemDelegate):
    """A header of a group, or a finding: mark, place in bold, message over as many lines as it needs."""

    def __init__(self, parent: QListWidget) -> None:
        super().__init__(parent)
        self._list = parent
        self._heights: dict[tuple[str, int], int] = {}

    def _width(self) -> int:
        return self._list.viewport().width() - _LEFT - _PADDING

    def _layout(self, words: str, width: int) -> QTextLayout:
        layout = QTextLayout(words, ui_font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(line.position() + type(line.position())(0, height))
            height += line.height() + 1
        layout.endLayout()
        return layout

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        if index.data(_FINDING) is None:
            return QSize(100, _HEADER)
        words, width = index.data(), self._width()
        key = (words, width)
        if key not in self._heights:
            if len(self._heights) > 2000:
                self._heights.clear()
            self._heights[key] = int(self._layout(words, width).boundingRect().height()) + 2
        return QSize(100, self._heights[key] + _PLACE_HEIGHT + 2 * _PADDING - 2)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = colours()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        finding = index.data(_FINDING)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if finding is None:
            painter.setFont(ui_font(bold=True))
            painter.setPen(theme.faint)
            painter.drawText(rect.adjusted(12, 4, -8, 0), int(Qt.AlignmentFlag.AlignVCenter), index.data())
            painter.restore()
            return
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.selection)
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.accent)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.hover)
        self._mark(painter, rect, level(finding))
        painter.setPen(theme.ink)
        painter.setFont(ui_font(bold=True))
        room = QRect(rect.left() + _LEFT, rect.top() + _PADDING - 2, self._width(), _PLACE_HEIGHT)
        words = painter.fontMetrics().elidedText(index.data(_PLACE), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)
        painter.setFont(ui_font())
        corner = room.bottomLeft().toPointF()
        self._layout(index.data(), self._width()).draw(painter, corner)
        painter.setPen(theme.total)
        painter.drawLine(rect.left() + _LEFT, rect.bottom(), rect.right(), rect.bottom())
        painter.restore()

    @staticmethod
    def _mark(painter: QPainter, rect: QRect, name: str) -> None:
        fill, ink = _tone(colours(), name)
        place = QRect(rect.left() + 11, rect.top() + _PADDING - 1, 17, 17)
        painter.setPen(ink)
        painter.setBrush(fill)
        painter.drawEllipse(place)
        painter.setFont(ui_font(8.0, bold=True))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), _MARKS[name])


class _List(QListWidget):
    """Lays its rows out anew when its width changes, since their heights depend on it."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()


class FindingsPanel(QWidget):
    """`chosen` asks to go where a finding is."""

    chosen = Signal(object)
    """A Finding."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: tuple[Finding, ...] | None = None
        self._refreshing = False
        self.list = _List(self)
        self.list.setObjectName("findings")
        self.list.setAccessibleName(text("window.findings.name"))
        self.list.setItemDelegate(_Row(self.list))
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.currentItemChanged.connect(self._current_changed)
        self.list.itemClicked.connect(self._go)
        self.list.itemActivated.connect(self._go)
        self.details = _Details(session, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list, 1)
        column.addWidget(self.details)
        self.refresh()

    # ---------------------------------------------------------------------------------------------- content

    def refresh(self) -> None:
        """Show the findings as they are now; the chosen one stays chosen while it is still there."""
        found = self._session.judgement.findings
        if found == self._shown:
            return
        kept = self.current()
        self._shown = found
        self._refreshing = True
        self.list.setUpdatesEnabled(False)
        self.list.clear()
        for name in _LEVELS:
            group = [finding for finding in found if level(finding) == name]
            if group:
                self._add_header(name, len(group))
            for finding in group:
                self._add(finding)
        if not found:
            self._add_clean()
        self.list.setUpdatesEnabled(True)
        self._refreshing = False
        self._choose(kept)

    def _add_header(self, name: str, count: int) -> None:
        item = QListWidgetItem(text(f"window.level.group_{name}", count=count), self.list)
        item.setFlags(Qt.ItemFlag.NoItemFlags)

    def _add_clean(self) -> None:
        item = QListWidgetItem(text("window.findings.clean"), self.list)
        item.setFlags(Qt.ItemFlag.NoItemFlags)

    def _add(self, finding: Finding) -> None:
        place = place_of(finding, self._session.report)
        item = QListWidgetItem(finding.message, self.list)
        item.setData(_FINDING, finding)
        item.setData(_PLACE, place)
        item.setToolTip(text("window.findings.basis", basis=finding.basis) if finding.basis else "")
        words = f"{text(f'window.level.{level(finding)}')}，{place}：{finding.message}"
        item.setData(Qt.ItemDataRole.AccessibleTextRole, words)

    def _choose(self, kept: Finding | None) -> None:
        """Choose the finding that was chosen before: the same one, or the same rule at the same place."""
        row = -1
        if kept is not None:
            rows = self._rows()
            same = [r for r, f in rows if f.key == kept.key]
            alike = [r for r, f in rows if (f.rule, f.cells, f.part) == (kept.rule, kept.cells, kept.part)]
            row = (same or alike or [-1])[0]
        self._refreshing = True
        self.list.setCurrentRow(row)
        self._refreshing = False
        self.details.show_finding(self.current())

    def _rows(self) -> list[tuple[int, Finding]]:
        rows = ((row, self.list.item(row).data(_FINDING)) for row in range(self.list.count()))
        return [(row, finding) for row, finding in rows if finding is not None]

    def current(self) -> Finding | None:
        """The chosen finding."""
        item = self.list.currentItem()
        finding = item.data(_FINDING) if item is not None else None
        return finding if isinstance(finding, Finding) else None

    # ---------------------------------------------------------------------------------------------- going

    def next(self) -> None:
        """Go to the next finding, from the last on to the first."""
        self._step(1)

    def previous(self) -> None:
        """Go to the finding before, from the first on to the last."""
        self._step(-1)

    def _step(self, by: int) -> None:
        rows = [row for row, _ in self._rows()]
        if not rows:
            return
        now = self.list.currentRow()
        ahead = [row for row in rows if row > now] if by > 0 else [row for row in reversed(rows) if row < now]
        first = rows[0] if by > 0 else rows[-1]
        self.list.setCurrentRow(ahead[0] if ahead and now >= 0 else first)
        finding = self.current()
        if finding is not None:
            self.chosen.emit(finding)

    def _current_changed(self) -> None:
        if self._refreshing:
            return
        finding = self.current()
        self.details.show_finding(finding)
        if finding is not None and self.list.hasFocus():
            self._show(finding)

    def _show(self, finding: Finding) -> None:
        """Show the place, and keep the keys in the list so that the arrows walk on."""
        self.chosen.emit(finding)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self, item: QListWidgetItem) -> None:
        if item.data(_FINDING) is not None:
            self.chosen.emit(item.data(_FINDING))


class _Details(QFrame):
    """The chosen finding: what it rests on, and a button for each way to mend it."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.setObjectName("findingDetails")
        self._basis = QLabel(self)
        self._basis.setWordWrap(True)
        self._basis.setObjectName("basis")
        self._basis.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 8, 12, 10)
        self._column.setSpacing(6)
        self._column.addWidget(self._basis)
        self.buttons: list[QPushButton] = []
        self.hide()

    def show_finding(self, finding: Finding | None) -> None:
        for button in self.buttons:
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = [self._button(finding, fix) for fix in finding.fixes] if finding else []
        self._basis.setText(text("window.findings.basis", basis=finding.basis) if finding and finding.basis else "")
        self._basis.setVisible(bool(self._basis.text()))
        self.setVisible(finding is not None and (bool(self.buttons) or self._basis.isVisibleTo(self)))

    def _button(self, finding: Finding, fix: Fix) -> QPushButton:
        button = QPushButton(fix.note, self)
        button.setObjectName("fix")
        button.setToolTip(text("window.findings.fix_tip"))
        button.setAccessibleName(text("window.findings.fix_name", note=fix.note))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: apply_fix(self._session, finding, fix))
        self._column.addWidget(button)
        return button
