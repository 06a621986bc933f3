import json
from pathlib import Path

import pytest

from facilitator import running
from facilitator.addresses import (
    Address,
    choose_addresses,
    join_url,
    list_addresses,
    public_url,
    remote_url,
    stage_url,
)
from worksheets import toolkit
from worksheets.settings import Settings
from worksheets.toolkit import open_toolkit

WIFI = Address("192.168.1.20", "wlan0")
WIRE = Address("10.0.0.5", "eth0")


def test_addresses_of_machine_insides_are_left_out() -> None:
    found = [
        Address("127.0.0.1", "lo"),
        Address("172.17.0.1", "docker0"),
        Address("172.18.0.1", "br-0123abcd"),
        Address("192.168.56.1", "vboxnet0"),
        Address("172.20.0.1", "vEthernet (WSL)"),
        Address("192.168.80.1", "VMware Network Adapter VMnet8"),
        Address("10.8.0.2", "tun0"),
        Address("169.254.3.4", "eth1"),
        WIFI,
    ]

    assert choose_addresses(found) == (WIFI,)


def test_addresses_put_the_default_route_first() -> None:
    assert choose_addresses([WIFI, WIRE], on_default_route=WIRE.ip) == (WIRE, WIFI)


def test_addresses_put_private_ones_before_public_ones() -> None:
    public = Address("203.0.114.7", "eth0")

    found = choose_addresses([public, WIFI], on_default_route=public.ip)

    assert found == (WIFI, public)


def test_addresses_of_a_hotspot_are_kept() -> None:
    hotspot = Address("192.168.137.1", "ローカル エリア接続* 12")

    assert choose_addresses([hotspot]) == (hotspot,)


def test_addresses_of_this_machine_are_never_loopback() -> None:
    assert all(not address.ip.startswith("127.") for address in list_addresses())


def test_public_url_setting_overrides_what_is_found(tmp_path: Path) -> None:
    settings = Settings(tmp_path, "sqlite://", public_url="https://example.jp/kenshu")

    assert public_url(settings) == "https://example.jp/kenshu"


def test_public_url_takes_the_port_of_the_running_server(settings: Settings) -> None:
    running.write_note(settings, port=8643, token="t")

    assert public_url(settings).endswith(":8643")


def test_urls_of_a_workshop_lead_to_phones_stage_and_remote(tmp_path: Path) -> None:
    settings = Settings(
        tmp_path, f"sqlite:///{tmp_path}/workshop.db", public_url="http://192.168.1.20:8501"
    )
    with toolkit.use(open_toolkit(settings)):
        urls = (join_url(), join_url("ABC234"), stage_url("ABC234"), remote_url("ABC234", key="k"))

    assert urls == (
        "http://192.168.1.20:8501/j",
        "http://192.168.1.20:8501/j/ABC234",
        "http://192.168.1.20:8501/stage/ABC234",
        "http://192.168.1.20:8501/remote/ABC234#k",
    )


def test_note_of_the_server_is_for_its_owner_only(settings: Settings) -> None:
    running.write_note(settings, port=8501, token="secret")

    assert (settings.data_dir / "server.json").stat().st_mode & 0o777 == 0o600


def test_note_of_the_server_is_found_and_removed(settings: Settings) -> None:
    written = running.write_note(settings, port=8501, token="secret")
    found = running.find_note(settings)

    running.remove_note(settings)

    assert (found, running.find_note(settings)) == (written, None)


def test_note_of_another_process_stays(settings: Settings) -> None:
    note = {"address": "http://127.0.0.1:1", "token": "t", "port": 1, "pid": 1}
    (settings.data_dir / "server.json").write_text(json.dumps(note))

    running.remove_note(settings)

    assert running.find_note(settings) is not None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"address": "x"}'])
def test_note_that_is_damaged_counts_as_none(settings: Settings, text: str) -> None:
    (settings.data_dir / "server.json").write_text(text)

    assert running.find_note(settings) is None
