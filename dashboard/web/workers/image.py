"""A drawing on standard input (SVG), a picture of it on standard output (PNG).

Arguments: its width in pixels, then files of the letters that it may use.
"""

import sys

import resvg_py


def main() -> None:
    width, *fonts = sys.argv[1:]
    png = resvg_py.svg_to_bytes(
        svg_string=sys.stdin.read(),
        width=int(width),
        skip_system_fonts=True,
        font_files=fonts,
    )
    sys.stdout.buffer.write(bytes(png))


if __name__ == "__main__":
    main()
