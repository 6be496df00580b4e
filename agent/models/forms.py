"""Forms of answers: the same question asked for JSON of a schema, or for plain fenced text."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from typing import Any, Literal

from agent.proposers.prompts import read

FormName = Literal["tactics", "proof", "plan", "conjectures"]


@dataclass(frozen=True)
class AnswerForm:
    """How an answer is to look. fenced, structured: the last paragraph of the question, without and with a schema.

    schema: JSON Schema as text, in the strict subset that endpoints share (all fields required, no others).
    """

    name: str
    fenced: str
    structured: str
    schema: str

    def instruction(self, structured: bool) -> str:
        return self.structured if structured else self.fenced

    @property
    def json_schema(self) -> dict[str, Any]:
        return dict(json.loads(self.schema))

    @property
    def most_bytes(self) -> int:
        """An upper bound of what the form adds to a request, in bytes."""
        return max(len(self.fenced.encode()), len(self.structured.encode())) + len(self.schema.encode())


@functools.cache
def form(name: FormName) -> AnswerForm:
    """The form of that name, from the files beside the prompts."""
    return AnswerForm(
        name, read(f"{name}.fenced.txt").strip(), read(f"{name}.json.txt").strip(), read(f"{name}.schema.json").strip()
    )
