# 各脚本共用：提示、apt 安装。由其他脚本 source，不单独运行。

say() { printf '· %s\n' "$*"; }
fail() { printf '✗ %s\n' "$*" >&2; exit 1; }

# 以 root 身份运行一条命令；既不是 root 也没有 sudo 时返回 1。
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo >/dev/null 2>&1; then sudo "$@"
    else return 1
    fi
}

can_install() {
    command -v apt-get >/dev/null 2>&1 && { [ "$(id -u)" = 0 ] || command -v sudo >/dev/null 2>&1; }
}

# Ubuntu 24.04、Debian 13 起，一部分库的包名以 t64 结尾。
package_name() {
    if apt-cache show "$1t64" >/dev/null 2>&1; then echo "$1t64"; else echo "$1"; fi
}

refresh_packages() {
    as_root apt-get update -qq >/dev/null || say "软件源没有更新成功，按现有清单继续。"
}

install_packages() {
    local names=() name
    for name in "$@"; do names+=("$(package_name "$name")"); done
    say "安装系统软件包：${names[*]}"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -o Dpkg::Use-Pty=0 install -y -qq --no-install-recommends "${names[@]}" >/dev/null
}
