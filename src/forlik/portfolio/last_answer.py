"""The last answer to a question that costs much, kept with its world: leaves of one list ask the same again."""

from collections.abc import Callable, Hashable
from typing import TypeVar

from forlik.world import World

Of = TypeVar("Of")


def last_answer(world: World, name: str, asked: Hashable, make: Callable[[], Of]) -> Of:
    """What was answered last, where the same is asked; else a new answer, which then is the last.

    Args:
        world: What was known: nothing in it changes, so an answer stays true.
        name: Which question it is.
        asked: What is asked; of what persons decided, which may be secret, nothing may be in it.
        make: Makes the answer.
    """
    memory = world.then.memory
    kept = memory.get(name)
    if kept is None or kept[0] != asked:
        kept = memory[name] = (asked, make())
    found: Of = kept[1]
    return found
