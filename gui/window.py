"""The main window: puts actions, start page, desk and status line together, and asks before work is lost."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QSize, QTimer
from PySide6.QtGui import QAction, QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QSizePolicy, QStackedWidget

from core.errors import UserError
from core.files import resource
from core.texts import text
from gui import dialogs, recent
from gui.actions import (
    PANES,
    RECENT,
    build_actions,
    build_toolbar,
    enable,
    fill_menus,
    name_history,
    refresh_icons,
)
from gui.busy import BusyCover
from gui.documents import Documents
from gui.errors import show_error
from gui.history import History
from gui.jobs import Jobs
from gui.keeper import Keeper, left_behind
from gui.last_year import LastYear
from gui.preferences import Preferences
from gui.printing import Printing
from gui.start import StartPage

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent

    from core.journal import Entry
    from core.model import Decisions, Report
    from core.session import Origin, Session
    from core.settings import Settings
    from gui.commands import CommandList
    from gui.desk import Desk
    from gui.help import HelpWindow
    from gui.several import Batch

_SMALLEST = QSize(640, 360)
_LARGEST_AT_FIRST = QSize(1920, 1080)
_MESSAGE = 6000
"""Milliseconds for which a message stands in the status line."""

LAYOUT = 3
"""Goes up when panes come or go, so that an old layout is not restored over them."""


class MainWindow(QMainWindow):
    """The desk, with all that knows reports, is made when the first report is opened: a window starts quickly."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowIcon(QIcon(str(resource("icons", "nianbao-128.png"))))
        self.setAcceptDrops(True)
        # a small screen with large text has less room than that
        self.setMinimumSize(_SMALLEST.boundedTo(self.screen().availableGeometry().size()))
        self.desk: Desk | None = None
        self.batch: Batch | None = None
        self._help: HelpWindow | None = None
        self.commands: CommandList | None = None
        self._aside = self._aside_trouble = ""
        self.preferences = Preferences(self)
        self.jobs = Jobs(self)
        self.documents = Documents(self, self.jobs, self.session, self.preferences)
        self.keeper = Keeper(self, self.jobs, self.preferences, self.documents)
        self.printing = Printing(self, self.jobs, self.session, self.preferences)
        self.last_year = LastYear(self, self.jobs, self.documents, self.session)
        self.actions_by_id = build_actions(self)
        self._menus = fill_menus(self, self.actions_by_id)
        self._menus[RECENT].aboutToShow.connect(self._fill_recent)
        toolbar = build_toolbar(self, self.actions_by_id)
        toolbar.setVisible(True)
        self.history = History(self, toolbar, lambda: self.desk)
        self._places = QStackedWidget(self)
        self.start = StartPage(self.actions_by_id, self)
        self._places.addWidget(self.start)
        self.setCentralWidget(self._places)
        self._build_status()
        self.busy = BusyCover(self)
        self._connect()
        geometry, self._layout_kept = recent.window_state()
        if geometry.isEmpty() or not self.restoreGeometry(geometry):
            room = self.screen().availableGeometry().size()
            self.resize(_LARGEST_AT_FIRST.boundedTo(room))
        self.refresh()
        if self.preferences.problems:
            # stands until something else is to be said: nobody reads it while the window opens
            self.statusBar().showMessage(
                text("settings.problems_at_start", problems="；".join(self.preferences.problems))
            )

    def session(self) -> Session | None:
        """What is worked on; None before the first report."""
        return self.desk.session if self.desk is not None else None

    def _build_status(self) -> None:
        self._place, self._source, self._saved = QLabel(), QLabel(), QLabel()
        # as the style sheet needs it, before the label is drawn for the first time
        self._saved.setProperty("unsaved", False)
        for name, label in (("place", self._place), ("source", self._source), ("saved", self._saved)):
            label.setObjectName(name)
            label.setAccessibleName(text(f"window.status.{name}"))
        for label in (self._place, self._source, self._saved):
            self.statusBar().addPermanentWidget(label)
        self.statusBar().setSizeGripEnabled(False)

    def _connect(self) -> None:
        self.jobs.busy.connect(self.busy.tell)
        self.jobs.failed.connect(lambda error: show_error(self, error))
        self.jobs.broken.connect(lambda trace: dialogs.show_bug(self, trace))
        self.busy.cancelled.connect(self.jobs.cancel)
        self.documents.opened.connect(self._show_report)
        self.documents.renamed.connect(self.refresh)
        self.documents.message.connect(self.tell)
        self.documents.renamed.connect(self.last_year.hint)
        self.last_year.message.connect(self.tell)
        self.start.opened.connect(self._open_recent)
        self.start.recovering.connect(self.offer_recovery)
        self.preferences.changed.connect(self._adopt)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)
        self.keeper.written.connect(self._kept_aside)
        self.keeper.failed.connect(self._not_kept_aside)

    # ---------------------------------------------------------------------------------------------- reports

    def _show_report(self, report: Report, origin: Origin | None, decisions: Decisions) -> None:
        """Put another report on the desk; the desk is made for the first one."""
        if self.desk is None:
            self._make_desk(report, origin, decisions)
        else:
            self.desk.session.replace_report(report, origin, decisions)
        assert self.desk is not None
        self._places.setCurrentWidget(self.desk)
        # the start page keeps no room any more
        self.start.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        if self.documents.is_sample:
            self.desk.practice.begin()
        else:
            self.desk.practice.end()
        self.desk.show_comparison()
        self.desk.docks["findings"].raise_()
        self.desk.page.setFocus()
        self.refresh()

    def _make_desk(self, report: Report, origin: Origin | None, decisions: Decisions) -> None:
        from core.session import Session
        from gui.desk import Desk
        from gui.menus import Menus

        self.desk = Desk(
            Session(report, origin, self.preferences.rules(), decisions=decisions), self, self.jobs, self.preferences
        )
        Menus(self.desk, self.actions_by_id)
        self.keeper.watch(self.desk.session)
        self._places.addWidget(self.desk)
        # what was said of the step before is no word on this one
        self.desk.changed.connect(self.statusBar().clearMessage)
        self.desk.changed.connect(self.refresh)
        self.desk.message.connect(self.tell)
        self.desk.placeChanged.connect(self._show_place)
        for dock in self.desk.docks.values():
            self._menus[PANES].addAction(dock.toggleViewAction())
        self.desk.practice.againWanted.connect(self.documents.restart_sample)
        self.desk.comparison.otherWanted.connect(self.last_year.ask)
        self.desk.comparison.endWanted.connect(self.last_year.end)
        if not self._layout_kept.isEmpty():
            self.restoreState(self._layout_kept, LAYOUT)

    def _show_place(self, place: str, source: str) -> None:
        self._place.setText(place)
        self._source.setText(text("window.status.from", where=source) if source else "")

    def tell(self, words: str) -> None:
        """Say something in the status line."""
        self.statusBar().showMessage(words, _MESSAGE)

    def refresh(self) -> None:
        """Title, status line and actions as the session is now."""
        session = self.session()
        unsaved = session is not None and session.dirty
        name = self.documents.name
        self.setWindowTitle(text("window.title", name=name) if name else text("window.program"))
        self.setWindowModified(unsaved)
        self._saved.setText("" if session is None else self._state_of_saving(unsaved))
        self._saved.setToolTip(self.documents.trouble or self._aside_trouble if unsaved else "")
        if self._saved.property("unsaved") != unsaved:
            self._saved.setProperty("unsaved", unsaved)
            self._saved.style().unpolish(self._saved)
            self._saved.style().polish(self._saved)
        findings = session is not None and bool(session.judgement.findings)
        enable(self.actions_by_id, {"report": session is not None, "findings": findings})
        name_history(
            self.actions_by_id,
            session.undo_name if session is not None else None,
            session.redo_name if session is not None else None,
        )

    def _state_of_saving(self, unsaved: bool) -> str:
        if not unsaved:
            self._aside, self._aside_trouble = "", ""
            return text("window.status.all_saved")
        if self.documents.trouble:
            return text("window.status.save_failed")
        if self._aside_trouble:
            return text("window.status.not_kept_aside")
        return text("window.status.kept_aside", time=self._aside) if self._aside else text("window.status.unsaved")

    def _kept_aside(self, when: datetime) -> None:
        self._aside, self._aside_trouble = f"{when:%H:%M}", ""
        self.refresh()

    def _not_kept_aside(self, reason: str) -> None:
        self._aside_trouble = reason
        self.refresh()

    def offer_recovery(self) -> bool:
        """Offer what earlier runs left unsaved. True when one of them is being opened."""
        found = left_behind()
        while found:
            names = [(_described(entry), f"{entry.when:%Y-%m-%d %H:%M}") for entry, _ in found]
            wanted, at = dialogs.ask_recovery(self, names)
            if wanted is dialogs.Recovery.LATER:
                break
            entry, lock = found.pop(at)
            if wanted is dialogs.Recovery.RECOVER:
                self.documents.recover(entry, partial(self.keeper.adopt, entry, lock))
                self._release(found)
                return True
            self.keeper.adopt(entry, lock)
            self.keeper.forget()
        self._release(found)
        self.start.refresh()
        return False

    @staticmethod
    def _release(found: list[tuple[Entry, QLockFile]]) -> None:
        for _, lock in found:
            lock.unlock()

    # ---------------------------------------------------------------------------------------------- menus

    def _fill_recent(self) -> None:
        menu = self._menus[RECENT]
        menu.clear()
        paths = recent.files()
        for number, path in enumerate(paths, 1):
            action = QAction(f"&{number % 10}  {path.name}", menu)
            action.setToolTip(str(path))
            action.setStatusTip(str(path))
            action.triggered.connect(lambda _=False, path=path: self._open_recent(path))
            menu.addAction(action)
        if not paths:
            menu.addAction(text("window.menu.no_recent")).setEnabled(False)
            return
        menu.addSeparator()
        menu.addAction(text("window.menu.clear_recent")).triggered.connect(recent.clear)

    def _open_recent(self, path: Path) -> None:
        if not path.exists():
            recent.forget(path)
        self.documents.open(path)
        self.start.refresh()

    def show_help(self) -> None:
        """The help, beside the work."""
        from gui.help import HelpWindow

        if self._help is None:
            self._help = HelpWindow(self.preferences.rules, self)
        self._help.show()
        self._help.raise_()
        self._help.activateWindow()

    def show_commands(self) -> None:
        """The list of everything that can be done, made when it is first asked for."""
        from gui.commands import CommandList
        from gui.jumps import entries

        if self.commands is None:
            self.commands = CommandList(lambda: entries(self.actions_by_id, self.desk, self._open_recent), self)
        self.commands.open()

    def show_rules(self) -> None:
        self.show_help()
        if self._help is not None:
            self._help.show_page(text("help.rules"))

    def show_settings(self) -> None:
        from gui import settings

        wanted = settings.ask(self, self.preferences.settings)
        if wanted is None:
            return
        try:
            self.preferences.keep(wanted)
        except UserError as error:
            show_error(self, error)

    def _adopt(self, before: Settings, now: Settings) -> None:
        """Put changed settings in force."""
        if before.theme != now.theme:
            self._dress()
        session = self.session()
        if session is not None:
            session.use_rules(self.preferences.rules())

    def _follow_system(self) -> None:
        """The system went over to dark or light colours."""
        if self.preferences.settings.theme == "auto" and self.isVisible():
            self._dress()

    def _dress(self) -> None:
        from gui import chrome

        application = QApplication.instance()
        if isinstance(application, QApplication):
            chrome.dress(application, self.preferences.settings.theme)
            refresh_icons(self.actions_by_id)

    def show_about(self) -> None:
        dialogs.show_about(self)

    def open_all(self, paths: list[Path]) -> None:
        """One file is opened; several files, or a folder, are listed with what they hold."""
        if len(paths) == 1 and not paths[0].is_dir():
            self.documents.open(paths[0])
            return
        from gui.several import Batch, files_in

        files = files_in(paths)
        if not files:
            self.tell(text("several.nothing_dropped"))
            return
        if self.batch is None:
            self.batch = Batch(self.preferences.rules, self)
            self.batch.opened.connect(self.documents.open)
        self.batch.add(files)
        self.batch.show()
        self.batch.raise_()

    # ---------------------------------------------------------------------------------------------- events

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()
            self.start.show_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.start.show_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.start.show_over(False)
        paths = _dropped(event)
        if paths:
            event.acceptProposedAction()
            # a question asked now would hold up the program that the file is dragged from
            QTimer.singleShot(0, self, lambda: self.open_all(paths))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.busy.cover()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.jobs.running:
            self.jobs.cancel()
        if not self.documents.may_leave():
            event.ignore()
            return
        self.keeper.forget()
        self.documents.release()
        recent.keep_window_state(self.saveGeometry(), self.saveState(LAYOUT) if self.desk is not None else None)
        event.accept()


def _described(entry: Entry) -> str:
    """Name and folder of unsaved work."""
    place = entry.kept or entry.path
    return text("window.recovery.beside", name=entry.name, folder=place.parent) if place else entry.name


def _dropped(event: QDropEvent) -> list[Path]:
    """The files and folders that are dragged."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
