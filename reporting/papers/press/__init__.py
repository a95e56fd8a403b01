"""The press: a page of HTML becomes a PDF, in a process that can reach nothing and may take only so much.

Only a worker imports this package; the web server never loads the libraries behind it.
"""

from reporting.papers.press.cell import Limits, Pressed, PressFailed
from reporting.papers.press.finishing import pages
from reporting.papers.press.presswork import press

__all__ = ["Limits", "PressFailed", "Pressed", "pages", "press"]
