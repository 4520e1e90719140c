# 性能测量，只输出比值。与 build/bench.sh 同步。
$ErrorActionPreference = 'Stop'
Set-Location (Join-Path $PSScriptRoot '..\..')
. (Join-Path $PSScriptRoot 'common.ps1')
& (Join-Path $PSScriptRoot 'setup.ps1')
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
$env:QT_QPA_PLATFORM = 'offscreen'
foreach ($script in Get-ChildItem 'tests\benchmarks\bench_*.py') { Invoke-Checked '.venv\Scripts\python.exe' $script.FullName }
