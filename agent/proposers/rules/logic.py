"""Rules for connectives and quantifiers, in the target and in hypotheses."""

from __future__ import annotations

import itertools

from agent.proposers.chaining import Chaining
from agent.proposers.rules import Guess, Guesses
from agent.proposers.view import View
from lemma_graph.term import Term, bare, match, show, statement, substitute


def closers(view: View) -> Guesses:
    """Cheap tactics that may end the goal at once."""
    target = view.target
    yield from _exact_hypothesis(view)
    if target.head == "True":
        yield Guess("trivial", -0.05, "trivial")
    if target.head in ("=", "↔", "≤", "HEq") and len(target.args) == 2:
        left, right = target.args
        same_head = bare(left.head) == bare(right.head)
        yield Guess("rfl", -0.05 if left == right else (-0.9 if same_head else -0.7), "rfl")
    contradictory = _contradictory(view)
    if contradictory or target.head == "False":
        yield Guess("contradiction", -0.1 if contradictory else -1.5, "contradiction")
    if view.arithmetic:
        yield Guess("omega", -0.75, "omega")
    ground = not (view.in_target & {bare(name) for name in view.names}) and not view.target.binders
    if ground and target.head in ("=", "¬", "≤", "<", "∧", "∨", "∣", "if"):
        yield Guess("decide", -0.8, "decide")


def _exact_hypothesis(view: View) -> Guesses:
    for fact in view.facts:
        if not fact.accessible:
            if fact.type == view.target:
                yield Guess("assumption", -0.03, "assumption")
            continue
        if fact.type == view.target:
            yield Guess(f"exact {fact.name}", -0.02, "exact hypothesis")
        elif fact.type.head == "=" and view.target == Term("=", fact.type.args[::-1]):
            yield Guess(f"exact {fact.name}.symm", -0.03, "exact hypothesis")
        elif fact.type.head == "∧" and view.target in fact.type.args:
            side = fact.type.args.index(view.target) + 1
            yield Guess(f"exact {fact.name}.{side}", -0.03, "exact hypothesis")
        elif fact.type.head == "¬" and view.target == Term("¬", (Term("=", fact.type.args[0].args[::-1]),)):
            yield Guess(f"exact {fact.name}.symm", -0.04, "exact hypothesis")


def _contradictory(view: View) -> bool:
    types = {fact.type for fact in view.facts}
    for type_ in types:
        if type_.head == "False":
            return True
        if type_.head == "¬" and (type_.args[0] in types or (type_.args[0].head == "=" and _same(type_.args[0]))):
            return True
    return False


def _same(equation: Term) -> bool:
    return len(equation.args) == 2 and equation.args[0] == equation.args[1]


def chained(view: View) -> Guesses:
    """A proof term by backward chaining, where it takes more than one name."""
    if view.target.head in ("∀", "?") or "?" in view.goal.target:
        return
    proof = Chaining(view).prove(view.target)
    if proof is not None and proof.rules > 1:
        yield Guess(f"exact {proof.text}", -0.25 - 0.03 * proof.rules, "chaining", proof.premises)


def introduce(view: View) -> Guesses:
    """`intro` with the names that the statement uses."""
    target = view.target
    if target.head in ("∀", "→") or (target.head == "¬" and len(target.args) == 1):
        wanted: list[str] = []
        term = target
        while term.head in ("∀", "→"):
            if term.head == "∀":
                wanted += [b.name.replace("✝", "").lstrip("_") or "x" for b in term.binders]
                term = term.args[0]
            else:
                wanted.append("h")
                term = term.args[1]
        if term.head == "¬":
            wanted.append("h")
        yield Guess(f"intro {' '.join(view.fresh(wanted))}", -0.15, "intro")
        if target.head == "¬" and target.args[0].head == "=":
            (name,) = view.fresh(["h"])
            yield Guess(f"intro {name}; cases {name}", -0.6, "intro cases")
            yield Guess(f"intro {name}; injection {name}", -1.8, "intro injection")


def target_shape(view: View) -> Guesses:
    """One step on the outermost connective of the target."""
    target = view.target
    head = target.head
    if head in ("∧", "↔"):
        yield Guess("constructor", -0.25, "constructor")
    elif head == "∨":
        known = {fact.type for fact in view.facts}
        for side, tactic in zip(target.args, ("left", "right"), strict=False):
            ready = side in known or (side.head == "=" and _same(side))
            yield Guess(tactic, -0.2 if ready else -1.3, tactic)
    elif head == "∃":
        yield from _witnesses(view)
    elif head == "if" or "if" in view.in_target or "match" in view.in_target:
        yield Guess("split", -0.7, "split")
    if head == "=" and len(target.args) == 2:
        yield from _equality(view)
    if head == "False":
        yield from _from_negation(view)
    elif any(fact.type.head == "¬" for fact in view.facts) and head not in ("∀", "→", "¬", "∧", "∃"):
        yield Guess("exfalso", -3.2, "exfalso")
    yield from _classical(view)
    yield from _inner_quantifiers(view)
    yield from _conditions(view)
    yield from _split_facts(view)


