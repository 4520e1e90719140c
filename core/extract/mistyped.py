"""Words where a number should stand (2l, O, 见附件) in copied text: one cell that is no number, not the next label.

Only the order of the cells is known there, so a word after a cell begins the next row, and its row falls apart. Where
the row has exactly as many cells as its label wants the word is one of them; elsewhere nothing is changed. Grids whose
columns are known are left alone, so that what is remembered of them (skeleton.py) does not depend on this.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from core.catalog import Edition
from core.extract.alignment import cells_named
from core.extract.columns import row_named
from core.extract.disputes import words_of
from core.extract.items import LABEL, SERIAL, Item, Kind, Token
from core.extract.labels import fold
from core.extract.tables import edition_labels

_JOIN = 5
"""A label may be broken over so many lines."""
_NEAR = 3
"""So many cells before the first that is a number may hold words."""
_CELL = 40
"""Characters that a cell between bars may have; longer ones are sentences."""
_LINE = 16
"""Characters that a cell on a line of its own may have."""
_LIKE_A_NUMBER = re.compile(r"(?!\d{1,2}[.、)])(?:\d.{0,11}|[OoQlI|?*xX#!.]{1,6})")
"""What is meant for a number, and is no numbered label."""
_HEADING = re.compile(r"[一二三四五六七八]、")
_NUMBERING = re.compile(r"[\u2460-\u249b]|[(（]?[一二三四五六七八九十\d]{1,2}[)）]?[.．、]?")

Place = tuple[int, int]
"""Number of an item, and of one of its tokens."""


def words_as_cells(items: Sequence[Item], form: Edition) -> tuple[Item, ...]:
    """The items, with such words marked as odd cells."""
    if all(item.exact for item in items):
        return tuple(items)
    labels = _Labels(form, edition_labels(form.id))
    places = {*_in_rows(items, labels), *_in_lines(items, labels)}
    changed = {at for at, _ in places}
    return tuple(_with_cells(item, places) if item.index in changed else item for item in items)


def _with_cells(item: Item, places: set[Place]) -> Item:
    tokens = [t._replace(kind=Kind.ODD) if (item.index, at) in places else t for at, t in enumerate(item.tokens)]
    return replace(item, tokens=tuple(tokens))


@dataclass(frozen=True)
class _Labels:
    """What the labels of a form say; `words` are all of them, folded."""

    form: Edition
    words: frozenset[str]

    def known(self, text: str) -> bool:
        """Whether a text is a label of the form, with or without its numbering."""
        return fold(text) in self.words or any(row_named(table, text) for table in self.form.tables)

    @property
    def most(self) -> int:
        """How many cells the longest row has: all of table four."""
        return len(self.form.table("disputes").addresses)

    def counts(self, labels: Sequence[Token]) -> set[int]:
        """How many cells may follow these labels, the last of which names a row or heads the results of table four."""
        counts: set[int] = set()
        for table in self.form.tables:
            if table.id != "disputes":
                counts.update(cells_named(table, labels))
            elif fold(labels[-1].text) in words_of(table).results:
                counts.update((len(table.columns), len(table.columns) * len(table.rows)))
        return counts


def _is_row(item: Item) -> bool:
    """Whether the item is a row whose cells bars or tabs part on one line of text."""
    tokens = item.tokens
    return not item.exact and item.grid >= 0 and len(tokens) > 1 and tokens[0].where.line == tokens[-1].where.line


# ---------------------------------------------------------------- rows on one line: bars and tabs tell the cells


def _in_rows(items: Sequence[Item], labels: _Labels) -> Iterator[Place]:
    before: list[Token] = []
    results: dict[int, set[str]] = {}
    for item in items:
        if _is_row(item):
            cells = _of_named_row(item, before, labels) or _of_results(
                item, results.setdefault(item.grid, set()), labels
            )
            yield from ((item.index, at) for at in cells if item.tokens[at].kind is LABEL)
        ending = list(takewhile(lambda token: token.kind is LABEL, reversed(item.tokens)))[::-1]
        before = (before + ending if len(ending) == len(item.tokens) else ending)[-_JOIN:]


def _of_named_row(item: Item, before: Sequence[Token], labels: _Labels) -> range:
    """Places of the cells after the row's own label, where there are as many as the row has and one is a number.
    `before` are the labels that end the text above, since a label may be broken over lines."""
    tokens = item.tokens
    last = next((token for token in reversed(tokens) if token.kind is LABEL), None)
    if last is None or labels.known(last.text):
        return range(0)  # as in most rows: the words are all labels
    named = [
        (at, counts)
        for at, token in enumerate(tokens)
        if token.kind is LABEL and (counts := labels.counts(_labels_to(tokens, at, before)))
    ]
    if not named:
        return range(0)
    at, counts = named[-1]
    cells = range(at + 1, len(tokens))
    for count in counts:
        if _empty(tokens[at + 1 + count :]) and _may_be_row([tokens[i] for i in cells[:count]], count, labels):
            return cells[:count]
    return range(0)


def _labels_to(tokens: Sequence[Token], at: int, before: Sequence[Token]) -> list[Token]:
    """The labels in succession that end with that token of a row."""
    run = list(takewhile(lambda token: token.kind is LABEL, reversed(tokens[: at + 1])))[::-1]
    return [*(before if len(run) == at + 1 else ()), *run]


def _may_be_row(cells: Sequence[Token], count: int, labels: _Labels) -> bool:
    """Whether these are so many cells, none of them a label of the form. One that stands alone must look like a
    number."""
    words = [token for token in cells if token.kind is LABEL]
    if len(cells) != count or any(len(token.text) > _CELL or labels.known(token.text) for token in words):
        return False
    if count == 1:
        return bool(words) and _like_a_number(words[0].text)
    return any(token.kind is not LABEL and token.text.strip() for token in cells)


def _of_results(item: Item, seen: set[str], labels: _Labels) -> range:
    """Places of the cells of table four, where a row has as many as one kind of cases has or all have, under heads
    that have been `seen` in the grid."""
    table = labels.form.table("disputes")
    words, tokens = words_of(table), item.tokens
    seen.update(word for token in tokens if (word := fold(token.text)) in words.results)
    if len(seen) < 3:
        return range(0)
    for first in (0, 1) if tokens[0].kind is LABEL else (0,):
        for count in (len(table.columns) * len(table.rows), len(table.columns)):
            cells = tokens[first : first + count]
            if len(cells) == count and _empty(tokens[first + count :]) and _mostly_numbers(cells, labels):
                return range(first, first + count)
    return range(0)


def _empty(tokens: Sequence[Token]) -> bool:
    return not any(token.text.strip() for token in tokens)


def _mostly_numbers(cells: Sequence[Token], labels: _Labels) -> bool:
    words = [token for token in cells if token.kind is LABEL]
    return 2 * len(words) < len(cells) and not any(len(t.text) > _CELL or labels.known(t.text) for t in words)


# ---------------------------------------------------------------- one cell a line: the next label ends the row


def _in_lines(items: Sequence[Item], labels: _Labels) -> Iterator[Place]:
    flat: list[tuple[Place, Token] | None] = []
    for item in items:
        if not item.exact and not _is_row(item) and (item.grid >= 0 or len(item.tokens) == 1):
            flat += [((item.index, at), token) for at, token in enumerate(item.tokens)]
        elif flat and flat[-1] is not None:
            flat.append(None)
    tokens = [one[1] if one else None for one in flat]
    run: list[Token] = []
    for at, token in enumerate(tokens):
        if token is None or token.kind is not LABEL:
            run = []
            continue
        run = [*run[1 - _JOIN :], token]
        if not _words_follow(tokens[at + 1 : at + 1 + labels.most], labels):
            continue
        for count in sorted(labels.counts(run) - {1}):
            if _row_ends(tokens, at + 1, count, labels):
                window = flat[at + 1 : at + 1 + count]
                yield from (one[0] for one in window if one and one[1].kind is LABEL)
                break


def _words_follow(tokens: Sequence[Token | None], labels: _Labels) -> bool:
    """Whether a cell is among the next few tokens, and a word that is no label before the first that is one."""
    if not any(token is not None and token.kind not in (LABEL, SERIAL) for token in tokens[:_NEAR]):
        return False
    words = (token for token in tokens if token is None or token.kind is LABEL)
    first = next(words, None)
    return first is not None and not labels.known(first.text)


def _row_ends(tokens: Sequence[Token | None], first: int, count: int, labels: _Labels) -> bool:
    """Whether so many cells stand there, with a word among them, and after them something that begins anew."""
    cells = [token for token in tokens[first : first + count] if token is not None and token.kind is not SERIAL]
    words = [token for token in cells if token.kind is LABEL]
    if len(cells) != count or not words or not _mostly_numbers(cells, labels):
        return False
    following = tokens[first + count : first + count + _JOIN]
    if following and following[0] is not None and not _begins(following[0], labels):
        return False
    return all(map(_may_be_line, words)) and _edges_are_cells(cells, following, labels)


def _begins(token: Token, labels: _Labels) -> bool:
    if token.kind is SERIAL:
        return True
    return token.kind is LABEL and (labels.known(token.text) or bool(_HEADING.match(token.text)))


def _may_be_line(word: Token) -> bool:
    return len(word.text) <= _LINE and "。" not in word.text and not _NUMBERING.fullmatch(word.text)


def _edges_are_cells(cells: Sequence[Token], following: Sequence[Token | None], labels: _Labels) -> bool:
    """A word at either end may belong to the labels there or stand beside the table, where a cell was lost; unless it
    is meant for a number, or bars part it from them."""
    edges = [token for token in (cells[0], cells[-1]) if token.kind is LABEL]
    if not all(token.column or _like_a_number(token.text) for token in edges):
        return False
    tail = cells[-1].text if cells[-1].kind is LABEL else ""
    for token in following if tail else ():
        if token is None or token.kind is not LABEL:
            break
        tail += token.text
        if labels.known(tail):
            return False
    return True


def _like_a_number(text: str) -> bool:
    return bool(_LIKE_A_NUMBER.fullmatch(unicodedata.normalize("NFKC", text).strip()))
