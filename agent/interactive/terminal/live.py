"""The prompt on a terminal: history, completion, symbols as one types, and a bar that says where the proof is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.application import run_in_terminal
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.filters import completion_is_selected
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.styles import Style
from rich.cells import cell_len
from rich.text import Text

from agent.interactive.terminal import abbreviations, views
from agent.interactive.terminal.command_lines import wants_more
from agent.interactive.terminal.completion import LeanCompleter, Word
from agent.interactive.terminal.conversation import Conversation
from agent.interactive.terminal.layout import clipped
from agent.interactive.terminal.names import InScope

_STYLE = Style.from_dict({"prompt": "bold", "bottom-toolbar": "noreverse bg:#303030 #d0d0d0"})


class Live:
    """A conversation at a prompt."""

    def __init__(self, conversation: Conversation, history: Path | None) -> None:
        self._talk = conversation
        self._names = InScope()
        self._session: PromptSession[str] = PromptSession(
            history=_history(history),
            completer=LeanCompleter(self._words, self._theorems),
            complete_while_typing=False,
            key_bindings=_bindings(conversation),
            multiline=True,
            prompt_continuation="  ",
            bottom_toolbar=self._bar,
            style=_STYLE,
            enable_history_search=True,
            reserve_space_for_menu=6,
        )
        self._session.default_buffer.on_text_insert += _symbols
        conversation.show_between = self._above
        conversation.background.changed = self._session.app.invalidate

    async def run(self) -> None:
        """Read and do lines until the user leaves."""
        while True:
            self._names.read(self._talk.proof.environment)
            try:
                text = await self._session.prompt_async([("class:prompt", "> ")])
            except KeyboardInterrupt:
                continue
            except EOFError:
                return
            if not await self._talk.line(text):
                return

    def _words(self) -> Iterator[Word]:
        return self._names.words(self._talk.proof)

    def _theorems(self) -> Iterator[Word]:
        for name, is_open in self._talk.proof.theorems:
            yield Word(name, "has a `sorry`" if is_open else "")

    def _above(self, lines: list[Text]) -> None:
        """Show lines above the prompt that waits, if one does."""
        if self._session.app.is_running:
            self._session.app.create_background_task(_run(lambda: self._talk.screen.show(lines)))
        else:
            self._talk.screen.show(lines)

    def _bar(self) -> str:
        proof = self._talk.proof
        step = proof.cursor
        left = [proof.theorem, f"step {step.id}" if step.parent is not None else "start"]
        left.append(views.count(len(step.goals), "goal") if step.goals else "no goals")
        if self._talk.proved:
            left.append("certified")
        if step.goals:
            left += self._talk.background.words()
        hint = ":help "
        width = self._session.app.output.get_size().columns
        text = " " + clipped(" · ".join(left), width - len(hint) - 2)
        return text + " " * (width - cell_len(text) - len(hint)) + hint


def _history(path: Path | None) -> History:
    if path is None:
        return InMemoryHistory()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    except OSError:
        return InMemoryHistory()
    return FileHistory(str(path))


def _symbols(buffer: Buffer) -> None:
    change = abbreviations.typed(buffer.document.text_before_cursor)
    if change is not None:
        _replace(buffer, change)


def _replace(buffer: Buffer, change: abbreviations.Typed) -> None:
    text = change.before + change.after + buffer.document.text_after_cursor
    buffer.set_document(Document(text, len(change.before)))


def _bindings(talk: Conversation) -> KeyBindings:
    keys = KeyBindings()

    @keys.add("enter")
    def enter(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if buffer.complete_state is not None and buffer.complete_state.current_completion is not None:
            buffer.complete_state = None  # the choice is taken; the line goes on
            return
        text = buffer.text
        if wants_more(text) and buffer.document.is_cursor_at_the_end:
            if (change := abbreviations.finished(buffer.document.text_before_cursor)) is not None:
                _replace(buffer, change)
            buffer.newline(copy_margin=True)
            return
        expanded = abbreviations.expand(text).rstrip("\n")
        if expanded != text:
            buffer.set_document(Document(expanded, len(expanded)))
        buffer.validate_and_handle()

    @keys.add("escape", "enter")
    def new_line(event: KeyPressEvent) -> None:
        event.current_buffer.newline(copy_margin=True)

    @keys.add("tab", filter=~completion_is_selected)
    def tab(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        change = abbreviations.finished(buffer.document.text_before_cursor)
        if change is not None:
            _replace(buffer, change)
        elif buffer.complete_state is not None:
            buffer.complete_next()
        else:
            buffer.start_completion(insert_common_part=True)

    @keys.add("c-l")
    def again(event: KeyPressEvent) -> None:
        event.app.renderer.clear()
        event.app.create_background_task(_run(talk.show_goals))

    return keys


async def _run(show: Callable[[], None]) -> None:
    await run_in_terminal(show)
