"""Asked before the letter to the department is written: whose letter it is, and by when the answer is wanted."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QCheckBox, QDateEdit, QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QWidget

from core.export.letter import Letter
from core.texts import text

_DAYS = 5
"""Until the answer is wanted, where nothing else is chosen."""


class LetterDialog(QDialog):
    """The office is kept in the settings; without a day the letter leaves room to write it by hand."""

    def __init__(self, office: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(text("letter.dialog.title"))
        self.office = QLineEdit(office, self)
        self.office.setObjectName("letterOffice")
        self.office.setPlaceholderText(text("letter.dialog.office_hint"))
        self.office.setMinimumWidth(300)
        self.limited = QCheckBox(text("letter.dialog.limited"), self)
        self.limited.setObjectName("letterLimited")
        self.day = QDateEdit(QDate.currentDate().addDays(_DAYS), self)
        self.day.setObjectName("letterDay")
        self.day.setDisplayFormat(text("letter.dialog.day_format"))
        self.day.setCalendarPopup(True)
        self.day.setAccessibleName(text("letter.dialog.limited"))
        self.day.setEnabled(False)
        self.limited.toggled.connect(self.day.setEnabled)
        buttons = QDialogButtonBox(self)
        buttons.addButton(text("letter.dialog.next"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(text("window.cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form = QFormLayout(self)
        form.addRow(text("letter.dialog.office"), self.office)
        form.addRow(self.limited, self.day)
        form.addRow(buttons)

    def letter(self) -> Letter:
        """What was chosen, dated today."""
        chosen = self.day.date()
        reply_by = date(chosen.year(), chosen.month(), chosen.day()) if self.limited.isChecked() else None
        return Letter(office=self.office.text().strip(), day=date.today(), reply_by=reply_by)
