"""Writes canonical.txt from Python's own Unicode tables: python3 regenerate.py"""
import sys
import unicodedata

HANGUL = range(0xAC00, 0xD7A4)  # composed by rule, not by table

with open("canonical.txt", "w", encoding="ascii", newline="\n") as out:
    out.write(f"# Unicode {unicodedata.unidata_version}: canonical decompositions ('=': not composed again) and combining classes\n")
    for code in range(sys.maxunicode + 1):
        parts = unicodedata.decomposition(chr(code)).split()
        if parts and not parts[0].startswith("<") and code not in HANGUL:
            again = unicodedata.normalize("NFC", chr(code)) == chr(code)
            out.write(f"{code:X}{' ' if again else '='}{' '.join(parts)}\n")
    for code in range(sys.maxunicode + 1):
        if unicodedata.combining(chr(code)):
            out.write(f"{code:X}@{unicodedata.combining(chr(code))}\n")
