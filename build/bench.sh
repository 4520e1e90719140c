#!/usr/bin/env bash
# 性能测量：每项都与同一次运行里的参照物相比，只输出比值，不作为测试。
set -eu
cd "$(dirname "$0")/.."

export QT_QPA_PLATFORM=offscreen
for script in tests/benchmarks/bench_*.py; do
    .venv/bin/python "$script"
done
