from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import checks, equations
from core.catalog import edition
from core.checks import BLANK_AS_ZERO, Judgement, confront
from core.equations import Outcome, all_states, states_of
from core.model import Cell, Finding, Part, Report, Severity, Verdict, blank_cells
from core.rules import RuleSet, builtin, load
from tests.core.builders import balanced, with_cells


def judge(report: Report) -> Judgement:
    return confront(report, builtin())


def found(report: Report) -> dict[str, Finding]:
    return {finding.rule: finding for finding in judge(report).findings}


def test_a_balanced_report_is_quiet() -> None:
    judgement = judge(balanced())
    assert judgement.findings == ()
    assert judgement.verdict_text() == "✓ 勾稽平衡，可送审"
    assert judgement.status == "passed"


def test_a_wrong_number_breaks_its_row_and_its_column() -> None:
    report = balanced(requests__granted__natural_person=5)
    broken = found(report)
    assert set(broken) == {"requests-row-total", "requests-outcomes"}
    row = broken["requests-row-total"]
    assert (row.severity, row.verdict) == (Severity.ERROR, Verdict.FAIL)
    assert "5 = 5 + 1" in row.message
    assert "相差 1" in row.message
    assert {finding.suspects for finding in broken.values()} == {("requests.granted.natural_person",)}
    assert all(finding.fixes == row.fixes for finding in broken.values())
    assert row.fixes[0].cells == {"requests.granted.natural_person": 4}
    assert judge(report).verdict_text() == "✗ 2 处错误"


def test_new_and_carried_in_against_total_and_carried_out() -> None:
    broken = found(balanced(requests__carried_out__natural_person=1, requests__carried_out__total=1))
    assert broken["requests-balance"].category == "arithmetic"
    assert "相差 1" in broken["requests-balance"].message


def test_disputes_add_up() -> None:
    assert "disputes-total" in found(balanced(disputes__litigation_direct__pending=1))


def test_counts_are_whole_and_not_negative_but_amounts_may_be_decimal() -> None:
    assert "count-whole" in found(balanced(disclosure__licensing__decisions="1.5"))
    assert "not-negative" in found(balanced(disclosure__fees__amount="-1"))
    assert found(balanced(disclosure__fees__amount="1.5")) == {}


def test_blank_zeros_that_agree_are_only_mentioned() -> None:
    report = balanced(requests__granted__research="", requests__denied__state_secret__natural_person="/")
    judgement = judge(report)
    assert [finding.rule for finding in judgement.findings] == [BLANK_AS_ZERO]
    assert judgement.findings[0].severity is Severity.INFO
    assert len(judgement.findings[0].cells) == 2
    assert judgement.errors == judgement.warnings == judgement.unknown == 0


def test_a_blank_total_of_parts_that_are_not_zero_is_a_warning() -> None:
    total = found(balanced(requests__received__total=""))["requests-row-total"]
    assert total.severity is Severity.WARNING
    assert "之和为 8" in total.message
    assert total.fixes[0].cells == {"requests.received.total": 8}


def test_a_blank_that_could_close_the_gap_leaves_the_equation_unchecked() -> None:
    finding = found(balanced(disputes__review__upheld=""))["disputes-total"]
    assert finding.verdict is Verdict.UNKNOWN
    assert finding.suspects[-1:] != ()


def test_a_blank_cannot_excuse_parts_above_their_total() -> None:
    finding = found(balanced(disputes__review__upheld=5, disputes__review__other=""))["disputes-total"]
    assert (finding.severity, finding.verdict) == (Severity.ERROR, Verdict.FAIL)


def test_a_blank_that_another_sum_proves_to_be_0_excuses_nothing() -> None:
    blanks = {f"requests__granted__{column}": "" for column in ("research", "welfare", "legal_service", "other_org")}
    finding = found(balanced(**blanks, requests__granted__natural_person=3))["requests-row-total"]
    assert (finding.severity, finding.verdict) == (Severity.ERROR, Verdict.FAIL)
    assert finding.fixes[0].cells == {"requests.granted.natural_person": 4}
    assert "5 = 3 + 1 + （空）" in finding.message