def _conditions(view: View) -> Guesses:
    """The condition of an `if`, by cases."""
    seen: set[Term] = set()
    for term in view.terms:
        for part in term.walk():
            if part.head == "if" and part.args and part.args[0] not in seen:
                seen.add(part.args[0])
                (name,) = view.fresh(["hc"])
                yield Guess(f"by_cases {name} : {part.args[0]} <;> simp_all", -1.0, "by_cases if")
                yield Guess(f"by_cases {name} : {part.args[0]}", -1.6, "by_cases if")


def _split_facts(view: View) -> Guesses:
    for fact in view.facts:
        if fact.accessible and any(part.head in ("if", "match") for part in fact.type.walk()):
            yield Guess(f"split at {fact.name}", -1.2, "split at")


def _equality(view: View) -> Guesses:
    left, right = view.target.args
    functions = {local.name for local in view.data if local.type.head == "→"}
    abstract = {"fun", "∘"} & {left.head, right.head}
    if abstract or ({left.head, right.head} <= functions and not left.args):
        yield Guess(f"funext {view.fresh(['x'])[0]}", -0.4, "funext")
    if bare(left.head) == bare(right.head) and left.args and len(left.args) == len(right.args) and left != right:
        different = [i for i, (a, b) in enumerate(zip(left.args, right.args, strict=True)) if a != b]
        if len(different) == 1:
            yield Guess("congr 1", -1.7, "congr")
        elif len(left.args) <= 4:
            yield Guess("congr 1", -2.4, "congr")
    if view.constructors(Term("Prod")) and "tuple" in (left.head, right.head):
        yield Guess("ext", -2.5, "ext")


def _witnesses(view: View) -> Guesses:
    """`∃ x, …`: by unification with a fact, then by terms at hand."""
    binder = view.target.binders[0] if view.target.binders else None
    if binder is None:
        return
    rest = view.target.binders[1:]
    body = Term("∃", view.target.args, rest) if rest else view.target.args[0]
    yield Guess("exact ⟨_, rfl⟩", -0.6 if body.head == "=" else -2.5, "witness rfl")
    variables = frozenset([binder.name])
    for fact in view.facts:
        found = match(body, fact.type, variables)
        if found is not None and fact.accessible:
            yield Guess(f"exact ⟨_, {fact.name}⟩", -0.2, "witness hypothesis")
    for prior, witness in _candidates(view, binder.type, body, binder.name):
        checked = substitute(body, {binder.name: witness})
        bonus = 0.8 if checked.head == "=" and _same(checked) else 0.0
        yield Guess(f"refine ⟨{witness}, ?_⟩", prior + bonus, "witness")
        if checked.head == "=" and (len(view.facts) > 0 or view.premises):
            yield Guess(f"exact ⟨{witness}, by simp_all⟩", prior - 0.4 + bonus, "witness simp_all")


def _candidates(view: View, kind: str | None, body: Term, bound: str) -> list[tuple[float, Term]]:
    """Witnesses, likelier first: variables of the type, numerals, constructors, sums and products of variables."""
    wanted = view.read(kind) if kind else None
    found: dict[Term, float] = {}
    last = [local for local in view.data if local.type.head not in ("Type", "Prop", "Sort")]
    fitting = [v for v in last if (v.type == wanted if wanted else v.type.head != "→") and v.accessible]
    # Variables that came last are those taken out of hypotheses just now.
    for age, local in enumerate(reversed(fitting)):
        found.setdefault(Term(local.name), -1.2 - 0.25 * age)
    number = (wanted.head in ("Nat", "ℕ", "Int", "ℤ")) if wanted else any(n.isdigit() for n in body.names())
    if number:
        for value in ("0", "1", "2"):
            found.setdefault(Term(value), -1.9)
        for local in fitting[-2:]:
            found.setdefault(Term("+", (Term(local.name), Term("1"))), -2.2)
    constructors = view.constructors(wanted) if wanted else None
    for constructor in constructors or ():
        if constructor.arity == 0 and wanted and not number:
            found.setdefault(Term(f"{wanted.head}.{constructor.name}"), -1.9)
    for equation in body.walk():
        if equation.head == "=" and len(equation.args) == 2:
            for side, other in (equation.args, equation.args[::-1]):
                if side == Term(bound) and bound not in set(other.names()):
                    found[other] = -0.5
    operators: list[str] = [o for o in ("+", "*", "++") if o in view.mentioned]
    operators += [d.name for d in view.definitions if not d.proposition and not d.notation and d.recursive]
    for operator in operators[:3]:
        for a, b in itertools.permutations([Term(v.name) for v in fitting[-3:]], 2):
            found.setdefault(Term(operator, (a, b)), -2.3)
    for part in view.target.walk():
        logical = part.head in ("∃", "=", "∧", "∨", "¬", "→", "∀")
        if 1 < part.size < 8 and part.args and not logical and bound not in set(part.names()):
            found.setdefault(part, -2.8)
    return sorted(((prior, term) for term, prior in found.items()), key=lambda pair: -pair[0])[:10]


