"""Into how many pieces a text is cut on its way, each of which is paid for.

Chinese texts travel as UCS-2: 70 units in one piece; longer ones in pieces of 67, since each carries a header (GSM 03.40
§9.2.3.24.1). Some gateways count 65 and 62. A character outside the basic plane takes two units and is never cut in half.
"""

from assistant.sms.gateway import Capabilities

# GSM 03.38 §6.2.1: the default alphabet, and its extension of which each character takes two septets.
_GSM7 = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM7_EXTENSION = frozenset("\f^{}\\[~]|€")
_GSM7_FIRST, _GSM7_FURTHER = 160, 153


def units(text: str) -> int:
    """The length in UTF-16 units: what networks count."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def segments(text: str, capabilities: Capabilities) -> int:
    """Return into how many pieces the gateway cuts the text; 0 for an empty one."""
    if capabilities.gsm7 and set(text) <= _GSM7 | _GSM7_EXTENSION:
        return _pieces([2 if char in _GSM7_EXTENSION else 1 for char in text], _GSM7_FIRST, _GSM7_FURTHER)
    return _pieces([units(char) for char in text], capabilities.first_segment, capabilities.further_segments)


def _pieces(widths: list[int], first: int, further: int) -> int:
    if sum(widths) <= first:
        return 1 if widths else 0
    count, room = 1, further
    for width in widths:
        if width > room:
            count, room = count + 1, further
        room -= width
    return count
