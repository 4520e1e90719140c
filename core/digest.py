"""A short name for words that are too long to be one."""

from __future__ import annotations

try:
    # the same function as hashlib's, which would load OpenSSL beside it: 4 MB that nothing else here needs
    from _blake2 import blake2s
except ImportError:
    from hashlib import blake2s


def digest(words: str, size: int) -> str:
    """`size` bytes of the words' BLAKE2s as hexadecimal digits, the same on every machine and in every version."""
    return blake2s(words.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()
