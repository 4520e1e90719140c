"""Whether the words around a number are those that sentences about the form's numbers are made of. A word that is in
neither list (提取申请 1.32 万笔, 就被纠正案件开展以案释法 1 次) says that something else may be counted."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from core.files import resource
from core.narrative.lexicon import lexicon

_BODY = re.compile(
    "(?:(?!申请|受理|办理|办结|答复|公开|收到|提出)[\u4e00-\u9fa5]){1,14}?"
    "(?:管委会|委员会|办事处|人民政府|政府|街道|分局|中心|大队|支队|总队|公司|苏木|办公室|(?:开发|合作|园|高新|新|示范|度假|试验|保税|风景名胜|林)区|[局委厅镇乡院])(?:本级|机关|办公室)?"
    "|[\u4e00-\u9fa5]{2,3}[区县市旗州](?=共|累计|合计|全年|受理|收到|新收|接收|办理|办结|发生)"
)
"""A body's name, which may be made of any words."""
_HAN = re.compile("[\u4e00-\u9fa5]")
_CONCERNS = re.compile(
    "(?:主要)?(?:涉及|关于|有关)[\u4e00-\u9fa5、]{1,16}?(?:等(?:方面|领域|事宜|问题|内容|事项|类)?|方面|领域|事宜|问题|内容)的?"
)
"""涉及拆迁、征地等事宜: what applications are about is not what is counted."""


@lru_cache(maxsize=1 << 11)
def strangers(words: str) -> str:
    """The characters of a clause (compact text) that belong to no word of the lexicon, to no filling word and to no
    body's name."""
    known, filling = lexicon(), _filling()
    words = _CONCERNS.sub("", words)
    at, found, opens = 0, "", True
    while at < len(words):
        body = _BODY.match(words, at) if opens else None
        word = known.at(words, at) if words[at] in known.lengths else None
        fill = filling.match(words, at)
        length = max(word[0] if word else 0, len(fill[0]) if fill else 0)
        if body is not None and not (word and word[0] >= _NAMES_ITSELF):
            length = len(body[0])
        if not length and _HAN.match(words[at]):
            found += words[at]
        # a name stands at the beginning, or behind a year, a joining word, 由, 向
        opens = bool(fill) or not _HAN.match(words[at]) or (word is not None and word[1] in _BEFORE_NAMES)
        at += length or 1
    return found


_NAMES_ITSELF = 4
"""A word so long (政府信息公开申请) is no part of a name."""
_BEFORE_NAMES = ("this", "last", "join", "among", "cause", "rest")


@cache
def _filling() -> re.Pattern[str]:
    """Words that may stand in any sentence (resources/narrative/filling.txt)."""
    lines = resource("narrative", "filling.txt").read_text(encoding="utf-8").splitlines()
    words = [word for line in lines if not line.startswith("#") for word in line.split()]
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))
