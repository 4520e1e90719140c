"""Every question and message box of the window. Each is a function, so that a test can answer in its place."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

# by module: PySide makes a class when it is first named, and most of these are never shown
from PySide6 import QtGui, QtWidgets
from PySide6.QtCore import QMargins, Qt

from core.texts import text
from gui.style import resize_within

if TYPE_CHECKING:
    from core.export.letter import Letter

PARTS = (
    ("PySide6-Essentials", "LGPL-3.0"),
    ("shiboken6", "LGPL-3.0"),
    ("typst", "Apache-2.0"),
    ("highspy", "MIT"),
    ("python-docx", "MIT"),
    ("openpyxl", "MIT"),
    ("python-calamine", "MIT"),
    ("pdfplumber", "MIT"),
    ("pypdfium2", "Apache-2.0 / BSD-3-Clause"),
    ("jinja2", "BSD-3-Clause"),
    ("lxml", "BSD-3-Clause"),
    ("olefile", "BSD-2-Clause"),
    ("charset-normalizer", "MIT"),
    ("rapidfuzz", "MIT"),
    ("typer", "MIT"),
    ("rich", "MIT"),
    ("platformdirs", "MIT"),
    ("regex", "Apache-2.0 / CNRI-Python"),
    ("pylopdf-fonts-zh-cn", "SIL OFL 1.1"),
    # what these need
    ("annotated-doc", "MIT"),
    ("annotated-types", "MIT"),
    ("cffi", "MIT-0"),
    ("cryptography", "Apache-2.0 / BSD-3-Clause"),
    ("et-xmlfile", "MIT"),
    ("markdown-it-py", "MIT"),
    ("markupsafe", "BSD-3-Clause"),
    ("mdurl", "MIT"),
    ("pdfminer.six", "MIT"),
    ("pillow", "MIT-CMU"),
    ("pycparser", "BSD-3-Clause"),
    ("pydantic", "MIT"),
    ("pydantic-core", "MIT"),
    ("pygments", "BSD-2-Clause"),
    ("shellingham", "ISC"),
    ("typing-extensions", "PSF-2.0"),
    ("typing-inspection", "MIT"),
)
"""Distribution names and licences of all that the program carries."""


class Answer(Enum):
    SAVE = "save"
    DISCARD = "discard"
    CANCEL = "cancel"


def ask_unsaved(parent: QtWidgets.QWidget | None, name: str) -> Answer:
    """Ask what becomes of work that is not saved yet."""
    box = QtWidgets.QMessageBox(parent)
    box.setIcon(QtWidgets.QMessageBox.Icon.Warning)
    box.setWindowTitle(text("window.program"))
    box.setText(text("window.unsaved.question", name=name))
    box.setInformativeText(text("window.unsaved.note"))
    save = box.addButton(text("window.unsaved.save"), QtWidgets.QMessageBox.ButtonRole.AcceptRole)
    discard = box.addButton(text("window.unsaved.discard"), QtWidgets.QMessageBox.ButtonRole.DestructiveRole)
    cancel = box.addButton(text("window.cancel"), QtWidgets.QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(save)
    box.setEscapeButton(cancel)
    box.exec()
    return {save: Answer.SAVE, discard: Answer.DISCARD}.get(box.clickedButton(), Answer.CANCEL)  # type: ignore[call-overload,no-any-return]


def ask_changed_elsewhere(parent: QtWidgets.QWidget | None, name: str) -> Answer:
    """The work file was written by someone else since it was opened: SAVE over it, DISCARD for another name, CANCEL."""
    return _ask(parent, "changed_elsewhere", name, ("overwrite", "another"), default="another")


def ask_open_elsewhere(parent: QtWidgets.QWidget | None, name: str) -> bool:
    """The file is open in another window of this user: True to open it here as well."""
    return _ask(parent, "open_elsewhere", name, ("open",), default="cancel") is Answer.SAVE


def ask_sensitive(parent: QtWidgets.QWidget | None, count: int) -> bool:
    """A clean copy would show so many places with personal data: True to make it all the same."""
    return _ask(parent, "sensitive", str(count), ("export",), default="cancel", cancel="review") is Answer.SAVE


def _ask(
    parent: QtWidgets.QWidget | None, question: str, name: str, choices: tuple[str, ...], default: str, cancel: str = ""
) -> Answer:
    """A question of window.QUESTION with buttons for its choices (SAVE, then DISCARD) and 取消."""
    box = QtWidgets.QMessageBox(parent)
    box.setIcon(QtWidgets.QMessageBox.Icon.Warning)
    box.setWindowTitle(text("window.program"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text(f"window.{question}.question", name=name))
    box.setInformativeText(text(f"window.{question}.note"))
    roles = (QtWidgets.QMessageBox.ButtonRole.AcceptRole, QtWidgets.QMessageBox.ButtonRole.DestructiveRole)
    buttons = {
        choice: box.addButton(text(f"window.{question}.{choice}"), role)
        for choice, role in zip(choices, roles, strict=False)
    }
    buttons["cancel"] = box.addButton(text("window.cancel"), QtWidgets.QMessageBox.ButtonRole.RejectRole)
    if cancel:
        buttons["cancel"].setText(text(f"window.{question}.{cancel}"))
    box.setDefaultButton(buttons[default])
    box.setEscapeButton(buttons["cancel"])
    box.exec()
    clicked = next((choice for choice, button in buttons.items() if button is box.clickedButton()), "cancel")
    return (Answer.SAVE, Answer.DISCARD)[choices.index(clicked)] if clicked in choices else Answer.CANCEL


class Recovery(Enum):
    RECOVER = "recover"
    DISCARD = "discard"
    LATER = "later"


def ask_recovery(parent: QtWidgets.QWidget | None, works: Sequence[tuple[str, str]]) -> tuple[Recovery, int]:
    """Offer unsaved work of earlier runs, each as (name and place, time). What is wanted, and of which (from 0)."""
    dialog = _dialog(parent, text("window.recovery.title"), 620, 330)
    words = QtWidgets.QLabel(text("window.recovery.message"))
    words.setWordWrap(True)
    entries = QtWidgets.QListWidget()
    entries.setObjectName("recovery")
    entries.setAccessibleName(text("window.recovery.title"))
    for name, when in works:
        entries.addItem(text("window.recovery.entry", name=name, when=when))
    entries.setCurrentRow(0)
    buttons = QtWidgets.QDialogButtonBox()
    chosen = [Recovery.LATER]

    def choose(wanted: Recovery) -> None:
        chosen[0] = wanted
        dialog.accept()

    roles = QtWidgets.QDialogButtonBox.ButtonRole
    for wanted, role in (
        (Recovery.RECOVER, roles.AcceptRole),
        (Recovery.DISCARD, roles.DestructiveRole),
        (Recovery.LATER, roles.RejectRole),
    ):
        button = QtWidgets.QPushButton(text(f"window.recovery.{wanted.value}"))
        button.setObjectName(f"recovery_{wanted.value}")
        button.clicked.connect(lambda _=False, wanted=wanted: choose(wanted))
        buttons.addButton(button, role)
    entries.itemActivated.connect(lambda _: choose(Recovery.RECOVER))
    _stack(dialog, words, entries, buttons)
    dialog.exec()
    return chosen[0], max(entries.currentRow(), 0)


def show_problem(parent: QtWidgets.QWidget | None, message: str) -> None:
    """A plain message that something could not be done, and what to do."""
    box = QtWidgets.QMessageBox(parent)
    box.setIcon(QtWidgets.QMessageBox.Icon.Warning)
    box.setWindowTitle(text("window.program"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(message)
    box.addButton(text("window.ok"), QtWidgets.QMessageBox.ButtonRole.AcceptRole)
    box.exec()


def show_bug(parent: QtWidgets.QWidget | None, trace: str) -> None:
    """Say that the program has a fault, with the trace to copy. The report that is open stays as it is."""
    dialog = _dialog(parent, text("window.bug.title"), 720, 460)
    words = QtWidgets.QLabel(text("window.bug.message"))
    words.setWordWrap(True)
    details = QtWidgets.QPlainTextEdit(f"{_machine()}\n\n{trace}")
    details.setReadOnly(True)
    details.setFont(QtGui.QFontDatabase.systemFont(QtGui.QFontDatabase.SystemFont.FixedFont))
    details.setAccessibleName(text("window.bug.details"))
    copy = QtWidgets.QPushButton(text("window.bug.copy"))
    copy.clicked.connect(lambda: QtGui.QGuiApplication.clipboard().setText(details.toPlainText()))
    buttons = _buttons(dialog)
    buttons.addButton(copy, QtWidgets.QDialogButtonBox.ButtonRole.ActionRole)
    _stack(dialog, words, details, buttons)
    dialog.exec()


def ask_letter(parent: QtWidgets.QWidget | None, office: str) -> Letter | None:
    """Who writes to the department, and by when the answer is wanted; None if it was given up."""
    from gui.letter import LetterDialog

    dialog = LetterDialog(office, parent)
    return dialog.letter() if dialog.exec() == QtWidgets.QDialog.DialogCode.Accepted else None


def show_about(parent: QtWidgets.QWidget | None) -> None:
    """Version of the program and of its parts, with their licences."""
    dialog = _dialog(parent, text("about.title"), 560, 560)
    page = QtWidgets.QTextBrowser()
    page.setOpenLinks(False)
    rows = "".join(f"<tr><td>{name}</td><td>{_version(name)}</td><td>{licence}</td></tr>" for name, licence in PARTS)
    page.setHtml(text("about.page", version=_version("nianbao"), machine=_machine(), rows=rows))
    _stack(dialog, page, _buttons(dialog))
    dialog.exec()


def choose_open(parent: QtWidgets.QWidget | None, folder: Path) -> Path | None:
    """A file to open; None if none was chosen."""
    dialog = _file_dialog(parent, text("window.choose.open"), folder)
    dialog.setFileMode(QtWidgets.QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters(text("window.choose.reports").split(";;"))
    return Path(dialog.selectedFiles()[0]) if dialog.exec() else None


def choose_file(parent: QtWidgets.QWidget | None, title: str, folder: Path, kinds: str) -> Path | None:
    """A file of other kinds than reports (settings, say); `kinds` as in a file dialog. None if none was chosen."""
    dialog = _file_dialog(parent, title, folder)
    dialog.setFileMode(QtWidgets.QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters(kinds.split(";;"))
    return Path(dialog.selectedFiles()[0]) if dialog.exec() else None


def choose_folder(parent: QtWidgets.QWidget | None, title: str, folder: Path) -> Path | None:
    """A folder; None if none was chosen."""
    dialog = _file_dialog(parent, title, folder)
    dialog.setFileMode(QtWidgets.QFileDialog.FileMode.Directory)
    dialog.setOption(QtWidgets.QFileDialog.Option.ShowDirsOnly)
    return Path(dialog.selectedFiles()[0]) if dialog.exec() else None


def choose_previous(parent: QtWidgets.QWidget | None, folder: Path, proposed: str) -> Path | None:
    """Last year's report; `proposed` is the name of a file in the folder to begin with, or ""."""
    dialog = _file_dialog(parent, text("comparison.choose"), folder)
    dialog.setFileMode(QtWidgets.QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters(text("window.choose.reports").split(";;"))
    if proposed:
        dialog.selectFile(proposed)
    return Path(dialog.selectedFiles()[0]) if dialog.exec() else None


def choose_save(
    parent: QtWidgets.QWidget | None, title: str, proposed: Path, kinds: tuple[tuple[str, str], ...], chosen: str = ""
) -> Path | None:
    """A place to save to. `kinds` are (words, suffix without dot), `chosen` the suffix to begin with.

    The suffix follows the kind that was chosen; overwriting is asked by the system's dialog.
    """
    filters = {f"{words} (*.{suffix})": suffix for words, suffix in kinds}
    dialog = _file_dialog(parent, title, proposed.parent)
    dialog.setAcceptMode(QtWidgets.QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(list(filters))

    def follow(name_filter: str) -> None:
        dialog.setDefaultSuffix(filters[name_filter])
        files = dialog.selectedFiles()
        if files:
            dialog.selectFile(Path(files[0]).with_suffix(f".{filters[name_filter]}").name)

    first = next((words for words, suffix in filters.items() if suffix == chosen), next(iter(filters)))
    dialog.selectNameFilter(first)
    dialog.selectFile(proposed.name)
    follow(first)
    dialog.filterSelected.connect(follow)
    if dialog.exec() != QtWidgets.QDialog.DialogCode.Accepted:
        return None
    path = Path(dialog.selectedFiles()[0])
    if path.suffix.lower().lstrip(".") in filters.values():
        return path
    return path.with_name(f"{path.name}.{filters[dialog.selectedNameFilter()]}")


def _file_dialog(parent: QtWidgets.QWidget | None, title: str, folder: Path) -> QtWidgets.QFileDialog:
    dialog = QtWidgets.QFileDialog(parent, title, str(folder))
    # Qt's Chinese lacks these two
    dialog.setLabelText(QtWidgets.QFileDialog.DialogLabel.LookIn, text("window.choose.folder"))
    dialog.setLabelText(QtWidgets.QFileDialog.DialogLabel.FileType, text("window.choose.type"))
    return dialog


def _dialog(parent: QtWidgets.QWidget | None, title: str, width: int, height: int) -> QtWidgets.QDialog:
    dialog = QtWidgets.QDialog(parent)
    dialog.setWindowTitle(title)
    resize_within(dialog, width, height)
    return dialog


def _buttons(dialog: QtWidgets.QDialog) -> QtWidgets.QDialogButtonBox:
    buttons = QtWidgets.QDialogButtonBox()
    buttons.addButton(text("window.close"), QtWidgets.QDialogButtonBox.ButtonRole.RejectRole)
    buttons.rejected.connect(dialog.reject)
    return buttons


def _stack(dialog: QtWidgets.QDialog, *widgets: QtWidgets.QWidget) -> None:
    column = QtWidgets.QVBoxLayout(dialog)
    column.setContentsMargins(QMargins(18, 16, 18, 14))
    column.setSpacing(12)
    for widget in widgets:
        column.addWidget(widget)


def _version(name: str) -> str:
    # costs a tenth of the window's start, and few ask
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        # a frozen program may carry the package without its metadata
        return "—"


def _machine() -> str:
    import platform

    return f"nianbao {_version('nianbao')} · Python {platform.python_version()} · {platform.platform()}"
