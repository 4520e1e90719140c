#!/usr/bin/env bash
# 把年报核加入本用户的应用程序菜单；不需要管理员权限。移动文件夹后请重新运行。
set -eu
here=$(cd "$(dirname "$0")" && pwd)
menu=${XDG_DATA_HOME:-$HOME/.local/share}/applications
mkdir -p "$menu"
# Exec 里的路径加引号，文件夹名可以带空格
sed -e "s|^Exec=.*|Exec=\"$here/nianbao\" %f|" -e "s|^Icon=.*|Icon=$here/nianbao.svg|" "$here/nianbao.desktop" >"$menu/nianbao.desktop"
if command -v update-desktop-database >/dev/null 2>&1; then update-desktop-database -q "$menu" || true; fi
echo "已加入应用程序菜单：年报核"
