using System.Globalization;

namespace Mes.Edge.Acquisition;

/// <summary>Time stamps as payloads write them: ISO 8601, or a number since 1970 whose size tells its unit.</summary>
static class PayloadTime
{
    // Seconds reach these only in the year 5138, milliseconds not before 1973: no real stamp is taken for another unit.
    const double FirstMilliseconds = 1e11;
    const double FirstMicroseconds = 1e14;
    const double End = 1e17;
    static readonly DateTimeOffset EndTime = DateTimeOffset.UnixEpoch.AddTicks((long)End * TimeSpan.TicksPerMicrosecond);

    /// <summary>
    /// UTC, whole microseconds; null where the text is no time, or one that says that there is none (before 1970, after 5138). A
    /// time without zone is taken for UTC.
    /// </summary>
    public static DateTimeOffset? Of(string text)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return Of(number);
        }

        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return text.Length >= 10 && text[4] == '-'
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out var time)
            && time >= DateTimeOffset.UnixEpoch && time < EndTime
            ? time
            : null;
    }

    public static DateTimeOffset? Of(double number)
    {
        var microseconds = number switch
        {
            < 0 or >= End or double.NaN => -1,
            < FirstMilliseconds => number * 1e6,
            < FirstMicroseconds => number * 1e3,
            _ => number,
        };
        return microseconds < 0
            ? null
            : DateTimeOffset.UnixEpoch.AddTicks((long)Math.Round(microseconds) * TimeSpan.TicksPerMicrosecond);
    }
}
