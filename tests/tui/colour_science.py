"""How far apart colours are, to eyes of every kind."""

from __future__ import annotations

from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

from textual.color import Color, Lab, rgb_to_lab

SIGHTS = {
    "all colours": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""What is seen of linear RGB: Machado, Oliveira and Fernandes 2009, severity 1."""


def seen(colour: Color, sight: str) -> Lab:
    """A colour as somebody sees it."""
    parts = [_linear(part / 255) for part in colour.rgb]
    mixed = (sum(w * p for w, p in zip(row, parts, strict=True)) for row in SIGHTS[sight])
    red, green, blue = (255 * _coded(min(max(part, 0.0), 1.0)) for part in mixed)
    return rgb_to_lab(Color(red, green, blue))  # type: ignore[arg-type] # only divided by 255


def euclidean(one: Lab, other: Lab) -> float:
    """The difference of 1976."""
    return sqrt(sum((a - b) ** 2 for a, b in zip(one, other, strict=True)))


def difference(one: Lab, other: Lab) -> float:
    """CIEDE2000, as Sharma, Wu and Dalal 2005 write it."""
    mean = (hypot(one.a, one.b) + hypot(other.a, other.b)) / 2
    stretch = 1.5 - sqrt(mean**7 / (mean**7 + 25**7)) / 2
    a1, a2 = one.a * stretch, other.a * stretch
    c1, c2 = hypot(a1, one.b), hypot(a2, other.b)
    h1, h2 = degrees(atan2(one.b, a1)) % 360, degrees(atan2(other.b, a2)) % 360
    turn = (h2 - h1 + 180) % 360 - 180
    middle = (h1 + h2) / 2 if abs(h1 - h2) <= 180 else (h1 + h2 + 360) / 2
    light, chroma = (one.L + other.L) / 2, (c1 + c2) / 2
    weight = (
        1
        - 0.17 * cos(radians(middle - 30))
        + 0.24 * cos(radians(2 * middle))
        + 0.32 * cos(radians(3 * middle + 6))
        - 0.20 * cos(radians(4 * middle - 63))
    )
    by_light = (other.L - one.L) / (1 + 0.015 * (light - 50) ** 2 / sqrt(20 + (light - 50) ** 2))
    by_chroma = (c2 - c1) / (1 + 0.045 * chroma)
    by_hue = 2 * sqrt(c1 * c2) * sin(radians(turn / 2)) / (1 + 0.015 * chroma * weight)
    blue = sin(radians(60 * exp(-(((middle - 275) / 25) ** 2))))
    turned = -2 * sqrt(chroma**7 / (chroma**7 + 25**7)) * blue
    return sqrt(by_light**2 + by_chroma**2 + by_hue**2 + turned * by_chroma * by_hue)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _coded(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
