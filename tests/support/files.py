"""Files as people, cameras and attackers make them. Each is built here; none is kept."""

import struct
import zlib
from functools import cache
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

MARK = b"MARKED"  # stands in everything a camera or a program wrote beside the pixels
KINDS = ("JPEG", "PNG", "WEBP", "AVIF")


def upload(data, name="holiday.jpg", content_type="image/jpeg"):
    """Return bytes as a browser would send them."""
    return SimpleUploadedFile(name, data, content_type)


def encoded(image, kind, **options):
    """Return a picture's file."""
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def plain(size=(80, 50), kind="JPEG", mode="RGB", **options):
    """Return the file of a picture whose left upper quarter is bright and the rest dark."""
    return encoded(quartered(size, mode), kind, **options)


def quartered(size=(80, 50), mode="RGB"):
    """Return a picture whose left upper quarter is bright, so that one sees which way up it is."""
    image = Image.new("RGB", size, (30, 40, 60))
    image.paste((250, 240, 200), (0, 0, size[0] // 2, size[1] // 2))
    return image.convert(mode)


def exif(orientation=1):
    """Return what a camera notes: its maker, where it was, and which way up it was held."""
    notes = Image.Exif()
    notes[0x010F] = f"{MARK.decode()} maker"
    notes[0x0112] = orientation
    notes[0xA431] = f"{MARK.decode()} serial number"
    gps = notes.get_ifd(0x8825)
    gps[1], gps[2] = "N", (52.0, 31.0, 12.0)
    gps[3], gps[4] = "E", (13.0, 24.0, 18.0)
    gps[29] = f"{MARK.decode()} gps date"
    return notes.tobytes()


@cache
def profile():
    """Return the colour profile of an ordinary screen, always the same: a new one says when."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def from_a_camera(kind, size=(80, 50), orientation=1):
    """Return a picture with position, maker, comments and other remarks, and a colour profile."""
    options = {"exif": exif(orientation), "icc_profile": profile()}
    if kind == "JPEG":
        options["comment"] = MARK + b"<script>alert(1)</script>"
    if kind == "PNG":
        options["pnginfo"] = PngInfo()
        options["pnginfo"].add_text("Comment", MARK.decode())
        options["pnginfo"].add_itxt("XML:com.adobe.xmp", MARK.decode() + " xmp")
    else:
        options["xmp"] = MARK + b" xmp"
    return plain(size, kind, **options)


def moving(kind, frames=4, size=(80, 50)):
    """Return an animation; its first frame is red."""
    colours = ["red", "green", "blue", "white"]
    pictures = [Image.new("RGB", size, colours[place % 4]) for place in range(frames)]
    return encoded(
        pictures[0], kind, save_all=True, append_images=pictures[1:], duration=100, loop=0
    )


def claiming(kind, width, height):
    """Return a small picture's file whose header says another size."""
    data = bytearray(plain((64, 64), kind))
    if kind == "PNG":
        data[16:24] = struct.pack(">II", width, height)
        data[29:33] = struct.pack(">I", zlib.crc32(data[12:29]))
    elif kind == "JPEG":
        place = data.index(b"\xff\xc0") + 5
        data[place : place + 4] = struct.pack(">HH", height, width)
    elif kind == "GIF":
        data[6:10] = struct.pack("<HH", width, height)
    elif kind == "AVIF":
        place = data.index(b"ispe") + 8
        data[place : place + 8] = struct.pack(">II", width, height)
    elif kind == "WEBP":
        canvas = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
        chunk = b"VP8X" + struct.pack("<I", 10) + bytes(4) + canvas
        body = b"WEBP" + chunk + bytes(data[12:])
        data = bytearray(b"RIFF" + struct.pack("<I", len(body)) + body)
    return bytes(data)


def cut_short(kind):
    """Return the first half of a picture's file."""
    data = encoded(Image.effect_noise((200, 200), 90).convert("RGB"), kind)
    return data[: len(data) // 2]


def png_chunk(name, data):
    """Return one chunk of a PNG."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def with_a_bomb(name):
    """Return a small PNG with a remark or a profile that unpacks to 200 MB."""
    start = {b"zTXt": b"Comment\0\0", b"iCCP": b"profile\0\0"}[name]
    squeezed = zlib.compressobj(9)
    bomb = b"".join(squeezed.compress(bytes(1_000_000)) for _ in range(200)) + squeezed.flush()
    data = plain((64, 64), "PNG")
    return data[:33] + png_chunk(name, start + bomb) + data[33:]


def gif_that_is_a_script():
    """Return a file that is a GIF and, to a browser that is told so, a script."""
    data = plain((64, 64), "GIF").replace(b"GIF87a", b"GIF89a", 1)
    return data + b";/*" + MARK + b"*/=1;alert(document.cookie)//"
