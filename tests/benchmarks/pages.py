"""Requests a second for a question page, beside the same template rendered from constants, and beside "Hello, world".

Run by ``make bench``: the server has the first core for itself and the load (16 connections) the second.
Uses wrk where it is installed, else a small generator of its own.
"""

import http.client
import re
import shutil
import subprocess
import sys
import threading
import time
from statistics import quantiles

from tests.benchmarks.report import publish

PORT = 8765
CONNECTIONS = 16
SECONDS = 6
ROUNDS = 5


def wrk(path: str, cookie: str) -> tuple[float, float]:
    """Requests a second, and the 99th percentile in ms, by wrk."""
    arguments = ["taskset", "-c", "1", "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency"]
    arguments += ["-H", f"Cookie: {cookie}", f"http://127.0.0.1:{PORT}{path}"]
    out = subprocess.run(arguments, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in out or "Socket errors" in out:
        raise RuntimeError(out)
    rate, late = re.search(r"Requests/sec:\s+([\d.]+)", out), re.search(r"99%\s+([\d.]+)(us|ms|s)", out)
    assert rate
    assert late
    return float(rate[1]), float(late[1]) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[late[2]]


def own_load(path: str, cookie: str) -> tuple[float, float]:
    """The same, by threads of this process."""
    times: list[float] = []

    def ask() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", PORT)
        until = time.perf_counter() + SECONDS
        while (start := time.perf_counter()) < until:
            connection.request("GET", path, headers={"Cookie": cookie})
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                raise RuntimeError(f"{path}: {answer.status}")
            times.append(time.perf_counter() - start)

    threads = [threading.Thread(target=ask) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(times) / SECONDS, quantiles(times, n=100)[98] * 1000


def main() -> None:
    """Measure the three pages."""
    load = wrk if shutil.which("wrk") else own_load
    arguments = ["taskset", "-c", "0", sys.executable, "-m", "tests.benchmarks.pages_server", str(PORT)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            cookie, question = server.stdout.readline().split()
            _wait()
            pages = {"question page": question, "same template, constants": "/bench/constant", "hello": "/bench/hello"}
            # In turns, so that a busy moment does not fall on one page alone.
            rounds = [{name: load(path, cookie) for name, path in pages.items()} for _ in range(ROUNDS)]
            found = {name: max(one[name] for one in rounds) for name in pages}
        finally:
            server.terminate()
    constant = found["same template, constants"][0]
    rows = [[name, f"{rate:.0f}", f"{late:.0f}", f"{rate / constant:.2f}"] for name, (rate, late) in found.items()]
    publish("pages", ["page", "requests a second", "99th percentile, ms", "of the constant page's rate"], rows)


def _wait() -> None:
    for _ in range(100):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", PORT)
            connection.request("GET", "/bench/hello")
            connection.getresponse().read()
        except ConnectionRefusedError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server did not start")


if __name__ == "__main__":
    main()
