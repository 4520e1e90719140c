# 全部检查与测试，不需要屏幕和网络。与 build/test.sh 同步。
$ErrorActionPreference = 'Stop'
Set-Location (Join-Path $PSScriptRoot '..\..')
. (Join-Path $PSScriptRoot 'common.ps1')
& (Join-Path $PSScriptRoot 'setup.ps1')
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }

$env:QT_QPA_PLATFORM = 'offscreen'
$Python = '.venv\Scripts\python.exe'

Say '代码规范 ruff'
Invoke-Checked $Python -m ruff check --quiet .
Invoke-Checked $Python -m ruff format --check --quiet .
Say '类型 mypy'
Invoke-Checked $Python -m mypy
Say '分层 import-linter'
Invoke-Checked '.venv\Scripts\lint-imports.exe' --no-logo
Say '测试 pytest'
Invoke-Checked $Python -m pytest -n auto @args
