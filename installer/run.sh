#!/usr/bin/env bash
# Set up what is needed and start the demo round in a window; with no screen, do the same job headless.
#
#   ./installer/run.sh                     the demo round
#   ./installer/run.sh --lang nb           options go on to the program
#   ./installer/run.sh round list          so does a command, and then there is no demo

. "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

ensure_packages "${window_packages[@]}"
say_missing_libraries
ensure_environment
exec "$python" "$root/installer/start.py" "$@"
