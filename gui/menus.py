"""Right clicks (and the menu key) outside of the forms: findings, words with a finding in them, parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QListView, QMenu

from core.masking import masked
from core.model import PART_NUMBERS, Finding
from core.texts import text
from gui.actions import DECIDING
from gui.findings import apply_fix, place_of

if TYPE_CHECKING:
    from gui.desk import Desk


class Menus(QObject):
    """Gives the lists and texts of a desk their menus; decisions in them are the window's own actions."""

    def __init__(self, desk: Desk, actions: Mapping[str, QAction]) -> None:
        super().__init__(desk)
        self._desk = desk
        self._actions = actions
        self._lists: dict[QListView, Callable[[QModelIndex], QMenu | None]] = {
            desk.findings.list: self._finding_menu,
            desk.outline: self._part_menu,
        }
        for listed in self._lists:
            # a right click comes to the viewport, the menu key to the list
            listed.installEventFilter(self)
            listed.viewport().installEventFilter(self)
        for section in desk.page.sections.values():
            section.editor.menuOpening.connect(self._add_to_text_menu)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ContextMenu or not isinstance(event, QContextMenuEvent):
            return False
        listed = next(listed for listed in self._lists if watched in (listed, listed.viewport()))
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = listed.currentIndex() if by_key else listed.indexAt(event.pos())
        if index.isValid():
            listed.setCurrentIndex(index)
            menu = self._lists[listed](index)
            if menu is not None:
                rect = listed.visualRect(index)
                place = rect.center() if by_key else event.pos()
                menu.popup(listed.viewport().mapToGlobal(place))
        return True

    # ---------------------------------------------------------------------------------------------- findings

    def _finding_menu(self, index: QModelIndex) -> QMenu | None:
        finding = self._desk.findings.model.finding(index)
        if finding is None:
            return None
        menu = QMenu(self._desk.findings.list)
        self._add_deciding(menu, finding)
        menu.addSeparator()
        _add(menu, "copy_finding", text("commands.copy_finding"), lambda: self._copy(self._words(finding)))
        return menu

    def _add_deciding(self, menu: QMenu, finding: Finding) -> None:
        """Ways to mend it, then the decisions; those that have been taken are not offered again."""
        session = self._desk.session
        for number, fix in enumerate(finding.fixes):
            name = text("window.findings.fix_name", note=masked(fix.note)).replace("&", "&&")
            _add(menu, f"fix_{number}", name, partial(apply_fix, session, finding, fix))
        menu.addSeparator()
        decision = session.decision(finding)
        taken = {f"{verb}_finding": kind for verb, kind in (("confirm", "confirmed"), ("ignore", "ignored"))}
        for name in DECIDING:
            wanted = decision is not None if name == "reopen_finding" else taken[name] != (decision and decision.kind)
            if wanted:
                menu.addAction(self._actions[name])

    def _words(self, finding: Finding) -> str:
        """A finding as it can be put into a message: place, what is wrong, what it rests on."""
        words = f"{place_of(finding, self._desk.session.report)}：{masked(finding.message)}"
        return f"{words}\n{text('window.findings.basis', basis=finding.basis)}" if finding.basis else words

    def _copy(self, words: str) -> None:
        QGuiApplication.clipboard().setText(words)
        self._desk.message.emit(text("commands.copied"))

    # ---------------------------------------------------------------------------------------------- texts

    def _add_to_text_menu(self, menu: QMenu, finding: Finding | None) -> None:
        """What can be done about the words under the mouse; the finding is chosen in the list, so that it is seen."""
        if finding is None:
            return
        here = menu.addMenu(text("commands.here"))
        here.setObjectName("here")
        self._desk.findings.show_finding(finding)
        self._add_deciding(here, finding)
        here.addSeparator()
        _add(here, "show_in_list", text("commands.show_in_list"), lambda: self._desk.show_in_list(finding))

    # ---------------------------------------------------------------------------------------------- parts

    def _part_menu(self, index: QModelIndex) -> QMenu:
        desk = self._desk
        number = PART_NUMBERS[index.row()]
        findings = [f for f in desk.session.judgement.findings if (f.part or "0") == number]
        menu = QMenu(desk.outline)
        _add(menu, "part_first", text("commands.part_first"), lambda: desk.panes.part(number))
        first = text("commands.part_finding" if findings else "commands.part_clean")
        _add(menu, "part_finding", first, lambda: desk.show_finding(findings[0])).setEnabled(bool(findings))
        menu.addSeparator()
        words = desk.session.report.part(number).text
        _add(menu, "part_copy", text("commands.part_copy"), lambda: self._copy(words)).setEnabled(bool(words))
        return menu


def _add(menu: QMenu, name: str, words: str, act: Callable[[], object]) -> QAction:
    action = menu.addAction(words)
    action.setObjectName(name)
    action.triggered.connect(lambda _=False: act())
    return action
