"""The review copy (审核稿): the report with numbered marks, followed by findings, edits, notices, sign-off box."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from core import catalog
from core.conclusion import Conclusion, conclude, decided
from core.export.blocks import Appendix, Block, Document, Heading, Mark, Paragraph, Role, Run, Table, TableCell
from core.export.document import TEXT_WIDTH, CellMark, Marks, SpanMark, compose, fitting_scale, printable
from core.masking import masked, masked_edit, masked_notice, masked_report
from core.model import PART_NUMBERS, Decisions, Edit, Finding, Notice, Report, Severity, Verdict
from core.texts import has_text
from core.texts import text as sentence

if TYPE_CHECKING:
    from difflib import SequenceMatcher

_SIZE = 10.5
_FEW_CELLS = 5
"""Findings over more cells mark only those that are not 0, and the suspected ones."""
_CELLS_NAMED = 3
"""An equation of table three has up to 30 cells; the list names the first ones."""

_CONTEXT = 12
"""Characters kept on either side of an edited place."""

_ALIKE = 0.5
"""Paragraphs that share less are shown in full: the one was written anew."""

_SIGN_ROW_HEIGHT = 22.0


@dataclass(frozen=True, slots=True)
class ReviewCopy:
    """What a review copy shows beside the report. Findings are numbered from 1 in the order given; `decisions` maps
    a finding's key to what the reviewer decided; an ignored finding is printed like the others, with its reason."""

    findings: tuple[Finding, ...] = ()
    edits: tuple[Edit, ...] = ()
    notices: tuple[Notice, ...] = ()
    decisions: Decisions = field(default_factory=dict)
    signatories: tuple[str, ...] = ("", "", "")
    """Who signs 初审, 复审 and 终审, where that is known (core.settings)."""
    rules_off: int = 0
    """Rules that were switched off when the findings were made."""

    @property
    def conclusion(self) -> Conclusion:
        """The verdict, the same as in the window."""
        return conclude(self.findings, self.decisions, self.rules_off)


def covered_copy(report: Report, review: ReviewCopy) -> tuple[Report, ReviewCopy]:
    """Both as they may pass through many hands: personal data covered (core.masking). The findings stay, since their
    keys say which decision is theirs; what is printed of them is covered where it is printed."""
    edits = tuple(map(masked_edit, review.edits))
    return masked_report(report), replace(review, edits=edits, notices=tuple(map(masked_notice, review.notices)))


def review_document(report: Report, review: ReviewCopy) -> Document:
    """The report's document with marks and a running head, and the review's lists on pages of their own. Personal
    data is covered in all of them."""
    report, review = covered_copy(report, review)
    document = compose(report, marks_of(report, review.findings))
    return replace(
        document,
        title=sentence("export.review.file_title", title=document.title),
        blocks=(*document.blocks, *_appendix(report, review)),
        running_head=sentence("export.review.running_head"),
    )


def marks_of(report: Report, findings: Sequence[Finding]) -> Marks:
    """Where the numbers of the findings stand: at cells, at the ends of spans, at a part's heading where a finding
    has no span, at the title where it names neither cell nor part but quotes the title."""
    notes: dict[str, list[int]] = {}
    suspects: set[str] = set()
    spans: dict[str, list[SpanMark]] = {}
    headings: dict[str, list[int]] = {}
    title: list[int] = []
    edition = catalog.edition(report.edition)
    for number, finding in enumerate(findings, 1):
        cells = tuple(dict.fromkeys((*_expanded(edition, finding.suspects), *_expanded(edition, finding.cells))))
        for address in cells:
            # a wrong sum has dozens of zeros among its parts: marking them would hide the numbers that matter
            if address in finding.suspects or report.cells[address].value != 0 or len(cells) <= _FEW_CELLS:
                notes.setdefault(address, []).append(number)
        suspects |= {*(_expanded(edition, finding.suspects) or (cells if len(cells) == 1 else ()))}
        if finding.part is not None and finding.span is not None:
            spans.setdefault(finding.part, []).append(SpanMark(*finding.span, number))
        elif finding.part is not None and not cells:
            headings.setdefault(finding.part, []).append(number)
        elif not cells and finding.excerpt and finding.excerpt in report.title:
            title.append(number)
    return Marks(
        cells={
            address: CellMark(Mark.SUSPECT if address in suspects else Mark.PARTNER, tuple(numbers))
            for address, numbers in notes.items()
        },
        spans={part: tuple(marks) for part, marks in spans.items()},
        headings={part: tuple(numbers) for part, numbers in headings.items()},
        title=tuple(title),
    )


