"""``python -m kompetanse_desktop``: the same as ``kompetanse-desktop``."""

import sys

from kompetanse_desktop.app import main

if __name__ == "__main__":
    sys.exit(main())
