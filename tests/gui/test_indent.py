"""Paragraphs are indented as they are typed and pasted, and the indent is no part of the text."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from pytestqt.qtbot import QtBot

from core.pipeline import load
from core.session import Session
from gui.editor import PartEditor
from tests.gui.conftest import SAMPLE


def indents(editor: PartEditor) -> list[float]:
    found = []
    block = editor.document().begin()
    while block.isValid():
        found.append(block.blockFormat().textIndent())
        block = block.next()
    return found


def test_every_paragraph_that_is_pasted_or_begun_is_indented(qtbot: QtBot) -> None:
    loaded = load(SAMPLE)
    editor = PartEditor(Session(loaded.report, loaded.origin), "1")
    qtbot.addWidget(editor)
    before = len(indents(editor))
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    QGuiApplication.clipboard().setText("第一段。\n第二段。\n　　自带空格的一段。\n")
    qtbot.keyClick(editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    found = indents(editor)
    assert len(found) == before + 3
    assert found[2] == 0
    assert all(indent > 0 for at, indent in enumerate(found) if at != 2)
    editor.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.keyClicks(editor, "12")
    assert indents(editor)[-1] > 0
    assert editor.session.report.part("1").text.startswith("第一段。\n第二段。\n　　自带空格的一段。\n")
