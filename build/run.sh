#!/usr/bin/env bash
# 打开窗口；没有屏幕的机器上改为核对、导出并离屏截图，结果放在 out/。
#   build/run.sh [文件]
set -eu
cd "$(dirname "$0")/.."
. build/common.sh

file=${1:-resources/samples/示例.txt}
nianbao=.venv/bin/nianbao

has_screen() { [ "$(uname)" != Linux ] || [ -n "${DISPLAY:-}" ] || [ -n "${WAYLAND_DISPLAY:-}" ]; }

if has_screen; then exec "$nianbao" "$file"; fi

say "本机没有屏幕：改为核对“$file”，导出各种格式，并画出窗口。"
export QT_QPA_PLATFORM=offscreen
mkdir -p out
# 1 表示查出错误，是核对的正常结果；2 表示文件读不了。
"$nianbao" check "$file" || [ $? = 1 ]
name=$(basename "${file%.*}")
for kind in docx pdf html xlsx; do
    "$nianbao" export "$file" -o "out/$name.$kind"
done
"$nianbao" --picture out/窗口.png "$file"
say "结果在 out/ 文件夹："
ls -1 out | sed 's/^/    out\//'
