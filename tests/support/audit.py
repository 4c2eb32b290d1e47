"""Ask pip-audit whether a locked package has a known vulnerability, and tell "no" from "no answer".

Where the advisory service cannot be reached, pip-audit fails, or skips every package and calls
that a success. Both end here as a warning. A found vulnerability fails.

Run: python tests/support/audit.py requirements/dev.lock
"""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

UNREACHABLE = re.compile(
    r"connection|timed? ?out|max retries|name resolution|unreachable"
    r"|SSLError|ProxyError|ServiceError",
    re.I,
)
LONGEST_WAIT = 300


@dataclass(frozen=True)
class Verdict:
    """What to print, and whether it is a failure."""

    lines: tuple[str, ...]
    failed: bool


def judge(report: dict[str, Any] | None, said: str) -> Verdict:
    """Return what pip-audit's report means; ``said`` is its output, None a report not written."""
    if report is None:
        if UNREACHABLE.search(said):
            return Verdict(
                ("Warning: pip-audit could not reach its advisory service, not checked.",),
                failed=False,
            )
        return Verdict(("pip-audit failed:", said.strip()), failed=True)
    packages = report["dependencies"]
    found = [
        f"{package['name']} {package['version']}: {vulnerability['id']},"
        f" fixed in {', '.join(vulnerability['fix_versions']) or 'no version yet'}"
        for package in packages
        for vulnerability in package.get("vulns", ())
    ]
    skipped = [package["name"] for package in packages if "skip_reason" in package]
    if found:
        return Verdict(tuple(found), failed=True)
    if skipped and len(skipped) == len(packages):
        return Verdict(
            ("Warning: pip-audit could not reach any advisory, not checked.",), failed=False
        )
    lines = [f"{len(packages) - len(skipped)} packages without a known vulnerability."]
    if skipped:
        lines.append(
            f"Warning: pip-audit could not reach an advisory for {', '.join(skipped)}: not checked."
        )
    return Verdict(tuple(lines), failed=False)


def audit(lock: str) -> Verdict:
    """Run pip-audit over one lock file."""
    command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes", "-r", lock]
    command += ["--format", "json", "--progress-spinner", "off", "--timeout", "10"]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=LONGEST_WAIT, check=False
        )
    except subprocess.TimeoutExpired:
        return judge(None, "timeout")
    try:
        report = json.loads(done.stdout)
    except ValueError:
        report = None
    return judge(report, done.stderr)


if __name__ == "__main__":
    verdict = audit(sys.argv[1])
    print(*verdict.lines, sep="\n")
    sys.exit(verdict.failed)
