#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Reference values for nifi-gan-core's AgreementTest, computed by other programs on one fixed pair of files.

    figures.py make FOLDER       writes train.csv, synthetic.csv and test.csv, always with the same content
    figures.py ask FOLDER        prints the results of SDMetrics, scikit-learn and anonymeter as lines of `name value`

Needs: pip install 'sdmetrics==0.32.*' 'anonymeter==1.1.*' 'scikit-learn>=1.4,<2'

The rows are artificial: the process below generates the real ones, and a distorted version of it the synthetic ones, with a few copies of training
rows whose numbers are changed slightly. Values that depend on chance (folds, attacks) are computed several times; the mean is printed, and the
standard deviation of a single run as `..._spread`. For anonymeter the risk and its 95 % interval are printed.
"""
import itertools, sys, warnings
from pathlib import Path
import numpy as np, pandas as pd

NUMBERS = ['age', 'income', 'balance', 'hours', 'score']
CATEGORIES = ['region', 'job', 'visits', 'member']
TARGET, NUMERIC_TARGET = 'member', 'income'
HALVES = (['age', 'balance', 'score', 'job', 'member'], ['income', 'hours', 'region', 'visits'])


def rows(n, seed, worse=0.):
    """Rows of the process; `worse` weakens the relations between columns and shifts shares."""
    g = np.random.default_rng(seed)
    age = np.clip(g.gamma(6, 7, n) + 18 - 4 * worse, 18, 92).round()
    income = np.exp(9.6 + .02 * (age - 40) * (1 - worse) + .45 * g.standard_normal(n)).round(2)
    balance = (.3 * income * (1 - .4 * worse) + 1500 * (1 + 2 * worse) * g.standard_normal(n)).round(2)
    hours = np.clip(g.normal(38, 8, n) - 10 * (age > 63) * (1 - worse), 0, 70).round()
    job = np.array(['clerk', 'farmer', 'nurse', 'smith', 'none'])[(g.random((n, 5)) ** (1 / np.column_stack([
        2 + 0 * age, .5 + 0 * age, 1 + (income > 15000), 1 + (hours > 40) * (1 - worse), .3 + 3 * (age > 63) * (1 - worse)]))).argmax(1)]
    region = g.choice(['north', 'east', 'south', 'west', 'isles'], n, p=np.array([.4, .25, .2, .12, .03]) * (1 - worse / 4) + worse / 20)
    visits = np.minimum(g.poisson(.5 + .8 * (job == 'nurse'), n), 6)
    score = g.beta(2, 4 - 2 * (region == 'north') * (1 - worse), n).round(3)
    member = np.where(g.random(n) < 1 / (1 + np.exp(-(.05 * (age - 45) * (1 - worse) + 2.5 * (score - .4) - .5 * (visits > 0)))), 'yes', 'no')
    f = pd.DataFrame(dict(age=age.astype(int), income=income, balance=balance, hours=hours.astype(int), score=score, region=region, job=job,
                          visits=visits.astype(str), member=member))
    f.loc[g.random(n) < .06 + .03 * worse, 'score'] = np.nan
    f.loc[g.random(n) < .04, 'job'] = None
    return f


def make(folder):
    train, test, synthetic = rows(2000, 1), rows(1000, 2), rows(2000, 3, worse=.35)
    g = np.random.default_rng(4); copied = g.choice(2000, 400, replace=False)
    copies = train.iloc[copied].reset_index(drop=True)
    for c, digits in dict(income=2, balance=2, score=3).items():
        copies.loc[100:, c] = (copies.loc[100:, c] * (1 + .002 * g.standard_normal(300))).round(digits)
    synthetic.iloc[:400] = copies.values
    synthetic = synthetic.sample(frac=1, random_state=5).astype(dict(age=int, hours=int))
    for name, f in dict(train=train, test=test, synthetic=synthetic).items():
        f.to_csv(Path(folder) / f'{name}.csv', index=False, lineterminator='\n')


def read(folder):
    return [pd.read_csv(Path(folder) / f'{name}.csv', dtype={c: str for c in CATEGORIES}) for name in ('train', 'synthetic', 'test')]


def tell(name, value): print(f'{name} {value:.5f}', flush=True)


def tell_all(name, values):
    tell(name, np.mean(values)); tell(name + '_spread', np.std(values, ddof=1))


def sdmetrics(train, synthetic, test):
    from sdmetrics.reports.single_table import QualityReport
    from sdmetrics.single_table import NewRowSynthesis, DCROverfittingProtection
    from sdmetrics.column_pairs import ContingencySimilarity, CorrelationSimilarity
    from sdmetrics.single_column import RangeCoverage, CategoryCoverage, BoundaryAdherence, CategoryAdherence
    meta = dict(columns={c: dict(sdtype='numerical' if c in NUMBERS else 'categorical') for c in train})
    report = QualityReport(); report.generate(train, synthetic, meta, verbose=False)
    parts = report.get_properties().set_index('Property').Score
    tell('sdmetrics_shape', parts['Column Shapes']); tell('sdmetrics_trend_associated', parts['Column Pair Trends'])
    for _, r in report.get_details('Column Shapes').iterrows(): tell('sdmetrics_shape_' + r.Column, r.Score)
    # As in the report: each table in bins of its own range, over all pairs instead of only the associated ones.
    bins = lambda f: f.assign(**{c: np.digitize(f[c], np.histogram_bin_edges(f[c].dropna())) for c in NUMBERS})
    trend, pairs = {}, [(train, synthetic), (bins(train), bins(synthetic))]
    for a, b in itertools.combinations(train, 2):
        numeric = a in NUMBERS and b in NUMBERS
        trend[a, b] = (CorrelationSimilarity if numeric else ContingencySimilarity).compute(*(f[[a, b]] for f in pairs[not numeric]))
    tell('sdmetrics_trend', np.mean(list(trend.values())))
    for (a, b), score in trend.items(): tell(f'sdmetrics_trend_{a}_{b}', score)
    whole = dict(numerical=(RangeCoverage, BoundaryAdherence), categorical=(CategoryCoverage, CategoryAdherence))
    for what, i in (('coverage', 0), ('validity', 1)):
        tell('sdmetrics_' + what, np.mean([whole[meta['columns'][c]['sdtype']][i].compute(train[c], synthetic[c]) for c in train]))
    tell('sdmetrics_new_rows', NewRowSynthesis.compute(train, synthetic, meta, numerical_match_tolerance=1e-9))
    d = DCROverfittingProtection.compute_breakdown(train.sample(len(test), random_state=0), synthetic, test, dict(tables=dict(rows=meta)), 'rows')
    tell('sdmetrics_dcr_share', d['synthetic_data_percentages']['closer_to_training'])


def forest(frames):
    """Features for scikit-learn's boosted trees: categories as codes, numbers unchanged."""
    cats = {c: pd.Index(pd.concat([f[c] for f in frames]).astype(str).unique()) for c in CATEGORIES}
    return [np.column_stack([cats[c].get_indexer(f[c].astype(str)) if c in cats else f[c].astype(float) for c in frames[0]]) for f in frames]


