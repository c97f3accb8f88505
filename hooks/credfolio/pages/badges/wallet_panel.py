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
    is_several: bool = False
    """Whether it is the file of a portfolio, which may have one badge only."""
    backpack: str = ""
    """The address of the same badge in Open Badges 2.0, which backpacks read; "" for none."""


def wallet_panel(address: str, backpack: str = "") -> WalletPanel:
    """The panel for the badge at `address`."""
    return WalletPanel(address, _code(address, 1), backpack=backpack)


def portfolio_panel(address: str, count: int) -> WalletPanel:
    """The panel for the file of `count` badges at `address`."""
    return WalletPanel(address, _code(address, count), count, is_several=True)


def _code(address: str, count: int) -> Markup:
    what = "this badge" if count == 1 else f"{count} badges"
    return Markup(qr_svg(address, f"Code that gives a wallet {what}"))
