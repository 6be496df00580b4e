"""Tools about Lean files, with the names and schemas that clients of lean-lsp-mcp know."""

from __future__ import annotations

import asyncio
import re
from typing import Annotated, Any, get_args

from mcp.server.mcpserver import MCPServer
from mcp_types import ToolAnnotations
from pydantic import Field

from agent.interactive.mcp_tools.answers import (
    AttemptResult,
    CompletionItem,
    Completions,
    Declarations,
    Diagnostic,
    Diagnostics,
    FileOutline,
    GoalState,
    GoalStatus,
    Hover,
    LemmaView,
    LemmaViews,
    MultiAttempt,
    OutlineEntry,
    RunResult,
    Severity,
    TermGoal,
    Trust,
    VerifyResult,
)
from agent.interactive.mcp_tools.declarations import Index
from agent.interactive.mcp_tools.desk import Desk, limited, told
from agent.interactive.mcp_tools.documents import Document, Slow, plain
from lemma_graph.query import Query
from prover_bridge import modules, source
from prover_bridge.certificate import ALLOWED_AXIOMS, Verdict
from prover_bridge.certify import certify
from prover_bridge.errors import UserError
from prover_bridge.goals import parse_goals
from prover_bridge.outline import outline

READING = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
SECONDS = 60.0
MOST_SNIPPETS = 32

FilePath = Annotated[str, Field(description="A Lean file: absolute, or relative to the server's first folder.")]
Line = Annotated[int, Field(ge=1, description="Line, from 1.")]
Column = Annotated[int | None, Field(ge=1, description="Column, from 1.")]
Timeout = Annotated[float, Field(gt=0, le=600, description="Most seconds that Lean may take.")]
# What the protocol calls the kinds of symbols that Lean tells apart.
_KINDS = {5: "class", 6: "def", 3: "namespace", 23: "structure", 10: "inductive", 12: "theorem", 14: "constant"}
_WRITTEN = re.compile(r"[\w'!?.₀-₉]+$")
_WORD = re.compile(r"[^\W\d][\w'!?.₀-₉]*|\S")


def _flat_severity(schema: dict[str, Any]) -> None:
    """Some clients' models take no union with null, others no union without a type: an enumeration suits all."""
    schema.pop("anyOf", None)
    schema.update(type="string", enum=list(get_args(Severity)))


