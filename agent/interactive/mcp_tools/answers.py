"""What the tools answer. Where a tool has the name of one of lean-lsp-mcp, so have the fields of its answer."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from agent.interactive.background import Search
from agent.interactive.hints import FoundLemma
from agent.interactive.proof import ProofInHand
from agent.interactive.steps import Step, Tried
from agent.report import TheoremReport
from prover_bridge.protocol import Goal, Outcome

Severity = Literal["error", "warning", "info", "hint"]
GoalStatus = Literal["goals", "complete", "no_goal_at_position"]
Trust = Literal["standard", "incomplete", "native", "custom"]


class Diagnostic(BaseModel):
    severity: Severity
    message: str
    line: int = Field(description="From 1.")
    column: int = Field(description="From 1, in characters.")


class Diagnostics(BaseModel):
    success: bool = Field(description="Whether Lean has no error to report in the part that was asked for.")
    items: list[Diagnostic]


class RunResult(BaseModel):
    success: bool = Field(description="Whether the code compiles without an error.")
    timed_out: bool = Field(default=False, description="Whether the time was over before Lean was done.")
    diagnostics: list[Diagnostic]


class GoalState(BaseModel):
    line_context: str = Field(description="The line of the file.")
    goals: list[str] | None = Field(default=None, description="Goals at the column, as Lean prints them.")
    goals_before: list[str] | None = Field(default=None, description="Without a column: goals where the line begins.")
    goals_after: list[str] | None = Field(default=None, description="Without a column: goals where the line ends.")
    status: GoalStatus = Field(
        description="goals: some are open; complete: a proof is finished here; no_goal_at_position: no proof is here."
    )


class TermGoal(BaseModel):
    line_context: str
    expected_type: str | None = Field(default=None, description="What is known there and the type that is expected.")


class Hover(BaseModel):
    symbol: str = Field(description="The text that the information is about.")
    info: str = Field(description="Type and documentation, as Markdown.")
    diagnostics: list[Diagnostic] = Field(description="What Lean reports on this line.")


class CompletionItem(BaseModel):
    label: str = Field(description="What may stand there.")


class Completions(BaseModel):
    items: list[CompletionItem]


class OutlineEntry(BaseModel):
    name: str
    kind: str
    start_line: int = Field(description="From 1.")
    end_line: int
    type_signature: str | None = None


class FileOutline(BaseModel):
    imports: list[str]
    declarations: list[OutlineEntry]


class AttemptResult(BaseModel):
    snippet: str
    goals: list[str] = Field(description="Goals behind it, as Lean prints them; of use where there is no error.")
    diagnostics: list[Diagnostic]
    timed_out: bool = False
    proof_status: Literal["completed", "open", "error"] = Field(
        description="completed: no goal is left here (which is no certificate yet); open: some are; error: it fails."
    )


class MultiAttempt(BaseModel):
    items: list[AttemptResult]


class Declaration(BaseModel):
    name: str
    kind: str
    file: str


class Declarations(BaseModel):
    items: list[Declaration]


class VerifyResult(BaseModel):
    status: str = Field(description="certified, refused (a check says no) or undecided (time or memory ran out).")
    reason: str | None = Field(default=None, description="Why it is not certified.")
    statement: str | None = None
    statement_key: str | None = Field(default=None, description="SHA-256 of the elaborated statement.")
    axioms: list[str]
    trust: Trust = Field(description="The worst of the axioms; incomplete says that there is a `sorry`.")
    contradiction: str | None = Field(
        default=None, description="Whether the hypotheses contradict each other: found, not found or not tried."
    )


class LoogleResult(BaseModel):
    name: str = Field(description="As a tactic may write it.")
    type: str
    module: str = Field(description="Where it is declared; for a lemma of the graph its author's name.")


class LoogleResults(BaseModel):
    items: list[LoogleResult]


class CodeActionEdit(BaseModel):
    new_text: str
    start_line: int = Field(description="From 1.")
    start_column: int = Field(description="From 1, in characters.")
    end_line: int
    end_column: int


class CodeAction(BaseModel):
    title: str
    is_preferred: bool
    edits: list[CodeActionEdit]


class CodeActions(BaseModel):
    actions: list[CodeAction]


class Reference(BaseModel):
    file_path: str
    line: int = Field(description="From 1.")
    column: int = Field(description="From 1, in characters.")
    end_line: int
    end_column: int


class References(BaseModel):
    items: list[Reference]
    total: int


class Hypothesis(BaseModel):
    name: str
    type: str
    value: str | None = None


class GoalView(BaseModel):
    context: list[Hypothesis]
    goal: str = Field(description="What is to be proved.")
    case: str | None = None
    pretty: str = Field(description="All of it as Lean prints it.")

    @staticmethod
    def of(goal: Goal) -> GoalView:
        context = [Hypothesis(name=h.name, type=h.type, value=h.value) for h in goal.hypotheses]
        return GoalView(context=context, goal=goal.target, case=goal.case, pretty=goal.pretty())


class ProofView(BaseModel):
    proof_id: str
    file_path: str
    theorem: str
    statement: str
    step: int = Field(description="The number of the step at which the proof stands; 0 is the beginning.")
    goals: list[GoalView] = Field(description="The open goals, in the order of the theorem.")
    focus: int = Field(description="Which of the goals, from 0, the next tactic works on.")
    finished: bool = Field(description="Whether no goal is open. Only `proof_check` says whether it is proved.")
    script: str = Field(description="The tactics so far, with `sorry` for open goals.")
    file_changed: bool = Field(description="Whether somebody else changed the file meanwhile.")
    notes: list[str] = []

    @staticmethod
    def of(proof_id: str, proof: ProofInHand, notes: list[str] | None = None) -> ProofView:
        return ProofView(
            proof_id=proof_id,
            file_path=str(proof.file),
            theorem=proof.theorem,
            statement=proof.statement,
            step=proof.cursor.id,
            goals=[GoalView.of(goal) for goal in proof.goals],
            focus=proof.cursor.focus,
            finished=proof.finished,
            script=proof.script,
            file_changed=proof.changed_outside(),
            notes=notes or [],
        )


class StepView(BaseModel):
    step: int
    parent: int | None
    tactic: str
    on_goal: int = Field(description="Which of the parent's goals, from 0, it worked on.")
    goals: int = Field(description="How many goals are open behind it.")

    @staticmethod
    def of(step: Step, proof: ProofInHand) -> StepView:
        parent = step.parent.id if step.parent is not None else None
        tactic = proof.shown(step.tactic)
        return StepView(step=step.id, parent=parent, tactic=tactic, on_goal=step.on, goals=len(step.goals))


class StateView(BaseModel):
    proof: ProofView
    tree: list[StepView] = Field(description="All steps that were made, also those that were undone.")


class TriedView(BaseModel):
    tactic: str
    outcome: Outcome = Field(description="open: it works; closed: it works and nothing is left; or why it does not.")
    closes_goal: bool = Field(description="Whether it closes the focused goal.")
    goals: list[GoalView] = Field(description="What it leaves of the focused goal.")
    message: str | None = Field(default=None, description="Lean's words where it does not work.")
    seconds: float

    @staticmethod
    def of(tried: Tried) -> TriedView:
        return TriedView(
            tactic=tried.tactic,
            outcome=tried.outcome,
            closes_goal=tried.closes,
            goals=[GoalView.of(goal) for goal in tried.opened],
            message=tried.message,
            seconds=round(tried.seconds, 4),
        )


class TriedViews(BaseModel):
    items: list[TriedView]


class Applied(BaseModel):
    tried: TriedView
    proof: ProofView


class SuggestionView(BaseModel):
    tactic: str
    origin: str = Field(description="rule, model, or memory with the name of the lemma and why it was offered.")
    closes_goal: bool
    goals: list[GoalView]


class Suggestions(BaseModel):
    items: list[SuggestionView]


class SearchView(BaseModel):
    search_id: str
    status: Literal["running", "proved", "failed", "undecided", "stopped"] = Field(
        description="proved: it found tactics that Lean accepts, in `script`; `proof_search_take` applies them."
    )
    goal: str
    seconds: float = Field(description="What it may take.")
    elapsed: float
    lean_calls: int
    model_calls: int
    script: str | None = None
    reason: str | None = Field(default=None, description="Why it found nothing.")

    @staticmethod
    def of(search_id: str, search: Search) -> SearchView:
        now = search.progress
        return SearchView(
            search_id=search_id,
            status=search.status,
            goal=search.goal.target,
            seconds=search.seconds,
            elapsed=round(search.elapsed, 2),
            lean_calls=now.lean_calls if now is not None else 0,
            model_calls=now.model_calls if now is not None else 0,
            script=search.script,
            reason=search.reason,
        )


class CheckView(BaseModel):
    status: str = Field(description="proved: it has a certificate; failed or undecided: it has none, and `reason`.")
    reason: str | None = None
    theorem: str
    statement: str | None = None
    statement_key: str | None = None
    proof_hash: str | None = None
    axioms: list[str]
    lemmas_used: list[str] = Field(description="Keys of lemmas of the graph that the proof uses.")
    contradiction: str | None = None
    kept: bool = Field(default=False, description="Whether it is in the lemma graph now.")
    write_as: str | None = Field(default=None, description="The name by which tactics may use it.")

    @staticmethod
    def of(report: TheoremReport) -> CheckView:
        return CheckView(
            status=report.status,
            reason=report.reason,
            theorem=report.name,
            statement=report.statement,
            statement_key=report.statement_key,
            proof_hash=report.proof_hash,
            axioms=list(report.axioms or ()),
            lemmas_used=list(report.lemmas_used or ()),
            contradiction=report.contradiction,
        )


class Written(BaseModel):
    file_path: str
    copy_of_the_old: str
    finished: bool
    left_out: int = Field(description="How many of the last steps are not in the file, since no text of them compiles.")
    text: str = Field(description="The theorem as it stands in the file now.")


class LemmaView(BaseModel):
    name: str
    write_as: str = Field(description="As a tactic must write it.")
    statement: str
    reason: str = Field(description="Why it was found, or where it comes from.")
    key: str | None = Field(default=None, description="In the lemma graph; null for a theorem of the file itself.")
    usable: bool = Field(description="Whether the open proof may use it; false where no proof was named.")

    @staticmethod
    def of(found: FoundLemma) -> LemmaView:
        return LemmaView(
            name=found.name,
            write_as=found.write,
            statement=found.statement,
            reason=found.reason,
            key=found.key,
            usable=found.usable,
        )


class LemmaViews(BaseModel):
    items: list[LemmaView]


class AddedView(BaseModel):
    name: str
    key: str | None = None
    kept: bool
    is_new: bool = False
    reason: str | None = Field(default=None, description="Why it was not kept.")


class AddedViews(BaseModel):
    items: list[AddedView]


class Done(BaseModel):
    done: bool = True
