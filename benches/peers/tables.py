"""The catalogue asean-commit as plain tables, for the benchmark peers (orjson_peer.py, duckdb_peer.py).

Everything that is a weight, a class, an area, a group, a pattern, a point or a question's condition is read from
indicators/asean-commit/*.toml. What a peer writes by hand is only the rules of the findings.

    load()                -> Tables
    holds(condition, facts) -> True | False | None (open): conditions on facts, three-valued
    sql(t, condition)     -> the same condition as an SQL expression, where NULL is "open"
"""

import os
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
CATALOGUE = Path(os.environ.get("PEER_CATALOGUE", HERE.parent.parent / "indicators" / "asean-commit"))

TRACKS = ("adult", "child")
STRENGTHS = ("element", "weak", "medium", "strong", "critical")  # the index is the level: 0..4
LEVEL = {name: level for level, name in enumerate(STRENGTHS)}
SEVERITIES = ("minor", "serious", "severe")
UNRATED = "unrated"  # how the tables call a present indicator without a severity
NOT_ANSWERED = ("unknown", "declined", "not-asked")  # of a fact: open


@dataclass(slots=True)
class Indicator:
    id: str
    areas: tuple  # its own dimensions, forms and pools
    classes: dict  # track -> class; where the track has none, the other track's
    asked_on: tuple  # the tracks that have a class of their own: an adult's question falls away where the person is a
    # child today, a child's question where the track is an adult's
    degrees: bool  # has severities
    critical: bool
    group: str  # as grounds: the group, or its own id
    unit: str  # in patterns and points: the group, or its own id where each member counts
    in_group: str | None  # the group it is in, if any
    core: bool
    ask_if: dict | None


@dataclass(slots=True)
class Rated:
    """A present indicator, on a track, with a severity: what it counts for."""

    level: int  # index in STRENGTHS
    severity: int  # threshold value: 1 minor, 2 serious (and unrated), 3 severe (and without degrees)
    points: int


@dataclass(slots=True)
class Area:
    id: str
    kind: str  # dimension | form | pool
    element: str | None
    counts: tuple  # the areas whose indicators count in its pattern: itself, and its pools
    patterns: tuple  # each: levels from the strongest down; () means it is never positive


@dataclass(slots=True)
class Tables:
    indicators: dict = field(default_factory=dict)  # id -> Indicator
    rated: dict = field(default_factory=dict)  # (track, id, severity or "unrated") -> Rated
    areas: dict = field(default_factory=dict)  # id -> Area
    retired: dict = field(default_factory=dict)  # old id -> id
    track_rule: dict = field(default_factory=dict)  # condition: the child's track
    child_now: dict = field(default_factory=dict)  # condition: a child today
    findings: list = field(default_factory=list)  # ids, by rank
    many: set = field(default_factory=set)  # facts that have a list of values


def levels(pattern):
    """{strong = 1, weak = 1} -> (3, 1). With strengths sorted from the strongest down, a pattern is met where each of
    the first ones reaches the level asked for: so a stronger one may stand in for a weaker."""
    return tuple(sorted((LEVEL[s] for s, n in pattern.items() for _ in range(n)), reverse=True))


def load(folder=CATALOGUE):
    raw = {}
    for path in sorted(Path(folder).glob("*.toml")):
        for key, value in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if isinstance(value, list):
                raw.setdefault(key, []).extend(value)
            else:
                raw[key] = value
    method, t = raw["method"], Tables()
    points = {"element": 0, **method["points"]}

    for kind in ("dimension", "form", "pool"):
        for a in raw.get(kind, ()):
            element = "purpose" if kind == "form" else a.get("element")
            # a pool is no form by itself, and what has no element only supports: neither is ever positive
            patterns = a.get("positive_when", method["positive_when"]) if kind != "pool" and element else ()
            t.areas[a["id"]] = Area(
                a["id"], kind, element, (a["id"], *a.get("pools", ())), tuple(levels(p) for p in patterns)
            )

    counts_each = {g["id"] for g in raw["group"] if g.get("counts") == "each"}
    for i in raw["indicator"]:
        own, group = i["class"], i.get("group")
        t.indicators[i["id"]] = Indicator(
            id=i["id"],
            areas=tuple(i["dimensions"]),
            classes={track: own.get(track) or next(iter(own.values())) for track in TRACKS},
            asked_on=tuple(track for track in TRACKS if track in own),
            degrees=i["severity"] != "none",
            critical=i.get("critical", False),
            group=group or i["id"],
            unit=i["id"] if group is None or group in counts_each else group,
            in_group=group,
            core=i.get("tier") == "core",
            ask_if=i.get("ask_if"),
        )
    for i in t.indicators.values():
        for track in TRACKS:
            for severity in (UNRATED, *SEVERITIES) if i.degrees else (UNRATED,):
                strength = i.classes[track]
                if severity != UNRATED and strength != "element":
                    strength = method["strength"][strength][severity]
                if i.critical and (severity == "severe" or not i.degrees):
                    strength = "critical"
                threshold = 3 if not i.degrees else 2 if severity == UNRATED else 1 + SEVERITIES.index(severity)
                t.rated[track, i.id, severity] = Rated(LEVEL[strength], threshold, points[strength])

    t.retired = {r["id"]: r["replaced_by"] for r in raw.get("retired", ()) if "replaced_by" in r}
    t.many = {f["id"] for f in raw["fact"] if f["type"] == "many"}
    t.track_rule = raw["track"]["child"]
    t.child_now = raw["track"]["child_now"]
    t.findings = [f["id"] for f in sorted(raw["finding"], key=lambda f: f["rank"])]
    return t


