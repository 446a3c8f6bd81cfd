"""One run at a time on one store: a lock of the operating system, which goes with the process however it ends."""

from __future__ import annotations

import errno
import os
from contextlib import suppress

SUFFIX = ".lock"

_HELD = frozenset([errno.EAGAIN, errno.EACCES, errno.EDEADLK])


class LockError(Exception):
    """The lock was not given; the message says why."""


class Lock:
    """Held from its making to `free`, on a file beside the store. Raises `LockError`."""

    def __init__(self, store: str) -> None:
        self.path = os.path.realpath(store) + SUFFIX
        while True:
            try:
                self._file: int | None = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o666)
            except OSError as error:
                raise LockError(f"cannot write beside it: {error.strerror}") from None
            try:
                _lock(self._file)
            except OSError as error:
                told = _said(self._file, error)
                os.close(self._file)
                raise LockError(told) from None
            if self._is_there():
                break
            os.close(self._file)  # the run before took its file away between the two steps
        with suppress(OSError):  # on a full disk nobody is told which process it is
            os.ftruncate(self._file, 0)
            os.write(self._file, str(os.getpid()).encode())

    def free(self) -> None:
        """Give the lock back; its file goes."""
        if self._file is None:
            return
        with suppress(OSError):  # Windows keeps a file that is open
            os.unlink(self.path)
        os.close(self._file)
        self._file = None
        if os.name == "nt":
            with suppress(OSError):
                os.unlink(self.path)

    def _is_there(self) -> bool:
        try:
            return self._file is not None and os.path.samestat(os.fstat(self._file), os.stat(self.path))
        except OSError:
            return False


def _lock(file: int) -> None:
    import sys

    if sys.platform == "win32":
        import msvcrt

        os.lseek(file, 1 << 20, os.SEEK_SET)  # behind the text, which others read
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _said(file: int, error: OSError) -> str:
    if error.errno not in _HELD:
        return f"its file system gives no locks ({error.strerror}); keep the store on a disk of this machine"
    who = ""
    with suppress(OSError):
        os.lseek(file, 0, os.SEEK_SET)
        text = os.read(file, 20)
        who = f" (process {text.decode('ascii', 'replace')})" if text.isdigit() else ""
    return f"another run{who} is at work on it; wait for its end, or name another store with --store"
