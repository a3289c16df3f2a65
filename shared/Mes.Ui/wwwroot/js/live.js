// Keeps the page honest about its age. The server beats once a second on the event stream: the beat is the clock on
// the page, elapsed times run by it, and when it stays away the page says so instead of showing old figures as new.
const STALE_AFTER_MS = 5000;
const root = document.documentElement;

let serverAheadMs = 0;
let lastBeat = performance.now();

function beat() {
    const shown = document.querySelector("#beat time");
    if (shown instanceof HTMLTimeElement) {
        serverAheadMs = Date.parse(shown.dateTime) - Date.now();
        lastBeat = performance.now();
    }
}

/**
 * @param {number} ms
 * @param {boolean} seconds whether a time under an hour shows its seconds
 * @returns {string} `1 h 12 min`, as the server words it
 */
function spanText(ms, seconds) {
    const total = Math.max(0, Math.floor(ms / 1000));
    const [days, hours, minutes] = [Math.floor(total / 86400), Math.floor(total / 3600) % 24, Math.floor(total / 60) % 60];
    if (days > 0) {
        return `${days} d ${hours} h`;
    }
    if (hours > 0) {
        return `${hours} h ${minutes} min`;
    }
    if (minutes > 0) {
        return seconds ? `${minutes} min ${total % 60} s` : `${minutes} min`;
    }
    return `${total} s`;
}

function age() {
    const stale = performance.now() - lastBeat > STALE_AFTER_MS;
    root.dataset.live = stale ? "stale" : "fresh";
    if (stale) {
        return;
    }
    for (const element of document.querySelectorAll("[data-elapsed-since]")) {
        if (element instanceof HTMLElement && element.dataset.elapsedSince) {
            const since = Date.parse(element.dataset.elapsedSince);
            element.textContent = spanText(Date.now() + serverAheadMs - since, element.dataset.seconds !== undefined);
        }
    }
    for (const element of document.querySelectorAll("[data-until]")) {
        if (element instanceof HTMLElement && element.dataset.until) {
            const left = Date.parse(element.dataset.until) - Date.now() - serverAheadMs;
            element.hidden = left <= 0;
            const shown = element.querySelector("[data-seconds-left]");
            if (shown) {
                shown.textContent = String(Math.max(0, Math.ceil(left / 1000)));
            }
        }
    }
}

beat();
document.addEventListener("htmx:sseMessage", event => {
    if (event.target instanceof Element && event.target.id === "beat") {
        beat();
    }
});
if (document.querySelector("[sse-connect]")) {
    setInterval(age, 1000);
}
