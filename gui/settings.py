"""The dialog of settings: one page a subject. Nothing is in force before 确定; a wrong entry cannot be made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QMargins, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core import settings as kept
from core.errors import UserError
from core.files import read_bytes, write_atomically
from core.handbook import catalogue, statement
from core.model import Severity
from core.rules import Rule, RuleSet, tuned, with_local
from core.settings import DEFAULT, FACES, SCALES, THEMES, Settings
from core.texts import text
from gui import dialogs, recent
from gui.ruletree import RuleTree, SeverityBox
from gui.style import resize_within

_RULE = Qt.ItemDataRole.UserRole
_INTERVALS = (0, 5, 15, 30, 60)
_SIZE = (860, 620)
ROW = 34
"""Height of an entry in the list of subjects; the style sheet's padding reaches the list too late."""


def ask(parent: QWidget, settings: Settings) -> Settings | None:
    """Show the dialog; the settings as the user wants them, or None when it was cancelled."""
    dialog = SettingsDialog(settings, parent)
    return dialog.chosen() if dialog.exec() == QDialog.DialogCode.Accepted else None


def _form(page: QWidget, note: str) -> QFormLayout:
    words = QLabel(note)
    words.setWordWrap(True)
    words.setObjectName("startNote")
    form = QFormLayout()
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
    form.setHorizontalSpacing(16)
    form.setVerticalSpacing(10)
    column = QVBoxLayout(page)
    column.setSpacing(14)
    column.addWidget(words)
    column.addLayout(form)
    column.addStretch(1)
    return form


