"""A printed organ's name → place, field and kind of body, so that the same organ is known under another spelling.

`某县人民政府` = `某县政府` = `某县`; `某县卫计局` and `某县卫生健康委员会` share place and field.  What a name means is decided here
for one name alone; which names are one organ is decided in `organs`, where the years are known.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources

from ie.normalise.traditional import CHARACTERS

GOVERNMENT = "government"
_BRACKETS = re.compile(r"[(（〔\[【][^()（）〔〕\[\]【】]*[)）〕\]】]")
_NOT_NAME = re.compile(r"[^\u4e00-\u9fff]")
_PLACE_END = (
    "自治区|自治州|自治县|自治旗|新区|开发区|高新区|度假区|示范区|林区|矿区|地区|街道|省|市|州|盟|县|区|旗|镇|乡"
)
_PLACES = re.compile(rf"(?:[\u4e00-\u9fff]{{1,14}}?(?:{_PLACE_END}))*")
_WHOLE_PLACE = re.compile(rf"[\u4e00-\u9fff]+(?:{_PLACE_END})")
_GOVERNMENT = re.compile(r"(?:人民政府|政府|街道办事处|街道办|管理委员会|管委会)$")
_OFFICE = re.compile(r"(?:人民政府|政府)(?:办公室|办公厅|办)$|府办(?:公室)?$")
_BODY = re.compile(r"(?:委员会|委|局|厅)$")
_BUREAU = re.compile(r"(?:办公室|办公厅|办)$")


@dataclass(frozen=True)
class OrganName:
    """A name taken apart.  `field` is an id of fields.toml, `government`, or the words themselves where they are not known.

    `body` is "" for a department (局, 委, 厅), "office" for 办公室, "government", or the last two characters of another kind.
    `title` is the field's own wording, so that a rename can be told from a mere spelling.
    """

    place: str
    field: str
    body: str
    title: str

    @property
    def placed(self) -> bool:
        """Whether the name says where the organ is; `县教育局` and `教育局` do not."""
        return len(self.place) > 1


@cache
def _data() -> tuple[dict[str, str], tuple[str, ...]]:
    text = (resources.files("ie.check.years") / "fields.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    names = {name: field for field, spellings in data["fields"].items() for name in spellings}
    return names, tuple(data["guards"]["words"])


def plain_name(name: str) -> str:
    """The name's Chinese characters in simplified form, without brackets, blanks and numbers.

    >>> plain_name("某縣人民政府（本級）"), plain_name("2、 某县 水务局")
    ('某县人民政府', '某县水务局')
    """
    name = unicodedata.normalize("NFKC", name).translate(CHARACTERS)
    return _NOT_NAME.sub("", _BRACKETS.sub("", name))


@cache
def parse_name(name: str) -> OrganName:
    """Take a printed name apart.

    >>> parse_name("某县人民政府") == parse_name("某县政府") == parse_name("某县")
    True
    >>> parse_name("某市某区卫健委")
    OrganName(place='某市某区', field='health', body='', title='卫健')
    >>> parse_name("某县人民政府办公室").body
    'office'
    """
    words = plain_name(name)
    office = _OFFICE.search(words)
    if office:
        return OrganName(words[: office.start()], GOVERNMENT, "office", "")
    ruled = _GOVERNMENT.search(words)
    if ruled:
        # 街道 is the place's own last part; the office that rules it is what is cut off.
        street = "街道" if ruled.group().startswith("街道") else ""
        # A street is printed behind the government that sends it: 某区人民政府某街道办事处.
        place = words[: ruled.start()].replace("人民政府", "") + street
        return OrganName(place, GOVERNMENT, GOVERNMENT, "")
    if _WHOLE_PLACE.fullmatch(words):
        return OrganName(words, GOVERNMENT, GOVERNMENT, "")
    return _department(words)


def _department(words: str) -> OrganName:
    names, guards = _data()
    end, body = _BODY.search(words), ""
    if end is None:
        end, body = _BUREAU.search(words), "office"
    stem = words[: end.start()] if end else words
    if end is None:
        body = words[-2:]
    known = next((stem[i:] for i in range(len(stem)) if stem[i:] in names), None)
    if known is not None and body in ("", "office"):
        return OrganName(stem[: len(stem) - len(known)], names[known], body, known)
    masked = stem
    for word in guards:
        masked = masked.replace(word, "〇" * len(word))
    places = _PLACES.match(masked)
    at = places.end() if places else 0
    return OrganName(stem[:at], stem[at:], body, stem[at:])
