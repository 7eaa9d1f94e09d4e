#!/usr/bin/env bash
# Set up what is needed and run every test: style, types, who may know whom, pytest, the real window.
#
#   ./installer/test.sh                    everything
#   ./installer/test.sh --benchmarks       the speed table instead
#   ./installer/test.sh --long             what is tried many times over instead, such as 200 kills
#   ./installer/test.sh tests/domain -x    arguments go on to pytest, and then only that runs

. "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

ensure_packages "${window_packages[@]}" "${desk_packages[@]}" "${card_packages[@]}"
say_missing_libraries
ensure_environment test
exec "$python" "$root/installer/check.py" "$@"
