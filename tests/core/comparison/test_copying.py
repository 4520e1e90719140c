"""What was copied from another text is found, however it is dressed; what merely sounds alike is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.comparison.copying import overlap, sentences, skeleton

LAST = (
    "2023年，水务局公开水质监测结果12期，累计答复群众来信45件。供水管网改造的进度每月在网站更新一次。"
    "汛期值班表和应急电话在各村公告栏张贴，并由网格员上门告知独居老人。"
)


@pytest.mark.parametrize(
    "this",
    [
        LAST,
        LAST.replace("2023", "2024").replace("12期", "24期").replace("45件", "一百余件"),
        LAST.replace("。", "；"),
        "。".join(reversed(LAST.split("。"))).lstrip("。") + "。",
        LAST.replace("每月", "每季"),
    ],
    ids=["as it was", "other numbers", "other marks", "other order", "one word changed"],
)
def test_a_copy_is_a_copy(this: str) -> None:
    assert overlap(LAST, this).share > 0.95


@pytest.mark.parametrize(
    "this",
    [
        "本年度把停水公告提前三天发到用户手机，全年发送短信十万余条。河长名单和巡河记录首次在网站公开。",
        "村务公开栏更换为电子屏，由乡镇水管站统一维护，内容三天内更新。",
    ],
)
def test_new_sentences_are_no_copy(this: str) -> None:
    assert overlap(LAST, this).share == 0


def test_half_a_copy_is_half() -> None:
    new = "抢修队伍的联系方式印在缴费单背面，用户可以直接拨打。水价听证会的全部材料在会前十天公布。"
    assert 0.4 < overlap(LAST, LAST.split("。")[0] + "。" + LAST.split("。")[1] + "。" + new).share < 0.65


def test_the_source_of_a_copied_sentence_is_known() -> None:
    this = "新的一年开了新栏目，群众反映良好。供水管网改造的进度，每月在网站更新一次。"
    copied = [sentence for sentence in overlap(LAST, this).sentences if sentence.copied]
    assert [this[slice(*sentence.span)] for sentence in copied] == ["供水管网改造的进度，每月在网站更新一次。"]
    assert copied[0].source is not None
    assert LAST[slice(*copied[0].source)] == "供水管网改造的进度每月在网站更新一次"


@pytest.mark.parametrize(
    "stock",
    [
        "本报告所列数据的统计期限自2024年1月1日起至2024年12月31日止。",
        "根据《中华人民共和国政府信息公开条例》和有关要求，编制本报告。",
        "全文由总体情况、主动公开政府信息情况、其他需要报告的事项等六个部分组成。",
        "如对本报告有疑问，请与区水务局办公室联系。",
        "（一）主动公开情况",
        "本年度没有其他需要报告的事项。",
        "未发生因政府信息公开引起的行政复议、行政诉讼。",
    ],
)
def test_what_every_report_says_does_not_count(stock: str) -> None:
    assert overlap(stock, stock).counted == 0


@pytest.mark.parametrize(
    "words", ["供水管网改造的进度每月在网站更新一次。", "汛期值班表在各村公告栏张贴，并上门告知。"]
)
def test_what_only_this_body_says_counts(words: str) -> None:
    assert overlap(words, words).counted == len(words)


def test_numbers_of_all_kinds_are_one() -> None:
    assert (
        skeleton("共１２件，")[0]
        == skeleton("共1,200 件。")[0]
        == skeleton("共三十余件")[0].replace("余", "")
        == "共0件"
    )


@given(st.text(alphabet="政务公开。；\n 12", max_size=50))
def test_sentences_stand_in_order_and_lose_only_spaces(words: str) -> None:
    spans = list(sentences(words))
    assert all(a < b for a, b in spans)
    assert [s for s, _ in spans] == sorted(s for s, _ in spans)
    kept = "".join(words[a:b] for a, b in spans)
    assert [c for c in kept if c.strip() and c not in "。；"] == [c for c in words if c.strip() and c not in "。；"]
