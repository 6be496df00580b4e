"""What a refusal says. The cheats themselves are files: tests/soundness."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from prover_bridge.certificate import Addition, Verdict
from prover_bridge.certify import certify
from prover_bridge.environment import Environment
from prover_bridge.errors import UserError

Check = Callable[..., Verdict]


def refused_by(verdict: Verdict, check: str, *words: str) -> None:
    assert verdict.status == "refused", verdict
    assert verdict.reason is not None and verdict.reason.startswith(f"{check}: "), verdict.reason
    for word in words:
        assert word in verdict.reason, verdict.reason
    assert verdict.proof_hash is None


def test_the_reason_names_what_is_wrong(check: Check) -> None:
    refused_by(check("theorem t : 1 = 2 := sorry"), "axioms", "uses sorry")
    refused_by(check("axiom easy : False\ntheorem t : 1 = 2 := easy.elim", name="t"), "axioms", "the axiom easy")
    refused_by(check("opaque secret : Nat\ntheorem t : secret = secret := rfl", name="t"), "safe", "secret is opaque")
    refused_by(check("prelude\ninductive T | t", name="t"), "header", "prelude")
    refused_by(check("module\ntheorem t : True := trivial", name="t"), "header", "`module`", "without that line")


def test_a_changed_statement_is_shown_beside_the_stubs(check: Check) -> None:
    text = "variable (h : False)\ninclude h\ntheorem t : ∀ n : Nat, n < 5 := h.elim"
    verdict = check(text, "theorem t : ∀ n : Nat, n < 5 := sorry")
    refused_by(verdict, "statement", "∀ (n : Nat), n < 5")
    assert verdict.statement is not None and verdict.statement.text == "False → (∀ (n : Nat), n < 5)"


def test_an_instance_of_the_files_own_is_shown(check: Check) -> None:
    """Without a stub the shown statement is all that a reader has: 2 = 3 would mislead."""
    verdict = check("local instance (n : Nat) : OfNat Nat n := ⟨0⟩\ntheorem t : (2 : Nat) = 3 := rfl")
    assert verdict.statement is not None and "instOfNatNat" in verdict.statement.text
    text = "structure V where\n  x : Nat\ninstance (n : Nat) : OfNat V n := ⟨⟨n⟩⟩\ntheorem t : (2 : V) = 2 := rfl"
    assert "(2 : V) = (2 : V)" in check(text, name="t").statement.text  # type: ignore[union-attr]


def test_a_statement_that_is_not_shown_in_full_says_so(check: Check) -> None:
    """What is cut off may be what matters."""
    text = f"theorem t : {'¬ ¬ ' * 90} (1 = 1) := by\n  repeat (intro h; apply h)\n  rfl"
    verdict = check("set_option maxRecDepth 5000\n" + text)
    shown = next(each.detail for each in verdict.checks if each.name == "present")
    assert "⋯" in shown and "too large to be shown in full" in shown
    assert "in full" not in str(check("theorem t : 1 = 1 := rfl").checks)


def test_a_name_drawn_like_one_of_the_environments_is_told(check: Check) -> None:
    """Without a stub a Cyrillic letter in a type's name would not be seen by anyone."""
    verdict = check("inductive «Nаt» | zero\ntheorem t (m n : «Nаt») : m = n := by cases m; cases n; rfl", name="t")
    told = next(each.detail for each in verdict.checks if each.name == "definitions")
    assert verdict.status == "certified" and "Nаt looks like Nat, and is not" in told
    plain = check("inductive Größe | α\ntheorem t (m n : Größe) : m = n := by cases m; cases n; rfl", name="t")
    assert not any("looks like" in each.detail for each in plain.checks)


def test_a_name_of_the_environment_declared_anew(check: Check) -> None:
    text = "theorem Nat.zero_add (n : Nat) : 0 + n = n := sorry"
    refused_by(check(text, name="Nat.zero_add"), "compiled", "already been declared")


def test_one_bad_theorem_does_not_hide_the_good_ones(environment: Environment) -> None:
    text = "theorem a : 1 = 2 := sorry\ntheorem b : 1 = 1 := rfl\naxiom x : False\ntheorem c : 1 = 2 := x.elim"
    assert [verdict.status for verdict in certify(environment, text)] == ["refused", "certified", "refused"]


ASSUMED = "axiom Goldbach : Prop\naxiom goldbach : Goldbach\ntheorem t : Goldbach ∧ True := "


def test_an_axiom_that_the_user_allows_is_named(environment: Environment) -> None:
    text, stub = ASSUMED + "⟨goldbach, trivial⟩", ASSUMED + "sorry"
    assert certify(environment, text, stub=stub)[0].status == "refused"
    allowed = ["Goldbach", "goldbach"]
    verdict = certify(environment, text, stub=stub, more_axioms=allowed)[0]
    assert verdict.status == "certified" and set(allowed) <= set(verdict.axioms)
    assert set(verdict.allowed_axioms) == {"propext", "Quot.sound", "Classical.choice", *allowed}


def test_an_allowed_axiom_must_be_the_stubs(environment: Environment) -> None:
    text = "axiom help : False\ntheorem t : 1 = 2 := help.elim"
    for stub in ("theorem t : 1 = 2 := sorry", "axiom help : True\ntheorem t : 1 = 2 := sorry"):
        verdict = certify(environment, text, stub=stub, more_axioms=["help"])[0]
        refused_by(verdict, "axioms", "help", "stub")


def test_sorry_cannot_be_allowed(environment: Environment) -> None:
    with pytest.raises(UserError, match="sorryAx"):
        certify(environment, "theorem t : 1 = 2 := sorry", more_axioms=["sorryAx"])


def test_what_else_is_in_the_file_is_listed(environment: Environment) -> None:
    stub = "def other : Nat := 1\ntheorem t : 1 = 1 := sorry"
    text = "def other : Nat := 2\ndef helper : Nat := 3\naxiom wish : False\ntheorem more : 2 = 2 := rfl\n"
    text += "inductive Color | red\ntheorem t : 1 = 1 := rfl"
    verdict = certify(environment, text, stub=stub)[0]
    assert verdict.status == "certified"
    assert verdict.additions == (
        Addition("other", "definition", True),
        Addition("helper", "definition", False),
        Addition("wish", "axiom", False),
        Addition("more", "theorem", False),
        Addition("Color", "inductive", False),
    )
