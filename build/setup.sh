#!/usr/bin/env bash
# 准备运行环境：系统库（只装缺少的）、.venv、requirements.lock 里锁定的依赖、本项目。装好以后不再需要网络。
set -eu
cd "$(dirname "$0")/.."
. build/common.sh

STAMP=.venv/.ready

# 依赖、项目声明、脚本、文件夹位置都没有变，就不必重装。
fingerprint() { { pwd; cat requirements.lock pyproject.toml build/setup.sh; } | cksum; }

usable_python() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }
has_venv() { "$1" -c 'import venv, ensurepip' >/dev/null 2>&1; }

find_python() {
    local name
    for name in python3.13 python3.12 python3.11 python3; do
        if usable_python "$name" && has_venv "$name"; then echo "$name"; return; fi
    done
    return 1
}

install_python() {
    local version
    can_install || return 1
    refresh_packages
    for version in 3.13 3.12 3.11; do
        if apt-cache show "python$version-venv" >/dev/null 2>&1; then
            install_packages "python$version-venv" "python$version"
            return
        fi
    done
    return 1
}

make_venv() {
    local python
    if [ -e .venv/bin/python ] && usable_python .venv/bin/python && [ "$(cat .venv/.place 2>/dev/null || pwd)" = "$(pwd)" ]; then return; fi
    python=$(find_python) || {
        install_python || fail "没有找到 Python 3.11 或更高版本（含 venv 模块）。请安装后重试，例如：sudo apt-get install python3 python3-venv"
        python=$(find_python) || fail "装上了 Python，但仍不可用。请检查它的 venv 模块是否完整。"
    }
    say "建立虚拟环境 .venv（$("$python" --version)）"
    "$python" -m venv --clear .venv
    pwd >.venv/.place
}

install_dependencies() {
    say "安装锁定版本的依赖（首次约 250 MB，请稍候）"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
}

# Qt 的窗口、Wayland、X11、离屏、打印插件所需而本机没有的系统库，一行一个（如 libxcb-cursor.so.0）。
missing_libraries() {
    local qt
    qt=$(.venv/bin/python -c 'import importlib.util as u; print(u.find_spec("PySide6").submodule_search_locations[0])')
    ldd "$qt"/Qt{Core,Gui,Widgets,PrintSupport,Svg}.abi3.so \
        "$qt"/Qt/plugins/platforms/libq{xcb,wayland,offscreen}.so \
        "$qt"/Qt/plugins/{xcbglintegrations,printsupport,iconengines}/*.so 2>/dev/null |
        awk '/not found/ && $1 !~ /^libQt6|^libpyside|^libshiboken/ {print $1}' | sort -u
}

# Debian 命名惯例：libxcb-cursor.so.0 → libxcb-cursor0，libdbus-1.so.3 → libdbus-1-3；例外逐一列出。
package_of_library() {
    local base=${1%%.so.*} version=${1##*.so.}
    case "$base" in
        libglib-2.0 | libgthread-2.0) echo libglib2.0-0 ;;
        libz) echo zlib1g ;;
        *[0-9]) echo "$base-$version" | tr '[:upper:]' '[:lower:]' ;;
        *) echo "$base$version" | tr '[:upper:]' '[:lower:]' ;;
    esac
}

install_libraries() {
    [ "$(uname)" = Linux ] || return 0
    local missing packages
    missing=$(missing_libraries)
    [ -n "$missing" ] || return 0
    packages=$(for library in $missing; do package_of_library "$library"; done | sort -u)
    if can_install; then
        refresh_packages
        # shellcheck disable=SC2086 # 每个包名是一个词
        install_packages $packages || say "有软件包没有装上。"
    fi
    missing=$(missing_libraries)
    [ -z "$missing" ] || say "仍缺少系统库："$missing"。窗口或打印可能不可用；请管理员安装："$packages
}

check() {
    QT_QPA_PLATFORM=offscreen .venv/bin/python -c 'import PySide6.QtPrintSupport, PySide6.QtWidgets as w; w.QApplication([])' ||
        fail "窗口部件无法载入，原因见上。请按提示装好系统库后重试。"
}

wanted=$(fingerprint)
if [ "$(cat "$STAMP" 2>/dev/null)" = "$wanted" ]; then exit 0; fi
make_venv
install_dependencies
install_libraries
check
echo "$wanted" >"$STAMP"
say "环境已就绪"
