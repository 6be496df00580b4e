"""Goals on the screen: nothing is lost, nothing is wider than the screen, and what changed is marked."""

from __future__ import annotations

from rich.cells import cell_len

from agent.interactive.terminal import goals
from prover_bridge.goals import parse_goals

BEFORE = parse_goals("n a b : Nat\nh : a + b = n\nold : a = a\n⊢ a + b + 0 = n ∧ n = a + b")
AFTER = parse_goals(
    """case left
n a b c : Nat
h : a + b = n + c
long : ∀ (x y : Nat), (∃ z, x + z = y ∧ z ≤ y) → (∀ w, w ≤ x → ∃ z, w + z = y ∧ z ≤ y) → x * y ≤ y * y ∧ y * x ≤ x
⊢ a + b = n

case right
n a b : Nat
⊢ n = a + b"""
)


def plain(lines: list) -> list[str]:  # type: ignore[type-arg]
    return [line.plain for line in lines]


def test_the_first_goal_as_lean_shows_it() -> None:
    assert plain(goals.focused(BEFORE, [None], 80)) == [
        "  n a b : Nat",
        "  h : a + b = n",
        "  old : a = a",
        "  ⊢ a + b + 0 = n ∧ n = a + b",
    ]


def test_marks_in_the_margin_say_what_changed() -> None:
    lines = plain(goals.focused(AFTER, [BEFORE[0]] * 2, 80))
    assert lines[0] == "  case left"
    assert "~ n a b c : Nat" in lines
    assert "~ h : a + b = n + c" in lines
    assert any(line.startswith("+ long : ∀ (x y : Nat), ") for line in lines)
    assert "- gone: old" in lines
    assert "~ ⊢ a + b = n" in lines
    assert lines[-1] == "+ goal 2 (right): ⊢ n = a + b"


def test_only_the_changed_words_have_a_colour() -> None:
    line = next(line for line in goals.focused(AFTER, [BEFORE[0]] * 2, 80) if line.plain.startswith("~ h"))
    coloured = [line.plain[span.start : span.end] for span in line.spans if "yellow" in str(span.style)]
    assert coloured == ["~", "+ c"]


def test_a_goal_that_stayed_has_no_marks() -> None:
    assert all(line[0] == " " for line in plain(goals.in_full(BEFORE, BEFORE, 80)))


def test_no_line_is_wider_than_the_screen_and_no_word_is_lost() -> None:
    wide = parse_goals(
        "h : " + "f " * 300 + "\nw : " + "漢" * 120 + "\nx : " + "a" * 500 + "\n⊢ " + "(∀ x, x → y) → " * 40 + "z"
    )
    for width in (30, 80, 120):
        for group in (AFTER, wide):
            lines = plain(goals.in_full(group, [None] * len(group), width))
            assert max(map(cell_len, lines)) <= width
            shown = "".join("".join(lines).split())
            for goal in group:
                assert "".join(goal.target.split()) in shown
                for hypothesis in goal.hypotheses:
                    assert "".join(hypothesis.type.split()) in shown


def test_long_lines_break_where_they_bind_least() -> None:
    lines = plain(goals.focused(AFTER, [BEFORE[0]] * 2, 80))
    start = next(i for i, line in enumerate(lines) if line.startswith("+ long"))
    assert lines[start + 1].lstrip().startswith("→ (∀ w") or lines[start].endswith("→")


def test_leans_own_line_breaks_stay() -> None:
    goal = parse_goals("f : Nat → Nat :=\n  fun n =>\n    match n with\n    | 0 => 1\n    | _ => 2\n⊢ f 0 = 1")
    assert len(goals.in_full(goal, [None], 80)) > 3


def test_many_goals_are_counted() -> None:
    many = parse_goals("\n\n".join(f"case c{i}\n⊢ {i} = {i}" for i in range(30)))
    lines = plain(goals.focused(many, [None] * 30, 80))
    assert len(lines) < 15 and lines[-1].strip().startswith("and ")
    assert len(plain(goals.in_full(many, [None] * 30, 80))) >= 60
