#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Trains a synthesizer of smartnoise-synth with default settings, on the same public bounds and lists of values as nifi-gan.

    private_peers.py METHOD EPSILON DELTA BOUNDS.json TRAIN.csv ROWS OUT.csv        (METHOD: aim, mst, dpctgan, patectgan, mwem)

The marginal-based synthesizers need categories: a number becomes one of 32 bins of equal width between its bounds, zero has a bin of its own, and values are drawn
uniformly within their bin. The GANs get numbers scaled by the bounds. Prints wall-clock and processor seconds of training and sampling.
"""
import json
import sys
import time

import numpy
import pandas
from snsynth import Synthesizer
from snsynth.transform import LabelTransformer, MinMaxTransformer, OneHotEncoder, ChainTransformer, TableTransformer

BINS = 32


class Column:
    """A column of the public schema."""

    def __init__(self, name, fact):
        self.name = name
        self.values = fact.get('values')
        self.missing = fact.get('missing', False)
        self.other = fact.get('other')
        if self.values is None:
            self.decimals = fact.get('decimals', 0)
            self.day = isinstance(fact['min'], str)
            self.min, self.max = (self.number(pandas.Series([fact[bound]]))[0] for bound in ('min', 'max'))
            step = 10. ** -self.decimals
            edges = set(numpy.linspace(self.min - step / 2, self.max + step / 2, BINS + 1))
            if not self.day and self.min <= 0 <= self.max:
                edges |= {edge for edge in (-step / 2, step / 2) if self.min < edge < self.max}
            self.edges = numpy.array(sorted(edges))

    def number(self, series):
        if self.day:
            return (pandas.to_datetime(series).astype('datetime64[s]').astype('int64') / 86400).to_numpy()
        return series.astype(float).to_numpy()

    def codes(self, series):
        if self.values is not None:
            codes = series.astype(str).map({value: i for i, value in enumerate(self.values)})
            codes = codes.fillna(self.values.index(self.other) if self.other is not None else len(self.values) if self.missing else -1)
            return codes.astype(int).to_numpy()
        numbers = self.number(series)
        codes = numpy.clip(numpy.searchsorted(self.edges, numpy.clip(numbers, self.min, self.max), side='right') - 1, 0, len(self.edges) - 2)
        return numpy.where(numpy.isnan(numbers), len(self.edges) - 1 if self.missing else -1, codes)

    def decoded(self, codes, random):
        codes = numpy.asarray(codes).astype(int)
        if self.values is not None:
            return numpy.array([*self.values, None], dtype=object)[codes]
        there = numpy.minimum(codes, len(self.edges) - 2)
        numbers = self.edges[there] + random.random(len(codes)) * (self.edges[there + 1] - self.edges[there])
        return self.text(numpy.where(codes < len(self.edges) - 1, numbers, numpy.nan))

    def text(self, numbers):
        numbers = numpy.clip(numbers, self.min, self.max)
        if self.day:
            return pandas.to_datetime(numpy.round(numbers) * 86400, unit='s').strftime('%Y-%m-%d').to_numpy()
        rounded = numpy.round(numbers, self.decimals)
        return rounded if self.decimals or numpy.isnan(rounded).any() else rounded.astype(int)


def main(method, epsilon, delta, bounds, train, rows, out):
    with open(bounds, encoding='utf-8') as file:
        facts = json.load(file)['columns']
    table = pandas.read_csv(train, dtype=str)
    columns = [Column(name, facts[name]) for name in table if 'identifier' not in facts[name]]
    coded = pandas.DataFrame({column.name: column.codes(table[column.name]) for column in columns})
    coded = coded[(coded >= 0).all(axis=1)]
    marginals = method in ('aim', 'mst', 'mwem')
    random = numpy.random.default_rng()
    begun, cpu = time.perf_counter(), time.process_time()
    options = {} if method == 'mwem' else {'delta': float(delta)}
    if method in ('dpctgan', 'patectgan'):
        options['cuda'] = False
    if method == 'dpctgan':
        options['verbose'] = False
    synthesizer = Synthesizer.create(method, epsilon=float(epsilon), **options)
    if marginals:
        names = list(coded)
        synthesizer.fit(coded, categorical_columns=names)
        made = synthesizer.sample(int(rows))
        made = pandas.DataFrame(made, columns=names)
        result = pandas.DataFrame({column.name: column.decoded(made[column.name], random) for column in columns})
    else:
        given, transformers = {}, []
        for column in columns:
            if column.values is not None:
                given[column.name] = coded[column.name].to_numpy()
                transformers.append(ChainTransformer([LabelTransformer(nullable=False), OneHotEncoder()]))
            else:
                numbers = numpy.clip(column.number(table[column.name].loc[coded.index]), column.min, column.max)
                given[column.name] = numpy.nan_to_num(numbers, nan=column.min)
                transformers.append(MinMaxTransformer(lower=float(column.min), upper=float(column.max), nullable=False))
        given = pandas.DataFrame(given)
        transformer = TableTransformer(transformers)
        transformer.fit(given)
        synthesizer.fit(given, transformer=transformer, preprocessor_eps=0.0)
        made = pandas.DataFrame(synthesizer.sample(int(rows)), columns=list(given))
        result = pandas.DataFrame({column.name: column.decoded(made[column.name], random) if column.values is not None
                                   else column.text(made[column.name].astype(float).to_numpy()) for column in columns})
    result.to_csv(out, index=False)
    print(f'seconds {time.perf_counter() - begun:.4g}')
    print(f'cpu_seconds {time.process_time() - cpu:.4g}')


if __name__ == '__main__':
    main(*sys.argv[1:])
