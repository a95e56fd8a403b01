from django.apps import AppConfig


class RisksConfig(AppConfig):
    """Risks, the registers that hold them and the rules by which they go up."""

    name = "delegations.risks"
    label = "risks"
