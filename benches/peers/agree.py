"""agree.py RESULTS_A RESULTS_B: do two files of results (NDJSON) agree, case by case, in the fields that both peers and
tipscreen give? Prints the number compared and the differences; exit 1 on any."""

import sys
from collections import Counter

import orjson

FIELDS = ("track", "finding", "elements", "dimensions", "forms", "points")
SHOW = 20


def read(path):
    results, doubled = {}, []
    with open(path, "rb") as f:
        for line in f:
            if line.strip():
                r = orjson.loads(line)
                if r["case_id"] in results:
                    doubled.append(r["case_id"])
                results[r["case_id"]] = {k: r.get(k) for k in FIELDS}
    return results, doubled


def main(a_path, b_path):
    (a, a_doubled), (b, b_doubled) = read(a_path), read(b_path)
    problems = [f"{case}: twice in {path}" for path, d in ((a_path, a_doubled), (b_path, b_doubled)) for case in d]
    problems += [f"{case}: only in {a_path}" for case in a if case not in b]
    problems += [f"{case}: only in {b_path}" for case in b if case not in a]
    both, by_field = [case for case in a if case in b], Counter()
    for case in both:
        for field in FIELDS:
            if a[case][field] is None or a[case][field] != b[case][field]:
                by_field[field] += 1
                problems.append(f"{case}: {field}: {a[case][field]} / {b[case][field]}")
    for p in problems[:SHOW]:
        print(p)
    if len(problems) > SHOW:
        print(f"... and {len(problems) - SHOW} more")
    print(f"{len(both)} cases compared in {len(FIELDS)} fields, {len(problems)} differences", dict(by_field) or "")
    return 1 if problems or not both else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
