"""Encrypting a bundle with age (https://age-encryption.org, through `pyrage`): by a passphrase, or to public keys.

What is sealed here opens with the program `age`, and the other way round. Needs the extra `lemmasmith[sealed]`.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType

from prover_bridge.errors import UserError

_MAGIC = b"age-encryption.org/"


def is_sealed(data: bytes) -> bool:
    return data.startswith(_MAGIC)


def seal(data: bytes, *, passphrase: str | None = None, recipients: Sequence[str] = ()) -> bytes:
    """Encrypt for a passphrase, or for public keys (`age1…`). Raises UserError where a key is none."""
    age = _age()
    if passphrase is not None:
        return bytes(age.passphrase.encrypt(data, passphrase))
    try:
        return bytes(age.encrypt(data, [age.x25519.Recipient.from_str(each) for each in recipients]))
    except age.RecipientError as error:
        raise UserError(f"A recipient is no public key of age (age1…): {error}.") from error


def unseal(data: bytes, *, passphrase: str | None = None, identity: str | None = None) -> bytes:
    """Decrypt by a passphrase or by a private key (a text with `AGE-SECRET-KEY-1…`). Raises UserError otherwise."""
    age = _age()
    try:
        if identity is not None:
            lines = [line.strip() for line in identity.splitlines()]
            keys = [age.x25519.Identity.from_str(line) for line in lines if line.startswith("AGE-SECRET-KEY-")]
            return bytes(age.decrypt(data, keys))
        return bytes(age.passphrase.decrypt(data, passphrase or ""))
    except (age.DecryptError, age.IdentityError) as error:
        raise UserError(f"The bundle does not open: wrong passphrase or key, or it was damaged ({error}).") from error


def _age() -> ModuleType:
    try:
        import pyrage
    except ImportError as error:
        raise UserError("Sealed bundles need pyrage: install it with `pip install 'lemmasmith[sealed]'`.") from error
    module: ModuleType = pyrage
    return module
