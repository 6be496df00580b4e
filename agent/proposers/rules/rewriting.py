"""Rules that use premises and hypotheses: exact, apply, rw, simp."""

from __future__ import annotations

from collections.abc import Sequence

from agent.proposers.rules import Guess, Guesses
from agent.proposers.view import Rule, View
from lemma_graph.term import Term, bare, match, substitute

# Sets for `simp` longer than this are slow and rarely better.
_MOST = 8
_BUILT_IN_HEADS = frozenset(["=", "∀", "∃", "→", "↔", "∧", "∨", "¬", "+", "*", "≤", "<", "0", "1", "fun"])


def simp_sets(view: View, *, closing: bool) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Lists of lemmas for `simp`, with the premises among them: definitions, then definitions with premises."""
    definitions = [d.name for d in view.definitions if not (d.notation and _has_laws(view, d.notation))]
    notated = [d for d in view.definitions if d.notation and not _has_laws(view, d.notation)]
    definitions += [m for d in notated for m in _methods(d.notation[0])]
    premises = [rule for rule in view.premises if _good_for_simp(view, rule)]
    offered = [rule for rule in premises if not rule.simp]
    sets: list[tuple[tuple[str, ...], tuple[str, ...]]] = []

    def add(lemmas: Sequence[Rule]) -> None:
        names = tuple(rule.name for rule in lemmas)
        entry = ((*definitions, *names), names)
        if entry not in sets:
            sets.append(entry)

    if closing and offered:
        add(offered[:_MOST])
    add([])
    if view.natural:
        # Sums and products of numbers are sorted by these, where nothing of the theory helps.
        names = tuple(rule.name for rule in offered[:_MOST])
        entry = ((*definitions, *names, *_sorting(view)), names)
        if closing:
            sets.insert(1, entry)
        else:
            sets.append(entry)
    elif _disjunctions(view):
        names = tuple(rule.name for rule in offered[:_MOST])
        entry = ((*definitions, *names, "or_assoc", "or_left_comm", "or_comm"), names)
        sets.insert(1 if closing and offered else 0, entry)
    if offered:
        add(offered[:_MOST])
        add([rule for rule in offered if not rule.permutes][:_MOST])
        add(offered[:3])
    return sets


def _disjunctions(view: View) -> bool:
    """Whether an equivalence may come down to another order of alternatives."""
    either = "∨" in view.mentioned or any("∨" in d.mentions for d in view.definitions)
    return either and bool({"↔", "="} & view.in_target) and not view._propositions


def _sorting(view: View) -> tuple[str, ...]:
    names: tuple[str, ...] = ("Nat.add_comm", "Nat.add_left_comm", "Nat.add_assoc")
    if "*" in view.mentioned or any("*" in d.mentions for d in view.definitions):
        names += ("Nat.mul_add", "Nat.add_mul", "Nat.mul_comm", "Nat.mul_left_comm", "Nat.mul_assoc")
    return names


def _methods(operator: str) -> tuple[str, ...]:
    pairs = {
        "+": ("HAdd.hAdd", "Add.add"), "*": ("HMul.hMul", "Mul.mul"), "-": ("HSub.hSub", "Sub.sub"),
        "++": ("HAppend.hAppend", "Append.append"), "≤": ("LE.le",), "<": ("LT.lt",), "∣": ("Dvd.dvd",),
        "^": ("HPow.hPow", "Pow.pow"), "neg": ("Neg.neg",), "0": ("OfNat.ofNat", "Zero.zero"),
    }  # fmt: skip
    return pairs.get(operator, ())


def _has_laws(view: View, notation: Sequence[str]) -> bool:
    return any(rule.simp and set(notation) & set(rule.conclusion.names()) for rule in view.premises)


def _good_for_simp(view: View, rule: Rule) -> bool:
    """Whether the rule's left side may occur here, now or after unfolding definitions."""
    head = rule.conclusion
    pattern = head.args[0] if head.head in ("=", "↔") and head.args else head
    if pattern.head in rule.variables or (rule.equation is None and head.head in ("¬", "∧", "∨", "→", "∃", "≤", "<")):
        return False
    known = view.mentioned | {bare(d.name) for d in view.definitions}
    known |= {o for d in view.definitions for o in d.notation} | _BUILT_IN_HEADS
    known |= {c.name for constructors in view.query.theory.inductives.values() for c in constructors}
    wanted = {bare(part.head) for part in pattern.walk() if part.head not in rule.variables}
    bound = {b.name for part in pattern.walk() for b in part.binders}
    return wanted - bound <= known


def simplifiers(view: View) -> Guesses:
    """`simp` and `simp_all`, plain and with definitions, premises and hypotheses."""
    facts = [fact for fact in view.facts if fact.accessible]
    equations = [f.name for f in facts if f.type.head in ("=", "↔", "∀", "¬")]
    sets = simp_sets(view, closing=False)
    for index, (lemmas, used) in enumerate(sets[:5]):
        listed = f" [{', '.join(lemmas)}]" if lemmas else ""
        worse = 0.35 * index
        alone = 0.0 if not facts else 0.5
        yield Guess(f"simp{listed}", -0.8 - worse - alone + (0.15 if lemmas else 0.0), "simp", used)
        if facts:
            yield Guess(f"simp_all{listed}", -0.65 - worse + (0.15 if lemmas else 0.0), "simp_all", used)
    if sets and equations:
        lemmas, used = sets[min(1, len(sets) - 1)]
        yield Guess(f"simp [{', '.join([*lemmas, *equations])}]", -1.3, "simp hypotheses", used)
    if view.arithmetic:
        lemmas, used = sets[0] if sets else ((), ())
        if lemmas:
            yield Guess(f"simp [{', '.join(lemmas)}]; omega", -1.7, "simp omega", used)
            if facts:
                yield Guess(f"simp_all [{', '.join(lemmas)}]; omega", -1.7, "simp_all omega", used)
    for fact in facts:
        if fact.type.head not in ("∀", "→") and sets and sets[0][0] and _mentions_definition(view, fact.type):
            yield Guess(f"simp [{', '.join(sets[0][0])}] at {fact.name}", -1.5, "simp at")


