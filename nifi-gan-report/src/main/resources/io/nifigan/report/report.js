// SPDX-License-Identifier: Apache-2.0
// Draws the report's charts from the data in the page. Values from records are only passed on as text.
'use strict';
(() => {
    const specs = JSON.parse(document.getElementById('charts').textContent);
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const drawn = [];
    let ink;

    const tokens = () => {
        const style = getComputedStyle(document.documentElement);
        const get = name => style.getPropertyValue('--' + name).trim();
        return { ink: get('ink'), soft: get('soft'), line: get('line'), grid: get('grid'), surface: get('surface'), real: get('real'), realFill: get('real-fill'),
            synthetic: get('synthetic'), heat: [get('heat-0'), get('heat-1'), get('heat-2')], gap: [get('gap-0'), get('gap-1'), get('gap-2')], bad: get('bad') };
    };

    const number = (value, digits = 3) => value === null || value === undefined ? '–' : new Intl.NumberFormat('en', { maximumSignificantDigits: digits }).format(value);
    const percent = share => share === null || share === undefined ? '–' : new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: share < .1 ? 1 : 0 }).format(share).replace('%', ' %');
    const date = (value, options) => new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options }).format(new Date(value));
    const DAY = 86400000;
    const formats = {
        number: value => Math.abs(value) >= 1e4 ? new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 }).format(value) : number(value, 4),
        date: value => date(value * DAY, { year: 'numeric', month: 'short' }),
        time: value => date(value, { hour: '2-digit', minute: '2-digit' }),
        timestamp: value => date(value, { year: 'numeric', month: 'short' }),
    };
    const cut = (text, max) => text.length > max ? text.slice(0, max - 1) + '…' : text;

    /** The content of a tooltip as nodes, so that no text is interpreted as markup. */
    const tip = (...lines) => {
        const box = document.createElement('div');
        box.className = 'tip';
        for (const line of lines) {
            const part = document.createElement('div');
            part.textContent = line;
            box.append(part);
        }
        return box;
    };
    const tooltip = (trigger, formatter) => ({ trigger, confine: true, formatter, backgroundColor: ink.surface, borderColor: ink.line, padding: [6, 10],
        textStyle: { color: ink.ink, fontSize: 13 }, axisPointer: { type: 'line', lineStyle: { color: ink.soft } } });
    const axis = options => ({ axisLine: { lineStyle: { color: ink.line } }, axisTick: { show: false }, nameTextStyle: { color: ink.soft, fontSize: 12 },
        splitLine: { lineStyle: { color: ink.grid } }, ...options, axisLabel: { color: ink.soft, fontSize: 12, hideOverlap: true, ...options.axisLabel } });

    const charts = {
        /** A histogram: real rows as an area, synthetic rows as a line over it. */
        histogram(spec) {
            const steps = values => spec.edges.map((edge, i) => [edge, values[Math.min(i, values.length - 1)]]);
            const format = formats[spec.format];
            return {
                grid: { left: 4, right: 14, top: 10, bottom: 6, containLabel: true },
                tooltip: tooltip('axis', items => {
                    const at = Math.min(items[0].dataIndex, spec.real.length - 1);
                    return tip(spec.labels[at], `real ${percent(spec.real[at])}`, `synthetic ${percent(spec.synthetic[at])}`);
                }),
                xAxis: axis({ type: 'value', min: spec.edges[0], max: spec.edges.at(-1), splitLine: { show: false }, splitNumber: spec.format === 'number' ? 4 : 3,
                    axisLabel: { formatter: format, showMinLabel: spec.format !== 'number', alignMinLabel: 'left', showMaxLabel: false } }),
                yAxis: axis({ type: 'value', splitNumber: 2, axisLine: { show: false }, axisLabel: { formatter: percent } }),
                series: [
                    { name: 'real', type: 'line', step: 'end', symbol: 'none', data: steps(spec.real), lineStyle: { color: ink.real, width: 1 }, areaStyle: { color: ink.realFill } },
                    { name: 'synthetic', type: 'line', step: 'end', symbol: 'none', data: steps(spec.synthetic), lineStyle: { color: ink.synthetic, width: 2 } },
                ],
            };
        },
        /** Categories: real rows as bars, synthetic rows as lines across them. */
        categories(spec) {
            return {
                grid: { left: 4, right: 24, top: 4, bottom: 6, containLabel: true },
                tooltip: tooltip('axis', items => tip(spec.labels[items[0].dataIndex], `real ${percent(spec.real[items[0].dataIndex])}`,
                    `synthetic ${percent(spec.synthetic[items[0].dataIndex])}`)),
                xAxis: axis({ type: 'value', splitNumber: 3, axisLabel: { formatter: percent } }),
                yAxis: axis({ type: 'category', inverse: true, data: spec.labels, axisLabel: { interval: 0, formatter: text => cut(text, 16) } }),
                series: [
                    { name: 'real', type: 'bar', data: spec.real, barWidth: '62%', itemStyle: { color: ink.realFill, borderColor: ink.real, borderWidth: 1 } },
                    { name: 'synthetic', type: 'scatter', data: spec.synthetic.map((share, i) => [share, i]), symbol: 'rect', symbolSize: [3, Math.max(6, 96 / spec.labels.length)],
                        itemStyle: { color: ink.synthetic }, z: 3 },
                ],
            };
        },
        /** A heat map of column pairs. */
        matrix(spec) {
            const data = [];
            spec.values.forEach((row, y) => row.forEach((value, x) => {
                if (value !== null) {
                    data.push([x, y, value]);
                }
            }));
            const few = spec.labels.length <= 20;
            const size = spec.labels.length <= 14 ? 10 : 9;
            return {
                grid: { left: 0, right: 6, top: 6, bottom: 0, containLabel: true },
                tooltip: tooltip('item', item => tip(`${spec.labels[item.value[1]]} and ${spec.labels[item.value[0]]}`, `${spec.measure} ${number(item.value[2])}`)),
                xAxis: axis({ type: 'category', data: spec.labels, splitLine: { show: false }, axisLine: { show: false },
                    axisLabel: { show: few, interval: 0, rotate: 60, fontSize: size, hideOverlap: false, formatter: text => cut(text, 10) } }),
                yAxis: axis({ type: 'category', data: spec.labels, inverse: true, splitLine: { show: false }, axisLine: { show: false },
                    axisLabel: { show: few, interval: 0, fontSize: size, hideOverlap: false, formatter: text => cut(text, 10) } }),
                visualMap: { show: false, min: 0, max: spec.max, inRange: { color: spec.difference ? ink.gap : ink.heat } },
                series: [{ type: 'heatmap', data, itemStyle: { borderColor: ink.surface, borderWidth: few ? 1 : 0 }, emphasis: { itemStyle: { borderColor: ink.ink, borderWidth: 1 } } }],
            };
        },
        /** A scatter plot of rows. */
        points(spec) {
            const series = (name, color, symbol, opacity) => ({ name, type: 'scatter', data: spec[name], symbol, symbolSize: 4, itemStyle: { color, opacity }, silent: true });
            return {
                grid: { left: 4, right: 4, top: 4, bottom: 4 },
                xAxis: axis({ type: 'value', scale: true, show: false }),
                yAxis: axis({ type: 'value', scale: true, show: false }),
                series: [series('real', ink.real, 'rect', .55), series('synthetic', ink.synthetic, 'circle', .45)],
            };
        },
        /** A line chart over the steps of a training. */
        lines(spec) {
            const colors = [ink.ink, ink.soft];
            return {
                grid: { left: 8, right: 16, top: 34, bottom: 26, containLabel: true },
                legend: { top: 0, left: 0, textStyle: { color: ink.ink, fontSize: 12 }, icon: 'path://M0 8H24V11H0Z', selectedMode: false },
                tooltip: tooltip('axis', items => tip(`step ${number(items[0].value[0], 9)}`, ...items.map(item => `${item.seriesName} ${number(item.value[1])}`))),
                xAxis: axis({ type: 'value', name: 'steps', nameLocation: 'middle', nameGap: 24, splitLine: { show: false }, max: 'dataMax', axisLabel: { formatter: formats.number } }),
                yAxis: axis({ type: 'value', scale: spec.scale, axisLine: { show: false }, axisLabel: { formatter: value => number(value) + (spec.unit || '') } }),
                series: spec.series.map((line, i) => ({ name: line.name, type: 'line', symbol: i === 0 ? 'rect' : 'circle', symbolSize: 5, data: spec.steps.map((step, s) => [step, line.values[s]]),
                    lineStyle: { color: colors[i], width: 2, type: i === 0 ? 'solid' : [6, 3] }, itemStyle: { color: colors[i] },
                    markLine: i === 0 && spec.best !== null ? { silent: true, symbol: 'none', data: [{ xAxis: spec.best }], lineStyle: { color: ink.soft, type: 'dotted' },
                        label: { formatter: 'model kept', color: ink.soft, position: 'insideEndTop' } } : undefined })),
            };
        },
        /** Success rates of attacks on training and held-out rows, with 95 % intervals. */
        intervals(spec) {
            const series = (name, values, color, symbol, offset) => [
                { name, type: 'custom', data: values.map((value, i) => value && [value[1], value[2], i]).filter(value => value), silent: true,
                    renderItem: (params, api) => {
                        const y = api.coord([0, api.value(2)])[1] + offset;
                        const shape = { x1: api.coord([api.value(0), 0])[0], x2: api.coord([api.value(1), 0])[0], y1: y, y2: y };
                        return { type: 'line', shape, style: { stroke: color, lineWidth: 2 } };
                    } },
                { name, type: 'scatter', data: values.map((value, i) => value && [value[0], i]).filter(value => value), symbol, symbolSize: 9, symbolOffset: [0, offset], itemStyle: { color } },
            ];
            return {
                grid: { left: 4, right: 24, top: 8, bottom: 6, containLabel: true },
                tooltip: tooltip('item', item => tip(spec.labels[item.value[1]], `${item.seriesName} ${percent(item.value[0])}`)),
                xAxis: axis({ type: 'value', min: 0, max: spec.max, axisLabel: { formatter: percent } }),
                yAxis: axis({ type: 'category', inverse: true, data: spec.labels, axisLabel: { interval: 0, color: ink.ink, lineHeight: 15 } }),
                series: [...series('training rows', spec.attack, ink.synthetic, 'circle', -7), ...series('held-out rows', spec.control, ink.real, 'rect', 7)],
            };
        },
    };

    function draw() {
        ink = tokens();
        drawn.splice(0).forEach(chart => chart.dispose());
        for (const box of document.querySelectorAll('[data-chart]')) {
            const spec = specs[box.dataset.chart];
            const chart = echarts.init(box, null, { renderer: 'svg' });
            chart.setOption({ animation: false, backgroundColor: 'transparent', textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
                aria: { enabled: true, label: { description: box.getAttribute('aria-label') } }, ...charts[spec.type](spec) });
            drawn.push(chart);
        }
    }

    // Each chart is resized with its box.
    const sizes = new ResizeObserver(entries => entries.forEach(({ target, contentRect }) => {
        const chart = echarts.getInstanceByDom(target);
        if (chart && contentRect.width > 0 && Math.abs(chart.getWidth() - contentRect.width) >= 1) {
            chart.resize();
        }
    }));
    dark.addEventListener('change', draw);
    let closed = [];
    addEventListener('beforeprint', () => {
        closed = [...document.querySelectorAll('details:not([open])')];
        closed.forEach(part => part.open = true);
        draw();
    });
    addEventListener('afterprint', () => {
        closed.forEach(part => part.open = false);
        draw();
    });
    draw();
    document.querySelectorAll('[data-chart]').forEach(box => sizes.observe(box));
})();
