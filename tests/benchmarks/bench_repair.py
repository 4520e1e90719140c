"""How often the first suggestion is the right one, and how long a check takes with and without broken sums.

Run by `python -m tests.benchmarks.bench_repair [ROUNDS]`; figures by kind of mistake, one invented report each.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections import defaultdict

from core.checks import Judgement, confront, with_repairs
from core.model import Cell, Finding
from core.rules import builtin
from tests.core.repair.invented import ONE_CELL, OTHER, STYLES, mistype, numbers, told, written


def suggestions(judgement: Judgement) -> list[Finding]:
    return [f for f in judgement.findings if f.category == "arithmetic" and f.fixes]


def reported(judgement: Judgement) -> bool:
    return any(f.category == "arithmetic" and f.severity != "info" for f in judgement.findings)


def main(rounds: int, table: str, edition_id: str, *, with_text: bool) -> None:
    rules = builtin()
    chance = random.Random(711)
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    quick_times, solve_times, clean_times = [], [], []
    for kind in (*ONE_CELL, *(k for k in OTHER if k not in ONE_CELL)):
        for _ in range(rounds):
            cells = numbers(chance, edition_id)
            mistake = mistype(chance, kind, cells, table)
            if mistake is None:
                continue
            right = written(cells, chance.choice(STYLES), edition_id, told(cells) if with_text else "")
            wrong = right.with_cells({a: Cell.of(words) for a, words in mistake.typed.items()})
            start = time.perf_counter()
            confront(right, rules)
            middle = time.perf_counter()
            judgement = confront(wrong, rules)
            end = time.perf_counter()
            clean_times.append((middle - start) * 1000)
            quick_times.append((end - middle) * 1000)
            start = time.perf_counter()
            solved = with_repairs(judgement, wrong, rules)
            if judgement.unsolved:
                solve_times.append((time.perf_counter() - start) * 1000)
            found = counts[kind]
            found[0] += 1
            found[1] += reported(solved)
            truth = {a: cells[a] for a in mistake.typed}
            firsts = [dict(f.fixes[0].cells) for f in suggestions(solved)]
            # two independent mistakes are mended one after the other
            joined = {a: v for first in firsts for a, v in first.items()}
            found[2] += joined == truth
            found[3] += any(
                joined_fix == truth for f in suggestions(solved) for joined_fix in [dict(x.cells) for x in f.fixes]
            )
            if "-v" in sys.argv and joined != truth:
                print(kind, truth, {a: wrong.cells[a].shown for a in truth}, firsts[:2])
    one = [counts[kind] for kind in ONE_CELL if kind in counts]
    print(f"{table} {edition_id}{'，有正文' if with_text else ''}: 报出 / 首条对 / 任一条对")
    for kind, (n, seen, first, some) in counts.items():
        print(f"  {kind}: {n} 例，{seen / n:.1%} / {first / n:.1%} / {some / n:.1%}")
    n, seen, first, some = (sum(found[i] for found in one) for i in range(4))
    print(f"  一格错合计: {n} 例，{seen / n:.1%} / {first / n:.1%} / {some / n:.1%}")
    for name, found in (("平", clean_times), ("不平", quick_times), ("求解", solve_times)):
        if found:
            found.sort()
            late = found[int(len(found) * 0.99) - 1]
            print(f"  {name}: 中位 {statistics.median(found):.2f} ms，p99 {late:.2f} ms，{len(found)} 次")


if __name__ == "__main__":
    plain = [a for a in sys.argv[1:] if a != "-v"]
    count = int(plain[0]) if plain else 100
    for name, edition_id in (("requests", "2021"), ("disputes", "2021"), ("requests", "2019")):
        for with_text in (False, True):
            main(count, name, edition_id, with_text=with_text)
