from __future__ import annotations

import random
import subprocess
import sys

import pytest

from core.catalog import edition
from core.checks import Judgement, confront, with_repairs
from core.equations import Outcome, evaluate, filled_in
from core.model import Cell, Finding, Fix, Report, Verdict
from core.repair import Claimed, Repair, exact, highs, programme
from core.repair.base import Sheet
from core.repair.system import system
from core.rules import builtin, equations
from core.slips import slip
from core.values import Number
from tests.core.builders import balanced, with_cells
from tests.core.repair.invented import ONE_CELL, STYLES, mistype, numbers, written


def judge(report: Report, previous: Report | None = None) -> Judgement:
    return with_repairs(confront(report, builtin(), previous), report, builtin(), previous)


def sums(report: Report) -> list[Finding]:
    return [finding for finding in judge(report).findings if finding.category == "arithmetic" and finding.fixes]


def first_fixes(report: Report) -> list[dict[str, Number]]:
    """The first suggestion of each finding, each once."""
    found: list[dict[str, Number]] = []
    for finding in sums(report):
        if dict(finding.fixes[0].cells) not in found:
            found.append(dict(finding.fixes[0].cells))
    return found


def best(report: Report, *claims: Claimed) -> Repair:
    """The likeliest repair of the first broken equation."""
    return repairs(report, *claims)[0]


def repairs(report: Report, *claims: Claimed) -> tuple[Repair, ...]:
    alive = filled_in(report, edition(report.edition))
    states = [evaluate(equation, report, alive) for equation in equations(builtin(), report.edition)]
    fine = (Outcome.PASS, Outcome.PASS_WITH_BLANKS, Outcome.EMPTY)
    return exact(report, builtin(), [state for state in states if state.outcome not in fine], claims)[0]


def test_the_cell_where_a_broken_row_and_a_broken_column_meet_is_the_one() -> None:
    report = balanced(requests__granted__natural_person=40)
    assert first_fixes(report) == [{"requests.granted.natural_person": 4}]
    findings = sums(report)
    assert len(findings) == 2
    assert {finding.suspects for finding in findings} == {("requests.granted.natural_person",)}
    assert findings[0].fixes[0].note == (
        "将“予以公开·自然人”由 40 改为 4（只改这一格，相关 2 个算式全部平衡；疑为多打或少打了 0）"
    )


def test_a_total_is_corrected_when_the_other_sums_that_use_it_say_so_too() -> None:
    assert first_fixes(balanced(requests__total__natural_person=77)) == [{"requests.total.natural_person": 7}]


def test_two_wrong_cells_are_two_causes_with_a_fix_each() -> None:
    report = balanced(requests__granted__natural_person=5, requests__carried_out__total=9)
    found = {finding.rule: dict(finding.fixes[0].cells) for finding in sums(report)}
    assert found["requests-outcomes"] == {"requests.granted.natural_person": 4}
    assert found["requests-balance"] == {"requests.carried_out.total": 2}


def test_three_wrong_cells_are_found_by_the_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    solved: list[str] = []
    monkeypatch.setattr(programme, "solve", lambda words: solved.append(words) or highs.solve(words))
    report = balanced(requests__total__total=20, requests__carried_out__total=9, requests__received__business=4)
    assert confront(report, builtin()).unsolved
    fixed = report
    for changes in first_fixes(report):
        fixed = fixed.with_cells({address: Cell.of(str(value)) for address, value in changes.items()})
    assert fixed == balanced()
    assert solved


def test_a_number_one_cell_beside_its_place_is_put_back() -> None:
    report = balanced(requests__unavailable__not_held__natural_person=0, requests__unavailable__not_held__business=3)
    (fix,) = first_fixes(report)
    assert fix == {"requests.unavailable.not_held.natural_person": 3, "requests.unavailable.not_held.business": 0}
    assert "疑为填错了格" in sums(report)[0].fixes[0].note


def test_a_forgotten_number_is_filled_in() -> None:
    report = balanced(requests__granted__natural_person="")
    assert first_fixes(report) == [{"requests.granted.natural_person": 4}]
    assert {finding.verdict for finding in sums(report)} == {Verdict.UNKNOWN}
    assert sums(report)[0].fixes[0].note.startswith("将“予以公开·自然人”填为 4")


