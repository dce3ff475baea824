"""A process that makes a picture small, and ends: `python -m signup_web.product.shrinking` reads it from its input.

A picture comes from a shop, and may hold anything: whatever it does to this process, it has no keys, no files open and little time.
"""

import resource
import sys
import warnings
from io import BytesIO

from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")  # a page's other kinds of pictures are drawings, or too new for this library
MOST_PIXELS = 40_000_000
LEAST = 50  # pixels a side: smaller ones are marks that count visitors
MOST_BYTES = 30_000
SIDES = (640, 480, 320, 160)  # pixels; twice what a page shows, for dense screens
QUALITIES = (80, 60, 40)
MOST_SECONDS = 4  # of CPU
MOST_MEMORY = 600_000_000  # bytes
SIZE = 2  # bytes in which a width or height is written


def shrink(picture: bytes) -> tuple[int, int, bytes]:
    """Return its new width and height, and it as WebP of 30 KB at the most. Raises `ValueError` or `OSError` where it is no picture to show."""
    with Image.open(BytesIO(picture), formats=FORMATS) as opened:
        if opened.width * opened.height > MOST_PIXELS or min(opened.size) < LEAST:
            raise ValueError(f"{opened.width} x {opened.height} pixels")
        opened.draft("RGB", (SIDES[0], SIDES[0]))  # a JPEG is then unpacked no larger than it is needed
        whole = _on_white(ImageOps.exif_transpose(opened))
    for side in SIDES:
        whole.thumbnail((side, side))
        for quality in QUALITIES:
            written = BytesIO()
            whole.save(written, "WEBP", quality=quality)
            if written.tell() <= MOST_BYTES:
                return whole.width, whole.height, written.getvalue()
    raise ValueError("It can't be made small enough.")


def _on_white(image: Image.Image) -> Image.Image:
    """Put what can be seen through before white, as shops' pages do."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    image = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")


def main() -> None:
    """Read a picture, write its width and height in two bytes each, then the small one."""
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
    warnings.simplefilter("error")  # of Pillow's: a picture about which it has doubts is not shown
    try:
        width, height, picture = shrink(sys.stdin.buffer.read())
    except (ValueError, OSError, SyntaxError, Warning, MemoryError, Image.DecompressionBombError) as error:
        sys.exit(f"{type(error).__name__}: {error}")
    sys.stdout.buffer.write(width.to_bytes(SIZE) + height.to_bytes(SIZE) + picture)


if __name__ == "__main__":
    main()
