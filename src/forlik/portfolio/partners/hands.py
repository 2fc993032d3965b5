"""Hands: through how many organisations money comes to each at least, by what is published."""

from collections import deque
from collections.abc import Mapping

from forlik.portfolio.network.partners import Network


def hands(found: Network) -> Mapping[str, int]:
    """Key → the fewest ties that lead to it from an organisation of which no giver is known.

    A breadth-first search from all of these at once. It is the shortest way that is published: money may have gone
    longer ones, and who seems to be the first may have a giver that nobody has published.

    Args:
        found: The network.

    Returns:
        0 for whoever gets from nobody that is known, 1 for whoever gets from one of these, and so on. Those in a ring
        that nothing leads into are not there.
    """
    gets = set(found.implementers.tolist())
    to: dict[int, list[int]] = {}
    for giver, getter in zip(found.funders.tolist(), found.implementers.tolist(), strict=True):
        to.setdefault(giver, []).append(getter)
    steps = dict.fromkeys((one for one in sorted(to) if one not in gets), 0)
    queue = deque(steps)
    while queue:
        at = queue.popleft()
        for one in to.get(at, ()):
            if one not in steps:
                steps[one] = steps[at] + 1
                queue.append(one)
    return {found.ids[number]: count for number, count in sorted(steps.items())}
