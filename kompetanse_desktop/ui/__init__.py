"""The windows: everything that knows Qt."""

from kompetanse_desktop.ui import singletons

singletons.hold()
