# 准备运行环境：.venv、requirements.lock 里锁定的依赖、本项目。与 build/setup.sh 同步（Windows 不需要装系统库）。
$ErrorActionPreference = 'Stop'
Set-Location (Join-Path $PSScriptRoot '..\..')
. (Join-Path $PSScriptRoot 'common.ps1')

$Python = '.venv\Scripts\python.exe'
$Stamp = '.venv\.ready'

function Get-Fingerprint {
    $files = 'requirements.lock', 'pyproject.toml', 'build\windows\setup.ps1'
    (@((Get-Location).Path) + ($files | ForEach-Object { (Get-FileHash -Algorithm SHA256 $_).Hash })) -join ' '
}

function Test-Python([string[]] $Command) {
    # 本函数内：找不到的版本会往错误流写字，不应让脚本停下
    $ErrorActionPreference = 'Continue'
    $executable = $Command[0]
    if (-not (Get-Command $executable -ErrorAction SilentlyContinue)) { return $false }
    $rest = @($Command | Select-Object -Skip 1)
    & $executable @rest -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>$null | Out-Null
    return $LASTEXITCODE -eq 0
}

function Find-Python {
    $candidates = @('py', '-3.13'), @('py', '-3.12'), @('py', '-3.11'), @('python')
    foreach ($candidate in $candidates) {
        if (Test-Python $candidate) { return , $candidate }
    }
    Stop-WithMessage '没有找到 Python 3.11 或更高版本。请安装（勾选“Add python.exe to PATH”）后重试。'
}

function New-Environment {
    $place = if (Test-Path '.venv\.place') { Get-Content -Encoding UTF8 '.venv\.place' } else { (Get-Location).Path }
    if ((Test-Path $Python) -and (Test-Python @((Resolve-Path $Python).Path)) -and $place -eq (Get-Location).Path) { return }
    $command = Find-Python
    $rest = @($command | Select-Object -Skip 1)
    Say '建立虚拟环境 .venv'
    Invoke-Checked $command[0] @rest -m venv --clear .venv
    Set-Content -Encoding UTF8 '.venv\.place' (Get-Location).Path
}

function Install-Dependencies {
    Say '安装锁定版本的依赖（首次约 250 MB，请稍候）'
    Invoke-Checked $Python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
    Invoke-Checked $Python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
}

$wanted = Get-Fingerprint
if ((Test-Path $Stamp) -and (Get-Content -Encoding UTF8 $Stamp) -eq $wanted) { exit 0 }
New-Environment
Install-Dependencies
Set-Content -Encoding UTF8 $Stamp $wanted
Say '环境已就绪'
exit 0
