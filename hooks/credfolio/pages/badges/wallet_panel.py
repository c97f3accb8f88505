"""What a page shows somebody who wants to keep badges in a wallet."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from credfolio.drawing.qr import qr_svg


@dataclass(frozen=True, slots=True)
class WalletPanel:
    """The address that a wallet reads, its code as SVG, and how many badges are there."""

    address: str
    code: Markup
    count: int = 1


def wallet_panel(address: str, count: int = 1) -> WalletPanel:
    """The panel for the badge, or the file of badges, at `address`."""
    what = "this badge" if count == 1 else f"{count} badges"
    return WalletPanel(address, Markup(qr_svg(address, f"Code that gives a wallet {what}")), count)