def test_a_blank_in_the_row_and_in_the_column_that_do_not_add_up_may_be_the_missing_number() -> None:
    broken = found(balanced(requests__granted__research="", requests__granted__natural_person=""))
    assert {broken[rule].verdict for rule in ("requests-row-total", "requests-outcomes")} == {Verdict.UNKNOWN}


def test_an_unreadable_cell_is_never_a_pass() -> None:
    judgement = judge(balanced(requests__granted__natural_person="约4件", disclosure__fees__amount="见附件"))
    assert judgement.errors == 0
    assert {f.cells for f in judgement.findings if f.rule == "unreadable-cell"} == {
        ("requests.granted.natural_person",),
        ("disclosure.fees.amount",),
    }
    assert judgement.unknown >= 4
    assert "未能检查" in judgement.verdict_text()


def test_an_empty_form_cannot_be_checked() -> None:
    judgement = judge(Report("2021", blank_cells(edition().addresses), title="年度报告", agency="水务局"))
    assert [finding.rule for finding in judgement.findings] == ["empty-table"] * 3 + ["only-tables"]
    assert judgement.unknown == 4
    assert "可送审" not in judgement.verdict_text()


def test_tables_alone_are_never_ready_however_their_sums_stand() -> None:
    report = balanced()
    report = replace(report, parts=tuple(Part(part.number) for part in report.parts))
    judgement = judge(report)
    assert judgement.errors == judgement.warnings == 0
    assert judgement.verdict_text() == "… 1 项未能检查"


def test_the_zero_sums_of_a_blank_template_are_no_report() -> None:
    form = edition()
    sums = {address: Cell.of("0") for address in form.addresses if "total" in address.split(".")}
    judgement = judge(Report("2021", {**blank_cells(form.addresses), **sums}))
    assert [finding.rule for finding in judgement.findings if finding.category == "arithmetic"] == ["empty-table"] * 3


def test_words_are_found_with_their_place() -> None:
    text = "统计期限从20241月1日到12月31日止。\n全年共收到依申请公开2，已答复。"
    findings = [f for f in judge(balanced({"1": text})).findings if f.category == "wording"]
    assert [text[slice(*f.span)] for f in findings if f.span] == ["20241月1日", "2"]
    assert {f.part for f in findings} == {"1"}
    assert {f.severity for f in findings} == {Severity.WARNING}


def test_the_same_words_twice_are_two_findings_with_keys_of_their_own() -> None:
    findings = judge(balanced({"0": "从20241月1日起。\n从20241月1日起。"})).findings
    findings = tuple(finding for finding in findings if finding.rule == "date-without-year-word")
    assert len(findings) == len({f.key for f in findings}) == 2


def test_a_key_stays_when_other_cells_change() -> None:
    before = balanced(requests__granted__natural_person=5)
    after = with_cells(before, disclosure__licensing__decisions=9)
    assert [f.key for f in judge(before).findings] == [f.key for f in judge(after).findings]
    other = with_cells(before, requests__granted__natural_person=6)
    assert not {f.key for f in judge(before).findings} & {f.key for f in judge(other).findings}


def test_a_broken_rule_is_reported_and_the_rest_still_run(tmp_path: Path) -> None:
    path = tmp_path / "坏.toml"
    path.write_text(
        '[[rules]]\nid = "x"\ncategory = "arithmetic"\nseverity = "error"\ntitle = "t"\nstatement = "a.b == 1"\n'
    )
    ruleset = load([path, *sorted(Path("resources/rules").glob("*.toml"))])
    judgement = confront(balanced(requests__granted__natural_person=5), ruleset)
    assert judgement.errors == 2
    assert judgement.problems[0].rule == "x"
    assert any("坏.toml" in finding.message for finding in judgement.findings)


def test_the_equations_of_a_cell() -> None:
    report = balanced(requests__granted__natural_person=5)
    states = states_of("requests.granted.natural_person", report, builtin())
    assert {state.outcome for state in states} == {Outcome.FAIL}
    assert [state.written(report) for state in states] == ["7 = 5 + 3", "5 = 5 + 1 + 0 + 0 + 0 + 0"]
    assert states_of("disclosure.fees.amount", report, builtin()) == ()