def test_an_unreadable_cell_gets_the_number_that_the_sums_need_even_0() -> None:
    assert first_fixes(balanced(requests__granted__natural_person="4？")) == [{"requests.granted.natural_person": 4}]
    assert first_fixes(balanced(requests__granted__research="×")) == [{"requests.granted.research": 0}]


def test_two_unreadable_cells_of_one_sum_are_not_guessed() -> None:
    assert first_fixes(balanced(disputes__review__upheld="？", disputes__review__other="？")) == []


def test_a_minus_is_taken_away() -> None:
    assert first_fixes(balanced(requests__granted__natural_person="-4")) == [{"requests.granted.natural_person": 4}]
    assert first_fixes(balanced(disclosure__licensing__decisions="-9")) == [{"disclosure.licensing.decisions": 9}]


def test_blank_totals_are_each_filled_with_their_sum_first() -> None:
    report = balanced()
    blank = report.with_cells({a: Cell.of("") for a in report.cells if a.endswith(".total")})
    for finding in sums(blank):
        if finding.rule == "requests-row-total":
            (changes,) = [dict(finding.fixes[0].cells)]
            assert changes == {finding.cells[0]: report.cells[finding.cells[0]].value}


def test_what_a_sentence_says_decides_between_equals() -> None:
    report = balanced(disputes__review__upheld=2, disputes__review__total=5)
    pending = Claimed(3, (("disputes.review.pending",),))
    total = Claimed(2, (("disputes.review.total",),), words="行政复议2件")
    assert best(report, total).cells == {"disputes.review.total": 2}
    assert best(report, pending).cells == {"disputes.review.pending": 3}


def test_the_note_quotes_the_sentence_that_agrees() -> None:
    from core.repair.notes import fix_of

    report = balanced(disputes__review__upheld=2, disputes__review__total=5)
    fix: Fix = fix_of(best(report, Claimed(2, (("disputes.review.total",),), words="行政复议2件")), report, edition())
    assert "与正文“行政复议2件”一致" in fix.note


def test_sentences_of_the_report_are_heard() -> None:
    """The total of reviews is 2 by the sentence: the table's 1 + 0 + 0 + 0 ≠ 3 is mended there."""
    said = {"1": "2024年，因政府信息公开被申请行政复议1件。"}
    report = balanced(said, disputes__review__total=3)
    (finding,) = sums(report)
    assert finding.fixes[0].cells == {"disputes.review.total": 1}
    assert "与正文“" in finding.fixes[0].note
    other = balanced({"1": "2024年，因政府信息公开被申请行政复议3件，无行政诉讼。"}, disputes__review__total=3)
    assert "disputes.review.total" not in next(f for f in sums(other) if f.rule == "disputes-total").fixes[0].cells


def test_a_wrong_number_that_a_program_has_added_up_is_found_by_the_sentences() -> None:
    added = {"granted.natural_person": 12, "granted.total": 13, "total.natural_person": 15, "total.total": 16}
    report = with_cells(balanced(), **{f"requests.{name}": value for name, value in added.items()})
    received = Claimed(8, (("requests.received.total",),))
    granted, handled = Claimed(5, (("requests.granted.total",),)), Claimed(8, (("requests.total.total",),))
    # without a sentence, two cells are fewer than four
    assert len(best(report).cells) == 2
    assert best(report, received, granted, handled).cells == {
        f"requests.{name}": value for name, value in zip(added, (4, 5, 7, 8), strict=True)
    }


def test_last_years_report_speaks_for_what_was_carried_in() -> None:
    report = balanced(requests__carried_in__natural_person=3, requests__carried_in__total=3)
    last = balanced()
    last = with_cells(last, requests__carried_in__natural_person=2)
    fixes = judge(report, last).findings[0].fixes
    assert fixes[0].cells == {"requests.carried_in.natural_person": 2, "requests.carried_in.total": 2}
    assert "与上年结转下年度的 2 一致" in fixes[0].note


def test_repairs_that_are_as_likely_are_counted() -> None:
    first, *others = repairs(balanced(disputes__review__upheld=60, disputes__review__total=85))
    assert others
    assert first.ties <= len(others)


