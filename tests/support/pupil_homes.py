"""Hand-made pupils by postcode in the layout of DUO: no figure of any school."""

from pathlib import Path

NAME = "leerlingen-per-vestiging-naar-postcode-en-leerjaar-2025.csv"
GRADES = ";".join(f"LEER- OF VERBLIJFSJAAR {grade}" for grade in range(1, 7))
HEADER = (
    "BRIN NUMMER;VESTIGINGSNUMMER;INSTELLINGSNAAM VESTIGING;PLAATSNAAM VESTIGING;"
    f"POSTCODE LEERLING;PLAATSNAAM LEERLING;GEMEENTENUMMER LEERLING;GEMEENTENAAM LEERLING;{GRADES}"
)


def written(folder: Path, *rows: str) -> Path:
    """The file with these rows in a folder; its path."""
    path = folder / NAME
    path.write_text("\n".join([HEADER, *rows]) + "\n", "utf-8")
    return path
