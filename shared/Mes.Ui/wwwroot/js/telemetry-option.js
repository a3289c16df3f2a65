// How a metric is drawn: band of least and greatest, line of means, what is expected, what was noticed, where nothing is known.
import { SiteTimes, colour, figure, hatch, text } from "./chart.js";

/**
 * @typedef {object} View a metric over a time, as central tells it
 * @property {string} from
 * @property {string} to
 * @property {string} form
 * @property {number | null} bucketSeconds
 * @property {{ time: number[], value: (number | null)[], min: (number | null)[] | null, max: (number | null)[] | null,
 *     count: number[] | null, bad: number[] | null }} points
 * @property {{ count: number, bad: number, min: number | null, max: number | null, mean: number | null,
 *     last: number | null }} summary
 * @property {{ from: string, to: string | null, cause: string }[]} gaps
 */
/**
 * @typedef {object} Model what the page gave
 * @property {View | null} view
 * @property {{ low: number, high: number } | null} expected
 * @property {{ at: number, value: number | null, severity: string, words: string }[]} markers
 */
/** @typedef {[number, number | null]} Point */

const TOP = /** @type {const} */ ("insideTop");

/**
 * The points of one column, in the middle of their buckets, with a break in each gap: a line never crosses what is not known.
 * @param {View} view
 * @param {(number | null)[]} column
 * @returns {Point[]}
 */
export function withBreaks(view, column) {
    const half = (view.bucketSeconds ?? 0) * 500;
    /** @type {Point[]} */
    const points = view.points.time.map((time, index) => [time + half, column[index] ?? null]);
    // A bucket that holds the gap's beginning has its middle in the gap: the break comes after it.
    /** @type {Point[]} */
    const breaks = view.gaps.map(gap => {
        const from = Date.parse(gap.from);
        const before = view.points.time.findLast(time => time <= from);
        return [before === undefined ? from : Math.max(from, before + half + .001), null];
    });
    return points.concat(breaks).sort((a, b) => a[0] - b[0]);
}

/**
 * @param {Model} model
 * @param {View} view
 * @param {DOMStringMap} words
 * @param {{ from: number, to: number }} range the whole time of the chart
 * @param {{ start: number, end: number }} shown the part of it that is shown, in percent
 * @returns {import("echarts").EChartsOption}
 */
export function option(model, view, words, range, shown) {
    const times = new SiteTimes(words.zone ?? "UTC");
    const length = (range.to - range.from) / 100;
    const span = length * (shown.end - shown.start);
    const marks = times.marks(range.from + length * shown.start, range.from + length * shown.end, words.compact ? 6 : 10);
    const accent = colour("accent");
    return {
        animation: false,
        aria: { enabled: false },
        textStyle: text(),
        grid: { left: 8, right: 12, top: 26, bottom: 4, containLabel: true },
        tooltip: {
            trigger: "axis", renderMode: "richText", confine: true, backgroundColor: colour("raised"),
            borderColor: colour("line"),
            textStyle: { ...text(), color: colour("text") }, axisPointer: { lineStyle: { color: colour("field") } },
            formatter: hovered => told(hovered, view, words, times),
        },
        xAxis: {
            type: "time", min: range.from, max: range.to, axisLine: { lineStyle: { color: colour("field") } },
            axisTick: { customValues: marks }, splitLine: { show: false },
            axisLabel: { ...text(), hideOverlap: true, customValues: marks, formatter: at => times.mark(at, span) },
        },
        yAxis: {
            type: "value", scale: true, name: words.unit, nameTextStyle: { ...text(), align: "left" },
            axisLabel: { ...text(), formatter: figure }, splitNumber: 4, splitLine: { lineStyle: { color: colour("line") } },
        },
        toolbox: {
            itemSize: 0, left: -50, feature: { dataZoom: { yAxisIndex: false, brushStyle: { color: colour("accent", .15) } } },
        },
        dataZoom: [{
            type: "inside", filterMode: "none", start: shown.start, end: shown.end, zoomOnMouseWheel: "ctrl",
            moveOnMouseMove: "shift", moveOnMouseWheel: false, minValueSpan: 100,
        }],
        series: [...expected(model, range), ...band(view), mean(view, words, accent, range, span), ...markers(model)],
    };
}

/**
 * @param {Model} model
 * @param {{ from: number, to: number }} range
 * @returns {import("echarts").LineSeriesOption[]} where the metric should stay; its two points keep that in sight
 */
