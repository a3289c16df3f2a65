// A time line that can be looked at closely: wheel and pinch zoom, a drag chooses a part, arrow keys go from state to state.
// What is looked at lives in the address, so that a reload, a link and each new drawing from the server show the same part.
import { spanText } from "./span-text.js";
import { indexAt, marks, shapes, windowOf, zoomed } from "./timeline-model.js";

/** @import { Line, Piece, Window } from "./timeline-model.js" */

const WHEEL_STEP = 1.2;
const BUTTON_STEP = 2;
const DRAG_MIN_PX = 5;
const KEEP_AFTER_MS = 250;
const READING_MS = 10000;
const SVG = "http://www.w3.org/2000/svg";

/** @typedef {{ figure: HTMLElement, line: Line, bands: SVGSVGElement[], picked: [number, number] | null }} View */

/** @type {WeakMap<Element, View>} */
const views = new WeakMap();

/** @type {Window | null} what is looked at, in instants of the calendar: it holds while the line's end moves on */
let looked = readAddress();
let keeping = 0;
let isDragging = false;
let lastKey = -Infinity;

/** @returns {Window | null} */
function readAddress() {
    const [from, to] = (new URLSearchParams(location.search).get("view") ?? "").split("~").map(text => Date.parse(text));
    return from < to ? { from, to } : null;
}

// Browsers refuse an address that changes with each frame.
function keepInAddress() {
    clearTimeout(keeping);
    keeping = window.setTimeout(() => {
        const address = new URL(location.href);
        address.searchParams.delete("view");
        if (looked) {
            address.searchParams.set("view", `${iso(looked.from)}~${iso(looked.to)}`);
        }
        history.replaceState(history.state, "", address);
    }, KEEP_AFTER_MS);
}

/** @param {number} at */
const iso = at => new Date(at).toISOString();

/** @param {Line} line @returns {Window} */
function windowIn(line) {
    return looked && looked.from < line.to && looked.to > line.from
        ? windowOf(line, looked.from - line.from, looked.to - line.from)
        : { from: 0, to: line.to - line.from };
}

/** @param {View} view @param {Window} next */
function look(view, next) {
    const whole = next.to - next.from >= view.line.to - view.line.from;
    looked = whole ? null : { from: view.line.from + next.from, to: view.line.from + next.to };
    draw(view);
    keepInAddress();
}

/** @param {View} view */
function draw(view) {
    const { line, figure } = view;
    const window = windowIn(line);
    view.bands.forEach((band, row) => {
        const width = Math.max(1, Math.round(band.clientWidth));
        band.setAttribute("viewBox", `0 0 ${width} 1`);
        const drawn = shapes(line.rows[row], window, width, line.looks.length);
        const scale = width / (window.to - window.from);
        const ahead = Math.max(0, Math.round((line.now - line.from - window.from) * scale));
        for (const path of band.querySelectorAll("path")) {
            const name = path.dataset.look ?? "";
            path.setAttribute("d", name === "picked" ? pickedShape(view, row, window, scale)
                : name === "future" ? (ahead < width ? `M${ahead} 0H${width}V1H${ahead}z` : "")
                : drawn[line.looks.indexOf(name)]);
        }
    });
    drawAxis(view, window);
    const only = figure.querySelector("[data-only]");
    if (only instanceof HTMLAnchorElement) {
        only.hidden = looked === null;
        const query = new URLSearchParams({ from: iso(line.from + window.from), to: iso(line.from + window.to) });
        only.href = `${location.pathname}?${query}`;
    }
}

/** @param {View} view @param {number} row @param {Window} window @param {number} scale */
function pickedShape(view, row, window, scale) {
    if (view.picked?.[0] !== row) {
        return "";
    }
    const [start, length] = view.line.rows[row][view.picked[1]];
    const [from, to] = [(start - window.from) * scale, (start + length - window.from) * scale];
    return `M${from} 0H${Math.max(to, from + 1)}V1H${from}z`;
}

/** @param {View} view @param {Window} window */
function drawAxis({ figure, line }, window) {
    const axis = figure.querySelector("[data-axis]");
    axis?.replaceChildren(...marks(line, window).flatMap(mark => {
        const share = (mark.at - window.from) / (window.to - window.from);
        const x = `${share * 100}%`;
        const tick = document.createElementNS(SVG, "line");
        Object.entries({ class: "mark", x1: x, x2: x, y1: "0", y2: "5" }).forEach(([name, to]) => tick.setAttribute(name, to));
        const text = document.createElementNS(SVG, "text");
        Object.entries({ class: "mark-text", x, y: "18", "text-anchor": "middle" })
            .forEach(([name, to]) => text.setAttribute(name, to));
        text.textContent = mark.withDay
            ? format(line, line.from + mark.at, { day: "numeric", month: "short" })
            : timeText(line, line.from + mark.at, mark.withSeconds);
        return share > 0.02 && share < 0.98 ? [tick, text] : [tick];
    }));
}

