"""What the register keeps, by noun."""

from delegations.register.models.functions import Function, Phase

__all__ = ["Function", "Phase"]
