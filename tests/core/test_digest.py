import hashlib
import subprocess
import sys

from core.digest import digest


def test_a_digest_is_that_of_hashlib() -> None:
    words = "requests-balance\x1f三、（七）总计"
    assert digest(words, 6) == hashlib.blake2s(words.encode(), digest_size=6).hexdigest()


def test_decisions_of_earlier_versions_are_found_by_their_keys() -> None:
    assert digest("年报", 6) == "536781560982"


def test_names_of_files_that_are_no_text_have_a_digest() -> None:
    assert len(digest("年报\udcff.txt", 12)) == 24


def test_no_cryptography_is_loaded_for_it() -> None:
    code = "import sys, core.pipeline; print([name for name in ('hashlib', '_hashlib', 'ssl') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
