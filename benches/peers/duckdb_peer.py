"""duckdb_peer.py FILE [--threads N] [--out FILE] [--sql]: scores cases (NDJSON) against asean-commit in one DuckDB query.

The catalogue becomes three small tables (rated, counts_in, core); the cases are read with read_json, the answers are
unnested, joined with these tables and aggregated: per unit, per area and per case. Results go to --out (default
/dev/null) as NDJSON, in no set order. Strengths and statuses are numbers until the end, filters are bits.
"""

import argparse

import duckdb
from tables import FILTERS, UNRATED, facts_of, load, matches, sql

T = load()
BIT = {name: 1 << n for n, name in enumerate(FILTERS)}
CORE = [i for i in T.indicators.values() if i.core]
FACTS = sorted(set().union(*(facts_of(c) for c in (T.track_rule, T.child_now, *(i.ask_if for i in CORE if i.ask_if)))))
IS_CHILD, CHILD_NOW = sql(T, T.track_rule), sql(T, T.child_now)
DIMENSIONS = [a.id for a in T.areas.values() if a.kind != "form"]
FORMS = [a.id for a in T.areas.values() if a.kind == "form"]
ELEMENT = {e: [a.id for a in T.areas.values() if a.element == e] for e in ("act", "means", "purpose")}


# ---------------------------------------------------------------- the catalogue's tables


def names(indicator):
    return [indicator, *(old for old, new in T.retired.items() if new == indicator)]


def create(con, table, columns, rows):
    con.execute(f"CREATE TABLE {table} ({columns})")
    con.execute(f"INSERT INTO {table} VALUES " + ", ".join(map(str, rows)))


def tables(con):
    create(
        con,
        "rated",  # what a present indicator counts for
        "indicator VARCHAR, track VARCHAR, severity VARCHAR, level TINYINT, points INTEGER, unit VARCHAR, grp VARCHAR, bits INTEGER",
        [
            (name, track, severity, r.level, r.points, i.unit, i.group,
             sum(BIT[f] for f, spec in FILTERS.items() if matches(T, i, r, spec)))
            for (track, _, severity), r, i in ((k, r, T.indicators[k[1]]) for k, r in T.rated.items())
            for name in names(i.id)
        ],
    )  # fmt: skip
    create(
        con,
        "counts_in",  # in which areas it counts, and whether it is the area's own
        "indicator VARCHAR, area VARCHAR, own BOOLEAN",
        [
            (name, a.id, a.id in i.areas)
            for i in T.indicators.values()
            for a in T.areas.values()
            if not set(a.counts).isdisjoint(i.areas)
            for name in names(i.id)
        ],
    )
    create(con, "core", "indicator VARCHAR, bit INTEGER", [(name, 1 << n) for n, i in enumerate(CORE) for name in names(i.id)])


# ---------------------------------------------------------------- pieces of the query that come from the catalogue


def fact_columns():
    """The facts that decide something; NULL where they are open."""
    for f in FACTS:
        if f in T.many:
            yield f"""CASE WHEN json_type(facts."{f}") = 'ARRAY' THEN CAST(facts."{f}" AS VARCHAR[]) END AS "{f}" """
        else:
            yield f"""CASE WHEN facts."{f}" NOT IN ('unknown', 'declined', 'not-asked') THEN facts."{f}" END AS "{f}" """


def core_wanted():
    """The core questions that apply, as bits. An open condition leaves a question in."""
    by_condition = {}
    for n, i in enumerate(CORE):
        asked = {"adult": f"({CHILD_NOW}) IS NOT TRUE", "child": f"({IS_CHILD}) IS NOT FALSE"}
        condition = "(" + " OR ".join(asked[track] for track in i.asked_on) + ")"
        if i.ask_if:
            condition += f" AND ({sql(T, i.ask_if)}) IS NOT FALSE"
        by_condition[condition] = by_condition.get(condition, 0) | 1 << n
    return " + ".join(f"CASE WHEN {c} THEN {bits} ELSE 0 END" for c, bits in by_condition.items())


