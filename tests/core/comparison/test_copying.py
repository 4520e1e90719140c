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


REWORKED = (
    "围绕河湖治理，我局在政府网站公示检查结果，对群众来电反映的问题，当天转到责任科室核实。\n"
    "与往年相比，政策解读仍以文字为主，图解、短视频数量不多，老年人看起来比较吃力。\n"
    "个别水管站报送材料不够及时，栏目更新时常拖到月底，需要办公室再三催促。"
)
LAST_YEAR = (
    "围绕河湖整治，本局在政府网站公布检查结果，对群众来信反映的问题，当日转交责任科室办理。\n"
    "政策解读仍然以文字为主，图解和短视频偏少，老年人读起来吃力。\n"
    "个别水管站材料报送不及时，栏目更新往往拖到月末，要由办公室催促。"
)


def test_sentences_with_other_words_in_them_are_reworked() -> None:
    shared = overlap(LAST_YEAR, REWORKED)
    assert shared.share < 0.5
    assert shared.reworked_share > 0.9
    assert shared.reworked[0] == max(shared.reworked, key=lambda span: span[1] - span[0])


def test_reworked_sentences_in_another_order_are_not_counted() -> None:
    turned = "\n".join(reversed(REWORKED.split("\n")))
    assert overlap(LAST_YEAR, turned).reworked_share < 0.5


def test_a_sentence_parted_in_two_is_reworked_twice() -> None:
    parted = REWORKED.replace("检查结果，", "检查结果。")
    assert overlap(LAST_YEAR, parted).reworked_share > 0.9


def test_what_was_written_anew_is_not_reworked() -> None:
    new = "办理咨询的人手不足，节假日无人值守。" * 2 + "巡河记录由志愿者上传，公众可以随手查看。"
    assert overlap(LAST_YEAR, new).reworked_share == 0
    assert overlap("", new).reworked_share == overlap(LAST_YEAR, "").reworked_share == 0
