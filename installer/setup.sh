# What run.sh and test.sh share: system libraries where they are missing, and a private environment in .venv/.
# To be sourced; sets $root and $python. A second time it only compares two small files.

set -u
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
venv=$root/.venv
python=$venv/bin/python
export PIP_DISABLE_PIP_VERSION_CHECK=1

# What Qt loads on X11 and a bare Debian doesn't have, and what the tests with a real mouse drive.
window_packages=(libegl1 libgl1 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0
    libxcb-image0 libxcb-render-util0 libdbus-1-3 libfontconfig1)
desk_packages=(xvfb openbox xdotool imagemagick at-spi2-core dbus python3-gi gir1.2-atspi-2.0
    xserver-xorg-core xserver-xorg-video-dummy x11-xserver-utils)
card_packages=(softhsm2)

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "$*"
    exit 1
}

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

# Print the first Python that is new enough.
find_python() {
    local candidate
    for candidate in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11 python; do
        if [ -n "$candidate" ] && command -v "$candidate" >/dev/null && is_new_enough "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
    return 1
}

# Print those of the named Debian packages that are not installed.
missing_packages() {
    local name installed
    installed=$(dpkg-query -W -f '${db:Status-Abbrev}${Package}\n' "$@" 2>/dev/null | sed -n 's/^ii *//p')
    for name in "$@"; do
        grep -qxF "$name" <<<"$installed" || printf '%s\n' "$name"
    done
}

# Install the named Debian packages where they are missing and it may be done; say so in one line where it may not.
ensure_packages() {
    local missing
    command -v dpkg-query >/dev/null && command -v apt-get >/dev/null || return 0
    mapfile -t missing < <(missing_packages "$@")
    [ "${#missing[@]}" -eq 0 ] && return 0
    if [ "$(id -u)" -ne 0 ]; then
        say "Missing on this machine; install with: sudo apt-get install ${missing[*]}"
        return 0
    fi
    say "Installing ${missing[*]}"
    apt_get install "${missing[@]}" >/dev/null || { apt_get update >/dev/null && apt_get install "${missing[@]}" >/dev/null; } \
        || say "apt-get could not install them; going on without."
}

apt_get() {
    DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends "$@" </dev/null 2>&1
}

# On a Linux without apt-get, name the libraries that Qt will not find.
say_missing_libraries() {
    local known library missing=()
    [ "$(uname)" = Linux ] && ! command -v apt-get >/dev/null || return 0
    known=$(ldconfig -p 2>/dev/null || /sbin/ldconfig -p 2>/dev/null) || return 0
    for library in libEGL.so.1 libGL.so.1 libxkbcommon-x11.so.0 libxcb-cursor.so.0 libxcb-icccm.so.4 \
        libxcb-keysyms.so.1 libxcb-shape.so.0 libxcb-image.so.0 libxcb-render-util.so.0 libdbus-1.so.3 libfontconfig.so.1; do
        grep -qF "$library" <<<"$known" || missing+=("$library")
    done
    [ "${#missing[@]}" -eq 0 ] || say "Missing on this machine; install the packages that have: ${missing[*]}"
}

ensure_python() {
    local system
    system=$(find_python) || { ensure_packages python3 && system=$(find_python); } \
        || fail "Python 3.11 or newer is needed and was not found. Set PYTHON to it if it is somewhere unusual."
    if ! "$system" -c 'import ensurepip, venv' 2>/dev/null; then
        ensure_packages python3-venv
        "$system" -c 'import ensurepip, venv' 2>/dev/null \
            || fail "This Python can't make an environment: install python3-venv (Debian, Ubuntu) first."
    fi
    printf '%s\n' "$system"
}

# Make .venv and install the project in it, with the dependency groups named, unless the stamp says it is done.
ensure_environment() {
    local stamp=$venv/installed${1:+-$1} wanted system
    wanted="$root $(cksum <"$root/pyproject.toml")"
    if [ -f "$stamp" ] && [ "$(<"$stamp")" = "$wanted" ] && is_new_enough "$python"; then
        return 0
    fi
    system=$(ensure_python) || exit 1
    if ! is_new_enough "$python" || ! "$python" -m pip --version >/dev/null 2>&1; then
        say "Making a private environment in .venv"
        "$system" -m venv --clear "$venv" || fail "The environment could not be made in $venv."
    fi
    say "Installing the program and what it needs (the first time only, some minutes)"
    pip_install --upgrade 'pip>=25.1'
    pip_install --editable . ${1:+--group "$1"}
    # Compiled now, the first start is as quick as those after it.
    "$python" -m compileall -q "$root/kompetanse_desktop" || true
    printf '%s\n' "$wanted" | tee "$stamp" >"$venv/installed"
}

pip_install() {
    local log=$venv/pip.log
    (cd "$root" && "$python" -m pip install --quiet --retries 2 "$@") >"$log" 2>&1 && return 0
    if grep -qE 'NewConnectionError|NameResolutionError|ProxyError|Timeout|SSLError|No matching distribution' "$log"; then
        fail "No package index can be reached, so the packages are not installed; connect once and try again ($log)."
    fi
    tail -n 20 "$log" >&2
    fail "pip could not install the packages ($log)."
}
