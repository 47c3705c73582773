"""Hashes of texts."""

from __future__ import annotations

try:
    from _blake2 import blake2b  # that of hashlib, which loads OpenSSL beside it
except ImportError:  # a Python built without hashes of its own
    from hashlib import blake2b


def digest(text: str) -> int:
    """A 64-bit hash of a text, the same in every process (BLAKE2b, RFC 7693).

    >>> digest("") == digest(""), digest("") == digest("文")
    (True, False)
    """
    return int.from_bytes(blake2b(text.encode(errors="surrogatepass"), digest_size=8).digest())