def _from_negation(view: View) -> Guesses:
    types = {fact.type: fact.name for fact in view.facts}
    for fact in view.facts:
        if fact.type.head != "¬" or not fact.accessible:
            continue
        inner = fact.type.args[0]
        if inner in types:
            yield Guess(f"exact {fact.name} {types[inner]}", -0.1, "exact negation")
        yield Guess(f"apply {fact.name}", -0.8, "apply negation")


def _classical(view: View) -> Guesses:
    """Cases on the atoms of propositional logic, all at once and one by one."""
    atoms: dict[Term, None] = {}
    for term in view.terms:
        for part in term.walk():
            if part.head in view._propositions and not part.args:
                atoms[part] = None
    logical = any(part.head in ("∨", "¬", "↔", "→") for term in view.terms for part in term.walk())
    if not atoms or not logical:
        return
    if len(atoms) <= 4:
        names = view.fresh([f"h{atom}" for atom in atoms])
        steps = [f"by_cases {name} : {atom}" for name, atom in zip(names, atoms, strict=True)]
        yield Guess(" <;> ".join([*steps, "simp_all"]), -1.0, "by_cases all")
    classical = any(
        part.head == "¬" and part.args[0].head in ("¬", "∧", "→", "∀") for term in view.terms for part in term.walk()
    )
    for atom in atoms:
        (name,) = view.fresh([f"h{atom}"])
        yield Guess(f"by_cases {name} : {atom}", -1.8 if classical else -2.4, "by_cases")
    if view.target.head not in ("False", "¬", "∀", "→", "∧", "↔") and classical:
        (name,) = view.fresh(["hn"])
        yield Guess(f"by_contra {name}", -2.0, "by_contra")


def _inner_quantifiers(view: View) -> Guesses:
    """Cases on a `∀ y, p y` below an `∃ x` on which it does not hang: which `x` will do may be told by it."""
    target = view.target
    if target.head != "∃":
        return
    bound = {binder.name for binder in target.binders}
    inner = dict.fromkeys(part for part in target.walk() if part.head == "∀" and bound.isdisjoint(part.names()))
    for part in inner:
        (name,) = view.fresh(["h"])
        yield Guess(f"by_cases {name} : {show(part)}", -1.4, "by_cases inner")


def hypotheses(view: View) -> Guesses:
    """Take a hypothesis apart, or use it forwards."""
    types = {fact.type: fact.name for fact in view.facts if fact.accessible}
    for fact in view.facts:
        name, type_ = fact.name, fact.type
        if not fact.accessible:
            continue
        if type_.head in ("∧", "∃"):
            yield Guess(f"obtain {_pattern(view, type_, name)} := {name}", -0.2, "obtain")
        elif type_.head == "∨":
            yield Guess(f"rcases {name} with {name} | {name}", -0.5, "rcases or")
        elif type_.head == "¬" and type_.args[0].head == "∀":
            witness, proof = view.fresh([type_.args[0].binders[0].name, f"h{name}"])
            yield Guess(f"obtain ⟨{witness}, {proof}⟩ := Classical.not_forall.mp {name}", -0.9, "obtain counterexample")
        elif type_.head == "↔":
            first, second = view.fresh([f"{name}_mp", f"{name}_mpr"])
            yield Guess(f"obtain ⟨{first}, {second}⟩ := {name}", -1.6, "obtain iff")
            yield Guess(f"rw [{name}]", -1.6, "rw iff")
        elif type_.head == "=" and len(type_.args) == 2:
            yield from _equation(view, name, *type_.args)
        elif type_.head == "→" and type_.args[0] in types:
            new = view.fresh(["h"])[0]
            if type_.args[1] == view.target:
                yield Guess(f"exact {name} {types[type_.args[0]]}", -0.05, "modus ponens")
            else:
                yield Guess(f"have {new} := {name} {types[type_.args[0]]}", -0.9, "have")
        elif type_.head == "¬" and type_.args[0].head in ("¬", "∨", "∧", "→", "↔", "∃"):
            yield Guess(f"simp at {name}", -1.8, "simp at")
        yield from _constructor_cases(view, name, type_)


