"""`--picture OUT FILE`: draws the window with a file open, for the README and the help, without a screen."""

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from traceback import format_exception
from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer, QPoint, QRect, QSettings, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from core.errors import UserError
from core.settings import FOLDER_VARIABLE, Settings
from core.texts import text

if TYPE_CHECKING:
    from core.session import Origin, Session
    from gui.desk import Desk
    from gui.window import MainWindow

WIDTH, HEIGHT = 1440, 900
WINDOW = "窗口"
_PATIENCE, _REST = 30_000, 1500
_MOST_COLOURS = 256
_TALLEST = {"原件": 440}
"""Pixels of a picture of which the rest would show no more."""


def take(arguments: Sequence[str]) -> int:
    """Draw the window at 1440 × 900 with a finding chosen; into a folder, every picture of SCENES by its name.
    Exit status 0, or 2 when the file cannot be read or a picture not be written."""
    if not 1 <= len(arguments) <= 2:
        sys.stderr.write(text("window.picture.usage") + "\n")
        return 2
    target = Path(arguments[0])
    scenes = tuple(SCENES) if target.is_dir() else (WINDOW,)
    failures: list[object] = []
    with _window(failures) as window:
        if len(arguments) == 2:
            window.documents.open(Path(arguments[1]))
            _wait(lambda: not window.jobs.running)
        for name in scenes if not failures else ():
            scene = SCENES[name] if window.desk is not None else _whole
            picture = _drawn(scene, window, _TALLEST.get(name, HEIGHT))
            path = target / f"{name}.png" if target.is_dir() else target
            if not picture.save(str(path)):
                failures.append(UserError("cannot_write", path=path, reason=""))
    if failures:
        sys.stderr.write(f"{failures[0]}\n")
        return 2
    return 0