def register(server: MCPServer, desk: Desk) -> None:
    """Add the tools to a server."""
    documents, folders = desk.documents, desk.folders
    index = Index(folders)

    @server.tool("lean_goal", title="Goals at a place", annotations=READING)
    @told
    async def goal(file_path: FilePath, line: Line, column: Column = None, timeout_s: Timeout = SECONDS) -> GoalState:
        """The proof goals at a place of a file; without a column, those before and after the tactic of the line."""
        path = folders.file(file_path)
        async with documents.reading(source.text_of(path), path, timeout_s) as document:
            text = document.line(line)
            if column is not None:
                goals = await document.goals(line, column)
                return GoalState(line_context=text, goals=goals or [], status=_status(goals))
            before = await document.goals(line, len(text) - len(text.lstrip()) + 1)
            after = await document.goals(line, len(text) + 1)
            status = _status(before or after if after is None else after)
            return GoalState(line_context=text, goals_before=before or [], goals_after=after or [], status=status)

    @server.tool("lean_term_goal", title="Expected type", annotations=READING)
    @told
    async def term_goal(
        file_path: FilePath, line: Line, column: Column = None, timeout_s: Timeout = SECONDS
    ) -> TermGoal:
        """The type that is expected at a place of a file; without a column, at the end of the line."""
        path = folders.file(file_path)
        async with documents.reading(source.text_of(path), path, timeout_s) as document:
            text = document.line(line)
            found = await document.ask("$/lean/plainTermGoal", line, column or max(1, len(text)))
            expected = str(found["goal"]) if isinstance(found, dict) and "goal" in found else None
            return TermGoal(line_context=text, expected_type=expected)

    @server.tool("lean_hover_info", title="What a symbol is", annotations=READING)
    @told
    async def hover_info(
        file_path: FilePath,
        line: Line,
        column: Annotated[int, Field(ge=1, description="Column, from 1, at the first letter of the symbol.")],
        timeout_s: Timeout = SECONDS,
    ) -> Hover:
        """Type and documentation of the symbol at a place of a file."""
        path = folders.file(file_path)
        async with documents.reading(source.text_of(path), path, timeout_s) as document:
            found = await document.ask("textDocument/hover", line, column)
            if not isinstance(found, dict):
                raise UserError(
                    f"Lean knows nothing at line {line}, column {column}: put it on a symbol's first letter."
                )
            symbol = _WORD.match(document.line(line), column - 1)
            return Hover(
                symbol=symbol.group() if symbol else "",
                info=str(found.get("contents", {}).get("value", "")),
                diagnostics=document.diagnostics(line, line),
            )

    @server.tool("lean_completions", title="How a name may go on", annotations=READING)
    @told
    async def completions(
        file_path: FilePath,
        line: Line,
        column: Annotated[int, Field(ge=1, description="Column, from 1, behind what is written already.")],
        max_completions: Annotated[int, Field(ge=1, le=500)] = 32,
        timeout_s: Timeout = SECONDS,
    ) -> Completions:
        """Names that fit what is written before a place of a file, the shortest first."""
        path = folders.file(file_path)
        async with documents.reading(source.text_of(path), path, timeout_s) as document:
            found = await document.ask("textDocument/completion", line, column)
            written = _WRITTEN.search(document.line(line)[: column - 1])
        word = written.group().rpartition(".")[2].lower() if written else ""
        labels = [str(item["label"]) for item in (found or {}).get("items", [])]
        fit = [each for each in labels if any(part.lower().startswith(word) for part in each.split("."))]
        best = sorted(dict.fromkeys(fit), key=lambda each: (len(each), each))[:max_completions]
        return Completions(items=[CompletionItem(label=label) for label in best])

    @server.tool("lean_diagnostic_messages", title="What Lean reports", annotations=READING)
    @told
    async def diagnostic_messages(
        file_path: FilePath,
        start_line: Annotated[int | None, Field(ge=1, description="Only from this line on.")] = None,
        end_line: Annotated[int | None, Field(ge=1, description="Only up to this line.")] = None,
        declaration_name: Annotated[str | None, Field(description="Only those in this declaration.")] = None,
        severity: Annotated[
            Severity | None, Field(description="Only of this kind.", json_schema_extra=_flat_severity)
        ] = None,
        timeout_s: Timeout = SECONDS,
    ) -> Diagnostics:
        """What Lean reports on a file: errors, warnings, information."""
        path = folders.file(file_path)
        async with documents.reading(source.text_of(path), path, timeout_s) as document:
            if declaration_name is not None:
                entry = next((e for e in await _entries(document) if e.name == declaration_name), None)
                if entry is None:
                    raise UserError(f"{file_path} declares no {declaration_name}: lean_file_outline lists what it has.")
                start_line, end_line = entry.start_line, entry.end_line
            items = document.diagnostics(start_line or 1, end_line)
            errors = any(item.severity == "error" for item in items)
            return Diagnostics(success=not errors, items=[i for i in items if severity in (None, i.severity)])

    @server.tool("lean_file_outline", title="What a file declares", annotations=READING)
    @told
    async def file_outline(
        file_path: FilePath,
        max_declarations: Annotated[int, Field(ge=1, le=2000, description="Most declarations.")] = 200,
        timeout_s: Timeout = SECONDS,
    ) -> FileOutline:
        """Imports and declarations of a file, with their types."""
        path = folders.file(file_path)
        text = source.text_of(path)
        async with documents.reading(text, path, timeout_s) as document:
            entries = (await _entries(document))[:max_declarations]
            return FileOutline(imports=list(modules.imports(text)), declarations=entries)

    @server.tool("lean_multi_attempt", title="Try tactics at a place", annotations=READING)
    @told
    async def multi_attempt(
        file_path: FilePath,
        line: Line,
        snippets: Annotated[list[str], Field(min_length=1, max_length=MOST_SNIPPETS, description="Tactics to try.")],
        column: Column = None,
        timeout_s: Timeout = SECONDS,
    ) -> MultiAttempt:
        """Try several tactics in place of the one on a line; the file stays as it is. For a proof of many steps
        proof_open and proof_apply are faster, since they keep the goals."""
        path = folders.file(file_path)
        text = source.text_of(path)
        lines = text.split("\n")
        if line > len(lines):
            raise UserError(f"There is no line {line}: the file has {len(lines)}.")
        here = lines[line - 1]
        at = column - 1 if column is not None else len(here) - len(here.lstrip(" ·"))
        items = []
        for snippet in snippets:
            tried = [here[:at] + piece if not n else " " * at + piece for n, piece in enumerate(snippet.split("\n"))]
            # Behind it a tactic of the same block, where the goals that it leaves can be asked for.
            changed = "\n".join([*lines[: line - 1], *tried, " " * at + "skip"]) + "\n"
            last = line + len(tried) - 1
            try:
                async with documents.reading(limited(changed, "text"), path, timeout_s) as document:
                    said = [
                        each
                        for each in document.diagnostics(line, last)
                        if each.line > line or each.column > at  # what is before it is not its own
                    ]
                    goals = await document.goals(last + 1, at + 1) or []
            except Slow as slow:
                items.append(_attempt(snippet, [], [], str(slow)))
            else:
                items.append(_attempt(snippet, goals, said))
        return MultiAttempt(items=items)

    @server.tool("lean_run_code", title="Run code", annotations=READING)
    @told
    async def run_code(
        code: Annotated[str, Field(description="Lean text that stands by itself, imports included.")],
        timeout_s: Timeout = SECONDS,
    ) -> RunResult:
        """Compile Lean code that stands by itself, in a sandbox, and say what Lean reports."""
        path = folders.roots[0] / "LemmasmithSnippet.lean"
        try:
            async with documents.reading(limited(code, "code"), path, timeout_s) as document:
                items = document.diagnostics()
        except Slow:
            return RunResult(success=False, timed_out=True, diagnostics=[])
        return RunResult(success=not any(i.severity == "error" for i in items), diagnostics=items)

    @server.tool("lean_verify", title="Certify a theorem of a file", annotations=READING)
    @told
    async def verify(
        file_path: FilePath,
        theorem_name: Annotated[str, Field(description="Full name of the theorem.")],
    ) -> VerifyResult:
        """Certify a theorem as it stands in its file: compiled in a sandbox, checked again by the kernel from an
        empty environment, its axioms walked."""
        path = folders.file(file_path)
        text = source.text_of(path)

        def check() -> Verdict:
            read, environment = documents.load(text, path)
            return certify(environment, read, file_name=path.name, names=[theorem_name], contradictions=True)[0]

        verdict = await asyncio.to_thread(check)
        return VerifyResult(
            status=verdict.status,
            reason=verdict.reason,
            statement=verdict.statement.text if verdict.statement else None,
            statement_key=verdict.statement.key if verdict.statement else None,
            axioms=list(verdict.axioms),
            trust=_trust(verdict),
            contradiction=verdict.contradiction if verdict.status == "certified" else None,
        )

    @server.tool("lean_local_search", title="Find declarations", annotations=READING)
    @told
    async def local_search(
        query: Annotated[str, Field(min_length=1, max_length=200, description="A name, or a part of one.")],
        limit: Annotated[int, Field(ge=1, le=200)] = 10,
    ) -> Declarations:
        """Declarations of the folders' files and of the compact core by name: what exists, before it is used."""
        return Declarations(items=await asyncio.to_thread(index.find, query, limit))

    @server.tool("lean_state_search", title="Lemmas for a goal", annotations=READING)
    @told
    async def state_search(
        file_path: FilePath,
        line: Line,
        column: Annotated[int, Field(ge=1, description="Column, from 1.")],
        num_results: Annotated[int, Field(ge=1, le=50)] = 5,
        timeout_s: Timeout = SECONDS,
    ) -> LemmaViews:
        """Certified lemmas of the lemma graph for the first goal at a place, the most promising first. Nothing is
        asked outside of this machine."""
        path = folders.file(file_path)
        text, memory = source.text_of(path), desk.memory
        async with documents.reading(text, path, timeout_s) as document:
            goals = await document.goals(line, column)
        if not goals:
            raise UserError(f"No goal is open at line {line}, column {column} of {file_path}.")
        [goal, *_] = parse_goals(goals[0])

        def search() -> list[LemmaView]:
            read, environment = documents.load(text, path)
            try:
                available = outline(environment, read, file_name=path.name).contents
            except UserError:  # the file has errors: lemmas about its own definitions cannot be told
                available = {}
            found = memory.retriever(environment).premises(Query.of_goal(goal), available, limit=num_results)
            return [
                LemmaView(
                    name=each.lemma.name,
                    write_as=each.lemma.stable_name,
                    statement=each.lemma.statement,
                    reason=each.reason,
                    key=each.lemma.key,
                    usable=True,
                )
                for each in found
            ]

        return LemmaViews(items=await asyncio.to_thread(search))


