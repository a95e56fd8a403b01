"""People and their posts are facts that pages show; users and their grants are rights that predicates read."""

from datetime import timedelta
from ipaddress import ip_address, ip_network
from typing import Any, Self

import pghistory
from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.functional import cached_property

from lsc_places.kit.arrangements import Spell, SpellQuerySet, no_two_at_once
from lsc_places.kit.dates import today
from lsc_places.organisations.models import Organisation
from lsc_places.places.models import Place
from lsc_places.sources.models import Sourced, SourcedSpell


class Person(Sourced):
    """Somebody named in a paper, or invited; a person has no rights."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    title = models.CharField(max_length=40, blank=True)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="people"
    )

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.name


class Role(Sourced):
    """A role that posts are of, such as a director's or a chair's."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=160)
    short_name = models.CharField(max_length=40, blank=True)
    plural_short_name = models.CharField(max_length=40, blank=True)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="roles"
    )
    count = models.PositiveSmallIntegerField(null=True)
    count_per = models.CharField(max_length=40, blank=True)
    responsibilities = ArrayField(models.CharField(max_length=300), default=list, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Team(Sourced):
    """A team the papers name as doing or leading work."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=160)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="teams"
    )
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="teams")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Post(SourcedSpell):
    """A role held for a spell, at a place or none, by a person or by nobody the papers name."""

    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="posts")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="posts"
    )
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="posts")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="posts")
    is_interim = models.BooleanField(default=False)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            no_two_at_once("one_post_of_a_role_at_a_place", "role", "place", condition=Q(place__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.role}, {self.place or self.organisation}"


class AccountabilityLine(Sourced):
    """To whom a role, at a place or everywhere, answers."""

    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="answers_to")
    place = models.ForeignKey(
        Place, null=True, blank=True, on_delete=models.PROTECT, related_name="accountability_lines"
    )
    accountable_to = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="answered_by")
    kind = models.CharField(max_length=40)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.role} to {self.accountable_to}"


class Accounts(BaseUserManager["User"]):
    """How accounts are made: with a user name, and no address to write to."""

    def create_user(self, username: str, password: str | None = None, **values: Any) -> "User":
        user = self.model(username=self.model.normalize_username(username), **values)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractUser):
    """An account somebody logs in with; what it may do is in its grants, never in itself."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = None  # type: ignore[assignment]
    name = models.CharField(max_length=120)
    person = models.OneToOneField(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="user")
    is_demo = models.BooleanField(default=False)

    objects = Accounts()  # type: ignore[assignment, misc]

    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def current_grants(self) -> tuple["Grant", ...]:
        """The grants held today; read once a request."""
        return tuple(self.grants.as_at(today()).select_related("place", "organisation"))

    def holds(self, *rights: str, place: Place | None = None) -> bool:
        """Whether any of these rights is held today for this place, or, without a place, across the ICB."""
        return any(
            grant.right in rights and (grant.scope == Grant.Scope.ICB if place is None else grant.place_id == place.pk)
            for grant in self.current_grants
        )

    def holds_anywhere(self, *rights: str) -> bool:
        """Whether any of these rights is held today for any place or body, or across the ICB."""
        return any(grant.right in rights for grant in self.current_grants)

    @property
    def rights_words(self) -> str:
        """What the account is for, as the header says it."""
        return "; ".join(str(grant) for grant in self.current_grants) or "no rights"


class GrantQuerySet(SpellQuerySet):
    def of(self, *rights: str) -> Self:
        return self.filter(right__in=rights)


@pghistory.track()
class Grant(Spell):
    """A right given to an account for a spell: across the ICB, for a place, or for one organisation."""

    class Right(models.TextChoices):
        PROGRAMME_MANAGER = "programme_manager", "Programme manager"
        DHCI = "dhci", "Director of Health and Care Integration"
        PARTNER = "partner", "Partner"
        FINANCE_LEAD = "finance_lead", "Finance lead"
        WORKFORCE_LEAD = "workforce_lead", "Workforce lead"
        PERFORMANCE_LEAD = "performance_lead", "Performance lead"
        GOVERNANCE_LEAD = "governance_lead", "Governance lead"
        QUALITY_LEAD = "quality_lead", "Quality lead"
        PANEL_CHAIR = "panel_chair", "Panel chair"
        ACCOUNTABLE_OFFICER = "accountable_officer", "Accountable officer"
        SECRETARY = "secretary", "Board secretary"
        BOARD_MEMBER = "board_member", "Board member"
        AUDITOR = "auditor", "Auditor"
        ADMINISTRATOR = "administrator", "Administrator"

    class Scope(models.TextChoices):
        ICB = "icb", "The ICB"
        PLACE = "place", "A place"
        ORGANISATION = "organisation", "An organisation"

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    right = models.CharField(max_length=24, choices=Right.choices)
    scope = models.CharField(max_length=12, choices=Scope.choices)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="grants")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="grants"
    )
    deputy_for = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="deputies")

    objects = GrantQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="grant_names_what_its_scope_says",
                condition=Q(scope="icb", place=None, organisation=None)
                | Q(scope="place", place__isnull=False, organisation=None)
                | Q(scope="organisation", place=None, organisation__isnull=False),
            ),
            models.CheckConstraint(
                name="nobody_is_their_own_deputy", condition=Q(deputy_for=None) | ~Q(deputy_for=models.F("user"))
            ),
        ]

    def __str__(self) -> str:
        words = str(self.Right(self.right).label)
        if self.deputy_for_id:
            words = f"Deputy {words}"
        of = self.place or self.organisation
        return f"{words}, {of}" if of else words


class FailedLogInQuerySet(models.QuerySet["FailedLogIn"]):
    """Tries to log in that failed, by when."""

    def lately(self) -> Self:
        return self.filter(failed_at__gt=timezone.now() - FailedLogIn.WITHIN)

    def of_address(self, address: str) -> Self:
        return self.filter(address=FailedLogIn.counted_as(address))


class FailedLogIn(models.Model):
    """A try to log in that failed, kept for as long as it slows the next ones down."""

    WITHIN = timedelta(minutes=5)
    MOST_OF_A_NAME, MOST_OF_AN_ADDRESS = 10, 100

    username = models.CharField(max_length=150)
    address = models.CharField(max_length=64)
    failed_at = models.DateTimeField(db_default=Now())

    objects = FailedLogInQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["address", "failed_at"], name="people_failed_log_ins_of")]

    def __str__(self) -> str:
        return self.address

    @staticmethod
    def counted_as(address: str) -> str:
        """What counts as one address: of IPv6 the network, within which a subscriber takes any address at will."""
        try:
            is_wide = ip_address(address).version == 6
        except ValueError:
            return address
        return str(ip_network((address, 64), strict=False)) if is_wide else address
