"""Having a comment open: a soft lease. It hinders nobody; it tells others who is at it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from blog.accounts import permissions
from blog.accounts.rules.roles import Act
from blog.comments.models import Comment, Lease
from blog.comments.selectors.items import LEASE_LASTS


@transaction.atomic
def hold(*, comment: Comment, by: Any, at: datetime) -> Lease:
    """Take a comment's lease, unless somebody has it; return the lease that holds.

    :raises RoleRefused: the person may not moderate
    """
    permissions.ensure(by, Act.MODERATE)
    made, is_new = Lease.objects.get_or_create(comment=comment, defaults={"by": by, "at": at})
    lease = Lease.objects.select_for_update(of=("self",)).select_related("by").get(pk=made.pk)
    if not is_new and (lease.by_id == by.pk or lease.at <= at - LEASE_LASTS):
        lease.by, lease.at = by, at
        lease.save(update_fields=["by", "at"])
    return lease
