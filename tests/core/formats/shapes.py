"""Files made in memory for the readers' tests, and short ways to look at what was read."""

from __future__ import annotations

import io
import zipfile

from core.formats.raw import Grid, Paragraph, RawDocument


def paragraphs(document: RawDocument) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def grids(document: RawDocument) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid)]


def rows(grid: Grid) -> list[list[str]]:
    """Texts of the origin cells, row by row."""
    lines: list[list[str]] = [[] for _ in range(grid.rows)]
    for cell in grid.cells:
        lines[cell.row].append(cell.text)
    return lines


def spans(grid: Grid) -> dict[str, tuple[int, int]]:
    """Text to (rowspan, colspan) of the merged cells."""
    return {cell.text: (cell.rowspan, cell.colspan) for cell in grid.cells if cell.rowspan * cell.colspan > 1}


def notices(document: RawDocument) -> list[str]:
    return [notice.message_id for notice in document.notices]


def zipped(members: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as container:
        for path, content in members.items():
            container.writestr(path, content)
    return buffer.getvalue()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body: str, prefix: str = "", **parts: str) -> bytes:
    """A minimal .docx with that body; `parts` are further members of word/ by name."""
    document = f"{prefix}<w:document {W}><w:body>{body}</w:body></w:document>"
    more = {f"word/{name}.xml": content for name, content in parts.items()}
    return zipped({"word/document.xml": document, **more})


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
