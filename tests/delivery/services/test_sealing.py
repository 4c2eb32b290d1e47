"""Secrets in the database: readable with the site's key alone, also after it was rotated."""

import pytest

from blog.delivery.services import sealing

OLD, NEW = "o" * 50, "n" * 50


def test_what_is_sealed_can_be_read_here_and_does_not_show_itself(settings):
    sealed = sealing.seal(secret="whsec_abc")

    assert "whsec" not in sealed
    assert sealing.unseal(sealed=sealed) == "whsec_abc"
    assert sealing.seal(secret="whsec_abc") != sealed


def test_a_rotated_key_still_opens_what_was_sealed_before(settings):
    settings.SECRET_KEY = OLD
    sealed = sealing.seal(secret="whsec_abc")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    assert sealing.unseal(sealed=sealed) == "whsec_abc"


def test_without_the_old_key_it_stays_shut_and_says_what_to_do(settings):
    settings.SECRET_KEY = OLD
    sealed = sealing.seal(secret="whsec_abc")
    settings.SECRET_KEY = NEW
    with pytest.raises(sealing.CannotOpen, match="SECRET_KEY_FALLBACKS"):
        sealing.unseal(sealed=sealed)
