"""What stands open around a place in a Lean text: namespaces, `open`s, variables, universes. Read from the text."""

from __future__ import annotations

from dataclasses import dataclass

from prover_bridge.lexer import Token, tokens

_COMMANDS = frozenset({"namespace", "section", "end", "open", "variable", "universe"})


@dataclass(frozen=True)
class OpenScope:
    """namespaces: those open, outermost first, each by its full name. The others: what follows the command's word."""

    namespaces: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()
    universes: tuple[str, ...] = ()


def scope_at(text: str, offset: int) -> OpenScope:
    """The scope at an offset (in code points). `open … in` and the like belong to one declaration and do not count.

    Commands count where they start a line, as people write them.
    """
    words = tokens(text[:offset])
    starts = [i for i, token in enumerate(words) if _starts_line(text, token)]
    frames: list[tuple[str, OpenScope]] = [("", OpenScope())]
    for number, i in enumerate(starts):
        word = words[i]
        if word.text not in _COMMANDS and word.text != "noncomputable":
            continue
        stop = next((j for j in starts[number + 1 :] if _column(text, words[j]) == 0), len(words))
        body = words[i + 1 : stop]
        if word.text == "noncomputable":
            if not body or body[0].text != "section":
                continue
            word, body = body[0], body[1:]
        if body and body[-1].text == "in":
            continue
        argument = text[body[0].start : body[-1].end] if body else ""
        name, top = frames[-1]
        if word.text == "namespace":
            full = f"{top.namespaces[-1]}.{argument}" if top.namespaces else argument
            frames.append((argument, _with(top, namespaces=(*top.namespaces, full))))
        elif word.text == "section":
            frames.append((argument, top))
        elif word.text == "end":
            for _ in range(max(1, argument.count(".") + 1 if frames[-1][0] != argument else 1)):
                if len(frames) > 1:
                    frames.pop()
        elif word.text == "open":
            frames[-1] = (name, _with(top, opens=(*top.opens, argument)))
        elif word.text == "variable":
            frames[-1] = (name, _with(top, variables=(*top.variables, argument)))
        else:
            frames[-1] = (name, _with(top, universes=(*top.universes, argument)))
    return frames[-1][1]


def _with(scope: OpenScope, **changed: tuple[str, ...]) -> OpenScope:
    parts = {
        "namespaces": scope.namespaces,
        "opens": scope.opens,
        "variables": scope.variables,
        "universes": scope.universes,
    }
    return OpenScope(**(parts | changed))


def _starts_line(text: str, token: Token) -> bool:
    return not text[text.rfind("\n", 0, token.start) + 1 : token.start].strip()


def _column(text: str, token: Token) -> int:
    return token.start - (text.rfind("\n", 0, token.start) + 1)