/** @param {Line} line @param {number} at @param {Intl.DateTimeFormatOptions} options */
const format = (line, at, options) =>
    new Intl.DateTimeFormat(document.documentElement.lang, { timeZone: line.zone, ...options }).format(at);

/** @param {Line} line @param {number} at @param {boolean} seconds */
const timeText = (line, at, seconds) => format(
    line, at, { hour: "2-digit", minute: "2-digit", second: seconds ? "2-digit" : undefined, hourCycle: "h23" });

/** @param {Line} line @param {number} at */
function momentText(line, at) {
    const day = format(line, at, { day: "numeric", month: "short" });
    const time = timeText(line, at, true);
    return day === format(line, line.now, { day: "numeric", month: "short" }) ? time : `${day} ${time}`;
}

/** @param {View} view @param {number} row @param {number} index */
function tell(view, row, index) {
    const { figure, line } = view;
    const piece = line.rows[row][index];
    const words = figure.querySelector("[data-piece-words]");
    if (!piece || !words) {
        return;
    }
    const [start, length, state, note] = piece;
    const values = [
        line.words[state], momentText(line, line.from + start), momentText(line, line.from + start + length),
        spanText(length, true)];
    const told = line.template.replace(/\{(\d)\}/g, (_, number) => values[Number(number)]);
    words.textContent = note ? `${told} · ${note}` : told;
    view.picked = [row, index];
    draw(view);
}

/** @param {View} view @param {SVGSVGElement} band @param {number} clientX */
function instantAt(view, band, clientX) {
    const box = band.getBoundingClientRect();
    const window = windowIn(view.line);
    return window.from + (clientX - box.left) / box.width * (window.to - window.from);
}

/** @param {View} view @param {SVGSVGElement} band @param {number} row */
function listen(view, band, row) {
    /** @type {Map<number, number>} where each finger or the mouse is */
    const held = new Map();
    let began = 0;

    band.addEventListener("wheel", event => {
        const at = instantAt(view, band, event.clientX);
        const window = windowIn(view.line);
        const next = Math.abs(event.deltaX) > Math.abs(event.deltaY)
            ? moved(view, window, event.deltaX / band.clientWidth)
            : zoomed(view.line, window, event.deltaY < 0 ? 1 / WHEEL_STEP : WHEEL_STEP, at);

        // At the end of what there is to see the page scrolls on.
        if (next.from !== window.from || next.to !== window.to) {
            event.preventDefault();
            look(view, next);
        }
    }, { passive: false });

    band.addEventListener("pointerdown", event => {
        held.set(event.pointerId, event.clientX);
        began = event.clientX;
        band.setPointerCapture(event.pointerId);
        point(event.clientX);
    });
    band.addEventListener("pointermove", event => {
        const before = held.get(event.pointerId);
        if (before === undefined) {
            point(event.clientX);
        } else if (held.size === 2) {
            pinch(event.pointerId, event.clientX);
        } else if (event.shiftKey || event.pointerType === "touch") {
            look(view, moved(view, windowIn(view.line), (before - event.clientX) / band.clientWidth));
        } else if (Math.abs(event.clientX - began) > DRAG_MIN_PX) {
            isDragging = true;
            brush(began, event.clientX);
            return;
        }
        if (held.has(event.pointerId)) {
            held.set(event.pointerId, event.clientX);
        }
    });
    band.addEventListener("pointerup", event => {
        const [from, to] = [Math.min(began, event.clientX), Math.max(began, event.clientX)];
        if (isDragging) {
            look(view, windowOf(view.line, instantAt(view, band, from), instantAt(view, band, to)));
        }
        release(event);
    });
    band.addEventListener("pointercancel", release);
    band.addEventListener("dblclick", () => look(view, { from: 0, to: view.line.to - view.line.from }));
    band.addEventListener("keydown", event => {
        if (key(event.key)) {
            lastKey = performance.now();
            event.preventDefault();
        }
    });

    /** @param {PointerEvent} event */
    function release(event) {
        held.delete(event.pointerId);
        isDragging = false;
        brush(0, 0);
    }

    /** @param {number} x */
    function point(x) {
        const at = instantAt(view, band, x);
        const index = indexAt(view.line.rows[row], at);
        const piece = view.line.rows[row][index];
        if (piece && at < piece[0] + piece[1] && (view.picked?.[0] !== row || view.picked[1] !== index)) {
            tell(view, row, index);
        }
    }

    /** @param {number} id @param {number} x */
    function pinch(id, x) {
        const [other] = [...held].filter(([pointer]) => pointer !== id).map(([, at]) => at);
        const before = Math.abs((held.get(id) ?? x) - other);
        const after = Math.abs(x - other);
        if (before > 0 && after > 0) {
            look(view, zoomed(view.line, windowIn(view.line), before / after, instantAt(view, band, (x + other) / 2)));
        }
    }

    /** @param {number} from @param {number} to */
    function brush(from, to) {
        const shape = band.querySelector("[data-look=picked]");
        const box = band.getBoundingClientRect();
        const [left, right] = [Math.min(from, to) - box.left, Math.max(from, to) - box.left];
        shape?.setAttribute("d", right > left ? `M${left} 0H${right}V1H${left}z` : "");
    }

    /** @param {string} name */
    function key(name) {
        const window = windowIn(view.line);
        const pieces = view.line.rows[row];
        const here = view.picked?.[0] === row ? view.picked[1] : -1;
        const middle = here >= 0 ? pieces[here][0] + pieces[here][1] / 2 : (window.from + window.to) / 2;
        switch (name) {
            case "ArrowRight": return go(Math.min(here + 1, pieces.length - 1));
            case "ArrowLeft": return go(here < 0 ? pieces.length - 1 : Math.max(here - 1, 0));
            case "Home": return go(0);
            case "End": return go(pieces.length - 1);
            case "+": case "=": return look(view, zoomed(view.line, window, 1 / BUTTON_STEP, middle)), true;
            case "-": return look(view, zoomed(view.line, window, BUTTON_STEP, middle)), true;
            case "0": case "Escape": return look(view, { from: 0, to: view.line.to - view.line.from }), true;
            default: return false;
        }
    }

    /** @param {number} index */
    function go(index) {
        const piece = view.line.rows[row][index];
        const window = windowIn(view.line);
        if (piece && (piece[0] + piece[1] < window.from || piece[0] > window.to)) {
            const length = window.to - window.from;
            look(view, windowOf(view.line, piece[0] - length / 2, piece[0] + length / 2));
        }
        tell(view, row, index);
        return true;
    }
}

