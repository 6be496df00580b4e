"""What closed goals like this one before, with the names of its own hypotheses."""

from __future__ import annotations

from agent.proposers.rules import Guess, Guesses
from agent.proposers.view import View
from lemma_graph.text import rename

_MOST = 3


def like_before(view: View) -> Guesses:
    """Tactics of the most similar goals; nothing where what they mention is not here."""
    own = [h.name for h in view.goal.hypotheses]
    given = 0
    for rank, example in enumerate(view.query.examples):
        if len(example.names) == len(own):
            names = dict(zip(example.names, own, strict=True))
        else:
            names = {name: name for name in own}
        lost = {name: "✝" for name in example.names if name not in names}
        tactic = rename(example.tactic, {**names, **lost})
        if "✝" in tactic:
            continue
        yield Guess(tactic, -0.5 - 0.25 * rank, "closed a similar goal")
        given += 1
        if given == _MOST:
            return