def test_one_sum_alone_never_names_its_cell_for_certain() -> None:
    report = balanced(disputes__review__upheld=4, disputes__review__other=3, disputes__review__total=9)
    (first, *others) = judge(report).findings[0].fixes
    assert others
    assert "另有" in first.note
    assert all("另有" not in other.note for other in others)
    two_sums = balanced(requests__granted__natural_person=5)
    assert "另有" not in judge(two_sums).findings[0].fixes[0].note


@pytest.mark.parametrize(
    ("typed", "meant", "why"),
    [
        (21, 12, "transposed"),
        (1, 12, "dropped"),
        (122, 12, "doubled"),
        (120, 12, "zeros"),
        (12, 1200, "zeros"),
        (13, 12, "near_key"),
        (72, 12, "digit"),
        (-12, 12, "sign"),
        (312, 12, "extra"),
        (5, 4, "near_digit"),
        (9, 4, ""),
        (58, 12, ""),
        (7, 0, ""),
    ],
)
def test_how_people_mistype(typed: int, meant: int, why: str) -> None:
    assert slip(typed, meant) == why


@pytest.mark.parametrize("edition_id", ["2021", "2019"])
def test_one_wrong_cell_of_table_three_is_reported_and_nine_first_suggestions_of_ten_are_right(edition_id: str) -> None:
    chance = random.Random(20240131)
    asked = right = 0
    for at in range(120):
        cells = numbers(chance, edition_id)
        mistake = mistype(chance, ONE_CELL[at % len(ONE_CELL)], cells)
        if mistake is None:
            continue
        report = written(cells, chance.choice(STYLES), edition_id)
        report = report.with_cells({address: Cell.of(words) for address, words in mistake.typed.items()})
        first = first_fixes(report)
        assert first, mistake
        asked += 1
        right += first == [{address: cells[address] for address in mistake.typed}]
    assert asked > 60
    assert right >= 0.9 * asked


def test_a_fix_always_mends_what_it_says() -> None:
    chance = random.Random(7)
    for kind in ("两处错", "错格", "打错一位", "误抄合计") * 4:
        cells = numbers(chance)
        mistake = mistype(chance, kind, cells)
        if mistake is None:
            continue
        report = written(cells).with_cells({address: Cell.of(words) for address, words in mistake.typed.items()})
        for finding in sums(report):
            for fix in finding.fixes:
                mended = report.with_cells({address: Cell.of(str(value)) for address, value in fix.cells.items()})
                assert finding.cells not in [left.cells for left in sums(mended) if left.rule == finding.rule]


def test_no_more_cells_are_changed_than_were_mistyped() -> None:
    chance = random.Random(49)
    joined = system(builtin(), "2021")
    group = joined.group["requests.total.total"]
    for wrong in (1, 2, 3, 4, 5) * 3:
        cells = numbers(chance)
        places = chance.sample(edition().table("requests").addresses, wrong)
        report = written(cells).with_cells({a: Cell.of(str(cells[a] + chance.randrange(1, 40))) for a in places})
        parts = next(programme.smallest_changes(joined, Sheet.of(report), group, ()))
        changes = {address: value for part in parts for address, value in part.items()}
        assert len(changes) <= wrong
        assert joined.mended_by(Sheet.of(report), changes)


def test_the_solver_needs_no_numpy() -> None:
    program = (
        "import sys; sys.modules['numpy'] = None\n"
        "from core.repair.highs import solve\n"
        "rows = ('minimize', 'obj: b', 'subject to', 'x = 3', 'x - 9 b <= 0', 'binary', 'b', 'end', '')\n"
        "found = solve(chr(10).join(rows))\n"
        "assert round(found['b']) == 1 and round(found['x']) == 3, found\n"
        "assert 'highspy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


def test_nothing_is_loaded_for_a_report_that_one_cell_mends() -> None:
    program = (
        "import sys\n"
        "from core.pipeline import check\n"
        "from tests.core.builders import balanced\n"
        "assert check(balanced(requests__granted__natural_person=9)).errors == 2\n"
        "assert not any(name.startswith(('highspy', 'numpy')) for name in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
