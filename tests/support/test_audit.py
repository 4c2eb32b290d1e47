"""A known vulnerability fails; no answer is said out loud and does not."""

import pytest

from tests.support.audit import judge

SAFE = {"name": "safe", "version": "1.0", "vulns": []}
HOLED = {
    "name": "holed",
    "version": "2.0",
    "vulns": [{"id": "PYSEC-2026-1", "fix_versions": ["2.1"]}],
}
UNKNOWN = {"name": "unknown", "skip_reason": "not found"}


def test_a_known_vulnerability_fails_and_is_named():
    verdict = judge({"dependencies": [SAFE, HOLED]}, "")

    assert verdict.failed
    assert verdict.lines == ("holed 2.0: PYSEC-2026-1, fixed in 2.1",)


def test_a_known_vulnerability_fails_beside_packages_without_an_answer():
    assert judge({"dependencies": [UNKNOWN, HOLED]}, "").failed


def test_no_vulnerability_passes_with_the_number_of_packages():
    verdict = judge({"dependencies": [SAFE]}, "")

    assert not verdict.failed
    assert verdict.lines == ("1 packages without a known vulnerability.",)


def test_a_package_without_an_answer_is_named():
    assert "unknown" in judge({"dependencies": [SAFE, UNKNOWN]}, "").lines[-1]


@pytest.mark.parametrize(
    ("report", "said"),
    [
        (None, "HTTPSConnectionPool: Max retries exceeded"),
        (None, "timeout"),
        ({"dependencies": [UNKNOWN, UNKNOWN]}, ""),
    ],
)
def test_an_unreachable_service_is_a_warning(report, said):
    verdict = judge(report, said)

    assert not verdict.failed
    assert "could not reach" in verdict.lines[0]
    assert "not checked" in verdict.lines[0]


def test_a_failure_of_another_kind_fails():
    verdict = judge(None, "usage: pip-audit: error: no such option")

    assert verdict.failed
    assert "no such option" in verdict.lines[1]
