"""What a line means, and the one sentence for each that means nothing."""

from __future__ import annotations

import re

import pytest
from rich.cells import cell_len

from agent.interactive.terminal.command_lines import COMMANDS, Call, Tactic, belongs, parse, wants_more
from agent.interactive.terminal.views import help_screen
from prover_bridge.errors import UserError


@pytest.mark.parametrize(
    ("line", "meaning"),
    [
        ("simp [h]", Tactic("simp [h]")),
        (r"exact \<h, h\>", Tactic("exact ⟨h, h⟩")),
        ("  intro x\n  simp", Tactic("intro x\nsimp")),
        ("?", Call("suggest")),
        ("? 12", Call("suggest", 12)),
        ("3", Call("pick", 3)),
        (":u", Call("undo")),
        (":go 7", Call("go", 7)),
        (":agent", Call("agent", 30.0)),
        (":agent 2.5", Call("agent", 2.5)),
        (r":lemmas _ \le _", Call("lemmas", text="_ ≤ _")),
        (":lemmas", Call("lemmas")),
        ("", None),
        ("-- a remark", None),
    ],
)
def test_lines_and_what_they_mean(line: str, meaning: object) -> None:
    assert parse(line) == meaning


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (":agnt", "did you mean :agent"),
        (":xyzzy", ":help"),
        (":go", "whole number"),
        (":go seven", "whole number"),
        (":go 99999999999999999999", "whole number"),
        (":undo 3", "nothing"),
        (":agent soon", "seconds"),
        (":agent nan", "seconds"),
        (":agent -1", "seconds"),
        (":", ":help"),
    ],
)
def test_each_mistake_has_one_sentence(line: str, words: str) -> None:
    with pytest.raises(UserError, match=words) as found:
        parse(line)
    assert "\n" not in str(found.value) and str(found.value).endswith(".")


@pytest.mark.parametrize(
    "text",
    ["induction n with", "induction n with\n| zero => ?_", "exact ⟨h,", "have : p := by", "simp <;>", r"exact \<h,"],
)
def test_enter_goes_on_where_a_tactic_cannot_end(text: str) -> None:
    assert wants_more(text)
    assert not wants_more(text + "\n"), "an empty line ends everything"


@pytest.mark.parametrize("text", ["intro h", "exact (by\n  simp)", ":lemmas (", "? 3", "12"])
def test_enter_ends_what_is_whole(text: str) -> None:
    assert not wants_more(text)


def test_lines_of_a_pipe_belong_together() -> None:
    assert belongs("induction n with", "| zero => ?_")
    assert belongs("induction n with\n| zero => ?_", "| succ n ih => ?_")
    assert not belongs("induction n with\n| zero => ?_", "rfl")
    assert not belongs("induction n with\n| zero => ?_", "")
    assert belongs("exact ⟨h,", "h⟩")


def test_the_screen_of_help_has_every_command_and_fits() -> None:
    """Regression: on 24 lines, its first lines were gone before they could be read."""
    lines = [line.plain for line in help_screen()]
    assert len(lines) + len(("> :help", ">", "the bar")) <= 24
    assert all(cell_len(line) < 80 for line in lines)
    shown = set(re.findall(r":(\w+)", "\n".join(lines)))
    assert shown == {command.name for command in COMMANDS} - {"pick"}
