"""What a line of a session means: a tactic, a number that picks a suggestion, or a command that begins with `:`."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import Literal

from agent.interactive.terminal.abbreviations import expand
from prover_bridge.errors import UserError
from prover_bridge.lexer import tokens

Argument = Literal["none", "number", "optional number", "seconds", "text", "optional text"]


@dataclass(frozen=True)
class Command:
    """A command. name: without its colon; short: other names; what: for the screen of help."""

    name: str
    short: tuple[str, ...]
    argument: Argument
    shown: str
    what: str


COMMANDS = (
    Command("suggest", ("?", "s"), "optional number", ":suggest [N], ?", "tactics that work here, tried already"),
    Command("pick", (), "number", "N", "take suggestion N"),
    Command("undo", ("u",), "none", ":undo, :u", "one step back; what was done stays in the tree"),
    Command("redo", ("r",), "optional number", ":redo [STEP]", "forward again, along the branch last used or to STEP"),
    Command("tree", ("t",), "none", ":tree", "all steps, with where you are"),
    Command("go", (), "number", ":go STEP", "to any step of the tree"),
    Command("focus", ("f",), "number", ":focus N", "goal N first"),
    Command("goals", ("g",), "none", ":goals", "every goal in full"),
    Command("script", (), "none", ":script", "the proof so far"),
    Command("lemmas", ("l",), "optional text", ":lemmas [PATTERN]", "lemmas by words, or by form, as in _ + 0 = _"),
    Command("agent", ("a",), "seconds", ":agent [SECONDS]", "hand the goal to the agent, and go on meanwhile"),
    Command("take", (), "none", ":take", "apply what the agent has found"),
    Command("wait", (), "none", ":wait", "wait for the agent"),
    Command("stop", (), "none", ":stop", "stop the agent"),
    Command("accept", (), "optional text", ":accept [NAME]", "keep the theorem, or the goal just closed as lemma NAME"),
    Command("write", ("w",), "none", ":write", "put the proof into the file; a copy is kept"),
    Command("theorem", (), "optional text", ":theorem [NAME]", "go to another theorem of the file, or list them"),
    Command("next", ("n",), "none", ":next", "go to the next theorem that has a `sorry`"),
    Command("help", ("h",), "none", ":help", "this screen"),
    Command("quit", ("q",), "none", ":quit, Ctrl-D", "leave; everything is saved, --resume goes on"),
)
# For the screen of help, which has room for fewer lines than there are commands.
HELP = (
    ("?, :suggest [N]", "tactics that work here, tried already; 3 takes the third"),
    (":undo, :redo [STEP]", "back; forward along the last branch, or to STEP"),
    (":tree, :go STEP", "the tree of steps, with where you are; to any step"),
    (":goals, :focus N", "every goal in full; goal N first"),
    (":lemmas [PATTERN]", "lemmas for the goal; by words, or by form: _ + 0 = _"),
    (":agent [SECONDS]", "hand the goal to the agent, and go on meanwhile"),
    (":take, :wait, :stop", "apply what the agent found; wait for it; stop it"),
    (":script, :write", "the proof so far; put it into the file (a copy is kept)"),
    (":accept [NAME]", "keep the theorem, or as NAME the goal closed last"),
    (":theorem [NAME]", "another theorem, or all of them; :next that is open"),
    (":help, :quit, Ctrl-D", "this screen; leave: all is saved, --resume goes on"),
    ("Tab", r"completes; \to gives →, \< gives ⟨, \1 gives ₁, …"),
    ("Enter, Alt-Enter", "run, where it can end; a new line (an empty one ends)"),
    ("Ctrl-C, Ctrl-L", "give up a long tactic, or the line; show the goals"),
)
_BY_NAME = {name: command for command in COMMANDS for name in (command.name, *command.short)}
DEFAULT_SECONDS = 30.0
_MOST_SECONDS = 86400.0


@dataclass(frozen=True)
class Tactic:
    text: str


@dataclass(frozen=True)
class Call:
    """A command with its argument, read: number for numbers and seconds, text for the rest."""

    name: str
    number: float | None = None
    text: str = ""

    @property
    def whole(self) -> int:
        """The number of a command that must have one."""
        assert self.number is not None
        return int(self.number)


def parse(line: str) -> Tactic | Call | None:
    """What a line (or several, for a tactic) means; None where it says nothing. Raises UserError."""
    text = expand(line).strip("\n").rstrip()
    bare = text.strip()
    if not bare or (bare.startswith(("--", "/-")) and not tokens(bare)):
        return None
    if bare.isdecimal():
        return Call("pick", int(bare))
    if bare.startswith("?") and (bare == "?" or bare[1:].strip().isdecimal()):
        bare = ":suggest " + bare[1:]
    if not bare.startswith(":"):
        return Tactic(_dedented(text))
    word, _, argument = bare[1:].strip().partition(" ")
    command = _BY_NAME.get(word)
    if command is None or command.name == "pick":
        raise UserError(f"There is no command :{word}{_meant(word)}.")
    return _call(command, argument.strip())


def _meant(word: str) -> str:
    near = difflib.get_close_matches(word, [command.name for command in COMMANDS if command.name != "pick"], 1)
    return f"; did you mean :{near[0]}" if near else ": `:help` lists those that there are"


def _call(command: Command, argument: str) -> Call:
    match command.argument:
        case "none":
            if argument:
                raise UserError(f":{command.name} takes nothing behind it, and got {argument!r}.")
            return Call(command.name)
        case "text":
            if not argument:
                raise UserError(f":{command.name} wants something behind it: {command.shown}.")
            return Call(command.name, text=argument)
        case "optional text":
            return Call(command.name, text=argument)
        case "seconds":
            return Call(command.name, _seconds(command, argument))
        case _:
            if not argument and command.argument == "optional number":
                return Call(command.name)
            if not argument.isdecimal() or len(argument) > 9:
                raise UserError(f":{command.name} wants a whole number behind it: {command.shown}.")
            return Call(command.name, int(argument))


def _seconds(command: Command, argument: str) -> float:
    if not argument:
        return DEFAULT_SECONDS
    try:
        seconds = float(argument.removesuffix("s").strip())
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= _MOST_SECONDS:
        raise UserError(f":{command.name} wants seconds behind it, more than 0 and at most a day, not {argument!r}.")
    return seconds


def _dedented(text: str) -> str:
    """A tactic of several lines as it would stand at the left margin, so that the first line sets the column."""
    lines = text.lstrip("\n").split("\n")
    margin = len(lines[0]) - len(lines[0].lstrip())
    return "\n".join([line[margin:] if not line[:margin].strip() else line for line in lines]).rstrip()


# Words with which no tactic ends: what follows them stands on the next lines.
_GO_ON = frozenset({"by", "with", "=>", ":=", "<;>", "do", "then", "else", "·", ";", "calc", "first", "|", "from"})
_BRACKETS = {"(": ")", "[": "]", "{": "}", "⟨": "⟩"}


def wants_more(text: str) -> bool:
    """Whether Enter begins a new line: brackets are open, or a block was begun and no empty line has ended it."""
    if text.lstrip().startswith((":", "?")):
        return False
    lines = expand(text).split("\n")
    if not lines[-1].strip() and len(lines) > 1:
        return False  # an empty line always ends it, so that nobody is caught
    return _open_brackets("\n".join(lines)) or any(_begins_block("\n".join(lines[: i + 1])) for i in range(len(lines)))


def belongs(text: str, line: str) -> bool:
    """Whether a line that comes next (through a pipe) goes on with an unfinished text."""
    if _open_brackets(expand(text)):
        return True
    return bool(line.strip()) and (line[0].isspace() or line.startswith(("|", "·")) or _begins_block(expand(text)))


def _open_brackets(text: str) -> bool:
    depth = 0
    for token in tokens(text):
        if token.kind == "unclosed":
            return True
        if token.kind == "symbol":
            depth += (token.text in _BRACKETS) - (token.text in _BRACKETS.values())
    return depth > 0


def _begins_block(text: str) -> bool:
    words = tokens(text)
    return bool(words) and words[-1].text in _GO_ON and not _open_brackets(text)
