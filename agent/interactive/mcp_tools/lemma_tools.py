"""Tools about the lemma graph: find lemmas, add theorems that are proved already."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import Annotated

from mcp.server.mcpserver import Context, MCPServer
from mcp_types import ToolAnnotations
from pydantic import Field

from agent.adding import Added, add_file
from agent.interactive import hints
from agent.interactive.mcp_tools.answers import AddedView, AddedViews, LemmaView, LemmaViews
from agent.interactive.mcp_tools.desk import Desk, limited, told
from prover_bridge import toolchain as toolchains
from prover_bridge.errors import UserError

READING = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
WORKING = ToolAnnotations(read_only_hint=False, destructive_hint=False, open_world_hint=False)


def register(server: MCPServer, desk: Desk) -> None:
    """Add the tools to a server."""

    @server.tool("lemma_search", title="Search the lemma graph", annotations=READING)
    @told
    async def lemma_search(
        query: Annotated[
            str,
            Field(
                max_length=2000,
                description="Words of a name or statement, symbols, or a pattern with `_` or `?a`, such as "
                "`_ * (_ + _)`. Empty with a proof: what promises most for its focused goal.",
            ),
        ],
        proof_id: Annotated[
            str | None, Field(description="Of proof_open: also its file's own theorems, and what is usable there.")
        ] = None,
        limit: Annotated[int, Field(ge=1, le=200)] = 20,
    ) -> LemmaViews:
        """Find certified lemmas by words, by name, or by a pattern that is compared with their statements."""
        if proof_id is not None:
            found = await desk.proof(proof_id).lemmas(query, limit)
        else:
            if not query.strip():
                raise UserError("The query is empty: give words or a pattern, or name an open proof.")
            found = await asyncio.to_thread(hints.lemmas_in, desk.memory.store, query, limit)
        return LemmaViews(items=[LemmaView.of(each) for each in found])

    @server.tool("lemma_add", title="Add lemmas", annotations=WORKING)
    @told
    async def lemma_add(
        ctx: Context,
        file_path: Annotated[str | None, Field(description="A Lean file whose theorems are proved …")] = None,
        code: Annotated[str | None, Field(description="… or Lean text that stands by itself.")] = None,
    ) -> AddedViews:
        """Certify the theorems of a file or a text, one by one, and keep those that hold in the lemma graph."""
        if (file_path is None) == (code is None):
            raise UserError("Give either file_path or code.")
        memory, loop = desk.memory, asyncio.get_running_loop()

        def add(path: Path, near: Path) -> list[Added]:
            found: list[Added] = []
            for each in add_file(memory, path, toolchains.find(desk.documents.toolchain, near)):
                found.append(each)
                told = ctx.report_progress(len(found), None, each.name)
                asyncio.run_coroutine_threadsafe(told, loop).result()
            return found

        if file_path is not None:
            path = desk.folders.file(file_path)
            added = await asyncio.to_thread(add, path, path.parent)
        else:
            with tempfile.TemporaryDirectory(prefix="lemmasmith-added-") as folder:
                path = Path(folder) / "added.lean"
                path.write_text(limited(code or "", "code"), encoding="utf-8")
                try:
                    added = await asyncio.to_thread(add, path, desk.folders.roots[0])
                except UserError as error:
                    raise UserError(str(error).replace(str(path), "the code")) from error
        return AddedViews(
            items=[
                AddedView(
                    name=each.name,
                    key=each.lemma.key if each.lemma else None,
                    kept=each.lemma is not None,
                    is_new=each.is_new,
                    reason=each.reason,
                )
                for each in added
            ]
        )