def sklearn(train, synthetic, test):
    from sklearn.ensemble import HistGradientBoostingClassifier as Classifier, HistGradientBoostingRegressor as Regressor
    from sklearn.metrics import roc_auc_score
    from sklearn.model_selection import cross_val_predict
    from sklearn.neighbors import NearestNeighbors
    columns = list(train.columns)
    at, auc = [columns.index(c) for c in CATEGORIES], []
    for seed in range(20):
        a, b = forest([train.sample(frac=1, random_state=seed), synthetic.sample(frac=1, random_state=seed)])
        x, y = np.vstack([a, b]), np.r_[np.ones(len(a)), np.zeros(len(b))]
        p = cross_val_predict(Classifier(max_iter=100, categorical_features=at, random_state=seed), x, y, cv=3, method='predict_proba')[:, 1]
        auc.append(roc_auc_score(y, p))
    tell_all('sklearn_c2st_auc', auc)
    a, s, t = forest([train, synthetic, test])
    for target in (TARGET, 'job', NUMERIC_TARGET):
        j = columns.index(target); keep = [i for i in range(len(columns)) if i != j]; cats = [keep.index(i) for i in at if i != j]
        for name, x in (('synthetic', s), ('real', a)):
            if target == NUMERIC_TARGET:
                f = lambda v: np.log(np.maximum(v, 1))
                m = Regressor(categorical_features=cats, random_state=0).fit(x[:, keep], f(x[:, j]))
                tell(f'sklearn_mle_{target}_{name}', np.sqrt(np.mean((f(t[:, j]) - m.predict(t[:, keep])) ** 2)))
            else:
                m = Classifier(categorical_features=cats, random_state=0).fit(x[:, keep], x[:, j]); p = m.predict_proba(t[:, keep])
                parts = [roc_auc_score(t[:, j] == c, p[:, i]) for i, c in enumerate(m.classes_) if len(m.classes_) > 2 or i]
                tell(f'sklearn_mle_{target}_{name}', np.mean(parts))
    dcr = []
    for seed in range(20):
        # Ranges of the training rows for all tables: SDMetrics uses those of each table, so that the longest tails would matter more than copies.
        frames, parts = [f.sample(1000, random_state=seed) for f in (train, test, synthetic)], []
        for c in columns:
            if c in NUMBERS:
                lo, hi = train[c].min(), train[c].max(); parts.append([((f[c].fillna(lo) - lo) / (hi - lo)).values[:, None] for f in frames])
            else:
                eye = np.eye(20) / 2; known = pd.Index(pd.concat(frames)[c].astype(str).unique())
                parts.append([eye[known.get_indexer(f[c].astype(str))] for f in frames])
        x, y, z = (np.hstack([part[i] for part in parts]) for i in range(3))
        d = [NearestNeighbors(n_neighbors=1, metric='manhattan').fit(m).kneighbors(z)[0][:, 0] for m in (x, y)]
        dcr.append(np.mean(np.where(d[0] == d[1], .5, d[0] < d[1])))
    tell_all('sklearn_dcr_share', dcr)


