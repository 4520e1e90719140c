"""What has been said so far in a paragraph: the topic, the head of a list, the year; and the claims found."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from core.narrative.claim import Claim, Kind, Sum
from core.narrative.lexicon import Compact, Token
from core.narrative.meaning import FAMILY
from core.narrative.rough import bounds
from core.narrative.segments import Segment
from core.values import Number


@dataclass(frozen=True, slots=True)
class Piece:
    """A number in its place. `topic` and `status` are what it was understood to count ("" where not understood);
    `base` numbers belong to a comparison; `claims` are the places of its claims in `Scene.claims`."""

    number: Token
    segment: Segment
    topic: str = ""
    status: str = ""
    column: str = ""
    base: bool = False
    delta: int = 0
    foreign: bool = False
    channel: bool = False
    claims: tuple[int, ...] = ()

    @property
    def family(self) -> str:
        return FAMILY.get(self.topic, "")


@dataclass(frozen=True, slots=True)
class Phrase:
    """What the words around a number say that it counts; topics and statuses joined by 和, 及, 、 stand together in the
    order of the text. `near` is whether only words like 提交的申请 stand between the applicant and the number."""

    topics: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    citizen: bool = False
    number_first: bool = False
    near: bool = True

    def __bool__(self) -> bool:
        return bool(self.topics or self.statuses or self.columns)


@dataclass(slots=True)
class Scene:
    """The only mutable thing here; lives while one paragraph is read."""

    text: Compact
    year: int | None
    topic: str = ""
    other_year: bool = False
    among: bool = False
    among_depth: int = 0
    list_head: Piece | None = None
    head: Piece | None = None
    pieces: list[Piece] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    sentence_from: int = 0
    claims_from: int = 0
    compared: bool = False
    marks: bool = False
    home: str = ""
    outcomes: int = 0
    elsewhere: bool = False
    part: bool = False
    queue: list[Phrase] = field(default_factory=list)
    withdrawn: set[int] = field(default_factory=set)
    outside: list[bool] = field(default_factory=list)

    def end_sentence(self) -> None:
        """Numbers of one sentence that claim the same thing apart may be parts of it."""
        by_readings: dict[tuple[Sum, ...], list[int]] = {}
        for at in range(self.claims_from, len(self.claims)):
            if self.claims[at].kind is Kind.COUNT:
                by_readings.setdefault(self.claims[at].readings, []).append(at)
        for places in by_readings.values():
            values = [self.claims[at].value for at in places]
            if len(set(values)) > 1 and all(self.claims[at].together is None for at in places):
                for at in places:
                    self.claims[at] = replace(self.claims[at], together=sum(values))
        self.claims_from = len(self.claims)

    def begin_sentence(self) -> None:
        """A new sentence is about this year again, and about nothing foreign."""
        self.other_year = self.among = self.compared = False
        self.outside.clear()
        self.elsewhere = self.part = False
        both = {piece.topic for piece in self.sentence if piece.claims}
        if {"litigation", "litigation_direct", "litigation_after_review"} <= both:
            # 行政诉讼 18 件，直接起诉 8 件，复议后起诉 10 件。维持 11 件: of them all
            self.topic = "litigation"
        self.sentence_from = len(self.pieces)
        if self.topic == "foreign":
            self.topic = ""

    def bracket(self, segment: Segment) -> None:
        """A year told in brackets, （2022 年为 30 件）, is that of what stands in them."""
        while len(self.outside) > segment.depth:
            self.other_year = self.outside.pop()
        while len(self.outside) < segment.depth:
            self.outside.append(self.other_year)

    def aside(self) -> bool:
        """收到 20 件，上年为 16 件，同比增长 25%: the other year was told only to compare."""
        told = [piece for piece in self.sentence if not piece.delta]
        return len(told) > 1 and told[-1].base and bool(told[-2].claims)

    def enter_list(self, depth: int) -> None:
        self.among, self.among_depth = True, depth
        claimed = [piece for piece in self.pieces if not piece.base and not piece.delta]
        self.list_head = claimed[-1] if claimed else None
        if self.list_head is None or self.head is None:
            return
        alone = [piece for piece in self.sentence if not piece.base] == [self.list_head]
        if (self.list_head.status == "carried_in" and not alone) or self._matters(self.head):
            # 受理 27 件（含上年结转 3 件），其中…: what follows is of the whole
            self.list_head = self.head

    def _matters(self, head: Piece) -> bool:
        """收到 10 件，涉及征地 5 件、社保 5 件，均已答复，其中…: what applications were about stands between."""
        after = [p for p in self.sentence if p.number.start > head.number.start]
        alike = all(p.foreign and p.topic != "foreign" and p.number.means == head.number.means for p in after)
        return alike and head in self.sentence and 0 < sum(p.number.value for p in after) <= head.number.value

    def leave_list(self) -> None:
        self.among = False

    @property
    def sentence(self) -> list[Piece]:
        """The pieces of the current sentence."""
        return self.pieces[self.sentence_from :]

    def claim(
        self,
        kind: Kind,
        start: int,
        end: int,
        segment: Segment,
        value: Number,
        readings: tuple[Sum, ...] = (),
        *,
        certain: bool = True,
        step: Number = 1,
        operands: tuple[Number, ...] = (),
        wholes: tuple[Sum, ...] = (),
        bounds: tuple[Number, Number] | None = None,
    ) -> int:
        """Add a claim whose places count characters of the compact text; returns its place in `claims`."""
        span = self.text.span(start, end)
        clause = self.text.span(min(segment.start, start), max(end, segment.end))
        certain = certain and len(readings) <= 1
        self.claims.append(Claim(kind, span, clause, value, readings, certain, step, operands, None, wholes, bounds))
        return len(self.claims) - 1

    def count(self, number: Token, segment: Segment, meant: tuple[Sum, ...], *, certain: bool = True) -> int:
        """Add the claim that a number makes of cells; never a certain one where it is not meant exactly."""
        value, step = number.value, number.step
        return self.claim(
            Kind.COUNT,
            number.start,
            number.digits_end,
            segment,
            value,
            meant,
            certain=certain and not number.rough,
            step=step,
            bounds=bounds(number.rough, value, step) if number.rough else None,
        )
