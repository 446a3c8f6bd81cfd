"""Draws by key: draw k of a driver is a function of seed, key and k alone.

Philox 4x64 (Salmon and others, Parallel random numbers: as easy as 1, 2, 3, 2011) is a keyed function of a counter. The key is
a hash of seed and driver key, the counter is k / 4, since one step gives four numbers. So draw k is the same alone
or among a million, in blocks of any width, whatever else is in a model and in whatever order.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

STEP = 4
"""Numbers that one step of the counter gives: blocks start at a multiple of it."""

_HALF = 0.5 - 2.0**-54


class Streams:
    """One stream of uniform numbers for each key; the generator is made once and pointed at a key and place."""

    def __init__(self, seed: int) -> None:
        from numpy.random import Generator, Philox

        self._seed = f"carbonfoot draws 1\n{seed}\n".encode()
        self._bits = Philox(key=0)
        self._generator = Generator(self._bits)
        self._state: Any = dict(self._bits.state)
        self._keys: dict[str, Any] = {}

    def centred(self, key: str, start: int, out: Floats) -> None:
        """Draws `start` and following (a multiple of 4) of a key into `out`, uniform in (-0.5, 0.5), never either end.

        53 random bits each, halfway between multiples of 2^-53.
        """
        import numpy as np

        found = self._keys.get(key)
        if found is None:
            digest = blake2b(self._seed + key.encode("utf-8", "surrogatepass"), digest_size=16).digest()
            found = self._keys[key] = np.frombuffer(digest, dtype="<u8").astype(np.uint64)
        counter = np.array((start // STEP, 0, 0, 0), dtype=np.uint64)
        self._state["state"] = {"counter": counter, "key": found}
        self._bits.state = self._state
        self._generator.random(out=out)
        out -= _HALF
