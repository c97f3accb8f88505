"""Records in memory: what is the same in thousands of them is there once."""

from __future__ import annotations

from credfolio.records.model import Award
from credfolio.records.record_reader import read_record


def award(name: str, points: str) -> Award:
    result = {"part": "1", "criterion": "tone", "level": "met"}
    data = {
        "credential": "riverside-usd/listening",
        "version": "1",
        "awarded_on": "2026-03-01",
        "name_as_awarded": "Ana López",
        "submissions": [
            {
                "submitted_on": "2026-02-01",
                "assessments": [
                    {
                        "assessor": "Tom Berg",
                        "on": "2026-02-10",
                        "decision": "pass",
                        "results": [result, {"part": "2", "points": points}],
                    }
                ],
            }
        ],
    }
    read = read_record(Award, data, f"{name}.yml", {"id": name, "educator": "ana"})
    assert isinstance(read, Award), read
    return read


def test_equal_results_are_one_and_those_with_points_stay_as_written() -> None:
    one, other = award("first", "1"), award("second", "1.0")
    first, second = (each.submissions[0].assessments[0].results for each in (one, other))
    assert first[0] is second[0]
    assert one.name_as_awarded is other.name_as_awarded
    assert (str(first[1].points), str(second[1].points)) == ("1", "1.0")
