@echo off
rem 双击或在命令提示符里运行；做法在同名的 .ps1 里。
chcp 65001 >nul
powershell -NoProfile -ExecutionPolicy Bypass -File "%~dp0test.ps1" %*
exit /b %ERRORLEVEL%