def _mentions_definition(view: View, term: Term) -> bool:
    names = {bare(name) for name in term.names()}
    return any(bare(d.name) in names for d in view.definitions)


def backward(view: View) -> Guesses:
    """Rules whose conclusion matches the target: `exact` without hypotheses left, else `apply`."""
    types = {fact.type: fact.name for fact in view.facts if fact.accessible}
    for rule in view.rules:
        found = match(rule.conclusion, view.target, rule.variables)
        used = () if rule.local else (rule.name,)
        worse = 0.02 * min(rule.rank, 20)
        if found is not None:
            if not rule.hypotheses and (rule.binders or not rule.local):
                yield Guess(f"exact {rule.applied(found)}", -0.08 - worse, "exact", used)
            elif rule.hypotheses:
                arguments = [types.get(substitute(h, found)) for h in rule.hypotheses]
                if all(arguments):
                    given = [argument or "_" for argument in arguments]
                    yield Guess(f"exact {rule.applied(found, given)}", -0.1, "exact", used)
                head_only = rule.conclusion.head in rule.variables
                # Variables that only the hypotheses mention become unknowns; chaining is better at those.
                shown = set(rule.conclusion.names())
                hidden = any(v in set(h.names()) - shown for h in rule.hypotheses for v in rule.variables)
                prior = (-2.5 if head_only else -0.55) - worse - (1.7 if hidden else 0.0)
                yield Guess(f"apply {rule.name}", prior - (2.0 if "?" in view.goal.target else 0.0), "apply", used)
            continue
        if rule.equation and view.target.head == "=":
            back = match(Term("=", rule.equation[::-1]), view.target, rule.variables)
            if back is not None:
                if not rule.hypotheses:
                    yield Guess(f"exact ({rule.applied(back)}).symm", -0.1 - worse, "exact symm", used)
                else:
                    yield Guess(f"apply Eq.symm; apply {rule.name}", -0.9 - worse, "apply symm", used)
                continue
        if rule.equation and rule.conclusion.head == "↔":
            for side, way in ((1, "mpr"), (0, "mp")):
                found = match(rule.equation[1 - side], view.target, rule.variables)
                if found is not None and rule.equation[1 - side].head not in rule.variables:
                    yield Guess(f"apply ({rule.applied(found)}).{way}", -0.7 - worse, "apply iff", used)
        if rule.local and rule.hypotheses and rule.conclusion.head == "False" and view.target.head == "False":
            yield Guess(f"apply {rule.name}", -0.8, "apply", used)


def rewrites(view: View) -> Guesses:
    """`rw` with equations whose pattern occurs in the target; instances are written out."""
    target_parts = list(view.target.walk())
    for rule in view.rules:
        if rule.equation is None:
            continue
        used = () if rule.local else (rule.name,)
        worse = 0.04 * min(rule.rank, 15)
        for arrow, (pattern, result) in (("", rule.equation), ("← ", rule.equation[::-1])):
            if pattern.head in rule.variables:
                continue
            seen: dict[str, Term] = {}
            for part in target_parts:
                found = match(pattern, part, rule.variables)
                if found is not None:
                    seen.setdefault(rule.instance(found), substitute(result, found))
            lone = not pattern.args and pattern.head.isidentifier() and pattern.head not in view.names
            prior = -0.95 if not arrow else -1.7
            prior -= worse + (1.0 if lone and arrow else 0.0) + (0.3 if rule.hypotheses else 0.0)
            if rule.local and rule.name.startswith("ih"):
                prior += 0.45
            for index, (instance, new) in enumerate(list(seen.items())[:3]):
                # The first occurrence is what plain `rw` takes, so the short form says the same.
                text = rule.name if index == 0 else instance
                growth = 0.05 * max(0, new.size - pattern.size) if arrow else 0.0
                yield Guess(f"rw [{arrow}{text}]", prior - 0.35 * index - growth, "rw", used)


def rewrites_at(view: View) -> Guesses:
    """`rw … at h` where a premise or another equation matches inside a hypothesis."""
    for fact in view.facts:
        if not fact.accessible or fact.type.head in ("∀", "→"):
            continue
        parts = list(fact.type.walk())
        for rule in view.rules:
            if rule.equation is None or rule.name == fact.name or rule.rank > 8:
                continue
            pattern = rule.equation[0]
            if pattern.head in rule.variables or not pattern.args:
                continue
            if any(match(pattern, part, rule.variables) is not None for part in parts):
                used = () if rule.local else (rule.name,)
                yield Guess(f"rw [{rule.name}] at {fact.name}", -2.2 - 0.05 * min(rule.rank, 8), "rw at", used)


def blind(view: View) -> Guesses:
    """Premises whose statements this reader could not match: said plainly, late."""
    for rule in view.premises:
        if not rule.offered:
            continue
        used = (rule.name,)
        worse = 0.1 * min(rule.rank, 10)
        if rule.equation is not None and match(rule.conclusion, view.target, rule.variables) is None:
            yield Guess(f"rw [{rule.name}]", -3.6 - worse, "rw blind", used)
        elif rule.equation is None:
            yield Guess(f"apply {rule.name}", -3.0 - worse, "apply blind", used)
