"""One self-contained page by jinja2 with autoescaping: no script, no link, nothing loaded from elsewhere."""

from __future__ import annotations

from functools import cache

import jinja2
from markupsafe import Markup

from core.export.blocks import Document, Mark, Table, TableCell, shown_notes
from core.files import resource
from core.texts import text as sentence
from core.values import shown_date


def render(document: Document) -> bytes:
    """The document as HTML in UTF-8."""
    page = _template().render(document=document)
    return page.encode("utf-8")


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        loader=jinja2.FileSystemLoader(resource("templates")),
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "notes": shown_notes,
        "day": shown_date,
        "kind": lambda block: type(block).__name__,
        "classes": _classes,
        "sections": _sections,
    }
    environment.globals |= {
        "item": lambda name, value: sentence("export.metadata_item", name=name, value=value),
        # our own style sheet, the only text that goes in unescaped
        "style": Markup(resource("templates", "report.css").read_text(encoding="utf-8")),
    }
    return environment.get_template("report.html")


def _classes(cell: TableCell) -> str:
    return " ".join(name for name in ("left" if cell.left else "", str(cell.mark)) if name and name != Mark.NONE)


def _sections(table: Table) -> list[tuple[str, list[list[TableCell]]]]:
    """("thead", rows) and ("tbody", rows), each row its cells from left to right."""
    rows: list[list[TableCell]] = [[] for _ in range(table.height)]
    for cell in sorted(table.cells, key=lambda cell: cell.column):
        rows[cell.row].append(cell)
    parts = (("thead", rows[: table.header_rows]), ("tbody", rows[table.header_rows :]))
    return [(name, part) for name, part in parts if part]
