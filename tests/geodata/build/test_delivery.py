"""What is said of the files as they were delivered."""

from geodata.build.delivery import mended_words, unread_tables


def test_a_table_that_nothing_reads_is_named(tmp_path):
    read, other = tmp_path / "duo" / "a.csv", tmp_path / "duo" / "08.-b,-c.csv"
    packed = tmp_path / "d.csv.gz"
    read.parent.mkdir()
    for path in (read, other, packed, tmp_path / "README.md"):
        path.write_text("a;b")
    assert unread_tables(tmp_path, [read]) == ["read by nothing: d.csv.gz, duo/08.-b,-c.csv"]
    assert unread_tables(tmp_path, [read, other, packed]) == []


def test_a_text_that_was_mended_is_named_once_with_file_and_row(tmp_path):
    first, second, shapes = (tmp_path / name for name in ("1.csv", "2.csv", "3.gpkg"))
    first.write_text("code;name\n00AA00;DalÃ\xad College;1\n00AA00;DalÃ\xad College;2\n")
    second.write_text("code;name\n00AA00;DalÃ\xad College;1\n00AA01;Mari&#x00EB;ndael;1\n")
    shapes.write_bytes(b"\xff")
    assert mended_words([first, second, shapes]) == [
        "encoded twice and mended: 'Dal\\xc3\\xad College' is Dalí College (1.csv, row 2)",
        "encoded twice and mended: 'Mari&#x00EB;ndael' is Mariëndael (2.csv, row 3)",
    ]
