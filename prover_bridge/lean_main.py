"""The embedded runtime's `lean` command: `lean_main` of libleanshared, called through ctypes.

Run as a file by the launchers with `python -I -S lean_main.py LIBRARY ARGS...`; it imports nothing of the project,
so that it starts quickly and can be mounted alone into a sandbox.
"""

import ctypes
import os
import sys


def main() -> int:
    library, *arguments = sys.argv[1:]
    # Lean looks for its sysroot beside the executable, which is Python here; LEAN_PATH says all it needs.
    lean = ctypes.CDLL(library, mode=os.RTLD_GLOBAL | os.RTLD_LAZY)
    raw = [b"lean", *map(os.fsencode, arguments)]
    vector = (ctypes.c_char_p * (len(raw) + 1))(*raw, None)
    return int(lean.lean_main(len(raw), vector))


if __name__ == "__main__":
    sys.exit(main())
