"""The places on a day, side by side and one by one, read from every family."""

from reporting.overview.queries.columns import Column, columns
from reporting.overview.queries.help import ShortName, short_names
from reporting.overview.queries.home import HomePage, home_page
from reporting.overview.queries.place import PlacePage, place_page

__all__ = ["Column", "HomePage", "PlacePage", "ShortName", "columns", "home_page", "place_page", "short_names"]
