"""The wire door: one document in, one out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from . import _native
from ._run import plain


def call(document: Mapping[str, object]) -> dict[str, Any]:
    """Answers a document of an operation, as the library's JSON has it.

    Numbers are texts or integers; Decimals, Fractions and days may stand in it too, floats never.

    :raises InputError: and its like, with JSON pointers into the document.

    >>> import statsbidrag as sb
    >>> answer = sb.call({"operation": "allocate", "frame": {"id": ["a", "b", "c"], "weight": [1, 2, 4]},
    ...                   "id": "id", "total": "100", "key": "weight"})
    >>> answer["result"]["amount"]
    ['14', '29', '57']
    """
    answer: dict[str, Any] = json.loads(_native.call(json.dumps(document, default=plain, ensure_ascii=False)))
    return answer
