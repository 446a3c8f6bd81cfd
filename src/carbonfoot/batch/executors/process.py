"""What runs in a process of the pool: one worker, chunks in, results out, until nobody asks any more."""

from __future__ import annotations

import gc
import pickle
import signal
from multiprocessing.connection import Connection

from carbonfoot.batch.model import Job

READY, DONE, FAILED = "ready", "done", "failed"


def serve(connection: Connection, job: Job) -> None:
    """Compute chunks as they come. Ctrl-C is for the run, which ends its processes itself."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        from carbonfoot.batch.executors.cycles import after
        from carbonfoot.batch.work import Worker

        worker = Worker(job)
        gc.freeze()  # what it holds from now on is no rubbish
        gc.disable()
        connection.send((READY, None))
        number = 0
        while True:
            connection.send((DONE, worker.compute(connection.recv())))
            number += 1
            after(number)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # the run is over, or was killed
    except Exception as error:  # noqa: BLE001  (told where the run is)
        connection.send((FAILED, _portable(error)))


def _portable(error: Exception) -> Exception:
    """The error, where it survives the way; else what it says."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301
    except Exception:  # noqa: BLE001  (whatever it holds)
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
