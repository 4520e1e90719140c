"""The verdict over the form, in words with a mark; and which report this is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from core.catalog import edition
from core.conclusion import Outcome
from core.session import Session
from core.texts import text

_TONES = {Outcome.FAILED: "error", Outcome.READY: "passed"}


class Banner(QFrame):
    """Red with errors, amber with something doubtful or not checked, green when everything balances."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setObjectName("banner")
        self.verdict = QLabel(self)
        self.verdict.setObjectName("verdict")
        self.verdict.setAccessibleName(text("window.banner.name"))
        self.about = QLabel(self)
        self.about.setObjectName("about")
        self.about.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        # a long name of a body gives way to the verdict
        self.about.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 14, 6)
        row.addWidget(self.verdict)
        row.addWidget(self.about, 1)
        self.refresh()

    def refresh(self) -> None:
        conclusion, report = self._session.conclusion, self._session.report
        tone = _TONES.get(conclusion.outcome, "warning")
        self.verdict.setText(str(conclusion))
        changes, unsure = len(self._session.edits()), len(self._session.unsure)
        words = [
            report.agency or text("window.banner.no_agency"),
            text("window.banner.year", year=report.year) if report.year else text("window.banner.no_year"),
            text("window.banner.edition", edition=edition(report.edition).id),
            *([text("window.banner.edits", count=changes)] if changes else []),
            *([text("unsure.remaining", count=unsure)] if unsure else []),
        ]
        self.about.setText(text("window.separator").join(words))
        self.about.setToolTip(self.about.text())
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            for widget in (self, self.verdict, self.about):
                widget.style().unpolish(widget)
                widget.style().polish(widget)
