"""CSTR, the identifier of science and technology resources (科技资源标识)."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from bireview.bibliography.identifiers.pasted import as_typed, without_sentence

_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?cstr\.cn/(?:(?:en|zh)/)?", re.IGNORECASE)
_LABEL = re.compile(r"cstr\s*[:.]?\s*", re.IGNORECASE)
_BROKEN_LINE = re.compile(r"(?<=[./-])\s+")
_CSTR = re.compile(r"\d{5}\.\d{2}\.[A-Za-z0-9](?:[A-Za-z0-9._~:/()-]*[A-Za-z0-9)])?")


def parse_cstr(text: str) -> str | None:
    """The bare CSTR in `text`, without `CSTR:`: `32003.36.ChinaXiv.202303.00020.V1`; its case is kept.

    Source: GB/T 32843—2016: five digits of the body that registers, two of the kind of resource, and the name that
    the body gives.
    """
    cstr = as_typed(text)
    if label := _LABEL.match(cstr) if not _ADDRESS.match(cstr) else None:
        cstr = cstr[label.end() :]
    if address := _ADDRESS.match(cstr):
        cstr = unquote(re.split(r"[?#]", cstr[address.end() :], maxsplit=1)[0]).rstrip("/")
        cstr = _LABEL.sub("", cstr, count=1)
    cstr = without_sentence(_BROKEN_LINE.sub("", cstr))
    return cstr if _CSTR.fullmatch(cstr) else None


def cstr_url(cstr: str) -> str:
    """The address that resolves a bare CSTR."""
    return f"https://cstr.cn/{quote(cstr, safe='/:()')}"
