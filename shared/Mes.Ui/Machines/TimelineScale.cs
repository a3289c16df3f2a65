using System.Globalization;
using Mes.Ui.Times;

namespace Mes.Ui.Machines;

/// <summary>Where an instant lies on a drawing of [From, To), and where its hour marks stand.</summary>
public sealed record TimelineScale(DateTimeOffset From, DateTimeOffset To)
{
    const int MostMarks = 12;

    static readonly int[] StepSeconds =
        [1, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400, 604800];

    public decimal Fraction(DateTimeOffset at) =>
        To <= From ? 0m : Math.Clamp((decimal)(at - From).Ticks / (To - From).Ticks, 0m, 1m);

    public string X(DateTimeOffset at) => Figures.Length(Fraction(at));

    /// <summary>Marks at round local times, at most a dozen.</summary>
    public IEnumerable<(DateTimeOffset At, string Words)> Marks(SiteTime time)
    {
        var length = (To - From).TotalSeconds;
        var step = StepSeconds.FirstOrDefault(seconds => length / seconds <= MostMarks, StepSeconds[^1]);
        var format = step < 60 ? "HH:mm:ss" : step < 86400 ? "HH:mm" : "d MMM";
        var local = time.Local(From);
        var sinceMidnight = (long)Math.Ceiling(local.TimeOfDay.TotalSeconds / step) * step;
        var first = From + (TimeSpan.FromSeconds(sinceMidnight) - local.TimeOfDay);
        for (var at = first; at < To; at += TimeSpan.FromSeconds(step))
        {
            yield return (at, time.Local(at).ToString(format, CultureInfo.CurrentCulture));
        }
    }
}