def _pattern(view: View, type_: Term, name: str) -> str:
    """A pattern that takes nested ∧ and ∃ apart in one go."""
    taken: list[str] = []

    def go(term: Term, depth: int) -> str:
        if term.head == "∃" and depth < 4:
            names = view.fresh([b.name.replace("✝", "") for b in term.binders], taken)
            taken.extend(names)
            renamed = {b.name: Term(n) for b, n in zip(term.binders, names, strict=True)}
            return "⟨" + ", ".join([*names, go(substitute(term.args[0], renamed), depth + 1)]) + "⟩"
        if term.head == "∧" and depth < 4:
            return f"⟨{go(term.args[0], depth + 1)}, {go(term.args[1], depth + 1)}⟩"
        (fresh,) = view.fresh(["h"], taken)
        taken.append(fresh)
        return fresh

    return go(type_, 0)


def _equation(view: View, name: str, left: Term, right: Term) -> Guesses:
    variables = {local.name for local in view.data}
    for side, other in ((left, right), (right, left)):
        if side.head in variables and not side.args and side.head not in set(other.names()):
            yield Guess(f"subst {name}", -0.7, "subst")
            break
    heads = [_constructor_of(view, side) for side in (left, right)]
    if heads[0] and heads[1]:
        if heads[0] != heads[1]:
            yield Guess(f"cases {name}", -0.1, "cases clash")
            yield Guess(f"simp at {name}", -0.4, "simp at")
        else:
            (new,) = view.fresh(["h"])
            yield Guess(f"injection {name}", -1.2, "injection")
            yield Guess(f"injection {name} with {new}", -1.2, "injection")
            yield Guess(f"simp at {name}", -1.0, "simp at")


def _constructor_of(view: View, term: Term) -> str | None:
    name = bare(term.head)
    successor = term.head == "+" and "1" in map(str, term.args)
    if successor or term.head in ("0", "1", "::", "list", "tuple", "true", "false"):
        return "+" if term.head in ("1", "+") else term.head
    for constructors in view.query.theory.inductives.values():
        for constructor in constructors:
            if constructor.name == name and len(term.args) == constructor.arity:
                return name
    return name if name in ("none", "some", "nil", "cons", "zero", "succ", "inl", "inr") else None


def _constructor_cases(view: View, name: str, type_: Term) -> Guesses:
    """Cases on a fact of an inductively defined predicate."""
    for predicate in sorted(view.query.theory.predicates):
        if bare(predicate) == bare(type_.head):
            yield Guess(f"cases {name}", -1.2, "cases predicate")


def unfold(view: View) -> Guesses:
    """Definitions that are not recursive, above all propositions, opened."""
    plain = [d for d in view.definitions if not d.recursive and bare(d.name) in view.mentioned]
    propositions = [d.name for d in plain if d.proposition]
    if propositions:
        names = " ".join(propositions)
        yield Guess(f"unfold {names} at *", -0.35, "unfold at")
        if set(map(bare, propositions)) & view.in_target:
            inside = [n for n in propositions if bare(n) in view.in_target]
            yield Guess(f"unfold {' '.join(inside)}", -0.9, "unfold")
    others = [d.name for d in plain if not d.proposition and bare(d.name) in view.in_target]
    if others:
        yield Guess(f"simp only [{', '.join(others)}]", -2.0, "unfold simp")
        yield Guess(f"unfold {' '.join(others)}", -2.2, "unfold")


def forward(view: View) -> Guesses:
    """Uses of hypotheses of the form `∀ x, p x → q x` with facts at hand."""
    facts = [fact for fact in view.facts if fact.accessible]
    made = 0
    known = {fact.type for fact in facts}
    for rule in view.rules:
        if not rule.local or not rule.hypotheses or made >= 4:
            continue
        for fact in facts:
            if fact.name == rule.name:
                continue
            found = match(rule.hypotheses[0], fact.type, rule.variables)
            if found is None:
                continue
            conclusion = substitute(rule.conclusion, found)
            if conclusion in known or statement(conclusion)[2] == view.target:
                continue
            (new,) = view.fresh(["h"])
            yield Guess(f"have {new} := {rule.applied(found, [fact.name])}", -1.9, "have")
            made += 1
