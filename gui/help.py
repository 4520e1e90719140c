"""The help: pages written in resources/help, rules and keys made from the program itself; searchable, offline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QImage, QImageReader, QKeySequence, QResizeEvent, QShortcut, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from core.files import resource
from core.texts import text
from gui.actions import ACTIONS
from gui.actions import written as written_keys
from gui.settings import ROW
from gui.style import colours, resize_within

if TYPE_CHECKING:
    from core.rules import RuleSet

_SIZE = (980, 680)
_BESIDE = 40
"""Pixels of a page that are not its pictures'."""
_NARROWEST = 200
_TOPIC = Qt.ItemDataRole.UserRole
_PICTURE_WIDTH = 700


@dataclass(frozen=True, slots=True)
class Topic:
    """One page: its name in the list, and its Markdown."""

    name: str
    words: Callable[[], str]


def written(name: str) -> Callable[[], str]:
    """A page from resources/help."""
    return lambda: resource("help", f"{name}.md").read_text(encoding="utf-8")


def keys_page() -> str:
    """Every action that has keys, from the table of actions; then the keys of tables and texts."""
    rows = [
        ("、".join(map(written_keys, spec.shortcuts)), text(f"window.action.{spec.id}.tip"))
        for spec in ACTIONS
        if spec.shortcuts
    ]
    form = _pairs(text("help.form_keys"))
    return f"# {text('help.keys')}\n\n{_table(rows)}\n\n## {text('help.in_form')}\n\n{_table(form)}"


def _table(rows: list[tuple[str, str]]) -> str:
    lines = [(text("help.key"), text("help.does")), ("---", "---"), *rows]
    return "\n".join(f"| {keys} | {words} |" for keys, words in lines)


def _pairs(words: str) -> list[tuple[str, str]]:
    parted = (line.partition("：") for line in words.strip().splitlines())
    return [(keys, rest) for keys, _, rest in parted]


def topics(rules: Callable[[], RuleSet]) -> tuple[Topic, ...]:
    """All pages in the order of the list."""

    def rules_page() -> str:
        from core.handbook import as_markdown

        return as_markdown(rules())

    return (
        *(Topic(name, written(name)) for name in ("开始使用", "能读哪些文件", "核对与改正", "审核稿和审核意见")),
        Topic(text("help.rules"), rules_page),
        Topic("自己写规则", written("自定规则")),
        Topic(text("help.keys"), keys_page),
        Topic("常见问题", written("常见问题")),
    )


class _Browser(QTextBrowser):
    """Shows the pictures of resources/help scaled smoothly to the screen's own dots; a page scales them roughly."""

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        wanted = QUrl(name)
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return super().loadResource(kind, wanted)
        image = QImage(str(resource("help", wanted.fileName())))
        width = round(min(image.width(), _PICTURE_WIDTH) * self.devicePixelRatioF())
        shown = image.convertToFormat(QImage.Format.Format_RGB32).scaledToWidth(
            width, Qt.TransformationMode.SmoothTransformation
        )
        shown.setDevicePixelRatio(self.devicePixelRatioF())
        return shown


class HelpWindow(QDialog):
    """Pages on the left, the chosen one on the right; the search looks in all pages. Does not hold up the work."""

    def __init__(self, rules: Callable[[], RuleSet], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(text("help.title"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        resize_within(self, *_SIZE)
        self._pages = topics(rules)
        self.search = QLineEdit()
        self.search.setPlaceholderText(text("help.search"))
        self.search.setAccessibleName(text("help.search"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self.find_next)
        self.list = QListWidget()
        self.list.setObjectName("subjects")
        self.list.setAccessibleName(text("help.topics"))
        self.list.setFixedWidth(176)
        self.found = QLabel()
        self.found.setObjectName("startNote")
        self.page = _Browser()
        self.page.setOpenLinks(False)
        self.page.resized.connect(self._fit_pictures)
        self.page.setAccessibleName(text("help.title"))
        self.page.document().setDocumentMargin(18)
        self.page.setSearchPaths([str(resource("help"))])
        for topic in self._pages:
            item = QListWidgetItem(topic.name, self.list)
            item.setData(_TOPIC, topic)
            item.setSizeHint(QSize(0, ROW))
        self.list.currentItemChanged.connect(self._show)
        left = QVBoxLayout()
        for widget in (self.search, self.found, self.list):
            left.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(QMargins(14, 14, 14, 14))
        row.setSpacing(14)
        row.addLayout(left)
        row.addWidget(self.page, 1)
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)
        self.list.setCurrentRow(0)

    def show_page(self, name: str) -> None:
        """Show the page of that name."""
        for row in range(self.list.count()):
            if self.list.item(row).data(_TOPIC).name == name:
                self.list.setCurrentRow(row)

    def _show(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        topic: Topic = item.data(_TOPIC)
        self.page.document().setBaseUrl(QUrl.fromLocalFile(str(resource("help")) + "/"))
        self.page.document().setMarkdown(topic.words(), QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        self._fit_pictures()
        self.page.moveCursor(QTextCursor.MoveOperation.Start)
        self._mark()

    def _fit_pictures(self) -> None:
        """Pictures no wider than the page."""
        # with the bar always counted: what is fitted must not decide whether there is one
        width = self.page.width() - self.page.verticalScrollBar().sizeHint().width()
        room = min(_PICTURE_WIDTH, max(width - _BESIDE, _NARROWEST))
        block = self.page.document().begin()
        while block.isValid():
            fragments = block.begin()
            while not fragments.atEnd():
                fragment = fragments.fragment()
                if fragment.charFormat().isImageFormat():
                    image = fragment.charFormat().toImageFormat()
                    natural = QImageReader(str(resource("help", image.name()))).size().width()
                    image.setWidth(min(natural, room))
                    cursor = QTextCursor(self.page.document())
                    cursor.setPosition(fragment.position())
                    cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
                    cursor.setCharFormat(image)
                    break
                fragments += 1
            block = block.next()

    def _search(self, wanted: str) -> None:
        """Leave only the pages with those words in the list, and mark them in the page."""
        wanted = wanted.strip().casefold()
        hits = []
        for row in range(self.list.count()):
            item = self.list.item(row)
            topic: Topic = item.data(_TOPIC)
            item.setHidden(bool(wanted) and wanted not in f"{topic.name}\n{topic.words()}".casefold())
            if not item.isHidden():
                hits.append(row)
        self.found.setText(text("help.found" if hits else "help.nothing", count=len(hits)) if wanted else "")
        if hits and self.list.currentRow() not in hits:
            self.list.setCurrentRow(hits[0])
        self._mark()
        self.page.moveCursor(QTextCursor.MoveOperation.Start)
        self.find_next()

    def find_next(self) -> None:
        """Scroll to the next place, from the last on to the first."""
        wanted = self.search.text().strip()
        if wanted and not self.page.find(wanted):
            self.page.moveCursor(QTextCursor.MoveOperation.Start)
            self.page.find(wanted)

    def _mark(self) -> None:
        wanted = self.search.text().strip()
        marks = []
        cursor = QTextCursor(self.page.document())
        while wanted and not (cursor := self.page.document().find(wanted, cursor)).isNull():
            mark = QTextEdit.ExtraSelection()
            mark.cursor = cursor
            mark.format.setBackground(colours().warning_fill)
            mark.format.setFontUnderline(True)
            marks.append(mark)
        self.page.setExtraSelections(marks)
