/**
 * @param {number} ms
 * @param {boolean} seconds whether a time under an hour shows its seconds
 * @returns {string} `1 h 12 min`, as the server words it
 */
export function spanText(ms, seconds) {
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
