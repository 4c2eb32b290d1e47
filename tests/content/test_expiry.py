"""What has expired is gone at its moment, whether or not the worker has come by."""

from datetime import timedelta

import pytest
from django.utils import timezone

from blog.content.models import SectionPage
from tests import factories


@pytest.mark.django_db
@pytest.mark.parametrize(("hours", "status"), [(-1, 404), (1, 200)])
def test_a_post_at_its_address(client, rye, hours, status):
    type(rye).objects.filter(pk=rye.pk).update(expire_at=timezone.now() + timedelta(hours=hours))
    assert client.get(rye.get_url()).status_code == status


@pytest.mark.django_db
def test_a_page_of_another_kind(client):
    bread = factories.make_section("Bread")
    assert client.get(bread.get_url()).status_code == 200
    SectionPage.objects.update(expire_at=timezone.now() - timedelta(hours=1))
    assert client.get(bread.get_url()).status_code == 404
