"""A bounded load: a fixed number of requests over a few connections that are kept open. Python threads, one process."""

import http.client
import json
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle

PATIENCE = 120


def load(port: int, requests: int, connections: int, paths: list[str]) -> None:
    """Ask from several kept connections at once until all requests are answered; print seconds and errors as JSON."""
    taken: list[float] = []
    errors: list[str] = []
    left = iter(range(requests))
    lock, asked = threading.Lock(), cycle(paths)

    def keep_asking() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        while True:
            with lock:
                if next(left, None) is None:
                    return
                path = next(asked)
            began = time.perf_counter()
            try:
                connection.request("GET", path)
                answer = connection.getresponse()
                answer.read()
                if answer.status != http.client.OK:
                    errors.append(str(answer.status))
            except (OSError, http.client.HTTPException) as error:
                errors.append(type(error).__name__)
                connection.close()
            taken.append(time.perf_counter() - began)

    began = time.perf_counter()
    with ThreadPoolExecutor(connections) as pool:
        for done in [pool.submit(keep_asking) for _ in range(connections)]:
            done.result()
    print(json.dumps({"seconds": time.perf_counter() - began, "taken": taken, "errors": errors}))


if __name__ == "__main__":
    load(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])
