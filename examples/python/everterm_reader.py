"""Keeps a value of `everterm serve` in memory, with nothing but the standard library.

    prices = Reader("http://127.0.0.1:8080", "prices")   # or "unix:/run/everterm/everterm.sock"
    prices.ready(timeout=30)
    prices.get()["EUR"]

`get()` is a read of a variable: one thread asks for the next value and waits for the answer, as long as it takes.
"""

import http.client
import json
import random
import socket
import sys
import threading
import time
from urllib.parse import quote, urlsplit

WAIT_S = 30
LONGEST_PAUSE_S = 10


class _UnixConnection(http.client.HTTPConnection):
    def __init__(self, path: str, timeout: float) -> None:
        super().__init__("localhost", timeout=timeout)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


class Reader:
    """The last good value of a term; it stays when the service goes."""

    def __init__(self, place: str, term: str) -> None:
        self._place = place
        self._path = f"/v1/terms/{quote(term)}"
        self._value = None
        self._etag = None
        self._is_there = threading.Event()
        threading.Thread(target=self._follow, name=f"everterm {term}", daemon=True).start()

    def get(self):
        if not self._is_there.is_set():
            raise LookupError("there is no value yet")
        return self._value

    def ready(self, timeout: float) -> None:
        if not self._is_there.wait(timeout):
            raise TimeoutError("no value came in time")

    def _follow(self) -> None:
        failures = 0
        while True:
            try:
                self._ask()
                failures = 0
            except (OSError, http.client.HTTPException, ValueError):
                failures = min(failures + 1, 10)
                # With jitter, so that the processes of a host don't come back as one.
                time.sleep(random.random() * min(LONGEST_PAUSE_S, 0.1 * 2**failures))

    def _ask(self) -> None:
        connection = self._connect()
        try:
            headers = {} if self._etag is None else {"if-none-match": self._etag}
            connection.request("GET", f"{self._path}?wait={WAIT_S}s", headers=headers)
            answer = connection.getresponse()
            body = answer.read()
            if answer.status == 304:
                return
            if answer.status != 200:
                raise ValueError(f"the service answered {answer.status}")
            # The value is swapped as a whole: readers in other threads see the old one or the new one.
            self._value, self._etag = json.loads(body), answer.headers["etag"]
            self._is_there.set()
        finally:
            connection.close()

    def _connect(self) -> http.client.HTTPConnection:
        timeout = WAIT_S + 10
        if self._place.startswith("unix:"):
            return _UnixConnection(self._place.removeprefix("unix:"), timeout)
        url = urlsplit(self._place)
        return http.client.HTTPConnection(url.hostname, url.port, timeout=timeout)


def main() -> None:
    """Prints each value of a term as it comes: everterm_reader.py http://127.0.0.1:8080 prices"""
    place, term = sys.argv[1:3]
    reader = Reader(place, term)
    reader.ready(timeout=30)
    shown = None
    while True:
        value = reader.get()
        if value is not shown:
            shown = value
            print(json.dumps(value), flush=True)
        time.sleep(0.05)


if __name__ == "__main__":
    main()
