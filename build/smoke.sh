#!/usr/bin/env bash
# 试运行打包后的程序：窗口能画出来，示例里的差错查得出来，各种格式导得出来。
#   build/smoke.sh dist/nianbao/nianbao
set -eu
cd "$(dirname "$0")/.."
. build/common.sh

program=$(pwd)/${1:-dist/nianbao/nianbao}
sample=$(pwd)/resources/samples/示例.txt
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# 换到别的文件夹、清空 Python 环境，才像拷到了别的机器
cd "$work"
unset PYTHONPATH PYTHONHOME VIRTUAL_ENV

status=0
"$program" check "$sample" --json >check.json || status=$?
[ "$status" = 1 ] || fail "核对示例的退出码应为 1（示例里有错误），实际为 $status"
grep -q '"severity": *"error"' check.json || fail "核对结果里没有错误"
say "核对示例：查出了差错"

for kind in docx html xlsx json pdf; do
    "$program" export "$sample" -o "sample.$kind" >/dev/null || fail "导出 $kind 失败"
done
"$program" template -o template.xlsx >/dev/null || fail "导出空白模板失败"
status=0
"$program" check sample.docx sample.html sample.xlsx sample.pdf >reread.txt || status=$?
[ "$status" = 1 ] || { cat reread.txt >&2; fail "导出的文件读不回来（退出码 $status）"; }
[ "$(head -c 5 sample.pdf)" = "%PDF-" ] || fail "导出的不是 PDF"
say "导出 docx、html、xlsx、json、模板，再读回核对：正常；PDF：$(wc -c <sample.pdf) 字节"

# 三处连在一起的错，要用求解器才找得出来
wrong() { sed -i "/\"$1\": {/,/\"text\"/ { s/\"value\": .*/\"value\": $2,/; s/\"text\": .*/\"text\": \"$2\",/ }" sample.json; }
wrong requests.total.total 20
wrong requests.carried_out.total 9
wrong requests.received.business 4
"$program" check sample.json --json >repairs.json || true
grep -q '"requests.received.business": 1' repairs.json || fail "求解器没有给出修改建议"
say "求解器：给出了修改建议"

QT_QPA_PLATFORM=offscreen "$program" --picture window.png "$sample" 2>window.log || { cat window.log >&2; fail "窗口没有画出来"; }
# 槽函数里的异常不影响退出码，但窗口是残缺的
if grep -q Traceback window.log; then cat window.log >&2; fail "画窗口时程序出错"; fi
[ -s window.png ] || fail "窗口没有画出来"
say "窗口：已画出"