def test_a_form_that_had_been_replaced_is_an_error_from_2021_on() -> None:
    form = edition("2019")
    cells = {address: Cell.of("0") for address in form.addresses}
    assert "outdated-edition" not in found(Report("2019", cells, year=2020))
    finding = found(Report("2019", cells, year=2022))["outdated-edition"]
    assert (finding.rule, finding.category) == ("outdated-edition", "structure")
    assert "2022" in finding.message


ARITHMETIC = [rule for rule in builtin().rules if "==" in rule.statement]


@given(st.sampled_from(edition().table("requests").addresses), st.integers(1, 99))
def test_any_one_changed_number_of_table_three_is_noticed(address: str, more: int) -> None:
    report = balanced()
    changed = with_cells(report, **{address.replace(".", "__"): (report.cells[address].value or 0) + more})
    assert judge(changed).errors > 0


@pytest.mark.parametrize("rule", ARITHMETIC, ids=lambda rule: rule.id)
def test_flipping_a_rule_would_be_noticed(rule: object, tmp_path: Path) -> None:
    """Each rule holds on a balanced report and its opposite does not."""
    text = Path("resources/rules/arithmetic.toml").read_text(encoding="utf-8")
    path = tmp_path / "flipped.toml"
    path.write_text(text.replace(" == ", " + 1 == "), encoding="utf-8")
    broken = {finding.rule for finding in confront(balanced(), load([path])).findings}
    assert getattr(rule, "id") in broken  # noqa: B009


typed = st.tuples(st.sampled_from(edition().addresses), st.sampled_from(["0", "3", "12", "", "x"]))


@given(st.lists(typed, min_size=1, max_size=8))
def test_equations_evaluated_step_by_step_are_those_of_a_new_report(edits: list[tuple[str, str]]) -> None:
    report = balanced()
    for address, words in edits:
        report = report.with_cells({address: Cell.of(words)})
        states = all_states(report, builtin())
    anew = all_states(report, RuleSet(builtin().rules))
    assert [state[1:] for state in states] == [state[1:] for state in anew]


@given(
    edits=st.lists(
        st.tuples(st.sampled_from(edition("2021").addresses[:60]), st.sampled_from(["", "0", "1", "7", "40", "?"])),
        max_size=8,
    )
)
def test_what_is_kept_from_one_edit_to_the_next_changes_no_finding(edits: list[tuple[str, str]]) -> None:
    report = balanced()
    for address, words in edits:
        report = report.with_cells({address: Cell.of(words)})
        kept = judge(report)
        checks._told.clear()
        equations._known = None
        assert judge(report) == kept


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        (
            "10 * requests.denied.total <= requests.received.total",
            "“10×不予公开 ≤ 本年新收（总计）”不成立，10×（7 + 4 + 17 + 2） = 300 ＞ 281",
        ),
        (
            "requests.received.total >= 10 * requests.denied.total - 1",
            "“本年新收 ≥ 10×不予公开 − 1（总计）”不成立，281 ＜ 299 = 10×（7 + 4 + 17 + 2） − 1",
        ),
        ("2 * disclosure.fees.amount <= 3", "“2×行政事业性收费·本年收费金额 ≤ 3”不成立，2×2.5 = 5 ＞ 3"),
        ("disclosure.fees.amount >= 3", "“行政事业性收费·本年收费金额 ≥ 3”不成立，2.5 ＜ 3"),
        ("0.5 * requests.received.total == 1", "不平：0.5×本年新收·总计 = 1；0.5×281 = 1，相差 139.5"),
    ],
)
def test_a_rule_with_factors_is_told_with_them_and_with_its_sums(statement: str, words: str, tmp_path: Path) -> None:
    names = ("state_secret", "prohibited_by_law", "security_stability", "third_party_rights")
    numbers = zip(names, (7, 4, 17, 2), strict=True)
    cells = {f"requests__denied__{name}__total": number for name, number in numbers}
    report = balanced(**cells, requests__received__total=281, disclosure__fees__amount="2.5")
    path = tmp_path / "本区.toml"
    path.write_text(
        '[[rules]]\nid = "local"\ncategory = "arithmetic"\nseverity = "error"\ntitle = "本区要求"\n'
        f'statement = "{statement}"\n',
        encoding="utf-8",
    )
    (finding,) = confront(report, load([path])).findings
    assert finding.message.startswith("本区要求")
    assert words in finding.message
