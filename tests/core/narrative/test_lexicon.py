"""The words are data: every entry can be read, means something known, and is found in a text."""

from __future__ import annotations

import pytest

from core.catalog import edition
from core.narrative.lexicon import compact, expand, lexicon, tokens
from core.narrative.meaning import FAMILY, readings
from core.narrative.numerals import chinese_value, in_chinese, written_like

KINDS = frozenset(
    "topic status column applicants carry channel channels last next this period deny skip happen cause qualifier "  # noqa: SIM905
    "among of all each respectively join sum rest compare change share unit attribute rate "
    "mainly times short becomes brought passed".split()
)


@pytest.mark.parametrize("entry", lexicon().entries, ids=lambda e: f"{e['kind']} {e.get('means', '')}")
def test_every_entry_is_found_in_a_text_with_its_meaning(entry: dict[str, object]) -> None:
    assert entry["kind"] in KINDS
    for pattern in entry["words"]:  # type: ignore[attr-defined]
        for word in expand(pattern):
            kind, means = lexicon().words[compact(word).text]
            found = [(t.kind, t.means) for t in tokens(compact(word).text)]
            assert found == ([] if kind == "skip" else [(kind, means)]), word


def test_no_word_has_two_meanings() -> None:
    meanings: dict[str, set[tuple[str, str]]] = {}
    for entry in lexicon().entries:
        for word in (word for pattern in entry["words"] for word in expand(pattern)):
            meanings.setdefault(word, set()).add((entry["kind"], entry.get("means", "")))
    assert {word: found for word, found in meanings.items() if len(found) > 1} == {}


def test_every_meaning_is_a_cell_or_sum_of_the_form() -> None:
    for family, table in lexicon().meanings.items():
        topics = [topic for topic, of in FAMILY.items() if of == family and topic != "request"]
        for status in table:
            for topic in topics:
                name = "granted" if status == "row" else status
                for reading in readings(topic, name):
                    for address in reading:
                        assert edition().expand(address)


def test_words_stand_for_all_their_forms() -> None:
    assert expand("收到[了](件|份)") == ("收到件", "收到份", "收到了件", "收到了份")
    with pytest.raises(ValueError, match="收到"):
        expand("收到[了")


@pytest.mark.parametrize(
    ("words", "value"), [("十二", 12), ("两", 2), ("一百零五", 105), ("二十", 20), ("三五", None), ("〇", 0)]
)
def test_numbers_in_characters(words: str, value: int | None) -> None:
    assert chinese_value(words) == value


@pytest.mark.parametrize("number", [0, 1, 10, 12, 20, 105, 110, 1000, 1001, 1010, 9999])
def test_a_number_written_in_characters_reads_as_itself(number: int) -> None:
    assert chinese_value(in_chinese(number)) == number


@pytest.mark.parametrize(
    ("model", "value", "written"),
    [
        ("36", 35, "35"),
        ("３６", 35, "３５"),
        ("1,280", 1281, "1,281"),
        ("十二", 11, "十一"),
        ("1.2万", 13000, "1.3万"),
        ("两", 12345, None),
    ],
)
def test_a_correction_is_written_in_the_manner_of_the_sentence(model: str, value: int, written: str | None) -> None:
    assert written_like(model, value) == written
