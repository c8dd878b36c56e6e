#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures whether synthetic rows of a rare class help a classifier to recognise it.

Nine tenths of the rare class's rows are removed from the training rows. A classifier (HistGradientBoostingClassifier) then
learns from the rows left, helped in several ways, and is tested on held-out real rows: average precision (the area
under the curve of precision and recall; for a random classifier it is the share of the rare class) and the area under the
ROC curve. The model that generates the synthetic rows is trained on the remaining rows only, so it knows no more of the rare
class than the other methods. For each metric the gain over the remaining rows alone is printed, with the standard error over bootstrap
samples of the test rows.

    balance.py reduce TRAIN.csv REDUCED.csv --column CLASS --scarce VALUE
    ./bench fit REDUCED.csv SYNTHETIC.csv --steps 4000 --model MODEL.zip
    ./bench balance MODEL.zip REDUCED.csv BALANCED.csv --column CLASS
    balance.py measure TRAIN.csv REDUCED.csv BALANCED.csv TEST.csv --column CLASS --scarce VALUE --categorical A,B

BALANCED.csv is REDUCED.csv followed by the synthetic rows. Needs pandas, scikit-learn and imbalanced-learn.
"""
import argparse
import sys

import numpy as np
import pandas as pd

# Number of bootstrap samples of the test rows.
BOOTSTRAPS = 100


def read(path):
    """Reads all cells as text; an empty cell is a missing value."""
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def require_class(table, path, column, scarce):
    if column not in table.columns:
        sys.exit(f"{path} has no column '{column}'")
    if not (table[column] == scarce).any():
        sys.exit(f"{path} has no row in which {column} is '{scarce}'")


def reduce(arguments):
    """Removes a share of the rare class's rows."""
    table = read(arguments.train)
    require_class(table, arguments.train, arguments.column, arguments.scarce)
    scarce = np.flatnonzero(table[arguments.column] == arguments.scarce)
    gone = np.random.default_rng(arguments.seed).permutation(scarce)[: round(len(scarce) * arguments.share)]
    left = table.drop(index=gone)
    left.to_csv(arguments.reduced, index=False)
    print(f"rows {len(left)}")
    print(f"scarce_rows {len(scarce) - len(gone)}")


class Features:
    """Numeric features for the classifiers: numbers unchanged, categories by their index among those of the training rows."""

    def __init__(self, train, column, categorical):
        self.names = [name for name in train.columns if name != column]
        numbers = {name: pd.to_numeric(train[name].replace("", np.nan), errors="coerce") for name in self.names}
        self.categories = {}
        for name in self.names:
            if name in categorical or (numbers[name].isna() & (train[name] != "")).any():
                self.categories[name] = {value: place for place, value in enumerate(sorted(train[name].unique()))}
        self.mask = np.array([name in self.categories for name in self.names])

    def of(self, table):
        columns = []
        for name in self.names:
            if name in self.categories:
                columns.append(table[name].map(self.categories[name]).astype(float).to_numpy())
            else:
                columns.append(pd.to_numeric(table[name].replace("", np.nan), errors="coerce").to_numpy(float))
        return np.column_stack(columns)


def smote(features, x, y, seed):
    """SMOTE, or SMOTENC if there are categories. Neither accepts missing values: numbers get their median, categories an index of their own."""
    from imblearn.over_sampling import SMOTE, SMOTENC

    x = x.copy()
    for c in range(x.shape[1]):
        missing = np.isnan(x[:, c])
        if missing.any():
            x[missing, c] = np.nanmax(x[:, c]) + 1 if features.mask[c] else np.nanmedian(x[:, c])
    neighbours = max(1, min(5, int((y == 1).sum()) - 1))
    sampler = (SMOTENC(np.flatnonzero(features.mask).tolist(), random_state=seed, k_neighbors=neighbours) if features.mask.any()
               else SMOTE(random_state=seed, k_neighbors=neighbours))
    return sampler.fit_resample(x, y)


def measure(arguments):
    """Trains on each version of the training rows and measures on the test rows."""
    from sklearn.ensemble import HistGradientBoostingClassifier
    from sklearn.metrics import average_precision_score, roc_auc_score

    names = ("train", "reduced", "balanced", "test")
    tables = {name: read(getattr(arguments, name)) for name in names}
    for name in names:
        require_class(tables[name], getattr(arguments, name), arguments.column, arguments.scarce)
    features = Features(tables["train"], arguments.column, set(arguments.categorical.split(",")) - {""})
    x = {name: features.of(tables[name]) for name in names}
    y = {name: (tables[name][arguments.column] == arguments.scarce).to_numpy(int) for name in names}
    many = features.mask & (np.array([len(features.categories.get(name, ())) for name in features.names]) > 255)

    def probabilities(rows, classes, weighted=False):
        # No early stopping, which scikit-learn switches on for large versions only.
        classifier = HistGradientBoostingClassifier(categorical_features=np.flatnonzero(features.mask & ~many), early_stopping=False,
                                                    class_weight="balanced" if weighted else None, random_state=0)
        return classifier.fit(rows, classes).predict_proba(x["test"])[:, 1]

    ways = {
        "reduced": lambda: [probabilities(x["reduced"], y["reduced"])],
        "reduced_class_weights": lambda: [probabilities(x["reduced"], y["reduced"], weighted=True)],
        "reduced_smote": lambda: [probabilities(*smote(features, x["reduced"], y["reduced"], seed)) for seed in range(arguments.repeats)],
        "reduced_synthetic": lambda: [probabilities(x["balanced"], y["balanced"])],
        "full": lambda: [probabilities(x["train"], y["train"])],
    }
    random = np.random.default_rng(0)
    draws = [random.integers(0, len(y["test"]), len(y["test"])) for _ in range(BOOTSTRAPS)]
    print(f"scarce_share_of_test {y['test'].mean():.4f}")
    base = {}
    for name, way in ways.items():
        runs = way()
        for measure_name, score in (("average_precision", average_precision_score), ("auc", roc_auc_score)):
            print(f"{name}_{measure_name} {np.mean([score(y['test'], run) for run in runs]):.4f}")
            drawn = np.array([np.mean([score(y["test"][rows], run[rows]) for run in runs]) for rows in draws])
            gain = drawn - base.setdefault(measure_name, drawn)
            print(f"{name}_{measure_name}_gain {gain.mean():.4f} +- {gain.std():.4f}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    first = commands.add_parser("reduce", help=reduce.__doc__)
    first.add_argument("train")
    first.add_argument("reduced")
    first.add_argument("--share", type=float, default=.9, help="of the scarce class's rows that go (default .9)")
    first.add_argument("--seed", type=int, default=1)
    first.set_defaults(command=reduce)
    second = commands.add_parser("measure", help=measure.__doc__)
    for name in ("train", "reduced", "balanced", "test"):
        second.add_argument(name)
    second.add_argument("--categorical", default="", help="columns that are categories though they look like numbers, separated by commas")
    second.add_argument("--repeats", type=int, default=3, help="runs of SMOTE, of which the mean is taken (default 3)")
    second.set_defaults(command=measure)
    for command in (first, second):
        command.add_argument("--column", required=True, help="the column of the classes")
        command.add_argument("--scarce", required=True, help="the scarce class, as the file writes it")
    arguments = parser.parse_args()
    arguments.command(arguments)


if __name__ == "__main__":
    main()
