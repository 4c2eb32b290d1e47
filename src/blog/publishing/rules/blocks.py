"""Putting one block of an earlier text back into a newer one. No database, no Django."""

from collections.abc import Mapping, Sequence
from typing import Any

type Block = Mapping[str, Any]


def put_back(*, into: Sequence[Block], of: Sequence[Block], block_id: str) -> list[Block] | None:
    """Return the newer text's blocks with one of the earlier text's again as it was there.

    One that was changed stays in its place. One that is gone comes behind the block that stood
    before it, as far as that is there. None: the earlier text has no such block.
    """
    old = [block.get("id") for block in of]
    if not block_id or block_id not in old:
        return None
    place = old.index(block_id)
    new = [block.get("id") for block in into]
    blocks = list(into)
    if block_id in new:
        blocks[new.index(block_id)] = of[place]
        return blocks
    before = next((one for one in reversed(old[:place]) if one and one in new), None)
    blocks.insert(new.index(before) + 1 if before else 0, of[place])
    return blocks
