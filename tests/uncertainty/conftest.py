from __future__ import annotations

from collections.abc import Callable
from math import log

import pytest

from carbonfoot.engine.network import Network
from carbonfoot.uncertainty.model import Distribution, Driver, Model

Link = tuple[str, float, str]
Make = Callable[..., Model]


def lognormal(gsd: float) -> Distribution:
    return Distribution("lognormal", (log(gsd),))


@pytest.fixture
def make() -> Make:
    """A model of activities `{id: ([(supplier, amount, drivers)], [(term, drivers)])}`; drivers by key, parted by spaces,
    `/key` where they divide."""

    def build(
        activities: dict[str, tuple[list[Link], list[tuple[float, str]]]],
        drivers: dict[str, Distribution],
        demands: list[str] | None = None,
        correlations: tuple[tuple[str, str, float], ...] = (),
        origins: dict[str, str] | None = None,
    ) -> Model:
        ids = [*activities]
        keys = [*drivers]

        def numbers(text: str) -> tuple[int, ...]:
            return tuple(
                ~keys.index(word[1:]) if word[0] == "/" else keys.index(word) for word in text.split()
            )

        return Model(
            Network(
                ids,
                [[ids.index(target) for target, _, _ in links] for links, _ in activities.values()],
                [[amount for _, amount, _ in links] for links, _ in activities.values()],
            ),
            [[term for term, _ in terms] for _, terms in activities.values()],
            [Driver(key, key, one, (origins or {}).get(key, "assumed")) for key, one in drivers.items()],
            [[numbers(text) for _, _, text in links] for links, _ in activities.values()],
            [[numbers(text) for _, text in terms] for _, terms in activities.values()],
            [(one, {ids.index(one): 1.0}) for one in demands or ids[:1]],
            correlations,
        )

    return build