def _choice(values: tuple[object, ...], words: Callable[[object], str], name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    for value in values:
        box.addItem(words(value), value)
    return box


def _choose(box: QComboBox, value: object) -> None:
    """Choose an entry; a value that is not in the list (from a file) gets an entry of its own."""
    at = box.findData(value)
    if at < 0:
        box.addItem(str(value), value)
        at = box.count() - 1
    box.setCurrentIndex(at)


class OfficePage(QWidget):
    """Who reviews: the office's name on letters, the names for the three sign-offs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        form = _form(self, text("settings.office.note"))
        self.organisation = self._field(form, "organisation")
        self.signatories = tuple(self._field(form, f"signatory_{number}") for number in (1, 2, 3))

    @staticmethod
    def _field(form: QFormLayout, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText(text(f"settings.office.{name}_example"))
        field.setAccessibleName(text(f"settings.office.{name}"))
        form.addRow(text(f"settings.office.{name}"), field)
        return field

    def show_settings(self, settings: Settings) -> None:
        self.organisation.setText(settings.organisation)
        for field, name in zip(self.signatories, settings.signatories, strict=True):
            field.setText(name)

    def change(self, settings: Settings) -> Settings:
        first, second, last = (field.text().strip() for field in self.signatories)
        return replace(settings, organisation=self.organisation.text().strip(), signatories=(first, second, last))


class RulesPage(QWidget):
    """Every rule with a box to use it and its severity; the folder of local rules, and what is wrong with it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ruleset = RuleSet(())
        self._folder = ""
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(text("settings.rules.filter"))
        self.filter.setAccessibleName(text("settings.rules.filter"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._sift)
        self.tree = RuleTree()
        self.tree.currentItemChanged.connect(self._describe)
        self.about = QLabel()
        self.about.setWordWrap(True)
        self.about.setObjectName("basis")
        self.about.setMinimumHeight(54)
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.place = QLabel()
        self.place.setAccessibleName(text("settings.rules.folder_name"))
        self.place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.problems = QLabel()
        self.problems.setWordWrap(True)
        self.problems.setObjectName("ruleProblems")
        column = QVBoxLayout(self)
        for widget in (self.filter, self.tree, self.about):
            column.addWidget(widget, 1 if widget is self.tree else 0)
        column.addLayout(self._folder_row())
        column.addWidget(self.problems)

    def _folder_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(QLabel(text("settings.rules.folder")))
        row.addWidget(self.place, 1)
        for name, work in (("open", self._open_folder), ("choose", self._choose_folder), ("reload", self._reload)):
            button = QPushButton(text(f"settings.rules.{name}"))
            button.setToolTip(text(f"settings.rules.{name}_tip"))
            button.clicked.connect(work)
            row.addWidget(button)
        return row

    def show_settings(self, settings: Settings) -> None:
        self._folder = settings.rules_folder
        folder = kept.rules_folder(settings)
        self.place.setText(self.place.fontMetrics().elidedText(str(folder), Qt.TextElideMode.ElideMiddle, 380))
        self.place.setToolTip(str(folder))
        try:
            self._ruleset = with_local([folder] if folder.is_dir() else [])
        except UserError as error:
            self._ruleset = with_local([])
            self.problems.setText(f"✗ {error}")
        else:
            self.problems.setText("\n".join(f"✗ {problem}" for problem in self._ruleset.problems))
        self.problems.setVisible(bool(self.problems.text()))
        self._fill(tuned(self._ruleset, settings))

    def _fill(self, ruleset: RuleSet) -> None:
        self.tree.clear()
        for chapter in catalogue(ruleset):
            group = QTreeWidgetItem(self.tree, [chapter.name])
            group.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsAutoTristate)
            for entry in chapter.entries:
                item = QTreeWidgetItem(group, [entry.rule.title])
                item.setFlags(
                    Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
                )
                item.setCheckState(0, Qt.CheckState.Unchecked if entry.off else Qt.CheckState.Checked)
                item.setData(0, _RULE, entry.rule)
                item.setToolTip(0, entry.statement)
                self.tree.put(item, self._severity_box(entry.rule))
        self.tree.expandAll()
        self._sift(self.filter.text())

    @staticmethod
    def _severity_box(rule: Rule) -> SeverityBox:
        box = SeverityBox()
        box.setAccessibleName(text("settings.rules.severity_of", rule=rule.title))
        for one in Severity:
            box.addItem(text(f"handbook.severity.{one}"), one)
        _choose(box, rule.severity)
        return box

    def _items(self) -> list[QTreeWidgetItem]:
        return [item for group in self._groups() for item in _children(group)]

    def _groups(self) -> list[QTreeWidgetItem]:
        found = (self.tree.topLevelItem(at) for at in range(self.tree.topLevelItemCount()))
        return [group for group in found if group is not None]

    def item(self, rule_id: str) -> QTreeWidgetItem:
        return next(item for item in self._items() if item.data(0, _RULE).id == rule_id)

    def severity_box(self, rule_id: str) -> QComboBox:
        box = self.tree.itemWidget(self.item(rule_id), 1)
        assert isinstance(box, QComboBox)
        return box

    def _sift(self, wanted: str) -> None:
        for item in self._items():
            rule: Rule = item.data(0, _RULE)
            item.setHidden(wanted.strip().casefold() not in f"{rule.title}{rule.id}{statement(rule)}".casefold())
        for group in self._groups():
            group.setHidden(all(item.isHidden() for item in _children(group)))

    def _describe(self, item: QTreeWidgetItem | None) -> None:
        rule = item.data(0, _RULE) if item is not None else None
        if rule is None:
            self.about.clear()
            return
        words = text("settings.rules.about", statement=statement(rule), basis=rule.basis or "—", origin=rule.origin)
        self.about.setText(words)

    def _open_folder(self) -> None:
        folder = kept.rules_folder(replace(DEFAULT, rules_folder=self._folder))
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            dialogs.show_problem(self, str(UserError("cannot_write", path=folder, reason=error.strerror or str(error))))
            return
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _choose_folder(self) -> None:
        folder = dialogs.choose_folder(self, text("settings.rules.choose_title"), recent.folder())
        if folder is not None:
            self.show_settings(replace(self.change(DEFAULT), rules_folder=str(folder)))

    def _reload(self) -> None:
        self.show_settings(self.change(replace(DEFAULT, rules_folder=self._folder)))

    def change(self, settings: Settings) -> Settings:
        usual = {rule.id: rule.severity for rule in self._ruleset.rules}
        off = frozenset(i.data(0, _RULE).id for i in self._items() if i.checkState(0) is Qt.CheckState.Unchecked)
        chosen = {rule: Severity(self.severity_box(rule).currentData()) for rule in usual}
        severities = {rule: severity for rule, severity in chosen.items() if severity is not usual[rule]}
        # what is said of rules that are not here now (a local file that is away) is kept
        away = {rule: s for rule, s in settings.severities.items() if rule not in usual}
        off |= {rule for rule in settings.rules_off if rule not in usual}
        return replace(settings, rules_off=off, severities={**away, **severities}, rules_folder=self._folder)


def _children(group: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    found = (group.child(at) for at in range(group.childCount()))
    return [item for item in found if item is not None]


class LookPage(QWidget):
    """Light or dark, and the size of text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        form = _form(self, text("settings.look.note"))
        self.theme = _choice(THEMES, lambda one: text(f"settings.look.theme_{one}"), text("settings.look.theme"))
        self.scale = _choice(SCALES, lambda one: f"{one}%", text("settings.look.scale"))
        form.addRow(text("settings.look.theme"), self.theme)
        form.addRow(text("settings.look.scale"), self.scale)

    def show_settings(self, settings: Settings) -> None:
        _choose(self.theme, settings.theme)
        _choose(self.scale, settings.scale)

    def change(self, settings: Settings) -> Settings:
        return replace(settings, theme=self.theme.currentData(), scale=self.scale.currentData())


class FontsPage(QWidget):
    """For each face of an official document the family to use in PDF, preview and print."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        form = _form(self, text("settings.fonts.note"))
        self.boxes = {face: QComboBox() for face in FACES}
        for face, box in self.boxes.items():
            box.setAccessibleName(text(f"settings.fonts.{face}"))
            form.addRow(text(f"settings.fonts.{face}"), box)
        self._filled = False

    def _fill(self) -> None:
        # looking for fonts takes a while, and few change them
        from core.export.pdf import faces, families

        known = families()
        for face, box in self.boxes.items():
            box.addItem(text("settings.fonts.automatic", family=faces()[face][0]), "")
            for family in known:
                box.addItem(family, family)
        self._filled = True

    def show_settings(self, settings: Settings) -> None:
        if not self._filled:
            self._fill()
        for face, box in self.boxes.items():
            _choose(box, settings.fonts.get(face, ""))

    def change(self, settings: Settings) -> Settings:
        chosen = {face: box.currentData() for face, box in self.boxes.items() if box.currentData()}
        return replace(settings, fonts=chosen)


class SavingPage(QWidget):
    """How often unsaved work is kept aside."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        form = _form(self, text("settings.saving.note"))
        self.autosave = _choice(_INTERVALS, _interval, text("settings.saving.autosave"))
        form.addRow(text("settings.saving.autosave"), self.autosave)

    def show_settings(self, settings: Settings) -> None:
        _choose(self.autosave, settings.autosave)

    def change(self, settings: Settings) -> Settings:
        return replace(settings, autosave=self.autosave.currentData())


def _interval(seconds: object) -> str:
    return text("settings.saving.every", seconds=seconds) if seconds else text("settings.saving.never")


Page = OfficePage | RulesPage | LookPage | FontsPage | SavingPage
"""One subject. `show_settings` fills the fields, `change` puts what they hold into settings."""
PAGES: tuple[tuple[str, type[Page]], ...] = (
    ("office", OfficePage),
    ("rules", RulesPage),
    ("look", LookPage),
    ("fonts", FontsPage),
    ("saving", SavingPage),
)


class SettingsDialog(QDialog):
    """Subjects on the left, the chosen one on the right."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.setWindowTitle(text("settings.title"))
        resize_within(self, *_SIZE)
        self.subjects = QListWidget()
        self.subjects.setObjectName("subjects")
        self.subjects.setAccessibleName(text("settings.subjects"))
        self.subjects.setFixedWidth(132)
        self._places = QStackedWidget()
        self.pages: dict[str, Page] = {}
        for name, kind in PAGES:
            self.pages[name] = kind()
            self._places.addWidget(self.pages[name])
            QListWidgetItem(text(f"settings.{name}.subject"), self.subjects).setSizeHint(QSize(0, ROW))
        self._shown: set[str] = set()
        self.subjects.currentRowChanged.connect(self._show)
        row = QHBoxLayout()
        row.setSpacing(18)
        row.addWidget(self.subjects)
        row.addWidget(self._places, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(QMargins(18, 16, 18, 14))
        column.setSpacing(14)
        column.addLayout(row, 1)
        column.addWidget(self._buttons())
        self.subjects.setCurrentRow(0)

    def _buttons(self) -> QDialogButtonBox:
        roles = QDialogButtonBox.ButtonRole
        buttons = QDialogButtonBox()
        for name, role, work in (
            ("defaults", roles.ResetRole, lambda: self.show_settings(DEFAULT)),
            ("import", roles.ResetRole, self._import),
            ("export", roles.ResetRole, self._export),
            ("accept", roles.AcceptRole, self.accept),
            ("cancel", roles.RejectRole, self.reject),
        ):
            button = QPushButton(text(f"settings.{name}"))
            button.setObjectName(f"settings_{name}")
            button.setAutoDefault(name == "accept")
            button.clicked.connect(work)
            buttons.addButton(button, role)
        return buttons

    def _show(self, row: int) -> None:
        name = PAGES[row][0]
        self._places.setCurrentWidget(self.pages[name])
        # a page is filled when it is first shown: the fonts take a while
        if name not in self._shown:
            self._shown.add(name)
            self.pages[name].show_settings(self._settings)

    def show_settings(self, settings: Settings) -> None:
        """Show other settings on all pages; nothing is in force before 确定."""
        self._settings = settings
        for name in self._shown:
            self.pages[name].show_settings(settings)

    def chosen(self) -> Settings:
        """The settings as they are shown."""
        settings = self._settings
        for name in self._shown:
            settings = self.pages[name].change(settings)
        return settings

    def _import(self) -> None:
        path = dialogs.choose_file(self, text("settings.import_title"), recent.folder(), text("settings.file_kind"))
        if path is None:
            return
        try:
            loaded = kept.parse(read_bytes(path))
        except UserError as error:
            dialogs.show_problem(self, str(error))
            return
        self.show_settings(loaded.settings)
        if loaded.problems:
            dialogs.show_problem(self, "\n".join(loaded.problems))

    def _export(self) -> None:
        proposed = recent.documents() / text("settings.file_name")
        kinds = ((text("settings.file_words"), "json"),)
        path = dialogs.choose_save(self, text("settings.export_title"), Path(proposed), kinds)
        if path is None:
            return
        try:
            write_atomically(path, kept.dump(self.chosen()))
        except UserError as error:
            dialogs.show_problem(self, str(error))
