#!/usr/bin/env bash
# 全部检查与测试，不需要屏幕和网络。
set -eu
cd "$(dirname "$0")/.."
. build/common.sh

export QT_QPA_PLATFORM=offscreen
python=.venv/bin/python

say "代码规范 ruff"
$python -m ruff check --quiet .
$python -m ruff format --check --quiet . || fail "有文件未按规范排版，请运行 .venv/bin/ruff format ."
say "类型 mypy"
$python -m mypy
say "分层 import-linter"
.venv/bin/lint-imports --no-logo
say "测试 pytest"
$python -m pytest -n auto "$@"
