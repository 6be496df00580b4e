"""Names that a reader takes for other ones: letters of other alphabets that are drawn like Latin ones.

Nothing is refused for its letters. A statement is compared as an expression, where no two names are alike; but
without a stub a reader judges it by what is shown, and then has to be told.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable

from prover_bridge.expression import Name

# Cyrillic, Greek and other letters by the Latin letter that most fonts draw alike.
_DRAWN_ALIKE = str.maketrans(
    "АВЕКМНОРСТХУЅІЈаеорсухѕіјԁһԛԝЗΑΒΕΖΗΙΚΜΝΟΡΤΥΧοαϹϲνɑɡıǀ∣ℓ",
    "ABEKMHOPCTXYSIJaeopcyxsijdhqw3ABEZHIKMNOPTYXoaCcvagi||l",
)


def skeleton(name: Name) -> str:
    """The name as a hasty reader sees it: equal for names that are drawn alike."""
    plain = unicodedata.normalize("NFKC", name)
    visible = "".join(letter for letter in plain if unicodedata.category(letter) not in ("Cf", "Mn"))
    return visible.translate(_DRAWN_ALIKE)


def resembling(names: Iterable[Name], known: Callable[[Name], bool]) -> list[tuple[Name, Name]]:
    """Those of the names that look like another, known name; with that name."""
    found = []
    for name in names:
        seen = skeleton(name).replace("«", "").replace("»", "")
        if seen != name and known(seen):
            found.append((name, seen))
    return found