def _expanded(edition: catalog.Edition, addresses: Sequence[str]) -> tuple[str, ...]:
    return tuple(cell for address in addresses for cell in edition.expand(address))


def _appendix(report: Report, review: ReviewCopy) -> Iterator[Block]:
    yield Appendix(sentence("export.review.title"))
    yield _small(sentence("export.review.verdict", verdict=review.conclusion))
    # what the list holds is counted once, by the verdict
    yield _small(sentence("export.review.legend" if review.findings else "export.review.no_findings"))
    yield _heading("findings")
    yield from _listing("findings", _finding_rows(report, review))
    yield _heading("edits")
    yield from _listing("edits", _edit_rows(report, review.edits))
    yield _heading("notices")
    yield from _listing("notices", _notice_rows(report, review.notices))
    yield _heading("sign_off")
    yield _sign_off(review.signatories)


def _small(words: str) -> Paragraph:
    return Paragraph((Run(words),), small=True)


def _heading(name: str) -> Heading:
    return Heading(1, (Run(sentence(f"export.review.{name}.heading")),))


_LEVEL_OF = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"}


def _level(finding: Finding) -> str:
    return "unknown" if finding.verdict is Verdict.UNKNOWN else _LEVEL_OF[finding.severity]


def _finding_rows(report: Report, review: ReviewCopy) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for number, finding in enumerate(review.findings, 1):
        message = finding.message
        if finding.fixes:
            message += sentence("export.review.fix", note=finding.fixes[0].note)
        if (decision := decided(finding, review.decisions)) is not None:
            message += sentence("export.review.decision", decision=decision.signed)
        level = sentence(f"export.review.level.{_level(finding)}")
        rows.append((str(number), level, masked(_place(report, finding)), masked(message), finding.basis))
    return rows


def _place(report: Report, finding: Finding) -> str:
    edition = catalog.edition(report.edition)
    words = []
    if finding.part is not None:
        words.append(_part_place(report, finding))
    cells = tuple(dict.fromkeys((*finding.suspects, *finding.cells)))
    named = sentence("export.review.separator").join(edition.describe(address) for address in cells[:_CELLS_NAMED])
    if len(cells) > _CELLS_NAMED:
        named = sentence("export.review.more_cells", cells=named, count=len(cells))
    if named:
        words.append(named)
    if finding.excerpt:
        words.append(sentence("export.review.quote", words=finding.excerpt))
    return "\n".join(words) or sentence("export.review.whole")


def _part_place(report: Report, finding: Finding) -> str:
    name = place_name(report, finding.part or "0")
    if finding.span is None:
        return name
    number = report.part(finding.part or "0").paragraph_at(finding.span[0])
    return sentence("export.review.paragraph", part=name, number=number)


def place_name(report: Report, place: str) -> str:
    """Name for people of a cell's address, a part's number or a field of Report; `place` itself if it is neither."""
    edition = catalog.edition(report.edition)
    if place in PART_NUMBERS:
        return report.part(place).heading or edition.heading(place)
    if place in edition.table_of:
        return edition.describe(place)
    return sentence(f"export.field.{place}") if has_text(f"export.field.{place}") else place


def _edit_rows(report: Report, edits: Sequence[Edit]) -> list[tuple[str, ...]]:
    changes = [(place_name(report, edit.place), old, new) for edit in edits for old, new in _changes(edit)]
    empty = sentence("export.review.empty")
    return [(str(number), name, old or empty, new or empty) for number, (name, old, new) in enumerate(changes, 1)]


