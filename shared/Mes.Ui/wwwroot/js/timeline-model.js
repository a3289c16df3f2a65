// The arithmetic of a time line: which part is looked at, what lies where, and the shapes of it.

/** @typedef {[start: number, length: number, look: number, note?: string]} Piece milliseconds after the line's beginning */
/** @typedef {{ from: number, to: number, now: number, zone: string, looks: string[], words: string[], template: string,
 *   rows: Piece[][] }} Line */
/** @typedef {{ from: number, to: number }} Window milliseconds after the line's beginning */

const SHORTEST_MS = 10000;
const STEPS_S = [1, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400, 604800];
const MOST_MARKS = 12;

/**
 * @param {Line} line
 * @param {number} from
 * @param {number} to
 * @returns {Window} the nearest that lies within the line and is not too short
 */
export function windowOf(line, from, to) {
    const whole = line.to - line.from;
    const length = Math.min(whole, Math.max(Math.min(SHORTEST_MS, whole), to - from));
    const start = Math.min(Math.max(0, from - Math.max(0, length - (to - from)) / 2), whole - length);
    return { from: start, to: start + length };
}

/**
 * @param {Line} line
 * @param {Window} window
 * @param {number} factor below 1 zooms in
 * @param {number} at stays where it is
 */
export function zoomed(line, window, factor, at) {
    return windowOf(line, at - (at - window.from) * factor, at + (window.to - at) * factor);
}

/**
 * @param {Piece[]} pieces in order
 * @param {number} at
 * @returns {number} the index of the piece that holds an instant or is the last before it; -1 before the first
 */
export function indexAt(pieces, at) {
    let [low, high] = [0, pieces.length];
    while (low < high) {
        const middle = (low + high) >> 1;
        if (pieces[middle][0] <= at) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low - 1;
}

/**
 * The pieces of each look as one path over `width` steps; none is narrower than a step, so that a second in a day is seen.
 * @param {Piece[]} pieces
 * @param {Window} window
 * @param {number} width
 * @param {number} looks
 * @returns {string[]} by look
 */
export function shapes(pieces, window, width, looks) {
    const paths = new Array(looks).fill("");
    const drawnTo = new Array(looks).fill(-1);
    const scale = width / (window.to - window.from);
    for (let i = Math.max(0, indexAt(pieces, window.from)); i < pieces.length && pieces[i][0] < window.to; i++) {
        const [start, length, look] = pieces[i];
        if (start + length <= window.from) {
            continue;
        }
        const from = Math.round(Math.max(0, (start - window.from) * scale));
        const to = Math.max(from + 1, Math.round(Math.min(width, (start + length - window.from) * scale)));
        if (to > drawnTo[look]) {
            const left = Math.max(from, drawnTo[look]);
            paths[look] += `M${left} 0h${to - left}v1h-${to - left}z`;
            drawnTo[look] = to;
        }
    }
    return paths;
}

/**
 * @param {Line} line
 * @param {Window} window
 * @returns {{ at: number, withSeconds: boolean, withDay: boolean }[]} round local times, milliseconds after the line's beginning
 */
export function marks(line, window) {
    const length = (window.to - window.from) / 1000;
    const step = (STEPS_S.find(seconds => length / seconds <= MOST_MARKS) ?? STEPS_S[STEPS_S.length - 1]) * 1000;
    const offset = zoneOffset(line.from + window.from, line.zone);
    const first = Math.ceil((line.from + window.from + offset) / step) * step - offset - line.from;
    const found = [];
    for (let at = first; at < window.to; at += step) {
        found.push({ at, withSeconds: step < 60000, withDay: step >= 86400000 });
    }
    return found;
}

/**
 * @param {number} at
 * @param {string} zone
 * @returns {number} local minus universal time, milliseconds
 */
function zoneOffset(at, zone) {
    const parts = new Intl.DateTimeFormat("en-GB", {
        timeZone: zone, year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric",
        hourCycle: "h23",
    }).formatToParts(at);
    /** @param {string} type */
    const part = type => Number(parts.find(each => each.type === type)?.value);
    const local = Date.UTC(
        part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
    return local - Math.floor(at / 1000) * 1000;
}
