"""Pictures without what a camera adds to them."""

import io
from typing import BinaryIO

from PIL import Image, ImageOps


def without_metadata(content: BinaryIO) -> BinaryIO:
    """The same JPEG without place, time, maker or comments; turned the way it was meant to be seen."""
    content.seek(0)
    with Image.open(content, formats=["JPEG"]) as image:
        upright = image.getexif().get(0x0112, 1) == 1
        shown = image if upright else ImageOps.exif_transpose(image)
        kept = io.BytesIO()
        quality = {"quality": "keep"} if upright else {"quality": 92}
        shown.info.pop("comment", None)
        shown.save(kept, "JPEG", exif=b"", **quality)
    kept.seek(0)
    return kept
