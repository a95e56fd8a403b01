"""Every template of the house: that it compiles, what it may refer to, and what it may never contain."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines
from jinja2 import Environment, nodes

FOLDER = Path(settings.BASE_DIR) / "templates"
STATIC = Path(settings.BASE_DIR) / "static"
NAMES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.jinja"))
PARTS = [name for name in NAMES if Path(name).name.startswith("_")]
COMPONENTS = [name for name in NAMES if name.startswith("components/")]
FORBIDDEN = {
    "an inline style": r"<style|\sstyle\s*=",
    "an inline handler": r"""\son(?!e=)[a-z]+=["']|hx-on""",
    "an evaluated expression": r"javascript:|hx-(vals|headers|vars)\s*=\s*.?js:",
    "an inline script without a nonce": r"<script(?![^>]*\b(src|nonce)=)",
    "an outside address": r"(src|href|action)\s*=\s*.https?:",
    "the NHS header or footer": r"nhsuk/components/(header|footer)/",
}


@pytest.fixture(scope="module")
def env() -> Environment:
    return engines["jinja2"].env


def source(name: str) -> str:
    return (FOLDER / name).read_text()


def names_of(template: nodes.Template) -> set[str]:
    """What another template can import from this one."""
    macros = {node.name for node in template.body if isinstance(node, nodes.Macro)}
    targets = [node.target for node in template.body if isinstance(node, nodes.Assign)]
    values = {name.name for one in targets for name in (one, *one.find_all(nodes.Name)) if isinstance(name, nodes.Name)}
    return macros | values


@pytest.mark.parametrize("name", NAMES)
def test_it_compiles(env, name):
    assert env.get_template(name)


@pytest.mark.parametrize("name", NAMES)
def test_what_it_refers_to_is_there(env, name):
    tree = env.parse(source(name))
    for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
        if not isinstance(node.template, nodes.Const):
            continue
        other, _, _ = env.loader.get_source(env, node.template.value)
        if isinstance(node, nodes.FromImport):
            wanted = {one[0] if isinstance(one, tuple) else one for one in node.names}
            assert wanted <= names_of(env.parse(other)), f"{name} imports from {node.template.value}"


class Roots(HTMLParser):
    """The ids of the elements that have no element around them."""

    VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "wbr"})

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.depth = 0
        self.ids: list[str | None] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.depth == 0:
            self.ids.append(dict(attrs).get("id"))
        self.depth += tag not in self.VOID

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.depth == 0:
            self.ids.append(dict(attrs).get("id"))

    def handle_endtag(self, tag: str) -> None:
        self.depth -= 1


def root_ids(template: str) -> list[str | None]:
    """The ids of a part's roots: elements, or calls of a macro that is given the id of its element."""
    template = re.sub(r"\{#.*?#\}", "", template, flags=re.DOTALL)
    template = re.sub(r"\{%-?\s*macro\b.*?endmacro\s*-?%\}", "", template, flags=re.DOTALL)
    template = re.sub(r"\{%-?\s*call\b(.*?)-?%\}", _call_as_element, template, flags=re.DOTALL)
    template = re.sub(r"\{%-?\s*endcall\s*-?%\}", "</x-call>", template)
    template = re.sub(r"\{%.*?%\}", "", template, flags=re.DOTALL)
    template = re.sub(r"\{\{.*?\}\}", "~", template, flags=re.DOTALL)
    return Roots(template).ids


def _call_as_element(call: re.Match[str]) -> str:
    given = re.search(r"""\bid=["']([\w-]+)["']""", call[1])
    return f'<x-call id="{given[1]}">' if given else "<x-call>"


@pytest.mark.parametrize("name", PARTS)
def test_a_part_has_one_root_with_the_id_of_its_file(name):
    stem = Path(name).stem.removeprefix("_").replace("_", "-")
    assert root_ids(source(name)) in ([stem], [f"{stem}-~"]), (
        "one row of many is named with its key after the file's name"
    )


@pytest.mark.parametrize(
    ("template", "ids"),
    [
        ('<div id="a"><p>b</p></div>', ["a"]),
        ('{% from "x" import y %}\n{% call panel("A", id="a") %}<p>b</p>{% endcall %}', ["a"]),
        ('<tr id="a-{{ row.pk }}"><td><br>b</td></tr>', ["a-~"]),
        ('<div id="a"></div><div></div>', ["a", None]),
    ],
)
def test_roots_are_found(template, ids):
    assert root_ids(template) == ids


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("what", FORBIDDEN)
def test_it_never_contains(name, what):
    assert not re.search(FORBIDDEN[what], source(name), flags=re.IGNORECASE), what


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_says_how_it_is_used(env, name):
    text = source(name)
    assert text.startswith("{#")
    comment = text[: text.index("#}")]
    tree = env.parse(text)
    macros = {node.name for node in tree.body if isinstance(node, nodes.Macro) and not node.name.startswith("_")}
    assert not {macro for macro in macros if f"{macro}(" not in comment}


@pytest.mark.parametrize("name", NAMES)
def test_every_class_of_ours_is_in_the_style_sheet(name):
    styled = set(re.findall(r"\.(app-[\w-]+)", (STATIC / "build" / "app.css").read_text()))
    plain = re.sub(r"\{%.*?%\}", " ", source(name), flags=re.DOTALL)
    used = {
        word
        for value in re.findall(r'class="([^"]*)"', plain)
        for word in re.findall(r"(?<![\w-])app-[\w-]+(?![\w{-]|\{)", value)
        if not word.endswith("-")
    }
    assert not used - styled


def test_the_page_for_a_broken_house_needs_nothing():
    page = source("errors/broken.html")
    assert not re.search(r"\{[%{]|<(link|script|style|img)|\sstyle=", page)


def test_no_file_of_ours_draws_the_nhs_logo(env):
    header, _, _ = env.loader.get_source(env, "nhsuk/components/header/template.jinja")
    logo = re.search(r'nhsuk-header__logo.*?\sd="([^"]{40})', header, flags=re.DOTALL)
    assert logo, "the package draws its logo another way: look again"
    ours = [path for path in [*FOLDER.rglob("*"), *(STATIC / "app").rglob("*")] if path.is_file()]
    assert len(ours) > len(NAMES)
    assert not [path for path in ours if logo[1] in path.read_text()]


def test_the_lock_of_npm_records_no_address():
    lock = (STATIC / "package-lock.json").read_text()
    assert "resolved" not in lock
    assert "http" not in re.sub(r'"funding": (\{[^}]*\}|\[[^\]]*\])', "", lock)


def test_npm_versions_are_exact_and_belong_together():
    wanted = json.loads((STATIC / "package.json").read_text())["dependencies"]
    assert all(re.fullmatch(r"[\d.]+", version) for version in wanted.values())
    locked = json.loads((STATIC / "package-lock.json").read_text())["packages"]
    assert {name: locked[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    python = (Path(settings.BASE_DIR) / "pyproject.toml").read_text()
    assert "nhsuk-frontend-jinja==0.10.2" in python
    assert wanted["nhsuk-frontend"] == "10.6.1", "0.10.2 of the macros belongs to 10.6.1 of the styles"
