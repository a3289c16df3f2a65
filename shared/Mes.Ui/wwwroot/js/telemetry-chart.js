// A metric over time: reads its points from the address it was given, draws them, and asks for finer ones when it is zoomed.
import { figure, mount } from "./chart.js";
import { option } from "./telemetry-option.js";

/** @typedef {import("./telemetry-option.js").View} View */
/** @typedef {import("./telemetry-option.js").Model} Model */

const AFTER_ZOOM_MS = 150;
const REFRESH_MS = 10_000;

class TelemetryChart {
    /** @param {HTMLElement} root */
    constructor(root) {
        this.root = root;
        this.range = { from: Date.parse(root.dataset.from ?? ""), to: Date.parse(root.dataset.to ?? "") };
        this.shown = { start: 0, end: 100 };
        /** @type {Model} */
        this.model = JSON.parse(root.querySelector("[data-model]")?.textContent ?? "");
        this.view = this.model.view;
        /** @type {import("echarts").EChartsType | undefined} */
        this.drawing = undefined;
        /** @type {AbortController | undefined} */
        this.asking = undefined;
        /** @type {number | undefined} */
        this.waiting = undefined;
        /** @type {HTMLElement} */
        this.plot = this.part("[data-plot]");
        this.whole = this.part("[data-whole]");
        this.whole.addEventListener("click", () => this.zoom(0, 100));
        this.part("[data-retry]").addEventListener("click", () => this.ask());
        this.plot.addEventListener("keydown", event => this.press(event));
        this.plot.addEventListener("dblclick", () => this.zoom(0, 100));
    }

    /** @param {string} selector @returns {HTMLElement} */
    part(selector) {
        return /** @type {HTMLElement} */ (this.root.querySelector(selector));
    }

    async start() {
        if (this.view && this.root.dataset.state === "ready") {
            await this.draw();
        } else if (this.root.dataset.href && this.root.dataset.state === "loading") {
            await this.ask();
        }
    }

    /** The part of the time that is shown, in milliseconds. */
    visible() {
        const length = this.range.to - this.range.from;
        return {
            from: this.range.from + length * this.shown.start / 100,
            to: this.range.from + length * this.shown.end / 100,
        };
    }

    /** Asks for what is shown, and half as much again on both sides, so that moving it does not come to an edge at once. */
    async ask() {
        if (!this.root.dataset.href) {
            return;
        }
        this.asking?.abort();
        this.asking = new AbortController();
        const { from, to } = this.visible();
        const margin = (to - from) / 2;
        const query = new URLSearchParams({
            from: new Date(Math.max(this.range.from, from - margin)).toISOString(),
            to: new Date(Math.min(this.range.to, to + margin)).toISOString(),
            points: String(Math.min(4000, Math.max(200, Math.round(this.root.clientWidth * (this.isWhole ? 1 : 2))))),
        });
        try {
            const answer = await fetch(`${this.root.dataset.href}?${query}`, { signal: this.asking.signal });
            if (!answer.ok) {
                throw new Error((await answer.json().catch(() => ({}))).detail ?? String(answer.status));
            }
            this.view = /** @type {View} */ (await answer.json());
            await this.draw();
        } catch (fault) {
            if (!(fault instanceof DOMException && fault.name === "AbortError")) {
                this.fail(fault instanceof Error ? fault.message : String(fault));
            }
        }
    }

    get isWhole() {
        return this.shown.start <= 0 && this.shown.end >= 100;
    }

    /** @param {string} reason */
    fail(reason) {
        // What is on the screen stays: an old drawing says more than none.
        if (this.root.dataset.state !== "ready") {
            this.part("[data-reason]").textContent = reason;
            this.root.dataset.state = "error";
        }
    }

    async draw() {
        const view = this.view;
        if (!view) {
            return;
        }
        if (this.isWhole) {
            this.tell(view);
        }
        if (view.points.time.length === 0 && this.isWhole) {
            this.root.dataset.state = "empty";
            return;
        }
        this.root.dataset.state = "ready";
        if (this.drawing) {
            this.drawing.setOption(this.option(), { notMerge: false, replaceMerge: ["series"] });
            return;
        }
        this.drawing = await mount(this.plot, () => this.option());
        this.drawing.on("datazoom", () => this.zoomed());
        this.selectByDrag();
    }

    option() {
        return option(this.model, /** @type {View} */ (this.view), this.root.dataset, this.range, this.shown);
    }

    // A drag marks the time to zoom into.
    selectByDrag() {
        this.drawing?.dispatchAction({ type: "takeGlobalCursor", key: "dataZoomSelect", dataZoomSelectActive: true });
    }

    /** @param {View} view */
    tell(view) {
        for (const name of /** @type {const} */ (["last", "min", "mean", "max"])) {
            for (const shown of this.root.querySelectorAll(`[data-figure="${name}"]`)) {
                shown.textContent = figure(view.summary[name]);
            }
        }
    }

    zoomed() {
        const zooms = /** @type {{ dataZoom?: { start?: number, end?: number }[] }} */ (this.drawing?.getOption() ?? {}).dataZoom;
        const [first] = zooms ?? [];
        this.shown = { start: first?.start ?? 0, end: first?.end ?? 100 };
        this.whole.hidden = this.isWhole;
        clearTimeout(this.waiting);
        this.waiting = setTimeout(() => this.ask(), AFTER_ZOOM_MS);
    }

    /** @param {number} start @param {number} end */
    zoom(start, end) {
        this.drawing?.dispatchAction({ type: "dataZoom", dataZoomIndex: 0, start, end });
    }

    /** @param {KeyboardEvent} event */
    press(event) {
        const { start, end } = this.shown;
        const [middle, half] = [(start + end) / 2, (end - start) / 2];
        /** @type {Record<string, [number, number]>} */
        const acts = {
            "+": [middle - half / 2, middle + half / 2],
            "-": [Math.max(0, middle - half * 2), Math.min(100, middle + half * 2)],
            ArrowLeft: [Math.max(0, start - half / 2), Math.max(end - start, end - half / 2)],
            ArrowRight: [Math.min(100 - (end - start), start + half / 2), Math.min(100, end + half / 2)],
            Escape: [0, 100],
        };
        const act = acts[event.key];
        if (act) {
            event.preventDefault();
            this.zoom(act[0], act[1]);
        }
    }

    refresh() {
        const live = Date.now() < this.range.to + REFRESH_MS;
        if (live && this.isWhole && document.visibilityState === "visible" && this.root.isConnected) {
            this.ask();
        }
    }
}

/** @type {WeakMap<Element, TelemetryChart>} */
const charts = new WeakMap();

// A chart below the fold asks when it comes into sight.
const sight = new IntersectionObserver(entries => {
    for (const entry of entries) {
        if (entry.isIntersecting && entry.target instanceof HTMLElement) {
            sight.unobserve(entry.target);
            const chart = new TelemetryChart(entry.target);
            charts.set(entry.target, chart);
            chart.start();
        }
    }
}, { rootMargin: "300px" });

function find() {
    for (const root of document.querySelectorAll("[data-telemetry-chart]:not([data-seen])")) {
        root.setAttribute("data-seen", "");
        sight.observe(root);
    }
}

find();
document.addEventListener("htmx:afterSettle", find);
setInterval(() => {
    for (const root of document.querySelectorAll("[data-telemetry-chart]")) {
        charts.get(root)?.refresh();
    }
}, REFRESH_MS);
