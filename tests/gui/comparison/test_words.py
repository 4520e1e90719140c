"""Texts of two years in two columns: marked by strike and underline, never by colour alone, and never as markup."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextCharFormat, QTextDocument
from pytestqt.qtbot import QtBot

from gui.comparison.words import kind_of, page_of


def marked(html: str) -> dict[str, set[str]]:
    """Words of a page that are struck through or underlined (links aside), each with a background."""
    document = QTextDocument()
    document.setHtml(html)
    found: dict[str, set[str]] = {"struck": set(), "underlined": set()}
    block = document.begin()
    while block.isValid():
        at = block.begin()
        while not at.atEnd():
            look: QTextCharFormat = at.fragment().charFormat()
            if look.background().style().name != "NoBrush" and not look.isAnchor():
                found["struck" if look.fontStrikeOut() else "underlined"].add(at.fragment().text())
                assert look.fontStrikeOut() or look.fontUnderline()
            at += 1
        block = block.next()
    return found


@pytest.mark.parametrize(
    ("last", "this", "struck", "underlined", "kinds"),
    [
        ("公开信息64条。", "公开信息71条。", {"64"}, {"71"}, ["changed"]),
        ("公开信息64条。", "公开信息64条。\n新开便民专栏。", set(), {"新开便民专栏。"}, ["new"]),
        ("公开信息64条。\n召开发布会。", "公开信息64条。", {"召开发布会。"}, set(), ["gone"]),
        ("<b>甲</b>&乙，说明如下。", "<b>甲</b>&丙，说明如下。", {"乙"}, {"丙"}, ["changed"]),
    ],
)
def test_differences_are_struck_and_underlined(
    qtbot: QtBot, last: str, this: str, struck: set[str], underlined: set[str], kinds: list[str]
) -> None:
    html, rows = page_of(last, this, changes_only=True)
    assert marked(html) == {"struck": struck, "underlined": underlined}
    assert [kind_of(row) for row in rows] == kinds


@pytest.mark.parametrize(("words", "said"), [("", "都没有文字"), ("公开信息64条。", "完全相同")])
def test_nothing_to_show_is_said(qtbot: QtBot, words: str, said: str) -> None:
    html, rows = page_of(words, words, changes_only=True)
    assert said in html
    assert rows == ()


def test_unchanged_paragraphs_are_shown_on_request(qtbot: QtBot) -> None:
    _, rows = page_of("甲段说明。\n乙段说明。", "甲段说明。\n乙段说明。", changes_only=False)
    assert [kind_of(row) for row in rows] == ["same", "same"]
