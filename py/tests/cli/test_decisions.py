"""Between decisions: comparisons, second rounds and published tables by the command line."""

from __future__ import annotations

from decimal import Decimal

from commands import Run, column, put, read_csv


def test_compare_tells_causes_apart(run: Run) -> None:
    before = put("a.csv", "Kod;Folkmängd\n0180;1\n1280;1\n")
    after = put("b.csv", "Kod;Folkmängd\n0180;3\n1280;1\n")
    # From 100 to 200: 50 and 50, then 100 and 100 by the total, then 150 and 50 by the facts.
    said = run(
        "compare",
        before,
        after,
        "--total",
        "100",
        "--total-after",
        "200",
        "--key",
        "population",
        "--format",
        "csv",
    )
    rows = read_csv(said.out)
    assert said.status == 0
    assert column(rows, "before") == ["50.00", "50.00"]
    assert column(rows, "after") == ["150.00", "50.00"]
    assert [Decimal(own) for own in column(rows, "total")] == [50, 50]
    assert [Decimal(own) for own in column(rows, "facts")] == [50, -50]
    # Another key on the same facts: from equal parts to all for the first.
    file = put("c.csv", "Kod;a;b\n0180;1;1\n1280;1;0\n")
    key = run("compare", file, "--total", "10", "--key", "a", "--key-after", "b", "--format", "csv")
    assert [Decimal(own) for own in column(read_csv(key.out), "key")] == [5, -5]


def test_problems_of_a_comparison_name_the_right_file(run: Run) -> None:
    put("a.csv", "Kod;Folkmängd\n0180;1\n1280;1\n")
    put("b.csv", "Kod;Folkmängd\n0180;3\n1280;\n")
    for files, place in ((("a.csv", "b.csv"), "b.csv, rad 3"), (("b.csv", "a.csv"), "b.csv, rad 3")):
        said = run("compare", *files, "--total", "100", "--key", "population")
        assert said.status == 2
        assert said.err.startswith(place)


def test_a_second_round(run: Run) -> None:
    # 60 of 100 was not asked for; by 200 and 300 it is 24 and 36.
    file = put(
        "s.csv", "Kod;Bidragsram;Rekvirerat;Vill ha mer\n0180;100;40;nej\n1280;200;200;ja\n1480;300;300;ja\n"
    )
    said = run("second-round", file, "--format", "csv")
    assert column(read_csv(said.out), "second_round") == ["0.00", "24.00", "36.00"]
    own = put("t.csv", "k,f,r,w\na,100,40,no\nb,200,200,yes\nc,300,300,yes\n")
    again = run("second-round", own, "--id", "k", "--frame", "f", "--requisitioned", "r", "--wants-more", "w")
    assert "Inte rekvirerat  60 kr" in again.out


def test_a_published_table_that_does_not_add_up_has_status_1(run: Run) -> None:
    file = put("p.csv", "kod;kr\na;40\nb;61\n")
    wrong = run("check-published", file, "--id", "kod", "--amount", "kr", "--total", "100", "--format", "csv")
    assert wrong.status == 1
    assert read_csv(wrong.out)[0]["difference"] == "-1.00"
    right = run("check-published", file, "--id", "kod", "--amount", "kr", "--total", "101")
    assert (right.status, right.err) == (0, "")
    assert "Tabellen går ihop" in right.out


def test_a_published_table_against_its_key(run: Run) -> None:
    file = put("p.csv", "kod;kr;v\na;14;1\nb;28;2\nc;58;4\n")
    command = [
        "check-published",
        file,
        "--id",
        "kod",
        "--amount",
        "kr",
        "--total",
        "100",
        "--key",
        "v",
        "--format",
        "csv",
    ]
    said = run(*command)
    assert said.status == 1
    rows = read_csv(said.out)
    assert [(row["id"], row["printed"], row["computed"]) for row in rows] == [
        ("b", "28.00", "29.00"),
        ("c", "58.00", "57.00"),
    ]
