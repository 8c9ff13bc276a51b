"""Screenshots as small as a repository should keep them: PNG with a palette of the commonest colours.

The browser that took a picture also counts its colours; what is written is the format's smallest possible kind
(W3C PNG, 11.2: IHDR, PLTE, IDAT, IEND), so that no library for images is needed.
"""

import base64
import struct
import zlib
from typing import Final

from playwright.sync_api import Browser

COLOURS: Final = 128  # enough for flat pages with letters of grey edges; 256 at most
_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_PALETTE, _BITS = 3, 8  # colour type and depth
_COUNT = """async ([source, most]) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height), context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    const pixels = new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer);
    const counts = new Map();
    pixels.forEach(pixel => counts.set(pixel, (counts.get(pixel) || 0) + 1));
    const parts = pixel => [pixel & 255, pixel >> 8 & 255, pixel >> 16 & 255];
    const common = Array.from(counts).sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, most).map(one => parts(one[0]));
    const far = (a, b) => a.reduce((sum, part, i) => sum + (part - b[i]) ** 2, 0);
    const places = new Map();
    for (const pixel of counts.keys()) {
        const own = parts(pixel), distances = common.map(colour => far(own, colour));
        places.set(pixel, distances.indexOf(Math.min(...distances)));
    }
    let indexes = '';
    pixels.forEach(pixel => { indexes += String.fromCharCode(places.get(pixel)); });
    return [image.width, image.height, common.flat(), btoa(indexes)];
}"""


def shrunk(browser: Browser, picture: bytes) -> bytes:
    """Return a PNG with ``COLOURS`` colours at most, each pixel's the nearest to what it was."""
    page = browser.new_page()
    source = "data:image/png;base64," + base64.b64encode(picture).decode()
    width, height, palette, indexes = page.evaluate(_COUNT, [source, COLOURS])
    page.close()
    rows = base64.b64decode(indexes)
    lines = b"".join(b"\0" + rows[at : at + width] for at in range(0, width * height, width))
    head = struct.pack(">IIBBBBB", width, height, _BITS, _PALETTE, 0, 0, 0)
    parts = (b"IHDR", head), (b"PLTE", bytes(palette)), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b"")
    return _SIGNATURE + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
