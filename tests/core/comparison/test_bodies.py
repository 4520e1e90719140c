import pytest

from core.comparison.bodies import same_body


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("云山市清溪区水务局", "云山市清溪区水务局", True),
        ("云山市清溪区 水务局", "云山市清溪区水务局", True),
        ("清溪区水务局", "云山市清溪区水务局", True),
        ("水务局", "云山市清溪区水务局", True),
        ("云山市清溪区林业局", "云山市清溪区水务局", False),
        ("云山市清溪区人民政府", "云山市清溪区水务局", False),
        ("局", "云山市清溪区水务局", False),
        ("", "云山市清溪区水务局", False),
    ],
)
def test_a_body_is_known_by_its_name_with_or_without_its_region(one: str, other: str, same: bool) -> None:
    assert same_body(one, other) is same_body(other, one) is same
