# 各脚本共用。由其他脚本引入，不单独运行。

function Say([string] $Message) { Write-Host "· $Message" }

function Stop-WithMessage([string] $Message) {
    Write-Host "× $Message" -ForegroundColor Red
    exit 1
}

# 运行一条命令，失败即停。PowerShell 本身不会因外部程序失败而停下。
function Invoke-Checked {
    $program, $rest = $args
    & $program @rest
    if ($LASTEXITCODE -ne 0) { Stop-WithMessage "“$program $rest”没有成功（退出码 $LASTEXITCODE）。" }
}
