"""With a model, its calls count and are bounded, for conjectures and for proofs together."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.endpoint import Endpoint
from tests.growth.test_grow import COMMAND, THEORY


@pytest.mark.timeout(600)
def test_a_model_is_asked_no_more_often_than_allowed(endpoint: Endpoint, tmp_path: Path) -> None:
    (tmp_path / "num.lean").write_text(THEORY, encoding="utf-8")
    endpoint.always = json.dumps({"conjectures": ["∀ (a b : Num), Num.add a b = Num.add b a"]})
    environment = {
        **os.environ,
        "LEMMASMITH_HOME": str(tmp_path / "home"),
        "LEMMASMITH_TOOLCHAIN": "embedded",
        "OPENAI_API_KEY": "a-key",
        "OPENAI_BASE_URL": endpoint.url,
    }
    options = ["--proposer", "both", "--model", "m", "--max-model-calls", "8", "--max-lean-calls", "500", "--json"]
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, "grow", "num.lean", *options],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    value = json.loads(done.stdout)
    assert 0 < value["spent"]["model_calls"] <= 8
    assert value["spent"]["tokens"] > 0
