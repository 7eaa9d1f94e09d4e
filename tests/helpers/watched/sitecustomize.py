"""Tells of whatever a Python process opens, writes, starts or connects to, beyond its own code. Loaded by ``Watch``.

Libraries that aren't Python tell nothing: they are handed bytes, and never a name of a file.
"""

import os
import sys

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
STARTS = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "pty.",
    "webbrowser.",
)
CHANGES = (
    "os.mkdir",
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.link",
    "os.symlink",
    "os.chmod",
    "os.truncate",
    "shutil.",
)
told = os.open(os.environ["KOMPETANSE_WATCH"], os.O_WRONLY | os.O_NONBLOCK)
home = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
own = tuple(
    {os.path.realpath(p) for p in (sys.prefix, sys.base_prefix, sys.exec_prefix, home, os.path.dirname(os.__file__))}
)


def is_odd(event, arguments):
    if event == "open":
        name, _, flags = arguments
        if not isinstance(name, (str, bytes)):
            return False
        path = os.path.realpath(os.fsdecode(name))
        if flags & WRITING:
            return not path.endswith((".pyc", os.devnull)) and "__pycache__" not in path
        return not path.startswith((*own, "/dev/null", "/dev/urandom"))
    return event.startswith(STARTS) or (event.startswith(CHANGES) and "__pycache__" not in str(arguments))


def hook(event, arguments):
    if is_odd(event, arguments):
        os.write(told, f"{event} {arguments!r}\n".encode("utf-8", "replace")[:4000])


sys.addaudithook(hook)
for limit in filter(None, os.environ.get("KOMPETANSE_LIMITS", "").split(",")):
    import importlib

    place, _, most = limit.partition("=")
    module, _, name = place.rpartition(".")
    setattr(importlib.import_module(f"kompetanse_desktop.exchange.{module}"), name, int(most))
