"""The addresses that stand in messages."""

PAGE = "/n"


def address(public_origin: str, secret: str) -> str:
    """Return the address of one firm's page: as short as can be, since each segment of a message costs."""
    return f"{public_origin}{PAGE}/{secret}"


def pickup_address(public_origin: str) -> str:
    """Return the constant address at which 取件码 are typed: the one that is registered with a provider."""
    return f"{public_origin}{PAGE}"
