"""The text of papers: plain words, strong and emphatic ones, and references to other parts by their key."""

import re
from collections.abc import Iterable, Mapping

import nh3
from markupsafe import Markup, escape

ALLOWED = ("strong", "em")
MISSING_REFERENCE = "[a part that is not here]"
_REFERENCE = re.compile(r"\[\[([\w-]+)\]\]")
_ADMITTED = re.compile(rf"&lt;(/?(?:{'|'.join(ALLOWED)}))&gt;")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
MARK = "\N{REPLACEMENT CHARACTER}"


def visible(words: str) -> str:
    """Words with a visible mark for each character that cannot be printed or that would turn the line about."""
    return _UNPRINTABLE.sub(MARK, words)


def rich(words: str, *, named: Mapping[str, tuple[str, str]]) -> Markup:
    """Words as a paper prints them: everything is shown as it is written, except the few elements that are allowed.

    Args:
        words: As typed or pasted.
        named: What a reference prints and the id it leads to, by its key.
    """
    shown = _ADMITTED.sub(r"<\1>", str(escape(visible(words))))
    closed = nh3.clean(shown, tags=set(ALLOWED), attributes={})

    def reference(found: re.Match[str]) -> str:
        if found[1] not in named:
            return MISSING_REFERENCE
        prints, address = named[found[1]]
        return f'<a href="#{escape(address)}">{escape(prints)}</a>'

    return Markup(_REFERENCE.sub(reference, closed))


def references(words: Iterable[str]) -> set[str]:
    """The keys that texts refer to."""
    return {key for text in words for key in _REFERENCE.findall(text)}
