"""What a chunk leaves in memory: nothing that refers to itself, since no collector runs while it is computed."""

import gc
from pathlib import Path

from batch_files import write_folders

from carbonfoot.batch.model import Chunk, Job
from carbonfoot.batch.work import Worker
from carbonfoot.portfolio.run import Held


def test_a_chunk_leaves_no_circles_behind(tmp_path: Path) -> None:
    """Not even errors of candidates whose units do not fit, which are kept: their frames would hold the whole chunk."""
    folder = tmp_path / "suppliers"
    files = write_folders(folder, 20).files
    names = tuple(file.relative_to(folder).as_posix() for file in files)
    worker = Worker(Job(str(folder.resolve()), (".",)))
    worker.compute(Chunk(0, names))
    worker.held = Held()  # asks the library again
    gc.collect()
    was = gc.isenabled()
    gc.disable()
    try:
        assert len(worker.compute(Chunk(1, names)).rows) == len(names)
        assert gc.collect() < len(names)  # at most something of the root, nothing of each document
    finally:
        if was:
            gc.enable()
