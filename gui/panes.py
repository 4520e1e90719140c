"""Going about the window by keys: F6 from pane to pane, Alt and a digit to a part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QApplication, QDockWidget, QWidget

from gui.focus import come_forward, give_keys, lasting

if TYPE_CHECKING:
    from gui.desk import Desk

_REASON = Qt.FocusReason.ShortcutFocusReason


class Panes(QObject):
    """The panes of a desk in the order of F6: outline, form, equations, then those on the right and below. A pane that
    was closed is passed over; one behind another comes to the front."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._in_page: QWidget | None = None
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._remember)
        for way in (desk.findings.stepped, desk.findings.entered):
            # while the arrows walk through a floating list, the keys stay there
            way.connect(lambda _: come_forward(desk.page))

    def _remember(self, old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self._desk.page.isAncestorOf(now):
            self._in_page = lasting(now)

    def _all(self) -> list[tuple[QWidget, QDockWidget | None]]:
        desk = self._desk
        docks = desk.docks
        behind = [docks[name] for name in ("findings", "source", "preview", "notices")] + [desk.comparison_dock]
        panes: list[tuple[QWidget, QDockWidget | None]] = [(docks["outline"].widget(), docks["outline"])]
        panes += [(desk.page, None)] if desk.strip.folded else [(desk.page, None), (desk.strip, None)]
        panes += [(dock.widget(), dock) for dock in behind]
        return [(pane, dock) for pane, dock in panes if dock is None or not dock.isHidden()]

    def next(self) -> None:
        self._step(1)

    def previous(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        panes = self._all()
        focus = QApplication.focusWidget()
        inside = [at for at, (pane, _) in enumerate(panes) if focus is not None and _holds(pane, focus)]
        # from the bars around the desk the way leads to the form first
        at = (inside[0] + by) % len(panes) if inside else next(i for i, p in enumerate(panes) if p[1] is None)
        pane, dock = panes[at]
        if dock is not None:
            dock.raise_()
        self.enter(pane)

    def enter(self, pane: QWidget) -> None:
        """Put the keys into a pane: where they were in the form, else into what is used first in it."""
        if pane is self._desk.page:
            before = self._in_page
            known = before is not None and pane.isAncestorOf(before) and before.isVisible()
            give_keys(before if known and before is not None else self._first_in_form(), _REASON)
            return
        target = _usable(pane)
        if pane is self._desk.findings:
            self._desk.findings.choose_first()
        # a list makes its first row current; that must not lead away from where the form stands
        quiet = isinstance(target, QAbstractItemView) and target.blockSignals(True)
        give_keys(target, _REASON)
        if isinstance(target, QAbstractItemView):
            target.blockSignals(quiet)

    def _first_in_form(self) -> QWidget:
        return self._desk.page.table_in_use() or self._desk.page.sections["1"].editor

    def part(self, number: str) -> None:
        """Go to a part, with the keys in the first cell of its table or, where there is none, in its text."""
        page = self._desk.page
        section = page.sections[number]
        if section.table is not None:
            section.table.go_to(section.table.form_model.table.addresses[0])
        give_keys(section.table or section.editor, _REASON)
        page.go_to_part(number)


def _holds(pane: QWidget, widget: QWidget) -> bool:
    return pane is widget or pane.isAncestorOf(widget)


def _usable(pane: QWidget) -> QWidget:
    """The list, page or text in a pane; where there is none, the first thing that takes keys; else the pane itself."""
    if pane.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return pane
    inside = [
        child
        for child in pane.findChildren(QWidget)
        if child.isVisibleTo(pane) and child.isEnabled() and child.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    areas = [child for child in inside if isinstance(child, QAbstractScrollArea)]
    if not inside:
        pane.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return (areas or inside or [pane])[0]
