"""Tools about a proof in hand: open a theorem, try and apply tactics, ask for help, check, write."""

from __future__ import annotations

from typing import Annotated

from mcp.server.mcpserver import Context, MCPServer
from mcp_types import ToolAnnotations
from pydantic import Field

from agent.interactive.mcp_tools.answers import (
    Applied,
    CheckView,
    Done,
    GoalView,
    ProofView,
    SearchView,
    StateView,
    StepView,
    Suggestions,
    SuggestionView,
    TriedView,
    TriedViews,
    Written,
)
from agent.interactive.mcp_tools.desk import Desk, limited, told
from lemma_graph.model import stable_name

READING = ToolAnnotations(read_only_hint=True, open_world_hint=False)
WORKING = ToolAnnotations(read_only_hint=False, destructive_hint=False, open_world_hint=False)
CHANGING = ToolAnnotations(read_only_hint=False, destructive_hint=True, open_world_hint=False)
MOST_TACTICS = 64
_BEAT = 0.5  # seconds between two words on progress

FilePath = Annotated[str, Field(description="A Lean file: absolute, or relative to the server's first folder.")]
ProofId = Annotated[str, Field(description="As proof_open has told it.")]
OnGoal = Annotated[int | None, Field(ge=0, description="On this goal, from 0, instead of the focused one.")]
SearchId = Annotated[str, Field(description="As proof_search_start has told it.")]


def register(server: MCPServer, desk: Desk, *, may_write: bool = True) -> None:
    """Add the tools to a server. may_write: whether a proof may be put into its file."""
    _moving(server, desk)
    _helping(server, desk)
    _ending(server, desk, may_write)


def _moving(server: MCPServer, desk: Desk) -> None:
    @server.tool("proof_open", title="Open a theorem", annotations=WORKING)
    @told
    async def proof_open(
        ctx: Context,
        file_path: FilePath,
        theorem_name: Annotated[
            str | None, Field(description="Full name of a theorem with a `sorry`; without one, the first of the file.")
        ] = None,
        resume: Annotated[bool, Field(description="Go on where an earlier session on this theorem stopped.")] = False,
    ) -> ProofView:
        """Open the goals of a theorem, to prove it step by step. The file stays as it is until proof_write."""
        await ctx.report_progress(0, 1, "Lean reads the file")
        name, proof, again = await desk.open(desk.folders.file(file_path), theorem_name, resume)
        notes = ["It was open already, and stands where it stood."] if again else proof.notes
        await ctx.report_progress(1, 1, "open")
        return ProofView.of(name, proof, notes)

    @server.tool("proof_state", title="Where a proof stands", annotations=READING)
    @told
    async def proof_state(proof_id: ProofId) -> StateView:
        """The open goals of a proof, its script so far, and the tree of all steps that were made."""
        proof = desk.proof(proof_id)
        tree = [StepView.of(step, proof) for step in proof.root.walk()]
        return StateView(proof=ProofView.of(proof_id, proof), tree=tree)

    @server.tool("proof_try", title="Try tactics", annotations=READING)
    @told
    async def proof_try(
        proof_id: ProofId,
        tactics: Annotated[list[str], Field(min_length=1, max_length=MOST_TACTICS, description="Each by itself.")],
        goal: Annotated[
            int | None, Field(ge=0, description="On this goal, from 0, instead of the focused one.")
        ] = None,
    ) -> TriedViews:
        """Try tactics on the focused goal, each by itself, without a step: what each would leave, or why it fails."""
        proof = desk.proof(proof_id)
        if goal is not None:
            proof.focus(goal)
        tried = await proof.attempt([limited(tactic, "tactic") for tactic in tactics])
        return TriedViews(items=[TriedView.of(each) for each in tried])

    @server.tool("proof_apply", title="Apply a tactic", annotations=WORKING)
    @told
    async def proof_apply(
        proof_id: ProofId,
        tactic: Annotated[str, Field(description="One tactic, or several lines of them.")],
        goal: Annotated[
            int | None, Field(ge=0, description="On this goal, from 0, instead of the focused one.")
        ] = None,
    ) -> Applied:
        """Apply a tactic to the focused goal. Where it works the proof moves on, else it stays and Lean's words are in
        the answer."""
        proof = desk.proof(proof_id)
        if goal is not None:
            proof.focus(goal)
        tried = await proof.apply(limited(tactic, "tactic"))
        return Applied(tried=TriedView.of(tried), proof=ProofView.of(proof_id, proof))

    @server.tool("proof_undo", title="Undo a step", annotations=WORKING)
    @told
    async def proof_undo(proof_id: ProofId) -> ProofView:
        """Go back by one step. The step stays in the tree."""
        desk.proof(proof_id).undo()
        return ProofView.of(proof_id, desk.proof(proof_id))

    @server.tool("proof_go_to", title="Go to a step", annotations=WORKING)
    @told
    async def proof_go_to(
        proof_id: ProofId,
        step: Annotated[int, Field(ge=0, description="Its number in the tree of proof_state; 0 is the beginning.")],
    ) -> ProofView:
        """Go to any step that was made: back, forth, or to another branch."""
        desk.proof(proof_id).go_to(step)
        return ProofView.of(proof_id, desk.proof(proof_id))

    @server.tool("proof_focus", title="Choose a goal", annotations=WORKING)
    @told
    async def proof_focus(
        proof_id: ProofId, goal: Annotated[int, Field(ge=0, description="Its number among the open ones, from 0.")]
    ) -> ProofView:
        """Choose the goal on which the next tactics work."""
        desk.proof(proof_id).focus(goal)
        return ProofView.of(proof_id, desk.proof(proof_id))


