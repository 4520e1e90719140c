"""Sizes of the form for a given width: columns in the official proportions, rows as high as their labels need."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QStaticText, QTextOption, QTransform

from core.catalog import LayoutCell, Table

PADDING = 4
ROW_PADDING = 5
_SHORT_LABEL = 8
_NUMBERED = re.compile(r"(?P<number>（.）|.、)?(?P<words>.+)")
_NEW_LINE = "\u2028"
"""QStaticText does not break lines at a line feed."""


@dataclass(frozen=True)
class Measures:
    """Pixels of a form. `labels` holds each label's text, laid out for its cell, by (row, column)."""

    columns: tuple[int, ...]
    rows: tuple[int, ...]
    labels: dict[tuple[int, int], QStaticText]

    def place(self, cell: LayoutCell) -> QRect:
        """Where a cell stands in the form, with all that is merged into it."""
        left, top = sum(self.columns[: cell.column]), sum(self.rows[: cell.row])
        width = sum(self.columns[cell.column : cell.column + cell.colspan])
        return QRect(left, top, width, sum(self.rows[cell.row : cell.row + cell.rowspan]))


def measure(table: Table, width: int, font: QFont) -> Measures:
    """Lay out the form in `width` pixels with that font for its labels."""
    columns = spread(table.widths, width)
    metrics = QFontMetricsF(font)
    rows = [round(metrics.height()) + 2 * ROW_PADDING] * table.height
    labels: dict[tuple[int, int], QStaticText] = {}
    spanning: list[tuple[LayoutCell, int]] = []
    for cell in table.layout:
        if cell.address is not None:
            continue
        room = sum(columns[cell.column : cell.column + cell.colspan]) - 2 * PADDING
        label = _laid_out(cell, table, room, font, metrics)
        labels[cell.row, cell.column] = label
        needed = round(label.size().height()) + 2 * ROW_PADDING
        if cell.rowspan == 1:
            rows[cell.row] = max(rows[cell.row], needed)
        else:
            spanning.append((cell, needed))
    for cell, needed in spanning:
        _heighten(rows, range(cell.row, cell.row + cell.rowspan), needed)
    return Measures(tuple(columns), tuple(rows), labels)


def spread(weights: Sequence[float], width: int) -> list[int]:
    """Whole pixels in proportion to the weights that add up to `width` exactly."""
    total, taken, run, parts = sum(weights), 0, 0.0, []
    for weight in weights:
        run += weight
        edge = round(width * run / total)
        parts.append(edge - taken)
        taken = edge
    return parts


def _heighten(rows: list[int], span: range, needed: int) -> None:
    """Give the rows of a merged label what it lacks, in equal parts."""
    missing = needed - sum(rows[row] for row in span)
    for i, row in enumerate(span):
        if missing > 0:
            share = -(-missing // (len(span) - i))
            rows[row] += share
            missing -= share


def is_left_aligned(cell: LayoutCell, table: Table) -> bool:
    """Labels of table three's rows begin at the left; all others stand in the middle."""
    return table.header_rows > 0 and cell.row_id is not None


def in_columns(table: Table) -> bool:
    """True where numbers stand below each other to be added up, and so are aligned at the right."""
    return 0 < table.header_rows < table.height - 1


def _laid_out(cell: LayoutCell, table: Table, room: int, font: QFont, metrics: QFontMetricsF) -> QStaticText:
    label = QStaticText(in_words(cell.text, room, metrics))
    label.setTextFormat(Qt.TextFormat.PlainText)
    option = QTextOption(Qt.AlignmentFlag.AlignLeft if is_left_aligned(cell, table) else Qt.AlignmentFlag.AlignHCenter)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    label.setTextOption(option)
    label.setTextWidth(room)
    label.prepare(QTransform(), font)
    return label


def in_words(label: str, room: float, metrics: QFontMetricsF) -> str:
    """Break a short label that does not fit where a reader would: behind its number, then between words, which are of
    two characters, only the first may have three (结果／维持, （三）／不予公开, 三、／本年度／办理结果).
    """
    found = _NUMBERED.fullmatch(label)
    # the layout of text needs a little more than the sum of its advances
    if found is None or len(found["words"]) > _SHORT_LABEL or metrics.horizontalAdvance(label) <= room - 2:
        return label
    words = found["words"]
    fits = int(room // metrics.horizontalAdvance(words[0]))
    if fits < 2 + len(words) % 2:
        return label
    lines = [found["number"]] if found["number"] else []
    if len(words) % 2 and len(words) > fits:
        lines.append(words[:3])
        words = words[3:]
    size = len(words) if len(words) <= fits else fits - fits % 2
    lines += [words[i : i + size] for i in range(0, len(words), size)]
    return _NEW_LINE.join(lines)