@contextmanager
def _window(failures: list[object]) -> Iterator[MainWindow]:
    """The window as it is the first time, away from the user's settings; what goes wrong in it is collected."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from gui.app import prepare
    from gui.window import MainWindow

    with tempfile.TemporaryDirectory() as folder:
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        os.environ[FOLDER_VARIABLE] = folder
        prepare()
        window = MainWindow()
        window.resize(WIDTH, HEIGHT)
        window.show()
        sys.excepthook = lambda kind, error, trace: failures.append("".join(format_exception(kind, error, trace)))
        window.jobs.failed.disconnect()
        window.jobs.failed.connect(failures.append)
        yield window
        window.hide()
        window.jobs.wait()


def _wait(until: Callable[[], bool]) -> None:
    deadline = QDeadlineTimer(_PATIENCE)
    while not until() and not deadline.hasExpired():
        QApplication.processEvents()
    for _ in range(5):
        QApplication.processEvents()


def _rest() -> None:
    pause = QDeadlineTimer(_REST)
    _wait(lambda: pause.hasExpired())


def _drawn(scene: Callable[[MainWindow], QWidget], window: MainWindow, tallest: int) -> QImage:
    """The picture with its commonest colours: a third of the size, and nothing that an eye would miss."""
    widget = scene(window)
    # the values that would balance come when the keys rest
    _wait(lambda: window.desk is None or not window.desk.balances.waiting)
    size = widget.size().boundedTo(QSize(WIDTH, tallest))
    image = widget.grab(QRect(QPoint(), size)).toImage().convertToFormat(QImage.Format.Format_RGB32)
    seen = Counter(memoryview(image.constBits()).cast("I"))
    table = [colour for colour, _ in seen.most_common(_MOST_COLOURS)]
    return image.convertToFormat(QImage.Format.Format_Indexed8, table, Qt.ImageConversionFlag.AvoidDither)


# -------------------------------------------------------------------------------------------------- scenes


def _whole(window: MainWindow) -> QWidget:
    if window.desk is not None:
        window.desk.practice.end()
        _go_to_a_sum(window.desk)
    return window


def _go_to_a_sum(desk: Desk) -> None:
    """To the first sum that does not add up, where there is one: it shows most of what the window can do."""
    for _ in desk.session.judgement.findings:
        desk.findings.next()
        finding = desk.findings.current()
        if finding is not None and finding.category == "arithmetic":
            return


def _practice(window: MainWindow) -> QWidget:
    desk = _desk(window)
    desk.practice.begin()
    desk.practice.follow(desk.findings.current())
    _wait(lambda: True)
    return desk


def _findings(window: MainWindow) -> QWidget:
    """Findings with what was decided of them, and a reason being asked for."""
    from core.decisions import confirmed, ignored

    desk = _desk(window)
    session = desk.session
    cells = [finding for finding in session.judgement.findings if finding.category == "arithmetic"]
    others = [finding for finding in session.judgement.findings if finding.category == "wording"]
    for finding in cells[:1]:
        session.do(confirmed(finding))
    for finding in others[-1:]:
        session.do(ignored(finding, text("window.deciding.reasons.source")))
    desk.findings.next()
    return _pane(desk, "findings")


def _source(window: MainWindow) -> QWidget:
    """A source with pages: the report as PDF, read again."""
    from core import pipeline, settings

    desk = _desk(window)
    path = settings.folder() / "报告.pdf"
    pipeline.export(desk.session.report, path, "pdf")
    desk.session.mark_saved()
    window.documents.open(path)
    _wait(lambda: not window.jobs.running)
    pane = _pane(desk, "source")
    _wait(lambda: desk.source.view() is not None)
    _go_to_a_sum(desk)
    # pages are drawn one after the other, each when it has come into sight
    _rest()
    return pane


def _preview(window: MainWindow) -> QWidget:
    desk = _desk(window)
    pane = _pane(desk, "preview")
    preview = desk.preview
    assert preview is not None
    preview.copy.setCurrentIndex(preview.copy.findData("review"))
    _wait(lambda: preview.current)
    preview.show_part("0")
    return pane


def _comparison(window: MainWindow) -> QWidget:
    desk = _desk(window)
    desk.session.set_previous(_year_before(desk.session))
    _wait(lambda: desk.comparison_dock.isVisible())
    return desk.comparison


def _year_before(session: Session) -> Origin:
    """An invented report of last year, to have something to compare with."""
    from core.model import Cell
    from core.session import Origin

    report = session.report
    cells = {}
    for address, cell in report.cells.items():
        if cell.value and address.startswith("disclosure.") and cell.value > 10:
            cells[address] = Cell.of(str(int(cell.value) * 7 // 8))
        elif cell.value and address in ("requests.received.natural_person", "requests.received.total"):
            cells[address] = Cell.of(str(cell.value + 2))
    year = (report.year or 1) - 1
    title = (report.title or "").replace(str(report.year), str(year))
    return Origin("", b"", replace(report.with_cells(cells), year=year, title=title))


def _settings(window: MainWindow) -> QWidget:
    from gui.settings import PAGES, SettingsDialog

    dialog = SettingsDialog(Settings(rules_folder="/home/审核/规则"), window)
    dialog.subjects.setCurrentRow([name for name, _ in PAGES].index("rules"))
    dialog.show()
    _wait(lambda: True)
    return dialog


def _desk(window: MainWindow) -> Desk:
    assert window.desk is not None
    return window.desk


def _pane(desk: Desk, name: str) -> QWidget:
    """A pane brought to the front, wide enough to be read in the help."""
    dock = desk.docks[name]
    dock.setVisible(True)
    dock.raise_()
    window = dock.parentWidget()
    assert isinstance(window, QMainWindow)
    window.resizeDocks([dock], [560 if name != "findings" else 420], Qt.Orientation.Horizontal)
    _wait(lambda: True)
    widget = dock.widget()
    assert widget is not None
    return widget


SCENES: Mapping[str, Callable[[MainWindow], QWidget]] = {
    WINDOW: _whole,
    "练习": _practice,
    "问题清单": _findings,
    "预览": _preview,
    "与上年比对": _comparison,
    "设置": _settings,
    "原件": _source,
}
"""The pictures of the README and the help, in the order in which they are drawn from one window."""
