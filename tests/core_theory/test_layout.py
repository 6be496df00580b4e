"""The layout of the core: each module says what is in it, stands in the map, and the theory has its promised size."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "lean_project"
CORE = PACKAGE / "core"
MODULES = sorted(path.relative_to(CORE / "Init").with_suffix("").as_posix() for path in (CORE / "Init").rglob("*.lean"))


def text_of(module: str) -> str:
    """The source of a module, named as in the map, such as ``Nat/Pow``."""
    return (CORE / "Init" / f"{module}.lean").read_text(encoding="utf-8")


@pytest.mark.parametrize("module", MODULES)
def test_a_module_begins_with_what_is_in_it(module: str) -> None:
    assert re.match(r"prelude\n(import \S+\n)*/-!\n# \S", text_of(module))


def test_the_map_names_every_module_and_no_other() -> None:
    table = (
        (PACKAGE / "README.md").read_text(encoding="utf-8").split("## The core, module by module")[1].split("\n## ")[0]
    )
    cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    named = {name for cell in cells for name in re.findall(r"`([A-Z]\w*(?:/\w+)*)`", cell)}
    assert named == {module for module in MODULES if not module.startswith("Omega/")}


def test_at_least_six_hundred_theorems_about_data() -> None:
    folders = ("Nat/", "Int/", "List/", "Option", "Function", "Fin")
    theorems = [
        name
        for module in MODULES
        if module.startswith(folders)
        for name in re.findall(r"^(?:@\[[^]]*\] )?(?:protected )?theorem (\S+)", text_of(module), re.M)
    ]
    assert len(theorems) >= 600
