// What all charts share: the library, fetched when the first chart is on the page; colours from the theme, taken anew when it
// changes; size; the words for times and numbers.
/** @typedef {typeof import("echarts")} Library */
/** @typedef {import("echarts").EChartsType} Drawing */
/** @typedef {import("echarts").EChartsOption} Option */

/** @type {Promise<Library> | undefined} */
let library;

/** @returns {Promise<Library>} */
function load() {
    // The file is no module: it leaves what it offers on the window.
    library ??= import(new URL("../lib/echarts.common.min.js", import.meta.url).href)
        .then(() => /** @type {{ echarts: Library }} */ (/** @type {unknown} */ (window)).echarts);
    return library;
}

/**
 * The colour that a token of the theme has now, as the canvas needs it.
 * @param {string} token such as `accent`
 * @param {number} [alpha] 0 to 1
 */
export function colour(token, alpha = 1) {
    const probe = document.createElement("span");
    probe.style.color = `var(--mes-${token})`;
    probe.hidden = true;
    document.body.append(probe);
    const parts = getComputedStyle(probe).color.match(/[\d.]+/g) ?? ["0", "0", "0"];
    probe.remove();
    return `rgba(${parts[0]}, ${parts[1]}, ${parts[2]}, ${alpha})`;
}

/** Diagonal lines, as everywhere for what is not known. */
export function hatch() {
    const tile = document.createElement("canvas");
    tile.width = tile.height = 8;
    const pen = tile.getContext("2d");
    if (pen) {
        pen.fillStyle = colour("surface");
        pen.fillRect(0, 0, 8, 8);
        pen.strokeStyle = colour("field", .5);
        pen.lineWidth = 1.5;
        pen.beginPath();
        for (const offset of [-8, 0, 8]) {
            pen.moveTo(offset, 8);
            pen.lineTo(offset + 8, 0);
        }
        pen.stroke();
    }
    return /** @type {const} */ ({ image: tile, repeat: "repeat" });
}

/** The font and the text colours of the page, for a drawing's option. */
export function text() {
    return { color: colour("muted"), fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 12 };
}

/** @param {number | null | undefined} value */
export function figure(value) {
    return value === null || value === undefined
        ? "–"
        : new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 3 }).format(value);
}

const [SECOND, MINUTE, HOUR, DAY] = [1000, 60_000, 3_600_000, 86_400_000];
const STEPS = [
    100, 200, 500, SECOND, 2 * SECOND, 5 * SECOND, 10 * SECOND, 15 * SECOND, 30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE,
    10 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 3 * HOUR, 4 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 5 * DAY,
    10 * DAY, 20 * DAY, 50 * DAY, 100 * DAY,
];

/** Instants in the words and at the round times of a site, wherever the browser stands. */
export class SiteTimes {
    /** @param {string} zone IANA name */
    constructor(zone) {
        /** @param {Intl.DateTimeFormatOptions} options */
        const format = options => new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options });
        this.day = format({ day: "numeric", month: "short" });
        this.minute = format({ hour: "2-digit", minute: "2-digit" });
        this.second = format({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
        this.fine = format({ hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3 });
        this.parts = format({
            year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric",
            hourCycle: "h23",
        });
    }

    /** @param {number} ms @returns {number} how far the site's clock is ahead of UTC */
    ahead(ms) {
        /** @type {Record<string, number>} */
        const read = {};
        for (const { type, value } of this.parts.formatToParts(ms)) {
            read[type] = Number(value);
        }
        const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = read;
        return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1000) * 1000;
    }

    /**
     * @param {number} from
     * @param {number} to
     * @param {number} most
     * @returns {number[]} round times of the site, about as many as asked for
     */
    marks(from, to, most) {
        const step = STEPS.find(each => (to - from) / each <= most) ?? 100 * DAY;
        const ahead = this.ahead(from);
        const marks = [];
        for (let local = Math.ceil((from + ahead) / step) * step; local - ahead <= to + HOUR; local += step) {
            const at = local - this.ahead(local - ahead);
            if (at >= from && at <= to) {
                marks.push(at);
            }
        }
        return marks;
    }

    /** @param {number} ms @param {number} spanMs time on the drawing @returns {string} the words at a mark */
    mark(ms, spanMs) {
        const clock = spanMs < 5 * SECOND ? this.fine.format(ms) : (spanMs < 10 * MINUTE ? this.second : this.minute).format(ms);
        return clock === "00:00" ? this.day.format(ms) : clock;
    }

    /** @param {number} ms @param {boolean} fine whether milliseconds matter */
    whole(ms, fine) {
        return `${this.day.format(ms)} ${(fine ? this.fine : this.second).format(ms)}`;
    }
}

/** @type {Set<() => void>} */
const redraws = new Set();

/**
 * Makes a drawing that keeps its size and follows the theme.
 * @param {HTMLElement} element
 * @param {() => Option} build the whole option, in the colours of now
 * @returns {Promise<Drawing>}
 */
export async function mount(element, build) {
    const drawing = (await load()).init(element, null, { renderer: "canvas" });
    drawing.setOption(build(), { notMerge: true });
    const redraw = () => {
        if (element.isConnected) {
            drawing.setOption(build(), { notMerge: true });
            return;
        }
        redraws.delete(redraw);
        sizes.disconnect();
        drawing.dispose();
    };
    const sizes = new ResizeObserver(() => element.isConnected ? drawing.resize() : redraw());
    sizes.observe(element);
    redraws.add(redraw);
    return drawing;
}

const everyRedraw = () => redraws.forEach(redraw => redraw());
new MutationObserver(everyRedraw).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", everyRedraw);
