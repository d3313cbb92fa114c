"""HTML pages: the body's blocks in their order, data tables as grids, page litter kept and marked as furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ie.read.charset import Decoded, bytes_to_decoded, decode_strictly
from ie.read.grid import GridCell
from ie.read.html_tables import is_data_table, table_cells
from ie.read.plausible import PLAUSIBLE
from ie.read.render import Rendered, Renderer, one_line
from ie.read.source import Limits, Refused
from ie.read.zipped import check_elements, too_deep

if TYPE_CHECKING:
    from lxml.html import HtmlElement

DECLARATION = 4_096
"""Bytes from the start in which a page declares its charset; the standard asks for the first 1,024."""
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE)
_LOOKS = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|div|meta|p|h[1-6])\b", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]*)((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*)>")
_RAW = re.compile(r"<!--.*?(?:-->|$)|<(script|style|textarea|title)\b.*?(?:</\1\s*>|$)", re.IGNORECASE | re.DOTALL)
CHINESE = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "utf8": "utf-8"}
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
CLOSED_BY_OTHERS = frozenset("p li td th tr dd dt option tbody thead tfoot colgroup".split())
"""Elements whose end may be left out: an open one ends where its like begins."""
SKIPPED = frozenset("script style template noscript iframe object svg head select textarea map".split())
BLOCKS = frozenset(
    "address article aside blockquote body center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li"
    " main nav ol p pre section table td th tr tbody thead tfoot caption ul".split()
)
FURNITURE_TAGS = frozenset(("nav", "footer", "aside"))
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|breadcrumbs?|crumbs?|footer|foot|share|bdshare\w*|bdsharebuttonbox|print|toolbar"
    r"|sidebar|copyright|pager|pagination|location|mianbao\w*)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
MAX_LITTER = 0.5
"""A marked block with more than this share of the page's text is no litter, whatever its name."""


def looks_like_html(data: bytes) -> bool:
    """Whether the first bytes hold tags of a page or of a piece of one.

    >>> looks_like_html(b"<!DOCTYPE html><html>"), looks_like_html(b"a < b")
    (True, False)
    """
    head = data[:DECLARATION].replace(b"\0", b"")
    return bool(_LOOKS.search(head)) and head.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").startswith(b"<")


def html_to_decoded(data: bytes, charset: str | None = None) -> Decoded | None:
    """Decode a page: byte order mark, the header's charset, the page's own, then by content as any text."""
    declared = [charset.encode("ascii", "ignore")] if charset else []
    for pattern in (_CHARSET, _XML):
        match = pattern.search(data[:DECLARATION])
        if match:
            declared.append(match.group(1))
    if not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        for name in declared:
            encoding = CHINESE.get(name.decode("ascii").lower(), name.decode("ascii").lower())
            try:
                decoded = decode_strictly(data, encoding)
            except LookupError:
                continue
            if decoded and "\0" not in decoded.text and decoded.plausibility >= PLAUSIBLE:
                return decoded
    return bytes_to_decoded(data)


def render_html(text: str, limits: Limits) -> Rendered:
    """A decoded page → its text.  Refuses pages nested too deep; what is hidden from readers counts as furniture."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    check_elements(text.count("<"))
    check_depth(text, limits.max_depth)
    data = text.encode("utf-8", "replace")
    parser = HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True, recover=True
    )
    try:
        root = document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise Refused("empty", "is a page without text; get it again from where it came from") from error
    renderer = Renderer(limits.max_chars, limits.max_cells)
    _Walk(root, renderer).run()
    return renderer.done()


def check_depth(text: str, max_depth: int) -> None:
    """Refuse pages whose elements nest deeper than `max_depth`, before a parser works on them; linear in the text."""
    open_tags: list[str] = []
    for match in _TAG.finditer(_RAW.sub("", text)):
        closing, name, rest = match.group(1), match.group(2).lower(), match.group(3)
        if name in VOID or rest.endswith("/") or name in CLOSED_BY_OTHERS:
            continue
        if not closing:
            open_tags.append(name)
            if len(open_tags) > max_depth:
                raise too_deep(max_depth)
        elif name in open_tags[-max_depth:]:
            while open_tags.pop() != name:
                pass


class _Walk:
    """One pass over a page's elements; inline text is gathered until a block ends."""

    def __init__(self, root: HtmlElement, renderer: Renderer) -> None:
        self._root = root
        self._renderer = renderer
        self._words: list[str] = []
        self._blocks = 0
        self._tables = 0
        self._length = sum(len(e.text or "") + len(e.tail or "") for e in root.iter() if e.tag not in SKIPPED)

    def run(self) -> None:
        body = self._root.find("body")
        self._element(self._root if body is None else body, False)
        self._flush(False)

    def _element(self, element: HtmlElement, furniture: bool) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in SKIPPED:
            return
        if tag == "br":
            self._words.append("\n")
            return
        block = tag in BLOCKS
        litter = furniture or (block and self._is_litter(element))
        if block:
            self._flush(furniture)
        if tag == "table" and is_data_table(element):
            self._tables += 1
            cells: Iterator[GridCell] = table_cells(element, self._tables)
            self._renderer.table(cells, litter)
            return
        if element.text:
            self._words.append(element.text)
        for child in element:
            self._element(child, litter)
            if child.tail:
                self._words.append(child.tail)
        if block:
            self._flush(litter)

    def _flush(self, furniture: bool) -> None:
        words = "".join(w if w == "\n" else re.sub(r"[ \t\r\n\f\v]+", " ", w) for w in self._words)
        self._words.clear()
        lines = [one_line(line) for line in words.split("\n")]
        if any(lines):
            self._blocks += 1
            for line in lines:
                self._renderer.block(line, f"block {self._blocks}", furniture)

    def _is_litter(self, element: HtmlElement) -> bool:
        named = " ".join(filter(None, (element.get("class"), element.get("id"))))
        hidden = "hidden" in element.attrib or _HIDDEN.search(element.get("style") or "")
        role = element.get("role") == "navigation"
        if not (element.tag in FURNITURE_TAGS or role or hidden or _FURNITURE.search(named)):
            return False
        return sum(map(len, element.itertext())) <= MAX_LITTER * self._length
