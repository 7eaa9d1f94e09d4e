"""``python -m kompetanse_desktop.cli``: the command line alone, with no window."""

import sys

from kompetanse_desktop.cli import main

if __name__ == "__main__":
    sys.exit(main())