def _changes(edit: Edit) -> Iterator[tuple[str, str]]:
    """The changed places of an edit, old and new, each with a little of its neighbourhood."""
    old, new = edit.old.split("\n"), edit.new.split("\n")
    for kind, a, b, c, d in _matcher(old, new).get_opcodes():
        if kind == "equal":
            continue
        if kind == "replace" and b - a == d - c:
            for before, after in zip(old[a:b], new[c:d], strict=True):
                yield from _changed_places(before, after)
        else:
            yield "\n".join(old[a:b]), "\n".join(new[c:d])


def _matcher(old: Sequence[str], new: Sequence[str]) -> SequenceMatcher[str]:
    # loaded with the first edit that is reported
    from difflib import SequenceMatcher

    return SequenceMatcher(None, old, new, autojunk=False)


def _changed_places(old: str, new: str) -> Iterator[tuple[str, str]]:
    matcher = _matcher(old, new)
    if matcher.ratio() < _ALIKE:
        yield old, new
        return
    for group in matcher.get_grouped_opcodes(_CONTEXT):
        (_, a, _, c, _), (_, _, b, _, d) = group[0], group[-1]
        yield _excerpt(old, a, b), _excerpt(new, c, d)


def _excerpt(words: str, start: int, stop: int) -> str:
    return ("…" if start else "") + words[start:stop] + ("…" if stop < len(words) else "")


def _notice_rows(report: Report, notices: Sequence[Notice]) -> list[tuple[str, ...]]:
    separator = sentence("export.review.separator")
    return [
        (
            str(number),
            str(notice),
            separator.join(place_name(report, address) for address in notice.cells[:_CELLS_NAMED]),
            str(notice.where) if notice.where else "",
        )
        for number, notice in enumerate(notices, 1)
    ]


_LISTS: Mapping[str, tuple[tuple[str, float], ...]] = {
    "findings": (("number", 6), ("level", 10), ("place", 26), ("problem", 40), ("basis", 18)),
    "edits": (("number", 6), ("place", 24), ("old", 35), ("new", 35)),
    "notices": (("number", 6), ("notice", 50), ("cells", 24), ("where", 20)),
}
"""Columns of each list with their shares of the text width."""

_CENTRED = {"number", "level"}


def _listing(name: str, rows: Sequence[tuple[str, ...]]) -> Iterator[Block]:
    if not rows:
        yield _small(sentence(f"export.review.{name}.none"))
        return
    columns = _LISTS[name]
    widths = tuple(share * TEXT_WIDTH / 100 for _, share in columns)
    heads = tuple(sentence(f"export.review.column.{column}") for column, _ in columns)
    cells = [TableCell(0, at, head, role=Role.COLUMN) for at, head in enumerate(heads)]
    cells += [
        TableCell(
            row,
            at,
            printable(words),
            left=column not in _CENTRED,
            scale=fitting_scale(words, widths[at], _SIZE),
        )
        for row, line in enumerate(rows, 1)
        for at, ((column, _), words) in enumerate(zip(columns, line, strict=True))
    ]
    yield Table(sentence(f"export.review.{name}.heading"), widths, tuple(cells), 1, _SIZE, 7.0)


def _sign_off(signatories: Sequence[str]) -> Table:
    """A row for each stage, with what can be ticked, and room to sign by hand."""
    shares = (("stage", 16), ("opinion", 44), ("signature", 20), ("date", 20))
    cells = [
        TableCell(0, at, sentence(f"export.review.column.{name}"), role=Role.COLUMN)
        for at, (name, _) in enumerate(shares)
    ]
    for row, (stage, name) in enumerate(zip(("first", "second", "final"), signatories, strict=True), 1):
        words = sentence(f"export.review.stage.{stage}")
        cells.append(TableCell(row, 0, f"{words}\n{printable(name)}" if name else words, role=Role.ROW))
        cells.append(TableCell(row, 1, sentence("export.review.opinions"), left=True))
        cells.append(TableCell(row, 2, ""))
        cells.append(TableCell(row, 3, sentence("export.review.blank_date")))
    widths = tuple(share * TEXT_WIDTH / 100 for _, share in shares)
    caption = sentence("export.review.sign_off.heading")
    return Table(caption, widths, tuple(cells), 1, 12.0, _SIGN_ROW_HEIGHT, whole=True)
