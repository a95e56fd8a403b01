"""What the settings of a production deployment must satisfy."""

from collections.abc import Sequence

SHORTEST_SECRET = 50


def problems(*, debug: bool, secret_key: str, allowed_hosts: Sequence[str], demo_password: str) -> list[str]:
    """What makes these settings unfit for production, in words for whoever deploys."""
    found = []
    if debug:
        found.append("DEBUG must be off in production")
    if len(secret_key) < SHORTEST_SECRET or len(set(secret_key)) < 10:
        found.append(f"SECRET_KEY must be {SHORTEST_SECRET} random characters or more")
    if not allowed_hosts or any("*" in host or host.startswith(".") for host in allowed_hosts):
        found.append("ALLOWED_HOSTS must name each host; it may not admit any host")
    if demo_password:
        found.append("DEMO_PASSWORD must not be set: production has no demo accounts")
    return found
