#!/usr/bin/env python3
"""Makes small pictures whose frames are whole, as seeds for fuzzing: pictures.py DIRECTORY"""
import struct
import sys
import zlib
from pathlib import Path

WIDTH, HEIGHT = 16, 8


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def directory(order, tags, place, following=0):
    """A directory of a TIFF that stands at a place: tags are (number, type, value), a pair for a fraction."""
    size, later, entries = {1: 1, 3: 2, 4: 4}, b"", b""
    behind = place + 2 + 12 * len(tags) + 4
    for tag, kind, value in tags:
        if kind == 5:
            stored = struct.pack(order + "I", behind + len(later))
            later += struct.pack(order + "II", *value)
        else:
            stored = struct.pack(order + {1: "B", 3: "H", 4: "I"}[kind], value).ljust(4, b"\0")
        entries += struct.pack(order + "HHI", tag, kind, 1) + stored
    return struct.pack(order + "H", len(tags)) + entries + struct.pack(order + "I", following) + later


def tiff(order, pages):
    mark = b"II*\0" if order == "<" else b"MM\0*"
    made, data = mark + struct.pack(order + "I", 8 + WIDTH * HEIGHT), bytes(WIDTH * HEIGHT)
    made += data
    for number in range(pages):
        tags = [(254, 4, 0), (256, 4, WIDTH), (257, 4, HEIGHT), (258, 3, 8), (273, 4, 8), (277, 3, 1), (279, 4, len(data)),
                (282, 5, (204, 1)), (283, 5, (98, 1)), (296, 3, 2)]
        length = len(directory(order, tags, 0))
        made += directory(order, tags, len(made), len(made) + length if number + 1 < pages else 0)
    return made


EXIF = b"MM\0*" + struct.pack(">I", 8) + directory(">", [(274, 3, 6), (282, 5, (300, 1)), (283, 5, (300, 1)), (296, 3, 2)], 8)


def png(extra=b""):
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + bytes(WIDTH)) * HEIGHT)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def segment(mark, data):
    return b"\xff" + bytes([mark]) + struct.pack(">H", len(data) + 2) + data


def jpeg(*segments):
    frame = segment(0xC0, struct.pack(">BHHB", 8, HEIGHT, WIDTH, 1) + b"\x01\x11\0")
    scan = segment(0xDA, b"\x01\x01\0\0\x3f\0")
    return b"\xff\xd8" + b"".join(segments) + frame + scan + b"\x12\xff\0\x34\xff\xd0\x56" + b"\xff\xd9"


SEEDS = {
    "plain.png": png(), "metres.png": png(chunk(b"pHYs", struct.pack(">IIB", 11811, 11811, 1))),
    "turned.png": png(chunk(b"eXIf", EXIF)), "plain.jpg": jpeg(),
    "inches.jpg": jpeg(segment(0xE0, b"JFIF\0\x01\x02\x01" + struct.pack(">HH", 300, 300) + b"\0\0")),
    "turned.jpg": jpeg(segment(0xE1, b"Exif\0\0" + EXIF)), "one.tif": tiff("<", 1), "three.tif": tiff(">", 3),
}

for name, data in SEEDS.items():
    (Path(sys.argv[1]) / name).write_bytes(data)
