"""Asking for pages over and over: by wrk where it is installed, else by threads of Python."""

import http.client
import json
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WRK = shutil.which("wrk")

# In which header a request says what visitor it comes from, where each is to be another one.
VISITOR = "X-Visitor"
# wrk runs this for each request: one address after the other, and one visitor.
_IN_TURN = """
local paths, visitor, place = {%s}, %s, 0
request = function()
  place = place + 1
  if visitor then
    local high, low = math.floor(place / 256), place %% 256
    wrk.headers[visitor] = "10." .. math.floor(high / 256) .. "." .. high %% 256 .. "." .. low
  end
  return wrk.format("GET", paths[(place - 1) %% #paths + 1])
end
"""
_MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass(frozen=True)
class Load:
    """What a load generator saw."""

    requests: int
    errors: int  # answers that were none of 2xx and 3xx, and connections that broke
    seconds: float
    median_ms: float
    p99_ms: float


def run(
    port: int,
    paths: Sequence[str],
    headers: Mapping[str, str],
    *,
    seconds: float,
    connections: int,
    by_many: bool = False,
) -> Load:
    """Ask a server of this machine for paths in turn, for some seconds, in a process of its own.

    ``by_many``: each request is another visitor's, so that no limit of one visitor is measured.
    """
    ask = _by_wrk if WRK else _by_python
    return ask(port, paths, headers, seconds, connections, by_many)


def _by_wrk(
    port: int,
    paths: Sequence[str],
    headers: Mapping[str, str],
    seconds: float,
    connections: int,
    by_many: bool,
) -> Load:
    command = [str(WRK), "-t1", f"-c{connections}", f"-d{seconds:g}s", "--latency"]
    for name, value in headers.items():
        command += ["-H", f"{name}: {value}"]
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        if len(paths) > 1 or by_many:
            visitor = json.dumps(VISITOR) if by_many else "nil"
            script.write(_IN_TURN % (", ".join(json.dumps(path) for path in paths), visitor))
            script.flush()
            command += ["-s", script.name]
        said = subprocess.run(
            [*command, f"http://127.0.0.1:{port}{paths[0]}"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    return read_wrk(said)


def read_wrk(said: str) -> Load:
    """Read wrk's report.

    :raises ValueError: it is none
    """
    counted = re.search(r"(\d+) requests in ([\d.]+)(us|ms|s|m)", said)
    if counted is None:
        raise ValueError(said)
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    broken = re.search(
        r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", said
    )
    errors = int(failed[1]) if failed else 0
    errors += sum(int(number) for number in broken.groups()) if broken else 0
    return Load(
        requests=int(counted[1]),
        errors=errors,
        seconds=float(counted[2]) * _MILLISECONDS[counted[3]] / 1000,
        median_ms=_latency(said, "50"),
        p99_ms=_latency(said, "99"),
    )


def _latency(said: str, share: str) -> float:
    found = re.search(rf"^\s*{share}%\s+([\d.]+)(us|ms|s|m)", said, re.MULTILINE)
    return float(found[1]) * _MILLISECONDS[found[2]] if found else float("nan")


def _by_python(
    port: int,
    paths: Sequence[str],
    headers: Mapping[str, str],
    seconds: float,
    connections: int,
    by_many: bool,
) -> Load:
    asked = [port, list(paths), dict(headers), seconds, connections, by_many]
    command = [sys.executable, "-m", "tests.support.bench.load"]
    done = subprocess.run(
        command, input=json.dumps(asked), capture_output=True, text=True, check=True
    )
    return Load(**json.loads(done.stdout))


def generate(
    port: int,
    paths: Sequence[str],
    headers: Mapping[str, str],
    seconds: float,
    connections: int,
    by_many: bool = False,
) -> Load:
    """Ask from this process, on several kept connections."""
    times: list[float] = []
    errors: list[int] = []
    begun = time.perf_counter()

    def ask(start: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        place = start
        while time.perf_counter() - begun < seconds:
            place += connections
            visitor = f"10.{place >> 16}.{place >> 8 & 255}.{place & 255}"
            named = {**headers, VISITOR: visitor} if by_many else dict(headers)
            sent = time.perf_counter()
            try:
                connection.request("GET", paths[place % len(paths)], headers=named)
                answer = connection.getresponse()
                answer.read()
            except (OSError, http.client.HTTPException):
                errors.append(0)
                connection.close()
                continue
            times.append(time.perf_counter() - sent)
            if answer.status >= 400:
                errors.append(answer.status)

    threads = [threading.Thread(target=ask, args=[number]) for number in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ordered = sorted(times) or [float("nan")]
    median, slow = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)]
    return Load(len(times), len(errors), time.perf_counter() - begun, median * 1000, slow * 1000)


if __name__ == "__main__":
    print(json.dumps(vars(generate(*json.load(sys.stdin)))))
