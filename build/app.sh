#!/usr/bin/env bash
# 打包成 dist/nianbao 文件夹，写好桌面图标，然后试运行打包后的程序。
set -eu
cd "$(dirname "$0")/.."
. build/common.sh

LIMIT_MB=300

# PyInstaller 用 objdump 查依赖；Debian 的 Python 不带共享库，libpython 要另装。
install_tools() {
    local missing=() version
    command -v objdump >/dev/null 2>&1 || missing+=(binutils)
    version=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_python_version())')
    if .venv/bin/python -c 'import sys; sys.exit(sys.base_prefix != "/usr")' && ! ls /usr/lib/*/"libpython$version.so.1.0" >/dev/null 2>&1; then
        missing+=("libpython$version")
    fi
    [ ${#missing[@]} -gt 0 ] || return 0
    can_install || fail "打包还需要：${missing[*]}。请管理员安装后重试。"
    refresh_packages
    install_packages "${missing[@]}"
}

write_desktop_entry() {
    local icons=dist/nianbao/_internal/resources/icons
    cat >dist/nianbao/nianbao.desktop <<'DESKTOP'
[Desktop Entry]
Type=Application
Name=年报核
Comment=核对政府信息公开工作年度报告
Exec=nianbao %f
Icon=nianbao
Terminal=false
Categories=Office;
StartupNotify=true
StartupWMClass=nianbao
DESKTOP
    cp "$icons/nianbao.svg" dist/nianbao/nianbao.svg
    cp build/install-desktop.sh dist/nianbao/装到菜单.sh
}

install_tools
say "打包（约需一分钟）"
.venv/bin/python -m PyInstaller --noconfirm --log-level ERROR --workpath build/work --distpath dist build/nianbao.spec
# 调试符号和符号表占约 50 MB，运行用不到；*.libs 里的库经轮子改过装载段，不去动它
find dist/nianbao/_internal -type f -name '*.so*' -not -path '*.libs/*' -exec strip --strip-unneeded {} +
write_desktop_entry
bash build/smoke.sh dist/nianbao/nianbao
size=$(du -sm dist/nianbao | cut -f 1)
say "完成：dist/nianbao，共 $size MB。整个文件夹拷到别的机器即可使用，不需要安装 Python。"
[ "$size" -le "$LIMIT_MB" ] || fail "文件夹超过 $LIMIT_MB MB，请检查 build/nianbao.spec 收进了什么。"