function expected({ expected: limits }, range) {
    return !limits ? [] : [{
        name: "expected", type: "line", silent: true, symbol: "none", lineStyle: { opacity: 0 }, tooltip: { show: false },
        data: [[range.from, limits.low], [range.from, limits.high]],
        markArea: {
            silent: true, itemStyle: { color: colour("running", .08), borderColor: colour("running"), borderType: "dashed",
                borderWidth: 1 },
            data: [[{ yAxis: limits.low }, { yAxis: limits.high }]],
        },
    }];
}

/**
 * @param {View} view
 * @returns {import("echarts").LineSeriesOption[]} the stretch between least and greatest, as a stack of two
 */
function band(view) {
    const { min, max } = view.points;
    if (!min || !max) {
        return [];
    }
    /** @type {import("echarts").LineSeriesOption} */
    const plain = {
        type: "line", stack: "band", stackStrategy: "all", symbol: "none", silent: true, lineStyle: { opacity: 0 },
        tooltip: { show: false },
    };
    const width = max.map((high, index) => high === null ? null : high - (min[index] ?? high));
    return [
        { ...plain, name: "low", data: withBreaks(view, min) },
        { ...plain, name: "width", data: withBreaks(view, width), areaStyle: { color: colour("accent", .22) } },
    ];
}

/**
 * @param {View} view
 * @param {DOMStringMap} words
 * @param {string} accent
 * @param {{ from: number, to: number }} range
 * @param {number} span the time shown
 * @returns {import("echarts").LineSeriesOption}
 */
function mean(view, words, accent, range, span) {
    return {
        name: "mean", type: "line", z: 3, data: withBreaks(view, view.points.value), connectNulls: false, color: accent,
        symbol: view.points.time.length < 60 ? "circle" : "none", symbolSize: 5, lineStyle: { width: 1.75, color: accent },
        markArea: {
            silent: true, itemStyle: { color: hatch() },
            data: view.gaps.map(gap => {
                const from = Math.max(range.from, Date.parse(gap.from));
                const to = Math.min(range.to, gap.to ? Date.parse(gap.to) : nowOf(words, range));
                const label = { ...text(), show: to - from > span / 30, position: TOP, formatter: words.gapWord };
                return [{ xAxis: from, label }, { xAxis: to }];
            }),
        },
    };
}

/** @param {DOMStringMap} words @param {{ to: number }} range */
const nowOf = (words, range) => Math.min(range.to, Date.parse(words.now ?? ""));

/**
 * @param {Model} model
 * @returns {import("echarts").ScatterSeriesOption[]}
 */
function markers(model) {
    return model.markers.length === 0 ? [] : [{
        name: "markers", type: "scatter", z: 5, symbol: "triangle", symbolSize: 13,
        data: model.markers.map(marker => ({
            value: [marker.at, marker.value ?? 0], name: marker.words,
            itemStyle: {
                color: colour(marker.severity === "fault" ? "fault" : "warning"), borderColor: colour("raised"), borderWidth: 1.5,
            },
        })),
    }];
}

/**
 * @param {unknown} hovered what lies under the pointer
 * @param {View} view
 * @param {DOMStringMap} words
 * @param {SiteTimes} times
 */
function told(hovered, view, words, times) {
    const all = /** @type {{ seriesName: string, name: string, dataIndex: number, value: Point }[]} */ (
        Array.isArray(hovered) ? hovered : [hovered]);
    const noticed = all.filter(each => each.seriesName === "markers").map(each => `⚠ ${each.name}`);
    const point = all.find(each => each.seriesName === "mean");
    if (!point || point.value[1] === null) {
        return noticed.join("\n");
    }
    const half = (view.bucketSeconds ?? 0) * 500;
    const at = view.points.time.findIndex(time => time + half === point.value[0]);
    const unit = words.unit ? ` ${words.unit}` : "";
    const lines = [times.whole(point.value[0] - half, view.bucketSeconds === null || view.bucketSeconds < 1)];
    const { min, max, count, bad } = view.points;
    lines.push(`${min ? `${words.meanWord} ` : ""}${figure(point.value[1])}${unit}`);
    if (min && max) {
        lines.push(`${words.rangeWord} ${figure(min[at])} – ${figure(max[at])}${unit}`);
    }
    if (count) {
        lines.push(`${words.samplesWord} ${figure(count[at])}`);
    }
    if (bad?.[at]) {
        lines.push(`${figure(bad[at] * 100)} % ${words.badWord}`);
    }
    return lines.concat(noticed).join("\n");
}
