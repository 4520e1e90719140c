# 打开窗口并载入示例，或指定的文件。与 build/run.sh 同步。
param([string] $File = 'resources\samples\示例.txt')
$ErrorActionPreference = 'Stop'
$File = if (Test-Path $File) { (Resolve-Path $File).Path } else { $File }
Set-Location (Join-Path $PSScriptRoot '..\..')
& (Join-Path $PSScriptRoot 'setup.ps1')
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
& '.venv\Scripts\python.exe' -m gui $File
exit $LASTEXITCODE