def anonymeter(train, synthetic, test):
    import anonymeter.evaluators as evaluators
    def ask(name, evaluator, **how):
        evaluator.evaluate(**how); risk, got = evaluator.risk(), evaluator.results()
        for part, value in (('', risk.value), ('_low', risk.ci[0]), ('_high', risk.ci[1]), ('_success', got.attack_rate.value),
                            ('_success_error', got.attack_rate.error), ('_control', got.control_rate.value), ('_control_error', got.control_rate.error),
                            ('_baseline', got.baseline_rate.value)):
            tell(name + part, value)
    def whole(f): return f.assign(job=f.job.fillna('missing'), score=f.score.fillna(f.score.min()))
    a, s, t = whole(train), whole(synthetic), whole(test)
    # Equally many real and held-out rows, all of which are attacked. With fewer held-out rows, anonymeter 1.1 reduces its control rate of singling
    # out in proportion to the rows, which is too much: of 160 guesses in 1,000 that single out one of 1,000 other rows of the process, 139 single out
    # one of 2,000, not 80.
    a = a.iloc[:len(t)]
    for mode, attacks in (('univariate', 4000), ('multivariate', 1000)):
        ask('anonymeter_singling_' + mode, evaluators.SinglingOutEvaluator(ori=a, syn=s, control=t, n_attacks=attacks, seed=1), mode=mode)
    ask('anonymeter_linkability', evaluators.LinkabilityEvaluator(ori=a, syn=s, control=t, aux_cols=HALVES, n_attacks=1000, n_neighbors=1), n_jobs=1)
    for secret in train:
        aux = [c for c in train if c != secret]
        ask('anonymeter_inference_' + secret, evaluators.InferenceEvaluator(ori=a, syn=s, control=t, aux_cols=aux, secret=secret,
                                                                           regression=secret in NUMBERS, n_attacks=1000), n_jobs=1)


if __name__ == '__main__':
    warnings.simplefilter('ignore')
    if len(sys.argv) != 3 or sys.argv[1] not in ('make', 'ask'): sys.exit(__doc__)
    if sys.argv[1] == 'make': make(sys.argv[2])
    else:
        for ask_them in (sdmetrics, sklearn, anonymeter): ask_them(*read(sys.argv[2]))