# ---------------------------------------------------------------- what the rules of the findings count
# Written by hand from [[finding]] in catalogue.toml. A filter: elements, dimensions and forms are put together, and
# narrowed by groups or except_groups, with strength and severity as thresholds.

FILTERS = {
    "means": {"elements": ["means"]},
    "means_medium": {"elements": ["means"], "strength": "medium", "except_groups": ["terms"]},
    "means_strong": {"elements": ["means"], "strength": "strong"},
    "means_not_terms": {"elements": ["means"], "except_groups": ["terms"]},
    "means_serious": {"elements": ["means"], "except_groups": ["terms"], "severity": "serious"},
    "purpose": {"elements": ["purpose"]},
    "purpose_serious": {"elements": ["purpose"], "severity": "serious"},
    "purpose_medium": {"elements": ["purpose"], "strength": "medium"},
    "purpose_strong": {"elements": ["purpose"], "strength": "strong"},
    "purpose_critical": {"elements": ["purpose"], "strength": "critical"},
    "deception_strong": {"dimensions": ["deception"], "strength": "strong"},
    "intended": {"dimensions": ["intended"]},
    "context": {"dimensions": ["context"]},
    "sale": {"groups": ["sale"], "strength": "strong"},
    "confined": {"groups": ["confined"], "strength": "critical"},
    "forced_crime": {"forms": ["criminality"], "groups": ["forced-acts"], "strength": "strong"},
    "given_away": {"forms": ["adoption-surrogacy"], "strength": "medium"},
    "severest": {
        "forms": ["fishing", "sexual", "marriage", "begging", "criminality", "organ", "adoption-surrogacy"],
        "except_groups": ["documents"], "strength": "strong", "severity": "severe",
    },
    "weak": {"elements": ["act", "means", "purpose"], "strength": "weak"},
    "any": {},
    "ransom": {"indicators": ["ransom"]},  # { indicator = "ransom", present = true }
    "moved_by_non_relative": {"indicators": ["child-moved-by-non-relative"]},  # the flag
}  # fmt: skip


def matches(t, indicator, rated, f):
    """Does a present indicator, as rated, pass the filter?"""
    where = set(f.get("dimensions", ())) | set(f.get("forms", ())) | {
        a.id for a in t.areas.values() if a.element in f.get("elements", ())
    }
    return (
        (not where or not where.isdisjoint(indicator.areas))
        and indicator.id in f.get("indicators", (indicator.id,))
        and ("groups" not in f or indicator.in_group in f["groups"])
        and indicator.in_group not in f.get("except_groups", ())
        and rated.level >= LEVEL[f.get("strength", "element")]
        and rated.severity >= 1 + SEVERITIES.index(f.get("severity", "minor"))
    )  # fmt: skip


# ---------------------------------------------------------------- conditions on facts


def facts_of(condition):
    """The facts that a condition reads."""
    if "fact" in condition:
        return {condition["fact"]}
    parts = condition.get("all") or condition.get("any") or [condition["not"]]
    return set().union(*(facts_of(p) for p in parts))


def holds(condition, facts):
    if "not" in condition:
        inner = holds(condition["not"], facts)
        return None if inner is None else not inner
    if "all" in condition or "any" in condition:
        decides = "any" in condition  # True settles an any, False an all
        values = [holds(c, facts) for c in condition["any" if decides else "all"]]
        return decides if decides in values else None if None in values else not decides
    value = facts.get(condition["fact"])
    if value is None or value in NOT_ANSWERED:
        return None
    wanted = condition.get("any_of") or [condition.get("is") or condition.get("has")]
    return any(v in wanted for v in (value if isinstance(value, list | tuple) else (value,)))


def sql(t, condition):
    """Over columns named like the facts: a text, or a list for a fact of many values; NULL where it is open."""
    if "not" in condition:
        return f"(NOT {sql(t, condition['not'])})"
    for word, glue in (("all", " AND "), ("any", " OR ")):
        if word in condition:
            return "(" + glue.join(sql(t, c) for c in condition[word]) + ")"
    fact = condition["fact"]
    wanted = ", ".join(f"'{v}'" for v in condition.get("any_of") or [condition.get("is") or condition.get("has")])
    return f'list_has_any("{fact}", [{wanted}])' if fact in t.many else f'"{fact}" IN ({wanted})'


if __name__ == "__main__":
    t = load()
    print(len(t.indicators), "indicators,", len(t.areas), "areas,", len(t.rated), "rated rows,", t.findings)
