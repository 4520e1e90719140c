"""The letter to the department (审核意见): for each finding what is wrong, where, on which source, and what is asked.

Open and confirmed findings go into it; what was ignored does not, nor what concerns this program's rules only. Numbers
and quoted sentences come from the report with personal data covered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby

from core import catalog
from core.conclusion import is_ignored
from core.errors import UserError
from core.export.blocks import Block, Document, Heading, Paragraph, Run, Signature, Title
from core.export.document import printable, shown_title
from core.export.headings import title_lines
from core.export.review import ReviewCopy
from core.masking import masked, masked_report
from core.model import PART_NUMBERS, Finding, Report, Severity, Verdict
from core.rules import BROKEN_RULE
from core.texts import has_text, text
from core.values import shown_date

_NUMERALS = "一二三四五六七八"
_STOPS = "。；！？\n"
_LONGEST_QUOTE = 70
_QUOTED_AROUND = 24
"""Characters kept before and behind the faulty words of a sentence that is too long to be quoted whole."""

_CELLS_NAMED = 3
_INNER_QUOTES = str.maketrans("“”", "‘’")
"""Quotes inside quotes."""


@dataclass(frozen=True, slots=True)
class Letter:
    """Who writes, when, and by when the answer is wanted; what is not given is left blank, to be written by hand."""

    office: str = ""
    day: date | None = None
    reply_by: date | None = None
    fonts: Mapping[str, str] = field(default_factory=dict)
    """The user's choice of faces for PDF (core.settings)."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that the letter asks, in words: a finding, or the sums that one change mends. `group` is the
    part of the report that it stands under."""

    number: int
    group: str
    level: str
    place: str
    problem: str
    basis: str
    demand: str


def items_of(report: Report, review: ReviewCopy) -> tuple[Item, ...]:
    """What the letter asks, in the order of the report, numbered from 1."""
    covered = masked_report(report)
    form = catalog.edition(report.edition)
    places = {address: at for at, address in enumerate(form.addresses)}

    def order(finding: Finding) -> tuple[int, int, int]:
        cell = min((places[a] for name in _cells(finding) for a in form.expand(name)), default=0)
        return _part_order(_part(finding, form)), finding.span[0] if finding.span else 0, cell

    wanted = [f for f in review.findings if f.rule != BROKEN_RULE and not is_ignored(f, review.decisions)]
    suggested: dict[object, int] = {}
    items = []
    for number, finding in enumerate(_grouped(sorted(wanted, key=order)), 1):
        fix = finding.fixes[0] if finding.fixes else None
        # the same words about another number are another change
        change = (fix.note, () if fix.cells else (finding.part, finding.span)) if fix else None
        items.append(_item(number, finding, covered, suggested.get(change) if change else None))
        if change:
            suggested.setdefault(change, number)
    return tuple(items)


def _grouped(findings: Sequence[Finding]) -> list[Finding]:
    """The same findings, with the sums that one change mends as one, at the place of the first: one wrong number is one
    thing to ask, however many sums it stands in."""
    groups: dict[object, list[Finding]] = {}
    for at, finding in enumerate(findings):
        mends = finding.fixes[0].cells if finding.category == "arithmetic" and finding.fixes else {}
        groups.setdefault(frozenset(mends.items()) or at, []).append(finding)
    return [_as_one(group) for group in groups.values()]


def _as_one(group: Sequence[Finding]) -> Finding:
    if len(group) == 1:
        return group[0]
    worst = min(group, key=lambda finding: list(Severity).index(finding.severity))
    sums = text("letter.sum_separator").join(
        text("letter.sum", number=number, problem=finding.message.rstrip("。"))
        for number, finding in enumerate(group, 1)
    )
    return replace(
        worst,
        message=text("letter.several_sums", count=len(group), sums=sums),
        cells=tuple(dict.fromkeys(cell for finding in group for cell in finding.cells)),
        suspects=tuple(dict.fromkeys(cell for finding in group for cell in finding.suspects)),
        basis=text("letter.sum_separator").join(dict.fromkeys(finding.basis for finding in group if finding.basis)),
        fixes=group[0].fixes,
    )


def _item(number: int, finding: Finding, report: Report, same: int | None) -> Item:
    """The item; `same` is the number of an earlier one that the same change mends."""
    form = catalog.edition(report.edition)
    part = _part(finding, form)
    problem = masked(finding.message).rstrip("。")
    if finding.part is not None and finding.span is not None:
        quoted = _sentence(report.part(finding.part).text, finding.span).translate(_INNER_QUOTES)
        problem = text("letter.problem_quoted", sentence=quoted, problem=problem)
    return Item(
        number=number,
        group=_group(part, form),
        level=text(f"export.review.level.{_level(finding)}"),
        place=_place(finding, report),
        problem=problem,
        basis=finding.basis,
        demand=_demand(finding, same),
    )


def _level(finding: Finding) -> str:
    return "unknown" if finding.verdict is Verdict.UNKNOWN else Severity(finding.severity).value


def _cells(finding: Finding) -> tuple[str, ...]:
    return finding.suspects or finding.cells


def _part(finding: Finding, form: catalog.Edition) -> str | None:
    """The part that a finding belongs to: where its words are, else where the table of its cells stands."""
    if finding.part is not None:
        return finding.part
    return next((_table_part(name, form) for name in _cells(finding)), None)


def _table_part(name: str, form: catalog.Edition) -> str:
    """The part of the table in which a cell stands, or the cells of a named sum."""
    return form.table_of[form.expand(name)[0]].part


def _part_order(part: str | None) -> int:
    return PART_NUMBERS.index(part) if part is not None else len(PART_NUMBERS)


def _group(part: str | None, form: catalog.Edition) -> str:
    if part is None or part == "0":
        return text("letter.group_whole" if part is None else "letter.group_introduction")
    # the official heading without its 一、
    return text("letter.group_part", name=form.heading(part).partition("、")[2])


def _place(finding: Finding, report: Report) -> str:
    """第一部分第3段；表三“本年新收·总计”."""
    form = catalog.edition(report.edition)
    words = []
    if finding.part is not None and (finding.span is not None or not finding.cells):
        part = text(f"letter.part_{finding.part}")
        if finding.span is None:
            words.append(part)
        else:
            number = report.part(finding.part).paragraph_at(finding.span[0])
            words.append(text("letter.paragraph", part=part, number=number))
    if cells := _cells(finding):
        names = text("letter.separator").join(
            text("letter.cell", name=form.describe(cell)) for cell in cells[:_CELLS_NAMED]
        )
        table = text(f"letter.table_{_table_part(cells[0], form)}")
        more = text("letter.more_cells", count=len(cells)) if len(cells) > _CELLS_NAMED else ""
        words.append(f"{table}{names}{more}")
    return "；".join(words) or text("letter.whole")


def _sentence(words: str, span: tuple[int, int]) -> str:
    """The sentence that holds the span, with … where it had to be cut."""
    start = 1 + max(words.rfind(stop, 0, span[0]) for stop in _STOPS)
    ends = [at for stop in _STOPS if (at := words.find(stop, span[1])) >= 0]
    end = min(ends, default=len(words))
    if end - start <= _LONGEST_QUOTE:
        return words[start:end].strip()
    left, right = max(start, span[0] - _QUOTED_AROUND), min(end, span[1] + _QUOTED_AROUND)
    return ("…" if left > start else "") + words[left:right].strip() + ("…" if right < end else "")


def _demand(finding: Finding, same: int | None) -> str:
    """What the department is asked to do: by what is wrong, with the suggestion where there is one."""
    asked = text(next(id for id in _demand_ids(finding) if has_text(id)))
    if not finding.fixes:
        return text("letter.demand_alone", demand=asked)
    if same is not None:
        return text("letter.demand_same", demand=asked, number=same)
    return text("letter.demand_with_fix", demand=asked, note=masked(finding.fixes[0].note))


def _demand_ids(finding: Finding) -> Iterator[str]:
    """Texts from the most fitting to the most general: of the rule, of what could not be checked, of the category."""
    unknown = finding.verdict is Verdict.UNKNOWN
    if unknown:
        yield f"letter.demand_of_unknown.{finding.rule}"
        yield f"letter.demand.unknown-{finding.category}"
        yield "letter.demand.unknown"
    yield f"letter.demand_of.{finding.rule}"
    yield f"letter.demand.{finding.category}"
    yield "letter.demand.other"


# -------------------------------------------------------------------------------------------------- as a document


def letter_title(report: Report) -> str:
    return text("letter.title", report=printable(shown_title(report)) or text("export.untitled"))


def addressee(report: Report) -> str:
    return printable(report.agency or report.signatory or report.publisher or text("letter.unknown_agency"))


def closing(letter: Letter, items: Sequence[Item]) -> str:
    if not items:
        return text("letter.closing_clean")
    reply_by = shown_date(letter.reply_by) if letter.reply_by else text("letter.blank_day")
    return text("letter.closing", reply_by=reply_by)


def opening(report: Report, items: Sequence[Item]) -> str:
    title = printable(shown_title(report)) or text("export.untitled")
    if not items:
        return text("letter.opening_clean", report=title)
    levels = [item.level for item in items]
    names = [text(f"export.review.level.{name}") for name in ("error", "warning", "unknown", "info")]
    counts = [text("letter.count", count=levels.count(name), level=name) for name in names if name in levels]
    return text("letter.opening", report=title, count=len(items), counts=text("letter.separator").join(counts))


def letter_document(report: Report, review: ReviewCopy, letter: Letter) -> Document:
    """The letter as blocks, for Word and PDF after GB/T 9704-2012."""
    items = items_of(report, review)
    title = letter_title(report)
    blocks: list[Block] = [
        Title(title_lines(title, report.agency)),
        Paragraph((Run(text("letter.addressee", agency=addressee(report))),), flush=True),
        Paragraph((Run(opening(report, items)),)),
        *_listed(items),
        Paragraph((Run(closing(letter, items)),)),
        Signature(printable(letter.office) or None, letter.day),
    ]
    return Document(title=title, author=printable(letter.office), blocks=tuple(blocks), dated=letter.day)


def _listed(items: Sequence[Item]) -> Iterator[Block]:
    """The items under a heading for each part that has any."""
    for at, (group, members) in enumerate(groupby(items, key=lambda item: item.group)):
        yield Heading(1, (Run(f"{_NUMERALS[at]}、{group}"),))
        for item in members:
            words = text("letter.item", number=item.number, place=item.place, level=item.level, problem=item.problem)
            basis = text("letter.basis", basis=item.basis) if item.basis else ""
            yield Paragraph((Run(printable(f"{words}{item.demand}{basis}")),))


# ---------------------------------------------------------------------------------------------------------- files


def _docx(report: Report, review: ReviewCopy, letter: Letter) -> bytes:
    from core.export import docx

    return docx.render(letter_document(report, review, letter))


def _pdf(report: Report, review: ReviewCopy, letter: Letter) -> bytes:
    from core.export import pdf

    return pdf.compile_pdf(replace(letter_document(report, review, letter), fonts=letter.fonts))


def _xlsx(report: Report, review: ReviewCopy, letter: Letter) -> bytes:
    from core.export import letter_sheet

    return letter_sheet.render(report, review, letter)


LETTERS: Mapping[str, Callable[[Report, ReviewCopy, Letter], bytes]] = {"docx": _docx, "xlsx": _xlsx, "pdf": _pdf}
"""Kinds of file that the letter can be saved as; the kind is the file name's extension."""


def render_letter(report: Report, review: ReviewCopy, letter: Letter, kind: str) -> bytes:
    """The letter as a file of that kind. Raises UserError unknown_export."""
    if kind not in LETTERS:
        raise UserError("unknown_export", kind=kind, known="、".join(LETTERS))
    return LETTERS[kind](report, review, letter)
