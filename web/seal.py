"""Secrets that must be told to others, and therefore are stored: encrypted, by SECRET_KEY.

What is only compared, like an API key, is stored as a hash instead.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class Unreadable(Exception):
    """Sealed by another SECRET_KEY, or for another purpose."""


def seal(secret: str, purpose: str) -> str:
    """The secret encrypted; purpose says what for and whose, and is needed to open it."""
    return _fernet(purpose).encrypt(secret.encode()).decode()


def unseal(sealed: str, purpose: str) -> str:
    try:
        return _fernet(purpose).decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise Unreadable(
            f"What was sealed for {purpose} can't be read by this SECRET_KEY"
        ) from None


def _fernet(purpose):
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"parley {purpose}".encode())
    return Fernet(base64.urlsafe_b64encode(key.derive(settings.SECRET_KEY.encode())))
