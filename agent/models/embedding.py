"""Models of texts for the memory's dense channel: an endpoint's, or a static one that a package ships."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import openai

from agent.models.endpoint import connection
from agent.models.settings import Embedding
from lemma_graph.tiers import Floats
from lemma_graph.vectors import Embedder, EmbeddingError
from prover_bridge.errors import UserError

STATIC = "wordllama"
_SECONDS = 20.0  # of one request
_RETRIES = 2


def embedder(settings: Embedding) -> Embedder | None:
    """The model that the settings name; None where they name none.

    Raises UserError where it is a static one whose package is not there, or there is no key for an endpoint.
    """
    if settings.model is None:
        return None
    return StaticEmbedder() if settings.model == STATIC else EndpointEmbedder(settings.model, settings.base_url)


class EndpointEmbedder:
    """`POST /embeddings` of an OpenAI-compatible endpoint. tokens: what it has counted so far."""

    def __init__(self, model: str, base_url: str | None = None, api_key: str | None = None) -> None:
        key, url, self.endpoint = connection(base_url, api_key)
        self.name = f"{model} at {self.endpoint}"
        self.tokens = 0
        self._model = model
        self._client = openai.OpenAI(api_key=key, base_url=url, timeout=_SECONDS, max_retries=_RETRIES)

    def embed(self, texts: Sequence[str]) -> Floats:
        """A row for each text, in their order. Raises EmbeddingError."""
        try:
            answer = self._client.embeddings.create(model=self._model, input=list(texts), encoding_format="float")
            rows = {item.index: item.embedding for item in answer.data}
            found = np.array([rows[number] for number in range(len(texts))], dtype=np.float32)
            self.tokens += answer.usage.total_tokens if answer.usage else 0
        except openai.AuthenticationError as error:
            raise EmbeddingError(f"The endpoint {self.endpoint} refuses the key for embeddings.") from error
        except openai.APIStatusError as error:
            said = f"answered {error.status_code} for embeddings of the model {self._model}"
            raise EmbeddingError(f"The endpoint {self.endpoint} {said}.") from error
        except openai.APIConnectionError as error:
            raise EmbeddingError(f"The endpoint {self.endpoint} gave no embeddings in time.") from error
        except (openai.OpenAIError, ValueError, TypeError, AttributeError, KeyError) as error:
            raise EmbeddingError(f"The endpoint {self.endpoint} sent no readable embeddings.") from error
        return found


class StaticEmbedder:
    """Averages of word vectors that the package `wordllama` ships; nothing is asked of the network."""

    name = STATIC

    def __init__(self) -> None:
        found = importlib.util.find_spec(STATIC)
        if found is None or found.origin is None:
            raise UserError("The settings ask for wordllama embeddings: install them with `pip install wordllama`.")
        from wordllama import WordLlama

        # The package looks for its own tokenizer in a cache only; there is one beside its weights.
        self._model = WordLlama.load(cache_dir=Path(found.origin).parent, disable_download=True)

    def embed(self, texts: Sequence[str]) -> Floats:
        """A row for each text."""
        rows: Floats = self._model.embed(list(texts), norm=True).astype(np.float32)
        return rows
