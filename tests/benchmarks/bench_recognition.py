"""How much of invented reports is read exactly, kind by kind.

    python -m tests.benchmarks.bench_recognition [--count 100] [--seed 1] [--kind html] [--show 5] [--keep FOLDER]

A wrong cell is `silent` when no notice names it, and it is neither unreadable nor marked as unsure.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from core import formats
from core.errors import UserError
from core.extract import Extraction, extract
from core.extract.labels import squeeze
from core.values import State
from tests.core.extract.invented import Invented, invent
from tests.core.extract.renderings import RENDERINGS


@dataclass
class Outcome:
    """What was wrong in one file."""

    cells: list[tuple[str, object, object, bool]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    crash: str = ""
    total: int = 0

    @property
    def silent(self) -> int:
        return sum(silent for _, _, _, silent in self.cells)


def compare(report: Invented, extraction: Extraction, kind: str) -> Outcome:
    """Every cell, the year, the agency and the text of the parts against the truth."""
    outcome = Outcome(total=len(report.values))
    got = extraction.report
    said = {address for notice in extraction.notices for address in notice.cells}
    if got.edition != report.edition:
        outcome.words.append(f"edition {got.edition}, not {report.edition}")
    for address, value in report.values.items():
        cell = got.cells.get(address)
        found = cell.value if cell else None
        if found != value or (cell and value is None and cell.text.strip() not in ("", "/", "-", "—", "无")):
            read = bool(cell) and cell.state is not State.UNREADABLE  # what could not be read shows that by itself
            silent = read and cell.sure and address not in said
            outcome.cells.append((address, value, found if cell else "absent", silent))
    if got.agency != report.agency:
        outcome.words.append(f"agency {got.agency!r}, not {report.agency!r} ({report.title})")
    if got.year != report.year:
        outcome.words.append(f"year {got.year}, not {report.year} ({report.title})")
    if kind not in ("xlsx", "csv"):
        outcome.words += list(_words(report, extraction))
    return outcome


def _words(report: Invented, extraction: Extraction) -> Iterator[str]:
    got = extraction.report
    if squeeze(got.title) != squeeze(report.title):
        yield f"title {got.title!r}, not {report.title!r}"
    for number in "01234560":
        if number in report.headings or number == "0":
            expected = [squeeze(words) for words in report.parts.get(number, ())]
            found = [squeeze(words) for words in got.part(number).paragraphs]
            if found != expected:
                extra = [w[:30] for w in found if w not in expected]
                lost = [w[:30] for w in expected if w not in found]
                yield f"part {number}: extra {extra} lost {lost}"
    names = {"索引号": got.index_number, "公开日期": str(got.published)}
    for label, value in names.items():
        wanted = next(
            (v for k, v in report.metadata.items() if k in (label, "发布日期", "公开时间") or k == label), None
        )
        if label == "索引号":
            wanted = report.metadata.get(label)
        if wanted and wanted != value:
            yield f"{label} {value!r}, not {wanted!r}"


def run(
    kind: str, seed: int, keep: Path | None = None, **wanted: object
) -> tuple[Invented, Outcome, Extraction | None]:
    """One file: drawn, written, read and compared."""
    rng = Random(f"{kind}/{seed}")
    report = invent(rng, **wanted)
    content, name = RENDERINGS[kind](report, rng)
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        (keep / f"{seed}-{name}").write_bytes(content)
    try:
        extraction = extract(formats.read(content, name), name)
    except UserError as error:
        return report, Outcome(crash=f"UserError {error}", total=len(report.values)), None
    return report, compare(report, extraction, kind), extraction


@dataclass
class Tally:
    """Sums over the files of one kind."""

    files: int = 0
    cells: int = 0
    wrong: int = 0
    silent: int = 0
    bad: int = 0
    refused: int = 0
    words: Counter[str] = field(default_factory=Counter)

    def add(self, outcome: Outcome) -> None:
        self.files += 1
        self.cells += outcome.total
        self.wrong += outcome.total if outcome.crash else len(outcome.cells)
        self.silent += outcome.silent
        self.bad += bool(outcome.cells or outcome.crash)
        self.refused += bool(outcome.crash)
        self.words.update({word.split(" ")[0] for word in outcome.words})

    def __str__(self) -> str:
        return (
            f"cells {100 - 100 * self.wrong / self.cells:7.3f} %  files {100 - 100 * self.bad / self.files:6.2f} %  "
            f"silent {self.silent:4}  refused {self.refused:3}  words {dict(self.words)}"
        )


def describe(kind: str, seed: int, report: Invented, outcome: Outcome, extraction: Extraction | None) -> None:
    """Print what was wrong in a file, and what the reading said."""
    print(f"  {kind}/{seed} {report.habits} {report.damage}")
    print(f"    {outcome.crash or f'wrong {len(outcome.cells)}, silent {outcome.silent}'}")
    for line in [*(" ".join(map(str, entry)) for entry in outcome.cells[:4]), *outcome.words[:4]]:
        print("     ", line)
    for notice in extraction.notices[:4] if extraction and outcome.cells else ():
        print("      !", str(notice)[:120])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", default=",".join(RENDERINGS))
    parser.add_argument("--show", type=int, default=3)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    for kind in options.kind.split(","):
        started, shown, tally = time.perf_counter(), 0, Tally()
        for seed in range(options.seed, options.seed + options.count):
            report, outcome, extraction = run(kind, seed, options.keep)
            tally.add(outcome)
            if (outcome.cells or outcome.crash or outcome.words) and shown < options.show:
                shown += 1
                describe(kind, seed, report, outcome, extraction)
        took = (time.perf_counter() - started) / options.count * 1000
        print(f"{kind:15} {tally}  {took:.0f} ms a file")


if __name__ == "__main__":
    main()
