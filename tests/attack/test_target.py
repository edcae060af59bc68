"""Nobody's server is attacked but that of this machine."""

import pytest

from tests.attack.target import Target


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1"])
def test_this_machine_can_be_a_target(host: str):
    assert Target(host, 80).host == host


@pytest.mark.parametrize("host", ["192.0.2.1", "10.0.0.1", "0.0.0.0", "2001:db8::1", "localhost"])
def test_no_other_address_can_and_no_name(host: str):
    with pytest.raises(ValueError):
        Target(host, 80)