def _helping(server: MCPServer, desk: Desk) -> None:
    @server.tool("proof_suggestions", title="Suggest tactics", annotations=READING)
    @told
    async def proof_suggestions(
        proof_id: ProofId, count: Annotated[int, Field(ge=1, le=50, description="Most suggestions.")] = 8
    ) -> Suggestions:
        """Tactics for the focused goal from rules, the lemma graph and, where one is set up, a model. Each was tried:
        it works, and the goals it leads to are told; those that close the goal come first."""
        found = await desk.proof(proof_id).suggestions(count)
        return Suggestions(
            items=[
                SuggestionView(
                    tactic=each.tactic,
                    origin=each.origin,
                    closes_goal=each.closes,
                    goals=[GoalView.of(goal) for goal in each.opened],
                )
                for each in found
            ]
        )

    @server.tool("proof_search_start", title="Set the agent on a goal", annotations=WORKING)
    @told
    async def proof_search_start(
        proof_id: ProofId,
        seconds: Annotated[float, Field(gt=0, le=86_400, description="What it may take.")] = 60.0,
        goal: Annotated[
            int | None, Field(ge=0, description="On this goal, from 0, instead of the focused one.")
        ] = None,
    ) -> SearchView:
        """Let the agent search a proof of the focused goal in the background; other tools go on meanwhile."""
        if goal is not None:
            desk.proof(proof_id).focus(goal)
        name, search = desk.begin_search(proof_id, seconds)
        return SearchView.of(name, search)

    @server.tool("proof_search_status", title="Where a search stands", annotations=READING)
    @told
    async def proof_search_status(
        ctx: Context,
        search_id: SearchId,
        wait_seconds: Annotated[
            float, Field(ge=0, le=600, description="Wait so long for its end, with progress notifications meanwhile.")
        ] = 0.0,
    ) -> SearchView:
        """Where a search in the background stands, and what it found."""
        _, search = desk.search(search_id)
        left = wait_seconds
        while search.running and left > 0:
            now = search.progress
            calls = f"{now.lean_calls} Lean calls" if now is not None else "begins"
            await ctx.report_progress(min(search.elapsed, search.seconds), search.seconds, calls)
            await search.wait(min(_BEAT, left))
            left -= _BEAT
        if wait_seconds and not search.running:
            await ctx.report_progress(search.seconds, search.seconds, search.status)
        return SearchView.of(search_id, search)

    @server.tool("proof_search_stop", title="Stop a search", annotations=WORKING)
    @told
    async def proof_search_stop(search_id: SearchId) -> SearchView:
        """Stop a search in the background."""
        _, search = desk.search(search_id)
        if search.running:
            search.cancel()
            await search.wait()
        return SearchView.of(search_id, search)

    @server.tool("proof_search_take", title="Apply what a search found", annotations=WORKING)
    @told
    async def proof_search_take(search_id: SearchId) -> Applied:
        """Apply the tactics that a search has found, to its goal where that is still open, else where it began."""
        proof_id, search = desk.search(search_id)
        proof = desk.proof(proof_id)
        tried = await proof.take(search)
        return Applied(tried=TriedView.of(tried), proof=ProofView.of(proof_id, proof))


def _ending(server: MCPServer, desk: Desk, may_write: bool) -> None:
    @server.tool("proof_check", title="Certify a proof", annotations=READING)
    @told
    async def proof_check(ctx: Context, proof_id: ProofId) -> CheckView:
        """Certify a finished proof: compiled anew in a sandbox against the user's own statement, its term checked by
        the kernel from an empty environment, its axioms walked. Only `proved` is a proof."""
        proof = desk.proof(proof_id)
        await ctx.report_progress(0, 1, "compiling and checking")
        report = await proof.certify()
        await ctx.report_progress(1, 1, report.status)
        return CheckView.of(report)

    @server.tool("proof_keep", title="Keep a lemma", annotations=WORKING)
    @told
    async def proof_keep(
        ctx: Context,
        proof_id: ProofId,
        lemma_name: Annotated[
            str | None,
            Field(description="Keep a finished goal inside of the proof, as a lemma of this name; else the theorem."),
        ] = None,
        step: Annotated[
            int | None, Field(ge=1, description="The step that began the work on that goal; else the last one closed.")
        ] = None,
    ) -> CheckView:
        """Certify the theorem, or a finished goal inside of it, and keep it in the lemma graph for later proofs."""
        await ctx.report_progress(0, 1, "compiling and checking")
        proof = desk.proof(proof_id)
        report = await proof.accept(lemma_name, step)
        answer = CheckView.of(report)
        if report.status == "proved" and report.statement_key is not None:
            answer.kept = True
            answer.write_as = proof.shown(stable_name(report.statement_key))
        return answer

    if may_write:

        @server.tool("proof_write", title="Write a proof into its file", annotations=CHANGING)
        @told
        async def proof_write(proof_id: ProofId) -> Written:
            """Put the proof so far into its file, with `sorry` where goals are open; the old file is kept beside it.
            Refused where somebody else changed the file meanwhile."""
            proof = desk.proof(proof_id)
            done = await proof.write()
            return Written(
                file_path=str(proof.file),
                copy_of_the_old=str(done.copy),
                finished=proof.finished,
                left_out=done.left_out,
                text=proof.declaration,
            )

    @server.tool("proof_close", title="Close a proof", annotations=WORKING)
    @told
    async def proof_close(proof_id: ProofId) -> Done:
        """Close a proof and end its Lean processes. Its steps are kept: proof_open with `resume` goes on with them."""
        await desk.close_proof(proof_id)
        return Done()