async def _entries(document: Document) -> list[OutlineEntry]:
    found: list[OutlineEntry] = []

    async def add(symbols: object) -> None:
        for each in symbols if isinstance(symbols, list) else []:
            name_at, whole = each["selectionRange"]["start"], each["range"]
            line = document.lines[name_at["line"]]
            before = line.encode("utf-16-le")[: 2 * name_at["character"]].decode("utf-16-le", "ignore")
            word = _WORD.findall(before)
            children = each.get("children") or []
            if not children:
                hover = await document.ask("textDocument/hover", name_at["line"] + 1, len(before) + 1)
                info = str(hover["contents"]["value"]) if isinstance(hover, dict) else ""
                signature = plain(info.partition("\n***\n")[0]) or None
                found.append(
                    OutlineEntry(
                        name=str(each["name"]),
                        kind=word[-1] if word else _KINDS.get(each.get("kind"), "declaration"),
                        start_line=whole["start"]["line"] + 1,
                        end_line=whole["end"]["line"] + 1,
                        type_signature=signature,
                    )
                )
            await add(children)

    await add(await document.ask("textDocument/documentSymbol"))
    return found


def _attempt(snippet: str, goals: list[str], said: list[Diagnostic], slow: str | None = None) -> AttemptResult:
    failed = slow is not None or any(each.severity == "error" for each in said)
    return AttemptResult(
        snippet=snippet,
        goals=goals,
        diagnostics=said,
        timed_out=slow is not None,
        proof_status="error" if failed else "open" if goals else "completed",
    )


def _status(goals: list[str] | None) -> GoalStatus:
    if goals is None:
        return "no_goal_at_position"
    return "goals" if goals else "complete"


def _trust(verdict: Verdict) -> Trust:
    axioms = set(verdict.axioms) - ALLOWED_AXIOMS
    if "sorryAx" in axioms:
        return "incomplete"
    if any("ofReduce" in axiom or "trustCompiler" in axiom for axiom in axioms):
        return "native"
    return "custom" if axioms else "standard"
