"""A small writer of OFD files as office programs make them, for tests: runs of text with steps, rules, page breaks."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from core.export.blocks import Document, Heading, Metadata, Paragraph, Signature, Table, TableCell, Title
from core.values import shown_date

from .shapes import zipped

OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'
LEFT, TOP, WIDTH, BOTTOM = 27.0, 30.0, 156.0, 262.0


@dataclass(frozen=True)
class Style:
    """How a writer writes. `text`: "run" gives a run one object with every step, "repeat" shortens equal steps
    ("g 3 5"), "single" has one object for each character, "scaled" sets sizes in points under a CTM. `rules`: "lines",
    "thin" filled rectangles, or "boxes" around each cell."""

    text: str = "run"
    rules: str = "lines"
    template: str = ""


STYLES = {
    "runs and lines": Style(),
    "repeated steps and boxes": Style("repeat", "boxes"),
    "single characters and thin rectangles": Style("single", "thin"),
    "scaled by a matrix, with a template": Style("scaled", "lines", "云山市清溪区水务局"),
}


def advance(char: str, size: float) -> float:
    return size if unicodedata.east_asian_width(char) in "WFA" else size * 0.52


def text_object(text: str, x: float, y: float, size: float, style: str = "run") -> str:
    """Text whose baseline is at y, all lengths in mm."""
    steps = [advance(char, size) for char in text[:-1]]
    if style == "single":
        places = [x + sum(steps[:at]) for at in range(len(text))]
        return "".join(text_object(char, place, y, size) for char, place in zip(text, places, strict=True))
    width = sum(steps) + size
    box = f'Boundary="{x:.4f} {y - size:.4f} {width:.4f} {size * 1.2:.4f}"'
    if style == "scaled":
        k = 25.4 / 72
        told = " ".join(f"{step / k:.4f}" for step in steps)
        return (
            f'<ofd:TextObject ID="9" {box} CTM="{k:.6f} 0 0 {k:.6f} -{x:.4f} {size - 50:.4f}" Font="1" '
            f'Size="{size / k:.4f}"><ofd:CGTransform CodePosition="0" CodeCount="1" GlyphCount="1"/>'
            f'<ofd:TextCode X="{x / k:.4f}" Y="{50 / k:.4f}" DeltaX="{told}">{escape(text)}</ofd:TextCode>'
            "</ofd:TextObject>"
        )
    told = " ".join(f"{step:.4f}" for step in steps)
    if style == "repeat" and len(set(steps)) == 1:
        told = f"g {len(steps)} {steps[0]:.4f}"
    delta = f' DeltaX="{told}"' if told else ""
    return (
        f'<ofd:TextObject ID="9" {box} Font="1" Size="{size:.4f}"><ofd:TextCode X="0" Y="{size:.4f}"{delta}>'
        f"{escape(text)}</ofd:TextCode></ofd:TextObject>"
    )


def line_object(x0: float, y0: float, x1: float, y1: float, thin: bool = False) -> str:
    w, h = x1 - x0, y1 - y0
    if thin:
        w, h = w or 0.2, h or 0.2
        return (
            f'<ofd:PathObject ID="8" Boundary="{x0 - 0.1:.3f} {y0 - 0.1:.3f} {w} {h}" Stroke="false" Fill="true">'
            f"<ofd:AbbreviatedData>M 0 0 L {w} 0 L {w} {h} L 0 {h} C</ofd:AbbreviatedData></ofd:PathObject>"
        )
    return (
        f'<ofd:PathObject ID="8" Boundary="{x0:.3f} {y0:.3f} {w or 0.4} {h or 0.4}" LineWidth="0.35">'
        f"<ofd:AbbreviatedData>S 0 0 M 0 0 L {w} {h} </ofd:AbbreviatedData></ofd:PathObject>"
    )


def box_object(x0: float, y0: float, x1: float, y1: float) -> str:
    w, h = x1 - x0, y1 - y0
    return (
        f'<ofd:PathObject ID="8" Boundary="{x0:.3f} {y0:.3f} {w} {h}" CTM="1 0 0 1 0 0">'
        f"<ofd:AbbreviatedData>M 0 0 L {w} 0 L {w} {h} L 0 {h} L 0 0 C</ofd:AbbreviatedData></ofd:PathObject>"
    )


def package(pages: Sequence[str], template: str = "", signed: bool = False, **more: str | bytes) -> bytes:
    """The container for pages given as the objects on them."""
    used = '<ofd:Template TemplateID="2" ZOrder="Background"/>' if template else ""
    told = '<ofd:TemplatePage ID="2" BaseLoc="Tpls/Tpl_0/Content.xml"/>' if template else ""
    listed = "".join(f'<ofd:Page ID="{10 + at}" BaseLoc="Pages/Page_{at}/Content.xml"/>' for at in range(len(pages)))
    seals = "<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>" if signed else ""
    members: dict[str, str | bytes] = {
        "OFD.xml": f'<?xml version="1.0" encoding="UTF-8"?><ofd:OFD {OFD} Version="1.0" DocType="OFD"><ofd:DocBody>'
        f"<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>{seals}</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {OFD}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        f"</ofd:PhysicalBox></ofd:PageArea>{told}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        "Doc_0/Tpls/Tpl_0/Content.xml": _page(template),
    }
    for at, objects in enumerate(pages):
        members[f"Doc_0/Pages/Page_{at}/Content.xml"] = _page(objects, used)
    return zipped({**members, **more})


def _page(objects: str, template: str = "") -> str:
    return (
        f'<ofd:Page {OFD}>{template}<ofd:Content><ofd:Layer ID="3"><ofd:PageBlock ID="4">{objects}</ofd:PageBlock>'
        "</ofd:Layer></ofd:Content></ofd:Page>"
    )


@dataclass
class Setter:
    """Sets blocks on pages, line by line and row by row."""

    style: Style = field(default_factory=Style)
    pages: list[str] = field(default_factory=list)
    y: float = TOP

    def __post_init__(self) -> None:
        self.new_page()

    def new_page(self) -> None:
        self.pages.append("")
        self.y = TOP
        self.draw(text_object(f"— {len(self.pages)} —", 100, 280, 4.9, self.style.text))

    def draw(self, objects: str) -> None:
        self.pages[-1] += objects

    def line(self, text: str, x: float, size: float = 5.6, pitch: float = 10.2) -> None:
        if self.y + pitch > BOTTOM:
            self.new_page()
        self.y += pitch
        self.draw(text_object(text, x, self.y - pitch + size, size, self.style.text))

    def paragraph(self, text: str) -> None:
        for at, words in enumerate(wrap("　　" + text, WIDTH, 5.6)):
            self.line(words.strip("　"), LEFT + (0 if at else 11.2))

    def table(self, table: Table) -> None:
        rows: dict[int, list[TableCell]] = {}
        for cell in table.cells:
            rows.setdefault(cell.row, []).append(cell)
        edges = [LEFT + sum(table.widths[:at]) for at in range(len(table.widths) + 1)]
        self.y += 4
        tops: list[tuple[int, float]] = []
        for row in range(table.height):
            tallest = max((self._lines(cell, edges) for cell in rows.get(row, ()) if cell.rowspan == 1), default=1)
            height = max(table.row_height, 2.0 + 4.2 * tallest)
            if self.y + height > BOTTOM:
                if tops:
                    self._part(table, edges, tops, self.y)
                tops = []
                self.new_page()
            tops.append((row, self.y))
            self.y += height
        self._part(table, edges, tops, self.y)
        self.y += 4

    def _lines(self, cell: TableCell, edges: Sequence[float]) -> int:
        return len(wrap(cell.text, edges[cell.column + cell.colspan] - edges[cell.column] - 1.6, 3.7))

    def _part(self, table: Table, edges: Sequence[float], tops: Sequence[tuple[int, float]], end: float) -> None:
        """The rows of one page: a merged cell that the break cuts has its text where it begins."""
        places = [*dict(tops).values(), end]
        first = tops[0][0]
        for cell in table.cells:
            start, stop = max(cell.row - first, 0), min(cell.row + cell.rowspan - first, len(tops))
            if start >= stop:
                continue
            x0, x1, y0, y1 = edges[cell.column], edges[cell.column + cell.colspan], places[start], places[stop]
            self._frame(x0, y0, x1, y1)
            words = wrap(cell.text, x1 - x0 - 1.6, 3.7) if cell.row >= first else []
            y = (y0 + y1) / 2 - 2.1 * len(words) + 3.4
            for line in words:
                width = sum(advance(char, 3.7) for char in line)
                self.draw(text_object(line, x0 + max(0.8, (x1 - x0 - width) / 2), y, 3.7, self.style.text))
                y += 4.2

    def _frame(self, x0: float, y0: float, x1: float, y1: float) -> None:
        if self.style.rules == "boxes":
            self.draw(box_object(x0, y0, x1, y1))
            return
        for side in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
            self.draw(line_object(*side, thin=self.style.rules == "thin"))


def wrap(text: str, width: float, size: float) -> list[str]:
    lines, used = [""], 0.0
    for char in text:
        step = advance(char, size)
        if used + step > width and lines[-1]:
            lines.append("")
            used = 0.0
        lines[-1] += char
        used += step
    return [line for line in lines if line]


def ofd_of(document: Document, style: Style | None = None) -> bytes:
    """A report's document as an OFD."""
    setter = Setter(style or Style())
    for block in document.blocks:
        if isinstance(block, Title):
            for words in block.lines:
                setter.line(words, 105 - len(words) * 3.9, 7.8, 13)
        elif isinstance(block, Metadata):
            for name, value in block.items:
                setter.line(f"{name}：{value}", LEFT)
        elif isinstance(block, Heading | Paragraph):
            setter.paragraph("".join(run.text for run in block.runs))
        elif isinstance(block, Table):
            setter.table(block)
        elif isinstance(block, Signature):
            signed_by(setter, block)
    head = text_object(setter.style.template, LEFT, 15, 3.7) if setter.style.template else ""
    return package(setter.pages, head)


def signed_by(setter: Setter, block: Signature) -> None:
    words: Iterable[str | None] = (block.name, shown_date(block.day) if block.day else None)
    for line in words:
        if line:
            setter.line(line, LEFT + WIDTH - 25 - sum(advance(char, 5.6) for char in line))
