"""Columns of a table whose rows know only where their cells' edges lie (Word, PDF)."""

from __future__ import annotations

from collections.abc import Sequence


def merged_edges(rows: Sequence[Sequence[float]], tolerance: float) -> list[float]:
    """All edges of all rows from left to right, those closer than `tolerance` to their neighbour taken as one."""
    merged: list[float] = []
    last = float("-inf")
    for edge in sorted(edge for row in rows for edge in row):
        if edge - last > tolerance:
            merged.append(edge)
        last = edge
    return merged


def columns_of(row: Sequence[float], merged: Sequence[float]) -> list[tuple[int, int]]:
    """(column, span) of every cell of a row, whose n cells have n + 1 edges. A cell is at least one column wide and
    cells never overlap."""
    nearest = [nearest_edge(merged, edge) for edge in row]
    columns: list[tuple[int, int]] = []
    start = nearest[0] if nearest else 0
    for end in nearest[1:]:
        span = max(1, end - start)
        columns.append((start, span))
        start += span
    return columns


def nearest_edge(edges: Sequence[float], place: float) -> int:
    """Index of the edge nearest to a place."""
    return min(range(len(edges)), key=lambda at: abs(edges[at] - place))
