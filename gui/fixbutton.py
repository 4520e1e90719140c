"""A button whose words go over as many lines as they need: what a fix changes, and why."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QStaticText, QTextOption, QTransform
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

_ACROSS = 10
_DOWN = 6


class FixButton(QPushButton):
    """Left-aligned words that wrap at the width that the button gets."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(words, parent)
        self.setObjectName("fix")
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return ceil(self.laid_out(width).size().height()) + 2 * _DOWN

    def laid_out(self, width: int) -> QStaticText:
        """The words in a button of that width: no line begins with a comma, and what has no place to break breaks
        anywhere."""
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        words = QStaticText(self.text())
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setTextOption(option)
        words.setTextWidth(max(40, width - 2 * _ACROSS))
        words.prepare(QTransform(), self.font())
        return words

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.heightForWidth(self.width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        words = self.laid_out(self.width())
        painter.setFont(self.font())
        painter.setPen(self.palette().buttonText().color())
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.drawStaticText(_ACROSS, max(_DOWN, round((self.height() - words.size().height()) / 2)), words)
