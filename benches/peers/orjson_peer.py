"""orjson_peer.py FILE [--out FILE]: scores cases (NDJSON) against asean-commit; one process, one thread, orjson.

What does not depend on the case is worked out once, per track, indicator and severity (`Entry`). Per case there is one
pass over the present indicators; the findings are then tested from the top, on bits and small dictionaries.
"""

import gc
import sys
from functools import cache

import orjson
from tables import FILTERS, SEVERITIES, TRACKS, UNRATED, facts_of, holds, load, matches

T = load()
BIT = {name: 1 << n for n, name in enumerate(FILTERS)}
# filters of which the number of groups matters, or which stand in a pair
COUNTED = BIT["means"] | BIT["purpose"] | BIT["means_strong"] | BIT["purpose_medium"] | BIT["intended"] | BIT["context"]

AREAS = list(T.areas.values())
POSITION = {a.id: n for n, a in enumerate(AREAS)}
NAMES_OF_DIMENSIONS = [(a.id, POSITION[a.id]) for a in AREAS if a.kind != "form"]
NAMES_OF_FORMS = [(a.id, POSITION[a.id]) for a in AREAS if a.kind == "form"]
COERCION, CONTROL = POSITION["coercion"], POSITION["control"]
NONE, SHOWN, POSITIVE = 0, 1, 2
STATUS = ("none", "shown", "positive")
ELEMENT = {e: [POSITION[a.id] for a in AREAS if a.element == e] for e in ("act", "means", "purpose")}
NOTHING_SHOWN = [NONE] * len(AREAS)
FINDINGS = T.findings  # by rank
NONE_RECORDED, NOT_COMPLETED, FURTHER, REASONABLE, STRONG = range(5)
ANSWERED = frozenset(("present", "absent"))


def entries(track):
    """indicator -> severity (None: not rated) -> what it is worth on this track."""
    table = {}
    for i in T.indicators.values():
        own = [POSITION[a] for a in i.areas]
        counts_in = tuple(n for n, a in enumerate(AREAS) if a.patterns and not set(a.counts).isdisjoint(i.areas))
        by_severity = table[i.id] = {}
        for severity in (UNRATED, *SEVERITIES) if i.degrees else (UNRATED,):
            r = T.rated[track, i.id, severity]
            bits = sum(BIT[name] for name, f in FILTERS.items() if matches(T, i, r, f))
            entry = (own, counts_in, i.unit, r.level, r.points, bits, i.group)
            by_severity[None if severity == UNRATED else severity] = entry
    for old, new in T.retired.items():
        table[old] = table[new]
    return table


ENTRIES = {track: entries(track) for track in TRACKS}


@cache
def positive(area, strongest):
    """Are the strengths, from the strongest down, enough for one of the area's patterns?"""
    return any(
        len(p) <= len(strongest) and all(have >= want for have, want in zip(strongest, p)) for p in AREAS[area].patterns
    )


LONGEST = max(len(p) for a in AREAS for p in a.patterns)

# ---------------------------------------------------------------- conditions on facts: few distinct ones, kept

TRACK_FACTS = sorted(facts_of(T.track_rule))
CORE = [i for i in T.indicators.values() if i.core]
CORE_FACTS = sorted(facts_of(T.track_rule).union(*(facts_of(i.ask_if) for i in CORE if i.ask_if)))


@cache
def track_of(*values):
    is_child = holds(T.track_rule, dict(zip(TRACK_FACTS, values)))
    return "undetermined" if is_child is None else "child" if is_child else "adult"


@cache
def core_questions(*values):
    """The core questions that apply: asked of such a person, and not ruled out by the facts."""
    facts = dict(zip(CORE_FACTS, values))
    asked = set()
    if holds(T.child_now, facts) is not True:
        asked.add("adult")
    if holds(T.track_rule, facts) is not False:
        asked.add("child")
    return [
        i.id for i in CORE if asked.intersection(i.asked_on) and (not i.ask_if or holds(i.ask_if, facts) is not False)
    ]


def core_complete(case):
    facts, answers = case["facts"], case["answers"]
    values = [facts.get(f) for f in CORE_FACTS]
    for i in core_questions(*[tuple(v) if v.__class__ is list else v for v in values]):
        a = answers.get(i)
        if (a["presence"] if a.__class__ is dict else a) not in ANSWERED:
            return False
    return True


# ---------------------------------------------------------------- one case, on one track


def assess(case, present, track):
    """(rank of the finding, statuses of the areas, elements, points)"""
    if not present:
        rank = NONE_RECORDED if core_complete(case) else NOT_COMPLETED
        return rank, NOTHING_SHOWN, (NONE, NONE, NONE), 0

    table = ENTRIES[track]
    status = [NONE] * len(AREAS)
    units = {}  # area -> unit -> strongest
    points = {}  # unit -> points of its strongest
    bits = 0  # filters that something passes
    by_group = {}  # group -> filters, of those that are counted
    for indicator, severity in present:
        own, counts_in, unit, level, worth, passes, group = table[indicator][severity]
        for area in own:
            status[area] = SHOWN
        for area in counts_in:
            strongest = units.get(area)
            if strongest is None:
                units[area] = {unit: level}
            elif strongest.get(unit, -1) < level:
                strongest[unit] = level
        if points.get(unit, 0) < worth:
            points[unit] = worth
        bits |= passes
        if passes & COUNTED:
            by_group[group] = by_group.get(group, 0) | passes
    for area, strongest in units.items():
        if status[area] and positive(area, tuple(sorted(strongest.values(), reverse=True)[:LONGEST])):
            status[area] = POSITIVE
    elements = act, means, purpose = tuple(max([status[a] for a in areas]) for areas in ELEMENT.values())
    rank = find(case, track == "child", status, act, means, purpose, bits, by_group.values())
    return rank, status, elements, sum(points.values())


