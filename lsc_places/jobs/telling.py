"""Telling people things once, and taking back what no longer holds."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models.functions import Now

from lsc_places.jobs.models import Notice


@dataclass(frozen=True)
class News:
    """Something to tell somebody: the key of the account, what it is about, the words, and the page it leads to."""

    user: int
    key: str
    words: str
    address: str


@transaction.atomic
def tell(kind: str, *, news: Iterable[News]) -> int:
    """Make these the notices of a kind that stand; answers how many are new or stand again.

    What was told before is not told again, and stays seen. The keys of a kind begin with it and a colon.
    """
    wanted = {(one.user, one.key): one for one in news}
    known = {
        (one.user_id, one.key): one for one in Notice.objects.filter(key__startswith=f"{kind}:").select_for_update()
    }
    gone = [one.pk for at, one in known.items() if at not in wanted and one.cancelled_at is None]
    back = [one.pk for at, one in known.items() if at in wanted and one.cancelled_at is not None]
    Notice.objects.filter(pk__in=gone).update(cancelled_at=Now())
    Notice.objects.filter(pk__in=back).update(cancelled_at=None)
    new = [one for at, one in wanted.items() if at not in known]
    Notice.objects.bulk_create(
        [Notice(user_id=one.user, key=one.key, words=one.words, address=one.address) for one in new],
        ignore_conflicts=True,  # told in the same moment by another worker
    )
    return len(new) + len(back)
