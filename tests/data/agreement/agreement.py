"""Makes agreement.json: what other people's programs say of 200 seeded random tables of ratings.

Run once, by hand; the tests only read what it wrote:

    pip install krippendorff==0.9.0 statsmodels==0.15.0 scikit-learn==1.9.1 numpy==2.4.6
    python agreement.py > agreement.json

A unit is written as text, a rater a letter: the number of the category, or "." where the rater said nothing.
Each answer is a number, or the words in which the other program has none ("not a number" where it gives NaN).
"""

import json
import random
import sys
import warnings
from importlib.metadata import version

import krippendorff
import numpy
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import cohens_kappa, fleiss_kappa

SEED = 20_260_109
TABLES = 200


def table(dice, number):
    """Units by raters; raters follow a hidden truth more or less closely, and say more or less of the units."""
    raters = 2 if number % 3 == 0 else dice.randint(2, 8)
    units = dice.randint(1, 4) if number % 8 == 7 else dice.randint(1, 40)
    categories = dice.randint(2, 6)
    used = 1 if number % 20 == 19 else dice.randint(2, categories)
    follows = dice.choice([0.0, 0.3, 0.6, 0.9, 1.0])
    silent = 0.0 if number % 2 == 0 else dice.choice([0.05, 0.2, 0.5, 0.8])
    rows = []
    for _ in range(units):
        truth = dice.randrange(used)
        row = []
        for _ in range(raters):
            said = truth if dice.random() < follows else dice.randrange(used)
            row.append(None if dice.random() < silent else said)
        rows.append(row)
    return rows, categories


def asked(function):
    """The number a program gives, or why it gives none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            number = float(function())
        except (ValueError, AssertionError) as error:
            return str(error) or type(error).__name__
    return number if numpy.isfinite(number) else "not a number"


def counts(rows, categories):
    return numpy.array([[row.count(category) for category in range(categories)] for row in rows])


def answers(rows, categories):
    data = numpy.array([[numpy.nan if said is None else said for said in row] for row in rows], dtype=float).T
    complete = [row for row in rows if None not in row]
    found = {
        f"alpha_{level}": asked(
            lambda level=level: krippendorff.alpha(
                data, value_domain=list(range(categories)), level_of_measurement=level
            )
        )
        for level in ("nominal", "ordinal")
    }
    found["fleiss"] = asked(lambda: fleiss_kappa(counts(complete, categories))) if complete else "no complete unit"
    if len(rows[0]) == 2:
        ones, others = [row[0] for row in complete], [row[1] for row in complete]
        square = numpy.zeros((categories, categories))
        for one, other in complete:
            square[one, other] += 1
        known = list(range(categories))
        found["cohen_scikit_learn"] = asked(lambda: cohen_kappa_score(ones, others, labels=known))
        found["cohen_statsmodels"] = asked(lambda: cohens_kappa(square, return_results=False))
    return found


def main():
    dice = random.Random(SEED)
    names = ("krippendorff", "statsmodels", "scikit-learn", "numpy")
    head = {"made_by": "agreement.py", "seed": SEED, "versions": {name: version(name) for name in names}}
    lines = []
    for number in range(TABLES):
        rows, categories = table(dice, number)
        units = ["".join("." if said is None else str(said) for said in row) for row in rows]
        one = {"categories": categories, "units": units, "answers": answers(rows, categories)}
        lines.append("  " + json.dumps(one))
    body = json.dumps(head, indent=1)[:-2]
    sys.stdout.write(body + ',\n "tables": [\n' + ",\n".join(lines) + "\n ]\n}\n")


main()