/** @param {View} view @param {Window} window @param {number} share of what is looked at */
function moved(view, window, share) {
    const by = share * (window.to - window.from);
    const whole = view.line.to - view.line.from;
    const from = Math.min(Math.max(0, window.from + by), whole - (window.to - window.from));
    return { from, to: from + window.to - window.from };
}

/** @param {HTMLElement} figure */
function begin(figure) {
    const source = figure.querySelector("[data-pieces]")?.textContent;
    if (!source || views.has(figure)) {
        return;
    }
    /** @type {View} */
    const view = {
        figure, line: JSON.parse(source), picked: null,
        bands: [...figure.querySelectorAll("[data-band]")].filter(band => band instanceof SVGSVGElement),
    };
    views.set(figure, view);
    view.bands.forEach((band, row) => listen(view, band, row));
    const tools = figure.querySelector("[data-tools]");
    if (tools instanceof HTMLElement) {
        tools.hidden = false;
    }
    figure.addEventListener("click", event => {
        const button = event.target instanceof Element ? event.target.closest("[data-zoom]") : null;
        const window = windowIn(view.line);
        const [whole, middle] = [view.line.to - view.line.from, (window.from + window.to) / 2];
        if (button instanceof HTMLElement) {
            const factor = button.dataset.zoom === "in" ? 1 / BUTTON_STEP : BUTTON_STEP;
            look(view, button.dataset.zoom === "all" ? { from: 0, to: whole } : zoomed(view.line, window, factor, middle));
        }
    });
    resized.observe(figure);
}

const resized = new ResizeObserver(entries => {
    for (const { target } of entries) {
        const view = views.get(target);
        if (view) {
            draw(view);
        }
    }
});

/** @param {ParentNode} within */
function beginAll(within) {
    for (const figure of within.querySelectorAll("[data-state-timeline]")) {
        if (figure instanceof HTMLElement) {
            begin(figure);
        }
    }
}

// The event stream brings a new drawing of the whole; it is taken over before it is seen.
new MutationObserver(records => {
    for (const node of records.flatMap(record => [...record.addedNodes])) {
        if (node instanceof HTMLElement) {
            beginAll(node.parentElement ?? node);
        }
    }
}).observe(document.body, { childList: true, subtree: true });

// Nothing is exchanged under a hand that drags or a reader who goes through it by keys.
document.addEventListener("htmx:sseBeforeMessage", event => {
    const target = event.target instanceof Element ? event.target : null;
    const isRead = isDragging || performance.now() - lastKey < READING_MS;
    if (isRead && target?.querySelector("[data-state-timeline]")) {
        event.preventDefault();
    }
});

beginAll(document);
