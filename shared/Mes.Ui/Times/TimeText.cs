using System.Globalization;

namespace Mes.Ui.Times;

/// <summary>Times and durations in the words of the floor; <c>live.js</c> words running durations the same way.</summary>
public static class TimeText
{
    /// <summary><c>14:02</c> today, <c>19 Nov 14:02</c> on another day of the site's calendar.</summary>
    public static string Moment(DateTimeOffset at, SiteTime time, bool seconds = false)
    {
        var format = (time.IsToday(at) ? "" : "d MMM ") + (seconds ? "HH:mm:ss" : "HH:mm");
        return time.Local(at).ToString(format, CultureInfo.CurrentCulture);
    }

    /// <summary><c>1 h 12 min</c>; a negative duration, which clocks that disagree can give, reads as <c>0 s</c>.</summary>
    public static string Span(TimeSpan duration, bool seconds = true)
    {
        var span = duration < TimeSpan.Zero ? TimeSpan.Zero : duration;
        var culture = CultureInfo.CurrentCulture;
        return span switch
        {
            { Days: > 0 } => string.Create(culture, $"{span.Days} d {span.Hours} h"),
            { Hours: > 0 } => string.Create(culture, $"{span.Hours} h {span.Minutes} min"),
            { Minutes: > 0 } when seconds => string.Create(culture, $"{span.Minutes} min {span.Seconds} s"),
            { Minutes: > 0 } => string.Create(culture, $"{span.Minutes} min"),
            _ => string.Create(culture, $"{span.Seconds} s"),
        };
    }

    /// <summary>For forms: the instant to its last digit, whatever the language.</summary>
    public static string Exact(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>For <c>datetime</c> attributes and scripts.</summary>
    public static string Iso(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
