"""Temporary folders in which text that is not ours may write."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def scratch_folder(prefix: str) -> Iterator[Path]:
    """A folder that is gone afterwards, whatever lies in it: links are never followed, locked folders are opened.

    (`tempfile.TemporaryDirectory` of some Python versions changes the mode of what a link in it points to.)
    """
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    try:
        yield folder
    finally:
        _remove(folder)


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    if folder.exists():  # some folder in it may not be entered or changed
        for inner, folders, _ in os.walk(folder):  # which does not go behind links
            for each in (Path(inner), *(Path(inner, name) for name in folders)):
                if not each.is_symlink():
                    with contextlib.suppress(OSError):
                        each.chmod(0o700)
        shutil.rmtree(folder, ignore_errors=True)
