"""Tools for theorems by form, and for what Lean suggests, with the names that clients of lean-lsp-mcp know."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

from mcp.server.mcpserver import MCPServer
from mcp_types import ToolAnnotations
from pydantic import Field

from agent.interactive import hints
from agent.interactive.mcp_tools.answers import (
    CodeAction,
    CodeActionEdit,
    CodeActions,
    LoogleResult,
    LoogleResults,
    Reference,
    References,
)
from agent.interactive.mcp_tools.desk import Desk, told
from agent.interactive.mcp_tools.documents import Document
from prover_bridge import source
from prover_bridge.stated import library_laws

READING = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
_SECONDS = 60.0
_MOST_FOUND = 400  # for each part of a query, before what is not in all of them is left out

FilePath = Annotated[str, Field(description="A Lean file: absolute, or relative to the server's first folder.")]
Line = Annotated[int, Field(ge=1, description="Line, from 1.")]
Timeout = Annotated[float, Field(gt=0, le=600, description="Most seconds that Lean may take.")]


def register(server: MCPServer, desk: Desk) -> None:
    """Add the tools to a server."""
    documents, folders = desk.documents, desk.folders

    @server.tool("lean_loogle", title="Theorems by form", annotations=READING)
    @told
    async def loogle(
        query: Annotated[
            str,
            Field(
                min_length=1,
                max_length=2000,
                description="A constant, a part of a name in quotes, or a pattern such as `_ * (_ + _)` or "
                "`?a + ?b = ?b + ?a`; several with commas between them.",
            ),
        ],
        num_results: Annotated[int, Field(ge=1, le=100)] = 8,
    ) -> LoogleResults:
        """Theorems of the imported library and of the lemma graph by form or name. Nothing is asked on the network."""
        store = desk.run.memory.store if desk.run.memory is not None else None

        def search() -> list[LoogleResult]:
            _, environment = documents.load("", folders.roots[0] / "Query.lean")
            library = library_laws(environment)
            module = {law.name: law.module for law in library}
            found: dict[str, hints.FoundLemma] | None = None
            for part in hints.parts(query):
                one = hints.lemmas_in(store, part, _MOST_FOUND, library=library)
                by_name = {each.write: each for each in one}
                found = by_name if found is None else {name: each for name, each in found.items() if name in by_name}
            kept = list((found or {}).values())[:num_results]
            return [LoogleResult(name=e.write, type=e.statement, module=module.get(e.write, e.name)) for e in kept]

        return LoogleResults(items=await asyncio.to_thread(search))

    @server.tool("lean_code_actions", title="What Lean suggests", annotations=READING)
    @told
    async def code_actions(file_path: FilePath, line: Line, timeout_s: Timeout = _SECONDS) -> CodeActions:
        """Changes that Lean suggests for a line, such as those of `simp?` and `exact?`. The file stays as it is."""
        path = folders.file(file_path)
        async with documents.reading(source.text_of(path), path, timeout_s) as document:
            end = len(document.line(line).encode("utf-16-le")) // 2
            span = {"start": {"line": line - 1, "character": 0}, "end": {"line": line - 1, "character": end}}
            more = {"range": span, "context": {"diagnostics": list[object]()}}
            asked = await document.server.ask("textDocument/codeAction", more=more)
            actions = []
            for each in asked if isinstance(asked, list) else []:
                edits = _edits(document, await _resolved(document, each))
                if edits:
                    preferred = bool(each.get("isPreferred"))
                    actions.append(CodeAction(title=str(each.get("title")), is_preferred=preferred, edits=edits))
        return CodeActions(actions=actions)

    @server.tool("lean_references", title="Where a symbol is used", annotations=READING)
    @told
    async def references(
        file_path: FilePath,
        line: Line,
        column: Annotated[int, Field(ge=1, description="Column, from 1, at the first letter of the symbol.")],
        max_results: Annotated[int, Field(ge=1, le=1000)] = 50,
        timeout_s: Timeout = _SECONDS,
    ) -> References:
        """Where the symbol at a place is declared and used in this file."""
        path = folders.file(file_path)
        async with documents.reading(source.text_of(path), path, timeout_s) as document:
            more = {"context": {"includeDeclaration": True}}
            asked = await document.ask("textDocument/references", line, column, more)
            found = [
                Reference(file_path=folders.shown(path), **_span(document, each["range"]))
                for each in (asked if isinstance(asked, list) else [])
            ]
        found.sort(key=lambda each: (each.line, each.column))
        return References(items=found[:max_results], total=len(found))


async def _resolved(document: Document, action: dict[str, Any]) -> dict[str, Any]:
    if "edit" in action:
        return action
    found = await document.server.ask("codeAction/resolve", whole=action)
    return found if isinstance(found, dict) else action


def _edits(document: Document, action: dict[str, Any]) -> list[CodeActionEdit]:
    edit = action.get("edit") or {}
    changes = [each for change in edit.get("documentChanges") or [] for each in change.get("edits", [])]
    changes += [each for listed in (edit.get("changes") or {}).values() for each in listed]
    found = []
    for each in changes:
        span = _span(document, each["range"])
        found.append(
            CodeActionEdit(
                new_text=str(each["newText"]),
                start_line=span["line"],
                start_column=span["column"],
                end_line=span["end_line"],
                end_column=span["end_column"],
            )
        )
    return found


def _span(document: Document, span: dict[str, Any]) -> dict[str, int]:
    """A range of the protocol as lines and columns from 1, in characters."""
    line, column = _place(document, span["start"])
    end_line, end_column = _place(document, span["end"])
    return {"line": line, "column": column, "end_line": end_line, "end_column": end_column}


def _place(document: Document, place: dict[str, int]) -> tuple[int, int]:
    text = document.lines[place["line"]] if place["line"] < len(document.lines) else ""
    before = text.encode("utf-16-le")[: 2 * place["character"]].decode("utf-16-le", "ignore")
    return place["line"] + 1, len(before) + 1
