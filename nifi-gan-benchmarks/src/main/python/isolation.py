# SPDX-License-Identifier: Apache-2.0
"""Scores the swapped rows of `./bench realism` with an isolation forest: isolation.py TRAIN.csv TEST.csv [CATEGORY,CATEGORY,...]

Prints areas under the ROC curve, real test rows against the same rows with one, two or all columns permuted. Needs pandas and scikit-learn.
"""
import sys

import numpy as np
import pandas as pd
from sklearn.ensemble import IsolationForest
from sklearn.metrics import roc_auc_score

ROUNDS = 20


def main(train_path, test_path, categories=""):
    train, test = pd.read_csv(train_path), pd.read_csv(test_path)
    named = [name for name in categories.split(",") if name]
    texts = [name for name in train.columns if name in named or not pd.api.types.is_numeric_dtype(train[name])]
    numbers = [name for name in train.columns if name not in texts]

    def column(table, name):
        return np.array([str(value) for value in table[name]], dtype=object)

    def encode(table):
        one_hot = [(column(table, name)[:, None] == np.unique(column(train, name))).astype(float) for name in texts]
        return np.hstack([table[numbers].fillna(train[numbers].median()).to_numpy(float)] + one_hot)

    random = np.random.default_rng(42)
    forest = IsolationForest(n_estimators=300, random_state=42).fit(encode(train))

    def auc(unreal):
        score = np.concatenate([forest.score_samples(encode(test)), forest.score_samples(encode(unreal))])
        return roc_auc_score(np.repeat([1, 0], [len(test), len(unreal)]), score)

    def swapped(fields):
        table = test.copy()
        for name in random.choice(test.columns, fields, replace=False):
            table[name] = random.permutation(table[name].to_numpy())
        return table

    for fields, rounds in ((1, ROUNDS), (2, ROUNDS), (len(test.columns), 3)):
        print(f"isolation_auc_{fields}_swapped {np.mean([auc(swapped(fields)) for _ in range(rounds)]):.4f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
