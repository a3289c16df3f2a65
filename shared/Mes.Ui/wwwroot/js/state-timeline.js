// Says in words what lies under the pointer, the finger or the focus; the same words are each piece's accessible name.
/** @param {Event} event */
function tell(event) {
    const piece = event.target instanceof Element ? event.target.closest("[data-piece]") : null;
    const line = piece?.closest("[data-state-timeline]")?.querySelector("[data-piece-words]");
    if (piece && line) {
        line.textContent = piece.getAttribute("aria-label");
    }
}

document.addEventListener("pointerover", tell);
document.addEventListener("focusin", tell);
document.addEventListener("click", tell);
