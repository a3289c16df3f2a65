// Keeps the page honest about its age. The server beats once a second on the event stream: the beat is the clock on
// the page, elapsed times run by it, and when it stays away the page says so instead of showing old figures as new.
import { spanText } from "./span-text.js";

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
