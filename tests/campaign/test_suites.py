"""Suites as they are published: their problems, under which key and from where, and which are known to be wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from agent import suite
from prover_bridge.errors import UserError

DATA = suite.data_folder()
MINIF2F, PROOFNET = DATA / "minif2f-valid", DATA / "proofnet-verified"
real = pytest.mark.real_statements


def rows(path: Path, *values: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(value) + "\n" for value in values), encoding="utf-8")
    return path


def text_of(path: Path, name: str) -> str:
    found = {problem.name: problem for problem in suite.problems(str(path))}
    return found[name].path.read_text(encoding="utf-8")


def test_statements_as_minif2f_has_them(tmp_path: Path) -> None:
    table = rows(
        tmp_path / "minif2f.jsonl",
        {
            "name": "mathd_algebra_1",
            "split": "valid",
            "informal_prefix": "/-- a comment -/\n",
            "formal_statement": "theorem mathd_algebra_1 : 1 = 1 := by\n",
            "header": "import Mathlib\nimport Aesop",
        },
        {"name": "imo_1", "formal_statement": "theorem imo_1 : 2 = 2 :=", "header": "import Mathlib"},
    )
    assert [(p.name, p.category) for p in suite.problems(str(table))] == [
        ("imo_1", "imo"),
        ("mathd_algebra_1", "valid"),
    ]
    assert text_of(table, "mathd_algebra_1") == (
        "import Mathlib\nimport Aesop\n\ntheorem mathd_algebra_1 : 1 = 1 := by\n  sorry\n"
    )
    assert text_of(table, "imo_1").endswith("theorem imo_1 : 2 = 2 := by\n  sorry\n")


def test_statements_as_proofnet_has_them(tmp_path: Path) -> None:
    table = rows(
        tmp_path / "proofnet.jsonl",
        {
            "index": 7,
            "name": "Artin_exercise_1",
            "textbook": "Artin",
            "header": "import Mathlib",
            "helper": "def two := 2",
            "formal_stmt": "theorem t : two = 2 := by\n  sorry",
        },
        {
            "id": "Rudin|exercise_2",
            "lean4_src_header": "import Mathlib",
            "lean4_formalization": "theorem u : True := sorry",
        },
        {"index": 8, "name": "Artin_exercise_1", "formal_stmt": "theorem v : True := sorry"},
    )
    found = suite.problems(str(table))
    assert [(p.name, p.category) for p in found] == [
        ("0007_Artin_exercise_1", "Artin"),
        ("0008_Artin_exercise_1", ""),
        ("Rudin|exercise_2", ""),
    ]
    assert text_of(table, "0007_Artin_exercise_1").startswith("import Mathlib\n\ndef two := 2\n\ntheorem t")


def test_a_name_that_repeats_without_an_index_is_kept_apart_and_never_leaves_the_folder(tmp_path: Path) -> None:
    statement = {"formal_stmt": "theorem t : True := sorry"}
    table = rows(tmp_path / "t.jsonl", {"name": "../../a", **statement}, {"name": "../../a", **statement})
    found = suite.problems(str(table))
    assert len({problem.path for problem in found}) == 2
    assert len({problem.path.parent for problem in found}) == 1


@pytest.mark.parametrize("line", ["[]", "{}", "not json", '{"name": "a"}', '{"name": "a", "formal_stmt": ""}'])
def test_a_line_that_is_no_statement_is_named(line: str, tmp_path: Path) -> None:
    table = tmp_path / "t.jsonl"
    table.write_text(f'{{"name": "a", "formal_stmt": "theorem t : True := sorry"}}\n{line}\n')
    with pytest.raises(UserError, match=r"t\.jsonl:2 is no statement"):
        suite.problems(str(table))


def test_every_known_fault_has_a_reference() -> None:
    listed = suite.broken_statements()
    assert len(listed) >= 40
    assert all(each.source.startswith("https://") and each.what and each.suite for each in listed.values())


def test_a_corrected_statement_of_the_same_name_is_not_called_broken(tmp_path: Path) -> None:
    for name, period in {"wrong": "π / 6 + m * π / 6", "right": "π / 6 + m * π / 3"}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "imo_1962_p4.lean").write_text(f"theorem t : x = {period} := by sorry", encoding="utf-8")
    assert suite.problems(str(tmp_path / "wrong"))[0].broken is not None
    assert suite.problems(str(tmp_path / "right"))[0].broken is None


@real
@pytest.mark.skipif(not MINIF2F.is_dir(), reason="no miniF2F at LEMMASMITH_TEST_DATA (default ../shared/data)")
def test_minif2f_by_contest() -> None:
    found = suite.problems("minif2f-valid")
    assert len(found) == 244
    assert {p.category for p in found} == {
        "mathd_algebra",
        "mathd_numbertheory",
        "aime",
        "amc",
        "imo",
        "induction",
        "algebra",
        "numbertheory",
    }
    assert {p.name for p in found if p.broken} == {"imo_1962_p4", "aime_1988_p3", "amc12a_2002_p21"}


@real
@pytest.mark.skipif(not PROOFNET.is_dir(), reason="no ProofNet at LEMMASMITH_TEST_DATA (default ../shared/data)")
def test_proofnet_verified_by_index_and_textbook() -> None:
    found = suite.problems("proofnet-verified")
    assert len(found) == 184 and len({p.name for p in found}) == 184
    assert all(p.name[:4].isdigit() for p in found)
    assert {"Artin", "Axler", "Munkres", "Rudin"} <= {p.category for p in found}
    assert not any(p.broken for p in found)
