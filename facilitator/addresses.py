"""Find the addresses under which phones and other PCs reach this machine.

The network may change while the server runs (the laptop joins the hall's Wi-Fi late), so
addresses are looked up each time. WORKSHOP_PUBLIC_URL overrides them.
"""

import ipaddress
import re
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

import psutil

from facilitator.running import find_note
from worksheets import toolkit
from worksheets.settings import Settings
from worksheets.workshops import find_workshop

PORT = 8501

# Networks inside this machine, and tunnels: no phone in the hall is on them.
_NOT_A_HALL = re.compile(
    r"^(lo\d*$|docker|br-|veth|virbr|vmnet|vboxnet|lxc|lxd|cni|flannel|cali|podman|tun|tap|wg"
    r"|utun|zt|tailscale|awdl|llw|bluetooth)|vEthernet|VirtualBox|VMware|Hyper-V|WSL|Loopback"
    r"|Bluetooth|Npcap|VPN",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Address:
    """An address of this machine; `network` is the name the operating system gives it."""

    ip: str
    network: str


def public_url(settings: Settings) -> str:
    """Return where people reach us: the setting, else the best address found."""
    if settings.public_url:
        return settings.public_url
    found = list_addresses()
    return f"http://{found[0].ip if found else 'localhost'}:{find_port(settings)}"


def join_url(code: str = "") -> str:
    """Return where participants join; without a code, where they type it."""
    base = public_url(toolkit.current().settings)
    workshop = find_workshop(code) if code else None
    shown = workshop.joining_code if workshop else code
    return f"{base}/j/{quote(shown)}" if code else f"{base}/j"


def stage_url(code: str) -> str:
    """Return where the wall screen of a workshop is."""
    return f"{public_url(toolkit.current().settings)}/stage/{quote(code)}"


def remote_url(code: str, *, key: str = "") -> str:
    """Return where the remote is; the key travels after `#`, which browsers never send."""
    url = f"{public_url(toolkit.current().settings)}/remote/{quote(code)}"
    return f"{url}#{quote(key)}" if key else url


def signin_url(*, key: str) -> str:
    """Return where somebody comes in with a key, which travels after `#` as above."""
    return f"{public_url(toolkit.current().settings)}/signin#{quote(key)}"


def find_port(settings: Settings) -> int:
    """Return the port of the server on this data, or the usual one."""
    note = find_note(settings)
    return note.port if note else PORT


def list_addresses() -> tuple[Address, ...]:
    """Return this machine's addresses that phones may reach, the likeliest first."""
    up = {name for name, state in psutil.net_if_stats().items() if state.isup}
    found = [
        Address(entry.address, name)
        for name, entries in psutil.net_if_addrs().items()
        for entry in entries
        if name in up and entry.family == socket.AF_INET
    ]
    return choose_addresses(found, on_default_route=_find_default_ip())


def choose_addresses(
    found: Iterable[Address], *, on_default_route: str = ""
) -> tuple[Address, ...]:
    """Leave out what no phone reaches, and order the rest."""
    usable = [address for address in found if _is_usable(address)]

    def likelihood(address: Address) -> tuple[bool, bool]:
        private = ipaddress.ip_address(address.ip).is_private
        return (not private, address.ip != on_default_route)

    return tuple(sorted(usable, key=likelihood))


def _is_usable(address: Address) -> bool:
    ip = ipaddress.ip_address(address.ip)
    inside = ip.is_loopback or ip.is_link_local or ip.is_unspecified
    return not inside and not _NOT_A_HALL.search(address.network)


def _find_default_ip() -> str:
    # Connecting a datagram socket sends nothing; it only asks which address would be used.
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return ""
        return str(probe.getsockname()[0])
