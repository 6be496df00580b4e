"""Work in several lanes at once, of which each takes the next piece as soon as it has done its last one."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

Piece = TypeVar("Piece")


async def in_lanes(
    count: int, take: Callable[[], Piece | None], work: Callable[[Piece], Awaitable[None]], over: Callable[[], bool]
) -> None:
    """Take pieces and work on them until it is over, or none is left and all lanes are idle.

    `take` is asked in the moment in which a lane has ended its piece, before any other lane goes on. So where pieces
    end in the order in which they began (as with one worker), what is taken does not depend on the time that they take.
    An exception ends all lanes, and so does the end: work that is still under way then is cancelled.
    """
    busy = 0
    changed = asyncio.Event()

    async def lane() -> None:
        nonlocal busy
        while not over():
            piece = take()
            if piece is not None:
                busy += 1
                try:
                    await work(piece)
                finally:
                    busy -= 1
                    changed.set()
            elif busy:
                changed.clear()
                await changed.wait()
            else:
                changed.set()
                return

    lanes = {asyncio.create_task(lane()) for _ in range(count)}
    waiting = set(lanes)
    try:
        while waiting and not over():
            done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            for each in done:
                each.result()
    finally:
        for each in lanes:
            each.cancel()
        await asyncio.gather(*lanes, return_exceptions=True)