def groups(masks, *filters):
    """How many different groups pass one of the filters."""
    wanted = sum(BIT[f] for f in filters)
    return sum(1 for m in masks if m & wanted)


# The rules of the findings. `bits & X`: something passes filter X.
MEANS, MEANS_MEDIUM, MEANS_STRONG = BIT["means"], BIT["means_medium"], BIT["means_strong"]
MEANS_NOT_TERMS, MEANS_SERIOUS = BIT["means_not_terms"], BIT["means_serious"]
PURPOSE, PURPOSE_MEDIUM, PURPOSE_STRONG = BIT["purpose"], BIT["purpose_medium"], BIT["purpose_strong"]
PURPOSE_SERIOUS = BIT["purpose_serious"]
# enough for reasonable grounds by themselves
GRAVE = BIT["severest"] | BIT["forced_crime"] | BIT["purpose_critical"]
GRAVE_FOR_A_CHILD = BIT["purpose_strong"] | BIT["given_away"]
GRAVE_WITH_ACT = BIT["deception_strong"] | BIT["sale"] | BIT["confined"]
INTENDED, CONTEXT, RANSOM, MOVED = BIT["intended"], BIT["context"], BIT["ransom"], BIT["moved_by_non_relative"]


def find(case, child, status, act, means, purpose, bits, masks):
    # strong grounds
    if act and bits & PURPOSE_SERIOUS:
        if child and (purpose == POSITIVE or bits & PURPOSE_STRONG):
            return STRONG
        if means == POSITIVE and purpose == POSITIVE and bits & MEANS_SERIOUS and groups(masks, "means", "purpose") > 1:
            return STRONG

    # reasonable grounds
    if bits & GRAVE:
        return REASONABLE
    if bits & PURPOSE:
        if purpose == POSITIVE and bits & MEANS_MEDIUM:
            return REASONABLE
        if status[COERCION] == POSITIVE or status[CONTROL] == POSITIVE:
            return REASONABLE
        if bits & MEANS_STRONG and bits & PURPOSE_MEDIUM and groups(masks, "means_strong", "purpose_medium") > 1:
            return REASONABLE
    if act:
        if bits & GRAVE_WITH_ACT or (bits & RANSOM and status[CONTROL] == POSITIVE):
            return REASONABLE
        if bits & INTENDED and groups(masks, "intended") > 1:
            return REASONABLE
        if means == POSITIVE and purpose == POSITIVE and bits & MEANS_NOT_TERMS and groups(masks, "means", "purpose") > 1:
            return REASONABLE
    if child:
        if bits & GRAVE_FOR_A_CHILD or (bits & MOVED and bits & (MEANS | PURPOSE)):
            return REASONABLE
        if bits & PURPOSE_MEDIUM and groups(masks, "purpose_medium") > 1:
            return REASONABLE

    # look further
    if child or bits & BIT["weak"] or (bits & CONTEXT and groups(masks, "context") > 1):
        return FURTHER

    return NONE_RECORDED if core_complete(case) else NOT_COMPLETED


# ---------------------------------------------------------------- cases in, results out


def score(case):
    facts = case["facts"]
    present = []
    for indicator, a in case["answers"].items():
        if a.__class__ is dict:
            if a["presence"] == "present":
                present.append((indicator, a.get("severity")))
        elif a == "present":
            present.append((indicator, None))

    track = track_of(*[facts.get(f) for f in TRACK_FACTS])
    if track == "undetermined":  # both are assessed; the higher finding stands, on a tie the child's
        child, adult = assess(case, present, "child"), assess(case, present, "adult")
        rank, status, elements, points = adult if adult[0] > child[0] else child
    else:
        rank, status, elements, points = assess(case, present, track)
    act, means, purpose = elements
    return {
        "case_id": case["case_id"],
        "track": track,
        "finding": FINDINGS[rank],
        "elements": {"act": STATUS[act], "means": STATUS[means], "purpose": STATUS[purpose]},
        "dimensions": {name: STATUS[status[n]] for name, n in NAMES_OF_DIMENSIONS},
        "forms": {name: STATUS[status[n]] for name, n in NAMES_OF_FORMS},
        "points": points,
    }


def main(path, out):
    gc.disable()  # nothing here makes cycles: reference counts free all of it
    with open(path, "rb") as cases, open(out, "wb") if out else sys.stdout.buffer as results:
        for line in cases:
            if line.strip():
                results.write(orjson.dumps(score(orjson.loads(line)), option=orjson.OPT_APPEND_NEWLINE))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[3] if sys.argv[2:3] == ["--out"] else None)