def positive():
    """Over the units of an area: is one of its patterns met? A stronger one may stand in for a weaker."""
    by_patterns = {}
    for a in T.areas.values():
        if a.patterns:
            by_patterns.setdefault(a.patterns, []).append(a.id)

    def met(pattern):
        at_least = {level: sum(1 for p in pattern if p >= level) for level in pattern}
        return " AND ".join(f"count_if(level >= {level}) >= {n}" for level, n in at_least.items())

    return " OR ".join(
        f"(area IN ({', '.join(map(repr, areas))}) AND ({' OR '.join(f'({met(p)})' for p in patterns)}))"
        for patterns, areas in by_patterns.items()
    )


def some(*filters):
    return f"bits & {sum(BIT[f] for f in filters)} <> 0"


def groups(*filters):
    return f"count_if({some(*filters)})"


def text(expression):
    return f"['none', 'shown', 'positive'][coalesce({expression}, 0) + 1]"


def struct(columns):
    return "{" + ", ".join("'{0}': {1}".format(c, text(f'"{c}"')) for c in columns) + "}"


def query(path):
    status_columns = ",\n       ".join(f"""max(status) FILTER (area = '{a}') AS "{a}" """ for a in T.areas)
    elements = ",\n       ".join(
        "greatest(" + ", ".join(f'coalesce("{a}", 0)' for a in areas) + f") AS element_{e}" for e, areas in ELEMENT.items()
    )
    facts_read = ", ".join(f'"{f}" {"JSON" if f in T.many else "VARCHAR"}' for f in FACTS)
    return f"""
WITH
input AS MATERIALIZED (
  SELECT row_number() OVER () AS id, case_id, facts, answers
  FROM read_json('{path}', format = 'newline_delimited',
                 columns = {{case_id: 'VARCHAR', facts: 'STRUCT({facts_read})', answers: 'JSON'}})
),
facts AS (
  SELECT id, case_id, {", ".join(fact_columns())}
  FROM input
),
cases AS MATERIALIZED (
  SELECT id, case_id, {IS_CHILD} AS is_child, {core_wanted()} AS core_wanted
  FROM facts
),
views AS MATERIALIZED (  -- an undetermined track is looked at both ways
  SELECT id, unnest(CASE WHEN is_child IS NULL THEN ['adult', 'child'] WHEN is_child THEN ['child'] ELSE ['adult'] END) AS track
  FROM cases
),
every_answer AS MATERIALIZED (  -- kept, so that presence is looked up once
  SELECT id, indicator, answer, coalesce(answer->>'presence', answer->>'$') AS presence
  FROM (SELECT id, unnest(json_keys(answers)) AS indicator, unnest(json_extract(answers, '$.*')) AS answer FROM input)
),
answers AS (  -- what is present, and the core questions that were answered
  SELECT * FROM every_answer
  WHERE presence = 'present' OR (presence = 'absent' AND indicator IN (SELECT indicator FROM core))
),
core_answered AS (
  SELECT id, bit_or(bit) AS core_answered
  FROM answers JOIN core USING (indicator)
  GROUP BY id
),
signs AS MATERIALIZED (
  SELECT id, track, indicator, level, points, unit, grp, bits
  FROM (SELECT id, indicator, coalesce(answer->>'severity', '{UNRATED}') AS severity FROM answers WHERE presence = 'present')
  JOIN views USING (id)
  JOIN rated USING (indicator, track, severity)
),
unit_in_area AS (
  SELECT id, track, area, unit, max(level) AS level, bool_or(own) AS own
  FROM signs JOIN counts_in USING (indicator)
  GROUP BY ALL
),
area AS (
  SELECT id, track, area, CASE WHEN NOT bool_or(own) THEN 0 WHEN {positive()} THEN 2 ELSE 1 END AS status
  FROM unit_in_area
  GROUP BY id, track, area
),
areas AS (
  SELECT id, track,
       {status_columns}
  FROM area
  GROUP BY ALL
),
points AS (
  SELECT id, track, sum(points) AS points
  FROM (SELECT id, track, unit, max(points) AS points FROM signs GROUP BY ALL)
  GROUP BY ALL
),
grounds AS (  -- a group counts once
  SELECT id, track, bit_or(bits) AS bits,
       {groups("means", "purpose")} AS means_or_purpose,
       {groups("means_strong", "purpose_medium")} AS strong_means_or_medium_purpose,
       {groups("purpose_medium")} AS medium_purpose,
       {groups("intended")} AS intended_signs,
       {groups("context")} AS context_signs
  FROM (SELECT id, track, grp, bit_or(bits) AS bits FROM signs GROUP BY ALL)
  GROUP BY ALL
),
gathered AS (
  SELECT * EXCLUDE (bits, points), coalesce(bits, 0) AS bits, coalesce(points, 0) AS points,
       track = 'child' AS child,
       coalesce(core_answered, 0) & core_wanted = core_wanted AS core_complete,
       {elements}
  FROM views
  JOIN cases USING (id)
  LEFT JOIN core_answered USING (id)
  LEFT JOIN areas USING (id, track)
  LEFT JOIN points USING (id, track)
  LEFT JOIN grounds USING (id, track)
),
assessed AS (
  SELECT *, CASE
    WHEN element_act >= 1 AND {some("purpose_serious")} AND (
         (child AND (element_purpose = 2 OR {some("purpose_strong")}))
      OR (element_means = 2 AND element_purpose = 2 AND {some("means_serious")}
          AND {some("means")} AND {some("purpose")} AND means_or_purpose >= 2)
    ) THEN 4
    WHEN {some("severest", "forced_crime", "purpose_critical")}
      OR ({some("means_strong")} AND {some("purpose_medium")} AND strong_means_or_medium_purpose >= 2)
      OR (element_purpose = 2 AND {some("means_medium")})
      OR ((coercion = 2 OR control = 2) AND {some("purpose")})
      OR (element_act >= 1 AND (
            {some("deception_strong", "sale", "confined")}
         OR intended_signs >= 2
         OR ({some("ransom")} AND control = 2)
         OR (element_means = 2 AND element_purpose = 2 AND {some("means_not_terms")}
             AND {some("means")} AND {some("purpose")} AND means_or_purpose >= 2)))
      OR (child AND (
            {some("purpose_strong", "given_away")}
         OR medium_purpose >= 2
         OR ({some("moved_by_non_relative")} AND {some("means", "purpose")})))
    THEN 3
    WHEN {some("weak")} OR context_signs >= 2 OR (child AND {some("any")}) THEN 2
    WHEN NOT core_complete THEN 1
    ELSE 0 END AS rank
  FROM gathered
),
chosen AS (  -- the higher finding stands; on a tie the child's view
  SELECT * FROM assessed QUALIFY row_number() OVER (PARTITION BY id ORDER BY rank DESC, child DESC) = 1
)
SELECT case_id,
       CASE WHEN is_child IS NULL THEN 'undetermined' ELSE track END AS track,
       {T.findings}[rank + 1] AS finding,
       {{{", ".join(f"'{e}': {text('element_' + e)}" for e in ELEMENT)}}} AS elements,
       {struct(DIMENSIONS)} AS dimensions,
       {struct(FORMS)} AS forms,
       points
FROM chosen
"""


def main():
    p = argparse.ArgumentParser()
    p.add_argument("file")
    p.add_argument("--threads", type=int, default=1)
    p.add_argument("--out", default="/dev/null")
    p.add_argument("--sql", action="store_true", help="print the query and stop")
    args = p.parse_args()
    if args.sql:
        print(query(args.file))
        return
    con = duckdb.connect(config={"threads": args.threads})
    con.execute("SET preserve_insertion_order = false")
    tables(con)
    con.execute(f"COPY ({query(args.file)}) TO '{args.out}' (FORMAT json)")


if __name__ == "__main__":
    main()
