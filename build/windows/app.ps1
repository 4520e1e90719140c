# 打包成 dist\nianbao 文件夹（nianbao.exe 窗口，nianbao-cli.exe 终端），然后试运行。与 build/app.sh、build/smoke.sh 同步。
$ErrorActionPreference = 'Stop'
Set-Location (Join-Path $PSScriptRoot '..\..')
. (Join-Path $PSScriptRoot 'common.ps1')
& (Join-Path $PSScriptRoot 'setup.ps1')
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }

$LimitMB = 300

function Test-Program {
    $cli = 'dist\nianbao\nianbao-cli.exe'
    $sample = 'resources\samples\示例.txt'
    $work = New-Item -ItemType Directory (Join-Path $env:TEMP "nianbao-$PID")
    try {
        $output = & $cli check $sample --json | Out-String
        if ($LASTEXITCODE -ne 1) { Stop-WithMessage "核对示例的退出码应为 1（示例里有错误），实际为 $LASTEXITCODE" }
        if ($output -notmatch '"severity": *"error"') { Stop-WithMessage '核对结果里没有错误' }
        Say '核对示例：查出了差错'

        foreach ($kind in 'docx', 'html', 'xlsx', 'json', 'pdf') {
            Invoke-Checked $cli export $sample -o (Join-Path $work "sample.$kind")
        }
        Invoke-Checked $cli template -o (Join-Path $work 'template.xlsx')
        $pdf = Join-Path $work 'sample.pdf'
        & $cli check (Join-Path $work 'sample.docx') (Join-Path $work 'sample.html') (Join-Path $work 'sample.xlsx') $pdf | Out-Null
        if ($LASTEXITCODE -ne 1) { Stop-WithMessage "导出的文件读不回来（退出码 $LASTEXITCODE）" }
        if ([Text.Encoding]::ASCII.GetString([IO.File]::ReadAllBytes($pdf), 0, 5) -ne '%PDF-') { Stop-WithMessage '导出的不是 PDF' }
        Say "导出 docx、html、xlsx、json、模板，再读回核对：正常；PDF：$((Get-Item $pdf).Length) 字节"

        $env:QT_QPA_PLATFORM = 'offscreen'
        $picture = Join-Path $work 'window.png'
        Start-Process -Wait 'dist\nianbao\nianbao.exe' -ArgumentList '--picture', "`"$picture`"", "`"$sample`""
        if (-not (Test-Path $picture)) { Stop-WithMessage '窗口没有画出来' }
        Say '窗口：已画出'
    }
    finally { Remove-Item -Recurse -Force $work }
}

function Add-Shortcut {
    $script = @'
$here = Split-Path -Parent $MyInvocation.MyCommand.Path
$shortcut = (New-Object -ComObject WScript.Shell).CreateShortcut((Join-Path ([Environment]::GetFolderPath('Programs')) '年报核.lnk'))
$shortcut.TargetPath = Join-Path $here 'nianbao.exe'
$shortcut.WorkingDirectory = $here
$shortcut.Save()
Write-Host '已加入开始菜单：年报核'
'@
    Set-Content -Encoding UTF8 'dist\nianbao\装到菜单.ps1' $script
}

Say '打包（约需一分钟）'
Invoke-Checked '.venv\Scripts\python.exe' -m PyInstaller --noconfirm --log-level ERROR --workpath build/work --distpath dist build/nianbao.spec
Add-Shortcut
Test-Program
$size = [math]::Ceiling((Get-ChildItem -Recurse -File 'dist\nianbao' | Measure-Object -Sum Length).Sum / 1MB)
Say "完成：dist\nianbao，共 $size MB。整个文件夹拷到别的机器即可使用，不需要安装 Python。"
if ($size -gt $LimitMB) { Stop-WithMessage "文件夹超过 $LimitMB MB，请检查 build/nianbao.spec 收进了什么。" }
