"""What a tactic must not contain, and how tactics are found in what a model says. Text is only ever data here."""

from __future__ import annotations

import json
import re

from prover_bridge.lexer import tokens

MOST_CHARACTERS = 2_000  # of one tactic
_MOST_ANSWER = 40_000  # of one answer; the rest is not read
_MOST_TACTICS = 16

# Not proofs, or ways around the checks; the trusting half would refuse them anyway, after more work.
_REFUSED = frozenset(
    re.findall(
        r"\S+",
        """sorry admit native_decide sorryAx ofReduceBool reduceBool trustCompiler implemented_by extern unsafe run_tac
        run_cmd run_elab run_meta by_elab eval% initialize builtin_initialize unsafeCast stop
        theorem lemma def abbrev axiom example instance structure class inductive opaque namespace section end universe
        variable import prelude attribute macro macro_rules elab elab_rules syntax notation infix infixl infixr prefix
        postfix declare_syntax_cat set_option deriving mutual noncomputable private protected #eval #check #print
        #exit""",
    )
)
_STARTS = re.compile(
    r"(?:·|\(|intro|intros|exact|apply|refine|constructor|left|right|exists|use|cases|rcases|obtain|rintro|induction|match"
    r"|rw|rwa|simp|simp_all|simpa|simp_arith|dsimp|rfl|decide|omega|assumption|contradiction|exfalso|have|show|suffices"
    r"|calc|subst|split|by_cases|by_contra|funext|ext|unfold|specialize|injection|injections|first|try|repeat|all_goals"
    r"|any_goals|case|next|trivial|congr|symm|generalize|revert|clear|rename_i|linarith|nlinarith|ring|ring_nf|norm_num"
    r"|positivity|field_simp|push_neg|tauto|aesop|gcongr|nofun|nomatch|conv|change|absurd|change|let|set|solve|ac_rfl"
    r"|grind|bv_decide|push_cast|norm_cast|exact_mod_cast|interval_cases|subst_vars|fun_induction|fun_cases)(?=\W|$)"
)
_FENCE = re.compile(r"(?:^|\n)[ \t]*```[^\n`]*\n(.*?)(?:\n[ \t]*```|\Z)", re.DOTALL)


def refused(tactic: str, most: int = MOST_CHARACTERS) -> str | None:
    """Why a tactic is not tried at all (`it says sorry`), or None. most: characters that it may have."""
    if not tactic.strip():
        return "it is empty"
    if len(tactic) > most:
        return f"it has more than {most} characters"
    if any(ord(c) < 32 and c not in "\n" for c in tactic):
        return "it has control characters"
    found = tokens(tactic)
    previous = ""
    for token in found:
        if token.kind == "unclosed":
            return "a comment or string in it does not end"
        word = previous + token.text if previous == "#" else token.text
        parts = [token.text.strip("«»"), *token.text.replace("«", "").replace("»", "").split(".")]
        for part in (word, *(p for p in parts if token.kind == "identifier")):
            if part in _REFUSED and not (part in ("end", "stop", "prefix", "class") and "." in token.text):
                return f"it says {part}"
        previous = token.text
    if not found:
        return "it is only a comment"
    return None


def tactics_in(answer: str) -> list[str]:
    """Tactics that a model's answer offers, in its order: a JSON list, fenced blocks, or plain lines.

    A block of several steps comes whole, then its first step alone. What `refused` refuses is left out.
    """
    answer = answer[:_MOST_ANSWER].replace("\r\n", "\n").replace("\t", "  ")
    answer = re.sub(r"<think>.*?(?:</think>|\Z)", "", answer, flags=re.DOTALL)
    found = _from_json(answer)
    for block in fenced_blocks(answer):
        found += _from_json(block) or _from_block(block)
    if not found:
        found = [line for raw in answer.split("\n") if (line := _plain(raw)) and _STARTS.match(line)]
    cleaned = (without_by(tactic) for tactic in found)
    return list(dict.fromkeys(t for t in cleaned if refused(t) is None))[:_MOST_TACTICS]


def fenced_blocks(answer: str) -> list[str]:
    """What stands between fences; the last fence may be missing."""
    return [found.group(1) for found in _FENCE.finditer(answer)]


def _from_json(text: str) -> list[str]:
    start, end = text.find("["), text.rfind("]")
    body = text.strip()
    if not (body.startswith(("[", "{"))):
        return []
    if body.startswith("[") and 0 <= start < end:
        body = text[start : end + 1]
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return _cut_off(body)
    if isinstance(value, dict):
        value = next((v for v in value.values() if isinstance(v, list)), [value])
    texts = [item.get("tactic") if isinstance(item, dict) else item for item in value]
    return [text for text in texts if isinstance(text, str)]


def _cut_off(text: str) -> list[str]:
    """The whole texts of a JSON list that was cut off."""
    found: list[str] = []
    at = text.find("[") + 1
    while at > 0 and (start := re.compile(r'[\s,]*(?=")').match(text, at)):
        try:
            value, at = json.JSONDecoder(strict=False).raw_decode(text, start.end())
        except (ValueError, RecursionError):
            break
        found.append(value)
    return found


def _from_block(block: str) -> list[str]:
    lines = [line for line in without_by(block).split("\n") if line.strip()]
    if not lines:
        return []
    margin = min(len(line) - len(line.lstrip()) for line in lines)
    lines = [line[margin:] for line in lines]
    whole = "\n".join(lines)
    first = [lines[0]]
    for line in lines[1:]:
        if not line.startswith((" ", "|", "·")) and not first[-1].rstrip().endswith(("<;>", "by", "=>")):
            break
        first.append(line)
    return [whole] if len(first) == len(lines) else [whole, "\n".join(first)]


def _plain(line: str) -> str:
    line = re.sub(r"^\s*(?:[-*•]|\d+[.)])\s+", "", line).strip()
    return line.strip("`").strip()


def without_by(tactic: str) -> str:
    """The tactics without blank lines, and without a `by` in front of them."""
    lines = [line.rstrip() for line in tactic.strip("\n").split("\n")]
    text = "\n".join(line for line in lines if line)
    if re.match(r"\s*by\b", text):
        first, *rest = re.sub(r"^\s*by\b[ \n]?", "", text).split("\n")
        body = [first, *rest] if first.strip() else rest
        indents = [len(line) - len(line.lstrip()) for line in (rest if first.strip() else body) if line.strip()]
        margin = min(indents, default=0)
        text = "\n".join(line[min(margin, len(line) - len(line.lstrip())) :] for line in body)
    return text.strip()
