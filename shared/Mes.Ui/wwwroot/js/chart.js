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

/**
 * @param {string} zone the site's time zone
 * @returns {(ms: number, spanMs: number) => string} an instant, as finely as a drawing of so much time needs it
 */
export function moments(zone) {
    /** @param {Intl.DateTimeFormatOptions} options */
    const format = options => new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options });
    const [day, minute, second] = [
        format({ day: "numeric", month: "short" }), format({ hour: "2-digit", minute: "2-digit" }),
        format({ hour: "2-digit", minute: "2-digit", second: "2-digit" }),
    ];
    const fine = format({ hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3 });
    return (ms, spanMs) => {
        if (spanMs < 10_000) {
            return fine.format(ms);
        }
        const clock = (spanMs < 20 * 60_000 ? second : minute).format(ms);
        return spanMs > 36 * 3_600_000 ? (clock === "00:00" ? day.format(ms) : `${day.format(ms)} ${clock}`) : clock;
    };
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
